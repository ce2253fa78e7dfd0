"""E1, E3, E6: the rules of events, and places when everybody wants them at once."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bots.clock import StoppedClock
from storage import (
    event_cards,
    event_changes,
    event_lists,
    event_proposals,
    event_waiting,
    events,
    profiles,
    refusals,
    registrations,
    residents,
)
from storage.event_lists import Seat
from storage.event_proposals import Draft
from storage.events import Audience, Pupils
from storage.generator import Place
from storage.residents import Kind, Role, Who
from storage.store import Tx
from tests.storage.school import School

#: A Saturday in September, 16:00 in Moscow.
SATURDAY = datetime(2026, 9, 12, 13, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def draft(**other: object) -> Draft:
    told: dict[str, object] = {
        "title": "Вечер роботов",
        "purpose": "Покажем, что собрали",
        "starts_at": SATURDAY,
        "length": HOUR,
        "place": Place.OFFLINE,
        "room": "305",
    }
    return Draft(**(told | other))  # type: ignore[arg-type]  # a test's own words


async def approved(school: School, by: str = "maria", **other: object) -> int:
    """An event of Maria's that Viktor of the working group approved."""
    if "viktor" not in school.ids:
        school.ids["viktor"] = await school.store.run(
            lambda tx: profiles.add(
                tx, family="Дорохов", name="Виктор", roles=frozenset({Role.WORKING_GROUP})
            )
        )
    made = await school.does(by, event_proposals.propose, draft(**other))
    seen = made.seen
    await school.does("viktor", event_proposals.approve, event=made.event.id, seen=seen)
    return made.event.id


async def pupils(school: School, number: int) -> list[int]:
    def add(tx: Tx) -> list[int]:
        return [
            profiles.add(
                tx, family="Ученик", name=f"Номер {n}", grade="10А", roles=frozenset({Role.STUDENT})
            )
            for n in range(number)
        ]

    return await school.store.run(add)


def joins(pupil: int, event: int) -> Callable[[Tx], Seat]:
    return lambda tx: registrations.join(tx, residents.who(tx, pupil), event=event).state


def leaves(tx: Tx, pupil: int, event: int) -> registrations.Moved:
    return registrations.leave(tx, residents.who(tx, pupil), event=event)


def accepts(tx: Tx, pupil: int, event: int) -> registrations.Taken:
    return registrations.accept(tx, residents.who(tx, pupil), event=event)


async def test_two_who_take_the_last_place_at_once_get_one_place_and_one_turn(
    school: School, store_url: str
) -> None:
    rounds = 500 if store_url.startswith("sqlite") else 100
    event = await approved(school, places=1)
    one, other = await pupils(school, 2)

    def clear(tx: Tx) -> None:
        for line in event_lists.of_event(tx, event, *Seat):
            tx.session.delete(line)

    for _ in range(rounds):
        states = await asyncio.gather(
            school.store.run(joins(one, event)), school.store.run(joins(other, event))
        )
        assert sorted(states) == [Seat.REGISTERED, Seat.WAITING]
        await school.store.run(clear)


async def test_a_waiting_list_of_fifty_moves_by_itself_as_twenty_leave(
    school: School, clock: StoppedClock
) -> None:
    event = await approved(school, places=30)
    people = await pupils(school, 80)
    for pupil in people:
        await school.store.run(joins(pupil, event))
    for pupil in people[:20]:
        await school.store.run(partial(leaves, pupil=pupil, event=event))
    offered = await school.store.run(
        lambda tx: [one.resident_id for one in event_lists.of_event(tx, event, Seat.OFFERED)]
    )
    assert offered == people[30:50]
    # Nobody of the first ten answers: their places go on to the next ten by themselves.
    for pupil in people[40:50]:
        await school.store.run(partial(accepts, pupil=pupil, event=event))
    clock.advance(timedelta(hours=30))

    def end(tx: Tx) -> None:
        for line in event_lists.of_event(tx, event, Seat.OFFERED):
            assert line.id is not None
            registrations.end_of_hold(tx, line=line.id, turn=line.turn)

    await school.store.run(end)
    now = await school.store.run(
        lambda tx: [one.resident_id for one in event_lists.of_event(tx, event, Seat.OFFERED)]
    )
    assert now == people[50:60]
    assert await school.store.run(lambda tx: event_lists.taken(tx, event)) == 30


async def test_an_offer_lasts_less_where_the_event_is_near(
    school: School, clock: StoppedClock
) -> None:
    event = await approved(school, places=1)
    one, other = await pupils(school, 2)
    for pupil in (one, other):
        await school.store.run(joins(pupil, event))
    clock.advance(SATURDAY - clock.now() - timedelta(hours=4))
    moved = await school.store.run(
        lambda tx: registrations.leave(tx, residents.who(tx, one), event=event)
    )
    (offered,) = moved.offered
    assert offered.until == clock.now() + HOUR and offered.soon


async def test_nobody_is_offered_a_place_of_an_event_that_has_begun(
    school: School, clock: StoppedClock
) -> None:
    event = await approved(school, places=1)
    one, other = await pupils(school, 2)
    for pupil in (one, other):
        await school.store.run(joins(pupil, event))
    clock.advance(SATURDAY - clock.now() + timedelta(minutes=1))
    moved = await school.store.run(
        lambda tx: registrations.leave(tx, residents.who(tx, one), event=event)
    )
    assert moved.offered == ()


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"starts_at": datetime(2026, 9, 1, tzinfo=UTC)}, "event-past"),
        ({"length": timedelta(hours=5)}, "event-late"),
        ({"starts_at": SATURDAY.replace(hour=5)}, "event-early"),
        ({"starts_at": SATURDAY.replace(hour=17)}, "event-late"),
        ({"room": ""}, "event-room"),
        ({"places": 0}, "event-places"),
        ({"format": "standup"}, "format-length"),
        ({"format": "brainstorm", "places": 100}, "format-size"),
        ({"cohosts": "nobody"}, "event-address"),
        ({"title": "  "}, "text-empty"),
    ],
)
async def test_a_plan_that_breaks_a_rule_is_not_proposed(
    school: School, other: dict[str, object], reason: str
) -> None:
    with pytest.raises(refusals.Broken) as refused:
        await school.does("maria", event_proposals.propose, draft(**other))
    assert refused.value.reason == reason


async def test_seniors_may_stay_an_hour_longer_and_adults_as_long_as_they_like(
    school: School,
) -> None:
    late = SATURDAY.replace(hour=17)
    for pupils_ in (Pupils.SENIOR, Pupils.NONE):
        await school.does("maria", event_proposals.propose, draft(starts_at=late, pupils=pupils_))
    with pytest.raises(refusals.Broken):
        later = late.replace(hour=18)
        await school.does(
            "maria", event_proposals.propose, draft(starts_at=later, pupils=Pupils.SENIOR)
        )


async def test_an_adult_from_outside_is_never_alone_with_pupils(school: School) -> None:
    partner = await school.store.run(
        lambda tx: profiles.add(
            tx,
            family="Тихонов",
            name="Роман",
            kind=Kind.EXTERNAL,
            roles=frozenset({Role.PARTNER}),
        )
    )
    school.ids["partner"] = partner
    guests = {"audience": Audience.EXTERNAL}
    for by, other in (("partner", {}), ("partner", guests), ("anna", guests), ("ivan", guests)):
        with pytest.raises(refusals.Broken, match="event-adult"):
            await school.does(by, event_proposals.propose, draft(**other))
    host = {"host": school.ids["maria"]}
    await school.does("partner", event_proposals.propose, draft(**guests, **host))
    await school.does("partner", event_proposals.propose, draft(**guests, pupils=Pupils.NONE))


async def test_a_proposal_is_asked_about_for_its_time_as_it_is_now(school: School) -> None:
    made = await school.does("maria", event_proposals.propose, draft())
    later = SATURDAY + timedelta(days=2)
    await school.does("maria", event_changes.change, event=made.event.id, starts=later)

    async def asked(at: datetime) -> list[bool]:
        moment, acts = int(at.timestamp()), (event_waiting.still, event_waiting.undecided)
        return await school.store.run(
            lambda tx: [act(tx, event=made.event.id, at=moment) is not None for act in acts]
        )

    assert await asked(SATURDAY) == [False, False]
    assert await asked(later) == [True, True]


async def test_a_clash_that_was_not_shown_stops_an_approval(school: School) -> None:
    await approved(school)
    second = await school.does(
        "pavel", event_proposals.propose, draft(title="Встреча", room="30 5")
    )
    with pytest.raises(refusals.Changed) as told:
        await school.does("viktor", event_proposals.approve, event=second.event.id)
    assert [one.act for one in told.value.changes] == ["event.clash-room"]
    seen = (await school.does("viktor", event_proposals.review, event=second.event.id)).seen
    await school.does("viktor", event_proposals.approve, event=second.event.id, seen=seen)


async def test_two_approvals_at_once_never_give_one_room_without_a_warning(school: School) -> None:
    school.ids["viktor"] = await school.store.run(
        lambda tx: profiles.add(
            tx, family="Дорохов", name="Виктор", roles=frozenset({Role.COUNCIL})
        )
    )
    made = [
        await school.does(by, event_proposals.propose, draft(title=by)) for by in ("maria", "pavel")
    ]
    # Each saw the other wait: both were warned. With nothing seen none goes through.
    for one in made:
        with pytest.raises(refusals.Changed):
            await school.does("viktor", event_proposals.approve, event=one.event.id)


async def test_ones_own_event_is_approved_by_another_if_there_is_one(school: School) -> None:
    await approved(school)
    own = await school.does("viktor", event_proposals.propose, draft(room="12", host=None))
    await school.does("viktor", event_proposals.approve, event=own.event.id, seen=own.seen)
    await school.store.run(
        lambda tx: profiles.add(tx, family="Савина", name="Л", roles=frozenset({Role.COUNCIL}))
    )
    other = await school.does("viktor", event_proposals.propose, draft(room="13"))
    with pytest.raises(refusals.Denied):
        await school.does("viktor", event_proposals.approve, event=other.event.id, seen=other.seen)


async def test_who_is_not_of_the_audience_neither_sees_nor_joins(school: School) -> None:
    inside = await approved(school)
    seniors = await approved(school, room="1", pupils=Pupils.SENIOR, starts_at=SATURDAY + HOUR)
    open_ = await approved(school, room="2", audience=Audience.OPEN, starts_at=SATURDAY + 2 * HOUR)
    guest = Who(id=None, account_id=None)

    def seen_by(who: str | None) -> Callable[[Tx], set[int]]:
        return lambda tx: {
            one.id
            for one in event_cards.coming(
                tx, guest if who is None else residents.who(tx, school.ids[who])
            )
        }

    assert await school.store.run(seen_by(None)) == {open_}
    assert await school.store.run(seen_by("dasha")) == {inside, open_}
    assert await school.store.run(seen_by("anna")) == {inside, seniors, open_}
    for event in (inside, seniors):
        with pytest.raises(refusals.Missing):
            await school.store.run(partial(registrations.join, by=guest, event=event))
    with pytest.raises(refusals.Missing):
        await school.does("dasha", registrations.join, event=seniors)


async def test_more_places_are_offered_to_those_who_wait(school: School) -> None:
    event = await approved(school, places=2)
    for pupil in await pupils(school, 5):
        await school.store.run(joins(pupil, event))
    done = await school.does("maria", event_changes.change, event=event, places=4)
    assert len(done.offered) == 2
    with pytest.raises(refusals.Broken, match="event-places-taken"):
        await school.does("maria", event_changes.change, event=event, places=3)


acts = st.lists(
    st.tuples(
        st.sampled_from(("join", "leave", "accept", "end", "more", "time")), st.integers(0, 9)
    ),
    max_size=40,
)
NUMBERS = count(1)


@given(acts=acts, places=st.integers(1, 4))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_people_do_no_place_is_given_twice_and_none_stays_empty(
    school: School, clock: StoppedClock, acts: list[tuple[str, int]], places: int
) -> None:
    start = clock.now() + timedelta(days=5) + timedelta(days=7 * next(NUMBERS))
    start = start.replace(hour=13, minute=0)
    event = await approved(school, places=places, starts_at=start, room=f"{start}")
    people = await pupils(school, 10)

    def step(tx: Tx, act: str, number: int) -> None:
        who = residents.who(tx, people[number])
        if act == "join":
            registrations.join(tx, who, event=event)
        elif act == "leave":
            registrations.leave(tx, who, event=event)
        elif act == "accept":
            registrations.accept(tx, who, event=event)
        elif act == "more":
            maria = residents.who(tx, school.ids["maria"])
            row = events.find(tx, event)
            event_changes.change(tx, maria, event=event, places=(row.places or 0) + 1)
        else:
            for line in event_lists.of_event(tx, event, Seat.OFFERED):
                registrations.end_of_hold(tx, line=line.id or 0, turn=line.turn)

    for act, number in acts:
        if act == "time":
            clock.advance(timedelta(hours=3))
        with suppress(refusals.Refusal):
            await school.store.run(partial(step, act=act, number=number))
        await school.store.run(lambda tx: _must_hold(tx, event))


def _must_hold(tx: Tx, event: int) -> None:
    row = events.find(tx, event)
    held = event_lists.taken(tx, event)
    waiting = event_lists.of_event(tx, event, Seat.WAITING)
    assert row.places is not None
    assert held <= row.places
    assert held == row.places or not waiting

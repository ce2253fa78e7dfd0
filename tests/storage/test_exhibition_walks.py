"""E5: going round an exhibition: who and when, what is next, who likes what, how it ends."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from bots.clock import StoppedClock
from storage import (
    exhibition_desk,
    exhibition_walks,
    exhibitions,
    refusals,
    residents,
)
from storage.events import Audience, Event
from storage.exhibition_walks import Stand
from storage.exhibits import ExhibitVisit
from storage.jobs import Job
from storage.residents import Who
from storage.store import Tx
from tests.storage.exhibiting import (
    LASTS,
    OPENS_IN,
    hangs,
    holds,
    seen_by,
    team,
)
from tests.storage.school import School
from tests.storage.test_two_at_once import at_once


async def looks(school: School, name: str, exhibit: int) -> Stand:
    return await school.does(name, exhibition_walks.look, exhibit=exhibit)


async def test_a_person_likes_a_work_once_however_often_it_is_pressed(
    school: School, clock: StoppedClock
) -> None:
    event = await holds(school)
    exhibit = await hangs(school, event, await team(school))
    clock.advance(OPENS_IN)
    names = ("vera", "vera", "vera", "gleb", "gleb", "dasha", "ivan", "pyotr")
    done, refused = await at_once(
        *(school.does(one, exhibition_walks.like, exhibit=exhibit, liked=True) for one in names)
    )
    assert (len(done), refused) == (len(names), [])
    assert (await looks(school, "maria", exhibit)).likes == len(set(names))
    await at_once(
        *(school.does("vera", exhibition_walks.like, exhibit=exhibit, liked=False) for _ in "ab")
    )
    assert (await looks(school, "maria", exhibit)).likes == len(set(names)) - 1


async def test_a_guest_who_registers_since_has_one_like(
    school: School, clock: StoppedClock
) -> None:
    event = await holds(school)
    exhibit = await hangs(school, event, await team(school))
    clock.advance(OPENS_IN)

    def step(tx: Tx, who: Who, liked: bool) -> Stand:
        return exhibition_walks.like(tx, who, exhibit=exhibit, liked=liked)

    vera = await school.store.run(lambda tx: residents.who(tx, school.ids["vera"]))
    guest, known = Who(None, 77), replace(vera, account_id=77)
    assert (await school.store.run(lambda tx: step(tx, guest, True))).names == ("Аня",)
    assert (await school.store.run(lambda tx: step(tx, known, True))).likes == 1
    assert not (await school.store.run(lambda tx: step(tx, known, False))).liked
    assert (await looks(school, "maria", exhibit)).likes == 0


async def test_how_many_like_a_work_is_told_to_who_likes_it_and_to_all_at_the_end(
    school: School, clock: StoppedClock
) -> None:
    event = await holds(school)
    exhibit = await hangs(school, event, await team(school))
    clock.advance(OPENS_IN)
    with pytest.raises(refusals.Denied, match="exhibit-own-like"):
        await school.does("anna", exhibition_walks.like, exhibit=exhibit, liked=True)
    await school.does("gleb", exhibition_walks.like, exhibit=exhibit, liked=True)
    told = {name: (await looks(school, name, exhibit)).likes for name in ("anna", "maria", "gleb")}
    assert told == {"anna": 1, "maria": 1, "gleb": 1}
    assert (await looks(school, "vera", exhibit)).likes is None
    await school.does("gleb", exhibition_walks.like, exhibit=exhibit, liked=False)
    assert (await looks(school, "gleb", exhibit)).likes is None
    clock.advance(LASTS)
    assert (await looks(school, "vera", exhibit)).likes == 0
    with pytest.raises(refusals.Broken, match="exhibition-over"):
        await school.does("vera", exhibition_walks.like, exhibit=exhibit, liked=True)


async def test_before_it_opens_only_its_keepers_go_round_and_afterwards_who_took_part(
    school: School, clock: StoppedClock
) -> None:
    event = await holds(school)
    exhibit = await hangs(school, event, await team(school))
    assert await seen_by(school, "vera", event) == []
    with pytest.raises(refusals.Broken, match="exhibition-before"):
        await looks(school, "vera", exhibit)
    assert (await looks(school, "maria", exhibit)).number == 1
    with pytest.raises(refusals.Broken, match="exhibition-before"):
        await school.does("maria", exhibition_walks.like, exhibit=exhibit, liked=True)
    visits = await school.store.run(lambda tx: list(tx.session.exec(select(ExhibitVisit))))
    assert visits == []
    clock.advance(OPENS_IN)
    guest = Who(None, 77)
    await looks(school, "vera", exhibit)
    await school.store.run(lambda tx: exhibition_walks.look(tx, guest, exhibit=exhibit))
    clock.advance(LASTS)
    for name in ("anna", "maria", "viktor", "vera"):
        assert await seen_by(school, name, event) == [exhibit]
    for name in ("gleb", "pyotr", "ivan"):
        assert await seen_by(school, name, event) == []
        with pytest.raises(refusals.Broken, match="exhibition-over"):
            await looks(school, name, exhibit)
    with pytest.raises(refusals.Broken, match="exhibition-over"):
        await school.store.run(lambda tx: exhibition_walks.look(tx, guest, exhibit=exhibit))
    assert [one.event for one in await school.does("vera", exhibitions.listed)] == [event]
    assert await school.does("gleb", exhibitions.listed) == []


async def test_who_is_not_of_the_audience_does_not_know_of_it(
    school: School, clock: StoppedClock
) -> None:
    event = await holds(school, Audience.INTERNAL)
    exhibit = await hangs(school, event, await team(school))
    clock.advance(OPENS_IN)
    with pytest.raises(refusals.Missing):
        await looks(school, "pyotr", exhibit)
    assert await school.does("pyotr", exhibitions.listed) == []
    guest = Who(None, 77)
    with pytest.raises(refusals.Missing):
        await school.store.run(lambda tx: exhibition_walks.look(tx, guest, exhibit=exhibit))
    assert await school.store.run(lambda tx: exhibitions.listed(tx, guest)) == []


async def test_the_choice_of_the_visitors_names_the_first_and_nobody_as_the_last(
    school: School, clock: StoppedClock
) -> None:
    event = await holds(school)
    works = [
        await hangs(school, event, await school.led_project(by=name), name)
        for name in ("anna", "boris", "vera", "gleb", "dasha")
    ]
    clock.advance(OPENS_IN)
    voices = {0: "boris vera gleb", 1: "anna vera", 2: "anna", 3: "anna", 4: ""}
    for place, names in voices.items():
        for name in names.split():
            await school.does(name, exhibition_walks.like, exhibit=works[place], liked=True)
    assert await school.does("vera", exhibition_desk.chosen, event=event) == ()
    told = await school.does("maria", exhibition_desk.results, event=event)
    assert [(one.exhibit, one.likes) for one in told.top[:2]] == [(works[0], 3), (works[1], 2)]
    assert {one.exhibit for one in told.top[2:]} == {works[2], works[3]}
    assert [one.exhibit for one in told.others] == [works[4]]
    assert told.top[0].visitors == 3
    clock.advance(LASTS)
    assert len(await school.does("vera", exhibition_desk.chosen, event=event)) == 4


async def test_an_exhibition_that_was_moved_opens_and_closes_at_its_new_time(
    school: School, clock: StoppedClock
) -> None:
    event = await holds(school)
    exhibit = await hangs(school, event, await team(school))

    def move(tx: Tx) -> None:
        tx.session.get_one(Event, event).starts_at += timedelta(days=2)

    def waiting(tx: Tx) -> list[str]:
        rows = tx.session.exec(select(Job).where(col(Job.name).startswith("exhibition.")))
        return sorted(one.name for one in rows if one.due_at > tx.now)

    await school.store.run(move)
    clock.advance(OPENS_IN)
    opened = await school.store.run(lambda tx: exhibition_desk.opened(tx, event=event))
    assert opened == []
    assert "exhibition.open" in await school.store.run(waiting)
    clock.advance(timedelta(days=2))
    for wanted in ([exhibit], []):
        opened = await school.store.run(lambda tx: exhibition_desk.opened(tx, event=event))
        assert [one.exhibit for one in opened] == wanted
    closed = await school.store.run(lambda tx: exhibition_desk.closed(tx, event=event))
    assert closed is None
    clock.advance(LASTS)
    closed = await school.store.run(lambda tx: exhibition_desk.closed(tx, event=event))
    assert closed is not None
    assert [one.exhibit for one, _ in closed.works] == [exhibit]


works_of = st.lists(st.integers(1, 500), unique=True, max_size=12)


@given(
    works=works_of, person=st.text(max_size=6), seen=st.sets(st.integers(1, 500)), at=st.integers()
)
def test_a_walk_shows_everything_new_first_and_misses_nothing(
    works: list[int], person: str, seen: set[int], at: int
) -> None:
    order = exhibition_walks.order(person, works)
    assert sorted(order) == sorted(works)
    looked = seen & set(works)
    new = set(works) - looked
    current = order[at % len(order)] if order else None
    if current in new:
        looked.add(current)
        new.discard(current)
    met = []
    for _ in works:
        current = exhibition_walks.after(order, looked, current)
        assert current is not None
        met.append(current)
        looked.add(current)
    assert set(met[: len(new)]) == new
    assert looked == set(works)
    if not works:
        assert exhibition_walks.after(order, looked, current) is None
        assert exhibition_walks.before(order, current) is None


@given(works=st.sets(st.integers(1, 500), min_size=1, max_size=12), more=st.integers(501, 600))
def test_the_way_back_is_the_way_on_turned_and_a_new_work_moves_no_other(
    works: set[int], more: int
) -> None:
    order = exhibition_walks.order("r1", works)
    for one in order:
        further = exhibition_walks.after(order, works, one)
        assert exhibition_walks.before(order, further) == one
    grown = exhibition_walks.order("r1", works | {more})
    assert [one for one in grown if one != more] == order

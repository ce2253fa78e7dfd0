"""E5: who leaves a team otherwise than by their own wish, and who finds a contest again."""

from datetime import timedelta

import pytest

from bots.clock import StoppedClock
from storage import (
    contest_cards,
    contest_joining,
    contest_jury,
    contest_removals,
    contest_teams,
    event_attendance,
    event_consents,
    profiles,
    refusals,
    registrations,
)
from storage.event_lists import Seat
from storage.events import Event, EventHost
from storage.residents import Kind, Role
from storage.store import Tx
from tests.storage import tournament
from tests.storage.school import School


@pytest.fixture
async def event(school: School) -> int:
    return await tournament.prepared(school)


async def test_a_host_of_the_school_dissolves_a_team_or_takes_one_out_of_it_and_says_why(
    school: School, event: int
) -> None:
    made = await tournament.team(school, event, "Ракета", "anna", "boris", "vera")
    code = (await school.does("anna", contest_joining.make_code, team=made)).code
    anna, words = school.ids["anna"], "Вы в другой параллели"
    for stranger in ("vera", "olga"):
        with pytest.raises(refusals.Denied):
            await school.does(
                stranger, contest_removals.remove, team=made, pupil=anna, reason=words
            )
    out = await school.does("maria", contest_removals.remove, team=made, pupil=anna, reason=words)
    assert (out.out, out.reason) == ((anna,), words)
    assert set(out.team.tell) == school.named("boris", "vera")
    assert out.team.captain == school.ids["boris"]
    with pytest.raises(refusals.Missing, match="code"):
        await school.does("anna", contest_joining.join, code=code)
    gone = await school.does("maria", contest_removals.dissolve, team=made, reason=words)
    assert set(gone.out) == school.named("boris", "vera") and not gone.team.members
    with pytest.raises(refusals.Spent, match="contest-dissolved"):
        await school.does("maria", contest_removals.dissolve, team=made, reason=words)
    again = await tournament.team(school, event, "Ракета", "anna", "boris")
    teams, _ = await school.does("maria", contest_teams.listed, event=event)
    assert [one.id for one in teams] == [again]


async def a_partner(school: School) -> int:
    roles = frozenset({Role.PARTNER})
    return await school.store.run(
        lambda tx: profiles.add(tx, family="Лунин", name="Пётр", roles=roles, kind=Kind.EXTERNAL)
    )


async def test_words_of_a_partner_who_holds_the_event_reach_no_pupil(
    school: School, event: int
) -> None:
    made = await tournament.team(school, event, "Ракета", "anna")
    partner = school.ids["pyotr"] = await a_partner(school)

    def holds(tx: Tx) -> None:
        tx.session.add(EventHost(event_id=event, resident_id=partner))

    await school.store.run(holds)
    seen = await school.does("pyotr", contest_teams.show, team=made)
    assert not seen.may_remove
    with pytest.raises(refusals.Denied, match="contest-not-adult"):
        await school.does("pyotr", contest_removals.dissolve, team=made, reason="Просто так")


async def test_a_pupil_without_the_parents_word_that_the_event_wants_is_in_no_team(
    school: School, event: int
) -> None:
    made = await tournament.team(school, event, "Ракета", "anna", "boris")
    assert len((await school.does("anna", contest_teams.show, team=made)).members) == 2

    def no_word_is_there(tx: Tx) -> None:
        tx.session.get_one(Event, event).consent = True

    await school.store.run(no_word_is_there)
    assert await school.store.run(lambda tx: contest_teams.rosters(tx, event)) == {}
    teams, looking = await school.does("maria", contest_teams.listed, event=event)
    assert not teams and not looking


async def test_who_is_of_a_jury_from_elsewhere_finds_the_contest_and_a_host_what_is_over(
    school: School, event: int, clock: StoppedClock
) -> None:
    partner = school.ids["pyotr"] = await a_partner(school)
    assert await school.does("pyotr", contest_cards.judged) == []
    await school.does("maria", contest_jury.name, event=event, juror=partner)
    (found,) = await school.does("pyotr", contest_cards.judged)
    assert found.event == event
    assert await school.does("maria", event_attendance.held) == []
    clock.advance(timedelta(days=30))
    (over,) = await school.does("maria", event_attendance.held)
    assert over.event == event
    assert await school.does("pyotr", event_attendance.held) == []


async def test_a_word_taken_back_in_the_list_of_consents_frees_the_place(
    school: School, event: int
) -> None:
    anna = school.ids["anna"]
    thing = registrations.thing(event)
    assert (event_consents.of_thing(thing), event_consents.of_thing("exhibit:7.1")) == (event, None)

    def taken_back(tx: Tx, consent: bool) -> registrations.Moved | None:
        tx.session.get_one(Event, event).consent = consent
        return event_consents.word_gone(tx, subject=anna, event=event)

    assert await school.store.run(lambda tx: taken_back(tx, False)) is None
    moved = await school.store.run(lambda tx: taken_back(tx, True))
    assert moved is not None and moved.own.state is Seat.LEFT and moved.own.resident == anna
    assert await school.store.run(lambda tx: taken_back(tx, True)) is None

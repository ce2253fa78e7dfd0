"""E5: the jury of a contest, whom each may judge, and the places that come of it."""

from fractions import Fraction
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.clock import StoppedClock
from storage import (
    contest_cards,
    contest_interests,
    contest_jury,
    contest_places,
    contest_results,
    contest_works,
    families,
    profiles,
    refusals,
    residents,
)
from storage.contest_places import Points
from storage.contest_teams import ContestTeam
from storage.residents import Kind, Role
from storage.store import Tx
from tests.storage import tournament
from tests.storage.school import School
from tests.storage.test_events import HOUR

POINTS = st.builds(Points, st.integers(0, 400), st.integers(0, 12))


@pytest.fixture
async def event(school: School) -> int:
    return await tournament.prepared(school)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.integers(1, 40), POINTS, max_size=14))
def test_places_follow_the_means_and_are_shared_by_equals(got: dict[int, Points]) -> None:
    found = contest_places.places(got)
    assert set(found) == {team for team, one in got.items() if one.sheets}
    means = {team: Fraction(got[team].points, got[team].sheets) for team in found}
    for one in found:
        for other in found:
            assert (found[one] < found[other]) == (means[one] > means[other])
        assert found[one] == 1 + sum(means[other] > means[one] for other in found)
    assert not found or min(found.values()) == 1


@pytest.mark.parametrize(("sheets", "of", "doubt"), [(1, 2, False), (1, 3, True), (2, 3, False)])
def test_fewer_than_half_of_the_jury_is_doubtful(sheets: int, of: int, doubt: bool) -> None:
    assert contest_places.is_doubtful(sheets, of) == doubt


async def test_nobody_judges_their_own(school: School, event: int, clock: StoppedClock) -> None:
    """A parent and a supervisor are told why; for a parent whom the school has shut out such a team
    is not there."""
    await school.led_project(by="boris")

    def link(tx: Tx) -> None:
        families.announce(tx, school.ids["olga"], school.ids["anna"])
        families.announce(tx, school.ids["nina"], school.ids["dasha"])
        admin = residents.who(tx, school.ids["admin"])
        child, parent = school.ids["dasha"], school.ids["nina"]
        families.restrict(tx, admin, parent=parent, child=child, restricted=True)

    await school.store.run(link)
    teams = {
        "olga": await tournament.team(school, event, "Ракета", "anna"),
        "maria": await tournament.team(school, event, "Комета", "boris"),
        "nina": await tournament.team(school, event, "Звезда", "dasha"),
    }
    await tournament.jury(school, event, "olga", "nina", "pavel")
    maria = school.ids["maria"]
    await tournament.begins(clock, school, event)
    for captain, one in zip(("anna", "boris", "dasha"), teams.values(), strict=True):
        await tournament.hands_in(school, captain, one)
    with pytest.raises(refusals.Denied, match="contest-interest") as said:
        await tournament.judges(school, "olga", teams["olga"], 5)
    assert said.value.values == {"interest": "family"}
    for act in (
        partial(contest_jury.sheet, team=teams["nina"]),
        partial(contest_jury.mark, team=teams["nina"], criterion=0, points=5),
        partial(contest_works.show, team=teams["nina"]),
    ):
        with pytest.raises(refusals.Missing, match="contest-team"):
            await school.does("nina", act)
    _, seen = await school.does("nina", contest_jury.lines, event=event)
    assert teams["nina"] not in [one.team for one in seen]
    await tournament.judges(school, "pavel", teams["olga"], 1, 2, 3, 4, 5)
    found = await school.store.run(
        lambda tx: contest_interests.of(tx, maria, tx.session.get_one(ContestTeam, teams["maria"]))
    )
    assert found == "supervisor"
    # What is left out of the list before is not to be found by comparing it with the results.
    clock.advance(4 * HOUR)
    await school.does("maria", contest_results.close, event=event)
    told = await school.does("nina", contest_results.all_of, event=event)
    assert {one.team for one in told.lines} == {teams["olga"], teams["maria"]}
    whole = await school.does("maria", contest_results.all_of, event=event)
    assert {one.team for one in whole.lines} == {*teams.values()}


async def test_the_jury_is_of_adults_who_are_in_no_team(school: School, event: int) -> None:
    partner = await school.store.run(
        lambda tx: profiles.add(
            tx, family="Белов", name="Пётр", roles=frozenset({Role.PARTNER}), kind=Kind.EXTERNAL
        )
    )
    found = await school.does("maria", contest_jury.candidates, event=event)
    assert {one.id for one in found} & {school.ids["anna"], school.ids["ivan"]} == set()
    assert {partner, school.ids["maria"]} <= {one.id for one in found}
    for wrong in ("anna", "ivan"):
        with pytest.raises(refusals.Missing):
            await tournament.jury(school, event, wrong)
    school.ids["partner"] = partner
    # The event is for the lyceum only: a partner of the jury sees the contest all the same.
    with pytest.raises(refusals.Missing):
        await school.does("partner", contest_cards.card, event=event)
    await tournament.jury(school, event, "partner")
    card = await school.does("partner", contest_cards.card, event=event)
    assert card.juror and not card.sees_event and not card.takes_part


async def scored(school: School, event: int, clock: StoppedClock) -> dict[str, int]:
    """Three teams, a jury of three, marks, the deadline over."""
    teams = {
        title: await tournament.team(school, event, title, captain)
        for title, captain in (("Ракета", "anna"), ("Комета", "boris"), ("Звезда", "vera"))
    }
    await tournament.team(school, event, "Пусто", "gleb")
    await tournament.jury(school, event, "olga", "nina", "pavel")
    await tournament.begins(clock, school, event)
    for title, captain in (("Ракета", "anna"), ("Комета", "boris"), ("Звезда", "vera")):
        await tournament.hands_in(school, captain, teams[title])
    await tournament.judges(school, "olga", teams["Ракета"], 5, 5, 5, 5, 5)
    await tournament.judges(school, "nina", teams["Ракета"], 4, 4, 4, 4, 4)
    await tournament.judges(school, "olga", teams["Комета"], 5, 5, 5, 4, 4)
    await tournament.judges(school, "nina", teams["Комета"], 5, 5, 5, 4, 3)
    await tournament.judges(school, "pavel", teams["Звезда"], 3, 3, 3, 3, 3)
    await tournament.judges(school, "nina", teams["Звезда"], 0, 0)
    clock.advance(3 * HOUR)
    return teams


async def test_places_come_of_whole_sheets_and_are_told_when_published(
    school: School, event: int, clock: StoppedClock
) -> None:
    teams = await scored(school, event, clock)
    closed = await school.does("maria", contest_results.close, event=event)
    lines = {one.title: one for one in closed.lines}
    assert [one.title for one in closed.lines][-1] == "Пусто"
    # 45 and 45 over two sheets: they share the first place, the next is the third.
    assert {title: one.place for title, one in lines.items()} == {
        "Ракета": 1,
        "Комета": 1,
        "Звезда": 3,
        "Пусто": None,
    }
    assert (lines["Звезда"].doubtful, lines["Ракета"].doubtful) == (True, False)
    with pytest.raises(refusals.Broken, match="contest-scored"):
        await tournament.judges(school, "nina", teams["Звезда"], 5)
    # Until the results are told nobody but the hosts and the jury sees them.
    for name in ("anna", "ivan"):
        with pytest.raises(refusals.Denied):
            await school.does(name, contest_results.all_of, event=event)
        assert (await school.does(name, contest_cards.card, event=event)).winners == ()
    assert await school.does("anna", contest_results.own, event=event) is None
    assert len((await school.does("nina", contest_results.all_of, event=event)).lines) == 4
    assert len(await school.does("nina", contest_results.sheets, event=event)) == 3
    with pytest.raises(refusals.Denied):
        await school.does("nina", contest_results.protocol, event=event)
    await school.does("maria", contest_results.publish, event=event)
    own = await school.does("vera", contest_results.own, event=event)
    assert own is not None and (own.place, own.mean) == (3, 15.0)
    told = (await school.does("ivan", contest_cards.card, event=event)).winners
    assert [one.place for one in told] == [1, 1, 3]
    with pytest.raises(refusals.Spent, match="contest-published"):
        await school.does("maria", contest_results.reopen, event=event)


async def test_the_scoring_may_be_opened_again_before_results_are_told(
    school: School, event: int, clock: StoppedClock
) -> None:
    teams = await scored(school, event, clock)
    await school.does("maria", contest_results.close, event=event)
    await school.does("maria", contest_results.reopen, event=event)
    await tournament.judges(school, "nina", teams["Звезда"], 5, 5, 5, 5, 5)
    await tournament.judges(school, "olga", teams["Звезда"], 5, 5, 5, 5, 5)
    closed = await school.does("maria", contest_results.close, event=event)
    told = await school.does("maria", contest_results.protocol, event=event)
    assert [one.title for one in closed.lines][2] == "Звезда"
    totals = {one.who.id: one.totals for one in told.jury}
    assert totals[school.ids["olga"]] == (25, 23, 25, None)
    assert told.means[3] == (None,) * 5


async def test_scoring_is_closed_after_the_deadline_and_with_marks_only(
    school: School, event: int, clock: StoppedClock
) -> None:
    made = await tournament.team(school, event, "Ракета", "anna")
    await tournament.jury(school, event, "olga")
    await tournament.begins(clock, school, event)
    with pytest.raises(refusals.Missing, match="contest-work"):
        await tournament.judges(school, "olga", made, 5)
    await tournament.hands_in(school, "anna", made)
    await tournament.judges(school, "olga", made, 5)
    with pytest.raises(refusals.Broken, match="contest-open"):
        await school.does("maria", contest_results.close, event=event)
    clock.advance(3 * HOUR)
    with pytest.raises(refusals.Broken, match="contest-no-marks"):
        await school.does("maria", contest_results.close, event=event)
    for wrong in ({"criterion": 5, "points": 1}, {"criterion": 0, "points": 6}):
        with pytest.raises(refusals.Broken, match="contest-points"):
            await school.does("olga", contest_jury.mark, team=made, **wrong)


async def test_a_work_that_was_handed_in_anew_is_marked_and_hosts_see_how_far_the_jury_is(
    school: School, event: int, clock: StoppedClock
) -> None:
    rocket = await tournament.team(school, event, "Ракета", "anna")
    comet = await tournament.team(school, event, "Комета", "boris")
    await tournament.jury(school, event, "olga", "pavel")
    await tournament.begins(clock, school, event)
    await tournament.hands_in(school, "anna", rocket)
    await tournament.judges(school, "olga", rocket, 5, 5, 5, 5, 5)
    await tournament.judges(school, "pavel", rocket, 1)
    clock.advance(HOUR)
    await tournament.hands_in(school, "anna", rocket)
    _, lines = await school.does("olga", contest_jury.lines, event=event)
    assert [(one.team, one.handed, one.marks, one.newer) for one in lines] == [
        (rocket, True, 5, True),
        (comet, False, 0, False),
    ]
    await tournament.judges(school, "olga", rocket, 4, 4, 4, 4, 4)
    _, lines = await school.does("olga", contest_jury.lines, event=event)
    assert not lines[0].newer
    found = await school.does("maria", contest_jury.progress, event=event)
    assert {one.who.id: (one.done, one.of) for one in found} == {
        school.ids["olga"]: (1, 1),
        school.ids["pavel"]: (0, 1),
    }

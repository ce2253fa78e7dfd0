"""E5: teams, cases, works, jury and places of a contest: the rules, and two who come at once."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bots.clock import StoppedClock
from storage import (
    contest_cards,
    contest_cases,
    contest_interests,
    contest_joining,
    contest_jury,
    contest_places,
    contest_results,
    contest_teams,
    contest_works,
    contests,
    event_changes,
    families,
    formats,
    profiles,
    refusals,
    registrations,
    residents,
)
from storage.contest_places import Points
from storage.contest_teams import ContestTeam
from storage.events import Event
from storage.residents import Kind, Role
from storage.store import Tx
from tests.storage.school import School
from tests.storage.test_events import HOUR, SATURDAY, approved

#: The tournament's pupils, by short names of the small school.
PUPILS = ("anna", "boris", "vera", "gleb", "dasha", "egor")


@pytest.fixture
async def event(school: School) -> int:
    """A tournament of Maria's, 16:00 to 19:00, with six pupils registered."""
    made = await approved(
        school, format="case_tournament", length=3 * HOUR, starts_at=SATURDAY - 2 * HOUR
    )
    for name in PUPILS:
        await school.does(name, registrations.join, event=made)
    return made


async def team(school: School, event: int, title: str, captain: str, *others: str) -> int:
    made = await school.does(captain, contest_joining.make, event=event, title=title)
    code = await school.does(captain, contest_joining.make_code, team=made.id)
    for name in others:
        await school.does(name, contest_joining.join, code=code.code)
    return made.id


async def begins(clock: StoppedClock, school: School, event: int) -> None:
    clock.advance(SATURDAY - 2 * HOUR - clock.now())
    at = int((SATURDAY - 2 * HOUR).timestamp())
    await school.store.run(lambda tx: contest_cases.deal_due(tx, event=event, at=at))


async def hands_in(school: School, who: str, team: int, title: str = "Работа") -> None:
    await school.does(
        who, contest_works.hand_in, team=team, title=title, text="x", url="https://example.org/a"
    )


async def judges(school: School, who: str, team: int, *marks: int) -> None:
    for number, points in enumerate(marks):
        await school.does(who, contest_jury.mark, team=team, criterion=number, points=points)


async def jury(school: School, event: int, *names: str) -> None:
    for name in names:
        await school.does("maria", contest_jury.name, event=event, juror=school.ids[name])


POINTS = st.builds(Points, st.integers(0, 400), st.integers(0, 12))


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


async def test_two_who_take_the_last_place_of_a_team_at_once_get_one(
    school: School, event: int, store_url: str
) -> None:
    rounds = 60 if store_url.startswith("sqlite") else 20
    made = await team(school, event, "Ракета", "anna", "boris", "vera", "gleb")
    code = (await school.does("anna", contest_joining.make_code, team=made)).code

    async def tries(name: str) -> bool:
        try:
            await school.does(name, contest_joining.join, code=code)
        except refusals.Broken as refusal:
            assert refusal.reason == "team-full"
            return False
        return True

    for _ in range(rounds):
        came = await asyncio.gather(tries("dasha"), tries("egor"))
        assert sorted(came) == [False, True]
        seen = await school.does("anna", contest_teams.show, team=made)
        assert len(seen.members) == 5 and seen.full
        await school.does("dasha" if came[0] else "egor", contest_joining.leave, team=made)


async def test_nobody_is_in_two_teams(school: School, event: int) -> None:
    rocket = await team(school, event, "Ракета", "anna")
    await team(school, event, "Комета", "boris")
    code = (await school.does("anna", contest_joining.make_code, team=rocket)).code
    for act in (
        partial(contest_joining.join, code=code),
        partial(contest_joining.make, event=event, title="Ещё"),
        partial(contest_joining.look, event=event, on=True),
    ):
        with pytest.raises(refusals.Spent, match="contest-in-team"):
            await school.does("boris", act)
    with pytest.raises(refusals.Broken, match="contest-title-taken"):
        await school.does("vera", contest_joining.make, event=event, title="РАКЕТА")


async def test_who_gives_the_place_in_the_event_back_leaves_the_team(
    school: School, event: int
) -> None:
    made = await team(school, event, "Ракета", "anna", "boris", "vera")
    await school.does("anna", registrations.leave, event=event)
    seen = await school.does("boris", contest_teams.show, team=made)
    assert [one.name for one in seen.members] == ["Боря", "Вера"]
    assert seen.captain == school.ids["boris"]
    # Their place may be another's by now: whoever comes to the event again is in no team.
    code = (await school.does("boris", contest_joining.make_code, team=made)).code
    await school.does("gleb", contest_joining.join, code=code)
    await school.does("anna", registrations.join, event=event)
    seen = await school.does("boris", contest_teams.show, team=made)
    assert [one.name for one in seen.members] == ["Боря", "Вера", "Глеб"]


async def test_who_looks_for_a_team_is_put_into_one_by_a_host_alone(
    school: School, event: int
) -> None:
    made = await team(school, event, "Ракета", "anna")
    await school.does("vera", contest_joining.look, event=event, on=True)
    vera = school.ids["vera"]
    with pytest.raises(refusals.Denied):
        await school.does("anna", contest_joining.put, team=made, pupil=vera)
    with pytest.raises(refusals.Denied):
        await school.does("anna", contest_teams.listed, event=event)
    with pytest.raises(refusals.Spent, match="contest-not-looking"):
        await school.does("maria", contest_joining.put, team=made, pupil=school.ids["gleb"])
    teams, looking = await school.does("maria", contest_teams.listed, event=event)
    assert [one.small for one in teams] == [True]
    assert [one.id for one in looking] == [vera]
    put = await school.does("maria", contest_joining.put, team=made, pupil=vera)
    assert {one.id for one in put.members} == school.named("anna", "vera")


async def test_a_code_is_good_for_two_days_and_for_who_is_registered(
    school: School, event: int, clock: StoppedClock
) -> None:
    made = await team(school, event, "Ракета", "anna")
    code = (await school.does("anna", contest_joining.make_code, team=made)).code
    await school.does("boris", registrations.leave, event=event)
    with pytest.raises(refusals.Denied, match="contest-not-registered"):
        await school.does("boris", contest_joining.join, code=code)
    clock.advance(timedelta(hours=49))
    with pytest.raises(refusals.Missing, match="code"):
        await school.does("vera", contest_joining.join, code=code)


async def test_cases_are_hidden_until_all_get_them_at_once(
    school: School, event: int, clock: StoppedClock
) -> None:
    made = await team(school, event, "Ракета", "anna", "boris")
    for title in ("Мусор", "Столовая"):
        await school.does("maria", contest_cases.add, event=event, title=title, text="Что делать?")
    first = (await school.does("maria", contest_cases.listed, event=event))[0].id
    assert await school.does("anna", contest_cases.listed, event=event) == ()
    with pytest.raises(refusals.Missing):
        await school.does("anna", contest_cases.show, case=first)
    with pytest.raises(refusals.Missing):
        await school.does("anna", contest_cases.choose, case=first)
    await begins(clock, school, event)
    assert len(await school.does("boris", contest_cases.listed, event=event)) == 2
    assert await school.does("nina", contest_cases.listed, event=event) == ()
    with pytest.raises(refusals.Denied, match="contest-not-captain"):
        await school.does("boris", contest_cases.choose, case=first)
    with pytest.raises(refusals.Broken, match="contest-choose"):
        await hands_in(school, "anna", made)
    await school.does("anna", contest_cases.choose, case=first)
    await hands_in(school, "boris", made)
    seen = await school.does("anna", contest_works.show, team=made)
    assert seen is not None and seen.case == "Мусор"
    with pytest.raises(refusals.Spent, match="contest-dealt"):
        await school.does("maria", contest_cases.add, event=event, title="Третий", text="Поздно")
    with pytest.raises(refusals.Spent, match="contest-dealt"):
        await school.does("maria", contest_cases.deal, event=event)


async def test_the_only_case_is_everybodys(school: School, event: int, clock: StoppedClock) -> None:
    made = await team(school, event, "Ракета", "anna")
    await school.does("maria", contest_cases.add, event=event, title="Мусор", text="Что делать?")
    dealt = await school.does("maria", contest_cases.deal, event=event)
    assert set(dealt.tell) == school.named(*PUPILS)
    await begins(clock, school, event)
    await hands_in(school, "anna", made)
    card = await school.does("anna", contest_cards.card, event=event)
    assert card.case == "Мусор"


async def test_works_are_taken_from_the_beginning_to_the_deadline_and_all_are_kept(
    school: School, event: int, clock: StoppedClock
) -> None:
    made = await team(school, event, "Ракета", "anna", "boris")
    with pytest.raises(refusals.Broken, match="contest-early"):
        await hands_in(school, "anna", made)
    await begins(clock, school, event)
    with pytest.raises(refusals.Broken, match="contest-nothing"):
        await school.does("anna", contest_works.hand_in, team=made, title="Работа", text="x")
    with pytest.raises(refusals.Broken, match="file-missing"):
        await school.does(
            "anna", contest_works.hand_in, team=made, title="Работа", text="x", files=(99,)
        )
    with pytest.raises(refusals.Denied, match="contest-not-member"):
        await hands_in(school, "vera", made)
    await hands_in(school, "anna", made, "Первая")
    await hands_in(school, "boris", made, "Вторая")
    clock.advance(3 * HOUR)
    with pytest.raises(refusals.Broken, match="contest-late"):
        await hands_in(school, "anna", made)
    with pytest.raises(refusals.Broken, match="contest-late"):
        await school.does("vera", contest_joining.make, event=event, title="Комета")
    kept = await school.does("maria", contest_works.versions, team=made)
    assert [one.title for one in kept] == ["Первая", "Вторая"]
    later = clock.now() + HOUR
    await school.does("maria", contests.set_deadline, event=event, until=later)
    await hands_in(school, "anna", made, "Третья")
    await school.does("maria", contests.close_works, event=event)
    with pytest.raises(refusals.Broken, match="contest-late"):
        await hands_in(school, "anna", made)


async def test_a_moved_event_takes_its_deadline_along(school: School, event: int) -> None:
    await team(school, event, "Ракета", "anna")
    early = SATURDAY - HOUR
    seen = await school.does("maria", contests.set_deadline, event=event, until=early)
    assert seen.deadline == early
    moved = SATURDAY + timedelta(days=2)
    await school.does("maria", event_changes.change, event=event, starts=moved, length=2 * HOUR)
    card = await school.does("anna", contest_cards.card, event=event)
    assert card.contest.deadline == moved + 2 * HOUR
    for wrong in (moved - HOUR, moved + timedelta(days=40)):
        with pytest.raises(refusals.Broken, match="contest-deadline"):
            await school.does("maria", contests.set_deadline, event=event, until=wrong)


async def test_only_teams_with_nothing_are_reminded(
    school: School, event: int, clock: StoppedClock
) -> None:
    rocket = await team(school, event, "Ракета", "anna")
    comet = await team(school, event, "Комета", "boris", "vera")
    await begins(clock, school, event)
    await hands_in(school, "anna", rocket)
    end = int((SATURDAY + HOUR).timestamp())
    due = await school.store.run(lambda tx: contest_works.due(tx, event=event, at=end, over=False))
    assert due is not None and due.handed == 1
    assert [(one, set(people)) for one, people in due.teams] == [
        (comet, school.named("boris", "vera"))
    ]
    wrong = await school.store.run(
        lambda tx: contest_works.due(tx, event=event, at=end + 1, over=False)
    )
    assert wrong is None


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
        "olga": await team(school, event, "Ракета", "anna"),
        "maria": await team(school, event, "Комета", "boris"),
        "nina": await team(school, event, "Звезда", "dasha"),
    }
    await jury(school, event, "olga", "nina", "pavel")
    maria = school.ids["maria"]
    await begins(clock, school, event)
    for captain, one in zip(("anna", "boris", "dasha"), teams.values(), strict=True):
        await hands_in(school, captain, one)
    with pytest.raises(refusals.Denied, match="contest-interest") as said:
        await judges(school, "olga", teams["olga"], 5)
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
    await judges(school, "pavel", teams["olga"], 1, 2, 3, 4, 5)
    found = await school.store.run(
        lambda tx: contest_interests.of(tx, maria, tx.session.get_one(ContestTeam, teams["maria"]))
    )
    assert found == "supervisor"


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
            await jury(school, event, wrong)
    school.ids["partner"] = partner
    # The event is for the lyceum only: a partner of the jury sees the contest all the same.
    with pytest.raises(refusals.Missing):
        await school.does("partner", contest_cards.card, event=event)
    await jury(school, event, "partner")
    card = await school.does("partner", contest_cards.card, event=event)
    assert card.juror and not card.sees_event and not card.takes_part


async def scored(school: School, event: int, clock: StoppedClock) -> dict[str, int]:
    """Three teams, a jury of three, marks, the deadline over."""
    teams = {
        title: await team(school, event, title, captain)
        for title, captain in (("Ракета", "anna"), ("Комета", "boris"), ("Звезда", "vera"))
    }
    await team(school, event, "Пусто", "gleb")
    await jury(school, event, "olga", "nina", "pavel")
    await begins(clock, school, event)
    for title, captain in (("Ракета", "anna"), ("Комета", "boris"), ("Звезда", "vera")):
        await hands_in(school, captain, teams[title])
    await judges(school, "olga", teams["Ракета"], 5, 5, 5, 5, 5)
    await judges(school, "nina", teams["Ракета"], 4, 4, 4, 4, 4)
    await judges(school, "olga", teams["Комета"], 5, 5, 5, 4, 4)
    await judges(school, "nina", teams["Комета"], 5, 5, 5, 4, 3)
    await judges(school, "pavel", teams["Звезда"], 3, 3, 3, 3, 3)
    await judges(school, "nina", teams["Звезда"], 0, 0)
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
        await judges(school, "nina", teams["Звезда"], 5)
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
    await judges(school, "nina", teams["Звезда"], 5, 5, 5, 5, 5)
    await judges(school, "olga", teams["Звезда"], 5, 5, 5, 5, 5)
    closed = await school.does("maria", contest_results.close, event=event)
    told = await school.does("maria", contest_results.protocol, event=event)
    assert [one.title for one in closed.lines][2] == "Звезда"
    totals = {one.who.id: one.totals for one in told.jury}
    assert totals[school.ids["olga"]] == (25, 23, 25, None)
    assert told.means[3] == (None,) * 5


async def test_scoring_is_closed_after_the_deadline_and_with_marks_only(
    school: School, event: int, clock: StoppedClock
) -> None:
    made = await team(school, event, "Ракета", "anna")
    await jury(school, event, "olga")
    await begins(clock, school, event)
    with pytest.raises(refusals.Missing, match="contest-work"):
        await judges(school, "olga", made, 5)
    await hands_in(school, "anna", made)
    await judges(school, "olga", made, 5)
    with pytest.raises(refusals.Broken, match="contest-open"):
        await school.does("maria", contest_results.close, event=event)
    clock.advance(3 * HOUR)
    with pytest.raises(refusals.Broken, match="contest-no-marks"):
        await school.does("maria", contest_results.close, event=event)
    for wrong in ({"criterion": 5, "points": 1}, {"criterion": 0, "points": 6}):
        with pytest.raises(refusals.Broken, match="contest-points"):
            await school.does("olga", contest_jury.mark, team=made, **wrong)


async def test_what_is_the_hosts_is_refused_to_all_others(
    school: School, event: int, clock: StoppedClock
) -> None:
    """A table of acts: whoever sees the event, takes part or judges may do none of these."""
    made = await team(school, event, "Ракета", "anna", "boris")
    await jury(school, event, "olga")
    case = await school.does("maria", contest_cases.add, event=event, title="Мусор", text="Что?")
    olga, gleb = school.ids["olga"], school.ids["gleb"]
    acts: list[Callable[..., object]] = [
        partial(contest_cases.add, event=event, title="Кейс", text="Что?"),
        partial(contest_cases.remove, case=case.id),
        partial(contest_cases.deal, event=event),
        partial(contests.set_deadline, event=event, until=SATURDAY),
        partial(contests.close_works, event=event),
        partial(contest_jury.name, event=event, juror=olga),
        partial(contest_jury.remove, event=event, juror=olga),
        partial(contest_jury.candidates, event=event),
        partial(contest_jury.progress, event=event),
        partial(contest_joining.put, team=made, pupil=gleb),
        partial(contest_cards.managed, event=event),
        partial(contest_results.close, event=event),
        partial(contest_results.reopen, event=event),
        partial(contest_results.publish, event=event),
        partial(contest_results.protocol, event=event),
    ]
    for name in ("anna", "gleb", "olga", "ivan", "viktor"):
        for act in acts:
            with pytest.raises(refusals.Denied):
                await school.does(name, act)
    for name in ("gleb", "olga", "ivan", "viktor"):
        for act in (
            partial(contest_teams.show, team=made),
            partial(contest_works.versions, team=made),
        ):
            with pytest.raises(refusals.Missing):
                await school.does(name, act)
        for other in (
            partial(contest_joining.leave, team=made),
            partial(contest_joining.make_code, team=made),
            partial(contest_joining.rename, team=made, title="Чужая"),
            partial(contest_joining.make_captain, team=made, pupil=gleb),
        ):
            with pytest.raises(refusals.Denied):
                await school.does(name, other)
    for name in ("olga", "ivan", "viktor", "maria"):
        with pytest.raises(refusals.Denied):
            await school.does(name, contest_joining.make, event=event, title="Взрослые")
    for name in ("anna", "maria", "ivan"):
        with pytest.raises(refusals.Denied, match="contest-not-juror"):
            await school.does(name, contest_jury.lines, event=event)


async def test_a_parents_word_that_is_taken_back_stops_the_pupil(
    school: School, event: int
) -> None:
    def want(tx: Tx) -> None:
        tx.session.get_one(Event, event).consent = True

    await school.store.run(want)
    with pytest.raises(refusals.Denied, match="contest-consent"):
        await school.does("anna", contest_joining.make, event=event, title="Ракета")


async def test_an_event_of_another_kind_is_no_contest(school: School) -> None:
    plain = await approved(school, title="Лекция")
    with pytest.raises(refusals.Missing, match="contest"):
        await school.does("anna", contest_cards.card, event=plain)
    with pytest.raises(refusals.Missing, match="contest"):
        await school.does("maria", contests.close_works, event=plain)


def test_a_contest_without_its_rules_is_found_when_the_file_is_read() -> None:
    whole: dict[str, object] = {
        "key": "x",
        "flow": "contest",
        "title": "x",
        "purpose": "x",
        "when": "x",
        "stages": [],
        "audience": [],
        "duration_min": {"min": 10, "default": 10, "max": 10},
        "group_size": {"min": 1, "best": 1, "max": 1},
        "roles": [],
        "agenda": [{"minutes": 10, "title": "x"}],
        "online": {"how": "x"},
        "result": "x",
        "announce": "x",
        "team_size": {"min": 1, "max": 2},
        "scoring": {"criteria": ["польза"], "max_each": 5},
    }
    formats.Format.model_validate(whole)
    for wrong in (
        {"scoring": None},
        {"team_size": None},
        {"team_size": {"min": 3, "max": 2}},
        {"scoring": {"criteria": ["польза", "польза"], "max_each": 5}},
        {"scoring": {"criteria": [], "max_each": 5}},
        {"scoring": {"criteria": ["польза"], "max_each": 9}},
    ):
        with pytest.raises(ValidationError):
            formats.Format.model_validate(whole | wrong)

"""E5: teams, cases and works of a contest, and who may do what; two who come at once."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from pydantic import ValidationError

from bots.clock import StoppedClock
from storage import (
    contest_cards,
    contest_cases,
    contest_joining,
    contest_jury,
    contest_results,
    contest_teams,
    contest_works,
    contests,
    event_changes,
    formats,
    refusals,
    registrations,
)
from storage.events import Event
from storage.store import Tx
from tests.storage import tournament
from tests.storage.school import School
from tests.storage.test_events import HOUR, SATURDAY, approved


@pytest.fixture
async def event(school: School) -> int:
    return await tournament.prepared(school)


async def test_two_who_take_the_last_place_of_a_team_at_once_get_one(
    school: School, event: int, store_url: str
) -> None:
    rounds = 60 if store_url.startswith("sqlite") else 20
    made = await tournament.team(school, event, "Ракета", "anna", "boris", "vera", "gleb")
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
    rocket = await tournament.team(school, event, "Ракета", "anna")
    await tournament.team(school, event, "Комета", "boris")
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
    made = await tournament.team(school, event, "Ракета", "anna", "boris", "vera")
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
    made = await tournament.team(school, event, "Ракета", "anna")
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
    made = await tournament.team(school, event, "Ракета", "anna")
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
    made = await tournament.team(school, event, "Ракета", "anna", "boris")
    for title in ("Мусор", "Столовая"):
        await school.does("maria", contest_cases.add, event=event, title=title, text="Что делать?")
    first = (await school.does("maria", contest_cases.listed, event=event))[0].id
    assert await school.does("anna", contest_cases.listed, event=event) == ()
    with pytest.raises(refusals.Missing):
        await school.does("anna", contest_cases.show, case=first)
    with pytest.raises(refusals.Missing):
        await school.does("anna", contest_cases.choose, case=first)
    await tournament.begins(clock, school, event)
    assert len(await school.does("boris", contest_cases.listed, event=event)) == 2
    assert await school.does("nina", contest_cases.listed, event=event) == ()
    with pytest.raises(refusals.Denied, match="contest-not-captain"):
        await school.does("boris", contest_cases.choose, case=first)
    with pytest.raises(refusals.Broken, match="contest-choose"):
        await tournament.hands_in(school, "anna", made)
    await school.does("anna", contest_cases.choose, case=first)
    await tournament.hands_in(school, "boris", made)
    seen = await school.does("anna", contest_works.show, team=made)
    assert seen is not None and seen.case == "Мусор"
    with pytest.raises(refusals.Spent, match="contest-dealt"):
        await school.does("maria", contest_cases.add, event=event, title="Третий", text="Поздно")
    with pytest.raises(refusals.Spent, match="contest-dealt"):
        await school.does("maria", contest_cases.deal, event=event)


async def test_the_only_case_is_everybodys(school: School, event: int, clock: StoppedClock) -> None:
    made = await tournament.team(school, event, "Ракета", "anna")
    await school.does("maria", contest_cases.add, event=event, title="Мусор", text="Что делать?")
    dealt = await school.does("maria", contest_cases.deal, event=event)
    assert set(dealt.tell) == school.named(*tournament.PUPILS)
    await tournament.begins(clock, school, event)
    await tournament.hands_in(school, "anna", made)
    card = await school.does("anna", contest_cards.card, event=event)
    assert card.case == "Мусор"


async def test_works_are_taken_from_the_beginning_to_the_deadline_and_all_are_kept(
    school: School, event: int, clock: StoppedClock
) -> None:
    made = await tournament.team(school, event, "Ракета", "anna", "boris")
    with pytest.raises(refusals.Broken, match="contest-early"):
        await tournament.hands_in(school, "anna", made)
    await tournament.begins(clock, school, event)
    with pytest.raises(refusals.Broken, match="contest-nothing"):
        await school.does("anna", contest_works.hand_in, team=made, title="Работа", text="x")
    with pytest.raises(refusals.Broken, match="file-missing"):
        await school.does(
            "anna", contest_works.hand_in, team=made, title="Работа", text="x", files=(99,)
        )
    with pytest.raises(refusals.Denied, match="contest-not-member"):
        await tournament.hands_in(school, "vera", made)
    await tournament.hands_in(school, "anna", made, "Первая")
    await tournament.hands_in(school, "boris", made, "Вторая")
    clock.advance(3 * HOUR)
    with pytest.raises(refusals.Broken, match="contest-late"):
        await tournament.hands_in(school, "anna", made)
    with pytest.raises(refusals.Broken, match="contest-late"):
        await school.does("vera", contest_joining.make, event=event, title="Комета")
    kept = await school.does("maria", contest_works.versions, team=made)
    assert [one.title for one in kept] == ["Первая", "Вторая"]
    later = clock.now() + HOUR
    await school.does("maria", contests.set_deadline, event=event, until=later)
    await tournament.hands_in(school, "anna", made, "Третья")
    await school.does("maria", contests.close_works, event=event)
    with pytest.raises(refusals.Broken, match="contest-late"):
        await tournament.hands_in(school, "anna", made)


async def test_a_moved_event_takes_its_deadline_along(school: School, event: int) -> None:
    await tournament.team(school, event, "Ракета", "anna")
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
    rocket = await tournament.team(school, event, "Ракета", "anna")
    comet = await tournament.team(school, event, "Комета", "boris", "vera")
    await tournament.begins(clock, school, event)
    await tournament.hands_in(school, "anna", rocket)
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


async def test_what_is_the_hosts_is_refused_to_all_others(
    school: School, event: int, clock: StoppedClock
) -> None:
    """A table of acts: whoever sees the event, takes part or judges may do none of these."""
    made = await tournament.team(school, event, "Ракета", "anna", "boris")
    await tournament.jury(school, event, "olga")
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

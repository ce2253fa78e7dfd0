"""The lab's school and its term, on both stores."""

import gc
import time
from datetime import timedelta

import pytest

from bots.clock import StoppedClock
from lab import life, school, term
from lab.school import Person
from storage import (
    announcements,
    cards,
    codes,
    consents,
    contest_cards,
    contest_teams,
    council,
    duty,
    event_cards,
    event_proposals,
    families,
    handoff_work,
    jobs,
    motions,
    offers,
    presence,
    question_lists,
    residents,
    review_queue,
    talks,
)
from storage.cards import ProjectLine, StageView
from storage.codes import Verdict
from storage.event_cards import Filter
from storage.residents import Kind, Role
from storage.stages import StageState
from storage.store import Store, Tx

LONGEST = 1.5  # seconds of the processor


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(term.BEGINNING)


@pytest.fixture
async def people(store: Store) -> dict[str, Person]:
    return await store.run(school.settle)


@pytest.fixture
async def lived(store: Store, clock: StoppedClock, people: dict[str, Person]) -> dict[str, Person]:
    await store.run(lambda tx: come_in(tx, people))
    return await term.live_through(store, clock, people)


def come_in(tx: Tx, people: dict[str, Person]) -> None:
    """Let those who join by themselves use their codes."""
    for one in people.values():
        if one.joins:
            account, _ = talks.private_talk(tx, "vk", one.name, one.name)
            for printed in (one.code, *one.child_codes):
                seen = codes.look(tx, account=account.account_id or 0, text=printed)
                assert seen.code is not None
                codes.use(tx, account=account.account_id or 0, code=seen.code)


def project(tx: Tx, person: Person) -> ProjectLine:
    (line,) = cards.visible_to(tx, residents.who(tx, person.resident))
    return line


def stage(tx: Tx, person: Person) -> StageView:
    line = project(tx, person).stage
    assert line is not None
    return cards.stage(tx, residents.who(tx, person.resident), stage=line.id)


def with_role(people: dict[str, Person], role: Role) -> list[Person]:
    return [one for one in people.values() if role in one.roles]


async def test_the_school_has_everybody_whom_a_lyceum_has(people: dict[str, Person]) -> None:
    least = {
        Role.STUDENT: 6,
        Role.TEACHER: 3,
        Role.SUPERVISOR: 2,
        Role.CLASS_TEACHER: 1,
        Role.PARENT: 3,
        Role.PSYCHOLOGIST: 1,
        Role.COORDINATOR: 1,
        Role.CHAIR: 1,
        Role.COUNCIL: 3,
        Role.PARTNER: 1,
    }
    assert all(len(with_role(people, role)) >= number for role, number in least.items())
    assert [one.name for one in people.values() if not one.roles] == ["Кирилл Маслов"]


async def test_people_are_told_apart_by_their_names(people: dict[str, Person]) -> None:
    assert len({one.name for one in people.values()}) == len(people)
    assert len({one.resident for one in people.values()}) == len(people)


async def test_a_pupil_a_parent_and_the_guest_wait_for_somebody_to_try_them(
    people: dict[str, Person],
) -> None:
    waiting = {one.roles[:1] for one in people.values() if not one.joins}
    assert waiting == {(Role.STUDENT,), (Role.PARENT,), ()}


async def test_a_parent_has_a_code_for_each_child(store: Store, people: dict[str, Person]) -> None:
    mother = people["Татьяна"]

    def come_in(tx: Tx) -> list[str]:
        account = talks.account(tx, "vk", "1")
        assert account.id is not None
        for printed in (mother.code, *mother.child_codes):
            seen = codes.look(tx, account=account.id, text=printed)
            assert seen.verdict is Verdict.GOOD and seen.code is not None
            codes.use(tx, account=account.id, code=seen.code)
        return [one.name for one in families.children_of(tx, residents.who(tx, mother.resident))]

    assert await store.run(come_in) == ["Вера", "Соня"]


async def test_the_partner_comes_from_an_organisation_with_a_contract(
    store: Store, people: dict[str, Person]
) -> None:
    def partner(tx: Tx) -> tuple[Kind | None, str]:
        row = tx.session.get_one(residents.Resident, people["Роман"].resident)
        return residents.who(tx, people["Роман"].resident).kind, row.organisation

    assert await store.run(partner) == (Kind.EXTERNAL, "Технопарк «Горизонт»")


async def test_projects_stand_at_different_stages(store: Store, lived: dict[str, Person]) -> None:
    def states(tx: Tx) -> dict[str, tuple[int, StageState]]:
        found = {}
        for name in ("Аня", "Боря", "Вера", "Соня", "Тимур"):
            now = stage(tx, lived[name])
            found[name] = now.number, now.state
        return found

    assert await store.run(states) == {
        "Аня": (2, StageState.IN_PROGRESS),
        "Боря": (1, StageState.SUBMITTED),
        "Вера": (2, StageState.IN_PROGRESS),
        "Соня": (1, StageState.RETURNED),
        "Тимур": (1, StageState.IN_PROGRESS),
    }


async def test_work_has_begun_and_has_an_end(store: Store, lived: dict[str, Person]) -> None:
    anna = await store.run(lambda tx: stage(tx, lived["Аня"]))
    assert 0 < sum(item.done for item in anna.items) < len(anna.items)
    assert anna.artefacts and anna.due > term.NOW.date()
    sonya = await store.run(lambda tx: stage(tx, lived["Соня"]))
    assert len(sonya.remarks) == 2


async def test_a_team_of_two_shares_a_stage(store: Store, lived: dict[str, Person]) -> None:
    line = await store.run(lambda tx: project(tx, lived["Глеб"]))
    assert [one.name for one in line.members] == ["Вера", "Глеб"]
    now = await store.run(lambda tx: stage(tx, lived["Глеб"]))
    ticked = {one.done_by.name for one in now.items if one.done_by is not None}
    assert ticked == {"Вера", "Глеб"}


async def test_supervisors_have_something_to_decide(store: Store, lived: dict[str, Person]) -> None:
    def desk(tx: Tx) -> tuple[list[str], list[str]]:
        by = residents.who(tx, lived["Павел"].resident)
        asked = [one.title for one in offers.waiting(tx, by)]
        return asked, [one.by.name for one in review_queue.waiting(tx, by)]

    assert await store.run(desk) == (["Сортировщик крышек"], ["Боря"])


async def test_every_segment_is_alive(store: Store, lived: dict[str, Person]) -> None:
    def looked(tx: Tx) -> dict[str, list[str]]:
        by = {name: residents.who(tx, one.resident) for name, one in lived.items() if one.roles}
        elena, nina, victor = by["Елена"], by["Нина"], by["Виктор"]
        asked = question_lists.waiting(tx, nina).lines
        return {
            "on duty": [residents.who(tx, one).name for one in duty.on_duty(tx)],
            "at work": ["Елена"] if presence.is_here(tx, elena) else [],
            "wait for her": [one.topic for one in handoff_work.queue(tx, elena)],
            "papers": [one.reference for one in consents.about(tx, lived["Аня"].resident)],
            "questions": [one.child.name for one in asked],
            "announced": [one.title for one in announcements.sent_by(tx, nina)],
            "events": [one.title for one in event_cards.coming(tx, by["Аня"], Filter.ALL)],
            "to approve": [one.title for one in event_proposals.waiting(tx, victor)],
            "motions": [one.kind.value for one in motions.under_way(tx, victor)],
            "the Council": [one.who.name for one in council.seats(tx)],
        }

    found = await store.run(looked)
    assert sorted(found.pop("on duty")) == ["Елена", "Ольга"]
    assert sorted(found.pop("the Council")) == ["Виктор", "Людмила", "Сергей"]
    assert found == {
        "at work": ["Елена"],
        "wait for her": ["study"],
        "papers": ["П-3/26"],
        "questions": ["Аня"],
        "announced": ["10А"],
        "events": [life.CLINIC, life.OPEN_DAY, life.TOURNAMENT],
        "to approve": ["Мастерская датчиков"],
        "motions": ["general"],
    }


async def test_the_open_day_is_full_and_somebody_waits(
    store: Store, lived: dict[str, Person]
) -> None:
    def people_of(tx: Tx) -> list[str]:
        by = residents.who(tx, lived["Мария"].resident)
        (found,) = [
            one for one in event_cards.coming(tx, by, Filter.ALL) if one.title == life.OPEN_DAY
        ]
        return [one.state.value for one in event_cards.people(tx, by, event=found.id)]

    assert sorted(await store.run(people_of)) == [
        "registered",
        "registered",
        "registered",
        "waiting",
    ]


async def test_a_tournament_gathers_its_teams(store: Store, lived: dict[str, Person]) -> None:
    def looked(tx: Tx) -> tuple[dict[str, int], list[str], int, int]:
        by = residents.who(tx, lived["Павел"].resident)
        (event,) = [
            one.id for one in event_cards.coming(tx, by, Filter.ALL) if one.title == life.TOURNAMENT
        ]
        teams, looking = contest_teams.listed(tx, by, event=event)
        seen = contest_cards.managed(tx, by, event=event)
        people = {one.title: len(one.members) for one in teams}
        return people, [one.name for one in looking], seen.cases, seen.jury

    expected = ({"Пять дубов": 2, "Чертёжники": 1}, ["Соня"], 2, 1)
    assert await store.run(looked) == expected


async def test_newcomers_codes_work_when_the_lab_opens(
    store: Store, lived: dict[str, Person]
) -> None:
    def looked(tx: Tx) -> list[Verdict]:
        account = talks.account(tx, "vk", "1")
        assert account.id is not None
        newcomers = [one for one in lived.values() if not one.joins and one.code]
        return [codes.look(tx, account=account.id, text=one.code).verdict for one in newcomers]

    assert await store.run(looked) == [Verdict.GOOD, Verdict.GOOD]


async def test_the_next_reminder_is_within_the_hour(
    store: Store, clock: StoppedClock, people: dict[str, Person]
) -> None:
    async def do_what_is_due() -> bool:
        return await store.run(finish_due)

    await term.live_through(store, clock, people, do_what_is_due)
    assert clock.now() == term.NOW
    due = await store.run(jobs.next_due)
    assert due is not None and term.NOW < due <= term.NOW + timedelta(hours=1)


def finish_due(tx: Tx) -> bool:
    due = jobs.due(tx)
    for one in due:
        assert one.id is not None
        assert one.due_at == tx.now, "each at its own moment"
        jobs.finish(tx, one.id)
    return bool(due)


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
async def test_a_term_passes_quickly(store: Store, clock: StoppedClock) -> None:
    # What other tests of this process have left is no part of the term.
    gc.collect()
    gc.freeze()
    begun = time.process_time()
    await term.live_through(store, clock, await store.run(school.settle))
    gc.unfreeze()
    assert time.process_time() - begun < LONGEST

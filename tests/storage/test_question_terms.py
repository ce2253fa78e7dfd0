"""R4: by when an answer is due; reminders, the deputy, holidays; a reply stops the clock."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.clock import StoppedClock
from storage import (
    families,
    jobs,
    profiles,
    question_lists,
    question_reminders,
    question_routes,
    question_terms,
    question_thread,
    questions,
    refusals,
    relevance,
    workdays,
)
from storage.question_reminders import Late
from storage.questions import Route
from storage.residents import Role
from storage.rules import Rules
from storage.store import Tx
from tests.storage.contents import contents
from tests.storage.families import asks, families_of
from tests.storage.school import School

MOSCOW = ZoneInfo("Europe/Moscow")
RULES = Rules(holidays=(("2026-10-26", "2026-11-03"), ("2026-11-04", "2026-11-04")))


@pytest.fixture
async def school(school: School) -> School:
    await families_of(school)
    return school


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-09-07 16:00", "2026-09-09 16:00"),  # Monday → Wednesday
        ("2026-09-10 12:00", "2026-09-14 12:00"),  # Thursday → Monday
        ("2026-09-11 12:00", "2026-09-15 12:00"),  # Friday → Tuesday
        ("2026-09-12 12:00", "2026-09-15 12:00"),  # Saturday → Tuesday
        ("2026-09-13 23:00", "2026-09-15 19:00"),  # a Sunday's night → the end of Tuesday
        ("2026-09-09 23:00", "2026-09-11 19:00"),  # not pushed over the weekend
        ("2026-09-08 03:00", "2026-09-10 08:00"),  # before work begins
        ("2026-10-23 12:00", "2026-11-06 12:00"),  # over the autumn holidays
        ("2026-10-28 12:00", "2026-11-06 12:00"),  # within them
        ("2026-11-03 12:00", "2026-11-06 12:00"),
    ],
)
def test_an_answer_is_due_two_working_days_later(asked: str, due: str) -> None:
    assert question_terms.due(at(asked), 2, RULES) == at(due)


@given(st.integers(0, 240 * 24 * 60), st.integers(1, 10))
def test_what_is_due_is_due_on_a_working_day_in_working_hours(minutes: int, days: int) -> None:
    asked = at("2026-09-01 00:00") + timedelta(minutes=minutes)
    due = question_terms.due(asked, days, RULES).astimezone(MOSCOW)
    assert due > asked
    assert workdays.is_working(due.date(), RULES)
    assert RULES.quiet_teachers.until <= due.time() <= RULES.quiet_teachers.since
    assert workdays.passed(asked, due, RULES) == days
    assert question_terms.due(asked, days + 1, RULES) > due


def test_working_time_is_known() -> None:
    for moment, works in (
        ("2026-09-07 16:00", True),
        ("2026-09-07 19:00", False),
        ("2026-09-07 07:59", False),
        ("2026-09-12 12:00", False),
        ("2026-10-27 12:00", False),
    ):
        assert question_terms.is_working_time(at(moment), RULES) is works, moment


async def runs(school: School, clock: StoppedClock) -> dict[str, list[Late]]:
    """Do the planned jobs that are due now, once each; what they had to say."""
    said: dict[str, list[Late]] = {}

    def step(tx: Tx) -> None:
        for job in jobs.due(tx, only=("question.remind", "question.escalate")):
            act = {
                "question.remind": question_reminders.remind,
                "question.escalate": question_reminders.escalate,
            }[job.name]
            found = act(tx, **job.args)
            jobs.finish(tx, job.id or 0)
            if found is not None:
                said.setdefault(job.name, []).append(found)

    await school.store.run(step)
    return said


async def test_the_teacher_is_reminded_then_the_deputy_is_told(
    school: School, clock: StoppedClock
) -> None:
    await asks(school)
    clock.advance(timedelta(days=1, hours=23))
    assert await runs(school, clock) == {}
    clock.advance(timedelta(hours=2))
    (late,) = (await runs(school, clock))["question.remind"]
    assert [one.who.id for one in late.view.responsible] == [school.ids["nina"]]
    assert (await school.does("olga", question_lists.overdue)).count == 1
    clock.advance(timedelta(days=1))
    (late,) = (await runs(school, clock))["question.escalate"]
    assert set(late.deputies) == school.named("olga", "rita")
    clock.advance(timedelta(days=30))
    assert await runs(school, clock) == {}


async def test_a_reply_stops_the_clock_and_a_further_question_begins_it_anew(
    school: School, clock: StoppedClock
) -> None:
    number = (await asks(school)).view.id
    clock.advance(timedelta(days=1))
    await school.does("nina", question_thread.write, question=number, text="Скоро отвечу.")
    clock.advance(timedelta(days=5))
    assert await runs(school, clock) == {}
    assert (await school.does("olga", question_lists.overdue)).count == 0
    said = await school.does("ivan", question_thread.write, question=number, text="И?")
    assert said.view.answer_by == question_terms.due(clock.now(), 2, school.store.rules)
    until = said.view.answer_by
    clock.advance(timedelta(hours=5))
    more = await school.does("ivan", question_thread.write, question=number, text="Ждём.")
    assert more.view.answer_by == until
    clock.advance(timedelta(days=7))
    late = await runs(school, clock)
    assert len(late["question.remind"]) == len(late["question.escalate"]) == 1


async def test_nothing_is_said_of_a_closed_question(school: School, clock: StoppedClock) -> None:
    number = (await asks(school)).view.id
    await school.does("ivan", question_thread.close, question=number)
    clock.advance(timedelta(days=10))
    assert await runs(school, clock) == {}


async def test_holidays_that_were_entered_later_put_the_reminder_off(
    school: School, clock: StoppedClock
) -> None:
    number = (await asks(school)).view.id
    first = clock.now()
    days = ((first + timedelta(days=1)).date().isoformat(), (first + timedelta(days=8)).date())
    rules = replace(school.store.rules, holidays=((days[0], days[1].isoformat()),))
    school.store._rules = rules
    clock.advance(timedelta(days=4))
    assert await runs(school, clock) == {}
    seen = await school.does("ivan", questions.show, question=number)
    assert seen.answer_by is not None and seen.answer_by.date() > days[1]
    clock.advance(seen.answer_by - clock.now())
    assert set(await runs(school, clock)) == {"question.remind"}


async def test_a_complaint_that_waits_is_told_to_nobody_whom_it_is_about(
    school: School, clock: StoppedClock
) -> None:
    await asks(school, route=Route.COMPLAINT, about="olga")
    clock.advance(timedelta(days=9))
    late = await runs(school, clock)
    assert late["question.escalate"][0].deputies == ()
    for name in ("olga", "rita"):
        assert (await school.does(name, question_lists.overdue)).count == 0
    assert (await school.does("admin", question_lists.overdue)).count == 1


async def test_the_deputys_role_is_a_setting(school: School, clock: StoppedClock) -> None:
    school.store._rules = replace(school.store.rules, question_deputy_role="admin")
    await asks(school)
    clock.advance(timedelta(days=9))
    late = await runs(school, clock)
    assert set(late["question.escalate"][0].deputies) == school.named("admin", "oleg")


async def test_a_reminder_of_who_left_goes_to_the_coordinators(
    school: School, clock: StoppedClock
) -> None:
    await asks(school)
    await school.does("olga", profiles.leave, resident=school.ids["nina"])
    clock.advance(timedelta(days=2, hours=1))
    (late,) = (await runs(school, clock))["question.remind"]
    assert late.passed is not None
    assert {one.who.id for one in late.view.responsible} == school.named("olga", "rita")


async def test_a_notice_is_true_only_while_it_is_so(school: School) -> None:
    said = await asks(school)
    number, mine = said.view.id, said.view.responsible[0].assignment

    async def holds(check: str, thing: int) -> bool:
        return await school.store.run(lambda tx: relevance.holds(tx, check, thing))

    for check, thing in (
        ("question.mine", mine),
        ("question.said", mine),
        ("question.due", mine),
        ("question.waits", number),
        ("question.asked", number),
    ):
        assert await holds(check, thing), check
    await school.does("nina", question_thread.write, question=number, text="Да.")
    assert not await holds("question.due", mine) and not await holds("question.waits", number)
    await school.does("ivan", question_thread.close, question=number)
    assert not await holds("question.mine", mine) and await holds("question.said", mine)
    ids = school.ids
    await school.does(
        "olga", families.restrict, parent=ids["ivan"], child=ids["anna"], restricted=True
    )
    assert not await holds("question.asked", number)


async def test_a_thread_goes_from_word_to_word(school: School) -> None:
    number = (await asks(school)).view.id
    with pytest.raises(refusals.Denied):
        await school.does("olga", question_thread.write, question=number, text="Я отвечу")
    with pytest.raises(refusals.Broken):
        await school.does("ivan", question_thread.mark, question=number, helped=True)
    await school.does("nina", question_thread.write, question=number, text="Да.")
    closed = await school.does("nina", question_thread.close, question=number)
    assert not closed.by_asker
    with pytest.raises(refusals.Spent):
        await school.does("nina", question_thread.close, question=number)
    with pytest.raises(refusals.Spent):
        await school.does("nina", question_thread.write, question=number, text="И ещё.")
    with pytest.raises(refusals.Denied):
        await school.does("nina", question_thread.mark, question=number, helped=True)
    await school.does("ivan", question_thread.mark, question=number, helped=False)
    with pytest.raises(refusals.Spent):
        await school.does("ivan", question_thread.mark, question=number, helped=True)
    await school.does("ivan", question_thread.add_line, question=number, line="Не о том")
    again = await school.does("ivan", question_thread.write, question=number, text="А если дождь?")
    assert again.reopened and again.view.is_open and again.view.mark == ""


async def test_a_thread_is_let_go_a_year_after_its_closing(
    school: School, clock: StoppedClock
) -> None:
    gone, kept = (await asks(school)).view.id, (await asks(school)).view.id
    await school.does("nina", question_thread.write, question=gone, text="Да.")
    await school.does("nina", question_thread.close, question=gone)
    clock.advance(timedelta(days=364))
    await school.store.run(question_reminders.forget_old)
    assert (await school.does("ivan", question_lists.mine)).count == 2
    clock.advance(timedelta(days=2))
    await school.store.run(question_reminders.forget_old)
    own = await school.does("ivan", question_lists.mine)
    assert [one.id for one in own.lines] == [kept]

    kept_rows = contents(school.store)
    assert [row[0] for row in kept_rows["question"]] == [kept]
    assert "Да." not in str(kept_rows["question_message"])


async def test_who_may_not_know_of_a_question_cannot_take_it(school: School) -> None:
    number = (await asks(school)).view.id
    for name in ("maria", "pavel", "anna", "darya"):
        with pytest.raises(refusals.Missing):
            await school.does(name, question_routes.take, question=number)
    await school.does("admin", profiles.grant, resident=school.ids["pavel"], role=Role.COORDINATOR)
    await school.does("pavel", question_routes.take, question=number)

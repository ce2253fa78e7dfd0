"""R4, A5: whatever staff do with a complaint, the one whom it is about never stands to it."""

import random
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from bots.clock import StoppedClock
from storage import (
    profiles,
    question_lists,
    question_reminders,
    question_routes,
    question_thread,
    questions,
    refusals,
)
from storage.questions import Question, QuestionAssignment, Route
from storage.residents import Role
from storage.store import Tx
from tests.storage.families import asks, families_of
from tests.storage.school import School

STAFF = ("nina", "maria", "pavel", "olga", "rita", "admin", "oleg")
ROLES = (Role.COORDINATOR, Role.ADMIN, Role.CLASS_TEACHER, Role.PSYCHOLOGIST)
ACTS = 12


async def does_something(school: School, chance: random.Random, question: int) -> None:
    who, other = chance.choice(STAFF), chance.choice(STAFF)
    acts: list[Callable[[], Awaitable[object]]] = [
        lambda: school.does(
            who, question_routes.hand_over, question=question, to=school.ids[other]
        ),
        lambda: school.does(who, question_routes.take, question=question),
        lambda: school.does(who, question_thread.write, question=question, text="Ответ."),
        lambda: school.does(who, question_thread.close, question=question),
        lambda: school.does("ivan", question_thread.write, question=question, text="И ещё."),
        lambda: school.does(
            "admin", profiles.grant, resident=school.ids[who], role=chance.choice(ROLES)
        ),
        lambda: school.does(
            "admin", profiles.revoke, resident=school.ids[who], role=chance.choice(ROLES)
        ),
        lambda: passes_on(school, other),
        lambda: leaves(school, who),
    ]
    try:
        await chance.choice(acts)()
    except refusals.Refusal:
        return


async def leaves(school: School, who: str) -> None:
    if who != "admin":
        await school.does("admin", profiles.leave, resident=school.ids[who])
        await passes_on(school, who)


async def passes_on(school: School, who: str) -> None:
    await school.store.run(lambda tx: question_routes.left(tx, resident=school.ids[who]))


async def must_not_know(school: School, about: str, question: int) -> None:
    """The one it is about: never given it, no view, no line of a list, no deputy's notice."""

    def to_whom(tx: Tx) -> tuple[list[int], tuple[int, ...]]:
        given = tx.session.exec(
            select(QuestionAssignment.resident_id).where(QuestionAssignment.question_id == question)
        )
        row = tx.session.get_one(Question, question)
        late = question_reminders.escalate(tx, question=question, round=row.round)
        return list(given), late.deputies if late is not None else ()

    given, deputies = await school.store.run(to_whom)
    assert school.ids[about] not in (*given, *deputies)
    with pytest.raises(refusals.Refusal):
        await school.does(about, questions.show, question=question)
    for lines in (question_lists.waiting, question_lists.overdue):
        try:
            found = await school.does(about, lines)
        except refusals.Denied:
            continue
        assert question not in [one.id for one in found.lines]


@pytest.mark.parametrize("seed", range(12))
async def test_a_complaint_stays_unknown_to_whom_it_is_about(
    school: School, clock: StoppedClock, seed: int
) -> None:
    await families_of(school)
    chance = random.Random(seed)
    about = chance.choice(STAFF)
    question = (await asks(school, route=Route.COMPLAINT, about=about)).view.id
    for _ in range(ACTS):
        await does_something(school, chance, question)
        clock.advance(timedelta(days=chance.choice((0, 0, 1, 5))))
        await must_not_know(school, about, question)

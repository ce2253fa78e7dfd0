"""What the clock has to say of questions without an answer; what is let go after its time (R4)."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import col, select

from storage import question_routes, question_terms, questions, residents
from storage.projects import key
from storage.question_routes import Passed
from storage.questions import (
    Question,
    QuestionAssignment,
    QuestionMessage,
    QuestionState,
    QuestionView,
    Standing,
)
from storage.residents import Role
from storage.store import Tx

#: So many threads are let go in one step.
AT_ONCE = 500


@dataclass(frozen=True)
class Late:
    """A question that waits too long; ``deputies`` are told of it, where they may know.

    ``passed`` says that it has gone on to others, because nobody was left to answer.
    """

    view: QuestionView
    deputies: tuple[int, ...]
    passed: Passed | None


def remind(tx: Tx, *, question: int, round: int) -> Late | None:
    """What the job "question.remind" has to say; None once answered, closed or asked anew."""
    row = questions.lock(tx, question)
    if row is None or not question_terms.is_due(tx, row, "question.remind", round):
        return None
    passed = question_routes.pass_on(tx, row)
    return Late(questions.view(tx, row, Standing.OVERSEER), (), passed)


def escalate(tx: Tx, *, question: int, round: int) -> Late | None:
    """What the job "question.escalate" has to say to the deputy."""
    row = questions.lock(tx, question)
    if row is None or not question_terms.is_due(tx, row, "question.escalate", round):
        return None
    passed = question_routes.pass_on(tx, row)
    view = questions.view(tx, row, Standing.OVERSEER)
    return Late(view, _deputies(tx, row, {one.who.id for one in view.responsible}), passed)


def _deputies(tx: Tx, row: Question, answering: set[int | None]) -> tuple[int, ...]:
    """Who is told after the reminder: the setting's role, where it looks over the question, else
    who does; not those who are to answer anyhow."""
    roles = questions.overseers(tx, row.route, row.about_id)
    chosen = Role(tx.rules.question_deputy_role)
    shut = {row.about_id, row.asker_id} | answering
    wanted = [
        key(one.id)
        for one in residents.with_role(tx, chosen)
        if one.id not in shut and one.has(*roles)
    ]
    if wanted:
        return tuple(wanted)
    return tuple(key(one.id) for one in residents.with_role(tx, *roles) if one.id not in shut)


def forget_old(tx: Tx) -> None:
    """Let threads go that were closed long ago, with all that was written in them (D3)."""
    since = tx.now - timedelta(days=tx.rules.question_keep_days)
    ids = list(
        tx.session.exec(
            select(Question.id)
            .where(Question.state == QuestionState.CLOSED, col(Question.closed_at) < since)
            .order_by(col(Question.id))
            .limit(AT_ONCE)
        )
    )
    if not ids:
        return
    for table in (QuestionMessage, QuestionAssignment):
        tx.session.execute(delete(table).where(col(table.question_id).in_(ids)))
    tx.session.execute(delete(Question).where(col(Question.id).in_(ids)))

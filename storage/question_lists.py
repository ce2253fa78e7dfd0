"""Lists of questions: a parent's own, those that wait for somebody, the late ones (R4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, or_
from sqlmodel import col, select

from storage import access, families, residents
from storage.access import Segment
from storage.projects import key
from storage.questions import (
    Question,
    QuestionAssignment,
    QuestionMessage,
    QuestionState,
    Route,
)
from storage.residents import STAFF, Role, Who
from storage.store import Tx

SHOWN = 50
OWN_SHOWN = 30
BEGINNING = 60


@dataclass(frozen=True)
class QuestionLine:
    """A question in a list; ``beginning`` are its first words."""

    id: int
    asker: Who
    child: Who
    route: Route
    beginning: str
    asked_at: datetime
    answer_by: datetime | None
    is_overdue: bool
    is_open: bool


@dataclass(frozen=True)
class QuestionList:
    """The first lines of a list, and how many it has."""

    lines: tuple[QuestionLine, ...]
    count: int


def mine(tx: Tx, by: Who) -> QuestionList:
    """A parent's own questions: open ones first, of these the newest («Мои вопросы»)."""
    access.must_enter(by, Segment.SUPPORT)
    own = by.must_have(Role.PARENT)
    allowed = families.children_ids(tx, own)
    where = and_(col(Question.asker_id) == own, col(Question.child_id).in_(allowed))
    return _listed(
        tx,
        where,
        [col(Question.state).desc(), col(Question.id).desc()],
        OWN_SHOWN,
    )


def waiting(tx: Tx, by: Who) -> QuestionList:
    """What this person is to answer, the oldest first («Вопросы родителей»)."""
    own = must_be_staff(by)
    theirs = select(QuestionAssignment.question_id).where(
        QuestionAssignment.resident_id == own, col(QuestionAssignment.ended_at).is_(None)
    )
    where = and_(
        col(Question.id).in_(theirs),
        col(Question.state) == QuestionState.OPEN,
        _not_about(own),
    )
    unanswered_first = col(Question.answer_by).is_(None)
    return _listed(tx, where, [unanswered_first, col(Question.answer_by), col(Question.id)], SHOWN)


def overdue(tx: Tx, by: Who) -> QuestionList:
    """Questions without an answer in time that one looks over, the latest last."""
    by.must_have(Role.COORDINATOR, Role.ADMIN)
    own = must_be_staff(by)
    where = and_(
        col(Question.answer_by).is_not(None),
        col(Question.answer_by) < tx.now,
        _not_about(own),
        _looked_over(tx, by),
    )
    return _listed(tx, where, [col(Question.answer_by), col(Question.id)], SHOWN)


def must_be_staff(by: Who) -> int:
    """Give the id of who works at the school; raises `refusals.Denied`."""
    access.must_enter(by, Segment.SUPPORT)
    return by.must_have(*STAFF)


def _not_about(own: int) -> ColumnElement[bool]:
    return or_(col(Question.about_id).is_(None), col(Question.about_id) != own)


def _looked_over(tx: Tx, by: Who) -> ColumnElement[bool]:
    """A complaint is looked over by administrators; by coordinators where there is no other."""
    if by.has(Role.ADMIN):
        return col(Question.id).is_not(None)
    admins = [one.id for one in residents.with_role(tx, Role.ADMIN)]
    if not admins:
        return col(Question.id).is_not(None)
    plain = col(Question.route) != Route.COMPLAINT
    return or_(plain, col(Question.about_id) == admins[0]) if len(admins) == 1 else plain


def _listed(
    tx: Tx, where: ColumnElement[bool], order: Sequence[SQLColumnExpression[Any]], limit: int
) -> QuestionList:
    rows = list(tx.session.exec(select(Question).where(where).order_by(*order).limit(limit)))
    count = len(rows)
    if count == limit:
        count = tx.session.exec(select(func.count()).select_from(Question).where(where)).one()
    people = residents.people(tx, {one for row in rows for one in (row.asker_id, row.child_id)})
    texts = _beginnings(tx, [key(row.id) for row in rows])
    return QuestionList(
        tuple(
            QuestionLine(
                id=key(row.id),
                asker=people[row.asker_id],
                child=people[row.child_id],
                route=Route(row.route),
                beginning=texts.get(key(row.id), ""),
                asked_at=row.asked_at,
                answer_by=row.answer_by,
                is_overdue=row.answer_by is not None and row.answer_by < tx.now,
                is_open=row.state == QuestionState.OPEN,
            )
            for row in rows
        ),
        count,
    )


def _beginnings(tx: Tx, ids: list[int]) -> dict[int, str]:
    first = (
        select(func.min(QuestionMessage.id))
        .where(col(QuestionMessage.question_id).in_(ids))
        .group_by(col(QuestionMessage.question_id))
    )
    rows = tx.session.exec(
        select(QuestionMessage.question_id, QuestionMessage.text).where(
            col(QuestionMessage.id).in_(first)
        )
    )
    return {question: _short(text) for question, text in rows}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= BEGINNING else line[: BEGINNING - 1].rstrip() + "…"

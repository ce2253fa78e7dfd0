"""Parents' questions: threads, whose they are, and who may read them (R4, A5).

A question has an asker, a child it is about, and those who are to answer it: rows of
`QuestionAssignment` that have not ended. A complaint about a teacher is the administration's: the
teacher it is about never stands to it in any way, whatever roles they have.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel, col, func, select

from storage import access, columns, families, refusals, residents
from storage.access import Segment
from storage.columns import Instant
from storage.projects import Project, key
from storage.residents import STAFF, Role, Who
from storage.store import Tx


class Route(StrEnum):
    """To whom a question goes."""

    CLASS_TEACHER = "class_teacher"
    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"
    ADMINISTRATION = "administration"
    COMPLAINT = "complaint"


class QuestionState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Standing(StrEnum):
    """How a person stands to a question; without any it does not exist for them."""

    ASKER = "asker"
    RESPONSIBLE = "responsible"
    OVERSEER = "overseer"


class Question(SQLModel, table=True):
    """A thread. ``waits_since`` is when the clock began that a reply stops, ``round`` counts its
    beginnings, ``answer_by`` is what the parent was promised; ``about_id`` whom a complaint is
    about."""

    __tablename__ = "question"
    __table_args__ = (
        columns.partial_index(
            "ix_question_waiting",
            "answer_by",
            where="answer_by IS NOT NULL",
        ),
        Index("ix_question_asker", "asker_id", "id"),
        Index("ix_question_closed", "closed_at"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    asker_id: int = Field(foreign_key="resident.id")
    child_id: int = Field(foreign_key="resident.id")
    route: str
    project_id: int | None = Field(default=None, foreign_key="project.id")
    about_id: int | None = Field(default=None, foreign_key="resident.id")
    state: str = QuestionState.OPEN
    asked_at: datetime = Field(sa_type=Instant)
    waits_since: datetime | None = Field(default=None, sa_type=Instant)
    answer_by: datetime | None = Field(default=None, sa_type=Instant)
    round: int = 0
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_by: int | None = Field(default=None, foreign_key="resident.id")
    mark: str = ""
    mark_line: str = ""


class QuestionAssignment(SQLModel, table=True):
    """Who is to answer a question, since when and until when."""

    __tablename__ = "question_assignment"
    __table_args__ = (
        columns.partial_index(
            "ix_question_assignment_now",
            "resident_id",
            where="ended_at IS NULL",
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    question_id: int = Field(foreign_key="question.id", index=True)
    resident_id: int = Field(foreign_key="resident.id")
    given_by: int | None = Field(default=None, foreign_key="resident.id")
    at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class QuestionMessage(SQLModel, table=True):
    """What was written in a thread; ``files`` are ids of stored files."""

    __tablename__ = "question_message"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    question_id: int = Field(foreign_key="question.id", index=True)
    author_id: int = Field(foreign_key="resident.id")
    by_staff: bool
    text: str
    files: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    at: datetime = Field(sa_type=Instant)


@dataclass(frozen=True)
class MessageView:
    id: int
    author: Who
    by_staff: bool
    text: str
    files: tuple[int, ...]
    at: datetime


@dataclass(frozen=True)
class Responsible:
    """Somebody who is to answer; ``assignment`` is the row that says so."""

    who: Who
    assignment: int


@dataclass(frozen=True)
class QuestionView:
    """A thread as one reader sees it; ``tell`` is whom the act concerns besides its actor."""

    id: int
    asker: Who
    child: Who
    route: Route
    project_title: str
    about: Who | None
    is_open: bool
    answer_by: datetime | None
    is_overdue: bool
    responsible: tuple[Responsible, ...]
    messages: tuple[MessageView, ...]
    earlier: bool
    mark: str
    mark_line: str
    standing: Standing

    @property
    def answered(self) -> bool:
        """Whether a teacher's word is among the messages that are shown."""
        return any(one.by_staff for one in self.messages)


def standing_of(tx: Tx, by: Who, row: Question) -> Standing | None:
    """How a person stands to a question today; None means that they may not know of it.

    A parent who was shut out since is told so: raises `refusals.Denied` ("question-child").
    """
    if by.id is None or not access.may_enter(by, Segment.SUPPORT):
        return None
    if by.id == row.asker_id:
        if row.child_id not in families.children_ids(tx, by.id):
            raise refusals.Denied("question-child")
        return Standing.ASKER
    if by.id == row.about_id or not by.has(*STAFF):
        return None
    if by.id in {one.resident_id for one in assignments(tx, key(row.id))}:
        return Standing.RESPONSIBLE
    return Standing.OVERSEER if by.has(*overseers(tx, row.route, row.about_id)) else None


def overseers(tx: Tx, route: str, about: int | None) -> tuple[Role, ...]:
    """Whose roles look over a question: a complaint is the coordinators' only while there is no
    administrator but the one it is about."""
    if route != Route.COMPLAINT:
        return (Role.COORDINATOR, Role.ADMIN)
    others = [one for one in residents.with_role(tx, Role.ADMIN) if one.id != about]
    return (Role.ADMIN,) if others else (Role.ADMIN, Role.COORDINATOR)


def find(tx: Tx, by: Who, question: int) -> tuple[Question, Standing]:
    """Read a question for somebody.

    Raises `refusals.Missing`, `refusals.Denied` for a parent who was shut out, and `refusals.Spent`
    for who was to answer it before.
    """
    by.must_be_resident()
    return _standing(tx, by, question, tx.session.get(Question, question))


def hold(tx: Tx, by: Who, question: int) -> tuple[Question, Standing]:
    """Lock a question, then read it afresh; raises as `find`."""
    by.must_be_resident()
    return _standing(tx, by, question, lock(tx, question))


def _standing(tx: Tx, by: Who, question: int, row: Question | None) -> tuple[Question, Standing]:
    stands = standing_of(tx, by, row) if row is not None else None
    if row is None or (stands is None and not answered_before(tx, by, row)):
        raise refusals.Missing("question")
    if stands is None:
        raise taken(tx, question)
    return row, stands


def taken(tx: Tx, question: int) -> refusals.Spent:
    """What is said to somebody who answered before: who does now."""
    names = [residents.who(tx, one.resident_id).short for one in assignments(tx, question)]
    return refusals.Spent("question-taken", name=", ".join(names))


def lock(tx: Tx, question: int) -> Question | None:
    """Lock a question against other steps and read it; no rights are asked."""
    tx.lock(f"question:{question}")
    tx.session.flush()
    return tx.session.get(Question, question, populate_existing=True)


def answered_before(tx: Tx, by: Who, row: Question) -> bool:
    """Whether somebody was to answer a question once."""
    if by.id == row.about_id:
        return False
    return (
        tx.session.exec(
            select(QuestionAssignment.id).where(
                QuestionAssignment.question_id == row.id, QuestionAssignment.resident_id == by.id
            )
        ).first()
        is not None
    )


def assignments(tx: Tx, question: int) -> list[QuestionAssignment]:
    """Who is to answer now."""
    return list(
        tx.session.exec(
            select(QuestionAssignment)
            .where(
                QuestionAssignment.question_id == question,
                col(QuestionAssignment.ended_at).is_(None),
            )
            .order_by(col(QuestionAssignment.id))
        )
    )


def show(tx: Tx, by: Who, *, question: int, limit: int = 10, before: int = 0) -> QuestionView:
    """A thread with its latest messages, or those before one; raises Missing, Denied."""
    row, stands = find(tx, by, question)
    return view(tx, row, stands, limit=limit, before=before)


def view(
    tx: Tx, row: Question, stands: Standing, *, limit: int = 10, before: int = 0
) -> QuestionView:
    """Make a view; rights are the caller's matter."""
    found, earlier = _messages(tx, key(row.id), limit, before)
    now = assignments(tx, key(row.id))
    ids = {row.asker_id, row.child_id, *(one.author_id for one in found)}
    ids |= {one.resident_id for one in now}
    if row.about_id is not None:
        ids.add(row.about_id)
    people = residents.people(tx, ids)
    project = tx.session.get(Project, row.project_id) if row.project_id else None
    return QuestionView(
        id=key(row.id),
        asker=people[row.asker_id],
        child=people[row.child_id],
        route=Route(row.route),
        project_title=project.title if project else "",
        about=people[row.about_id] if row.about_id else None,
        is_open=row.state == QuestionState.OPEN,
        answer_by=row.answer_by,
        is_overdue=row.answer_by is not None and row.answer_by < tx.now,
        responsible=tuple(Responsible(people[one.resident_id], key(one.id)) for one in now),
        messages=tuple(
            MessageView(
                key(one.id), people[one.author_id], one.by_staff, one.text, tuple(one.files), one.at
            )
            for one in found
        ),
        earlier=earlier,
        mark=row.mark,
        mark_line=row.mark_line,
        standing=stands,
    )


def _messages(tx: Tx, question: int, limit: int, before: int) -> tuple[list[QuestionMessage], bool]:
    query = select(QuestionMessage).where(QuestionMessage.question_id == question)
    if before:
        query = query.where(col(QuestionMessage.id) < before)
    rows = list(tx.session.exec(query.order_by(col(QuestionMessage.id).desc()).limit(limit + 1)))
    return rows[:limit][::-1], len(rows) > limit


def staff_have_answered(tx: Tx, question: int) -> bool:
    query = select(func.count()).select_from(QuestionMessage)
    count = tx.session.exec(
        query.where(QuestionMessage.question_id == question, col(QuestionMessage.by_staff))
    ).one()
    return count > 0

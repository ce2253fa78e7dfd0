"""Verdicts asked for and remarks made: what a stage that was sent in waits for (P5)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel, col, select

from storage import columns, jobs, relevance, residents, workdays
from storage.columns import Instant
from storage.projects import Project, Relation, key
from storage.store import Tx


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class Review(SQLModel, table=True):
    """A verdict asked of somebody: ``role`` says of whom, ``verdict`` is None while it waits.

    A stage with two approvals has two in turn. At most one of a stage waits.
    """

    __tablename__ = "review"
    __table_args__ = (
        columns.partial_index(
            "ix_review_waiting",
            "stage_id",
            unique=True,
            where="verdict IS NULL",
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True)
    stage_id: int = Field(foreign_key="stage.id", index=True)
    role: str
    asked_at: datetime = Field(sa_type=Instant)
    verdict: str | None = None
    decided_by: int | None = Field(default=None, foreign_key="resident.id")
    decided_at: datetime | None = Field(default=None, sa_type=Instant)


class Remark(SQLModel, table=True):
    """What is to be mended before the stage may be sent in again; ticked off by the pupils."""

    __tablename__ = "remark"
    __table_args__ = (UniqueConstraint("review_id", "position"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    review_id: int = Field(foreign_key="review.id")
    stage_id: int = Field(foreign_key="stage.id", index=True)
    position: int
    text: str
    author_id: int = Field(foreign_key="resident.id", index=True)
    done_by: int | None = Field(default=None, foreign_key="resident.id")
    done_at: datetime | None = Field(default=None, sa_type=Instant)


def ask(tx: Tx, submission_id: int, stage_id: int, role: str) -> Review:
    """Ask for a verdict, and plan the reminders: the reviewer, later the coordinator (P5)."""
    review = Review(submission_id=submission_id, stage_id=stage_id, role=role, asked_at=tx.now)
    tx.session.add(review)
    tx.session.flush()
    for name, days in (
        ("review.remind", tx.rules.review_remind_days),
        ("review.escalate", tx.rules.review_escalate_days),
    ):
        due_at = workdays.later(tx.now, days, tx.rules)
        jobs.plan(tx, name, str(review.id), due_at, review=key(review.id))
    return review


def reviewers(tx: Tx, project: Project, role: str) -> list[int]:
    """Who is told that a verdict is asked of ``role``.

    A project has no tutor of its own: its supervisor answers for them, and the coordinator for a
    supervisor who has left. For a commission, whose
    marks are not in the suite yet, the coordinator does.
    """
    supervisor = project.supervisor_id
    if role in ("supervisor", "tutor") and supervisor and residents.is_here(tx, supervisor):
        return [supervisor]
    return list(residents.coordinators(tx))


def may_decide(role: str, standing: frozenset[Relation]) -> bool:
    """Whether a person may give the verdict that is asked of ``role``; a coordinator always."""
    if Relation.COORDINATOR in standing:
        return True
    return role in ("supervisor", "tutor") and Relation.SUPERVISOR in standing


def open_remarks(tx: Tx, stage_id: int) -> list[Remark]:
    """What of the last return is not mended yet."""
    return [remark for remark in last_remarks(tx, stage_id) if remark.done_at is None]


def last_remarks(tx: Tx, stage_id: int) -> list[Remark]:
    """The remarks of the last return, in order, read afresh."""
    last = tx.session.exec(
        select(Remark.review_id)
        .where(Remark.stage_id == stage_id)
        .order_by(col(Remark.id).desc())
        .limit(1)
    ).first()
    return list(
        tx.session.exec(
            select(Remark)
            .where(Remark.review_id == last, Remark.stage_id == stage_id)
            .order_by(col(Remark.position))
            .execution_options(populate_existing=True)
        )
    )


def waiting_review(tx: Tx, stage_id: int) -> Review | None:
    """The verdict that a stage waits for."""
    return tx.session.exec(
        select(Review)
        .where(Review.stage_id == stage_id, col(Review.verdict).is_(None))
        .execution_options(populate_existing=True)
    ).first()


def last_review(tx: Tx, stage_id: int) -> Review:
    """The latest verdict asked for; a stage that was accepted has one."""
    return tx.session.exec(
        select(Review).where(Review.stage_id == stage_id).order_by(col(Review.id).desc()).limit(1)
    ).one()


def withdraw(tx: Tx, stage_id: int, by: int | None) -> None:
    """Take back the question for a verdict, if one waits."""
    review = waiting_review(tx, stage_id)
    if review is not None:
        review.verdict, review.decided_by, review.decided_at = Verdict.WITHDRAWN, by, tx.now
        tx.session.flush()


def add_remarks(tx: Tx, review: Review, author: int, texts: tuple[str, ...]) -> None:
    """Keep the remarks of a return, in order."""
    for position, words in enumerate(texts, start=1):
        tx.session.add(
            Remark(
                review_id=key(review.id),
                stage_id=review.stage_id,
                position=position,
                text=words,
                author_id=author,
            )
        )
    tx.session.flush()


@relevance.check("review.waits")
def _waits(tx: Tx, review_id: int) -> bool:
    review = tx.session.get(Review, review_id)
    return review is not None and review.verdict is None

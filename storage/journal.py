"""The audit journal: who did what to what, when; never anybody's words (A5, D5)."""

from datetime import datetime

from sqlalchemy import JSON, BindParameter, Column, Index, bindparam, insert
from sqlmodel import Field, SQLModel, col, select

from storage.columns import Instant
from storage.ready import Change
from storage.store import Tx

Details = dict[str, str | int | None]


class JournalLine(SQLModel, table=True):
    """One act or refused attempt. ``details`` holds ids, numbers and words of ours only."""

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_subject", "subject", "subject_id"),)

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Instant)
    actor_id: int | None = None
    act: str
    subject: str = ""
    subject_id: int | None = None
    details: Details = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


_LINE: dict[str, BindParameter[object]] = {
    name: bindparam(name) for name in ("at", "actor_id", "act", "subject", "subject_id", "details")
}
_WRITE = Change(insert(JournalLine).values(_LINE))


def write(
    tx: Tx,
    act: str,
    *,
    by: int | None,
    subject: str = "",
    subject_id: int | None = None,
    **details: str | int | None,
) -> None:
    """Add a line: ``act`` as "stage.accept", ``by`` a resident's id, ``details`` without words."""
    _WRITE.run(
        tx,
        at=tx.now,
        actor_id=by,
        act=act,
        subject=subject,
        subject_id=subject_id,
        details=details,
    )


def unreached(tx: Tx, resident_id: int) -> None:
    """Note that a notice reached somebody nowhere: they are told on paper."""
    write(tx, "notice.unreached", by=None, subject="resident", subject_id=resident_id)


def lines(tx: Tx, subject: str, subject_id: int, *, after: int = 0) -> list[JournalLine]:
    """Read what was done to one thing, oldest first; ``after`` is a line's id."""
    return list(
        tx.session.exec(
            select(JournalLine)
            .where(
                JournalLine.subject == subject,
                JournalLine.subject_id == subject_id,
                col(JournalLine.id) > after,
            )
            .order_by(col(JournalLine.id))
        )
    )


def of_act(tx: Tx, act: str) -> list[JournalLine]:
    """Read all lines of one act, oldest first."""
    return list(
        tx.session.exec(
            select(JournalLine).where(JournalLine.act == act).order_by(col(JournalLine.id))
        )
    )

"""The journal of moderation: append-only, each line chained to the one before (M8).

A line's mark is made of its words and of the mark before it, with a key that the database does not
hold: whoever changes, takes out or puts in a line cannot make the marks fit (`broken`).
"""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel, col, select

from storage.columns import Instant
from storage.sealing import Sealer
from storage.store import Tx

Details = dict[str, str | int | None]
BEGINNING = "beginning"


class ModerationLine(SQLModel, table=True):
    """One act of moderation: who did what about whom. ``number`` counts without a gap;
    ``details`` holds ids, numbers and words of ours only."""

    __tablename__ = "moderation_line"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=Instant)
    act: str
    actor_id: int | None = None
    about_id: int | None = Field(default=None, index=True)
    details: Details = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    mark: str


@dataclass(frozen=True)
class Entry:
    """A line as its subject may read it."""

    at: datetime
    act: str
    by: int | None


def write(
    tx: Tx, act: str, *, by: int | None, about: int | None = None, **details: str | int | None
) -> None:
    """Add a line: ``act`` as "sanction.give", ``by`` a resident's id or None for the program."""
    tx.lock("moderation-journal")
    last = _last(tx)
    line = ModerationLine(
        number=(last.number if last else 0) + 1,
        at=tx.now,
        act=act,
        actor_id=by,
        about_id=about,
        details=details,
        mark="",
    )
    line.mark = _mark(tx.sealer, line, last.mark if last else BEGINNING)
    tx.session.add(line)
    tx.session.flush()


def _last(tx: Tx) -> ModerationLine | None:
    return tx.session.exec(
        select(ModerationLine).order_by(col(ModerationLine.number).desc()).limit(1)
    ).first()


def _mark(sealer: Sealer, line: ModerationLine, before: str) -> str:
    told = [
        before,
        line.number,
        line.at.timestamp(),
        line.act,
        line.actor_id,
        line.about_id,
        sorted(line.details.items()),
    ]
    return sealer.fingerprint(json.dumps(told, ensure_ascii=True))


def broken(tx: Tx) -> int | None:
    """The number of the first line that does not fit its place, None if all do."""
    before, expected = BEGINNING, 1
    rows = tx.session.exec(select(ModerationLine).order_by(col(ModerationLine.number)))
    for line in rows.yield_per(500):
        if line.number != expected or line.mark != _mark(tx.sealer, line, before):
            return expected
        before, expected = line.mark, expected + 1
    return None


def about(tx: Tx, resident_id: int) -> list[Entry]:
    """What was done about a person, oldest first; whose right it is to read is asked before."""
    rows = tx.session.exec(
        select(ModerationLine)
        .where(ModerationLine.about_id == resident_id)
        .order_by(col(ModerationLine.number))
    )
    return [Entry(row.at, row.act, row.actor_id) for row in rows]

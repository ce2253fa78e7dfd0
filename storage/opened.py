"""Segments that the Council has opened to more people, until a date (M6; the regulation, 2.6).

Only the rows and how they are read: whoever acts is read with them (`storage.residents`). How a
segment comes to be opened stands in `storage.openings`.
"""

from datetime import datetime

from sqlmodel import Field, SQLModel, col, or_, select

from storage.columns import Instant
from storage.store import Tx

EXTERNAL = "external"
NON_RESIDENT = "non_resident"


class Opening(SQLModel, table=True):
    """A segment opened by a decision; ``to`` is the widest circle that it is opened to."""

    __tablename__ = "opening"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    segment: str = Field(index=True)
    to: str
    since: datetime = Field(sa_type=Instant)
    until: datetime = Field(sa_type=Instant)
    motion_id: int | None = Field(default=None, foreign_key="motion.id")
    closed_at: datetime | None = Field(default=None, sa_type=Instant)


def to(tx: Tx, circle: str) -> frozenset[str]:
    """What is open at this moment to `EXTERNAL` residents, or to everybody (`NON_RESIDENT`)."""
    circles = [NON_RESIDENT] if circle == NON_RESIDENT else [EXTERNAL, NON_RESIDENT]
    found = tx.session.exec(
        select(Opening.segment).where(
            col(Opening.to).in_(circles),
            col(Opening.since) <= tx.now,
            col(Opening.until) > tx.now,
            or_(col(Opening.closed_at).is_(None), col(Opening.closed_at) > tx.now),
        )
    )
    return frozenset(found)


def open_now(tx: Tx) -> list[Opening]:
    """What is open at this moment, by segment."""
    return list(
        tx.session.exec(
            select(Opening)
            .where(col(Opening.until) > tx.now, col(Opening.closed_at).is_(None))
            .order_by(col(Opening.segment), col(Opening.id))
        )
    )

"""What parents were told about a child: a pupil of 14 and more sees it (R3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete
from sqlmodel import Field, SQLModel, col, select

from storage import ages, families, refusals, relevance, stages
from storage.ages import Age
from storage.columns import Instant
from storage.families import FamilyLink
from storage.residents import Role, Who
from storage.stages import Stage
from storage.store import Tx

#: A term (about a school's half-year) of what was said is enough to look back on.
KEPT = timedelta(days=180)


class Told(StrEnum):
    """In which way something was told; a stored format."""

    DIGEST = "digest"
    OVERDUE = "overdue"
    NOTICE = "notice"


class ParentTold(SQLModel, table=True):
    """What one parent was told about one child; ``stage_id`` is the stage that it is about."""

    __tablename__ = "parent_told"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    child_id: int = Field(foreign_key="resident.id", index=True)
    parent_id: int = Field(foreign_key="resident.id")
    at: datetime = Field(sa_type=Instant, index=True)
    how: str
    text: str
    stage_id: int | None = Field(default=None, foreign_key="stage.id")


@dataclass(frozen=True)
class ToldView:
    """What the parents were told, once however many of them were; ``text`` is neutral markup."""

    at: datetime
    how: Told
    text: str


def note(tx: Tx, *, child: int, parent: int, how: Told, text: str, stage: int | None = None) -> int:
    """Write down what a parent is told about a child, in the words that they get; gives an id,
    which the check "parent-told.holds" takes."""
    row = ParentTold(
        child_id=child, parent_id=parent, at=tx.now, how=how.value, text=text, stage_id=stage
    )
    tx.session.add(row)
    tx.session.flush()
    assert row.id is not None
    return row.id


def about_me(tx: Tx, by: Who, *, limit: int = 5) -> list[ToldView]:
    """«Родителям отправлено», the newest first; raises `refusals.Denied` under 14."""
    own = by.must_have(Role.STUDENT)
    if ages.of(tx, by) is Age.CHILD:
        raise refusals.Denied("told-from-14")
    rows = tx.session.exec(
        select(ParentTold)
        .where(ParentTold.child_id == own)
        .order_by(col(ParentTold.id).desc())
        .limit(limit * 4)
    )
    return list(_once(tx, rows).values())[:limit]


def _once(tx: Tx, rows: Iterable[ParentTold]) -> dict[tuple[object, ...], ToldView]:
    found: dict[tuple[object, ...], ToldView] = {}
    for row in rows:
        day = row.at.astimezone(tx.rules.zone).date()
        found.setdefault((day, row.how, row.text), ToldView(row.at, Told(row.how), row.text))
    return found


def forget_old(tx: Tx) -> None:
    """Let go what was said long ago."""
    tx.session.execute(delete(ParentTold).where(col(ParentTold.at) < tx.now - KEPT))


@relevance.check("parent-told.holds")
def _holds(tx: Tx, told: int) -> bool:
    """The parent may still know of the child, and the stage is still not sent in."""
    row = tx.session.get(ParentTold, told)
    if row is None:
        return False
    link = tx.session.get(FamilyLink, (row.parent_id, row.child_id), populate_existing=True)
    if link is None or not families.is_open(link):
        return False
    if row.stage_id is None:
        return True
    stage = tx.session.get(Stage, row.stage_id, populate_existing=True)
    return stage is not None and stage.state in stages.OPEN

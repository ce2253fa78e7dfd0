"""When somebody of the school last called a helpline, and whether it answered (Q1; domain, 3.4)."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Field, SQLModel, select

from storage import journal
from storage.columns import Instant
from storage.residents import Role, Who
from storage.store import Tx

CALLERS = (Role.PSYCHOLOGIST, Role.COORDINATOR)


class HelplineCheck(SQLModel, table=True):
    """The last call to a line of the list."""

    __tablename__ = "helpline_check"

    line: str = Field(primary_key=True)
    works: bool
    by_id: int | None = Field(default=None, foreign_key="resident.id")
    at: datetime = Field(sa_type=Instant)


@dataclass(frozen=True)
class Called:
    """How the last call to a line went."""

    works: bool
    at: datetime


def calls(tx: Tx) -> dict[str, Called]:
    """The last call to each line that was called; for everybody."""
    rows = tx.session.exec(select(HelplineCheck))
    return {row.line: Called(row.works, row.at) for row in rows}


def note(tx: Tx, by: Who, *, line: str, works: bool) -> None:
    """Write a call down; one that does not answer is shown no more."""
    own = by.must_have(*CALLERS)
    row = tx.session.get(HelplineCheck, line)
    if row is None:
        row = HelplineCheck(line=line[:40], works=works, at=tx.now)
        tx.session.add(row)
    row.works, row.by_id, row.at = works, own, tx.now
    tx.session.flush()
    journal.write(tx, "helpline.call", by=own, works="yes" if works else "no")

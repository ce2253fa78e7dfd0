"""What the school offers besides: sections, clubs, games; the shipped list is its beginning (Q1).

The shipped entries are content, not rows; what the school wrote about one wins over it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Field, SQLModel, col, select

from storage import access, journal, refusals, wording
from storage.access import Segment
from storage.columns import Instant
from storage.residents import Role, Who
from storage.store import Tx

EDITORS = (Role.PSYCHOLOGIST, Role.COORDINATOR)
TEXT_MAX = 1_500


class LeisureEntry(SQLModel, table=True):
    """An entry that the school wrote. ``replaces`` is the shipped one in whose place it stands,
    "" for one of the school's own."""

    __tablename__ = "leisure_entry"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    replaces: str = Field(default="", index=True)
    title: str
    text: str
    link: str = ""
    hidden: bool = False
    edited_by: int | None = Field(default=None, foreign_key="resident.id")
    at: datetime = Field(sa_type=Instant)


@dataclass(frozen=True)
class Leisure:
    """An entry as it is shown: ``entry`` 0 for a shipped one that nobody has edited."""

    entry: int
    key: str
    title: str
    text: str
    link: str = ""


def catalogue(tx: Tx, by: Who, shipped: tuple[Leisure, ...]) -> list[Leisure]:
    """Everything on offer, the shipped places first."""
    access.must_enter(by, Segment.REST)
    rows = list(tx.session.exec(select(LeisureEntry).order_by(col(LeisureEntry.id))))
    edited = {row.replaces: row for row in rows if row.replaces}
    found: list[Leisure] = []
    for one in shipped:
        row = edited.get(one.key)
        if row is None:
            found.append(one)
        elif not row.hidden:
            found.append(_view(row))
    return found + [_view(row) for row in rows if not row.replaces and not row.hidden]


def write(
    tx: Tx,
    by: Who,
    *,
    title: str,
    text: str,
    link: str | None = None,
    replaces: str = "",
    entry: int = 0,
) -> Leisure:
    """Add an entry, write one anew, or write over a shipped one."""
    row = _to_edit(tx, by, replaces, entry)
    row.title = wording.line(title, "title")
    row.text = wording.passage(text, "text", TEXT_MAX)
    row.link = wording.web_address(link) if link else ""
    row.hidden = False
    _edited(tx, by, row)
    return _view(row)


def hide(tx: Tx, by: Who, *, replaces: str = "", entry: int = 0, title: str = "") -> None:
    """Take an entry out of the list; a shipped one too."""
    row = _to_edit(tx, by, replaces, entry)
    row.hidden, row.title = True, row.title or title
    _edited(tx, by, row)


def _to_edit(tx: Tx, by: Who, replaces: str, entry: int) -> LeisureEntry:
    by.must_have(*EDITORS)
    tx.lock("leisure")
    if entry:
        row = tx.session.get(LeisureEntry, entry)
        if row is None:
            raise refusals.Missing("leisure")
        return row
    row = None
    if replaces:
        query = select(LeisureEntry).where(LeisureEntry.replaces == replaces)
        row = tx.session.exec(query).first()
    if row is None:
        row = LeisureEntry(replaces=replaces[:40], title="", text="", at=tx.now)
        tx.session.add(row)
    return row


def _edited(tx: Tx, by: Who, row: LeisureEntry) -> None:
    row.edited_by, row.at = by.id, tx.now
    tx.session.flush()
    journal.write(tx, "leisure.edit", by=by.id, subject="leisure", subject_id=row.id)


def _view(row: LeisureEntry) -> Leisure:
    assert row.id is not None
    return Leisure(row.id, row.replaces or f"own{row.id}", row.title, row.text, row.link)

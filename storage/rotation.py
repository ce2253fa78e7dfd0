"""Changing the keys: which columns are sealed, and sealing them anew with the newest key (Q6).

A table with a sealed column says so in a line beside it: ``rotation.sealed(Code, "sealed")``. What
is marked by fingerprints (the journal of moderation, evidence) needs nothing: their key stays.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import JsonValue
from sqlalchemy import ColumnElement, Engine, Table, Text, cast, update
from sqlalchemy.exc import DatabaseError
from sqlmodel import Field, Session, SQLModel, col, select

from storage.sealing import Sealer, Unsealable
from storage.store import StoreUnavailable, Tx

CHUNK = 200
FINGERPRINTS = "fingerprints"
Key = int | str


@dataclass(frozen=True)
class SealedColumn:
    """A column of sealed texts; None, or "", is where there is none.

    ``only`` says in which rows it is sealed, where it is not in all. Of a column that holds
    objects, ``within`` is the name under which the sealed text stands, in those that have it.
    """

    table: type[SQLModel]
    name: str
    only: Callable[[], ColumnElement[bool]] | None = None
    within: str | None = None

    def text_in(self, value: JsonValue) -> str | None:
        """The sealed text of a value, None if there is none."""
        if self.within is not None:
            value = value.get(self.within) if isinstance(value, dict) else None
        return value if isinstance(value, str) and value else None

    def holding(self, sealed: str) -> JsonValue:
        """The value that holds a sealed text."""
        return sealed if self.within is None else {self.within: sealed}


@dataclass(frozen=True)
class Chunk:
    """How far it went: ``last`` is the row to go on after, None at the end of the column."""

    resealed: int = 0
    unreadable: int = 0
    last: Key | None = None


@dataclass(frozen=True)
class Ages:
    """How many sealed texts the newest key opens, an older one, and none of the ring."""

    newest: int = 0
    older: int = 0
    unreadable: int = 0

    def __add__(self, more: "Ages") -> "Ages":
        return Ages(
            self.newest + more.newest, self.older + more.older, self.unreadable + more.unreadable
        )


class SealedKey(SQLModel, table=True):
    """A key that lives in the store, sealed by the ring: that of fingerprints, which cannot be made
    anew, since what they were made of is not kept."""

    __tablename__ = "sealed_key"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    sealed: str


COLUMNS: list[SealedColumn] = []


def sealed(
    table: type[SQLModel],
    name: str,
    *,
    only: Callable[[], ColumnElement[bool]] | None = None,
    within: str | None = None,
) -> None:
    """Register a sealed column; see `SealedColumn`."""
    COLUMNS.append(SealedColumn(table, name, only, within))


sealed(SealedKey, "sealed")


def adopt(engine: Engine, sealer: Sealer) -> None:
    """Have fingerprints made with the key that the store was begun with; keep it at the first time.

    Before the store is started. Raises `Unsealable` if none of the ring's keys is the store's, and
    `StoreUnavailable`.
    """
    try:
        with Session(engine) as session, session.begin():
            row = session.exec(select(SealedKey).where(SealedKey.name == FINGERPRINTS)).first()
            if row is not None:
                sealer.adopt(sealer.open(row.sealed))
                return
            kept = SealedKey(name=FINGERPRINTS, sealed=sealer.seal(sealer.print_key))
            session.add(kept)
    except DatabaseError as error:
        raise StoreUnavailable(type(error.orig).__name__) from error


def look(tx: Tx, sealer: Sealer) -> bool:
    """Have fingerprints made with the store's key, without keeping any; False if none of the
    ring's keys is the store's, or there is none yet."""
    row = tx.session.exec(select(SealedKey).where(SealedKey.name == FINGERPRINTS)).first()
    try:
        sealer.adopt(sealer.open(row.sealed if row is not None else ""))
    except Unsealable:
        return False
    return True


def reseal(tx: Tx, column: SealedColumn, after: Key | None) -> Chunk:
    """Seal the next rows of a column anew with the newest key; what no key opens stays as it is.

    A row that somebody changes meanwhile is theirs.
    """
    table: Table = column.table.__table__  # type: ignore[attr-defined]  # SQLModel does not tell of it
    (key,) = table.primary_key.columns
    held = table.columns[column.name]
    # As it is written: objects cannot be compared in every database.
    written = cast(held, Text)
    rows = (
        select(key, held, written.label("written"))
        .where(held.is_not(None))
        .order_by(key)
        .limit(CHUNK)
    )
    if column.only is not None:
        rows = rows.where(column.only())
    if after is not None:
        rows = rows.where(key > after)
    found = tx.session.execute(rows).all()
    resealed = unreadable = 0
    for number, value, told in found:
        old = column.text_in(value)
        if old is None or tx.sealer.is_newest(old):
            continue
        try:
            new = tx.sealer.seal(tx.sealer.open(old))
        except Unsealable:
            unreadable += 1
            continue
        tx.session.execute(
            update(table)
            .where(key == number, written == told)
            .values({column.name: column.holding(new)})
        )
        resealed += 1
    return Chunk(resealed, unreadable, found[-1][0] if len(found) == CHUNK else None)


def ages(tx: Tx) -> Ages:
    """Look at all that is sealed in the store: are old keys needed still?"""
    seen = Ages()
    for column in COLUMNS:
        held = col(getattr(column.table, column.name))
        rows = select(held).where(held.is_not(None))
        if column.only is not None:
            rows = rows.where(column.only())
        for value in tx.session.execute(rows.execution_options(yield_per=CHUNK)).scalars():
            text = column.text_in(value)
            if text is not None:
                seen += age(tx.sealer, text.encode())
    return seen


def age(sealer: Sealer, sealed: bytes) -> Ages:
    """Which key opens one sealed text or file."""
    if sealer.is_newest(sealed):
        return Ages(newest=1)
    try:
        sealer.open_bytes(sealed)
    except Unsealable:
        return Ages(unreadable=1)
    return Ages(older=1)

"""Changing the keys: which columns are sealed, and sealing them anew with the newest key (Q6).

A table with a sealed column says so in a line beside it: ``rotation.sealed(Code, "sealed")``.
"""

from dataclasses import dataclass

from sqlalchemy import Engine, update
from sqlalchemy.exc import OperationalError
from sqlmodel import Field, Session, SQLModel, col, select

from storage.sealing import Sealer, Unsealable
from storage.store import StoreUnavailable, Tx

CHUNK = 200
FINGERPRINTS = "fingerprints"


@dataclass(frozen=True)
class SealedColumn:
    """A column of sealed texts (None where there is none) of a table with a number as key."""

    table: type[SQLModel]
    name: str


@dataclass(frozen=True)
class Chunk:
    """How far it went: ``last`` is the row to go on after, None at the end of the column."""

    resealed: int = 0
    unreadable: int = 0
    last: int | None = None


@dataclass(frozen=True)
class Ages:
    """How many sealed texts the newest key opens, an older one, and none of the ring."""

    newest: int = 0
    older: int = 0
    unreadable: int = 0


class SealedKey(SQLModel, table=True):
    """A key that lives in the store, sealed by the ring: that of fingerprints, which cannot be made
    anew, since what they were made of is not kept."""

    __tablename__ = "sealed_key"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    sealed: str


COLUMNS: list[SealedColumn] = []


def sealed(table: type[SQLModel], name: str) -> None:
    """Register a sealed column."""
    COLUMNS.append(SealedColumn(table, name))


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
    except OperationalError as error:
        raise StoreUnavailable(type(error.orig).__name__) from error


def reseal(tx: Tx, column: SealedColumn, after: int) -> Chunk:
    """Seal the next rows of a column anew with the newest key; what no key opens stays as it is.

    A row that somebody changes meanwhile is theirs.
    """
    key, text = col(column.table.id), col(getattr(column.table, column.name))  # type: ignore[attr-defined]  # every sealed table has an id
    rows = tx.session.execute(
        select(key, text).where(text.is_not(None), key > after).order_by(key).limit(CHUNK)
    ).all()
    resealed = unreadable = 0
    for number, old in rows:
        if tx.sealer.is_newest(old):
            continue
        try:
            new = tx.sealer.seal(tx.sealer.open(old))
        except Unsealable:
            unreadable += 1
            continue
        tx.session.execute(
            update(column.table).where(key == number, text == old).values({column.name: new})
        )
        resealed += 1
    return Chunk(resealed, unreadable, rows[-1][0] if len(rows) == CHUNK else None)


def ages(tx: Tx) -> Ages:
    """Look at all that is sealed: are old keys needed still?"""
    newest = older = unreadable = 0
    for column in COLUMNS:
        text = col(getattr(column.table, column.name))
        for one in tx.session.execute(select(text).where(text.is_not(None))).scalars():
            if tx.sealer.is_newest(one):
                newest += 1
                continue
            try:
                tx.sealer.open(one)
            except Unsealable:
                unreadable += 1
            else:
                older += 1
    return Ages(newest, older, unreadable)

"""What the messengers sent: taken once, its place remembered, the poisoned set aside."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import Field, SQLModel, col, select

from storage import rotation
from storage.columns import Instant
from storage.ready import Addition
from storage.store import Tx

KEYS_KEPT = timedelta(days=7)
#: A parked update holds what somebody wrote: it is not kept for ever (D3).
PARKED_KEPT = timedelta(days=30)


class TakenUpdate(SQLModel, table=True):
    """The key of an update that was handled; kept 7 days against repeats."""

    __tablename__ = "taken_update"

    key: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant, index=True)


class Position(SQLModel, table=True):
    """How far a channel's queue at the messenger has been taken (VK's ``ts``)."""

    __tablename__ = "position"

    channel: str = Field(primary_key=True)
    value: str


class ParkedUpdate(SQLModel, table=True):
    """An update whose step raised, sealed, for a replay after the fix."""

    __tablename__ = "parked_update"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    channel: str
    key: str
    sealed: str
    error: str
    at: datetime = Field(sa_type=Instant)


rotation.sealed(ParkedUpdate, "sealed")


_CLAIM = Addition(TakenUpdate, "key", "at")


def claim(tx: Tx, key: str) -> bool:
    """Take the update with this key; False if it was taken before."""
    return _CLAIM.run(tx, key=key, at=tx.now)


def forget_old(tx: Tx) -> None:
    """Let keys go that no messenger will repeat any more, and words that nobody took up."""
    tx.session.execute(delete(TakenUpdate).where(col(TakenUpdate.at) < tx.now - KEYS_KEPT))
    tx.session.execute(delete(ParkedUpdate).where(col(ParkedUpdate.at) < tx.now - PARKED_KEPT))


def position(tx: Tx, channel: str) -> str | None:
    """Where the channel's queue was taken to, if ever."""
    row = tx.session.get(Position, channel)
    return row.value if row else None


def move(tx: Tx, channel: str, value: str) -> None:
    """Remember that everything before ``value`` was taken (same commit as the batch)."""
    moved = tx.session.execute(
        update(Position).where(col(Position.channel) == channel).values(value=value)
    )
    if moved.rowcount == 0:  # type: ignore[attr-defined]  # an UPDATE's cursor result has it
        tx.session.add(Position(channel=channel, value=value))


def park(tx: Tx, channel: str, key: str, raw: str, error: Exception) -> None:
    """Set a poisoned update aside; only the class of the error is kept in clear."""
    tx.session.add(
        ParkedUpdate(
            channel=channel,
            key=key,
            sealed=tx.sealer.seal(raw),
            error=type(error).__name__,
            at=tx.now,
        )
    )


def parked(tx: Tx) -> list[ParkedUpdate]:
    """What waits for a replay, oldest first."""
    return list(tx.session.exec(select(ParkedUpdate).order_by(col(ParkedUpdate.id))))


def take_back(tx: Tx, parked_id: int) -> str | None:
    """Give a parked update's raw text for a replay in this very step; None if it is gone."""
    row = tx.session.get(ParkedUpdate, parked_id)
    if row is None:
        return None
    tx.session.delete(row)
    tx.session.execute(delete(TakenUpdate).where(col(TakenUpdate.key) == row.key))
    return tx.sealer.open(row.sealed)

"""Our own accounts in the messengers: how people come to each, also by a link with a code (A4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Field, SQLModel, col, select

from storage import talks
from storage.columns import Instant
from storage.store import Tx

#: Where a link takes the code.
CODE = "{code}"


class OurAccount(SQLModel, table=True):
    """An account of ours as its channel told it; ``place`` is its turn among the messengers."""

    __tablename__ = "our_account"

    channel: str = Field(primary_key=True)
    messenger: str
    link: str
    place: int = 0
    noted_at: datetime = Field(sa_type=Instant)


@dataclass(frozen=True)
class Door:
    """How to come to an account of ours; ``link`` has a place for a code."""

    messenger: str
    link: str

    def with_code(self, code: str) -> str:
        """The link that brings a code."""
        return self.link.replace(CODE, code)

    @property
    def bare(self) -> str:
        """The link without a code."""
        return self.link.partition("?")[0]


def note(tx: Tx, channel: str, link: str, place: int) -> None:
    """Note how people come to an account; it is known so while its messenger is down, too."""
    row = tx.session.get(OurAccount, channel)
    if row is None:
        row = OurAccount(
            channel=channel, messenger=talks.messenger_of(channel), link=link, noted_at=tx.now
        )
    row.link, row.place, row.noted_at = link, place, tx.now
    tx.session.add(row)
    tx.session.flush()


def keep_only(tx: Tx, channels: Iterable[str]) -> None:
    """Forget accounts that the settings name no more."""
    for row in tx.session.exec(select(OurAccount)):
        if row.channel not in set(channels):
            tx.session.delete(row)
    tx.session.flush()


def channels(tx: Tx) -> frozenset[str]:
    """The accounts that are known."""
    return frozenset(tx.session.exec(select(OurAccount.channel)))


def doors(tx: Tx, beside: str | None = None) -> list[Door]:
    """One way into each messenger, the school's first messenger first.

    With ``beside``, a channel, only into others than its own, each by the same bot if it has an
    account of its own there.
    """
    own, _, bot = (beside or "").partition("-")
    rows = tx.session.exec(select(OurAccount).order_by(col(OurAccount.place)))
    found: dict[str, OurAccount] = {}
    for row in rows:
        if row.messenger == own:
            continue
        is_same_bot = bool(bot) and row.channel.partition("-")[2] == bot
        if row.messenger not in found or is_same_bot:
            found[row.messenger] = row
    return [Door(row.messenger, row.link) for row in found.values()]

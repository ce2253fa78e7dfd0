"""Conversations: an account of a person in a messenger, and the chat they have with a bot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import UniqueConstraint, bindparam, func, update
from sqlalchemy import select as select_columns
from sqlmodel import Field, SQLModel, col, select

from storage.columns import Instant
from storage.ready import Addition, Change
from storage.store import Tx


class Account(SQLModel, table=True):
    """A person's account in a messenger, whether or not we know whose it is (A1).

    It is the resident's since ``linked_at``; one of theirs may be ``chosen`` to be told in.
    """

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("messenger", "user"),)

    id: int | None = Field(default=None, primary_key=True)
    messenger: str
    user: str
    resident_id: int | None = Field(default=None, foreign_key="resident.id", index=True)
    first_seen_at: datetime = Field(sa_type=Instant)
    linked_at: datetime | None = Field(default=None, sa_type=Instant)
    chosen: bool = False


class Talk(SQLModel, table=True):
    """A conversation in one channel: private (``account_id`` is set) or a group chat.

    ``reachable`` is what the messenger lets us do, and if not, why and since when; ``screen_id``
    the outbox row that the person's next label or number refers to.
    """

    __tablename__ = "talk"
    __table_args__ = (UniqueConstraint("channel", "peer"),)

    id: int | None = Field(default=None, primary_key=True)
    channel: str
    peer: str
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    reachable: bool = True
    unreachable_reason: str | None = None
    unreachable_at: datetime | None = Field(default=None, sa_type=Instant)
    heard_at: datetime | None = Field(default=None, sa_type=Instant)
    screen_id: int | None = None
    last_id: int | None = None


@dataclass(frozen=True)
class Conversation:
    """A `Talk` as an update found it; ``screen_id`` is the screen that was shown last."""

    id: int
    channel: str
    peer: str
    reachable: bool
    screen_id: int | None


@dataclass(frozen=True)
class Address:
    """Where a message goes: a conversation of a channel."""

    talk_id: int
    channel: str
    peer: str


def messenger_of(channel: str) -> str:
    """The messenger of a channel's name: "vk-project" and "vk" are both "vk"."""
    return channel.partition("-")[0]


_ADD_ACCOUNT = Addition(Account, "messenger", "user", "first_seen_at", "chosen")
_ADD_TALK = Addition(Talk, "channel", "peer", "account_id", "reachable")


def account(tx: Tx, messenger: str, user: str) -> Account:
    """Find a person's account, or make it at the first word."""
    query = select(Account).where(Account.messenger == messenger, Account.user == user)
    found = tx.session.exec(query).first()
    if found is None:
        _ADD_ACCOUNT.run(tx, messenger=messenger, user=user, first_seen_at=tx.now, chosen=False)
        found = tx.session.exec(query).one()
    return found


def is_group(tx: Tx, talk_id: int) -> bool:
    """Whether a conversation is a group chat: nobody's own."""
    talk = tx.session.get(Talk, talk_id)
    return talk is not None and talk.account_id is None


def known_account(tx: Tx, messenger: str, user: str) -> int | None:
    """A person's account by the messenger's id, if we ever met it."""
    query = select(Account.id).where(Account.messenger == messenger, Account.user == user)
    return tx.session.exec(query).first()


def open_talk(tx: Tx, channel: str, peer: str, account_id: int | None) -> Talk:
    """Find a conversation, or begin it; ``account_id`` is None for a group chat."""
    query = select(Talk).where(Talk.channel == channel, Talk.peer == peer)
    found = tx.session.exec(query).first()
    if found is None:
        _ADD_TALK.run(tx, channel=channel, peer=peer, account_id=account_id, reachable=True)
        found = tx.session.exec(query).one()
    return found


def private_talk(tx: Tx, channel: str, peer: str, user: str) -> tuple[Talk, Account]:
    """A person's private conversation and account, begun at the first word."""
    owner = account(tx, messenger_of(channel), user)
    return open_talk(tx, channel, peer, owner.id), owner


def found(talk: Talk) -> Conversation:
    """A conversation as it is now."""
    assert talk.id is not None
    return Conversation(talk.id, talk.channel, talk.peer, talk.reachable, talk.screen_id)


def private(tx: Tx, channel: str, account_id: int | None) -> Conversation | None:
    """The private conversation of an account in a channel, if we may write there."""
    talk = tx.session.exec(
        select(Talk).where(
            Talk.channel == channel,
            col(Talk.account_id).is_not(None),
            Talk.account_id == account_id,
            col(Talk.reachable).is_(True),
        )
    ).first()
    return None if talk is None else found(talk)


_THIS = update(Talk).where(col(Talk.id) == bindparam("talk"))
_OPEN = {"reachable": True, "unreachable_reason": None, "unreachable_at": None}
_HEARD = Change(_THIS.values(heard_at=bindparam("now"), last_id=None, **_OPEN))
_USED = Change(_THIS.values(heard_at=bindparam("now"), **_OPEN))
_FORBIDDEN = Change(
    _THIS.values(
        reachable=False,
        unreachable_reason=bindparam("reason"),
        unreachable_at=func.coalesce(col(Talk.unreachable_at), bindparam("now", type_=Instant)),
    )
)


def heard(tx: Tx, talk_id: int) -> None:
    """Note that the person wrote: whoever writes may be written to (facts/vk.md, 5).

    What they wrote stands below our last message now: that is not edited any more.
    """
    _HEARD.run(tx, talk=talk_id, now=tx.now)


def used(tx: Tx, talk_id: int) -> None:
    """Note that the person pressed a button, or began or permitted the conversation (VK
    ``message_allow``): they may be written to, and this is the messenger that they use."""
    _USED.run(tx, talk=talk_id, now=tx.now)


def forbid(tx: Tx, talk_id: int, reason: str) -> None:
    """Note that the messenger takes nothing more for this conversation, and since when."""
    _FORBIDDEN.run(tx, talk=talk_id, reason=reason, now=tx.now)


def reopen(tx: Tx, talk_id: int) -> None:
    """Note that a group chat takes our messages again: we were added to it anew."""
    talk = tx.session.get_one(Talk, talk_id)
    talk.reachable, talk.unreachable_reason, talk.unreachable_at = True, None, None


def move(tx: Tx, talk_id: int, peer: str) -> None:
    """Follow a group to its new id; if we were met there already, the old one is of no use."""
    talk = tx.session.get_one(Talk, talk_id)
    there = tx.session.exec(
        select(Talk.id).where(Talk.channel == talk.channel, Talk.peer == peer)
    ).first()
    if there is not None:
        forbid(tx, talk_id, "moved")
    else:
        talk.peer = peer


def last_of(tx: Tx, talk_id: int) -> int | None:
    """The message of ours that a conversation shows at its end, if it is ours."""
    return tx.session.exec(select(Talk.last_id).where(Talk.id == talk_id)).first()


def place(tx: Tx, talk_id: int) -> Address | None:
    """A conversation by its number."""
    talk = tx.session.get(Talk, talk_id)
    return None if talk is None else address(talk)


def address(talk: Talk | Conversation) -> Address:
    assert talk.id is not None
    return Address(talk.id, talk.channel, talk.peer)


_FIRST = (col(Account.chosen).desc(), col(Talk.heard_at).desc().nulls_last(), col(Talk.id))


def addresses_of(tx: Tx, resident_id: int) -> list[Address]:
    """Where a resident can be reached in private: the messenger that they chose to be told in
    (R6), then the latest used first; one that was never written in comes last."""
    rows = tx.session.exec(
        select(Talk)
        .join(Account, col(Account.id) == col(Talk.account_id))
        .where(Account.resident_id == resident_id, col(Talk.reachable).is_(True))
        .order_by(*_FIRST)
    )
    return [address(talk) for talk in rows]


def first_addresses(tx: Tx, resident_ids: Sequence[int]) -> dict[int, Address]:
    """The first of `addresses_of` of each of many, in one question to the database."""
    rows = tx.session.execute(
        select_columns(col(Account.resident_id), col(Talk.id), col(Talk.channel), col(Talk.peer))
        .join(Talk, col(Account.id) == col(Talk.account_id))
        .where(col(Account.resident_id).in_(resident_ids), col(Talk.reachable).is_(True))
        .order_by(*_FIRST)
    )
    found: dict[int, Address] = {}
    for resident, talk, channel, peer in rows:
        found.setdefault(resident, Address(talk, channel, peer))
    return found


def reachable_of(tx: Tx, residents: Iterable[int]) -> frozenset[int]:
    """Those of many residents who can be written to in some messenger, in one question."""
    found = tx.session.exec(
        select(Account.resident_id)
        .join(Talk, col(Talk.account_id) == col(Account.id))
        .where(col(Account.resident_id).in_(set(residents)), col(Talk.reachable).is_(True))
    )
    return frozenset(one for one in found if one is not None)


def messenger_at(tx: Tx, talk_id: int | None) -> str | None:
    """The messenger of a conversation."""
    channel = tx.session.exec(select(Talk.channel).where(Talk.id == talk_id)).first()
    return None if channel is None else messenger_of(channel)


def met(tx: Tx) -> frozenset[int]:
    """The residents who have come in by some messenger."""
    found = tx.session.exec(
        select(Account.resident_id).where(col(Account.resident_id).is_not(None))
    )
    return frozenset(who for who in found if who is not None)


def owner_of(tx: Tx, talk_id: int) -> int | None:
    """Whose a private conversation is today: a resident's id."""
    return tx.session.exec(
        select(Account.resident_id)
        .join(Talk, col(Talk.account_id) == col(Account.id))
        .where(Talk.id == talk_id)
    ).first()


def of_account(tx: Tx, account_id: int) -> list[Address]:
    """The private conversations of one account, the latest used first."""
    rows = tx.session.exec(
        select(Talk)
        .where(Talk.account_id == account_id)
        .order_by(col(Talk.heard_at).desc().nulls_last(), col(Talk.id))
    )
    return [address(talk) for talk in rows]

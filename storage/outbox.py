"""The outbox: the only way out of the suite.

A step writes rows; a sender per channel delivers them in order per conversation, and writes the
messenger's id back. A sent row stays as the delivery journal and as what a button refers to.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Literal

from sqlalchemy import JSON, Column, Index, delete, exists, or_, text, tuple_, update
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, col, select
from typing_extensions import TypedDict

from storage.columns import Instant
from storage.store import Tx
from storage.talks import Address, Talk

ROWS_KEPT = timedelta(days=30)


class Rank(IntEnum):
    """Who goes first: a child in danger, an answer, a notice, a mailing."""

    CRISIS = 0
    ANSWER = 1
    NOTICE = 2
    MAILING = 3


class State(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    VOID = "void"


Style = Literal["plain", "primary", "good", "bad"]


class ButtonRow(TypedDict):
    """A button as kept: what it says is for the eyes, ``action`` and ``args`` never leave.

    ``row`` is the keyboard's row, or None for an item of a numbered list.
    """

    label: str
    action: str
    args: dict[str, int | str]
    again: bool
    style: Style
    row: int | None


class PictureRow(TypedDict):
    """A picture to be drawn at sending: ``kind`` says how, ``data`` holds what."""

    kind: str
    data: str


class Message(SQLModel, table=True):
    """A row of the outbox. Its id is never used again: VK's ``random_id`` comes from it."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_waiting", "channel", "state", "due_at"),
        Index("ix_outbox_talk", "talk_id", "id"),
        Index(
            "ix_outbox_open",
            "talk_id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    talk_id: int = Field(foreign_key="talk.id")
    channel: str
    peer: str
    kind: str = "send"
    target_id: int | None = None
    key: str = Field(unique=True)
    for_account: int | None = None
    text: str
    buttons: list[ButtonRow] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    menu: list[list[str]] | None = Field(default=None, sa_column=Column(JSON))
    picture: PictureRow | None = Field(default=None, sa_column=Column(JSON))
    files: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    page: int = 0
    rank: int = Rank.ANSWER
    state: str = State.WAITING
    due_at: datetime = Field(sa_type=Instant)
    still: str | None = None
    still_id: int | None = None
    attempts: int = 0
    error: str | None = None
    created_at: datetime = Field(sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    external_id: str | None = None


@dataclass(frozen=True)
class Letter:
    """What a step wants said, before it has an address.

    ``text`` is neutral markup; ``menu`` the permanent keyboard's labels by row;
    ``still`` names a check of `storage.relevance` asked again at the moment of leaving (C10).
    """

    text: str
    buttons: tuple[ButtonRow, ...] = ()
    menu: tuple[tuple[str, ...], ...] | None = None
    picture: PictureRow | None = None
    files: tuple[int, ...] = ()
    rank: Rank = Rank.ANSWER
    due_at: datetime | None = None
    still: tuple[str, int] | None = None
    page: int = 0


def put(tx: Tx, to: Address, letter: Letter, *, for_account: int | None = None) -> Message:
    """Queue a message; ``for_account`` limits its buttons to one person."""
    row = _row(tx, to, letter, for_account)
    return _add(tx, row)


def put_edit(
    tx: Tx, original: Message, letter: Letter, *, for_account: int | None = None
) -> Message:
    """Queue an edit of a message of ours in place; its buttons replace the old ones."""
    to = Address(original.talk_id, original.channel, original.peer)
    row = _row(tx, to, letter, for_account)
    row.kind, row.target_id = "edit", original.target_id or original.id
    return _add(tx, row)


def put_page(tx: Tx, original: Message, page: int) -> Message:
    """Queue an edit that shows another page of a long list's buttons."""
    letter = Letter(text=original.text, buttons=tuple(original.buttons), page=page)
    return put_edit(tx, original, letter, for_account=original.for_account)


def _row(tx: Tx, to: Address, letter: Letter, for_account: int | None) -> Message:
    return Message(
        talk_id=to.talk_id,
        channel=to.channel,
        peer=to.peer,
        key=tx.new_key(),
        for_account=for_account,
        text=letter.text,
        buttons=list(letter.buttons),
        menu=None if letter.menu is None else [list(row) for row in letter.menu],
        picture=letter.picture,
        files=list(letter.files),
        page=letter.page,
        rank=letter.rank,
        due_at=max(letter.due_at or tx.now, tx.now),
        still=letter.still[0] if letter.still else None,
        still_id=letter.still[1] if letter.still else None,
        created_at=tx.now,
    )


def _add(tx: Tx, row: Message) -> Message:
    tx.session.add(row)
    tx.session.flush()
    if row.kind == "send":
        # A conversation in hand is known to the session: this asks the database for others only.
        tx.session.get_one(Talk, row.talk_id).last_id = row.id
    tx.signals.add(row.channel)
    return row


def by_key(tx: Tx, key: str) -> Message | None:
    """The message that a button's reference names."""
    return tx.session.exec(select(Message).where(Message.key == key)).first()


def shown(tx: Tx, talk: Talk) -> Message | None:
    """The screen that a typed label or number of this conversation refers to."""
    return tx.session.get(Message, talk.screen_id) if talk.screen_id else None


def recent(tx: Tx, talk_id: int, limit: int = 5) -> list[Message]:
    """The latest messages of a conversation, newest first."""
    return list(
        tx.session.exec(
            select(Message)
            .where(Message.talk_id == talk_id)
            .order_by(col(Message.id).desc())
            .limit(limit)
        )
    )


def put_again(tx: Tx, row: Message, to: Address | None = None) -> Message:
    """Queue a message anew, elsewhere or as new where it could not be edited."""
    letter = Letter(
        text=row.text,
        buttons=tuple(row.buttons),
        menu=None if row.menu is None else tuple(tuple(one) for one in row.menu),
        picture=row.picture,
        files=tuple(row.files),
        rank=Rank(row.rank),
        still=(row.still, row.still_id) if row.still and row.still_id is not None else None,
        page=row.page,
    )
    same = to is None
    return put(
        tx,
        to or Address(row.talk_id, row.channel, row.peer),
        letter,
        for_account=row.for_account if same else None,
    )


def due(tx: Tx, channel: str, limit: int, busy_talks: Collection[int] = ()) -> list[Message]:
    """What may leave now, the most urgent first; never two of one conversation.

    ``busy_talks`` have a message on its way. A message waits for an earlier one of its
    conversation that is as urgent, also while that one waits for another try; but an answer
    overtakes a notice that sleeps until quiet hours end.
    """
    earlier = aliased(Message)
    held_back = exists().where(
        col(earlier.talk_id) == col(Message.talk_id),
        col(earlier.state) == State.WAITING,
        tuple_(col(earlier.rank), col(earlier.id)) < tuple_(col(Message.rank), col(Message.id)),
        or_(col(earlier.due_at) <= tx.now, col(earlier.attempts) > 0),
    )
    return list(
        tx.session.exec(
            select(Message)
            .where(
                Message.channel == channel,
                Message.state == State.WAITING,
                col(Message.due_at) <= tx.now,
                col(Message.talk_id).not_in(busy_talks),
                ~held_back,
            )
            .order_by(col(Message.rank), col(Message.id))
            .limit(limit)
        )
    )


def next_due(tx: Tx, channel: str) -> datetime | None:
    """When the next waiting message of a channel falls due."""
    return tx.session.exec(
        select(Message.due_at)
        .where(Message.channel == channel, Message.state == State.WAITING)
        .order_by(col(Message.due_at))
        .limit(1)
    ).first()


@dataclass(frozen=True)
class Result:
    """How the sending of one row ended; ``retry_at`` is None where it ended for good."""

    id: int
    state: Literal[State.SENT, State.FAILED, State.VOID, State.WAITING]
    external_id: str | None = None
    error: str | None = None
    retry_at: datetime | None = None


def record(tx: Tx, results: Iterable[Result]) -> None:
    """Write down how sending went, for a whole batch at once."""
    for result in results:
        values: dict[str, object] = {
            "state": result.state.value,
            "error": result.error,
            "attempts": col(Message.attempts) + 1,
        }
        if result.state is State.SENT:
            values |= {"sent_at": tx.now, "external_id": result.external_id}
        if result.retry_at is not None:
            values["due_at"] = result.retry_at
        tx.session.execute(update(Message).where(col(Message.id) == result.id).values(**values))


def external_id(tx: Tx, message_id: int) -> str | None:
    """The messenger's id of a sent message, for edits."""
    return tx.session.exec(select(Message.external_id).where(Message.id == message_id)).first()


def forget_old(tx: Tx) -> None:
    """Let messages go that nobody will press or ask about."""
    tx.session.execute(
        delete(Message).where(
            col(Message.created_at) < tx.now - ROWS_KEPT, col(Message.state) != State.WAITING
        )
    )

"""The outbox: the only way out of the suite.

A step writes rows; a sender per channel delivers them in order per conversation, and writes the
messenger's id back. A sent row stays as the delivery journal and as what a button refers to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    JSON,
    Column,
    Index,
    bindparam,
    func,
    insert,
    select,
    update,
)
from sqlmodel import Field, SQLModel, col
from typing_extensions import TypedDict

from storage import columns, rotation
from storage.columns import Instant
from storage.ready import Change, Question
from storage.store import Tx
from storage.talks import Address, Talk


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


#: What is done in a group, besides saying something.
Act = Literal["erase", "remove", "readmit", "restrict", "unrestrict", "pin", "unpin"]
ACTS: frozenset[Act] = frozenset(
    ("erase", "remove", "readmit", "restrict", "unrestrict", "pin", "unpin")
)

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
    """A picture or a document to be drawn at sending: ``kind`` says how, ``data`` holds what."""

    kind: str
    data: str


class Message(SQLModel, table=True):
    """A row of the outbox. Its id is never used again: VK's ``random_id`` comes from it.

    ``left_at`` is when its first sending began, where the messenger shows twice what comes twice.
    A message that could not be sent or edited where it was went on as another row: ``moved_to_id``.
    What is done in a group (`ACTS`) is a row too: ``aim`` is the messenger's id of whom or what it
    is done to, ``aim_until`` when a restriction ends.
    The text of a ``sealed`` one is not to be read in the database (Q6).
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_waiting", "channel", "state", "due_at"),
        columns.partial_index(
            "ix_outbox_line",
            "channel",
            "rank",
            "id",
            where="state = 'waiting'",
        ),
        Index("ix_outbox_talk", "talk_id", "id"),
        columns.partial_index(
            "ix_outbox_open",
            "talk_id",
            where="state = 'waiting'",
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
    for_resident: int | None = Field(default=None, foreign_key="resident.id")
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
    created_at: datetime = Field(sa_type=Instant, index=True)
    left_at: datetime | None = Field(default=None, sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    external_id: str | None = None
    moved_from_id: int | None = None
    moved_to_id: int | None = None
    aim: str | None = None
    aim_until: datetime | None = Field(default=None, sa_type=Instant)
    sealed: bool = False


rotation.sealed(Message, "text", only=lambda: col(Message.sealed).is_(True))


class Shown(NamedTuple):
    """A message of ours; ``target_id`` is the one in whose place it stands, ``moved_to_id`` the
    one that it went on as, elsewhere."""

    id: int
    talk_id: int
    channel: str
    peer: str
    target_id: int | None
    for_account: int | None
    text: str
    buttons: list[ButtonRow]
    picture: PictureRow | None
    files: list[int]
    answered_at: datetime | None
    moved_to_id: int | None
    sealed: bool


@dataclass(frozen=True)
class Letter:
    """What a step wants said, before it has an address.

    ``text`` is neutral markup; ``menu`` the permanent keyboard's labels by row;
    ``still`` names a check of `storage.relevance` asked again at the moment of leaving (C10);
    the text of a ``sealed`` one is kept sealed (Q6): its buttons' labels must say nothing of it.
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
    sealed: bool = False


@dataclass(frozen=True)
class Post:
    """A letter of a mailing, where it goes and to whom; ``still`` stands in place of its own."""

    to: Address
    letter: Letter
    for_resident: int
    still: tuple[str, int]


@dataclass(frozen=True)
class Queued:
    """A message that was put into the outbox."""

    id: int


_COLUMNS = (
    "talk_id channel peer kind target_id key for_account for_resident text buttons menu picture"
    " files page rank state due_at still still_id attempts created_at sealed"
)
_INSERT = Question(
    insert(Message)
    .values({name: bindparam(name) for name in _COLUMNS.split()})
    .returning(col(Message.id)),
    Queued,
)
_INSERT_MANY = Change(insert(Message).values({name: bindparam(name) for name in _COLUMNS.split()}))
_BY_ID = Question(
    select(*(getattr(Message, name) for name in Shown._fields)).where(
        col(Message.id) == bindparam("message")
    ),
    Shown,
)
_AIM = Change(
    update(Message)
    .where(col(Message.id) == bindparam("message"))
    .values(aim=bindparam("aim"), aim_until=bindparam("until", type_=Instant))
)
_IN_TALK = update(Talk).where(col(Talk.id) == bindparam("talk"))
_LAST = Change(_IN_TALK.values(last_id=bindparam("message")))
_SCREEN = Change(_IN_TALK.values(screen_id=bindparam("message")))
_LAST_SCREEN = Change(_IN_TALK.values(last_id=bindparam("message"), screen_id=bindparam("message")))


def put(
    tx: Tx,
    to: Address,
    letter: Letter,
    *,
    for_account: int | None = None,
    for_resident: int | None = None,
    screen: bool = False,
) -> Queued:
    """Queue a message; ``for_account`` limits its buttons to one person.

    A notice is ``for_resident``: it leaves only if the conversation is still theirs.

    As a ``screen`` it is what the person's next label or number refers to.
    """
    owner = {"for_resident": for_resident}
    queued = _add(tx, _row(tx, to, letter, for_account) | owner)
    (_LAST_SCREEN if screen else _LAST).run(tx, talk=to.talk_id, message=queued.id)
    return queued


def put_many(tx: Tx, posts: Sequence[Post]) -> None:
    """Queue the letters of a mailing in one call of the database."""
    rows = [
        _row(tx, one.to, one.letter, None)
        | {"for_resident": one.for_resident, "still": one.still[0], "still_id": one.still[1]}
        for one in posts
    ]
    _INSERT_MANY.run_many(tx, rows)
    newest = select(func.max(Message.id)).where(col(Message.talk_id) == col(Talk.id))
    tx.session.execute(
        update(Talk)
        .where(col(Talk.id).in_({one.to.talk_id for one in posts}))
        .values(last_id=newest.scalar_subquery())
        .execution_options(synchronize_session=False)
    )
    tx.signals |= {one.to.channel for one in posts}


def put_edit(
    tx: Tx,
    original: Message | Shown,
    letter: Letter,
    *,
    for_account: int | None = None,
    screen: bool = False,
) -> Queued:
    """Queue an edit of a message of ours where it stands now; its buttons replace the old ones."""
    while original.moved_to_id is not None:
        moved = shown(tx, original.moved_to_id)
        if moved is None:
            break
        original = moved
    to = Address(original.talk_id, original.channel, original.peer)
    edit = {"kind": "edit", "target_id": original.target_id or original.id}
    queued = _add(tx, _row(tx, to, letter, for_account) | edit)
    if screen:
        _SCREEN.run(tx, talk=to.talk_id, message=queued.id)
    return queued


_REWRITE = Change(
    update(Message)
    .where(col(Message.id) == bindparam("message"), col(Message.state) == State.WAITING.value)
    .values(text=bindparam("words"))
)


def rewrite(tx: Tx, message_id: int, text: str) -> bool:
    """Say a message anew that has not left yet; False if it has. Its buttons stay."""
    return _REWRITE.run(tx, message=message_id, words=text) == 1


def call_off(tx: Tx, still: tuple[str, int]) -> int:
    """Void the messages with this check that wait for a later hour: something newer is said in
    their place. Gives how many there were."""
    found = tx.session.execute(
        update(Message)
        .where(
            col(Message.still) == still[0],
            col(Message.still_id) == still[1],
            col(Message.state) == State.WAITING.value,
            col(Message.due_at) > tx.now,
        )
        .values(state=State.VOID.value)
        .execution_options(synchronize_session=False)
        .returning(col(Message.id))
    )
    return len(found.all())


def put_act(
    tx: Tx,
    to: Address,
    act: Act,
    *,
    aim: str | None = None,
    until: datetime | None = None,
    target: int | None = None,
) -> Queued:
    """Queue what is to be done in a group: to a message or a person named by ``aim``, or with a
    message of ours (``target``: pinning). Its outcome comes to `storage.chat_acts`."""
    row = _row(tx, to, Letter(text=""), None) | {"kind": act, "target_id": target}
    queued = _add(tx, row)
    if aim is not None:
        _AIM.run(tx, message=queued.id, aim=aim, until=until)
    return queued


def put_page(tx: Tx, original: Message | Shown, page: int) -> Queued:
    """Queue an edit that shows another page of a long list's buttons."""
    letter = Letter(
        text=words_of(tx, original),
        buttons=tuple(original.buttons),
        page=page,
        sealed=original.sealed,
    )
    return put_edit(tx, original, letter, for_account=original.for_account)


def _row(tx: Tx, to: Address, letter: Letter, for_account: int | None) -> dict[str, Any]:
    """All columns of a new row, so that every insert is the same statement."""
    return {
        "talk_id": to.talk_id,
        "channel": to.channel,
        "peer": to.peer,
        "kind": "send",
        "target_id": None,
        "key": tx.new_key(),
        "for_account": for_account,
        "for_resident": None,
        "text": tx.sealer.seal(letter.text) if letter.sealed else letter.text,
        "buttons": list(letter.buttons),
        "menu": None if letter.menu is None else [list(row) for row in letter.menu],
        "picture": letter.picture,
        "files": list(letter.files),
        "page": letter.page,
        "rank": letter.rank.value,
        "state": State.WAITING.value,
        "due_at": max(letter.due_at or tx.now, tx.now),
        "still": letter.still[0] if letter.still else None,
        "still_id": letter.still[1] if letter.still else None,
        "attempts": 0,
        "created_at": tx.now,
        "sealed": letter.sealed,
    }


def _add(tx: Tx, row: dict[str, Any]) -> Queued:
    (queued,) = _INSERT.all(tx, **row)
    tx.signals.add(row["channel"])
    return queued


def words_of(tx: Tx, row: Message | Shown) -> str:
    """A message's text; raises `sealing.Unsealable` where the key of a sealed one is gone."""
    return tx.sealer.open(row.text) if row.sealed else row.text


def shown(tx: Tx, message_id: int) -> Shown | None:
    """A message of ours by its id."""
    return _BY_ID.first(tx, message=message_id)

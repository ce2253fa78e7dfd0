"""Conversations: what bots, people and groups have written to each other."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from lab.shown import Rows

Json = dict[str, Any]  # MAX's own JSON: open by nature
LinkKind = Literal["reply", "forward"]

READ, WRITE, REMOVE, PIN = "read_all_messages", "write", "add_remove_members", "pin_message"
ADMINS, INFO = "add_admins", "change_chat_info"
CHANNELS_ONLY = {"edit", "delete", "post_edit_delete_message", "edit_message", "delete_message"}
PERMISSIONS = frozenset(
    {READ, WRITE, REMOVE, PIN, ADMINS, INFO, "edit_link", "can_call", "view_stats", *CHANNELS_ONLY}
)


@dataclass(frozen=True)
class Attachment:
    """A file in a message: "image", "file", "video", "audio"; or with ``payload`` only, something
    that is no file: "contact", "location", "share", "sticker"."""

    kind: str
    token: str = ""
    number: int = 0
    name: str = ""
    content: bytes = b""
    payload: Json = field(default_factory=dict)

    @property
    def reference(self) -> str:
        return self.token


@dataclass(eq=False)
class Message:
    """A message. ``unseen``: bots get an empty event of it, as of voice messages."""

    cmid: int
    mid: str
    seq: int
    chat_id: int
    sender: int
    text: str
    at: datetime
    markup: tuple[Json, ...] = ()
    rows: Rows = ()
    attachments: tuple[Attachment, ...] = ()
    link: "Link | None" = None
    edited_at: datetime | None = None
    deleted: bool = False
    unseen: bool = False
    bodiless: bool = False


@dataclass(frozen=True, eq=False)
class Link:
    """What a message answers or carries on."""

    kind: LinkKind
    message: Message


@dataclass(eq=False)
class Press:
    """A press of a callback button; the phone's wheel turns until it is answered."""

    callback_id: str
    user_id: int
    message: Message
    at: datetime
    answered: bool = False


@dataclass(eq=False)
class Conversation:
    """A dialog or a group. ``sent`` are the moments (monotonic seconds) of the bots' messages in
    the last second."""

    chat_id: int
    messages: list[Message] = field(default_factory=list)
    typing_until: datetime | None = None
    seen_at: datetime | None = None
    pinned: Message | None = None
    sent: deque[float] = field(default_factory=deque)

    def find(self, cmid: int) -> Message | None:
        return self.messages[cmid - 1] if 1 <= cmid <= len(self.messages) else None


@dataclass(eq=False)
class Dialog(Conversation):
    """A bot's conversation with a person. ``active``: begun and not stopped."""

    bot_id: int = 0
    user_id: int = 0
    active: bool = False
    snacks: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)


@dataclass
class Member:
    """Somebody in a group. ``permissions`` are an administrator's, None for who is none."""

    joined: datetime
    permissions: frozenset[str] | None = None
    alias: str = ""


@dataclass(eq=False)
class Group(Conversation):
    """A group chat; people and bots are its members by user_id."""

    title: str = ""
    owner: int = 0
    description: str | None = None
    link: str | None = None
    members: dict[int, Member] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)

    def may(self, user_id: int, permission: str) -> bool:
        member = self.members.get(user_id)
        if member is None:
            return False
        return user_id == self.owner or permission in (member.permissions or ())

    def leads(self, user_id: int) -> bool:
        """Whether somebody is the owner or an administrator."""
        member = self.members.get(user_id)
        return member is not None and (user_id == self.owner or member.permissions is not None)


def millis(at: datetime) -> int:
    """A moment as MAX tells it: milliseconds since 1970."""
    return int(at.timestamp() * 1000)

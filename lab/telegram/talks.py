"""Conversations: what bots, people and groups have written to each other."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from lab.shown import Rows

Json = dict[str, Any]  # Telegram's own JSON: open by nature
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

DELETE, RESTRICT, PIN = "can_delete_messages", "can_restrict_members", "can_pin_messages"
RIGHTS = frozenset({DELETE, RESTRICT, PIN, "can_manage_chat", "can_invite_users"})


@dataclass(frozen=True)
class Attachment:
    """A file in a message: "photo", "document", "voice"; ``reference`` is its file_id."""

    kind: str
    reference: str
    name: str = ""
    content: bytes = b""


@dataclass(eq=False)
class Message:
    """A message; ``message_id`` counts in its conversation. ``rows`` are the buttons under it."""

    message_id: int
    chat_id: int
    sender: int
    text: str
    at: datetime
    entities: tuple[Json, ...] = ()
    rows: Rows = ()
    attachments: tuple[Attachment, ...] = ()
    reply_to: "Message | None" = None
    forwarded: bool = False
    edited_at: datetime | None = None
    deleted: bool = False


@dataclass(eq=False)
class Press:
    """A press of a button; the phone's wheel turns until it is answered."""

    callback_id: str
    user_id: int
    message: Message
    at: datetime
    answered: bool = False


@dataclass(eq=False)
class Conversation:
    """A dialog or a group. ``menu`` is the keyboard that stays below it; ``sent`` are the moments
    (monotonic seconds) of the bots' latest messages."""

    chat_id: int
    messages: list[Message] = field(default_factory=list)
    menu: Rows = ()
    typing_until: datetime | None = None
    pinned: Message | None = None
    sent: deque[float] = field(default_factory=deque)

    def find(self, message_id: int) -> Message | None:
        if 1 <= message_id <= len(self.messages):
            return self.messages[message_id - 1]
        return None


@dataclass(eq=False)
class Dialog(Conversation):
    """A bot's conversation with a person. ``active``: begun and not blocked; ``begun`` once."""

    bot_id: int = 0
    user_id: int = 0
    active: bool = False
    begun: bool = False
    snacks: list[str] = field(default_factory=list)


@dataclass
class Member:
    """Somebody in a group; ``rights`` are an administrator's."""

    status: Status = "member"
    rights: frozenset[str] = frozenset()
    silenced_until: int = 0


@dataclass(eq=False)
class Group(Conversation):
    """A group; people and bots are its members by id. ``moved_to`` is the supergroup that it has
    become."""

    title: str = ""
    owner: int = 0
    is_super: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    moved_to: int | None = None

    def has(self, user_id: int) -> bool:
        member = self.members.get(user_id)
        return member is not None and member.status not in ("left", "kicked")

    def may(self, user_id: int, right: str) -> bool:
        member = self.members.get(user_id)
        if member is None:
            return False
        return member.status == "creator" or (
            member.status == "administrator" and right in member.rights
        )

    def leads(self, user_id: int) -> bool:
        member = self.members.get(user_id)
        return member is not None and member.status in ("creator", "administrator")

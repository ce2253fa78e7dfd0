"""Conversations: what communities, people and chats have written to each other."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from lab.shown import Rows

CHAT = 2_000_000_000
Json = dict[str, Any]  # VK's own JSON: open by nature
Kind = Literal["photo", "doc", "audio_message"]


@dataclass(frozen=True)
class Attachment:
    """A file in a message; ``owner`` is a person, or a community as a negative number."""

    kind: Kind
    owner: int
    number: int
    key: str
    name: str
    content: bytes

    @property
    def reference(self) -> str:
        """VK's name of the file, "photo1_2_key"; a voice message goes as a document."""
        word = "photo" if self.kind == "photo" else "doc"
        return f"{word}{self.owner}_{self.number}_{self.key}"


@dataclass(frozen=True)
class Uploaded:
    """A file that came to an upload address for a community and is not saved yet."""

    kind: Kind
    group_id: int
    name: str
    content: bytes


@dataclass(frozen=True)
class Keyboard:
    """A keyboard that passed VK's rules."""

    rows: Rows
    inline: bool = False
    one_time: bool = False


@dataclass
class Message:
    """A message in a conversation. ``random_id`` 0 is no key."""

    cmid: int
    id: int
    version: int
    from_id: int
    text: str
    at: datetime
    keyboard: Keyboard | None = None
    attachments: tuple[Attachment, ...] = ()
    payload: str = ""
    ref: str = ""
    random_id: int = 0
    reply_to: int | None = None
    action: Json | None = None
    edited_at: datetime | None = None
    deleted: bool = False


@dataclass(frozen=True)
class Press:
    """A press of a callback button that waits for its answer; ``until`` its event_id is good."""

    event_id: str
    user_id: int
    peer_id: int
    until: datetime


@dataclass
class Conversation:
    """A community's conversation with a person or in a chat (``peer`` from 2000000000 on)."""

    peer: int
    messages: list[Message] = field(default_factory=list)
    menu: Keyboard | None = None
    allowed: bool = False
    snacks: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    presses: dict[str, Press] = field(default_factory=dict)
    typing_until: datetime | None = None
    read_by_community: int = 0
    sent_at: deque[datetime] = field(default_factory=deque)

    def find(self, cmid: int) -> Message | None:
        return next((one for one in self.messages if one.cmid == cmid), None)

    def find_id(self, number: int) -> Message | None:
        return next((one for one in self.messages if number and one.id == number), None)


@dataclass
class Seat:
    """A community's place in a chat: its own number of the chat, and its rights there."""

    peer: int
    all_messages: bool = False
    admin: bool = False


@dataclass
class Chat:
    """A group chat. People by id with the moment they joined; communities by group_id.

    ``muted`` people may not write until the moment kept, None for ever.
    """

    title: str
    owner: int
    number: int
    people: dict[int, datetime] = field(default_factory=dict)
    admins: set[int] = field(default_factory=set)
    seats: dict[int, Seat] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    muted: dict[int, datetime | None] = field(default_factory=dict)
    invite: int = 0
    pinned: int | None = None

    @property
    def link(self) -> str:
        return f"https://vk.me/join/lab-{self.number}-{self.invite}"

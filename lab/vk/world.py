"""The whole of the stand-in's state, and the settings of what is not known of the real VK."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from lab.bell import Bell
from lab.vk.community import Community, Delivery
from lab.vk.errors import ApiError
from lab.vk.talks import CHAT, Attachment, Chat, Conversation, Json, Kind, Message, Uploaded


@dataclass(frozen=True)
class Settings:
    """What the real VK keeps to itself (facts/vk.md, 7).

    ``press_life``: how long a button's event_id may be answered. ``queue_depth``: events that
    the long poll keeps, None for all. ``allow_on_first_message``: a first message gives
    message_allow too. ``failures_to_pause``: unanswered posts in a row after which Callback
    rests for ``callback_pause``, None for never. ``retry_look``: how often the stand-in looks for
    Callback retries by itself (real time), None when tests call ``redeliver_due``.
    """

    edit_window: timedelta = timedelta(hours=24)
    delete_window: timedelta = timedelta(hours=24)
    press_life: timedelta = timedelta(seconds=60)
    hourly_to_a_peer: int = 1000
    text_length: int = 4096
    queue_depth: int | None = None
    allow_on_first_message: bool = True
    callback_timeout: timedelta = timedelta(seconds=10)
    failures_to_pause: int | None = 20
    callback_pause: timedelta = timedelta(minutes=10)
    retry_look: timedelta | None = None


@dataclass(frozen=True)
class Call:
    """One call as it went over the wire, without its token; an upload is called "upload".

    ``answer`` is the whole body. Calls inside ``execute`` come before it, ``inside`` it. ``inward``
    is an event that was posted to a Callback server; ``fault`` is the trouble that a call met.
    """

    method: str
    params: Mapping[str, str]
    answer: Json
    at: datetime
    community: str
    ok: bool
    inside: bool = False
    inward: bool = False
    fault: str = ""


@dataclass(frozen=True)
class Account:
    """A person as VK knows them."""

    id: int
    name: str

    @property
    def first_name(self) -> str:
        return self.name.partition(" ")[0]

    @property
    def last_name(self) -> str:
        return self.name.partition(" ")[2]


@dataclass
class World:
    """Everything that the stand-in knows. ``rate`` is calls a second and community, None for no
    limit; ``url`` is where the stand-in listens; ``calls`` are the bots' calls, ``wire`` is all
    that went over the wire."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    rate: float | None = 20
    settings: Settings = field(default_factory=Settings)
    url: str = ""
    communities: list[Community] = field(default_factory=list)
    people: dict[int, Account] = field(default_factory=dict)
    chats: list[Chat] = field(default_factory=list)
    files: dict[str, Attachment] = field(default_factory=dict)
    uploaded: dict[str, Uploaded] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    wire: list[Call] = field(default_factory=list)
    random: Random = field(default_factory=lambda: Random(373))
    changed: Bell = field(default_factory=Bell)
    closing: bool = False
    _last: int = 0

    def next_number(self) -> int:
        self._last += 1
        return self._last

    def hexes(self, length: int) -> str:
        return f"{self.random.getrandbits(length * 4):0{length}x}"

    def record(self, call: Call) -> None:
        self.wire.append(call)
        if not call.inward:
            self.calls.append(call)

    def chat_of(self, community: Community, peer: int) -> Chat:
        """The chat that a community knows as ``peer``; raises `ApiError` 917."""
        for chat in self.chats:
            seat = chat.seats.get(community.group_id)
            if seat is not None and seat.peer == peer:
                return chat
        raise ApiError(917)

    def add_message(self, talk: Conversation, from_id: int, text: str) -> Message:
        """Put a message at the end of a conversation; in chats its id is 0."""
        number = self.next_number()
        message = Message(
            cmid=talk.messages[-1].cmid + 1 if talk.messages else 1,
            id=0 if talk.peer >= CHAT else number,
            version=10_000_000 + number,
            from_id=from_id,
            text=text,
            at=self.now(),
        )
        talk.messages.append(message)
        self.changed.ring()
        return message

    def keep(self, kind: Kind, owner: int, name: str, content: bytes) -> Attachment:
        """Keep a file; gives it as an attachment."""
        number = self.next_number()
        key = hashlib.sha256(f"{number}:{name}".encode()).hexdigest()[:18]
        kept = Attachment(kind, owner, 456_000_000 + number, key, name, content)
        self.files[kept.reference] = kept
        return kept

    def event(self, community: Community, kind: str, body: Json) -> Json:
        """Put an event into a community's queues, where its kind is switched on."""
        event: Json = {
            "type": kind,
            "event_id": self.hexes(40),
            "v": community.long_poll.api_version,
            "group_id": community.group_id,
            "object": body,
        }
        self.enqueue(community, event)
        return event

    def enqueue(self, community: Community, event: Json) -> None:
        queue = community.long_poll
        if queue.enabled and event["type"] in queue.kinds:
            queue.events.append(event)
            depth = self.settings.queue_depth
            while depth is not None and len(queue.events) > depth:
                queue.events.pop(0)
                queue.dropped += 1
        for server in community.callbacks:
            if event["type"] in server.kinds:
                server.waiting.append(Delivery(event, self.now()))
        self.changed.ring()

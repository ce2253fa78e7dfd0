"""The whole of the stand-in's state, and the settings of what is not known of the real MAX."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Literal

from lab.bell import Bell
from lab.sferum import talks
from lab.sferum.bot import Delivery, SferumBot
from lab.sferum.errors import Refusal
from lab.sferum.talks import Attachment, Conversation, Dialog, Group, Json, Message

LOW_BITS = 16


@dataclass(frozen=True)
class Settings:
    """What the real MAX keeps to itself or tells in two ways (facts/sferum-max.md, 2 and 6).

    ``without_marker``: what a poll without a marker gives. ``processing``: how long an uploaded
    file is not ready. ``file_with_keyboard``: whether a keyboard may stand beside a file.
    ``callback_chat_id``: whether presses in dialogs tell the chat_id. ``null_attachments``:
    messages without attachments say null. ``press_life``: how long a press may be answered, None
    for ever. ``blind_presses``: a bot without the right to read hears presses in groups.
    ``retry_after``: seconds in a header of 429, None for no header. ``retry_look``: how often the
    stand-in looks for webhook retries by itself (real time), None when tests call
    ``redeliver_due``. ``plain_webhooks``: http on loopback is let through; else https only.
    """

    chat_rate: int = 2
    poll_rate: int = 2
    poll_longest: float = 30.0
    batch: int = 100
    update_life: timedelta = timedelta(hours=24)
    without_marker: Literal["uncommitted", "last"] = "uncommitted"
    text_length: int = 4000
    edit_window: timedelta = timedelta(days=7)
    processing: timedelta = timedelta(0)
    file_with_keyboard: bool = True
    callback_chat_id: bool = True
    null_attachments: bool = False
    press_life: timedelta | None = None
    blind_presses: bool = False
    retry_after: int | None = None
    webhook_timeout: timedelta = timedelta(seconds=30)
    patience: timedelta = timedelta(hours=8)
    retry_look: timedelta | None = None
    plain_webhooks: bool = True


@dataclass(frozen=True)
class Call:
    """One call as it went over the wire, without its token; ``operation`` is "POST /messages" or
    "upload", with the names of parameters in the path: "PUT /chats/{chatId}/pin".

    ``auth`` is "bare" when the token stood alone in its header. ``inward`` is an update that was
    posted to a webhook; ``fault`` is the trouble that a call met.
    """

    operation: str
    path: str
    query: Mapping[str, str]
    body: Json | None
    status: int
    answer: Json
    at: datetime
    bot: str
    auth: str = "bare"
    inward: bool = False
    fault: str = ""

    @property
    def method(self) -> str:
        return self.operation.partition(" ")[0]

    @property
    def ok(self) -> bool:
        return self.status == 200 and self.answer.get("success") is not False


@dataclass
class Account:
    """A person as MAX knows them. ``guarded``: the pupils' safe mode, strangers cannot add them to
    groups; ``locale`` is the phone's language."""

    id: int
    name: str
    guarded: bool = False
    locale: str = "ru"

    @property
    def first_name(self) -> str:
        return self.name.partition(" ")[0]

    @property
    def last_name(self) -> str:
        return self.name.partition(" ")[2]


@dataclass(frozen=True)
class Upload:
    """An address that one file may be sent to."""

    kind: str
    bot_id: int
    token: str


@dataclass
class World:
    """Everything that the stand-in knows. ``rate`` is calls a second and bot, None for no limit of
    speed at all; ``url`` is where the stand-in listens; ``calls`` are the bots' calls, ``wire`` is
    all that went over the wire."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    rate: float | None = 30
    settings: Settings = field(default_factory=Settings)
    url: str = ""
    bots: list[SferumBot] = field(default_factory=list)
    people: dict[int, Account] = field(default_factory=dict)
    talks: dict[int, Conversation] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)
    files: dict[str, Attachment] = field(default_factory=dict)
    ready: dict[str, datetime] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    wire: list[Call] = field(default_factory=list)
    random: Random = field(default_factory=lambda: Random(373))
    changed: Bell = field(default_factory=Bell)
    closing: bool = False
    _last: int = 0
    _seq: int = 0

    def next_number(self) -> int:
        self._last += 1
        return self._last

    def hexes(self, length: int) -> str:
        return f"{self.random.getrandbits(length * 4):0{length}x}"

    def stamp(self) -> int:
        """Now as MAX tells time: milliseconds since 1970."""
        return talks.millis(self.now())

    def record(self, call: Call) -> None:
        self.wire.append(call)
        if not call.inward:
            self.calls.append(call)

    def bot_named(self, user_id: int) -> SferumBot | None:
        return next((one for one in self.bots if one.user_id == user_id), None)

    def dialog(self, bot_id: int, user_id: int) -> Dialog:
        """The dialog of a bot and a person, made when there is none; its chat_id is both ids'
        exclusive or, as in live captures."""
        chat_id = bot_id ^ user_id
        made = Dialog(chat_id, bot_id=bot_id, user_id=user_id)
        found = self.talks.setdefault(chat_id, made)
        if not isinstance(found, Dialog) or (found.bot_id, found.user_id) != (bot_id, user_id):
            raise ValueError(f"ids {bot_id} and {user_id} share a chat_id with another dialog")
        return found

    def talk_of(self, bot: SferumBot, chat_id: int) -> Conversation:
        """A conversation that the bot takes part in; raises `Refusal` 403."""
        talk = self.talks.get(chat_id)
        if isinstance(talk, Dialog) and talk.bot_id == bot.user_id:
            return talk
        if isinstance(talk, Group) and bot.user_id in talk.members:
            return talk
        raise Refusal(403, f"Invalid chatId: {chat_id}")

    def add_message(self, talk: Conversation, sender: int, text: str) -> Message:
        """Put a message at the end of a conversation. A mid is the chat's id and a number that
        begins with the time, as in live captures."""
        at = self.now()
        self._seq = max(talks.millis(at) << LOW_BITS, self._seq + 1)
        mid = f"mid.{talk.chat_id % 2**64:016x}{self._seq:016x}"
        message = Message(len(talk.messages) + 1, mid, self._seq, talk.chat_id, sender, text, at)
        talk.messages.append(message)
        self.messages[mid] = message
        self.changed.ring()
        return message

    def keep(self, kind: str, name: str, content: bytes, token: str = "") -> Attachment:
        """Keep a file; gives it as an attachment."""
        kept = Attachment(kind, token or self.hexes(48), self.next_number(), name, content)
        self.files[kept.token] = kept
        return kept

    def event(self, bot: SferumBot, kind: str, body: Json) -> Json:
        """Tell a bot of something; gives the update."""
        update: Json = {"update_type": kind, "timestamp": self.stamp(), **body}
        self.enqueue(bot, update)
        return update

    def enqueue(self, bot: SferumBot, update: Json) -> None:
        """Put an update in its way: to the webhooks, or to the long poll when there are none."""
        kind = update.get("update_type")
        for one in bot.subscriptions:
            if one.types is None or kind in one.types:
                one.waiting.append(Delivery(update, self.now()))
        if not bot.subscriptions:
            bot.queue.updates.append((self.now(), update))
        self.changed.ring()

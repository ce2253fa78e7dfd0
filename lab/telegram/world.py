"""The whole of the stand-in's state, and the settings of what is not known of the real Telegram."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from lab.bell import Bell
from lab.telegram import errors
from lab.telegram.bot import TelegramBot
from lab.telegram.talks import Attachment, Conversation, Dialog, Group, Json, Message


@dataclass(frozen=True)
class Settings:
    """What the real Telegram keeps to itself (facts/performance-and-reliability.md, 1).

    ``chat_burst``: how many messages one person may get in ``chat_window`` seconds;
    ``group_minute``: how many a group in a minute. ``retry_look``: how often the stand-in looks for
    webhook retries by itself (real time), None when tests call ``redeliver_due``.
    """

    chat_burst: int = 3
    chat_window: float = 3.0
    group_minute: int = 20
    rest: int = 3
    update_life: timedelta = timedelta(hours=24)
    edit_window: timedelta = timedelta(days=2)
    press_life: timedelta = timedelta(minutes=15)
    webhook_timeout: timedelta = timedelta(seconds=30)
    retry_look: timedelta | None = None
    poll_longest: float = 50.0


@dataclass(frozen=True)
class Call:
    """One call as it went over the wire, without its token; ``operation`` is the method's name.

    ``inward`` is an update that was posted to a webhook; ``fault`` the trouble that a call met.
    """

    operation: str
    body: Mapping[str, object]
    status: int
    answer: Json
    at: datetime
    bot: str
    inward: bool = False
    fault: str = ""

    @property
    def ok(self) -> bool:
        return self.status == 200


@dataclass
class Account:
    """A person as Telegram knows them."""

    id: int
    name: str
    username: str = ""

    @property
    def first_name(self) -> str:
        return self.name.partition(" ")[0]

    @property
    def last_name(self) -> str:
        return self.name.partition(" ")[2]


@dataclass
class World:
    """Everything that the stand-in knows. ``rate`` is messages a second and bot, None for no limit
    of speed at all; ``odd`` are calls that the real one would have let pass and we do not."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    rate: float | None = 30
    settings: Settings = field(default_factory=Settings)
    url: str = ""
    bots: list[TelegramBot] = field(default_factory=list)
    people: dict[int, Account] = field(default_factory=dict)
    dialogs: dict[tuple[int, int], Dialog] = field(default_factory=dict)
    groups: dict[int, Group] = field(default_factory=dict)
    files: dict[str, Attachment] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    wire: list[Call] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
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

    def dialog(self, bot: TelegramBot, user_id: int) -> Dialog:
        made = Dialog(user_id, bot_id=bot.user_id, user_id=user_id)
        return self.dialogs.setdefault((bot.user_id, user_id), made)

    def talk_of(self, bot: TelegramBot, chat_id: int) -> Conversation:
        """A conversation that the bot may write to; raises `Refusal`."""
        if chat_id > 0:
            return self._dialog_of(bot, chat_id)
        group = self.groups.get(chat_id)
        if group is None:
            raise errors.bad("chat not found")
        if group.moved_to is not None:
            raise errors.bad(
                "group chat was upgraded to a supergroup chat", migrate_to_chat_id=group.moved_to
            )
        if not group.has(bot.user_id):
            kicked = bot.user_id in group.members
            raise errors.forbidden(
                f"bot {'was kicked from' if kicked else 'is not a member of'} the group chat"
            )
        return group

    def _dialog_of(self, bot: TelegramBot, user_id: int) -> Dialog:
        talk = self.dialogs.get((bot.user_id, user_id))
        if user_id not in self.people:
            raise errors.bad("chat not found")
        if talk is None or not talk.begun:
            raise errors.forbidden("bot can't initiate conversation with a user")
        if not talk.active:
            raise errors.forbidden("bot was blocked by the user")
        return talk

    def add_message(self, talk: Conversation, sender: int, text: str) -> Message:
        """Put a message at the end of a conversation."""
        message = Message(len(talk.messages) + 1, talk.chat_id, sender, text, self.now())
        talk.messages.append(message)
        self.changed.ring()
        return message

    def keep(self, kind: str, name: str, content: bytes) -> Attachment:
        """Keep a file; gives it as an attachment."""
        kept = Attachment(kind, f"{kind}-{self.hexes(40)}", name, content)
        self.files[kept.reference] = kept
        return kept

    def enqueue(self, bot: TelegramBot, kind: str, told: Json) -> Json:
        """Tell a bot of something, if it asks for such updates; gives the update."""
        kinds = bot.webhook.kinds if bot.webhook is not None else bot.kinds
        update: Json = {"update_id": 0, kind: told}
        if kinds is None or kind in kinds:
            bot.last_update = max(bot.last_update + 1, 700_000_001)
            update["update_id"] = bot.last_update
            bot.waiting.append((self.now(), update))
        self.changed.ring()
        return update

"""The port: what a messenger brings and takes, and how it may fail.

A channel turns raw updates into `Incoming` and `Outgoing` into calls. Everything that depends on
a messenger stays behind this line.

ChannelError             a call did not end well
├── Trouble              temporary: try the same again after ``after`` seconds
├── Unreachable          this conversation takes nothing (more); why is in ``reason``
├── Rejected             our mistake; never to be repeated
├── NotDone              an act in a group was not done; why is in ``reason``, one of `chat_acts`'
└── Halted               the account itself is refused (token, rights): stop and call a person
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from storage import chats, outbox
from storage.chat_acts import Ending
from storage.chats import Right
from storage.files import Attachment

Happening = Literal["message", "press", "typing", "allowed", "denied", "chat", "none"]


@dataclass(frozen=True)
class ChatChange:
    """What became of a group chat, or of our account in it: ``title`` "" if that is not told,
    ``rights`` None if they have to be asked (`Channel.rights`), ``moved_to`` the chat's new id."""

    kind: chats.Kind | Literal["moved"]
    title: str = ""
    rights: frozenset[Right] | None = None
    moved_to: str = ""


@dataclass(frozen=True)
class Pointed:
    """What a message points at: somebody (a reply, a message carried on, a mention, a link to a
    profile), by the messenger's id; and the very message, with its words, where it is one."""

    user: str
    message: str = ""
    text: str = ""


@dataclass(frozen=True)
class Incoming:
    """One update, as the suite understands it.

    ``key`` makes repeats known; ``peer`` and ``user`` are the messenger's ids of the conversation
    and of the person; ``press`` is a button's reference "key.index", ``command`` the word of a
    permanent keyboard's button; ``callback`` what `Channel.acknowledge` must answer;
    ``invite`` the code that a link carried; ``change`` what became of a group or of us in it;
    ``message`` the messenger's id of the message, in a group, and ``pointed`` whom it is about.
    ``happening`` "typing" is somebody who is writing something, where the messenger tells it;
    "none" means: nothing for us, but taken. ``raw`` is the update as it was read.
    """

    channel: str
    key: str
    happening: Happening
    peer: str = ""
    user: str = ""
    in_chat: bool = False
    text: str = ""
    press: str | None = None
    command: str | None = None
    callback: str | None = None
    mentioned: bool = False
    invite: str | None = None
    change: ChatChange | None = None
    message: str = ""
    pointed: Pointed | None = None
    attachments: tuple[Attachment, ...] = ()
    raw: object = field(default=None, repr=False)


@dataclass(frozen=True)
class Key:
    """A button as it goes out: ``payload`` is its reference, or a command's word."""

    label: str
    payload: str
    style: Literal["plain", "primary", "good", "bad"] = "plain"


@dataclass(frozen=True)
class Upload:
    """A file to send: our copy's bytes, or, without one, the same channel's own reference."""

    kind: Literal["photo", "document"]
    name: str
    content: bytes | None = None
    reference: str | None = None


@dataclass(frozen=True)
class Outgoing:
    """An outbox row made ready for a channel.

    ``id`` is the row's, never used again, for the messenger's idempotency key; ``target`` the
    messenger's id of the message to edit; ``inline`` belongs to the message, ``menu`` stays below
    the conversation (an empty one removes it, None leaves it). Of an act in a group ``aim`` is
    whom or what it is done to, ``until`` when it ends, in ``seconds`` from now.
    ``maybe_sent_since`` is for messengers without such a key: the message may have gone already,
    then at the earliest; ``known`` are the messenger's ids of other messages of ours that went
    there since about then. ``first``: a child may be in danger, so it waits for no turn and no
    limit of ours.
    """

    id: int
    kind: Literal["send", "edit", "delete"] | outbox.Act
    peer: str
    text: str
    inline: tuple[tuple[Key, ...], ...] = ()
    menu: tuple[tuple[Key, ...], ...] | None = None
    uploads: tuple[Upload, ...] = ()
    target: str | None = None
    aim: str | None = None
    until: datetime | None = None
    seconds: int | None = None
    maybe_sent_since: datetime | None = None
    known: frozenset[str] = frozenset()
    first: bool = False


class Overloaded(Exception):
    """So much waits inside that this must be brought again later (503)."""


class ChannelError(Exception):
    """A call to a messenger did not end well; ``reason`` is a short word of ours."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Trouble(ChannelError):
    """Temporary; ``after`` is in seconds, None leaves it to our own back-off."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Unreachable(ChannelError):
    """The conversation takes nothing until the person writes again."""


class Rejected(ChannelError):
    """The messenger will never take this; repeating would be of no use."""


class NotDone(ChannelError):
    """An act in a group cannot be done; ``reason`` is a word of `storage.chat_acts.Ending`."""

    def __init__(self, reason: Ending) -> None:
        super().__init__(reason)
        self.why = reason


class Halted(ChannelError):
    """The account is refused: its sender stops and the administrator is told."""


@dataclass(frozen=True)
class Sent:
    """Taken by the messenger; ``external_id`` is its id of the message.

    ``references`` are its ids of uploads that went up now, in the order of
    `Outgoing.uploads` (None where nothing new went up).
    """

    external_id: str | None = None
    references: tuple[str | None, ...] = ()


Outcome = Sent | ChannelError


@dataclass(frozen=True)
class Limits:
    """What a messenger can show and take; ``keyed``: a message that comes again with its id is
    not shown twice."""

    text: int
    label: int
    inline_rows: int
    inline_in_row: int
    inline_keys: int
    menu_rows: int
    menu_in_row: int
    batch: int
    per_second: float
    keyed: bool = False


#: Takes a batch in and returns after the commit. ``position`` is stored in the same commit.
#: Raises `storage.store.StoreUnavailable` or `Overloaded`: then nothing was taken.
Receive = Callable[[Sequence[Incoming], str | None], Awaitable[None]]


#: Why a request to our address was not taken, in a word for the metric.
Refusal = Literal[
    "method",  # not a POST
    "type",  # not said to be JSON, or packed
    "size",
    "slow",
    "broken",  # the body broke off
    "json",  # no JSON
    "update",  # JSON, and no update
    "account",  # another community's
    "secret",  # not the messenger, or nothing is agreed with it
    "old",  # so old that its key may be forgotten: a replay
    "busy",  # to be brought again
    "failed",  # a fault of ours; to be brought again
]


@dataclass(frozen=True)
class Decision:
    """What to answer to a request; with ``incoming``, once that is taken in, and with
    ``refusal`` nothing is."""

    status: int
    body: str
    incoming: Incoming | None = None
    refusal: Refusal | None = None


#: Checks a request's body and headers and reads its update; never raises.
Callback = Callable[[bytes, Mapping[str, str]], Decision]


class Channel(Protocol):
    """One account of ours in one messenger; ``name`` is "vk", "vk-project" and the like."""

    name: str
    limits: Limits
    #: Where it is called by its messenger.
    callback: Callback | None
    #: Whether `listen` is to run.
    listens: bool

    @property
    def invitation(self) -> str | None:
        """The link by which people come to the account, with `storage.our_accounts.CODE` where
        a code goes; None until the messenger has told who we are."""

    async def open(self) -> None:
        """Get ready to call; raises `ChannelError` if the account is of no use."""

    async def close(self) -> None:
        """Let connections go."""

    def read(self, update: object) -> Incoming:
        """Read a raw update; never raises."""

    async def listen(self, receive: Receive, position: str | None) -> None:
        """Bring updates by polling, from ``position`` on, or keep the messenger's promise to
        call us; until cancelled."""

    async def deliver(self, batch: Sequence[Outgoing], *, urgent: bool) -> list[Outcome]:
        """Send, at most ``limits.batch`` at once, never two to one conversation.

        ``urgent`` may use the share of calls that is kept for answers. Gives an outcome for each
        in order; raises nothing but cancellation.
        """

    async def acknowledge(self, incoming: Incoming, note: str | None) -> None:
        """Tell the messenger that a press was heard, with a short note if there is one."""

    async def show_typing(self, peer: str) -> None:
        """Show in a conversation that an answer is being made; a failure is let go."""

    async def fetch(self, url: str, limit: int) -> bytes:
        """Download what a person attached, at most ``limit`` bytes; raises `ChannelError`."""

    async def rights(self, peer: str) -> frozenset[Right]:
        """What the account may do in a group chat; raises `ChannelError`."""

    async def lacks(self) -> list[str]:
        """What the account needs and has not, for `coworking check`; raises `ChannelError`."""

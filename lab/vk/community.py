"""A community with its bot: token, rights, queue of events, Callback servers, conversations."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from lab.vk.talks import CHAT, Conversation, Json

EVENTS = (
    "message_new",
    "message_reply",
    "message_edit",
    "message_allow",
    "message_deny",
    "message_event",
    "group_join",
    "group_leave",
)


@dataclass
class Delivery:
    """An event on its way to a Callback server; posted when ``due``, after ``tries`` failures."""

    event: Json
    due: datetime
    tries: int = 0


@dataclass
class CallbackServer:
    """An address that gets a community's events by POST; ``lost`` are the given-up ones.

    ``failures`` are those in a row; too many and nothing is posted before ``paused_until``.
    """

    id: int
    url: str
    title: str = "lab"
    secret: str = ""
    api_version: str = "5.199"
    status: str = "ok"
    kinds: set[str] = field(default_factory=lambda: set(EVENTS))
    waiting: list[Delivery] = field(default_factory=list)
    lost: list[Json] = field(default_factory=list)
    failures: int = 0
    paused_until: datetime | None = None


@dataclass
class LongPoll:
    """A community's queue: event number n (from 1) waits until a poll comes with ts > n.

    ``dropped`` are numbers up to which history is gone; ``orders`` are ``failed`` answers that
    the next polls get.
    """

    enabled: bool = True
    api_version: str = "5.199"
    kinds: set[str] = field(default_factory=lambda: set(EVENTS))
    events: list[Json] = field(default_factory=list)
    dropped: int = 0
    taken: int = 0
    key: str = "lab-key-1"
    keys: int = 1
    orders: deque[int] = field(default_factory=deque)

    @property
    def ts(self) -> int:
        """The number that the next event gets."""
        return self.dropped + len(self.events) + 1

    def since(self, ts: int) -> list[Json]:
        return self.events[max(0, ts - 1 - self.dropped) :]

    def lose(self, events: int) -> None:
        """Forget the oldest events not taken yet: the next poll is told of the gap."""
        forgotten = min(max(0, self.taken + events - self.dropped), len(self.events))
        del self.events[:forgotten]
        self.dropped += forgotten

    def change_key(self) -> None:
        self.keys += 1
        self.key = f"lab-key-{self.keys}"


@dataclass
class Community:
    """A community. ``secret`` and ``confirmation`` are for Callback; ``calls`` are the moments
    (monotonic seconds) of the last second's calls."""

    name: str
    group_id: int
    token: str
    secret: str = ""
    confirmation: str = ""
    members: set[int] = field(default_factory=set)
    conversations: dict[int, Conversation] = field(default_factory=dict)
    long_poll: LongPoll = field(default_factory=LongPoll)
    callbacks: list[CallbackServer] = field(default_factory=list)
    calls: deque[float] = field(default_factory=deque)

    def talk(self, peer: int) -> Conversation:
        """The conversation with a peer, made when there is none."""
        return self.conversations.setdefault(peer, Conversation(peer))

    def callback(self, url: str, *, confirmed: bool = True) -> CallbackServer:
        """Deliver events to ``url`` instead of the long poll; the secret is the community's.

        With ``confirmed=False`` VK asks for the confirmation string first.
        """
        self.long_poll.enabled = False
        made = self.add_server(url, "ok" if confirmed else "unconfigured")
        made.secret = self.secret
        return made

    def add_server(self, url: str, status: str) -> CallbackServer:
        number = 1 + max((one.id for one in self.callbacks), default=0)
        made = CallbackServer(number, url, status=status)
        self.callbacks.append(made)
        return made

    @property
    def pending(self) -> int:
        """Events that the bot has not taken yet; with Callback servers theirs only."""
        if self.callbacks:
            return sum(len(server.waiting) for server in self.callbacks)
        queue = self.long_poll
        return queue.dropped + len(queue.events) - queue.taken if queue.enabled else 0

    @property
    def chat_peers(self) -> list[int]:
        return [peer for peer in self.conversations if peer >= CHAT]

"""A bot: token, queue of updates, webhook subscriptions, presses that wait for it."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from lab.sferum.talks import Json, Press


@dataclass(eq=False)
class Delivery:
    """An update on its way to a webhook; posted when ``due``, after ``tries`` failures."""

    update: Json
    due: datetime
    tries: int = 0


@dataclass(eq=False)
class Subscription:
    """An address that gets a bot's updates by POST; ``types`` None for all. ``lost`` were given
    up; ``succeeded`` is the last success, or the moment of the subscription."""

    url: str
    secret: str
    types: frozenset[str] | None
    made: datetime
    succeeded: datetime
    waiting: list[Delivery] = field(default_factory=list)
    lost: list[Json] = field(default_factory=list)


@dataclass
class Queue:
    """The long poll's queue: update number n (from 1) waits until a poll comes with a marker over
    n. ``dropped`` are numbers up to which history is gone."""

    updates: list[tuple[datetime, Json]] = field(default_factory=list)
    dropped: int = 0
    taken: int = 0

    @property
    def marker(self) -> int:
        """The number that the next update gets."""
        return self.dropped + len(self.updates) + 1

    @property
    def pending(self) -> int:
        return self.marker - 1 - max(self.taken, self.dropped)

    def since(self, marker: int) -> list[Json]:
        return [update for _, update in self.updates[max(0, marker - 1 - self.dropped) :]]

    def forget(self, before: datetime) -> None:
        """Drop the updates that are older than the messenger keeps."""
        while self.updates and self.updates[0][0] < before:
            self.updates.pop(0)
            self.dropped += 1


@dataclass(eq=False)
class SferumBot:
    """A bot. ``calls`` and ``polls`` are the moments (monotonic seconds) of the last second's."""

    name: str
    user_id: int
    token: str
    username: str
    commands: list[Json] = field(default_factory=list)
    queue: Queue = field(default_factory=Queue)
    subscriptions: list[Subscription] = field(default_factory=list)
    unsubscribed: list[Subscription] = field(default_factory=list)
    presses: dict[str, Press] = field(default_factory=dict)
    calls: deque[float] = field(default_factory=deque)
    polls: deque[float] = field(default_factory=deque)

    @property
    def pending(self) -> int:
        """Updates that the bot has not taken yet; with subscriptions theirs only."""
        if self.subscriptions:
            return sum(len(one.waiting) for one in self.subscriptions)
        return self.queue.pending

    def start_link(self, payload: str) -> str:
        """The deep link that starts the bot with a payload."""
        return f"https://max.ru/{self.username}?start={payload}"

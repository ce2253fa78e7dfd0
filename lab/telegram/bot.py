"""A bot: token, queue of updates, webhook, presses that wait for it."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from lab.telegram.talks import Json, Press


@dataclass(eq=False)
class Webhook:
    """An address that gets a bot's updates by POST; ``kinds`` None for the usual ones.
    ``tries`` are failures in a row, ``due`` when the next post is made."""

    url: str
    secret: str
    kinds: frozenset[str] | None
    due: datetime
    tries: int = 0
    last_error: str = ""


@dataclass(eq=False)
class TelegramBot:
    """A bot. ``waiting`` are the updates that it has not taken, with their moments; ``calls`` the
    moments (monotonic seconds) of the last second's messages; ``sees_all`` is privacy mode off."""

    name: str
    user_id: int
    token: str
    username: str
    sees_all: bool = False
    waiting: list[tuple[datetime, Json]] = field(default_factory=list)
    last_update: int = 0
    kinds: frozenset[str] | None = None
    webhook: Webhook | None = None
    polls: int = 0
    calls: deque[float] = field(default_factory=deque)
    presses: dict[str, Press] = field(default_factory=dict)
    commands: list[Json] = field(default_factory=list)

    @property
    def pending(self) -> int:
        return len(self.waiting)

    def take_until(self, update_id: int) -> None:
        """Confirm all before an id."""
        self.waiting = [one for one in self.waiting if one[1]["update_id"] >= update_id]

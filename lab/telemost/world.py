"""What the stand-in of Telemost knows: tokens with their rights, rooms, its switches."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

Json = dict[str, Any]  # bodies as they are on the wire
CREATE, READ, UPDATE = (
    "telemost-api:conferences.create",
    "telemost-api:conferences.read",
    "telemost-api:conferences.update",
)
ALL = frozenset({CREATE, READ, UPDATE})
LIVES = timedelta(hours=24)


@dataclass
class Conference:
    """A room; cohosts are addresses."""

    id: str
    made_at: datetime
    waiting_room: str
    cohosts: list[str]
    live: bool = False


@dataclass(frozen=True)
class Call:
    """A call as it came, and what was answered."""

    method: str
    path: str
    body: Json | None
    status: int
    answer: Json | None


@dataclass
class World:
    """``now`` is the suite's clock. Switches: ``personal`` is an account outside an organisation,
    ``broadcasts`` a plan with them, ``dies_after_a_day`` whether links die, ``refusals`` how many
    calls meet a 429 next."""

    now: Callable[[], datetime]
    tokens: dict[str, frozenset[str]] = field(default_factory=dict)
    conferences: dict[str, Conference] = field(default_factory=dict)
    strangers: set[str] = field(default_factory=set)
    personal: bool = False
    broadcasts: bool = True
    dies_after_a_day: bool = False
    refusals: int = 0
    calls: list[Call] = field(default_factory=list)
    url: str = ""

    def find(self, number: str) -> Conference | None:
        """A room that is still there."""
        found = self.conferences.get(number)
        if found is None or (self.dies_after_a_day and self.now() - found.made_at > LIVES):
            return None
        return found

"""Trouble on order: what goes wrong, with which calls, how often; the same for the same seed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal, TypeVar

#: What happens before a call is heard: nothing is done, and it may be made again.
Early = Literal["delay", "error", "reset_unread", "reset_before", "bad_gateway", "server_error"]
#: What becomes of the answer to a call that was done.
Late = Literal[
    "reset_after", "half_closed", "truncated", "empty", "array", "wrong_type", "slow", "hang"
]
Fault = Early | Late
POLL, UPLOAD = "poll", "upload"
Update = TypeVar("Update")


@dataclass
class Trouble:
    """A fault for the next ``times`` calls (None: for ever) of ``method`` ("": of any method,
    "poll" and "upload" besides), each with ``chance``. ``code`` is for "error", which only methods
    meet, ``seconds`` for "delay". "reset_unread" breaks off before the body is read, "half_closed"
    in the middle of the answer's; "slow" gives a byte a second, "hang" nothing, for ever."""

    fault: Fault
    method: str = ""
    times: int | None = 1
    chance: float = 1.0
    code: int = 10
    seconds: float = 0.0


class Troubles:
    """The faults that wait for their calls; ``lifted`` is called when an outage begins or ends."""

    def __init__(self, seed: int = 373, lifted: Callable[[], None] = lambda: None) -> None:
        self._outage = False
        self._lifted = lifted
        self._random = Random(seed)
        self._waiting: list[Trouble] = []
        self._copies: list[int] = []
        self._shuffles = 0
        #: How many times every update is delivered, while no other number is ordered.
        self.repeating = 1

    @property
    def outage(self) -> bool:
        """Nothing answers at all, and nothing is delivered."""
        return self._outage

    @outage.setter
    def outage(self, on: bool) -> None:
        self._outage = on
        self._lifted()

    def order(self, trouble: Trouble) -> None:
        self._waiting.append(trouble)

    def repeat_updates(self, copies: int = 2) -> None:
        """The next delivered update comes ``copies`` times."""
        self._copies.append(copies)

    def reorder_updates(self, batches: int = 1) -> None:
        """The next batches of two or more updates come in another order."""
        self._shuffles += batches

    def clear(self) -> None:
        self.outage = False
        self._waiting.clear()
        self._copies.clear()
        self._shuffles = 0
        self.repeating = 1

    def meet(self, method: str) -> list[Trouble]:
        """What this call meets: any delays, and at most one other fault."""
        met: list[Trouble] = []
        for trouble in self._waiting:
            if trouble.method not in ("", method) or trouble.times == 0:
                continue
            if trouble.fault == "error" and method in (POLL, UPLOAD):
                continue
            if trouble.fault != "delay" and any(one.fault != "delay" for one in met):
                continue
            if self._random.random() >= trouble.chance:
                continue
            if trouble.times is not None:
                trouble.times -= 1
            met.append(trouble)
        self._waiting = [one for one in self._waiting if one.times != 0]
        return met

    def refusal(self, method: str) -> int | None:
        """The error code that a call of this very method meets inside ``execute``."""
        for trouble in self._waiting:
            if (trouble.fault, trouble.method) != ("error", method):
                continue
            if self._random.random() < trouble.chance and trouble.times != 0:
                trouble.times = None if trouble.times is None else trouble.times - 1
                return trouble.code
        return None

    def copies(self) -> int:
        """How many times the next update is delivered."""
        return self._copies.pop(0) if self._copies else self.repeating

    def deliver(self, updates: Sequence[Update]) -> list[Update]:
        """A batch of updates as it arrives."""
        batch = list(updates)
        if self._shuffles and len(batch) > 1:
            self._shuffles -= 1
            batch.reverse()
        return [update for update in batch for _ in range(self.copies())]

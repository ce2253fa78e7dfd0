"""Keeping under a messenger's limit of calls, answers before mailings."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

SHARE = 0.95
#: What a busy machine may be late by and still catch up with, and what nobody counts; in seconds.
LATE, LITTLE = 0.15, 0.02


class Pace:
    """Lets calls go at 95 % of the limit: mailings evenly, answers into the next free place.

    ``per_second`` is the messenger's own limit, a window at its end: as many calls as it takes in
    a second go in 1/0.95 of ours, so that those which the network hurries or holds up by
    50 ms are not refused (facts/performance, 1). No share is kept from mailings, which would make
    them longer while nobody writes. Because they go evenly a place is free soon: during a mailing
    an answer waits for two times ``apart`` at most, and each one more that came before it for one.
    Mailings of few calls may begin by ``ahead`` seconds of them at once, and answers wait longer.
    """

    def __init__(
        self,
        per_second: float,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        ahead: float = LITTLE,
    ) -> None:
        self._most = max(1, int(per_second))
        self._window = self._most / (per_second * SHARE)
        self.apart = self._window / self._most
        self._monotonic = monotonic
        self._ahead = ahead
        self._sleep = sleep
        self._calls: deque[float] = deque(maxlen=self._most)
        self._next_mailing = float("-inf")
        self._closed_until = 0.0
        self._answers, self._mailings = asyncio.Lock(), asyncio.Lock()
        self._answers_waiting = 0

    def wait_for(self, *, urgent: bool) -> float:
        """Seconds until a call may go; 0 if now."""
        now = self._monotonic()
        pause = max(0.0, self._closed_until - now)
        if urgent:
            return max(pause, self._until_room(1, now))
        ahead = self._answers_waiting
        return max(pause, self._until_room(ahead + 1, now), self._next_mailing - now)

    async def take(self, *, urgent: bool, first: bool = False) -> None:
        """Wait for a place and take it, in the order of asking; answers overtake mailings.

        What is ``first`` waits for nothing: it lives on the 5 % that all others leave.
        """
        if first:
            self._calls.append(self._monotonic())
            return
        if not urgent:
            queued = self._mailings.locked()
            async with self._mailings:
                await self._take(urgent=False, queued=queued)
            return
        self._answers_waiting += 1
        try:
            async with self._answers:
                await self._take(urgent=True, queued=self._mailings.locked())
        finally:
            self._answers_waiting -= 1

    async def _take(self, *, urgent: bool, queued: bool) -> None:
        while (pause := self.wait_for(urgent=urgent)) > 0:
            queued = queued or not urgent
            await self._sleep(pause)
        now = self._monotonic()
        self._calls.append(now)
        # A mailing that had to wait catches up with what it is late by, one that comes anew has
        # nothing to make up for; an answer costs a place too.
        credit = max(LATE, self._ahead) if queued else self._ahead
        self._next_mailing = max(self._next_mailing, now - credit) + self.apart

    def close_for(self, seconds: float) -> None:
        """Let nothing go for a time: the messenger said that it was too much."""
        self._closed_until = max(self._closed_until, self._monotonic() + seconds)

    def _until_room(self, places: int, now: float) -> float:
        """Seconds until so many calls (or as many as ever) could go together."""
        leaving = min(places, self._most) - (self._most - len(self._calls))
        return max(0.0, self._calls[leaving - 1] + self._window - now) if leaving > 0 else 0.0

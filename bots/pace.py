"""Keeping under a messenger's limit of calls, with a share kept for answers."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

SHARE = 0.95


class Pace:
    """Lets calls go evenly, 95 % of the limit, and mailings only while a share is left.

    A limit is a window at the messenger's end, so there is no credit for bursts beyond it:
    at exactly the limit 4-30 % of calls were refused (facts/performance, 1).
    ``per_second`` is the messenger's own limit; mailings take ``reserved`` calls a second less, and
    always leave one for the next answer.
    """

    def __init__(
        self,
        per_second: float,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        reserved: float = 3.0,
    ) -> None:
        self._allowed = max(1, int(per_second * SHARE))
        self._for_mailings = max(1, int(self._allowed - min(reserved, self._allowed / 2)))
        self._monotonic = monotonic
        self._sleep = sleep
        self._calls: deque[float] = deque()
        self._mailings: deque[float] = deque()
        self._closed_until = 0.0

    def wait_for(self, *, urgent: bool) -> float:
        """Seconds until a call may go; 0 if now."""
        now = self._monotonic()
        pause = max(0.0, self._closed_until - now)
        if urgent:
            return max(pause, _until_room(self._calls, self._allowed, now))
        return max(
            pause,
            _until_room(self._calls, max(1, self._allowed - 1), now),
            _until_room(self._mailings, self._for_mailings, now),
        )

    async def take(self, *, urgent: bool) -> None:
        """Wait for a place and take it."""
        while (pause := self.wait_for(urgent=urgent)) > 0:
            await self._sleep(pause)
        now = self._monotonic()
        self._calls.append(now)
        if not urgent:
            self._mailings.append(now)

    def close_for(self, seconds: float) -> None:
        """Let nothing go for a time: the messenger said that it was too much."""
        self._closed_until = max(self._closed_until, self._monotonic() + seconds)


def _until_room(calls: deque[float], room: int, now: float) -> float:
    """Seconds until fewer than ``room`` of the calls are younger than a second."""
    while calls and now - calls[0] >= 1.0:
        calls.popleft()
    return max(0.0, 1.0 - (now - calls[len(calls) - room])) if len(calls) >= room else 0.0

"""Keeping under a messenger's limit of calls, with a share kept for answers."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

SHARE = 0.95


class Pace:
    """Lets calls go evenly, 95 % of the limit, and mailings only while a share is left.

    A limit is a window at the messenger's end, so there is no credit for bursts beyond it:
    at exactly the limit 4-30 % of calls were refused (facts/performance, 1).
    ``per_second`` is the messenger's own limit; ``reserved`` calls a second stay for ranks up to
    an answer.
    """

    def __init__(
        self,
        per_second: float,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        reserved: float = 3.0,
    ) -> None:
        self._allowed = max(1, int(per_second * SHARE))
        self._reserved = min(reserved, self._allowed / 2)
        self._monotonic = monotonic
        self._sleep = sleep
        self._calls: deque[float] = deque()
        self._closed_until = 0.0

    def wait_for(self, *, urgent: bool) -> float:
        """Seconds until a call may go; 0 if now."""
        now = self._monotonic()
        while self._calls and now - self._calls[0] >= 1.0:
            self._calls.popleft()
        room = self._allowed if urgent else max(1, int(self._allowed - self._reserved))
        pause = max(0.0, self._closed_until - now)
        if len(self._calls) >= room:
            pause = max(pause, 1.0 - (now - self._calls[len(self._calls) - room]))
        return pause

    async def take(self, *, urgent: bool) -> None:
        """Wait for a place and take it."""
        while (pause := self.wait_for(urgent=urgent)) > 0:
            await self._sleep(pause)
        self._calls.append(self._monotonic())

    def close_for(self, seconds: float) -> None:
        """Let nothing go for a time: the messenger said that it was too much."""
        self._closed_until = max(self._closed_until, self._monotonic() + seconds)

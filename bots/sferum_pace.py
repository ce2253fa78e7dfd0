"""Keeping under MAX's limit of messages in one conversation."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from bots.pace import SHARE

FORGOTTEN_OVER = 1_000


class ChatPace:
    """Lets at most ``per_second`` messages a second into a conversation, at 95 % of the limit."""

    def __init__(
        self,
        per_second: float,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._most = max(1, int(per_second))
        self._window = self._most / (per_second * SHARE)
        self._monotonic = monotonic
        self._sleep = sleep
        self._sent: dict[str, deque[float]] = {}

    async def take(self, peer: str, *, first: bool = False) -> None:
        """Wait for a place and take it; what is ``first`` does not wait."""
        while not first and (pause := self._pause(peer)) > 0:
            await self._sleep(pause)
        if len(self._sent) > FORGOTTEN_OVER:
            self._forget()
        self._sent.setdefault(peer, deque(maxlen=self._most)).append(self._monotonic())

    def _pause(self, peer: str) -> float:
        sent = self._sent.get(peer)
        if sent is None or len(sent) < self._most:
            return 0.0
        return sent[0] + self._window - self._monotonic()

    def _forget(self) -> None:
        now = self._monotonic()
        self._sent = {
            peer: sent for peer, sent in self._sent.items() if sent[-1] + self._window > now
        }

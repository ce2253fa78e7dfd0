"""MAX's long poll: a batch and its marker are taken in together, then the next is asked for.

Sending a marker commits all before it at MAX's end (dev.max.ru/docs-api/methods/GET/updates).
"""

from collections.abc import Callable
from typing import NoReturn

import aiohttp
import structlog

from bots import vk_json
from bots.channel import ChannelError, Incoming, Receive, Trouble
from bots.sferum_api import Line

log = structlog.get_logger()

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
SPARE_SECONDS = 10
BATCH = 100
#: MAX takes two polls a second.
EVERY = 0.55

Read = Callable[[object], Incoming]


class LongPoll:
    """Brings one bot's updates, whatever the messenger and the store do; ``wait`` in seconds."""

    def __init__(self, channel: str, line: Line, read: Read, *, wait: int) -> None:
        self._channel = channel
        self._line = line
        self._read = read
        self._wait = wait
        self._marker: str | None = None
        self._troubles = 0

    async def run(self, receive: Receive, position: str | None) -> NoReturn:
        """Poll from ``position`` on, or from what was not taken; ends only when cancelled."""
        self._marker = position
        while True:
            since = self._line.monotonic()
            try:
                await self.step(receive)
                self._troubles = 0
            except Exception as error:  # ending would leave everybody unheard; see the log
                reason = error.reason if isinstance(error, ChannelError) else type(error).__name__
                log.warning("poll_trouble", channel=self._channel, error=reason)
                await self._rest()
            spare = since + EVERY - self._line.monotonic()
            if spare > 0:
                await self._line.sleep(spare)

    async def step(self, receive: Receive) -> None:
        """Poll once; raises `ChannelError`, and what ``receive`` raises."""
        query: dict[str, str | int] = {"limit": BATCH, "timeout": self._wait}
        if self._marker is not None:
            query["marker"] = self._marker
        timeout = aiohttp.ClientTimeout(total=self._wait + SPARE_SECONDS, sock_connect=5)
        answer = await self._line.exchange("GET", "/updates", query, timeout=timeout)
        updates, marker = answer.get("updates"), vk_json.number(answer.get("marker"))
        if not isinstance(updates, list):
            raise Trouble("odd answer")
        position = self._marker if marker is None else str(marker)
        if updates or position != self._marker:
            await receive([self._read(one) for one in updates], position)
            self._marker = position

    async def _rest(self) -> None:
        self._troubles += 1
        await self._line.sleep(min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(self._troubles - 1, 10)))

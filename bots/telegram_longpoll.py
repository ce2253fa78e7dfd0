"""Telegram's long poll: a batch and its offset are taken in together, then the next is asked for.

Asking from an offset on confirms all before it (core.telegram.org/bots/api#getupdates).
"""

from collections.abc import Callable
from typing import NoReturn

import structlog
from aiogram.methods import DeleteWebhook

from bots import vk_json
from bots.channel import ChannelError, Incoming, Receive, Trouble
from bots.telegram_api import Line
from bots.telegram_callback import KINDS

log = structlog.get_logger()

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
SPARE_SECONDS = 10
BATCH = 100


class LongPoll:
    """Brings one bot's updates, whatever the messenger and the store do; ``wait`` in seconds."""

    def __init__(
        self, channel: str, line: Line, read: Callable[[object], Incoming], *, wait: int
    ) -> None:
        self._channel = channel
        self._line = line
        self._read = read
        self._wait = wait
        self._offset: str | None = None
        self._troubles = 0
        self._may_poll = False

    async def run(self, receive: Receive, position: str | None) -> NoReturn:
        """Poll from ``position`` on, or from what was not taken; ends only when cancelled."""
        self._offset = position
        while True:
            try:
                await self.step(receive)
                self._troubles = 0
            except Exception as error:  # ending would leave everybody unheard; see the log
                reason = error.reason if isinstance(error, ChannelError) else type(error).__name__
                log.warning("poll_trouble", channel=self._channel, error=reason)
                await self._rest(error.after if isinstance(error, Trouble) else None)

    async def step(self, receive: Receive) -> None:
        """Poll once; raises `ChannelError`, and what ``receive`` raises."""
        if not self._may_poll:
            # A webhook that was left over keeps polls away; what waits at Telegram stays there.
            await self._line.call(DeleteWebhook(drop_pending_updates=False))
            self._may_poll = True
        asked: dict[str, object] = {
            "limit": BATCH,
            "timeout": self._wait,
            "allowed_updates": list(KINDS),
        }
        if self._offset is not None:
            asked["offset"] = int(self._offset)
        updates = await self._line.poll(asked, self._wait + SPARE_SECONDS)
        if not updates:
            return
        numbers = [vk_json.number(vk_json.mapping(one).get("update_id")) for one in updates]
        known = [number for number in numbers if number is not None]
        offset = str(max(known) + 1) if known else self._offset
        await receive([self._read(one) for one in updates], offset)
        self._offset = offset

    async def _rest(self, seconds: float | None) -> None:
        self._troubles += 1
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(self._troubles - 1, 10))
        await self._line.sleep(pause if seconds is None else max(pause, seconds))

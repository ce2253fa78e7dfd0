"""The webhook's subscription: MAX drops it silently after 8 hours of failures, so it is looked
after (dev.max.ru/docs-api/methods/GET/subscriptions)."""

from typing import NoReturn

import structlog

from bots import vk_json
from bots.channel import ChannelError
from bots.sferum_api import Line

log = structlog.get_logger()

LOOKED_AFTER = 30 * 60.0
AFTER_TROUBLE = 60.0


class Subscription:
    """MAX's promise to post updates to ``url`` with ``secret``."""

    def __init__(self, channel: str, line: Line, url: str, secret: str) -> None:
        self._channel = channel
        self._line = line
        self._url = url
        self._secret = secret

    async def keep(self) -> NoReturn:
        """See to it every 30 minutes, until cancelled."""
        while True:
            try:
                await self.renew()
                pause = LOOKED_AFTER
            except ChannelError as error:
                log.warning("not_subscribed", channel=self._channel, error=error.reason)
                pause = AFTER_TROUBLE
            await self._line.sleep(pause)

    async def renew(self) -> bool:
        """Subscribe if we are not; tells whether that was needed. Raises `ChannelError`."""
        if await self.holds():
            return False
        body: dict[str, object] = {"url": self._url, "secret": self._secret}
        await self._line.call("POST", "/subscriptions", body=body)
        log.info("subscribed", channel=self._channel)
        return True

    async def holds(self) -> bool:
        """Whether MAX posts to us; raises `ChannelError`."""
        told = (await self._line.call("GET", "/subscriptions")).get("subscriptions")
        held = told if isinstance(told, list) else []
        return any(vk_json.mapping(one).get("url") == self._url for one in held)

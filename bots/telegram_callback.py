"""Telegram's webhook: whose request it is, and keeping it set (core.telegram.org/bots/api)."""

import hmac
from collections.abc import Callable, Mapping
from typing import NoReturn

import structlog
from aiogram.methods import GetWebhookInfo, SetWebhook

from bots import vk_json
from bots.channel import ChannelError, Decision, Incoming
from bots.telegram_api import Line

log = structlog.get_logger()

HEADER = "X-Telegram-Bot-Api-Secret-Token"
#: What is asked for; everything else would be thrown away.
KINDS = ("message", "callback_query", "my_chat_member")
TAKEN = Decision(200, "ok")
BAD = Decision(400, "bad request")
FORBIDDEN = Decision(403, "forbidden")
LOOKED_AFTER = 30 * 60.0
AFTER_TROUBLE = 60.0


def decide(
    body: bytes, headers: Mapping[str, str], secret: str, read: Callable[[object], Incoming]
) -> Decision:
    """Check a request and read its update; never raises.

    Without a ``secret`` an update cannot be told from a forged one, so none is taken.
    """
    told = headers.get(HEADER, "")
    if not secret or not hmac.compare_digest(told.encode(errors="replace"), secret.encode()):
        return FORBIDDEN
    update = vk_json.load(body)
    if not isinstance(update, dict) or vk_json.number(update.get("update_id")) is None:
        return BAD
    return Decision(TAKEN.status, TAKEN.body, read(update))


class Webhook:
    """Telegram's promise to post updates to ``url`` with ``secret``."""

    def __init__(self, channel: str, line: Line, url: str, secret: str) -> None:
        self._channel = channel
        self._line = line
        self._url = url
        self._secret = secret

    async def keep(self) -> NoReturn:
        """See to it every 30 minutes, until cancelled; the first time the secret is told anew."""
        is_first = True
        while True:
            try:
                await self.renew(anew=is_first)
                is_first, pause = False, LOOKED_AFTER
            except ChannelError as error:
                log.warning("not_subscribed", channel=self._channel, error=error.reason)
                pause = AFTER_TROUBLE
            await self._line.sleep(pause)

    async def renew(self, *, anew: bool) -> None:
        """Set it, if it is not as it should be; raises `ChannelError`."""
        told = await self._line.call(GetWebhookInfo())
        if told.url == self._url and not anew:
            return
        method = SetWebhook(url=self._url, secret_token=self._secret, allowed_updates=list(KINDS))
        await self._line.call(method)
        log.info("subscribed", channel=self._channel)

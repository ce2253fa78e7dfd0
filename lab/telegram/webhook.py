"""Webhooks: updates are posted in order, and again while they are not answered 2xx."""

import asyncio
import json
from datetime import timedelta

import aiohttp

from lab.telegram.bot import TelegramBot, Webhook
from lab.telegram.talks import Json
from lab.telegram.world import Call, World
from lab.troubles import Troubles

FIRST, LONGEST = timedelta(seconds=1), timedelta(minutes=1)
SECRET = "X-Telegram-Bot-Api-Secret-Token"


class WebhookSender:
    """Posts to every bot's webhook; first deliveries at once, retries when asked."""

    def __init__(self, world: World, troubles: Troubles) -> None:
        self._world = world
        self._troubles = troubles
        self._session: aiohttp.ClientSession | None = None
        self._posting = asyncio.Lock()
        self._loops: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        seconds = self._world.settings.webhook_timeout.total_seconds()
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=seconds))
        self._loops.append(asyncio.create_task(self._deliver_for_ever()))
        if (look := self._world.settings.retry_look) is not None:
            self._loops.append(asyncio.create_task(self._retry_for_ever(look.total_seconds())))

    async def stop(self) -> None:
        """Ends the delivery; raises what broke it before, if anything did."""
        for loop in self._loops:
            loop.cancel()
        ended = await asyncio.gather(*self._loops, return_exceptions=True)
        self._loops.clear()
        if self._session is not None:
            await self._session.close()
        for fault in ended:
            if isinstance(fault, Exception):
                raise fault

    async def redeliver_due(self) -> int:
        """Post all that is due by the clock, retries too; gives how many were posted."""
        return await self._deliver(retries=True)

    async def _deliver_for_ever(self) -> None:
        seen = -1
        while True:
            seen = await self._world.changed.wait(seen)
            await self._deliver(retries=False)

    async def _retry_for_ever(self, seconds: float) -> None:
        while True:
            await asyncio.sleep(seconds)
            await self._deliver(retries=True)

    async def _deliver(self, *, retries: bool) -> int:
        """Post what waits, in order, up to the first that is not taken."""
        posted = 0
        async with self._posting:
            for bot in self._world.bots:
                while self._is_due(bot, retries) and bot.webhook is not None:
                    posted += 1
                    if not await self._post(bot, bot.webhook):
                        break
        return posted

    def _is_due(self, bot: TelegramBot, retries: bool) -> bool:
        to = bot.webhook
        if to is None or not bot.waiting or self._troubles.outage:
            return False
        return not to.tries or (retries and to.due <= self._world.now())

    async def _post(self, bot: TelegramBot, to: Webhook) -> bool:
        update = bot.waiting[0][1]
        status = 0
        for _ in range(self._troubles.copies()):
            status = await self._send(to, update)
            self._record(bot, update, status)
        taken = 200 <= status < 300
        if taken:
            to.tries = 0
            bot.take_until(update["update_id"] + 1)
        else:
            to.tries += 1
            to.last_error = f"Wrong response from the webhook: {status}"
            to.due = self._world.now() + min(LONGEST, FIRST * 2 ** min(to.tries, 8))
        self._world.changed.ring()
        return taken

    def _record(self, bot: TelegramBot, update: Json, status: int) -> None:
        """Keep what was posted, without the secret."""
        kind = next(name for name in update if name != "update_id")
        at = self._world.now()
        self._world.record(Call(kind, update, status, {}, at, bot.name, inward=True))

    async def _send(self, to: Webhook, update: Json) -> int:
        """The status, 0 when there was no answer."""
        if self._session is None:
            raise RuntimeError("the stand-in is not started")
        headers = {"Content-Type": "application/json"} | ({SECRET: to.secret} if to.secret else {})
        body = json.dumps(update, ensure_ascii=False).encode()
        try:
            async with self._session.post(to.url, data=body, headers=headers) as answer:
                await answer.read()
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return 0

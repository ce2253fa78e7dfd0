"""Webhooks: updates are posted, and again later while they are not answered 200.

Source: POST /subscriptions of the documentation (facts/sferum-max.md, 2.4).
"""

import asyncio
import json
from datetime import timedelta

import aiohttp

from lab.sferum import subscriptions
from lab.sferum.bot import Delivery, SferumBot, Subscription
from lab.sferum.world import Call, World
from lab.troubles import Troubles

FIRST, GROWTH, TRIES = timedelta(seconds=60), 2.5, 10
SECRET = "X-Max-Bot-Api-Secret"


class WebhookSender:
    """Posts to every bot's subscriptions; first deliveries at once, retries when asked."""

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
        """Post what is due: updates never posted yet, with ``retries`` the failed too."""
        posted = 0
        async with self._posting:
            for bot in self._world.bots:
                for one in list(bot.subscriptions):
                    for delivery in self._due(one, retries):
                        if one in bot.subscriptions:
                            await self._post(bot, one, delivery)
                            posted += 1
        return posted

    def _due(self, to: Subscription, retries: bool) -> list[Delivery]:
        if self._troubles.outage:
            return []
        now = self._world.now()
        return [one for one in to.waiting if one.due <= now and (retries or not one.tries)]

    async def _post(self, bot: SferumBot, to: Subscription, one: Delivery) -> None:
        status = 0
        for _ in range(self._troubles.copies()):
            status = await self._send(to, one)
            self._record(bot, one, status)
        if status == 200:
            to.succeeded = self._world.now()
            if one in to.waiting:
                to.waiting.remove(one)
        elif one in to.waiting:
            self._put_off(bot, to, one)
        self._world.changed.ring()

    def _put_off(self, bot: SferumBot, to: Subscription, one: Delivery) -> None:
        """Try again later; an address that has been silent for long is silently forgotten."""
        now = self._world.now()
        if now - to.succeeded >= self._world.settings.patience:
            subscriptions.end(self._world, bot, to)
        elif one.tries == TRIES:
            to.waiting.remove(one)
            to.lost.append(one.update)
        else:
            one.due = now + FIRST * GROWTH**one.tries
            one.tries += 1

    def _record(self, bot: SferumBot, one: Delivery, status: int) -> None:
        """Keep what was posted, without the secret."""
        kind = str(one.update.get("update_type"))
        at = self._world.now()
        call = Call(kind, "", {}, one.update, status, {}, at, bot.name, inward=True)
        self._world.record(call)

    async def _send(self, to: Subscription, one: Delivery) -> int:
        """The status, 0 when there was no answer."""
        if self._session is None:
            raise RuntimeError("the stand-in is not started")
        headers = {"Content-Type": "application/json"}
        if to.secret:
            headers[SECRET] = to.secret
        body = json.dumps(one.update, ensure_ascii=False).encode()
        try:
            async with self._session.post(to.url, data=body, headers=headers) as answer:
                await answer.read()
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return 0

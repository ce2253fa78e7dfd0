"""The stand-in as a whole: HTTP on loopback, and what a test or the lab's page may ask of it."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import datetime

from aiohttp import web

from lab.bell import Bell
from lab.telegram import rooms
from lab.telegram.bot import TelegramBot, Webhook
from lab.telegram.people import TelegramPerson
from lab.telegram.routes import Routes
from lab.telegram.webhook import WebhookSender
from lab.telegram.world import Account, Call, Settings, World
from lab.troubles import Troubles

BOTS, PEOPLE = 7_000_000_001, 5_100_000_001


class TelegramStandIn:
    """Telegram for bots. ``now`` and ``monotonic`` are the suite's clock; ``rate`` is messages a
    second and bot, None for no limit of speed at all."""

    def __init__(
        self,
        now: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
        rate: float | None = 30,
        settings: Settings | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.world = World(now, monotonic, rate, settings or Settings())
        self.troubles = Troubles(lifted=self.world.changed.ring)
        self._sender = WebhookSender(self.world, self.troubles)
        self._routes = Routes(self.world, self.troubles, sleep)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return self.world.url

    @property
    def calls(self) -> list[Call]:
        return self.world.calls

    @property
    def changed(self) -> Bell:
        return self.world.changed

    async def start(self, port: int = 0) -> None:
        """Listen on a port of 127.0.0.1, any free one by default."""
        runner = web.AppRunner(
            self._routes.app(), access_log=None, handler_cancellation=True, shutdown_timeout=0.5
        )
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        self._runner = runner
        self.world.closing = False
        await self._sender.start()
        self.world.url = f"http://127.0.0.1:{runner.addresses[0][1]}"

    async def stop(self) -> None:
        self.world.closing = True
        self.world.changed.ring()
        await self._sender.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def bot(self, name: str, *, token: str = "", username: str = "") -> TelegramBot:
        """Make a bot whose updates go to the long poll until it sets a webhook."""
        number = BOTS + len(self.world.bots)
        made = TelegramBot(
            name, number, token or f"{number}:lab-token", username or f"lab{number}_bot"
        )
        self.world.bots.append(made)
        return made

    def person(self, name: str) -> TelegramPerson:
        """Make a person with a phone; ``name`` is given name and surname."""
        number = PEOPLE + len(self.world.people)
        account = self.world.people[number] = Account(number, name)
        return TelegramPerson(self.world, account)

    def chat(
        self, title: str, owner: TelegramPerson, *members: TelegramPerson
    ) -> rooms.TelegramChat:
        """Make a group; bots are invited to it later."""
        return rooms.make(self.world, title, owner, members)

    async def redeliver_due(self) -> int:
        """Post the webhook retries that are due by the clock; gives how many were posted."""
        return await self._sender.redeliver_due()

    async def set_webhook(self, bot: TelegramBot, url: str, secret: str) -> None:
        """Have a bot's updates posted, as if it had asked for it."""
        bot.webhook = Webhook(url, secret, None, self.world.now())
        self.world.changed.ring()

    def unsubscribe(self, bot: TelegramBot) -> None:
        """Somebody took the webhook away; what waits goes on waiting."""
        bot.webhook = None
        self.world.changed.ring()

    def problems(self) -> list[str]:
        """What the bots asked that the documentation does not know."""
        return list(self.world.odd)

    async def wait_taken(self, timeout: float = 5.0) -> None:
        """Wait until all updates are taken; raises `TimeoutError` after ``timeout`` seconds."""

        async def taken() -> None:
            seen = self.world.changed.count
            while any(one.pending for one in self.world.bots):
                seen = await self.world.changed.wait(seen)

        await asyncio.wait_for(taken(), timeout)

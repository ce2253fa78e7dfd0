"""The stand-in as a whole: HTTP on loopback, and what a test or the lab's page may ask of it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Container
from datetime import datetime
from itertools import count

from aiohttp import web

from lab.bell import Bell
from lab.sferum import rooms, subscriptions
from lab.sferum.bot import SferumBot
from lab.sferum.params import Asked
from lab.sferum.people import SferumPerson
from lab.sferum.routes import Routes
from lab.sferum.talks import Json
from lab.sferum.webhook import WebhookSender
from lab.sferum.world import Account, Call, Settings, World
from lab.troubles import Troubles

#: Ids of bots and of people differ in other bits, so that no two dialogs share a chat_id.
BOTS, BOT_STEP, PEOPLE = 277_000_001, 2**16, 212_008_961


class SferumStandIn:
    """MAX for bots. ``now`` and ``monotonic`` are the suite's clock; ``rate`` is calls a second
    and bot, None for no limit of speed at all (of polls and of messages to a chat neither)."""

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

    def bot(
        self, name: str, user_id: int | None = None, token: str | None = None, username: str = ""
    ) -> SferumBot:
        """Make a bot whose updates go to the long poll until it subscribes a webhook."""
        taken = {one.user_id for one in self.world.bots}
        number = user_id or _free(BOTS, BOT_STEP, taken)
        nick = username or f"id{number}_bot"
        made = SferumBot(name, number, token or f"lab-token-{number}", nick)
        self.world.bots.append(made)
        return made

    def person(
        self, name: str, user_id: int | None = None, *, guarded: bool = False
    ) -> SferumPerson:
        """Make a person with a phone; ``name`` is given name and surname, ``guarded`` a pupil's
        safe mode."""
        number = user_id or _free(PEOPLE, 1, self.world.people)
        account = self.world.people[number] = Account(number, name, guarded)
        return SferumPerson(self.world, account)

    def chat(self, title: str, owner: SferumPerson, *members: SferumPerson) -> rooms.SferumChat:
        """Make a group chat; bots are invited to it later."""
        return rooms.make(self.world, title, owner, members)

    async def redeliver_due(self) -> int:
        """Post the webhook retries that are due by the clock; gives how many were posted."""
        return await self._sender.redeliver_due()

    def subscribe(self, bot: SferumBot, url: str, secret: str) -> None:
        """Have a bot's updates posted, as if it had asked for it."""
        asked = Asked({}, {}, {"url": url, "secret": secret})
        subscriptions.add(self.world, bot, asked)

    def unsubscribe(self, bot: SferumBot) -> None:
        """Forget a bot's webhooks silently, as after a long outage; what waited is lost."""
        for one in list(bot.subscriptions):
            subscriptions.end(self.world, bot, one)

    def pending(self, bot: SferumBot) -> int:
        """Updates that the bot has not taken: by a later marker, or by answering 200."""
        return bot.pending

    async def wait_taken(self, timeout: float = 5.0) -> None:
        """Wait until all updates are taken; raises `TimeoutError` after ``timeout`` seconds."""

        async def taken() -> None:
            seen = self.world.changed.count
            while any(one.pending for one in self.world.bots):
                seen = await self.world.changed.wait(seen)

        await asyncio.wait_for(taken(), timeout)

    def repeat_update(self, bot: SferumBot, update: Json) -> None:
        """Deliver an update again as it was; any other JSON too, known to MAX or not."""
        self.world.enqueue(bot, update)


def _free(first: int, step: int, taken: Container[int]) -> int:
    return next(number for number in count(first, step) if number not in taken)

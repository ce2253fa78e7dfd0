"""The stand-in as a whole: HTTP on loopback, and what a test or the lab's page may ask of it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Container
from datetime import datetime
from itertools import count

from aiohttp import web

from lab.bell import Bell
from lab.troubles import Troubles
from lab.vk import rooms
from lab.vk.callback import CallbackSender
from lab.vk.community import CallbackServer, Community
from lab.vk.people import VkPerson
from lab.vk.routes import Routes
from lab.vk.talks import Json
from lab.vk.world import Account, Call, Settings, World


class VkStandIn:
    """VK for communities' bots. ``now`` and ``monotonic`` are the suite's clock; ``rate`` is
    calls a second and community, None for no limit."""

    def __init__(
        self,
        now: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
        rate: float | None = 20,
        settings: Settings | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.world = World(now, monotonic, rate, settings or Settings())
        self.troubles = Troubles(lifted=self.world.changed.ring)
        self._sender = CallbackSender(self.world, self.troubles)
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

    def community(
        self,
        name: str,
        group_id: int | None = None,
        token: str | None = None,
        secret: str = "",
        confirmation: str = "",
    ) -> Community:
        """Make a community whose long poll and events are all on."""
        taken = {one.group_id for one in self.world.communities}
        number = group_id or _free(373_001, taken)
        made = Community(name, number, token or f"vk1.a.lab-{number}", secret)
        made.confirmation = confirmation or f"{number:x}"
        self.world.communities.append(made)
        return made

    def person(self, name: str, user_id: int | None = None) -> VkPerson:
        """Make a person with a phone; ``name`` is given name and surname."""
        number = user_id or _free(700_001, self.world.people)
        account = self.world.people[number] = Account(number, name)
        return VkPerson(self.world, account)

    def chat(self, title: str, owner: VkPerson, *members: VkPerson) -> rooms.VkChat:
        """Make a group chat; communities are invited to it later."""
        return rooms.make(self.world, title, owner, members)

    async def redeliver_due(self) -> int:
        """Post the Callback retries that are due by the clock; gives how many were posted."""
        return await self._sender.redeliver_due()

    async def confirm(self, community: Community, server: CallbackServer) -> bool:
        """Ask a Callback server for the confirmation string."""
        return await self._sender.confirm(community, server)

    def pending(self, community: Community) -> int:
        """Events that the bot has not taken: by a later ts, or by answering ok."""
        return community.pending

    async def wait_taken(self, timeout: float = 5.0) -> None:
        """Wait until all events are taken; raises `TimeoutError` after ``timeout`` seconds."""

        async def taken() -> None:
            seen = self.world.changed.count
            while any(one.pending for one in self.world.communities):
                seen = await self.world.changed.wait(seen)

        await asyncio.wait_for(taken(), timeout)

    def repeat_event(self, community: Community, event: Json) -> None:
        """Deliver an event again, with its old event_id."""
        self.world.enqueue(community, event)


def _free(first: int, taken: Container[int]) -> int:
    return next(number for number in count(first) if number not in taken)

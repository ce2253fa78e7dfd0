"""VK's Callback API in virtual time: late, out of order, many times, until it is answered."""

import asyncio
from random import Random

from lab.vk.callback import RETRIES
from lab.vk.community import CallbackServer
from lab.vk.server import VkStandIn
from lab.vk.talks import Json
from tests.simulation import wire
from tests.simulation.program import OUTSIDE, Program

#: When a taken update comes again, in seconds (facts of Callback: slow handlers, servers' errors).
AGAIN = (0.0, 0.05, 18.0, 3_600.0, 82_800.0)


class Post:
    """Brings a community's events to the program's address."""

    def __init__(
        self, vk: VkStandIn, server: CallbackServer, program: Program, secret: str, random: Random
    ) -> None:
        self._vk = vk
        self._server = server
        self._program = program
        self._secret = secret
        self._random = random
        self._on_the_way: set[asyncio.Task[None]] = set()
        self.unanswered = 0

    def collect(self) -> None:
        """Send what people have just done on its way."""
        for delivery in self._server.waiting:
            self.unanswered += 1
            late = self._random.choices((0.0, 0.05, 2.0, 30.0), (12, 4, 2, 1))[0]
            self._send(delivery.event, late, is_first=True)
            for _ in range(self._random.choices((0, 1, 4), (15, 4, 1))[0]):
                again = self._random.choice(AGAIN)
                self._send(delivery.event, late + again, is_first=False)
        self._server.waiting.clear()

    def _send(self, event: Json, after: float, *, is_first: bool) -> None:
        task = asyncio.get_running_loop().create_task(
            self._bring(event, after, is_first), name=f"{OUTSIDE} post"
        )
        self._on_the_way.add(task)
        task.add_done_callback(self._on_the_way.discard)

    async def _bring(self, event: Json, after: float, is_first: bool) -> None:
        await asyncio.sleep(after)
        body, tries = wire.event_body(event, self._secret), 0
        while await self._answer(body) != 200:
            await asyncio.sleep(RETRIES[min(tries, 2)].total_seconds())
            tries += 1
        if is_first:
            self.unanswered -= 1

    async def _answer(self, body: bytes) -> int:
        """The status of the program's answer, 0 for none."""
        if self._vk.troubles.outage or not self._program.is_up:
            return 0
        asked = asyncio.get_running_loop().create_task(self._program.post(body))
        await asyncio.wait([asked])
        return 0 if asked.cancelled() else asked.result()

    async def end(self) -> None:
        """Forget what would come again."""
        for task in list(self._on_the_way):
            task.cancel()
        await asyncio.gather(*self._on_the_way, return_exceptions=True)

"""The other end of the wire: a messenger's API on loopback, and the people who write.

Both live in this process, on another core than what is measured. Refusals (too many calls a
second) and a latency come on order. What a messenger's words are, its wire knows.
"""

import asyncio
import json
import time
from collections import deque

import aiohttp
from aiohttp import web

from benchmarks import dialog
from benchmarks.wires import VkWire, Wire

PATIENCE = 20.0
SAID_KEPT = 200


class Wrong(Exception):
    """An answer that nobody expected, or none."""


class Messenger:
    """``rate`` is calls in any second (None: no limit), ``latency`` seconds for each call."""

    def __init__(self, wire: Wire | None = None) -> None:
        self.wire: Wire = wire or VkWire()
        self.url = ""
        self.rate: int | None = None
        self.latency = 0.0
        self.calls = 0
        self.refused = 0
        self.arrived: dict[int, list[float]] = {}
        self.repeated = 0
        self.said: deque[tuple[int, int, str]] = deque(maxlen=SAID_KEPT)
        self._known: dict[tuple[int, int], int] = {}
        self._waiting: dict[int, asyncio.Future[str]] = {}
        self._window: deque[float] = deque()
        self._sent = 0
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=5)
        )

    async def stop(self) -> None:
        if self._session is not None:
            await self._session.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def meet(self) -> None:
        """Begin with another program, whose messages' keys begin anew."""
        self._known.clear()
        self.said.clear()
        self.forget()

    def forget(self) -> None:
        """Begin counting anew."""
        self.calls = self.refused = self.repeated = 0
        self.arrived.clear()

    async def says(self, hook: str, user: int, number: int, line: dialog.Line) -> float:
        """Write, and wait for the answer; gives the seconds. Raises `Wrong`."""
        answer = self._waiting[user] = asyncio.get_running_loop().create_future()
        begun = time.perf_counter()
        await self.post(hook, user, number, line.said)
        text = await asyncio.wait_for(answer, PATIENCE)
        self.said.append((user, number, line.said))
        if line.answer not in text:
            raise Wrong(f"{line.said!r} was answered {text[:80]!r}")
        return time.perf_counter() - begun

    async def post(self, hook: str, user: int, number: int, text: str) -> None:
        """Bring an update; raises `Wrong` if it is not taken."""
        assert self._session is not None
        body = json.dumps(self.wire.update(user, number, text)).encode()
        headers = {"Content-Type": "application/json", **self.wire.headers}
        async with self._session.post(hook, data=body, headers=headers) as response:
            if response.status != 200:
                raise Wrong(f"http {response.status}")

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.calls += 1
        if self.latency:
            await asyncio.sleep(self.latency)
        if not self._has_room():
            self.refused += 1
            return self.wire.refusal()
        return await self.wire.answer(request, self._arrive)

    def _has_room(self) -> bool:
        if self.rate is None:
            return True
        now = time.perf_counter()
        while self._window and now - self._window[0] >= 1.0:
            self._window.popleft()
        if len(self._window) >= self.rate:
            return False
        self._window.append(now)
        return True

    def _arrive(self, peer: int, text: str, key: int) -> int:
        """A message arrives; one whose key came before is there already, as at VK."""
        if key and (peer, key) in self._known:
            self.repeated += 1
            return self._known[peer, key]
        self._sent += 1
        self._known[peer, key] = self._sent
        self.arrived.setdefault(peer, []).append(time.perf_counter())
        waiting = self._waiting.pop(peer, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(text)
        return self._sent

"""The other end of the wire: a messenger's API on loopback, and the people who write.

Both live in this process, on another core than what is measured. Errors 6 (too many calls a
second) and a latency come on order.
"""

import asyncio
import json
import time
from collections import deque
from collections.abc import Iterator, Mapping

import aiohttp
from aiohttp import web

from benchmarks import dialog

TOO_FAST = 6
PATIENCE = 20.0
SAID_KEPT = 200
_SEND = "API.messages.send("


class Wrong(Exception):
    """An answer that nobody expected, or none."""


class Messenger:
    """``rate`` is calls in any second (None: no limit), ``latency`` seconds for each call."""

    def __init__(self) -> None:
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
        app.router.add_post("/method/{method}", self._answer)
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
        body = json.dumps(dialog.update(user, number, text)).encode()
        async with self._session.post(hook, data=body) as response:
            if response.status != 200:
                raise Wrong(f"http {response.status}")

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        params = await request.post()
        self.calls += 1
        if self.latency:
            await asyncio.sleep(self.latency)
        if not self._has_room():
            self.refused += 1
            error = {"error_code": TOO_FAST, "error_msg": "Too many requests per second"}
            return web.json_response({"error": error})
        return web.json_response({"response": self._done(method, dict(params))})

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

    def _done(self, method: str, params: Mapping[str, object]) -> object:
        if method == "execute":
            return [self._sends(call) for call in _calls(str(params["code"]))]
        if method == "messages.send":
            return self._sends(params)
        if method == "groups.getById":
            return {"groups": [{"id": dialog.GROUP}]}
        return 1

    def _sends(self, params: Mapping[str, object]) -> object:
        many = params.get("peer_ids")
        peer = int(str(many or params.get("peer_id") or params.get("user_id")))
        random_id = int(str(params.get("random_id", 0)))
        if random_id and (peer, random_id) in self._known:
            # As VK does: the message is there already, and its id is told again.
            self.repeated += 1
            return self._known[peer, random_id]
        self._sent += 1
        self._known[peer, random_id] = self._sent
        self.arrived.setdefault(peer, []).append(time.perf_counter())
        waiting = self._waiting.pop(peer, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(str(params.get("message", "")))
        if many:
            return [{"peer_id": peer, "message_id": self._sent, "conversation_message_id": 1}]
        return self._sent


def _calls(code: str) -> Iterator[Mapping[str, object]]:
    """The parameters of each ``API.messages.send`` of a script."""
    reader = json.JSONDecoder()
    at = code.find(_SEND)
    while at >= 0:
        params, end = reader.raw_decode(code, at + len(_SEND))
        yield params
        at = code.find(_SEND, end)

"""The stand-in of Telemost as a whole: HTTP on loopback."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime

from aiohttp import web

from lab.telemost import operations
from lab.telemost.operations import ApiError
from lab.telemost.world import ALL, Call, Json, World
from lab.troubles import Troubles
from lab.wire import LARGEST, Reply, Wire

BASE = "/v1/telemost-api"


class TelemostStandIn:
    """Telemost for one account. ``troubles`` are asked by an operation's name, like "POST"."""

    def __init__(
        self,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.world = World(now)
        self.troubles = Troubles()
        self._wire = Wire(self.troubles, sleep)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return self.world.url

    async def start(self) -> None:
        app = web.Application(client_max_size=LARGEST)
        app.router.add_route("*", BASE + "/{path:.*}", self._call)
        runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=0.5
        )
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self._runner = runner
        self.world.url = f"http://127.0.0.1:{runner.addresses[0][1]}{BASE}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def give_token(self, token: str, scopes: frozenset[str] = ALL) -> None:
        """Know a token from now on."""
        self.world.tokens[token] = scopes

    def take_token(self, token: str) -> None:
        """Know a token no more."""
        self.world.tokens.pop(token, None)

    async def _call(self, request: web.Request) -> web.StreamResponse:
        fault = await self._wire.meet(request.method)
        if (early := self._wire.early(request, fault)) is not None:
            return early
        body = await self._body(request)
        path = request.match_info["path"]
        status, told = self._answer(request, path, body)
        self.world.calls.append(Call(request.method, f"/{path}", body, status, told))
        if status == 204:
            return web.Response(status=204)
        return await self._wire.late(request, Reply(json.dumps(told), status), fault)

    async def _body(self, request: web.Request) -> Json | None:
        """A JSON object; a form, or half of one, is none."""
        if request.content_type != "application/json":
            return None
        try:
            read = json.loads(await request.text())
        except ValueError:
            return None
        return read if isinstance(read, dict) else None

    def _answer(
        self, request: web.Request, path: str, body: Json | None
    ) -> tuple[int, Json | None]:
        try:
            operations.admit(self.world, request.method, request.headers.get("Authorization", ""))
            return self._done(request.method, path.split("/"), body)
        except ApiError as error:
            return error.status, error.body()

    def _done(self, method: str, path: list[str], body: Json | None) -> tuple[int, Json | None]:
        if method in ("POST", "PATCH") and body is None:
            raise operations.UNPARSABLE
        if (method, path) == ("POST", ["conferences"]):
            return 201, operations.create(self.world, body or {})
        if path[0] != "conferences" or len(path) not in (2, 3):
            raise operations.NO_CONFERENCE
        if (method, path[2:]) == ("GET", []):
            return 200, operations.read(self.world, path[1])
        if (method, path[2:]) == ("PATCH", []):
            return 200, operations.update(self.world, path[1], body or {})
        if (method, path[2:]) == ("PATCH", ["cohosts"]):
            operations.add_cohosts(self.world, path[1], body or {})
            return 204, None
        raise operations.NO_CONFERENCE

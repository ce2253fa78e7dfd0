"""The stand-in of Yandex OAuth: codes, tokens, renewal; what people do in a browser is a verb."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from lab.troubles import Troubles
from lab.wire import Reply, Wire

Json = dict[str, Any]  # bodies as they are on the wire
YEAR = 31_536_000


@dataclass
class World:
    """One application. ``typed`` are the device codes that a person confirmed; ``on_token`` hears
    of each new access token: the other stand-ins learn it."""

    client_id: str
    client_secret: str
    devices: dict[str, str] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    refresh: set[str] = field(default_factory=set)
    made: int = 0
    lasts: int = YEAR
    url: str = ""


class YandexStandIn:
    """oauth.yandex.ru for one application."""

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        on_token: Callable[[str], None] = lambda token: None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.world = World(client_id, client_secret)
        self.troubles = Troubles()
        self._on_token = on_token
        self._wire = Wire(self.troubles, sleep)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return self.world.url

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/device/code", self._device)
        app.router.add_post("/token", self._token)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self._runner = runner
        self.world.url = f"http://127.0.0.1:{runner.addresses[0][1]}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def types_code(self, user_code: str) -> None:
        """A person types the code that the console showed, and agrees."""
        self.world.typed |= {one for one, code in self.world.devices.items() if code == user_code}

    def shows_code(self) -> str:
        """A browser shows a code after the person agreed."""
        code = f"code-{len(self.world.codes) + 1}"
        self.world.codes.add(code)
        return code

    def tokens(self) -> Json:
        """What a login gives; kept as a browser's would be."""
        self.world.made += 1
        access, refresh = f"y0_access-{self.world.made}", f"1:refresh-{self.world.made}"
        self.world.refresh.add(refresh)
        self._on_token(access)
        return {
            "access_token": access,
            "refresh_token": refresh,
            "expires_in": self.world.lasts,
            "token_type": "bearer",
        }

    async def _device(self, request: web.Request) -> web.StreamResponse:
        return await self._answer(request, self._begin)

    async def _token(self, request: web.Request) -> web.StreamResponse:
        return await self._answer(request, self._give)

    async def _answer(
        self, request: web.Request, handler: Callable[[dict[str, str]], tuple[int, Json]]
    ) -> web.StreamResponse:
        fault = await self._wire.meet(request.path)
        if (early := self._wire.early(request, fault)) is not None:
            return early
        form = {name: str(value) for name, value in (await request.post()).items()}
        status, told = handler(form)
        return await self._wire.late(request, Reply(json.dumps(told), status), fault)

    def _begin(self, form: dict[str, str]) -> tuple[int, Json]:
        if form.get("client_id") != self.world.client_id:
            return _error("invalid_client")
        number = len(self.world.devices) + 1
        device, code = f"device-{number}", f"lab-{number:04}"
        self.world.devices[device] = code
        return 200, {
            "device_code": device,
            "user_code": code,
            "verification_url": f"{self.world.url}/device",
            "interval": 5,
            "expires_in": 600,
        }

    def _give(self, form: dict[str, str]) -> tuple[int, Json]:
        world = self.world
        if (form.get("client_id"), form.get("client_secret")) != (
            world.client_id,
            world.client_secret,
        ):
            return _error("invalid_client")
        kind = form.get("grant_type")
        if kind == "device_code":
            device = form.get("code", "")
            if device not in world.devices:
                return _error("bad_verification_code")
            if device not in world.typed:
                return _error("authorization_pending")
            del world.devices[device]
            return 200, self.tokens()
        if kind == "authorization_code":
            if form.get("code") not in world.codes:
                return _error("bad_verification_code")
            world.codes.discard(form.get("code", ""))
            return 200, self.tokens()
        if kind == "refresh_token":
            if form.get("refresh_token") not in world.refresh:
                return _error("invalid_grant")
            world.refresh.discard(form.get("refresh_token", ""))
            return 200, self.tokens()
        return _error("unsupported_grant_type")


def _error(name: str) -> tuple[int, Json]:
    return 400, {"error": name, "error_description": name}

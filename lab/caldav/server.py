"""The stand-in of the calendar: PUT, GET, DELETE of entries, the link on a later GET."""

import asyncio
import base64
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

from lab import wire
from lab.troubles import Troubles
from lab.wire import LARGEST, Reply, Wire

REALM = {"WWW-Authenticate": 'Basic realm="CalDAV"'}


@dataclass
class Entry:
    """What was put, and how often it was asked for since."""

    text: str
    etag: str
    link: str
    asked: int = 0


@dataclass
class World:
    """Whose calendar it is; ``link_after`` is at which GET the link is there, ``no_links`` an
    account without Telemost, ``refusals`` how many calls meet a 429, ``gateway`` a 504."""

    login: str
    password: str = ""
    tokens: set[str] = field(default_factory=set)
    entries: dict[str, Entry] = field(default_factory=dict)
    puts: int = 0
    link_after: int = 1
    no_links: bool = False
    no_scope: bool = False
    refusals: int = 0
    gateway: int = 0
    calls: list[tuple[str, str, int]] = field(default_factory=list)
    url: str = ""


class CalendarStandIn:
    """The calendar of ``login``."""

    def __init__(
        self,
        login: str,
        password: str = "",
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.world = World(login, password)
        self.troubles = Troubles()
        self._wire = Wire(self.troubles, sleep)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return self.world.url

    async def start(self) -> None:
        app = web.Application(client_max_size=LARGEST)
        app.router.add_route("*", "/calendars/{login}/{folder}/{name}", self._call)
        runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=0.5
        )
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self._runner = runner
        self.world.url = f"http://127.0.0.1:{runner.addresses[0][1]}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _call(self, request: web.Request) -> web.StreamResponse:
        fault = await self._wire.meet(request.method)
        if (early := self._wire.early(request, fault)) is not None:
            return early
        text = await request.text()
        status, body, etag = self._answer(request, text)
        name = request.match_info["name"]
        self.world.calls.append((request.method, name, status))
        headers = REALM if status == 401 else ({"ETag": etag} if etag else {})
        if fault is not None and fault.fault == "reset_after":
            return wire.reset(request)
        reply = Reply(body, status, headers, "text/calendar")
        return await self._wire.late(request, reply, fault)

    def _answer(self, request: web.Request, text: str) -> tuple[int, str, str]:
        world, where = self.world, request.match_info
        if not self._known(request.headers.get("Authorization", "")):
            return 401, "", ""
        if world.no_scope:
            return 403, "", ""
        if world.refusals:
            world.refusals -= 1
            return 429, "", ""
        if world.gateway:
            world.gateway -= 1
            return 504, "<html>504</html>", ""
        if where["login"] != world.login or where["folder"] != "events-default":
            return 404, "", ""
        handler = {"PUT": self._put, "GET": self._get, "DELETE": self._delete}.get(request.method)
        if handler is None:
            return 405, "", ""
        return handler(where["name"], text, request.headers.get("If-Match", ""))

    def _known(self, authorization: str) -> bool:
        scheme, _, told = authorization.partition(" ")
        if scheme == "OAuth":
            return told in self.world.tokens
        basic = base64.b64encode(f"{self.world.login}:{self.world.password}".encode()).decode()
        return scheme == "Basic" and bool(self.world.password) and told == basic

    def _put(self, name: str, text: str, match: str) -> tuple[int, str, str]:
        known = self.world.entries.get(name)
        if match and (known is None or match != known.etag):
            return 412, "", ""
        self.world.puts += 1
        wanted = re.search(r"(?im)^X-TELEMOST-REQUIRED:TRUE\r?$", text) and not self.world.no_links
        number = 90_000_000_000_000 + 104_729 * len(self.world.entries)
        link = known.link if known is not None else f"https://telemost.yandex.ru/j/{number}"
        etag = f'"{self.world.puts}"'
        self.world.entries[name] = Entry(text, etag, link if wanted else "")
        return 204 if known is not None else 201, "", etag

    def _get(self, name: str, text: str, match: str) -> tuple[int, str, str]:
        found = self.world.entries.get(name)
        if found is None:
            return 404, "", ""
        found.asked += 1
        told = found.text
        if found.link and found.asked >= self.world.link_after:
            line = f"X-TELEMOST-CONFERENCE:{found.link}\r\nEND:VEVENT"
            told = told.replace("END:VEVENT", line)
        return 200, told, found.etag

    def _delete(self, name: str, text: str, match: str) -> tuple[int, str, str]:
        return (204 if self.world.entries.pop(name, None) is not None else 404), "", ""

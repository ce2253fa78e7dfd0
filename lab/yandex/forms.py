"""The stand-in of Yandex Forms' API for one organisation: who it knows, forms, pages of answers.

As documented: only /v1 answers; the next page is named by an address under /v3, which is a page of
HTML that says 404.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from lab.troubles import Troubles
from lab.wire import Reply, Wire

Json = dict[str, Any]  # bodies as they are on the wire
BASE = "/v1"
ALL = frozenset({"forms:read", "forms:write"})
GONE = "<html><head><title>404 Not Found</title></head><body>nginx</body></html>"


@dataclass
class Survey:
    """A form: its columns and answers as they are on the wire; ``open_to`` are the tokens whose
    accounts may see it, None for all."""

    columns: list[Json]
    answers: list[Json] = field(default_factory=list)
    open_to: set[str] | None = None

    def answer(self, *values: object) -> int:
        """Somebody answers, a value for each column, None for a question that is skipped."""
        number = (self.answers[-1]["id"] if self.answers else 1000) + 1
        data = [None if value is None else {"value": value} for value in values]
        created = f"2026-09-12T15:00:{number % 60:02}Z"
        self.answers.append({"id": number, "created": created, "data": data})
        return number


@dataclass
class World:
    """The organisation. ``busy`` calls are answered with 429."""

    organisation: str
    tokens: dict[str, frozenset[str]] = field(default_factory=dict)
    surveys: dict[str, Survey] = field(default_factory=dict)
    busy: int = 0
    calls: list[str] = field(default_factory=list)
    url: str = ""


class FormsStandIn:
    """api.forms.yandex.net. ``troubles`` are asked by a path, like "/v1/users/me"."""

    def __init__(
        self,
        organisation: str,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.world = World(organisation)
        self.troubles = Troubles()
        self._wire = Wire(self.troubles, sleep)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return self.world.url

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._call)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
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

    def survey(self, number: str, *columns: tuple[str, str]) -> Survey:
        """Make a form of questions: the type and the text of each."""
        made = Survey(
            [
                {"id": 10 + place, "slug": f"{kind}_{place}", "type": kind, "text": text}
                for place, (kind, text) in enumerate(columns, start=1)
            ]
        )
        self.world.surveys[number] = made
        return made

    async def _call(self, request: web.Request) -> web.StreamResponse:
        self.world.calls.append(request.path_qs)
        fault = await self._wire.meet(request.path)
        if (early := self._wire.early(request, fault)) is not None:
            return early
        path = request.path.removeprefix(f"{BASE}/").split("/")
        if not request.path.startswith(f"{BASE}/"):
            return web.Response(status=404, text=GONE, content_type="text/html")
        status, told = self._answer(request, path)
        return await self._wire.late(request, Reply(json.dumps(told), status), fault)

    def _answer(self, request: web.Request, path: Sequence[str]) -> tuple[int, Json]:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        scopes = self.world.tokens.get(token)
        if scheme != "OAuth" or scopes is None:
            return _error(401, "Unauthorized")
        if self.world.busy > 0:
            self.world.busy -= 1
            return _error(429, "Too Many Requests")
        if request.headers.get("X-Org-Id") != self.world.organisation:
            return _error(400, "Unknown organisation")
        if "forms:read" not in scopes:
            return _error(403, "Forbidden")
        if list(path) == ["users", "me"]:
            return 200, {"id": 1, "email": "robot@lyceum.example"}
        if len(path) == 3 and (path[0], path[2]) == ("surveys", "answers"):
            return self._page(path[1], token, request)
        return _error(404, "Not Found")

    def _page(self, number: str, token: str, request: web.Request) -> tuple[int, Json]:
        found = self.world.surveys.get(number)
        if found is None:
            return _error(404, "Not Found")
        if found.open_to is not None and token not in found.open_to:
            return _error(403, "Forbidden")
        size = min(int(request.query.get("page_size", "25")), 25)
        # The newest first, as tables of answers are shown.
        before = int(request.query.get("id", "0"))
        rest = [one for one in reversed(found.answers) if not before or one["id"] < before]
        page, more = rest[:size], len(rest) > size
        following = None
        if more:
            query = urlencode({"page_size": size, "id": page[-1]["id"]})
            home = self.world.url.removesuffix(BASE)
            following = {"next_url": f"{home}/v3/surveys/{number}/answers?{query}"}
        return 200, {"columns": found.columns, "answers": page, "next": following}


def _error(status: int, said: str) -> tuple[int, Json]:
    return status, {"error": said}

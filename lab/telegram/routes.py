"""The stand-in's HTTP: methods, long poll and files, each with the trouble it meets."""

import json
from collections.abc import Awaitable, Callable, Container

from aiohttp import web
from aiohttp.web import FileField

from lab import wire
from lab.telegram import errors, receiving
from lab.telegram.bot import TelegramBot
from lab.telegram.errors import Refusal
from lab.telegram.methods import METHODS, POLL_TAKES
from lab.telegram.params import Asked, Sent
from lab.telegram.talks import Json
from lab.telegram.world import Call, World
from lab.troubles import POLL, UPLOAD, Trouble, Troubles
from lab.wire import LARGEST, Reply, Wire

GET_UPDATES = "getUpdates"


class Routes:
    """The addresses that bots ask. ``sleep`` lives through ordered delays."""

    def __init__(
        self, world: World, troubles: Troubles, sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        self._world = world
        self._troubles = troubles
        self._wire = Wire(troubles, sleep)

    def app(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{kind}/{reference}", self._file)
        return app

    async def _call(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        if name.lower() == GET_UPDATES.lower():
            return await self._poll(request)
        fault = await self._wire.meet(name)
        if fault is not None and fault.fault == "reset_unread":
            self._record(name, {}, 0, {}, "", fault)
            return wire.reset(request)
        asked = await _asked(request)
        if asked.files and fault is None:
            fault = await self._wire.meet(UPLOAD)
        if (early := self._wire.early(request, fault)) is not None:
            self._record(name, asked.values, 0, {}, "", fault)
            return early
        bot = self._bot(request)
        try:
            answer = self._run(bot, name, asked, fault)
        except Refusal as refusal:
            answer = refusal.body
        status = int(answer.get("error_code", 200))
        self._record(name, asked.values, status, answer, bot.name if bot else "", fault)
        self._world.changed.ring()
        return await self._late(request, answer, status, fault)

    def _run(self, bot: TelegramBot | None, name: str, asked: Asked, fault: Trouble | None) -> Json:
        if bot is None:
            raise Refusal(401, "Unauthorized")
        if fault is not None and fault.fault == "error":
            raise errors.ordered(fault.code)
        method = METHODS.get(name)
        if method is None:
            raise Refusal(404, "Not Found")
        self._note_unknown(name, asked, method.takes)
        return {"ok": True, "result": method.run(self._world, bot, asked)}

    async def _poll(self, request: web.Request) -> web.StreamResponse:
        """Polls are not recorded, only refusals of them."""
        fault = await self._wire.meet(POLL)
        if (early := self._wire.early(request, fault)) is not None:
            return early
        bot, asked = self._bot(request), await _asked(request)
        try:
            if bot is None:
                raise Refusal(401, "Unauthorized")
            self._note_unknown(GET_UPDATES, asked, POLL_TAKES)
            updates = await receiving.poll(self._world, self._troubles, bot, asked)
            answer, status = {"ok": True, "result": updates}, 200
        except Refusal as refusal:
            answer, status = refusal.body, refusal.code
            self._record(GET_UPDATES, asked.values, status, answer, bot.name if bot else "", fault)
        return await self._late(request, answer, status, fault)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        kept = self._world.files.get(request.match_info["reference"])
        if self._bot(request) is None or kept is None:
            raise web.HTTPNotFound
        return web.Response(body=kept.content)

    def _bot(self, request: web.Request) -> TelegramBot | None:
        token = request.match_info["token"]
        return next((one for one in self._world.bots if one.token == token), None)

    def _note_unknown(self, name: str, asked: Asked, takes: Container[str]) -> None:
        sent = [*asked.values, *(one for one in asked.files if not _is_attached(asked, one))]
        self._world.odd += [f"{name}: unknown {one}" for one in sent if one not in takes]

    async def _late(
        self, request: web.Request, answer: Json, status: int, fault: Trouble | None
    ) -> web.StreamResponse:
        reply = Reply(json.dumps(answer, ensure_ascii=False), status)
        return await self._wire.late(request, reply, fault)

    def _record(
        self,
        name: str,
        values: object,
        status: int,
        answer: Json,
        bot: str,
        fault: Trouble | None,
    ) -> None:
        """Keep a call; one that trouble stopped before anything was done is on the wire only."""
        told = {**values} if isinstance(values, dict) else {}
        told.pop("secret_token", None)
        now = self._world.now()
        call = Call(name, told, status, answer, now, bot, fault=fault.fault if fault else "")
        if status:
            self._world.record(call)
        else:
            self._world.wire.append(call)


async def _asked(request: web.Request) -> Asked:
    """Parameters come in the address, as JSON, or as a form with files."""
    values: dict[str, object] = dict(request.query)
    files: dict[str, Sent] = {}
    if request.content_type == "application/json":
        told = json.loads(await request.read() or b"{}")
        values |= told if isinstance(told, dict) else {}
    else:
        form = await request.post()
        for name, one in form.items():
            if isinstance(one, FileField):
                files[name] = Sent(one.filename, one.file.read())
            else:
                values[name] = one
    return Asked(values, files)


def _is_attached(asked: Asked, name: str) -> bool:
    return any(f"attach://{name}" in str(value) for value in asked.values.values())

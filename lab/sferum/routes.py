"""The stand-in's HTTP: operations, long poll, uploads, files, each with the trouble it meets."""

import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from lab import wire
from lab.sferum import errors, limits, methods, updates, uploads
from lab.sferum.bot import SferumBot
from lab.sferum.errors import Refusal
from lab.sferum.params import Asked
from lab.sferum.talks import Json
from lab.sferum.world import Call, World
from lab.troubles import POLL, UPLOAD, Trouble, Troubles
from lab.wire import LARGEST, Reply, Wire

UPDATES = "GET /updates"
BODIES = ("POST", "PUT", "PATCH")
NO_BODY = ("POST /uploads",)


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
        app.router.add_post("/upload/{key}", self._upload)
        app.router.add_get("/file/{token}", self._file)
        app.router.add_get("/updates", self._poll)
        app.router.add_route("*", "/{path:.*}", self._operation)
        return app

    async def _operation(self, request: web.Request) -> web.StreamResponse:
        try:
            found = methods.find(request.method, request.path)
        except Refusal as refusal:
            unknown = f"{request.method} {request.path}"
            self._record(request, unknown, None, refusal.status, refusal.body, "", None)
            return web.json_response(refusal.body, status=refusal.status)
        fault = await self._wire.meet(found.name)
        if fault is not None and fault.fault == "reset_unread":
            self._record(request, found.name, None, 0, {}, "", fault)
            return wire.reset(request)
        raw = await request.read()
        if (early := self._wire.early(request, fault)) is not None:
            self._record(request, found.name, None, 0, {}, "", fault)
            return early
        bot = self._bot(request)
        body: Json | None = None
        try:
            known = _known(request, bot)
            limits.count_call(self._world, known)
            body = _body(found.name, raw)
            answer, status = self._run(request, known, found, body or {}, fault), 200
        except Refusal as refusal:
            answer, status = refusal.body, refusal.status
        self._record(request, found.name, body, status, answer, bot.name if bot else "", fault)
        self._world.changed.ring()
        return await self._late(request, answer, status, fault)

    def _run(
        self,
        request: web.Request,
        bot: SferumBot,
        found: methods.Operation,
        body: Json,
        fault: Trouble | None,
    ) -> Json:
        if fault is not None and fault.fault == "error":
            raise errors.ordered(fault.code)
        asked = Asked(found.path, dict(request.query), body)
        return methods.OPERATIONS[found.name](self._world, bot, asked)

    async def _poll(self, request: web.Request) -> web.StreamResponse:
        """Polls are not recorded, only refusals of them."""
        fault = await self._wire.meet(POLL)
        if (early := self._wire.early(request, fault)) is not None:
            return early
        bot = self._bot(request)
        try:
            known = _known(request, bot)
            limits.count_poll(self._world, known)
            asked = Asked({}, dict(request.query))
            answer, status = await updates.poll(self._world, self._troubles, known, asked), 200
        except Refusal as refusal:
            answer, status = refusal.body, refusal.status
            self._record(request, UPDATES, None, status, answer, bot.name if bot else "", fault)
        return await self._late(request, answer, status, fault)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        fault = await self._wire.meet(UPLOAD)
        if (early := self._wire.early(request, fault)) is not None:
            return early
        form = await request.post()
        upload = self._world.uploads.get(request.match_info["key"])
        bot = self._world.bot_named(upload.bot_id) if upload else None
        name = bot.name if bot else ""
        try:
            answer = uploads.receive(self._world, request.match_info["key"], form)
        except uploads.Rejected as rejected:
            self._record(request, UPLOAD, None, rejected.status, {}, name, fault)
            return web.Response(status=rejected.status, text="rejected")
        kept = answer if isinstance(answer, dict) else {"text": answer}
        self._record(request, UPLOAD, None, 200, kept, name, fault)
        if isinstance(answer, str):
            return await self._wire.late(request, Reply(answer, content_type="text/xml"), fault)
        return await self._late(request, kept, 200, fault)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        kept = self._world.files.get(request.match_info["token"])
        if kept is None:
            raise web.HTTPNotFound
        return web.Response(body=kept.content)

    def _bot(self, request: web.Request) -> SferumBot | None:
        token = request.headers.get("Authorization")
        return next((one for one in self._world.bots if one.token == token), None)

    async def _late(
        self, request: web.Request, answer: Json, status: int, fault: Trouble | None
    ) -> web.StreamResponse:
        headers: dict[str, str] = {}
        if status == 429 and self._world.settings.retry_after is not None:
            headers["Retry-After"] = str(self._world.settings.retry_after)
        reply = Reply(json.dumps(answer, ensure_ascii=False), status, headers)
        return await self._wire.late(request, reply, fault)

    def _record(
        self,
        request: web.Request,
        operation: str,
        body: Json | None,
        status: int,
        answer: Json,
        bot: str,
        fault: Trouble | None,
    ) -> None:
        """Keep a call; one that trouble stopped before anything was done is on the wire only."""
        call = Call(
            operation,
            request.path,
            {name: value for name, value in request.query.items() if name != "access_token"},
            body,
            status,
            answer,
            self._world.now(),
            bot,
            _auth(request),
            fault=fault.fault if fault else "",
        )
        if status:
            self._world.record(call)
        else:
            self._world.wire.append(call)


def _body(operation: str, raw: bytes) -> Json | None:
    """A call's JSON; raises `Refusal` 400 for anything but an object."""
    if operation.partition(" ")[0] not in BODIES or operation in NO_BODY:
        return None
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError) as fault:
        raise errors.malformed("the body is not JSON") from fault
    if not isinstance(body, dict):
        raise errors.malformed("the body is not an object")
    return body


def _known(request: web.Request, bot: SferumBot | None) -> SferumBot:
    """The bot whose token stands bare in its header; raises `Refusal` 401."""
    if bot is None or "access_token" in request.query:
        raise Refusal(401, "Invalid access_token")
    return bot


def _auth(request: web.Request) -> str:
    """How a token came, without the token."""
    if "access_token" in request.query:
        return "query"
    sent = request.headers.get("Authorization", "")
    if not sent:
        return ""
    return "bearer" if sent.lower().startswith("bearer ") else "bare"

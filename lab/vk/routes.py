"""The stand-in's HTTP: methods, long poll, uploads, files, each with the trouble it meets."""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from lab import wire
from lab.troubles import POLL, UPLOAD, Trouble, Troubles
from lab.vk import execute, keyboards, limits, methods, updates, uploads
from lab.vk.community import Community
from lab.vk.errors import ApiError
from lab.vk.talks import Json
from lab.vk.world import Call, World
from lab.wire import LARGEST, Reply, Wire


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
        app.router.add_route("*", "/method/{method}", self._method)
        app.router.add_route("*", "/whp/{group}", self._poll)
        app.router.add_post(r"/upload/{kind}/{group:\d+}", self._upload)
        app.router.add_get("/file/{reference}", self._file)
        return app

    async def _method(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        fault = await self._wire.meet(method)
        if fault is not None and fault.fault == "reset_unread":
            self._record_lost(method, dict(request.query), fault)
            return wire.reset(request)
        posted = await request.post()
        asked = {**request.query, **{k: v for k, v in posted.items() if isinstance(v, str)}}
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        token = asked.pop("access_token", "") or bearer
        if (early := self._wire.early(request, fault)) is not None:
            self._record_lost(method, asked, fault)
            return early
        answer = self._answer(method, asked, token, fault)
        self._world.changed.ring()
        return await self._late(request, answer, fault)

    async def _late(
        self, request: web.Request, answer: Json, fault: Trouble | None
    ) -> web.StreamResponse:
        return await self._wire.late(request, Reply(keyboards.dumps(answer)), fault)

    def _answer(
        self, method: str, asked: dict[str, str], token: str, fault: Trouble | None
    ) -> Json:
        community = next((one for one in self._world.communities if one.token == token), None)
        try:
            answer = self._run(community, method, asked, fault)
        except ApiError as error:
            answer = _refusal(error, asked)
        name = community.name if community else ""
        ok = "error" not in answer
        met = fault.fault if fault else ""
        call = Call(method, asked, answer, self._world.now(), name, ok, fault=met)
        self._world.record(call)
        return answer

    def _record_lost(self, method: str, asked: dict[str, str], fault: Trouble | None) -> None:
        """Keep a call that trouble stopped before anything was done."""
        met = fault.fault if fault else ""
        call = Call(method, asked, {}, self._world.now(), "", ok=False, fault=met)
        self._world.wire.append(call)

    def _run(
        self, community: Community | None, method: str, asked: dict[str, str], fault: Trouble | None
    ) -> Json:
        if not asked.get("v"):
            raise ApiError(100, "v is required")
        if method != "execute" and method not in methods.METHODS:
            raise ApiError(3)
        if community is None:
            raise ApiError(5)
        limits.count_call(self._world, community)
        if fault is not None and fault.fault == "error":
            raise ApiError(fault.code)
        if method == "execute":
            return execute.run(self._world, self._troubles, community, asked.get("code", ""))
        return {"response": methods.run(self._world, community, method, asked)}

    async def _poll(self, request: web.Request) -> web.StreamResponse:
        fault = await self._wire.meet(POLL)
        if (early := self._wire.early(request, fault)) is not None:
            return early
        asked = {**request.query, **{k: str(v) for k, v in (await request.post()).items()}}
        group = request.match_info["group"]
        community = next((c for c in self._world.communities if str(c.group_id) == group), None)
        if community is None:
            raise web.HTTPNotFound
        if asked.get("act") != "a_check" or asked.get("key") != community.long_poll.key:
            return await self._late(request, {"failed": 2}, fault)
        ts, wait = asked.get("ts", ""), asked.get("wait", "")
        answer = await updates.poll(self._world, self._troubles, community, ts, wait)
        return await self._late(request, answer, fault)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        fault = await self._wire.meet(UPLOAD)
        if (early := self._wire.early(request, fault)) is not None:
            return early
        kind, group = request.match_info["kind"], int(request.match_info["group"])
        form = await request.post()
        answer = uploads.receive(self._world, kind, group, form)
        self._record_upload(kind, group, form, answer)
        return await self._late(request, answer, fault)

    def _record_upload(
        self, kind: str, group: int, form: Mapping[str, object], answer: Json
    ) -> None:
        """Fields by name, files by the name they were sent with."""
        sent = {k: v.filename if isinstance(v, web.FileField) else str(v) for k, v in form.items()}
        name = next((c.name for c in self._world.communities if c.group_id == group), "")
        ok = "error" not in answer
        call = Call(UPLOAD, {"kind": kind, **sent}, answer, self._world.now(), name, ok)
        self._world.record(call)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        kept = self._world.files.get(request.match_info["reference"])
        if kept is None:
            raise web.HTTPNotFound
        return web.Response(body=kept.content)


def _refusal(error: ApiError, asked: dict[str, str]) -> Json:
    shown = [{"key": name, "value": value} for name, value in asked.items()]
    body = {"error_code": error.code, "error_msg": error.message, "request_params": shown}
    return {"error": body}

"""HTTP between bots and a stand-in, with the trouble that calls meet on the way."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import web

from lab.troubles import Trouble, Troubles

LARGEST = 64 * 2**20
HTML = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


@dataclass(frozen=True)
class Reply:
    """What a stand-in answers: JSON text unless told otherwise."""

    text: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"


@dataclass(frozen=True)
class Wire:
    """The way of calls and answers. ``sleep`` lives through ordered delays."""

    troubles: Troubles
    sleep: Callable[[float], Awaitable[None]]

    async def meet(self, method: str) -> Trouble | None:
        """Live through the ordered delays; gives the fault, if any."""
        if self.troubles.outage:
            return Trouble("reset_before")
        fault = None
        for trouble in self.troubles.meet(method):
            if trouble.fault == "delay":
                await self.sleep(trouble.seconds)
            else:
                fault = trouble
        return fault

    def early(self, request: web.Request, fault: Trouble | None) -> web.StreamResponse | None:
        """An answer that comes before anything is done."""
        if fault is None:
            return None
        if fault.fault in ("reset_unread", "reset_before"):
            return reset(request)
        if fault.fault == "bad_gateway":
            return web.Response(status=502, text=HTML, content_type="text/html")
        if fault.fault == "server_error":
            return web.Response(status=500)
        return None

    async def late(
        self, request: web.Request, reply: Reply, fault: Trouble | None
    ) -> web.StreamResponse:
        """The answer to what was done, or what trouble leaves of it."""
        text, kind, met = reply.text, reply.content_type, fault.fault if fault else ""
        if met == "reset_after":
            return reset(request)
        if met == "half_closed":
            return await _half_closed(request, text.encode())
        if met == "hang":
            await asyncio.Event().wait()
        if met == "slow":
            return await self._slow(request, text.encode())
        if met == "wrong_type":
            kind = "text/html"
        spoilt = {"truncated": text[: len(text) // 2], "empty": "", "array": f"[{text}]"}
        return web.Response(
            text=spoilt.get(met, text),
            status=reply.status,
            headers=reply.headers,
            content_type=kind,
        )

    async def _slow(self, request: web.Request, body: bytes) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": str(len(body))})
        await response.prepare(request)
        for byte in body:
            await response.write(bytes([byte]))
            await self.sleep(1.0)
        return response


def reset(request: web.Request) -> web.StreamResponse:
    """Break the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _half_closed(request: web.Request, body: bytes) -> web.StreamResponse:
    """Promise a body, send half of it, and end the connection in good order."""
    response = web.StreamResponse(headers={"Content-Length": str(len(body))})
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response

"""The addresses that messengers call: an update is answered for only after the commit."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web

from bots.channel import Callback, Incoming

log = structlog.get_logger()

BODY_LENGTH = 2**20
BODY_SECONDS = 10.0
RETRY_AFTER = "5"

#: Takes an update in and returns after the commit; raises as `bots.channel.Receive` does.
Take = Callable[[Incoming], Awaitable[None]]


def add_callback(app: web.Application, path: str, name: str, decide: Callback, take: Take) -> None:
    """Answer the calls of a channel's messenger at ``path``."""

    async def answer(request: web.Request) -> web.Response:
        body = await _body(request)
        if body is None:
            return web.Response(status=400, text="bad request")
        decision = decide(body, request.headers)
        if decision.incoming is not None:
            try:
                await take(decision.incoming)
            except Exception as error:  # whatever it is, its text must not reach a log or a page
                log.warning("callback_busy", channel=name, error=type(error).__name__)
                return web.Response(status=503, text="busy", headers={"Retry-After": RETRY_AFTER})
        return web.Response(status=decision.status, text=decision.body)

    app.router.add_post(path, answer)


async def _body(request: web.Request) -> bytes | None:
    """A request's body, None if it is too big or does not come."""
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > BODY_LENGTH:
                    return None
    except (TimeoutError, web.PayloadAccessError, web.RequestPayloadError):
        return None
    return bytes(body)

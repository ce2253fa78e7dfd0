"""The addresses that messengers call: an update is answered for only after the commit.

Anybody may call them. What is no messenger's update is refused with a short word, which only a
counter keeps: nothing of a request goes into a log, and none is answered 500.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog
from aiohttp import web

from bots import logs
from bots.channel import Callback, Decision, Incoming, Overloaded, Refusal
from storage.store import StoreUnavailable

log = structlog.get_logger()

BODY_LENGTH = 2**20
BODY_SECONDS = 10.0
RETRY_AFTER = "5"
JSON = frozenset({"application/json", "application/octet-stream"})

BUSY = Decision(503, "busy", refusal="busy")
FAILED = Decision(503, "busy", refusal="failed")

#: Takes an update in and returns after the commit; raises as `bots.channel.Receive` does.
Take = Callable[[Incoming], Awaitable[None]]
#: Counts a request that was not taken.
Refused = Callable[[str, Refusal], None]


def add_callback(
    app: web.Application,
    path: str,
    name: str,
    decide: Callback,
    take: Take,
    refused: Refused,
) -> None:
    """Answer the calls of a channel's messenger at ``path``."""

    async def answer(request: web.Request) -> web.Response:
        body = await _body(request)
        if isinstance(body, Decision):
            decision = body
        else:
            decision = await _taken(name, decide, take, body, _headers(request))
        if decision.refusal is not None:
            refused(name, decision.refusal)
        return _response(decision)

    app.router.add_route("*", path, answer)


def runner(app: web.Application, shutdown_timeout: float) -> web.AppRunner:
    """What serves our addresses: a packed body is not unpacked, and of one that was refused the
    rest is not read."""
    return web.AppRunner(
        app,
        access_log=None,
        auto_decompress=False,
        lingering_time=0,
        shutdown_timeout=shutdown_timeout,
    )


async def _body(request: web.Request) -> bytes | Decision:
    """A request's body, or why there is none; no more of it is read than may be used."""
    if request.method != "POST":
        return Decision(405, "method not allowed", refusal="method")
    if not _is_json(request):
        return Decision(415, "json only", refusal="type")
    if (request.content_length or 0) > BODY_LENGTH:
        return _too_big()
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > BODY_LENGTH:
                    return _too_big()
    except TimeoutError:
        return Decision(408, "too slow", refusal="slow")
    except (web.PayloadAccessError, web.RequestPayloadError):
        return Decision(400, "bad request", refusal="broken")
    return bytes(body)


def _too_big() -> Decision:
    return Decision(413, "too big", refusal="size")


def _is_json(request: web.Request) -> bool:
    """Whether a body is said to be plain JSON; one of which nothing is said is looked at (HTTP
    calls that an octet stream: RFC 9110, 8.3)."""
    is_packed = request.headers.get("Content-Encoding", "identity") != "identity"
    return not is_packed and request.content_type in JSON


def _headers(request: web.Request) -> Mapping[str, str]:
    """One value a name: a header that comes twice is a list, as HTTP has it, and no secret."""
    told = request.headers
    if len({name.lower() for name in told}) == len(told):
        return told
    return {name: ", ".join(told.getall(name)) for name in told}


async def _taken(
    name: str, decide: Callback, take: Take, body: bytes, headers: Mapping[str, str]
) -> Decision:
    """What the channel decides, after its update was taken in."""
    try:
        decision = decide(body, headers)
        if decision.incoming is not None:
            await take(decision.incoming)
    except (Overloaded, StoreUnavailable) as error:
        log.warning("callback_busy", channel=name, error=type(error).__name__)
        return BUSY
    except Exception as error:  # whatever it is, its text must not reach a log or a page
        kind, place = type(error).__name__, logs.where(error.__traceback__)
        log.error("callback_failed", channel=name, error=kind, where=place)
        return FAILED
    return decision


def _response(decision: Decision) -> web.Response:
    response = web.Response(status=decision.status, text=decision.body)
    if decision.status == 503:
        response.headers["Retry-After"] = RETRY_AFTER
    if decision.status == 405:
        response.headers["Allow"] = "POST"
    return response

"""Calls of the MAX Bot API: our session, limits, and errors that mean something.

The token goes bare in a header and nowhere else; no error of ours holds an address, a text or
a token.

maxapi is not this transport. Measured (2026-11, maxapi 1.2.3): a send by its client costs 0.31 ms
of the CPU, by ours 0.18; importing it 0.17 s and 15 MB. Answered 502, 503 or 504, or when the
connection breaks, it posts the message again by itself, four times in all, and MAX has no key of
idempotency: a message that had gone goes out again. What it gives is the Ministry's root
certificate, by which the API is signed: that file is found without importing anything.
"""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import aiohttp

from bots import sferum_errors, vk_json
from bots.channel import Rejected, Trouble
from bots.pace import Pace
from bots.sferum_pace import ChatPace

CALL_TIMEOUT = aiohttp.ClientTimeout(total=10, sock_connect=5)
REST = 1.0

Json = dict[str, object]  # MAX's own JSON
Method = Literal["GET", "POST", "PUT", "DELETE"]
Query = Mapping[str, str | int]


class Line:
    """One bot's way to MAX: where to, who we are, and how fast; ``per_second`` of the limits."""

    def __init__(
        self,
        url: str,
        token: str,
        monotonic: Callable[[], float],
        *,
        per_second: float,
        per_chat: float,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.sleep = sleep
        self.monotonic = monotonic
        self._url = url.rstrip("/")
        self._token = token
        self._pace = Pace(per_second, monotonic, sleep)
        self._chats = ChatPace(per_chat, monotonic, sleep)
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """For everything that goes out; raises `Trouble` while the line is closed."""
        if self._session is None or self._session.closed:
            raise Trouble("closed")
        return self._session

    def open(self) -> None:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(ssl=trust()),
                timeout=CALL_TIMEOUT,
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def to_chat(
        self, peer: str, query: Query, body: Json, *, urgent: bool, first: bool = False
    ) -> Json:
        """Send a message when the conversation may have one more; as `call`."""
        await self._chats.take(peer, first=first)
        return await self.call("POST", "/messages", query, body, urgent=urgent, first=first)

    async def call(
        self,
        method: Method,
        path: str,
        query: Query | None = None,
        body: Json | None = None,
        *,
        urgent: bool = True,
        first: bool = False,
    ) -> Json:
        """Call an operation when it is our turn, ``first`` at once; gives the answer, raises
        `ChannelError`."""
        await self._pace.take(urgent=urgent, first=first)
        return await self.exchange(method, path, query or {}, body)

    async def exchange(
        self,
        method: Method,
        path: str,
        query: Query,
        body: Json | None = None,
        timeout: aiohttp.ClientTimeout | None = None,
    ) -> Json:
        """Call at once, whatever the pace; as `call`."""
        try:
            async with self.session.request(
                method,
                self._url + path,
                params=dict(query),
                json=body,
                headers={"Authorization": self._token},
                timeout=timeout or CALL_TIMEOUT,
                allow_redirects=False,
            ) as response:
                status, told = response.status, await response.read()
                rest = response.headers.get("Retry-After", "")
        except TimeoutError:
            raise Trouble("timeout") from None
        except (aiohttp.ClientError, OSError):
            raise Trouble("network") from None
        answer = vk_json.load(told)
        if status == 429:
            seconds = float(rest) if rest.isdecimal() and len(rest) < 4 else REST
            self._pace.close_for(seconds)
            raise Trouble("max 429", seconds)
        if status != 200:
            raise sferum_errors.of_status(status, vk_json.mapping(answer).get("code"))
        if not isinstance(answer, dict):
            raise Trouble("not json")
        if answer.get("success") is False:
            raise Rejected("max refused")
        return answer


def trust() -> ssl.SSLContext:
    """What the machine trusts, and the root certificate by which MAX's API is signed."""
    context = ssl.create_default_context()
    context.load_verify_locations(cafile=_certificate())
    return context


def _certificate() -> Path:
    library = find_spec("maxapi")
    if library is None or library.origin is None:
        raise RuntimeError("maxapi is not installed")
    return Path(library.origin).with_name("client") / "russiantrustedca.pem"

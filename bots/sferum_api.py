"""Calls of the MAX Bot API: our session, limits, and errors that mean something.

The token goes bare in a header and nowhere else; no error of ours holds an address, a text or
a token. The Ministry's root certificate, by which the API is signed, is the library's.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Literal

import aiohttp
from maxapi.client import ssl as trust

from bots import sferum_errors, vk_json
from bots.channel import Rejected, Trouble
from bots.pace import Pace
from bots.sferum_pace import ChatPace

CALL_TIMEOUT = aiohttp.ClientTimeout(total=20, sock_connect=5)
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
                connector=trust.create_default_connector(),
                timeout=CALL_TIMEOUT,
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def to_chat(self, peer: str, query: Query, body: Json, *, urgent: bool) -> Json:
        """Send a message when the conversation may have one more; as `call`."""
        await self._chats.take(peer)
        return await self.call("POST", "/messages", query, body, urgent=urgent)

    async def call(
        self,
        method: Method,
        path: str,
        query: Query | None = None,
        body: Json | None = None,
        *,
        urgent: bool = True,
    ) -> Json:
        """Call an operation when it is our turn; gives the answer, raises `ChannelError`."""
        await self._pace.take(urgent=urgent)
        return await self.exchange(method, path, query or {}, body)

    async def exchange(
        self,
        method: Method,
        path: str,
        query: Query,
        body: Json | None = None,
        timeout: aiohttp.ClientTimeout = CALL_TIMEOUT,
    ) -> Json:
        """Call at once, whatever the pace; as `call`."""
        try:
            async with self.session.request(
                method,
                self._url + path,
                params=dict(query),
                json=body,
                headers={"Authorization": self._token},
                timeout=timeout,
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

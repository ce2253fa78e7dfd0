"""vkbottle's client of VK's API, made safe: our session, limits, and errors that mean something.

The token goes in a header and nowhere else; no error of ours holds an address, a text or a token.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from vkbottle.api import API
from vkbottle.http import AiohttpClient

from bots import vk_errors, vk_json
from bots.channel import Rejected, Trouble
from bots.pace import Pace

CALL_TIMEOUT = aiohttp.ClientTimeout(total=20, sock_connect=5)
UPLOAD_TIMEOUT = aiohttp.ClientTimeout(total=120, sock_connect=5)


class Line:
    """One account's way to VK: where to, who we are, and how fast; shared by all that calls."""

    def __init__(self, url: str, token: str, pace: Pace, monotonic: Callable[[], float]) -> None:
        self.url = f"{url.rstrip('/')}/method/"
        self._pace = pace
        self._token = token
        self._monotonic = monotonic
        self._session: aiohttp.ClientSession | None = None
        self._resting: dict[str, float] = {}

    @property
    def session(self) -> aiohttp.ClientSession:
        """For everything that goes out; raises `Trouble` while the line is closed."""
        if self._session is None or self._session.closed:
            raise Trouble("closed")
        return self._session

    def open(self) -> None:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                timeout=CALL_TIMEOUT, cookie_jar=aiohttp.DummyCookieJar()
            )

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def post(self, method: str, params: dict[str, Any], *, urgent: bool) -> dict[str, Any]:
        """Call a method when it is our turn; gives the whole answer, raises `ChannelError`."""
        self.check_rest(method)
        await self._pace.take(urgent=urgent)
        answer = await self._exchange(method, params)
        if "error" in answer:
            self.slow_down(_code(answer["error"]), method)
            raise vk_errors.of_call(_code(answer["error"]), method)
        if "response" not in answer:
            raise Trouble("odd answer")
        return answer

    def check_rest(self, method: str) -> None:
        """Raise `Trouble` while a method rests because VK had too much of it."""
        rest = self._resting.get(method, 0.0) - self._monotonic()
        if rest > 0:
            raise Trouble("resting", rest)

    def slow_down(self, code: int | None, method: str) -> None:
        """Heed an error that says "too much", wherever it was told."""
        if code == vk_errors.TOO_FAST:
            self._pace.close_for(vk_errors.PACE_REST)
        elif code == vk_errors.TOO_OFTEN:
            self._resting[method] = self._monotonic() + vk_errors.QUOTA_REST

    async def _exchange(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._token}"}
        try:
            async with self.session.post(
                self.url + method, data=params, headers=headers, allow_redirects=False
            ) as response:
                status, body = response.status, await response.read()
        except TimeoutError:
            raise Trouble("timeout") from None
        except (aiohttp.ClientError, OSError):
            raise Trouble("network") from None
        if status == 413:
            raise Rejected("http 413")
        if status != 200:
            raise Trouble(f"http {status}")
        return read_object(body)


class Http(AiohttpClient):
    """The client that vkbottle's uploaders use: always the line's own session."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line

    @asynccontextmanager
    async def request(
        self, url: str, method: str = "GET", data: Any = None, **kwargs: Any
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        async with self._line.session.request(
            method, url, data=data, timeout=UPLOAD_TIMEOUT, **kwargs
        ) as response:
            yield response


class Api(API):
    """vkbottle's API over a `Line`; ``urgent`` calls may use the share kept for answers."""

    def __init__(self, line: Line, *, urgent: bool) -> None:
        super().__init__("", http_client=Http(line))
        self._line = line
        self._urgent = urgent

    async def request(
        self, method: str, data: dict[str, Any], version: str | None = None
    ) -> dict[str, Any]:
        """Call a method; gives the whole answer, raises `ChannelError`."""
        params = await self.validate_request(dict(data))
        params["v"] = version or self.API_VERSION
        return await self._line.post(method, params, urgent=self._urgent)


def read_object(body: bytes) -> dict[str, Any]:
    """A JSON object of a messenger's answer; raises `Trouble` for anything else."""
    answer = vk_json.load(body)
    if not isinstance(answer, dict):
        raise Trouble("not json")
    return answer


def _code(error: object) -> int:
    return vk_json.number(vk_json.mapping(error).get("error_code")) or vk_errors.UNKNOWN

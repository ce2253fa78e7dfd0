"""Calls of VK's API: our session, limits, and errors that mean something.

The token goes in a header and nowhere else; no error of ours holds an address, a text or a token.
"""

from collections.abc import Callable, Mapping
from typing import Any

import aiohttp

from bots import vk_errors, vk_json
from bots.channel import Rejected, Trouble
from bots.pace import Pace

API_VERSION = "5.199"
CALL_TIMEOUT = aiohttp.ClientTimeout(total=10, sock_connect=5)


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

    async def post(
        self, method: str, params: Mapping[str, str | int], *, urgent: bool, first: bool = False
    ) -> dict[str, Any]:
        """Call a method when it is our turn, ``first`` at once; gives the whole answer, raises
        `ChannelError`."""
        if not first:
            self.check_rest(method)
        await self._pace.take(urgent=urgent, first=first)
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

    async def _exchange(self, method: str, params: Mapping[str, str | int]) -> dict[str, Any]:
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


class Api:
    """VK's methods over a `Line`; ``urgent`` calls may use the share kept for answers, and what
    is ``first`` waits for nothing."""

    def __init__(self, line: Line, *, urgent: bool, first: bool = False) -> None:
        self.line = line
        self._urgent = urgent
        self._first = first

    async def request(self, method: str, params: Mapping[str, str | int]) -> dict[str, Any]:
        """Call a method; gives the whole answer, raises `ChannelError`."""
        told = {**params, "v": API_VERSION}
        return await self.line.post(method, told, urgent=self._urgent, first=self._first)


def read_object(body: bytes) -> dict[str, Any]:
    """A JSON object of a messenger's answer; raises `Trouble` for anything else."""
    answer = vk_json.load(body)
    if not isinstance(answer, dict):
        raise Trouble("not json")
    return answer


def _code(error: object) -> int:
    return vk_json.number(vk_json.mapping(error).get("error_code")) or vk_errors.UNKNOWN

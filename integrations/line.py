"""HTTP to an outside service: one session, timeouts, and what a broken line means."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp

from integrations.errors import Busy, Lost

TIMEOUT = aiohttp.ClientTimeout(total=20, sock_connect=5)
LARGEST = 2 * 2**20


@dataclass(frozen=True)
class Answer:
    """What came back, whole."""

    status: int
    body: bytes
    etag: str = ""

    def mapping(self) -> dict[str, object]:
        """The body as a JSON object; an empty one for anything else (gateways send HTML)."""
        try:
            read: object = json.loads(self.body)
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}


class Line:
    """The way to one service; the session is made when it is first needed."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
        form: Mapping[str, str] | None = None,
        data: bytes | None = None,
    ) -> Answer:
        """Make a call; raises `Busy` where it did not reach the service, `Lost` where the answer
        did not reach us."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                timeout=TIMEOUT, cookie_jar=aiohttp.DummyCookieJar()
            )
        try:
            async with self._session.request(
                method,
                f"{self._url}{path}",
                headers=headers,
                params=params,
                json=body,
                data=form if form is not None else data,
                allow_redirects=False,
            ) as response:
                read = await _whole(response.content)
                return Answer(response.status, read, response.headers.get("ETag", ""))
        except aiohttp.ClientConnectorError:
            raise Busy("not reached") from None
        except TimeoutError:
            raise Lost("timeout") from None
        except (aiohttp.ClientError, OSError):
            raise Lost("broken off") from None


async def _whole(content: aiohttp.StreamReader) -> bytes:
    """All of a body, as far as it is not too large: one reading gives what has come by then."""
    read = bytearray()
    while len(read) < LARGEST and (more := await content.read(LARGEST - len(read))):
        read += more
    return bytes(read)

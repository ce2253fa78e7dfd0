"""The program with one messenger's address open, and whoever knocks."""

import asyncio
import copy
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import aiohttp
import pytest

from tests.conversations.conftest import clock, messenger, space
from tests.conversations.space import Space
from tests.webhooks.doors import DOORS, Door

__all__ = ["clock", "messenger", "space"]


class Knocker:
    """Whoever sends requests to one address, and what the metrics say of it."""

    def __init__(self, space: Space, door: Door, session: aiohttp.ClientSession) -> None:
        self.door = door
        self.space = space
        self._session = session
        self._numbers = iter(range(1, 1_000_000))

    @property
    def url(self) -> str:
        return self.space.suite.address + self.door.path

    def fresh(self, kind: str | None = None) -> dict[str, object]:
        """An update that did not come yet."""
        return copy.deepcopy(self.door.update(kind or self.door.kinds[0], next(self._numbers)))

    async def post(
        self, body: bytes, headers: dict[str, str] | list[tuple[str, str]], verb: str = "POST"
    ) -> tuple[int, str]:
        async with self._session.request(verb, self.url, data=body, headers=headers) as answer:
            assert answer.content_type == "text/plain"
            return answer.status, await answer.text()

    async def brings(self, update: object) -> tuple[int, str]:
        """Post as the messenger does."""
        return await self.post(*self.door.sealed(update))

    async def raw(self, head: str, body: bytes, then: bytes = b"") -> str:
        """Send bytes over a connection of one's own, and read the answer's first line."""
        address = urlsplit(self.url)
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        lines = f"POST {address.path} HTTP/1.1\r\nHost: bots.school.ru\r\n{head}\r\n"
        writer.write(lines.encode() + body)
        try:
            if then:
                await asyncio.sleep(0)
                writer.write(then)
            async with asyncio.timeout(5):
                return (await reader.readline()).decode().strip()
        finally:
            writer.close()

    def head(self) -> str:
        """The headers of the messenger's requests."""
        _, headers = self.door.sealed(self.fresh())
        return "".join(f"{name}: {value}\r\n" for name, value in headers.items())

    def refused(self) -> dict[str, int]:
        """How many requests were refused, by reason."""
        return self._counted("coworking_refused_requests_total", "reason")

    def taken(self) -> dict[str, int]:
        """How many updates were taken, by outcome."""
        return self._counted("coworking_updates_total", "outcome")

    def _counted(self, name: str, label: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for line in self.space.suite.metrics.render().decode().splitlines():
            if line.startswith(f'{name}{{channel="{self.door.path[1:]}",{label}="'):
                found[line.split('"')[3]] = int(float(line.rpartition(" ")[2]))
        return found


@pytest.fixture
async def knocker(space: Space, messenger: str) -> AsyncIterator[Knocker]:
    async with aiohttp.ClientSession() as session:
        yield Knocker(space, DOORS[messenger](space), session)
    # Whatever came, no step broke.
    assert 'outcome="parked"' not in space.suite.metrics.render().decode()

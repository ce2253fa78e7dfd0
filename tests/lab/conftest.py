"""The stand-ins, each with one bot and one person, and clients that call them."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from lab.sferum.people import SferumPerson
from lab.sferum.server import SferumStandIn
from lab.vk.community import Community
from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn
from tests.lab.sferum_client import Client
from tests.schema import max_schema, vk_schema

Json = dict[str, Any]  # VK's own JSON


@dataclass
class Clock:
    """Our time: moved by tests only."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()

    def move(self, **parts: float) -> None:
        self.at += timedelta(**parts)


@dataclass
class Bot:
    """A community's bot as the network sees it."""

    vk: VkStandIn
    community: Community
    http: aiohttp.ClientSession

    async def call(self, method: str, **params: object) -> Json:
        """The whole body of the answer."""
        posted = {"v": "5.199", "access_token": self.community.token}
        posted |= {name: _posted(value) for name, value in params.items()}
        async with self.http.post(f"{self.vk.url}/method/{method}", data=posted) as answer:
            body: Json = await answer.json()
        return body

    async def get(self, method: str, **params: object) -> Any:
        """The answer of a call that must be accepted."""
        body = await self.call(method, **params)
        assert "response" in body, body
        return body["response"]

    async def refusal(self, method: str, **params: object) -> int:
        """The error code of a call that must be refused."""
        body = await self.call(method, **params)
        assert "error" in body, body
        code: int = body["error"]["error_code"]
        return code

    async def send(self, person: VkPerson, text: str, random_id: int = 0, **params: object) -> int:
        asked = {"peer_id": person.id, "message": text, "random_id": random_id, **params}
        number: int = await self.get("messages.send", **asked)
        return number

    async def poll(self, ts: str | int, wait: int = 0) -> Json:
        """One poll of the long poll, with the key that holds now."""
        queue = self.community.long_poll
        asked = {"act": "a_check", "key": queue.key, "ts": str(ts), "wait": str(wait)}
        url = f"{self.vk.url}/whp/{self.community.group_id}"
        async with self.http.get(url, params=asked) as answer:
            body: Json = await answer.json()
        return body

    async def events(self, ts: str | int = 1) -> list[Json]:
        found: list[Json] = (await self.poll(ts))["updates"]
        return found


def _posted(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def slept() -> list[float]:
    """Seconds that the stand-in was ordered to delay."""
    return []


@pytest.fixture
async def vk(clock: Clock, slept: list[float]) -> AsyncIterator[VkStandIn]:
    """At the end all that was called and answered is held against VK's schema."""

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    made = VkStandIn(clock.now, clock.monotonic, rate=None, sleep=sleep)
    await made.start()
    yield made
    await made.stop()
    if vk_schema.present():
        assert vk_schema.problems(made.calls) == []


@pytest.fixture
async def bot(vk: VkStandIn) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as http:
        yield Bot(vk, vk.community("Коворкинг", secret="s3", confirmation="c0de"), http)


@pytest.fixture
async def ivan(vk: VkStandIn, bot: Bot) -> VkPerson:
    """A person who wrote already; that event is the first, message_allow aside."""
    person = vk.person("Иван Петров")
    await person.write(bot.community, "Начать", payload={"command": "start"})
    return person


@pytest.fixture
async def sferum(clock: Clock, slept: list[float]) -> AsyncIterator[SferumStandIn]:
    """At the end all that was called, answered and told is held against MAX's schema."""

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    made = SferumStandIn(clock.now, clock.monotonic, rate=None, sleep=sleep)
    await made.start()
    yield made
    await made.stop()
    if max_schema.present():
        assert max_schema.problems(made.calls) == []
        told = [update for bot in made.world.bots for _, update in bot.queue.updates]
        posted = [call.body for call in made.world.wire if call.inward]
        assert max_schema.update_problems(one for one in (*told, *posted) if _whole(one)) == []


def _whole(update: Json | None) -> bool:
    """Voice messages come without the message that the schema asks for."""
    if update is None:
        return False
    return update.get("update_type") != "message_created" or "message" in update


@pytest.fixture
async def client(sferum: SferumStandIn) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as http:
        yield Client(sferum, sferum.bot("Коворкинг"), http)


@pytest.fixture
async def anna(sferum: SferumStandIn, client: Client) -> SferumPerson:
    """A person who has begun the dialog; that update is the first."""
    person = sferum.person("Анна Смирнова")
    await person.start(client.bot, "CODE-1")
    return person

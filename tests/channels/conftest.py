"""A VK community of the stand-in, our channel in it, and a clock that moves only when told."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bots.channel import Incoming, Outgoing
from bots.vk import VkChannel
from dialogs import words
from lab.vk.community import Community
from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn

TOKEN = "vk1.a.very-secret"
SHARED = Path(__file__).parents[2].parent / "shared" / "data"


class Clock:
    """Time that passes only in sleeps."""

    def __init__(self) -> None:
        self.seconds = 1_000.0
        self.sleeps: list[float] = []

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime(2026, 12, 1, 10, tzinfo=UTC) + timedelta(seconds=self.seconds)

    async def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.seconds += seconds


class Inbox:
    """What a channel handed over: batches with positions, as the receiver would get them.

    ``refuses`` holds the errors of the next hand-overs.
    """

    def __init__(self) -> None:
        self.batches: list[tuple[list[Incoming], str | None]] = []
        self.refuses: list[Exception] = []

    @property
    def taken(self) -> list[Incoming]:
        return [one for batch, _ in self.batches for one in batch if one.happening != "none"]

    @property
    def position(self) -> str | None:
        return self.batches[-1][1]


@pytest.fixture(autouse=True)
def texts() -> None:
    words.load()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def vk(clock: Clock) -> AsyncIterator[VkStandIn]:
    stand_in = VkStandIn(clock.now, clock.monotonic)
    await stand_in.start()
    yield stand_in
    await stand_in.stop()


@pytest.fixture
def community(vk: VkStandIn) -> Community:
    return vk.community("Коворкинг", 373_001, TOKEN)


@pytest.fixture
async def channel(vk: VkStandIn, community: Community, clock: Clock) -> AsyncIterator[VkChannel]:
    made = make_channel(vk, clock)
    await made.open()
    yield made
    await made.close()


@pytest.fixture
async def anna(vk: VkStandIn, community: Community) -> VkPerson:
    """A person who lets the community write."""
    person = vk.person("Анна Петрова")
    await person.allow(community)
    return person


def make_channel(vk: VkStandIn, clock: Clock, token: str = TOKEN) -> VkChannel:
    return VkChannel(
        "vk-project",
        token,
        api_url=vk.url,
        monotonic=clock.monotonic,
        sleep=clock.sleep,
        wait=1,
    )


def letter(number: int, person: VkPerson, text: str = "Привет") -> Outgoing:
    """A plain message to a person."""
    return Outgoing(number, "send", str(person.id), text)

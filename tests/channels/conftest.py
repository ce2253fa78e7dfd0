"""A VK community of the stand-in, our channel in it, and a clock that moves only when told."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bots.channel import Incoming, Outgoing
from bots.vk import VkChannel
from dialogs import words
from lab.vk.community import Community
from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn
from tests.schema import vk_schema

TOKEN, GROUP = "vk1.a.very-secret", 373_001
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
    """Takes what a channel hands over, as the receiver would: batches with their positions.

    ``refuses`` holds the errors that the next hand-overs meet.
    """

    def __init__(self) -> None:
        self.positions: list[str | None] = []
        self.taken: list[Incoming] = []
        self.refuses: list[Exception] = []

    async def receive(self, batch: Sequence[Incoming], position: str | None) -> None:
        if self.refuses:
            raise self.refuses.pop(0)
        self.taken += batch
        self.positions.append(position)

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.taken if one.happening == "message"]


@pytest.fixture(scope="session", autouse=True)
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
    assert not vk_schema.present() or vk_schema.problems(stand_in.calls) == []


@pytest.fixture
def community(vk: VkStandIn) -> Community:
    return vk.community("Коворкинг", GROUP, TOKEN)


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


def make_channel(
    vk: VkStandIn,
    clock: Clock,
    token: str = TOKEN,
    *,
    group_id: int | None = None,
    secret: str = "",
    confirmation: str = "",
) -> VkChannel:
    """A channel of the community, not opened yet."""
    return VkChannel(
        "vk-project",
        token,
        api_url=vk.url,
        group_id=group_id,
        monotonic=clock.monotonic,
        sleep=clock.sleep,
        wait=1,
        secret=secret,
        confirmations={GROUP: confirmation},
    )


def letter(number: int, person: VkPerson, text: str = "Привет") -> Outgoing:
    """A plain message to a person."""
    return Outgoing(number, "send", str(person.id), text)


def people(vk: VkStandIn, community: Community, count: int) -> list[VkPerson]:
    """People who let the community write."""
    made = [vk.person(f"Ученик {number}") for number in range(count)]
    for one in made:
        community.talk(one.id).allowed = True
    return made


def methods(vk: VkStandIn) -> list[str]:
    """The methods that were called over the network after the channel was opened."""
    return [call.method for call in vk.calls if not call.inside][1:]

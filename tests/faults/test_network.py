"""The way to a messenger breaks (T5): everything is sent once, in order, soon after; it is not
stormed."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol, get_args

import aiohttp
import pytest

from bots import sferum_api, vk_api
from bots.clock import StoppedClock
from bots.vk import VkChannel
from lab import troubles
from lab.troubles import Fault, Trouble, Troubles
from storage.outbox import State
from storage.store import Store
from tests.bots.max_post import MaxPost
from tests.bots.post import Post

PEOPLE, EACH, FEWER = 20, 25, 6
#: Here real time passes until we give up.
SILENT = {"slow", "hang"}
SOON = 90
PATIENCE = 10.0
#: No name of this domain can ever be resolved (RFC 6761).
NOWHERE = "http://vk.invalid:1"
WAIT_FOR_AN_ANSWER = (vk_api.CALL_TIMEOUT.total, sferum_api.CALL_TIMEOUT.total)
SHORT = aiohttp.ClientTimeout(total=0.1)

FAULTS: list[Fault] = [
    "reset_unread",
    "reset_before",
    "reset_after",
    "half_closed",
    "server_error",
    "bad_gateway",
    "empty",
    "truncated",
    "array",
    "wrong_type",
    "slow",
    "hang",
]


Person = Any  # each messenger has people of its own kind


class Sender(Protocol):
    """A sender at work, to whichever messenger."""

    clock: StoppedClock
    script_size: int

    @property
    def troubles(self) -> Troubles: ...
    def requests(self) -> int: ...
    async def person(self, name: str) -> Person: ...
    async def write(self, person: Person, *texts: str) -> int: ...
    async def send(self) -> None: ...
    def texts(self, person: Person) -> list[str]: ...


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits ten real seconds here."""
    monkeypatch.setattr(vk_api, "CALL_TIMEOUT", SHORT)
    monkeypatch.setattr(sferum_api, "CALL_TIMEOUT", SHORT)


@pytest.fixture(params=["one by one", "in scripts", "at max"])
async def post(
    request: pytest.FixtureRequest,
    impatient: None,
    store: Store,
    clock: StoppedClock,
    tmp_path: Path,
) -> AsyncIterator[Sender]:
    folder, size = tmp_path / "files", 60_000 if request.param == "in scripts" else 1
    at_max = request.param == "at max"
    made: Post | MaxPost = (
        MaxPost(store, clock, folder) if at_max else Post(store, clock, folder, size)
    )
    await made.open()
    yield made
    await made.close()


@pytest.fixture
async def people(post: Sender) -> Sequence[Person]:
    return [await post.person(f"Ученик {number}") for number in range(PEOPLE)]


async def write_to_all(post: Sender, people: Sequence[Person], each: int) -> None:
    for person in people:
        await post.write(person, *(f"Письмо {number}" for number in range(each)))


async def seconds_until_sent(post: Sender, people: Sequence[Person], each: int) -> int:
    """Let time pass by seconds until everything has come; gives how many it took."""
    for second in range(SOON + 1):
        await post.send()
        if all(len(post.texts(person)) == each for person in people):
            return second
        post.clock.advance(timedelta(seconds=1))
    pytest.fail(f"not sent within {SOON} s: {[len(post.texts(one)) for one in people]}")


def all_in_order(post: Sender, people: Sequence[Person], each: int) -> bool:
    wanted = [f"Письмо {number}" for number in range(each)]
    return all(post.texts(person) == wanted for person in people)


def test_every_fault_of_the_stand_in_is_met_here() -> None:
    known = {*get_args(troubles.Early), *get_args(troubles.Late)}
    assert known == {*FAULTS, "delay", "error"}


def test_nobody_waits_longer_than_ten_seconds_for_an_answer() -> None:
    assert all(one is not None and one <= PATIENCE for one in WAIT_FOR_AN_ANSWER)


@pytest.mark.parametrize("fault", FAULTS)
async def test_with_a_fault_at_every_tenth_call_all_comes_once_and_in_order(
    post: Sender, people: Sequence[Person], fault: Fault
) -> None:
    each = FEWER if fault in SILENT else EACH
    post.troubles.order(Trouble(fault, times=None, chance=0.1))
    await write_to_all(post, people, each)
    await seconds_until_sent(post, people, each)
    assert all_in_order(post, people, each)
    messages = PEOPLE * each if post.script_size == 1 else each
    assert post.requests() <= 1.5 * messages + 5


async def test_an_answer_that_is_late_counts_as_no_answer(
    post: Sender, people: Sequence[Person]
) -> None:
    post.troubles.order(Trouble("delay", times=5, seconds=30))
    await write_to_all(post, people, 2)
    assert await seconds_until_sent(post, people, 2) > 0
    assert all_in_order(post, people, 2)


async def test_after_a_minute_without_a_network_all_comes_within_ninety_seconds(
    post: Sender, people: Sequence[Person]
) -> None:
    await write_to_all(post, people, 3)
    post.troubles.outage = True
    for _ in range(60):
        await post.send()
        post.clock.advance(timedelta(seconds=1))
    # After 1, 2, 4 … 32 seconds, each conversation by itself or all in one request; to ask MAX what
    # went is harmless, and aiohttp does it twice by itself when the connection breaks.
    asks_twice = 2 if isinstance(post, MaxPost) else 1
    assert post.requests() <= 7 * asks_twice * (PEOPLE if post.script_size == 1 else 1)
    post.troubles.outage = False
    await seconds_until_sent(post, people, 3)
    assert all_in_order(post, people, 3)


async def test_a_name_that_cannot_be_resolved_is_trouble_and_passes(
    store: Store, clock: StoppedClock, tmp_path: Path
) -> None:
    post = Post(store, clock, tmp_path / "files")
    await post.open()
    anna = await post.person("Анна")
    number = await post.write(anna, "Письмо")
    lost = VkChannel(
        "vk-project", "vk1.a.one", api_url="http://vk.invalid:1", monotonic=clock.monotonic
    )
    good = post.channels["vk-project"]
    await lost.open()
    post.channels["vk-project"] = lost
    post.start()
    await post.send()
    row = await post.row(number)
    assert (row.state, row.error, row.attempts) == (State.WAITING, "network", 1)
    post.channels["vk-project"] = good
    post.start()
    clock.advance(timedelta(seconds=2))
    await post.send()
    assert post.texts(anna) == ["Письмо"]
    await lost.close()
    await post.close()

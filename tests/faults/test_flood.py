"""One person writes without end (T15): the others do not notice, and memory does not grow."""

import asyncio
import tracemalloc
from collections import Counter
from datetime import timedelta
from itertools import count

import pytest
from sqlmodel import select

from bots import project, receive
from bots.channel import Incoming, Overloaded
from bots.clock import StoppedClock
from bots.receive import Receiver
from dialogs import words
from storage import updates
from storage.outbox import Message
from storage.store import Store, Tx

CHANNEL = "vk"
FLOODERS, OTHERS, EACH = 20, 50, 4

_numbers = count(1)


def message(user: str, text: str = "Меню") -> Incoming:
    return Incoming(CHANNEL, f"key-{next(_numbers)}", "message", user, user, text=text, raw="{}")


@pytest.fixture
def receiver(store: Store) -> Receiver:
    return Receiver(store, lambda channel: project.BOT)


class Order:
    """Who was taken in which order, whatever the machine's speed."""

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver
        self.taken: list[str] = []
        self.refused: list[str] = []

    async def take(self, user: str) -> None:
        try:
            await self._receiver.take(message(user))
            self.taken.append(user)
        except Overloaded:
            self.refused.append(user)


async def test_normal_people_wait_at_most_twice_as_long_as_without_a_flood(
    receiver: Receiver,
) -> None:
    order = Order(receiver)
    flood = [
        asyncio.create_task(order.take(f"flooder-{n % FLOODERS}")) for n in range(FLOODERS * 30)
    ]
    await asyncio.sleep(0)
    for number in range(EACH):
        before = len(order.taken)
        await asyncio.gather(*(order.take(f"person-{n}") for n in range(OTHERS)))
        own = OTHERS * (number + 1)
        passed = len(order.taken) - before
        # Everybody has a turn: of a flooder at most one message goes before each of a person's.
        assert passed <= 2 * (OTHERS + FLOODERS), own
    assert order.refused == []
    await asyncio.gather(*flood)


async def test_a_flood_of_one_is_refused_before_it_keeps_others_out(receiver: Receiver) -> None:
    order = Order(receiver)
    flood = [asyncio.create_task(order.take("flooder")) for _ in range(2 * receive.WAITING_MOST)]
    await asyncio.sleep(0)
    await asyncio.gather(*(order.take(f"person-{n}") for n in range(OTHERS)))
    assert {one for one in order.refused} == {"flooder"}
    await asyncio.gather(*flood)


async def test_what_was_refused_is_taken_when_it_comes_again(
    store: Store, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "OF_ONE_MOST", 10)
    sent = [message("flooder") for _ in range(40)]
    refused = sent
    while refused:
        ended = await asyncio.gather(*map(receiver.take, refused), return_exceptions=True)
        refused = [
            one for one, how in zip(refused, ended, strict=True) if isinstance(how, Overloaded)
        ]

    def kept(tx: Tx) -> int:
        return sum(not updates.claim(tx, one.key) for one in sent)

    assert await store.run(kept) == len(sent)


async def test_memory_is_flat_under_a_flood(receiver: Receiver) -> None:
    async def wave() -> None:
        await asyncio.gather(*(receiver.take(message(f"flooder-{n % 7}")) for n in range(150)))

    for _ in range(2):
        await wave()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for _ in range(2):
        await wave()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert receiver.is_idle
    assert after - before < 2 * 2**20


async def test_who_writes_too_fast_is_told_so_once_a_minute_and_the_others_are_answered(
    store: Store, clock: StoppedClock
) -> None:
    receiver = Receiver(store, lambda channel: project.BOT, a_minute_most=60)

    async def outcomes(user: str, times: int) -> Counter[str]:
        return Counter([(await receiver.take(message(user))).outcome for _ in range(times)])

    assert await outcomes("flooder", 200) == {"answered": 60, "flood": 140}
    assert await outcomes("person", 5) == {"answered": 5}
    clock.advance(timedelta(minutes=1))
    assert await outcomes("flooder", 100) == {"answered": 60, "flood": 40}

    def notices(tx: Tx) -> int:
        texts = [row.text for row in tx.session.exec(select(Message))]
        return sum(words.say("turn-too-fast") == text for text in texts)

    assert await store.run(notices) == 2

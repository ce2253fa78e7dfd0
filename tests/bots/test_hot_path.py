"""What an update costs, counted in statements: times depend on the machine, counts do not.

A failure here means that something new is asked for every update; if that is right, raise the
number, and measure again (docs/performance.md).
"""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from benchmarks import dialog, seed
from bots import pictures, project, vk_keyboard
from bots.channel import Incoming, Outcome, Outgoing, Sent
from bots.clock import StoppedClock
from bots.deliver import Deliverer
from bots.receive import Receiver
from storage.store import Store

#: For each message of the measured dialog: hello, a form's first question, its summary, its act.
MOST = (12, 14, 18, 27)
MOST_TO_SEND = 12


class Counter:
    """Statements that a database was told, savepoints too."""

    def __init__(self, store: Store) -> None:
        self.told: list[str] = []
        event.listen(store.engine, "connect", self._follow)

    def _follow(self, connection: sqlite3.Connection, _record: Any) -> None:
        connection.set_trace_callback(self.told.append)

    def count(self) -> int:
        told, self.told[:] = len(self.told), []
        return told


class Quiet:
    """A channel that takes everything."""

    name = seed.CHANNEL
    limits = vk_keyboard.LIMITS

    async def deliver(self, batch: list[Outgoing], *, urgent: bool) -> list[Outcome]:
        return [Sent(str(one.id)) for one in batch]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    await seed.make(tmp_path / "counted.db", pupils=1, readers=0)
    store = seed.open_store(tmp_path / "counted.db")
    yield store
    await store.close()


async def test_an_update_asks_the_database_few_things(
    store: Store, clock: StoppedClock, tmp_path: Path
) -> None:
    counter = Counter(store)
    receiver = Receiver(store, lambda channel: project.BOT)
    deliverer = Deliverer(
        Quiet(),  # type: ignore[arg-type]  # the sender needs no more of a channel
        store,
        draw=pictures.draw,
        files_dir=tmp_path,
    )
    user = str(dialog.FIRST_USER)
    for number, (line, most) in enumerate(zip(dialog.DIALOG, MOST, strict=True)):
        incoming = Incoming(
            seed.CHANNEL, f"k{number}", "message", user, user, text=line.said, raw="{}"
        )
        counter.count()
        assert (await receiver.take(incoming)).outcome == "answered"
        told = list(counter.told)
        assert counter.count() <= most, "\n".join(told)
        await deliverer.drain()
        told = list(counter.told)
        assert counter.count() <= MOST_TO_SEND, "\n".join(told)

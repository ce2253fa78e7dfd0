"""Digests for many: in handfuls, at a cost that grows with their number, with answers between."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import func, select

from benchmarks import digests as measured
from benchmarks import families
from bots.clock import StoppedClock
from scheduler.digests import HANDFUL, Digests
from storage import digests
from storage.digest_turns import Slot
from storage.digests import Ready
from storage.outbox import Message
from storage.store import Store, Tx

#: Questions of one handful, and its writes.
STATEMENTS = 20


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(measured.NOW)


@pytest.fixture
def store_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The town is written past the program, into a file."""
    path = tmp_path / "town.db"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


def town(store: Store, parents: int) -> None:
    families.fill(Path(str(store.engine.url.database)), parents, now=measured.NOW)


async def test_everybody_of_a_town_gets_one_message(store: Store) -> None:
    town(store, 3 * HANDFUL + 1)
    assert await Digests(store).send(measured.SLOT) == 3 * HANDFUL + 1

    def messages(tx: Tx) -> tuple[int, int]:
        rows = select(func.count(), func.count(func.distinct(Message.talk_id)))
        every, different = tx.session.exec(rows.select_from(Message)).one()
        return every, different

    assert await store.run(messages) == (3 * HANDFUL + 1, 3 * HANDFUL + 1)
    assert await Digests(store).send(measured.SLOT) == 0


async def test_the_cost_grows_with_the_handfuls_and_with_nothing_else(store: Store) -> None:
    counts: list[int] = []
    for parents in (HANDFUL, 4 * HANDFUL):
        before = await store.run(lambda tx: tx.now)
        town(store, parents)
        written: list[str] = []
        event.listen(
            store.engine, "before_cursor_execute", lambda *args, to=written: to.append(args[2])
        )
        await Digests(store).send(measured.SLOT)
        counts.append(len(written))
        assert before == measured.NOW
    one, four = counts
    assert four <= 5 * one
    assert one <= STATEMENTS


async def test_whoever_writes_meanwhile_waits_for_one_handful_at_most(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    town(store, 8 * HANDFUL)
    kept: list[int] = []
    keep = digests.keep

    def counted(tx: Tx, slot: Slot, made: Sequence[Ready]) -> int:
        kept.append(keep(tx, slot, made))
        return kept[-1]

    monkeypatch.setattr(digests, "keep", counted)
    waited: list[int] = []

    async def asks() -> None:
        while True:
            before = len(kept)
            await store.run(lambda tx: None)
            waited.append(len(kept) - before)
            await asyncio.sleep(0)

    asking = asyncio.create_task(asks())
    assert await Digests(store).send(measured.SLOT) == 8 * HANDFUL
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    assert len(kept) == 8
    assert len(waited) >= 8 and max(waited) <= 2


async def test_the_loop_is_given_back_between_handfuls(store: Store) -> None:
    found = await measured.measure(Path(str(store.engine.url.database)).parent, 4 * HANDFUL)
    assert found.digests == 4 * HANDFUL
    assert found.asked > 0
    assert timedelta(seconds=found.seconds) < timedelta(minutes=1)

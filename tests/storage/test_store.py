"""The store's promises: steps alone, commits together, values and signals only after them."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from bots.clock import StoppedClock
from storage import outbox, talks, updates
from storage.outbox import Letter, Message
from storage.sealing import Sealer
from storage.store import Failure, Store, StoreUnavailable, Tx
from storage.updates import Position


class Wrong(Exception):
    """What a step of these tests raises."""


def moving(value: str, channel: str = "vk") -> Callable[[Tx], str]:
    def move(tx: Tx) -> str:
        updates.move(tx, channel, value)
        return value

    return move


def failing(value: str, channel: str = "vk") -> Callable[[Tx], str]:
    def fail(tx: Tx) -> str:
        updates.move(tx, channel, value)
        tx.session.flush()
        raise Wrong(value)

    return fail


def where(channel: str = "vk") -> Callable[[Tx], str | None]:
    return lambda tx: updates.position(tx, channel)


def said(words: str) -> Callable[[Tx], int]:
    def say(tx: Tx) -> int:
        talk = talks.open_talk(tx, "vk", "1", None)
        return outbox.put(tx, talks.address(talk), Letter(words)).id or 0

    return say


def seen_elsewhere(store: Store, channel: str = "vk") -> str | None:
    """A position, as a connection of its own sees it now."""
    # The store's own engine would wait for the writer.
    engine = create_engine(store.engine.url, poolclass=NullPool)
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT value FROM position WHERE channel = :channel"), {"channel": channel}
        )
        value: str | None = found.scalar_one_or_none()
        return value


async def test_a_step_that_raises_leaves_nothing(store: Store) -> None:
    with pytest.raises(Wrong):
        await store.run(failing("1"))
    assert await store.run(where()) is None


async def test_a_step_that_raises_is_undone_alone_in_its_batch(store: Store) -> None:
    results = await store.run_together([moving("1", "a"), failing("2", "b"), moving("3", "c")])
    assert [isinstance(one, Failure) for one in results] == [False, True, False]
    assert await store.run(where("a")) == "1"
    assert await store.run(where("b")) is None
    assert await store.run(where("c")) == "3"


async def test_two_who_change_the_same_rows_crosswise_both_get_through(store: Store) -> None:
    """PostgreSQL undoes one of two that wait for each other: its steps are run again."""
    await store.run(moving("0", "a"))
    await store.run(moving("0", "b"))
    crowded = threading.Barrier(2)

    def crosswise(first: str, second: str) -> Callable[[Tx], None]:
        def move(tx: Tx) -> None:
            updates.move(tx, first, second)
            with suppress(threading.BrokenBarrierError):
                crowded.wait(0.5)
            with tx.attempt():
                updates.move(tx, second, first)

        return move

    await asyncio.gather(store.run(crosswise("a", "b")), store.run(crosswise("b", "a")))
    assert (await store.run(where("a")), await store.run(where("b"))) == ("b", "a")


async def test_a_row_that_is_there_already_fails_its_step_and_no_other(store: Store) -> None:
    await store.run(moving("1"))

    def add(tx: Tx) -> None:
        tx.session.add(Position(channel="vk", value="2"))

    failed, moved = await store.run_together([add, moving("3", "other")])
    assert isinstance(failed, Failure) and isinstance(failed.error, IntegrityError)
    assert (moved, await store.run(where())) == ("3", "1")


async def test_a_batch_is_one_commit(store: Store) -> None:
    between: list[str | None] = []

    def look(tx: Tx) -> str:
        between.append(seen_elsewhere(store, "a"))
        return ""

    await store.run_together([moving("1", "a"), look, moving("2", "b")])
    assert between == [None]
    assert seen_elsewhere(store, "a") == "1"


async def test_a_value_comes_after_the_commit(store: Store) -> None:
    for number in range(20):
        value = await store.run(moving(str(number)))
        assert seen_elsewhere(store) == value


async def test_many_steps_of_a_batch_run_in_order(store: Store) -> None:
    seen: list[int] = []

    def noting(number: int) -> Callable[[Tx], int]:
        def note(tx: Tx) -> int:
            seen.append(number)
            updates.move(tx, "vk", str(number))
            return number

        return note

    assert await store.run_together([noting(n) for n in range(100)]) == list(range(100))
    assert seen == list(range(100))
    assert await store.run(where()) == "99"


async def test_many_steps_at_once_are_all_kept(store: Store) -> None:
    await asyncio.gather(*(store.run(moving("x", f"channel-{n}")) for n in range(100)))
    kept = [await store.run(where(f"channel-{n}")) for n in range(100)]
    assert kept == ["x"] * 100


async def test_the_signals_of_a_step_come_after_its_commit(store: Store) -> None:
    heard: list[tuple[set[str], str | None]] = []
    there = threading.Event()

    def listen(signals: set[str]) -> None:
        heard.append((set(signals), seen_elsewhere(store)))
        there.set()

    store.on_commit(listen)

    def say(tx: Tx) -> int:
        updates.move(tx, "vk", "said")
        return said("Привет")(tx)

    await store.run(say)
    assert await asyncio.to_thread(there.wait, 5)
    assert heard == [({"vk"}, "said")]


async def test_a_step_that_raises_signals_nothing(store: Store) -> None:
    heard: list[set[str]] = []
    store.on_commit(heard.append)

    def say(tx: Tx) -> int:
        said("Привет")(tx)
        raise Wrong

    with pytest.raises(Wrong):
        await store.run(say)
    await store.run(where())
    assert heard == []


async def test_a_listener_that_raises_does_not_stop_the_writer(store: Store) -> None:
    def listen(signals: set[str]) -> None:
        raise Wrong

    store.on_commit(listen)
    await store.run(said("Привет"))
    assert await asyncio.wait_for(store.run(said("Ещё раз")), 5)


async def test_a_step_called_off_does_not_stop_the_writer(store: Store) -> None:
    held, go_on = threading.Event(), threading.Event()

    def hold(tx: Tx) -> None:
        held.set()
        go_on.wait(5)

    running = asyncio.create_task(store.run(hold))
    await asyncio.to_thread(held.wait, 5)
    waiting = [asyncio.create_task(store.run(moving(str(n)))) for n in range(3)]
    await asyncio.sleep(0)
    running.cancel()
    waiting[1].cancel()
    go_on.set()
    await asyncio.gather(running, *waiting, return_exceptions=True)
    assert await asyncio.wait_for(store.run(moving("after")), 5) == "after"


async def test_what_was_asked_before_the_end_is_finished_and_later_refused(store: Store) -> None:
    before = [asyncio.create_task(store.run(moving(str(n), f"c{n}"))) for n in range(50)]
    await asyncio.sleep(0)
    await store.close()
    assert await asyncio.gather(*before) == [str(n) for n in range(50)]
    with pytest.raises(StoreUnavailable):
        await asyncio.wait_for(store.run(where()), 5)


async def test_an_attempt_that_raises_leaves_what_was_before_it(store: Store) -> None:
    def try_twice(tx: Tx) -> None:
        updates.move(tx, "before", "1")
        with pytest.raises(Wrong), tx.attempt():
            updates.move(tx, "inside", "2")
            tx.session.flush()
            raise Wrong

    await store.run(try_twice)
    assert await store.run(where("before")) == "1"
    assert await store.run(where("inside")) is None


async def test_a_long_read_sees_one_state_while_others_write(store: Store) -> None:
    await store.run(moving("old"))
    began, written = threading.Event(), threading.Event()

    def read(tx: Tx) -> tuple[str | None, str | None]:
        first = updates.position(tx, "vk")
        began.set()
        written.wait(5)
        tx.session.expire_all()
        return first, updates.position(tx, "vk")

    def write() -> None:
        began.wait(5)
        asyncio.run_coroutine_threadsafe(store.run(moving("new")), loop).result(5)
        written.set()

    loop = asyncio.new_event_loop()
    runner = threading.Thread(target=loop.run_forever)
    runner.start()
    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert await store.read(read) == ("old", "old")
    finally:
        writer.join(5)
        loop.call_soon_threadsafe(loop.stop)
        runner.join(5)
        loop.close()
    assert await store.read(where()) == "new"


async def test_ids_of_the_outbox_are_never_used_again(store: Store) -> None:
    numbers = [await store.run(said(str(n))) for n in range(3)]

    def forget(tx: Tx) -> None:
        for number in numbers:
            tx.session.delete(tx.session.get(Message, number))

    await store.run(forget)
    assert await store.run(said("Новое")) > max(numbers)


@pytest.fixture
async def file(sqlite_template: Path, tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    path.write_bytes(sqlite_template.read_bytes())
    return path


@pytest.fixture
async def impatient(file: Path, clock: StoppedClock) -> AsyncIterator[Store]:
    """A store on SQLite that waits for nobody."""
    made = Store(f"sqlite:///{file}", now=clock.now, sealer=Sealer("secret"), busy_ms=10)
    made.start()
    yield made
    await made.close()


async def test_a_locked_file_makes_the_store_unavailable_for_a_while(
    impatient: Store, file: Path
) -> None:
    await impatient.run(moving("before"))
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreUnavailable):
            await impatient.run(moving("during"))
        other.execute("ROLLBACK")
    assert await impatient.run(where()) == "before"
    assert await impatient.run(moving("after")) == "after"


async def test_a_full_disk_makes_the_store_unavailable_and_loses_nothing_kept(
    impatient: Store,
) -> None:
    def limit(pages: int) -> Callable[[Tx], None]:
        def set_limit(tx: Tx) -> None:
            _pragma(tx.session, f"max_page_count = {pages}")

        return set_limit

    await impatient.run(moving("before"))
    await impatient.run(limit(1))
    with pytest.raises(StoreUnavailable):
        await impatient.run_together([moving("during"), said("много слов " * 10_000)])
    assert await impatient.run(where()) == "before"
    await impatient.run(limit(1_000_000))
    await impatient.run_together([moving("after"), said("много слов " * 10_000)])
    assert await impatient.run(where()) == "after"


def _pragma(session: Session, setting: str) -> None:
    session.connection().exec_driver_sql(f"PRAGMA {setting}")

"""No room on the disk (T9): nothing is acknowledged that is not kept, and it passes by itself."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from bots.clock import Clock
from lab.vk.community import Community
from lab.vk.server import VkStandIn
from storage.store import StoreUnavailable, Tx
from tests.conversations.space import Space, Speaker
from tests.faults.running import Running, answered, heard
from tests.process.program import until

SOON = timedelta(seconds=10)


@pytest.fixture
def store_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Pages can be counted in SQLite alone."""
    path = tmp_path / "store.db"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@contextmanager
def full(space: Space) -> Iterator[None]:
    """No page more than the database has: what SQLite says then is "disk is full"."""

    def say(pages: int) -> Callable[[Connection], object]:
        return lambda connection: connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    engine, allow = space.suite.store.engine, say(1_000_000)
    refuse = say(1)
    event.listen(engine, "begin", refuse)
    yield
    event.remove(engine, "begin", refuse)
    event.listen(engine, "begin", allow)


@contextmanager
def full_for_writes(space: Space) -> Iterator[list[int]]:
    """A disk that lets everything be read and nothing be written; gives a line for each refusal."""
    refused: list[int] = []

    def refuse(connection: Connection) -> None:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        changes = driver.total_changes
        if changes > seen[0]:
            seen[0] = changes
            refused.append(changes)
            raise StoreUnavailable("full")

    seen = [0]
    engine = space.suite.store.engine
    event.listen(engine, "commit", refuse)
    yield refused
    event.remove(engine, "commit", refuse)


def posted(space: Space) -> list[object]:
    """What VK was answered, in order."""
    return [one.answer["status"] for one in space.vk.world.wire if one.inward]


async def test_what_cannot_be_kept_is_answered_with_503_and_taken_when_vk_comes_again(
    space: Space, anna: Speaker
) -> None:
    long = "много слов " * 300
    before = len(posted(space))
    with full(space):
        # The free part of the last pages may still take a few.
        for number in range(40):
            await anna.phone.write(f"{number} {long}")
        await until(space.vk, lambda: 503 in posted(space)[before:])
    while space.community.pending:
        space.clock.advance(SOON)
        await space.vk.redeliver_due()
    await space.settle()
    assert set(posted(space)[before:]) == {200, 503}
    assert len([one for one in anna.screen if not one.mine]) >= 40
    assert await space.run(_is_whole)


def _is_whole(tx: Tx) -> bool:
    return tx.session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


async def test_a_process_without_room_goes_on_when_there_is_room_again(
    vk: VkStandIn, vk_clock: Clock, community: Community, program: Running
) -> None:
    await program.start()
    anna = vk.person("Аня")
    await anna.write(community, "Начать")
    await answered(vk, anna, community, 1)
    program.limit_files(4_096)
    await anna.write(community, "Меню")
    await anna.write(community, "Помощь")
    await until(vk, lambda: sum(c.answer.get("status") == 503 for c in vk.world.wire) >= 1)
    assert (await program.get("/healthz"))[0] == 503
    assert len(heard(anna, community)) == 1
    program.limit_files(None)
    while community.pending:
        vk_clock.advance(SOON)
        await vk.redeliver_due()
    await answered(vk, anna, community, 3)
    # VK brings the two again in an order of its own.
    _, *later = heard(anna, community)
    assert sorted(text.partition(" ")[0] for text in later) == ["Выберите,", "Пишите"]
    code, logged = await program.stop()
    assert code == 0
    assert "callback_busy" in logged
    assert "Traceback" not in logged
    assert program.is_whole()


async def test_what_was_sent_and_could_not_be_marked_is_not_sent_in_a_storm(
    space: Space, anna: Speaker
) -> None:
    def calls() -> int:
        return sum(one.method in ("messages.send", "execute") for one in space.vk.calls)

    sender = space.suite.deliverers["vk"]
    await anna.phone.write("Меню")
    await space.vk.wait_taken()
    before = calls()
    with full_for_writes(space) as refused:
        running = asyncio.create_task(sender.run())
        while len(refused) < 5 and calls() < before + 5:
            sender.wake()
            await asyncio.sleep(0)
        assert calls() == before + 1
    await sender.stop()
    await running
    shown = len(anna.screen)
    await space.suite.settle()
    assert len(anna.screen) == shown


async def test_a_copy_that_finds_no_room_is_one_line_and_leaves_nothing(
    program: Running, tmp_path: Path
) -> None:
    await program.command("migrate")
    program.room = 100_000
    code, _, err = await program.command("backup", "copy.db")
    assert code == 1
    assert err.count("\n") == 1
    assert "cannot be copied" in err
    assert not list(tmp_path.glob("copy.db*"))


async def test_a_log_that_cannot_be_written_stops_nothing(
    vk: VkStandIn, community: Community, program: Running
) -> None:
    program.log = Path("/dev/full")
    await program.start()
    anna = vk.person("Аня")
    for number in range(3):
        await anna.write(community, f"Меню {number}")
    await answered(vk, anna, community, 3)

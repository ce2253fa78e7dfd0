"""The database is held, closed or not there (T10): a short wait, then 503 or one line; no loss."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bots import wiring
from bots.clock import Clock, StoppedClock
from bots.settings import Settings
from lab.vk.community import Community
from lab.vk.server import VkStandIn
from storage import store as stores
from tests.conversations.space import Space, Speaker
from tests.faults.running import Running, answered
from tests.process.program import until

#: The longest that an update may wait for another process.
PATIENCE = 5_000


@pytest.fixture
def store_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Only SQLite's file can be held as a whole."""
    path = tmp_path / "store.db"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another process that lets nobody write."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def database(space: Space) -> Path:
    return Path(space.url.removeprefix("sqlite:///"))


def posted(vk: VkStandIn) -> list[object]:
    return [one.answer["status"] for one in vk.world.wire if one.inward]


def test_nobody_waits_for_another_process_longer_than_five_seconds() -> None:
    assert stores.BUSY_MILLISECONDS <= PATIENCE


@pytest.fixture
async def space(
    monkeypatch: pytest.MonkeyPatch, store_url: str, tmp_path: Path, clock: StoppedClock
) -> AsyncIterator[Space]:
    """A space whose store waits a tenth of a second instead of five."""
    defaults = stores.Store.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "busy_ms", 100)
    space = Space(store_url, tmp_path, clock)
    await space.open()
    yield space
    await space.close()


async def test_who_holds_it_shortly_is_waited_for(space: Space, anna: Speaker) -> None:
    before = len(posted(space.vk))
    with held(database(space)):
        await anna.phone.write("Меню")
        await asyncio.to_thread(lambda: None)
    await space.settle()
    assert set(posted(space.vk)[before:]) == {200}


@pytest.mark.parametrize("refusals", [1, 5])
async def test_while_another_holds_it_vk_is_asked_to_come_again_and_nothing_is_lost(
    space: Space, anna: Speaker, boris: Speaker, refusals: int
) -> None:
    before = len(posted(space.vk))
    anna.looks_up()
    with held(database(space)):
        for number in range(refusals):
            await anna.phone.write(f"Меню {number}")
        await until(space.vk, lambda: len(posted(space.vk)) >= before + refusals)
        assert set(posted(space.vk)[before:]) == {503}
    while space.community.pending:
        space.clock.advance(timedelta(seconds=10))
        await space.vk.redeliver_due()
    await space.settle()
    assert len(anna.heard) == refusals
    await boris.says("Меню")
    await boris.sees("Выбери, что нужно")


async def test_what_waits_to_be_sent_is_sent_once_when_the_database_is_free(
    space: Space, anna: Speaker
) -> None:
    anna.looks_up()
    await anna.phone.write("Меню")
    await space.vk.wait_taken()
    with held(database(space)), pytest.raises(stores.StoreUnavailable):
        await space.suite.settle()
    await space.settle()
    assert len(anna.heard) == 1


async def test_a_copy_that_is_being_made_keeps_nobody_waiting(
    vk: VkStandIn, community: Community, program: Running, tmp_path: Path
) -> None:
    await program.start()
    anna = vk.person("Аня")
    with closing(sqlite3.connect(f"file:{program.database}?mode=ro", uri=True)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM outbox").fetchone()
        await anna.write(community, "Меню")
        await answered(vk, anna, community, 1)
        code, _, _ = await program.command("backup", str(tmp_path / "copy.db"))
        assert code == 0
    assert set(posted(vk)) == {200}


async def test_a_database_that_is_held_at_the_start_is_one_line(program: Running) -> None:
    await program.command("migrate")
    with held(program.database):
        code, _, err = await program.command("migrate")
    assert (code, err.count("\n")) == (1, 1)
    assert "database" in err


def read_only(path: Path) -> str:
    return f"sqlite:///file:{path}?mode=ro&uri=true"


def missing_folder(path: Path) -> str:
    return "sqlite:////proc/nowhere/coworking.db"


def a_folder(path: Path) -> str:
    path.unlink()
    path.mkdir()
    return f"sqlite:///{path}"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (read_only, "attempt to write a readonly database"),
        (missing_folder, "its folder cannot be made: No such file or directory"),
        (a_folder, "unable to open database file"),
    ],
)
def test_a_database_that_cannot_be_used_says_why(
    store_url: str, tmp_path: Path, spoil: Callable[[Path], str], said: str
) -> None:
    url = spoil(Path(store_url.removeprefix("sqlite:///")))
    settings = Settings(_env_file=None, database_url=url, secret_key="a key for tests")
    with pytest.raises(stores.StoreUnavailable) as told:
        wiring.open_store(settings, Clock())
    assert str(told.value) == said


@pytest.mark.parametrize("command", ["run", "check"])
async def test_what_cannot_be_used_is_one_line_to_the_administrator(
    program: Running, community: Community, command: str
) -> None:
    await program.command("migrate")
    program.url = read_only(program.database)
    code, out, err = await program.command(command)
    (line,) = [one for one in (out + err).splitlines() if "readonly database" in one]
    assert code == 1
    assert "docs/operations.md" in line
    assert "Traceback" not in out + err
    assert "crashed" not in out + err

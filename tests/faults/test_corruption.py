"""A database that is damaged, or not of this program (T11), and the way back from a copy (T19).

It may refuse to open in one line, or take no update, or apologise; it never answers a person with
what is another's.
"""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from bots import backup, project, wiring
from bots.channel import Incoming
from bots.clock import Clock, StoppedClock
from bots.receive import Receiver
from bots.settings import Settings
from storage import schema
from storage.store import StoreUnavailable
from tests.conversations import projects
from tests.conversations.space import Space, Speaker
from tests.faults.running import Running
from tests.storage.contents import contents

PAGE = 4_096
SEEDS = range(15)


@pytest.fixture
def store_url(sqlite_template: Path, tmp_path: Path) -> str:
    """PostgreSQL looks after its own pages."""
    path = tmp_path / "store.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
async def used(space: Space, anna: Speaker, boris: Speaker, maria: Speaker) -> Path:
    """A database in which people have worked; nobody has it open."""
    await projects.with_supervisor(anna, maria)
    await anna.says("Дневник: сегодня мы считали контейнеры")
    await boris.says("Новый проект")
    await space.suite.stop()
    path = Path(space.url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as one:
        one.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        one.execute("PRAGMA journal_mode=DELETE")
    return path


@pytest.fixture
async def space(store_url: str, tmp_path: Path, clock: StoppedClock) -> AsyncIterator[Space]:
    """A space that the tests stop themselves."""
    space = Space(store_url, tmp_path, clock)
    await space.open()
    yield space
    await space.vk.stop()


def settings(path: Path) -> Settings:
    url = f"sqlite:///{path}"
    return Settings(_env_file=None, database_url=url, secret_key="a key for tests")


async def answers(path: Path, clock: Clock, user: int, *texts: str) -> list[str]:
    """What one person is answered by the program on a database; "" where nothing was taken."""
    try:
        store = wiring.open_store(settings(path), clock)
    except StoreUnavailable:
        return []
    store.start()
    receiver = Receiver(store, lambda channel: project.BOT)
    said: list[str] = []
    try:
        for number, text in enumerate(texts):
            key, peer = f"after-{user}-{number}", str(user)
            incoming = Incoming("vk", key, "message", peer, peer, text=text, raw="{}")
            before = _last(path)
            try:
                await receiver.take(incoming)
            except StoreUnavailable:
                said.append("")
                continue
            said.append(_said_since(path, before, peer))
    finally:
        await store.close()
    return said


def _last(path: Path) -> int:
    return int(str(_ask(path, "SELECT coalesce(max(id), 0) FROM outbox", ())[0][0]))


def _said_since(path: Path, before: int, peer: str) -> str:
    query = "SELECT text FROM outbox WHERE id > ? AND peer = ?"
    return "\n".join(str(row[0]) for row in _ask(path, query, (before, peer)))


def _ask(path: Path, query: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as one:
        try:
            return list(one.execute(query, values))
        except sqlite3.DatabaseError:
            return [(0,)]


def flip_bytes(path: Path, random: Random) -> None:
    body = bytearray(path.read_bytes())
    page = random.randrange(1, len(body) // PAGE)
    for _ in range(random.choice([1, 10, 200])):
        body[page * PAGE + random.randrange(PAGE)] = random.randrange(256)
    path.write_bytes(body)


def zero_a_page(path: Path, random: Random) -> None:
    body = bytearray(path.read_bytes())
    page = random.randrange(len(body) // PAGE)
    body[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    path.write_bytes(body)


def truncate(path: Path, random: Random) -> None:
    body = path.read_bytes()
    path.write_bytes(body[: random.randrange(1, len(body))])


def spoil_the_wal(path: Path, random: Random) -> None:
    """The last commits lie in the log of changes still, and that is damaged."""
    one = sqlite3.connect(path, isolation_level=None)
    one.execute("PRAGMA journal_mode=WAL")
    for number in range(20):
        one.execute("UPDATE resident SET grade = ?", (str(number),))
    wal = path.with_name(path.name + "-wal")
    body = bytearray(wal.read_bytes())
    database = path.read_bytes()
    one.close()
    for _ in range(50):
        body[random.randrange(len(body))] = random.randrange(256)
    path.write_bytes(database)
    wal.write_bytes(body)


MUTATIONS: list[Callable[[Path, Random], None]] = [
    flip_bytes,
    zero_a_page,
    truncate,
    spoil_the_wal,
]


@pytest.mark.parametrize("mutation", MUTATIONS)
async def test_a_damaged_database_never_answers_with_what_is_anothers(
    used: Path,
    tmp_path: Path,
    clock: StoppedClock,
    anna: Speaker,
    boris: Speaker,
    mutation: Callable[[Path, Random], None],
) -> None:
    ended = {"refused": 0, "answered": 0}
    for seed in SEEDS:
        path = tmp_path / f"damaged-{seed}.db"
        shutil.copyfile(used, path)
        mutation(path, Random(seed))
        said = await answers(path, clock, boris.phone.id, "Мои данные", "Мои проекты", "Меню")
        for other in ("Котова", "Раздельный сбор", "контейнеры"):
            assert other not in "\n".join(said), (seed, said)
        ended["answered" if any(said) else "refused"] += 1
        for rest in tmp_path.glob(f"damaged-{seed}.db*"):
            rest.unlink()
    assert sum(ended.values()) == len(SEEDS)


def damaged(path: Path) -> None:
    body = bytearray(path.read_bytes())
    for page in range(2, len(body) // PAGE, 2):
        body[page * PAGE : page * PAGE + 64] = b"\xff" * 64
    path.write_bytes(body)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 10 * PAGE])


def no_database(path: Path) -> None:
    path.write_bytes(b"this is a letter, not a database " * 300)


def newer(path: Path) -> None:
    change(path, "UPDATE alembic_version SET version_num = '0999'")


def half_applied(path: Path) -> None:
    """Tables are there, and no word of which version they are."""
    change(path, "DROP TABLE alembic_version")


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as one:
        one.execute(statement)
        one.commit()


REFUSED: list[tuple[Callable[[Path], None], str]] = [
    (no_database, "file is not a database"),
    (truncated, "malformed"),
    (newer, "version 0999"),
    (half_applied, "already exists"),
]


@pytest.mark.parametrize(("spoil", "said"), REFUSED)
def test_what_is_no_database_of_ours_is_not_opened_and_not_changed(
    store_url: str, spoil: Callable[[Path], None], said: str
) -> None:
    path = Path(store_url.removeprefix("sqlite:///"))
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable) as told:
        wiring.open_store(settings(path), Clock())
    assert said in str(told.value)
    assert "\n" not in str(told.value)
    assert path.read_bytes() == before or spoil is half_applied


@pytest.mark.parametrize("spoil", [damaged, newer])
async def test_check_says_what_is_wrong_and_what_to_do(
    program: Running, spoil: Callable[[Path], None]
) -> None:
    await program.command("migrate")
    spoil(program.database)
    code, out, err = await program.command("check")
    (line,) = [one for one in out.splitlines() if "database:" in one]
    assert code == 1
    assert line.strip().startswith("bad") and "docs/operations.md" in line
    assert "Traceback" not in out + err


#: Statements that break what is kept about Boris's half-filled form and his last screen.
BROKEN_ROWS = {
    "an action that nobody knows": "UPDATE draft SET action = 'gone.form'",
    "a question that nobody asks": "UPDATE draft SET asked = 'gone'",
    "answers of another kind": "UPDATE draft SET answers = '{\"kind\": [1, {}]}'",
    "answers that are a list": "UPDATE draft SET answers = '[1, 2]'",
    "answers that are no JSON": "UPDATE draft SET answers = '{\"kind\": '",
    "arguments that are no JSON": "UPDATE draft SET args = 'x'",
    "a draft of the future": "UPDATE draft SET touched_at = '2999-01-01 00:00:00.000000'",
    "buttons that are no JSON": "UPDATE outbox SET buttons = '[{' WHERE talk_id = {talk}",
    "buttons without their fields": "UPDATE outbox SET buttons = '[{}]' WHERE talk_id = {talk}",
    "an action of a button that is gone": (
        "UPDATE outbox SET buttons = replace(buttons, '\"form.', '\"gone.') WHERE talk_id = {talk}"
    ),
    "a screen that is gone": "UPDATE talk SET screen_id = 999999 WHERE id = {talk}",
}


@pytest.mark.parametrize("what", BROKEN_ROWS)
async def test_a_broken_row_stops_one_dialog_at_most_and_that_has_a_way_out(
    used: Path, clock: StoppedClock, anna: Speaker, boris: Speaker, what: str
) -> None:
    (talk,) = _ask(used, "SELECT id FROM talk WHERE peer = ?", (str(boris.phone.id),))[0]
    change(used, BROKEN_ROWS[what].replace("{talk}", str(talk)))
    hers = await answers(used, clock, anna.phone.id, "Мои данные", "Новый проект")
    assert "Котова" in hers[0]
    assert all(hers)
    his = await answers(
        used, clock, boris.phone.id, "Групповой", "1", "Отмена", "Меню", "Новый проект"
    )
    assert all(his), his
    assert "Выбери" in his[3], his
    assert "Какого типа" in his[4] or "проект" in his[4], his


async def test_a_copy_made_while_people_write_is_whole(
    space: Space, anna: Speaker, boris: Speaker, tmp_path: Path
) -> None:
    async def talk(speaker: Speaker) -> None:
        for number in range(30):
            await speaker.phone.write(f"слова {number}")
            await asyncio.sleep(0)

    copying = asyncio.to_thread(backup.copy, space.url, tmp_path / "copy.db")
    await asyncio.gather(talk(anna), talk(boris), copying)
    await space.settle()
    await space.suite.stop()
    store = wiring.open_store(settings(tmp_path / "copy.db"), space.clock)
    assert schema.damage(store.engine) is None
    made = contents(store)
    store.engine.dispose()
    assert len(made["outbox"]) > 0
    assert len(made["taken_update"]) > 0


async def test_a_restored_copy_holds_every_row_and_the_program_goes_on(
    space: Space, anna: Speaker, maria: Speaker, tmp_path: Path
) -> None:
    await projects.with_supervisor(anna, maria)
    before = contents(space.suite.store)
    backup.copy(space.url, tmp_path / "copy.db")
    await anna.says("Дневник: это будет потеряно")
    await space.suite.stop()
    path = Path(space.url.removeprefix("sqlite:///"))
    for rest in path.parent.glob("store.db*"):
        rest.unlink()
    shutil.copyfile(tmp_path / "copy.db", path)
    await space.start()
    assert contents(space.suite.store) == before
    space.clock.advance(timedelta(hours=1))
    await anna.says("Мои проекты")
    await anna.sees(projects.TITLE)
    await space.suite.stop()


def test_the_old_log_of_changes_beside_a_restored_copy_is_the_documented_mistake() -> None:
    said = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    assert "coworking.db-wal" in said
    assert "## Damage" in said

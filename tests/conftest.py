"""What all tests share: a clock that stands, the texts, and a store of each kind.

A test that asks for `store_url` or for `store` runs on SQLite, and on PostgreSQL as well where
``TEST_POSTGRES_URL`` names a server.
"""

import gc
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import structlog
from hypothesis import settings

from bots import wiring
from bots.clock import StoppedClock
from dialogs import words
from storage import formats, templates
from storage.rules import Rules
from storage.sealing import Sealer
from storage.store import Store
from tests import databases

MOSCOW = ZoneInfo("Europe/Moscow")

# How long an example takes depends on who else uses the machine.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("kills", "killing the real program (tests/kills)")
    group.addoption("--kills", type=int, default=20, help="How often it is killed at random.")
    group.addoption("--seed", type=int, default=1, help="Which random moments these are.")


def pytest_collection_finish() -> None:
    """The thousands of tests stay to the end, and so do the statements that mappers keep of every
    store: a collector that looks through them all at each turn stands still for seconds, in the
    middle of somebody's conversation."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def texts() -> None:
    words.load()


@pytest.fixture(autouse=True)
def plain_logs() -> None:
    """Logs as they are without a program: whatever a test before has set up."""
    structlog.reset_defaults()


@pytest.fixture
def clock() -> StoppedClock:
    """A Monday at noon in Moscow."""
    return StoppedClock(datetime(2026, 11, 23, 12, 0, tzinfo=MOSCOW))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to be copied."""
    return databases.make_sqlite(tmp_path_factory.mktemp("template") / "store.db")


@pytest.fixture(scope="session")
def postgres_url(worker_id: str) -> Iterator[str]:
    """A migrated database of this worker's own; whoever takes it empties it first."""
    with databases.postgres_database(f"test_{worker_id}") as url:
        databases.migrate(url)
        yield url


@pytest.fixture(params=databases.KINDS)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """``DATABASE_URL`` of a migrated database without rows."""
    if request.param == "postgres":
        url: str = request.getfixturevalue("postgres_url")
        databases.empty_postgres(url)
        return url
    template: Path = request.getfixturevalue("sqlite_template")
    return databases.copy_sqlite(template, tmp_path / "store.db")


@pytest.fixture
async def store(store_url: str, clock: StoppedClock) -> AsyncIterator[Store]:
    """A store at work, with the catalogue of stages that is shipped."""
    rules = Rules(
        catalogue=templates.load(wiring.STAGES_FILE),
        read_formats=partial(formats.load, wiring.FORMATS_FILE),
    )
    made = Store(store_url, now=clock.now, sealer=Sealer("secret"), rules=rules)
    made.start()
    yield made
    await made.close()

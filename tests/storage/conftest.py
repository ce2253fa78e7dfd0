"""A small school in a real store, for the tests of rules."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import schema, templates
from storage.rules import Rules
from storage.sealing import Sealer
from storage.store import Store
from tests.storage.school import School

CONTENT = Path(__file__).parents[2] / "dialogs" / "content" / "project_stages.yaml"
POSTGRES = os.environ.get("TEST_POSTGRES_URL")


class Clock:
    """The suite's only clock; stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, span: timedelta) -> None:
        self.now += span


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgres"] if POSTGRES else ["sqlite"])
async def store(
    request: pytest.FixtureRequest, tmp_path: Path, clock: Clock
) -> AsyncIterator[Store]:
    rules = Rules(catalogue=templates.load(CONTENT))
    sqlite = f"sqlite:///{tmp_path / 'store.db'}"
    url = POSTGRES if request.param == "postgres" and POSTGRES else sqlite
    store = Store(url, now=clock, sealer=Sealer("secret"), rules=rules)
    schema.metadata.drop_all(store.engine)
    schema.metadata.create_all(store.engine)
    store.start()
    yield store
    await store.close()


@pytest.fixture
async def school(store: Store) -> School:
    return await School.open(store)

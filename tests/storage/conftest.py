"""A small school in a real store, for the tests of rules."""

from datetime import UTC, datetime

import pytest

from bots.clock import StoppedClock
from storage.store import Store
from tests.storage.school import School


@pytest.fixture
def clock() -> StoppedClock:
    """A morning at the beginning of the school year."""
    return StoppedClock(datetime(2026, 9, 7, 9, 0, tzinfo=UTC))


@pytest.fixture
async def school(store: Store) -> School:
    return await School.open(store)

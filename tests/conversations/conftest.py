"""A space with the people that most conversations need."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bots.clock import StoppedClock
from storage.residents import Role
from tests.conversations import phones
from tests.conversations.space import Space, Speaker


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Every conversation in every messenger, and in VK on every database: what a messenger does is
    nothing to the database."""
    over = [one for one in items if _is_over_again(one)]
    config.hook.pytest_deselected(items=over)
    items[:] = [one for one in items if not _is_over_again(one)]


def _is_over_again(item: pytest.Item) -> bool:
    if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
        return False
    params: dict[str, object] = item.callspec.params
    return params.get("store_url") == "postgres" and params.get("messenger", "vk") != "vk"


@pytest.fixture
def clock() -> StoppedClock:
    """A Monday in September, 16:00 in Moscow: lessons are over, nobody's hours are quiet."""
    return StoppedClock(datetime(2026, 9, 7, 13, 0, tzinfo=UTC))


@pytest.fixture(params=sorted(phones.MESSENGERS))
def messenger(request: pytest.FixtureRequest) -> str:
    """Every conversation is held in every messenger."""
    name: str = request.param
    return name


@pytest.fixture
async def space(
    store_url: str, tmp_path: Path, clock: StoppedClock, messenger: str
) -> AsyncIterator[Space]:
    space = Space(store_url, tmp_path, clock, messenger)
    await space.open()
    yield space
    await space.close()


@pytest.fixture
async def anna(space: Space) -> Speaker:
    return await space.resident("Аня", "Котова", Role.STUDENT, grade="10А")


@pytest.fixture
async def boris(space: Space) -> Speaker:
    return await space.resident("Боря", "Белов", Role.STUDENT, grade="10А")


@pytest.fixture
async def maria(space: Space) -> Speaker:
    """A supervisor."""
    return await space.resident(
        "Мария", "Соколова", Role.TEACHER, Role.SUPERVISOR, patronymic="Ивановна"
    )


@pytest.fixture
async def olga(space: Space) -> Speaker:
    """The coordinator."""
    return await space.resident("Ольга", "Лебедева", Role.COORDINATOR, patronymic="Юрьевна")

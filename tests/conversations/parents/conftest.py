"""Parents beside the people of every conversation; in the messengers that families use."""

from datetime import UTC, datetime

import pytest

from bots.clock import StoppedClock
from storage.residents import Role
from tests.conversations.space import Space, Speaker


@pytest.fixture(params=["sferum", "vk"])
def messenger(request: pytest.FixtureRequest) -> str:
    """The two messengers of the school; Telegram is no matter of families."""
    name: str = request.param
    return name


@pytest.fixture
def clock() -> StoppedClock:
    """A Tuesday in October, 16:00 in Moscow: the digest comes on Thursday."""
    return StoppedClock(datetime(2026, 10, 6, 13, 0, tzinfo=UTC))


async def comes_in(space: Space, parent: Speaker, child: Speaker) -> None:
    """A parent shows the school's code for a child."""
    await parent.says(await space.child_code(parent, child))
    await parent.presses("Да, это я")


@pytest.fixture
async def ivan(space: Space, anna: Speaker) -> Speaker:
    """Anna's father."""
    speaker = await space.resident("Иван", "Котов", Role.PARENT, patronymic="Олегович")
    await comes_in(space, speaker, anna)
    return speaker


@pytest.fixture
async def elena(space: Space, anna: Speaker) -> Speaker:
    """Anna's mother."""
    speaker = await space.resident("Елена", "Котова", Role.PARENT, patronymic="Петровна")
    await comes_in(space, speaker, anna)
    return speaker

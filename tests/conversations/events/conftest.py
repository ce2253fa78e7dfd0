"""Events are talked about in VK and in Sferum; Telegram's own ways are tried elsewhere."""

from collections.abc import AsyncIterator

import pytest

from storage.residents import Role
from tests.conversations.events.services import Services
from tests.conversations.space import Space, Speaker


@pytest.fixture(params=["sferum", "vk"])
def messenger(request: pytest.FixtureRequest) -> str:
    """Every conversation is held in both school messengers."""
    name: str = request.param
    return name


@pytest.fixture
async def viktor(space: Space) -> Speaker:
    """Of the working group."""
    return await space.resident(
        "Виктор", "Дорохов", Role.TEACHER, Role.WORKING_GROUP, patronymic="Николаевич"
    )


@pytest.fixture
async def services(space: Space) -> AsyncIterator[Services]:
    """Telemost and the calendar, both set up."""
    made = Services(space)
    await made.open()
    yield made
    await made.close()

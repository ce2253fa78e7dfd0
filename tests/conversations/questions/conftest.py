"""A family, a class teacher and an administrator, beside those who are in every conversation."""

import pytest

from storage.residents import Role
from tests.conversations.space import Space, Speaker


@pytest.fixture(params=["sferum", "vk"])
def messenger(request: pytest.FixtureRequest) -> str:
    """Every conversation is held in the two messengers that families may use."""
    name: str = request.param
    return name


@pytest.fixture
async def nina(space: Space) -> Speaker:
    """Аня's class teacher."""
    return await space.resident(
        "Нина", "Фомина", Role.TEACHER, Role.CLASS_TEACHER, patronymic="Львовна", grade="10А"
    )


@pytest.fixture
async def oleg(space: Space) -> Speaker:
    """The administrator."""
    return await space.resident("Олег", "Сомов", Role.ADMIN, patronymic="Ильич")


@pytest.fixture
async def ivan(space: Space, anna: Speaker) -> Speaker:
    """Аня's father."""
    return await parent(space, "Иван", "Котов", "Олегович", anna)


@pytest.fixture
async def darya(space: Space, boris: Speaker) -> Speaker:
    """Боря's mother."""
    return await parent(space, "Дарья", "Белова", "Петровна", boris)


async def parent(space: Space, name: str, family: str, patronymic: str, child: Speaker) -> Speaker:
    """Somebody whom the school has made the parent of a child."""
    speaker = await space.resident(name, family, Role.PARENT, patronymic=patronymic)
    await speaker.says(await space.child_code(speaker, child))
    await speaker.presses("Да, это я")
    return speaker

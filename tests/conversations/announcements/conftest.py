"""Announcements are held in the two messengers that a Russian school has."""

import pytest

from storage import families
from storage.residents import Role
from storage.store import Tx
from tests.conversations.space import Space, Speaker


@pytest.fixture(params=["sferum", "vk"])
def messenger(request: pytest.FixtureRequest) -> str:
    """Announcements work the same in both; Telegram is not run again for each."""
    name: str = request.param
    return name


@pytest.fixture
async def nina(space: Space) -> Speaker:
    """The class teacher of 10А."""
    return await space.resident(
        "Нина", "Фомина", Role.TEACHER, Role.CLASS_TEACHER, patronymic="Львовна", grade="10А"
    )


@pytest.fixture
async def ivan(space: Space, anna: Speaker) -> Speaker:
    """Anna's father."""
    return await parent(space, "Иван", "Котов", "Олегович", anna)


async def parent(
    space: Space, name: str, family: str, patronymic: str, *children: Speaker
) -> Speaker:
    """A parent who has come in by the school's code."""
    made = await space.resident(name, family, Role.PARENT, patronymic=patronymic)
    for child in children:
        await space.run(lambda tx, child=child: link(tx, made, child))  # type: ignore[misc]
    return made


def link(tx: Tx, of: Speaker, child: Speaker) -> None:
    families.announce(tx, of.resident, child.resident)
    families.confirm(tx, of.resident, child.resident)

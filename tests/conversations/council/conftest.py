"""A space with those who keep order and those who sit on the Council."""

import pytest

from storage.residents import Role
from tests.conversations.space import Chat, Space, Speaker


@pytest.fixture(params=["sferum", "vk"])
def messenger(request: pytest.FixtureRequest) -> str:
    """Every conversation is held in the messengers of the school."""
    name: str = request.param
    return name


@pytest.fixture
async def gleb(space: Space) -> Speaker:
    """A moderator: of the working group."""
    return await space.resident(
        "Глеб", "Орлов", Role.TEACHER, Role.WORKING_GROUP, patronymic="Ильич"
    )


@pytest.fixture
async def chair(space: Space) -> Speaker:
    return await space.resident(
        "Вера", "Дмитриева", Role.TEACHER, Role.CHAIR, patronymic="Павловна"
    )


@pytest.fixture
async def members(space: Space, chair: Speaker) -> list[Speaker]:
    """The Council: the chair and four members."""
    names = [("Ирина", "Ковалёва"), ("Олег", "Мирный"), ("Тимур", "Сафин"), ("Нона", "Гай")]
    others = [
        await space.resident(name, family, Role.TEACHER, Role.COUNCIL, patronymic="Олеговна")
        for name, family in names
    ]
    return [chair, *others]


@pytest.fixture
async def chat(space: Space, maria: Speaker, anna: Speaker, boris: Speaker, gleb: Speaker) -> Chat:
    """A chat where the bot is an administrator with all rights."""
    made = await space.chat("10А", maria, anna, boris, gleb)
    await made.allows_all(True)
    made.begins(maria)
    return made

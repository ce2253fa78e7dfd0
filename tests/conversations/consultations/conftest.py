"""Consultations are held in VK and in Sferum; Telegram's own ways are tried elsewhere."""

import pytest

from tests.conversations.space import Chat, Space, Speaker


@pytest.fixture(params=["sferum", "vk"])
def messenger(request: pytest.FixtureRequest) -> str:
    """Every conversation is held in both school messengers."""
    name: str = request.param
    return name


@pytest.fixture
async def chat(space: Space, maria: Speaker, anna: Speaker, boris: Speaker) -> Chat:
    """A chat with pupils, in which the bot may pin."""
    made = await space.chat("Физика", maria, anna, boris)
    await made.allows_all(True)
    made.begins(maria)
    return made


@pytest.fixture
async def opened(chat: Chat, maria: Speaker) -> Chat:
    """Maria's queue is open in it."""
    await chat.says(maria, "/консультация Законы Ньютона")
    return chat

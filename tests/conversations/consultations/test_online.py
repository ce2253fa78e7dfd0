"""K3: «/консультация онлайн ТЕМА»: a room of a provider, on demand."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.conversations.events.services import Services
from tests.conversations.space import Chat, Space, Speaker


@pytest.fixture
async def services(space: Space) -> AsyncIterator[Services]:
    """Telemost and the calendar, both set up."""
    made = Services(space)
    await made.open()
    yield made
    await made.close()


async def test_a_telemost_room_comes_by_itself_and_is_shut_at_the_end(
    space: Space, services: Services, chat: Chat, maria: Speaker, anna: Speaker
) -> None:
    await chat.says(maria, "/консультация онлайн Законы Ньютона")
    await space.settle()
    (room,) = services.telemost.world.conferences.values()
    await maria.sees("встреча готова", room.id)
    await chat.presses(anna, "Встать в очередь")
    await space.pass_time(timedelta(seconds=1))
    anna.looks_up()
    await chat.presses(maria, "Следующий")
    await anna.sees("Твоя очередь", room.id)
    assert not any(room.id in one for one in chat.heard(maria))
    await chat.presses(maria, "Завершить")
    await space.settle()
    assert room.waiting_room == "ADMINS"


async def test_where_no_provider_gives_one_the_teacher_is_asked_for_a_link(
    space: Space, services: Services, chat: Chat, maria: Speaker
) -> None:
    services.telemost.world.tokens.clear()
    await services.without_calendar()
    await chat.says(maria, "/консультация онлайн Законы Ньютона")
    await space.pass_time(timedelta(seconds=10))
    await maria.sees("создать не получилось", "Вставить ссылку")

"""Children in danger: the conversations are held in the two messengers of the school."""

import pytest

from storage import duty, residents
from storage.residents import Role
from storage.store import Tx
from tests.conversations.space import Space, Speaker


@pytest.fixture(params=["sferum", "vk"])
def messenger(request: pytest.FixtureRequest) -> str:
    """Every conversation is held in Sferum and in VK."""
    name: str = request.param
    return name


@pytest.fixture
async def elena(space: Space) -> Speaker:
    """The psychologist."""
    return await space.resident("Елена", "Орлова", Role.PSYCHOLOGIST, patronymic="Павловна")


@pytest.fixture
async def pavel(space: Space) -> Speaker:
    """An administrator."""
    return await space.resident("Павел", "Громов", Role.ADMIN, patronymic="Олегович")


@pytest.fixture
async def on_duty(space: Space, elena: Speaker, pavel: Speaker) -> list[Speaker]:
    """The psychologist and the administrator, every day, at any hour."""

    def add(tx: Tx) -> None:
        by = residents.who(tx, elena.resident)
        for one in (elena, pavel):
            duty.add(
                tx,
                by,
                person=one.resident,
                since_minute=0,
                until_minute=duty.DAY_ENDS,
                weekdays=tuple(range(7)),
            )

    await space.run(add)
    return [elena, pavel]

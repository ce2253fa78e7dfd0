"""Exhibitions are walked in VK and in Sferum; Telegram's own ways are tried elsewhere."""

from datetime import timedelta

import pytest

from storage.events import Audience, Event, EventHost, EventState
from storage.residents import Role
from storage.store import Tx
from tests.conversations.projects import TITLE, with_supervisor
from tests.conversations.space import PNG, Space, Speaker

DAYS = timedelta(days=1)
OPENS_IN = 3 * DAYS


@pytest.fixture(params=["sferum", "vk"])
def messenger(request: pytest.FixtureRequest) -> str:
    """Every conversation is held in both school messengers."""
    name: str = request.param
    return name


@pytest.fixture
async def ivan(space: Space, anna: Speaker) -> Speaker:
    """Anna's father."""
    speaker = await space.resident("Иван", "Котов", Role.PARENT, patronymic="Олегович")
    await speaker.says(await space.child_code(speaker, anna))
    await speaker.presses("Да, это я")
    return speaker


@pytest.fixture
async def exhibition(space: Space, maria: Speaker) -> int:
    """Maria's exhibition, for everybody, that opens in three days."""

    def hold(tx: Tx) -> int:
        starts = tx.now + OPENS_IN
        row = Event(
            uid="exhibition",
            format="virtual_exhibition",
            title="Проекты года",
            purpose="Покажем всем, что сделали",
            starts_at=starts,
            ends_at=starts + timedelta(minutes=40),
            place="online",
            audience=Audience.OPEN,
            state=EventState.APPROVED,
            proposed_by=maria.resident,
            made_at=tx.now,
            changed_at=tx.now,
        )
        tx.session.add(row)
        tx.session.flush()
        assert row.id is not None
        tx.session.add(EventHost(event_id=row.id, resident_id=maria.resident))
        return row.id

    return await space.run(hold)


async def opens(who: Speaker) -> None:
    """Open the only exhibition."""
    await who.says("Выставки")
    await who.sees("Проекты года")
    await who.says("1")


async def puts_in(anna: Speaker, maria: Speaker) -> None:
    """Anna's project has a supervisor; its work is sent to the exhibition with one picture."""
    await with_supervisor(anna, maria)
    await opens(anna)
    await anna.sees("Выставка откроется")
    await anna.presses("Подать работу")
    await anna.says("Три ведра и один плакат: как класс начал делить мусор.")
    await anna.presses("Подтвердить")
    await anna.sees(f"Черновик работы «{TITLE}» готов")
    await anna.presses("Прислать картинку")
    await anna.sends_photo(content=PNG + b"1")
    await anna.sees("Картинок: 1 из 5")
    await anna.presses("Готово")
    await anna.presses("Отправить на проверку")
    await anna.sees("Отправляя работу, ты соглашаешься")
    await anna.presses("Согласен, отправить")
    await anna.sees("отправлена ведущим", "нет согласия родителя")


async def lets_in(maria: Speaker, ivan: Speaker) -> None:
    """Maria approves it, Anna's father agrees."""
    await maria.sees("подана работа", "Аня К.")
    await maria.presses("К работе")
    await maria.presses("Одобрить")
    await maria.sees("Одобрено", "когда будут все согласия")
    await ivan.sees("только с вашего согласия")
    await ivan.presses("Ответить о согласии")
    await ivan.sees("Текст согласия", "всем желающим")
    await ivan.presses("Разрешить: Аня")
    await ivan.sees("Согласие записано")

"""P7: collective projects, two people at once."""

import asyncio

from tests.conversations import projects
from tests.conversations.space import Space, Speaker

COLLECTIVE = "Коллективный проект"


async def in_a_team(anna: Speaker, boris: Speaker, maria: Speaker) -> None:
    await projects.with_supervisor(anna, maria, kind=COLLECTIVE)
    await anna.says("Мои проекты")
    await anna.presses("Команда")
    await anna.presses("Код для команды")
    code = anna.last.text.split("«")[1].split(": ")[1].split()[0]
    await boris.says(f"вступить {code}")


async def test_a_code_brings_a_classmate_into_the_team(
    anna: Speaker, boris: Speaker, maria: Speaker
) -> None:
    await in_a_team(anna, boris, maria)
    await boris.sees("Ты в команде проекта", projects.TITLE)
    await anna.sees("Боря Б., 10А теперь в команде")


async def test_an_invitation_from_the_list_is_accepted(
    anna: Speaker, boris: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria, kind=COLLECTIVE)
    await anna.says("Мои проекты")
    await anna.presses("Команда")
    await anna.presses("Пригласить")
    await anna.says("Бел")
    await anna.presses("Боря Б., 10А")
    await anna.presses("Подтвердить")
    await boris.sees("зовёт тебя в команду")
    await boris.presses("Согласен")
    await anna.sees("теперь в команде")


async def test_roles_and_contributions_are_each_ones_own(
    anna: Speaker, boris: Speaker, maria: Speaker
) -> None:
    await in_a_team(anna, boris, maria)
    await boris.presses("Команда")
    await boris.presses("Мой вклад")
    await boris.says("провёл опрос в трёх классах")
    await boris.presses("Подтвердить")
    await anna.says("Мои проекты")
    await anna.presses("Команда")
    await anna.sees("вклад: провёл опрос в трёх классах")
    await anna.presses("Назначить роль")
    await anna.presses("Боря Б., 10А")
    await anna.says("опросы")
    await anna.presses("Подтвердить")
    await boris.sees("Боря Б., 10А — опросы")


async def test_leaving_needs_the_supervisors_word(
    anna: Speaker, boris: Speaker, maria: Speaker
) -> None:
    await in_a_team(anna, boris, maria)
    await boris.presses("Команда")
    await boris.presses("Выйти из команды")
    await boris.says("не успеваю из-за секции")
    await boris.presses("Подтвердить")
    await boris.says("Мои проекты")
    await boris.sees(projects.TITLE)
    await maria.presses("Отпустить")
    await boris.says("Мои проекты")
    await boris.sees("Проектов у тебя пока нет")


async def test_the_second_of_two_sees_what_the_first_changed(
    anna: Speaker, boris: Speaker, maria: Speaker
) -> None:
    await in_a_team(anna, boris, maria)
    for pupil in (anna, boris):
        await pupil.says("Мои проекты")
        await pupil.presses("Этап 1")
    await anna.presses("1")
    await anna.sees("✅ Записал три темы")
    await boris.presses("1")
    await boris.sees("уже отмечено: Аня К., 10А", "✅ Записал три темы")


async def test_two_members_sending_in_at_once_send_once(
    space: Space, anna: Speaker, boris: Speaker, maria: Speaker
) -> None:
    await in_a_team(anna, boris, maria)
    await projects.ticks_all(anna)
    await boris.says("Мои проекты")
    await boris.presses("Этап 1")
    maria.looks_up()
    await asyncio.gather(
        anna.phone.press("Сдать этап"),
        boris.phone.press("Сдать этап"),
    )
    await space.settle()
    waiting = [one for one in maria.heard if "ждёт проверки" in one.text]
    assert len(waiting) == 1

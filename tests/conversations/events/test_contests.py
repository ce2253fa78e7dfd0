"""E5: a case tournament from the first team to the jury's protocol, in residents' words."""

import io
from datetime import timedelta

import pytest
from docx import Document

from storage import families
from storage.residents import Role
from storage.store import Tx
from tests.conversations.events.planning import approves, opens, proposes
from tests.conversations.space import Space, Speaker

TITLE = "Турнир идей"


async def tournament(maria: Speaker, viktor: Speaker, *people: Speaker) -> None:
    """A tournament of Maria's on Saturday from 11:00 to 14:00, with these people registered."""
    await proposes(maria, format="Кейс-турнир", title=TITLE, starts="12.09 11:00", length="3 часа")
    await approves(viktor, TITLE)
    for who in people:
        await opens(who, title=TITLE)
        await who.presses("Записаться")


async def enters(who: Speaker) -> None:
    await opens(who, title=TITLE)
    await who.presses("Команды и задания")


async def fills(who: Speaker, button: str, *answers: str) -> None:
    await who.presses(button)
    for answer in answers:
        await who.says(answer)
    await who.presses("Подтвердить")


async def manages(who: Speaker) -> None:
    await enters(who)
    await who.presses("Управление")


async def team(captain: Speaker, title: str, *others: Speaker) -> str:
    """A team made by one, joined by others with its code; gives the code."""
    await enters(captain)
    await fills(captain, "Создать команду", title)
    await captain.sees(f"Команда «{title}» создана")
    await captain.presses("Позвать по коду")
    code = captain.last.text.partition(": ")[2][:9]
    for who in others:
        await who.says(code)
        await who.sees(f"ты в команде «{title}»")
    return code


@pytest.fixture
async def vera(space: Space) -> Speaker:
    return await space.resident("Вера", "Орлова", Role.STUDENT, grade="10Б")


@pytest.fixture
async def pavel(space: Space) -> Speaker:
    return await space.resident(
        "Павел", "Зуев", Role.TEACHER, Role.SUPERVISOR, patronymic="Петрович"
    )


async def test_a_tournament_from_the_first_team_to_the_protocol(
    space: Space,
    maria: Speaker,
    viktor: Speaker,
    olga: Speaker,
    pavel: Speaker,
    anna: Speaker,
    boris: Speaker,
    vera: Speaker,
) -> None:
    await tournament(maria, viktor, anna, boris, vera)
    await team(anna, "Ракета", boris)
    await anna.sees("теперь в команде «Ракета»")
    await team(vera, "Комета")

    await manages(maria)
    await maria.sees("Команды: 2, из них неполных: 2", "Кейсы: 0")
    for title in ("Мусор", "Столовая"):
        await maria.presses("Кейсы")
        await fills(maria, "Добавить кейс", title, "Что сделать лицею за год?", "Пропустить")
        await maria.presses("Управление")
    for name in ("Павел Петрович Зуев", "Ольга Юрьевна Лебедева"):
        await maria.presses("Жюри")
        await fills(maria, "Добавить в жюри", name)
        await maria.presses("Управление")
    await pavel.sees("приглашает вас в жюри")
    await enters(anna)
    await anna.does_not_see("Кейсы")

    # The tournament begins: everybody has the cases at one moment.
    await space.pass_time(timedelta(days=4, hours=19))
    for who in (anna, boris, vera):
        await who.sees("вот кейсы", "Мусор", "Столовая")
    await enters(anna)
    await anna.sees("Кейс ещё не выбран")
    await anna.does_not_see("Сдать работу")
    await anna.presses("Кейсы")
    await anna.presses("Мусор")
    await anna.presses("Взять этот кейс")
    await boris.sees("выбирает для команды кейс «Мусор»")
    await enters(boris)
    await boris.presses("Сдать работу")
    for answer in ("Сортировка", "Пять контейнеров и игра", "Пропустить"):
        await boris.says(answer)
    await boris.sends_document("plan.pdf")
    await boris.presses("Подтвердить")
    await boris.sees("Принято: «Сортировка», версия 1")
    await anna.sees("Работа команды сдана")

    # Half an hour before the end who has handed nothing in is reminded, and nobody else.
    anna.looks_up()
    await space.pass_time(timedelta(hours=2, minutes=30))
    await vera.sees("ещё ничего не сдала")
    assert not [one for one in anna.heard if "ещё ничего" in one.text]
    await enters(vera)
    await vera.presses("Кейсы")
    await vera.presses("Столовая")
    await vera.presses("Взять этот кейс")
    await vera.presses("Сдать работу")
    for answer in ("Вкусно", "Голосование за блюда", "https://example.org/b", "Пропустить"):
        await vera.says(answer)
    await vera.presses("Подтвердить")
    await vera.sees("Принято")
    await space.pass_time(timedelta(minutes=30))
    await maria.sees("приём работ закончен, сданы 2 работы")
    await pavel.sees("вашей оценки ждут 2 работы")

    await pavel.presses("Работы для жюри")
    await judges(pavel, "Ракета", 5, 4, 5, 4, 5)
    await judges(pavel, "Комета", 3, 3, 3, 3, 3)
    await olga.presses("Работы для жюри")
    await judges(olga, "Ракета", 4, 4)
    await maria.presses("Управление")
    await maria.presses("Жюри")
    await maria.sees("Павел Петрович Зуев: заполнено листов 2 из 2", "листов 0 из 2")
    await maria.presses("Управление")
    await maria.presses("Закрыть оценивание")
    await maria.sees("Неполные листы не считаются")
    await maria.presses("Закрыть оценивание")
    await maria.sees("1. «Ракета» — 23", "2. «Комета» — 15", "Балл — среднее")
    await vera.presses("К конкурсу")
    await vera.does_not_see("место", "Победители")
    await maria.presses("К конкурсу")
    await maria.presses("Управление")
    await maria.presses("Протокол жюри")
    sent = Document(io.BytesIO(maria.last.attachments[-1].content))
    cells = [cell.text for table in sent.tables for row in table.rows for cell in row.cells]
    assert {"Ракета", "Сортировка", "обоснованность данными", "Зуев Павел Петрович"} <= {*cells}
    await maria.presses("Управление")
    await maria.presses("Объявить результаты")
    await maria.presses("Объявить результаты")
    await anna.sees("Команда «Ракета» — 1 место", "23 из 25")
    await vera.sees("Команда «Комета» — 2 место")
    await vera.presses("К конкурсу")
    await vera.sees("Победители", "1 место — «Ракета»", "Ваше место — 2")
    # What is over is found by who held it and by the jury.
    for who, button in ((maria, "Мои прошедшие"), (pavel, "Я в жюри")):
        await who.says("События")
        await who.presses(button)
        await who.sees(TITLE)
        await who.says("1")
        await who.sees(TITLE, "Команды и задания" if who is maria else "Победители")


async def judges(juror: Speaker, title: str, *marks: int) -> None:
    """Look at a team's work and give marks, one press a criterion; then back to the list."""
    found = [label for label in juror.last.labels if f"{title} — " in label]
    lines = [line for line in juror.last.text.splitlines() if f". {title} — " in line]
    await juror.says([*found, *lines][0].partition(". ")[2])
    await juror.presses("Оценить")
    for number, mark in enumerate(marks):
        if number == 0:
            await juror.says("1")
        await juror.presses(str(mark))
    if len(marks) < 5:
        await juror.presses("К листу")
    await juror.sees(f"Всего {sum(marks)} из 25")
    await juror.presses("Работы для жюри")


async def test_who_looks_is_found_a_team_and_the_hosts_word_on_time_is_told(
    space: Space,
    maria: Speaker,
    viktor: Speaker,
    anna: Speaker,
    boris: Speaker,
    vera: Speaker,
) -> None:
    """Those who look, a captain who leaves, another name, another deadline, works taken no more."""
    await tournament(maria, viktor, anna, boris)
    await enters(vera)
    await vera.sees("сначала запишись на событие")
    await enters(boris)
    await boris.presses("Ищу команду")
    await boris.sees("Ты в списке", "Больше не ищу команду")
    code = await team(anna, "Ракета")
    await vera.says(code)
    await vera.sees(f"Сначала нужна запись на событие «{TITLE}»")
    await manages(maria)
    await maria.sees("Ищут команду: 1")
    await maria.presses("Команды")
    await maria.sees("Ищут команду: Боря Б., 10А")
    await fills(maria, "Найти команду", "Боря Б., 10А", "Ракета")
    await boris.sees("Команда нашлась: «Ракета», ты уже в ней")
    await anna.sees("Боря Б., 10А теперь в команде «Ракета»")
    await maria.says("Ракета: 2 человека, не хватает людей")
    await fills(maria, "Переименовать", "Ракета-2")
    await anna.sees("Команда теперь называется «Ракета-2»")

    await enters(anna)
    await anna.presses("Команда")
    await anna.sees("Аня К., 10А, капитан", "Передать капитанство")
    await anna.presses("Выйти из команды")
    await anna.presses("Выйти из команды")
    await boris.sees("Аня К., 10А больше не в команде «Ракета-2»")
    await enters(boris)
    await boris.presses("Команда")
    await boris.sees("Боря Б., 10А, капитан")
    await manages(maria)
    await maria.presses("Команды")
    await maria.says("Ракета-2: 1 человек, не хватает людей")
    await fills(maria, "Распустить", "Название команды всё ещё не подходит")
    await boris.sees("твоя команда «Ракета-2» распущена", "Мария Ивановна", "всё ещё не подходит")

    await manages(maria)
    await fills(maria, "Срок сдачи", "12.09 13:00")
    await boris.sees("работы принимаются до 13:00 (12 сентября)")
    await space.pass_time(timedelta(days=4, hours=19, minutes=5))
    await manages(maria)
    await maria.presses("Закончить приём")
    await maria.sees("Сейчас не сдано ни одной работы")
    await maria.presses("Закончить приём")
    await maria.sees("Приём работ закончен", "приём работ закончен, не сдано ни одной")
    await enters(boris)
    await boris.does_not_see("Сдать работу")


async def test_a_parent_of_the_jury_does_not_judge_their_childs_team(
    space: Space, maria: Speaker, viktor: Speaker, anna: Speaker, boris: Speaker, olga: Speaker
) -> None:
    await tournament(maria, viktor, anna, boris)
    await team(anna, "Ракета")
    await team(boris, "Комета")
    await manages(maria)
    await maria.presses("Жюри")
    await fills(maria, "Добавить в жюри", "Ольга Юрьевна Лебедева")

    def related(tx: Tx) -> None:
        families.announce(tx, olga.resident, anna.resident)

    await space.run(related)
    await space.pass_time(timedelta(days=4, hours=19))
    for who in (anna, boris):
        await enters(who)
        await who.presses("Сдать работу")
        for answer in ("Проект", "Что-то новое", "https://example.org/a", "Пропустить"):
            await who.says(answer)
        await who.presses("Подтвердить")
    await olga.presses("Работы для жюри")
    await olga.sees("«Ракета»: в команде ваш ребёнок", "Комета — не оценено")
    await judges(olga, "Комета", 5, 5)
    await olga.sees("Комета — оценено 2 из 5")

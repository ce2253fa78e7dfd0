"""P12, P10, D1: the class as a table, its consents, papers entered in the bot."""

import io
from datetime import timedelta

from openpyxl import load_workbook

from storage import ages, consents, residents
from storage.ages import Age
from storage.consents import Purpose
from storage.residents import Role
from tests.conversations import projects
from tests.conversations.space import Space, Speaker


async def is_a_child(space: Space, pupil: Speaker, olga: Speaker) -> None:
    await space.run(
        lambda tx: ages.note(
            tx, residents.who(tx, olga.resident), pupil=pupil.resident, age=Age.CHILD
        )
    )


async def test_the_class_teacher_gets_the_class_as_a_table(
    space: Space, nina: Speaker, anna: Speaker, boris: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await nina.says("Все проекты")
    await nina.presses("Выгрузить таблицу")
    await nina.sees("Таблица: 2 ученика")
    (file,) = nina.last.attachments
    assert file.name == "Проекты, 10А.xlsx"
    rows = [list(row) for row in load_workbook(io.BytesIO(file.content)).worksheets[0].values]
    assert rows[0][:4] == ["Класс", "Фамилия", "Имя", "Проект"]
    assert [row[:4] for row in rows[1:]] == [
        ["10А", "Белов", "Боря", "нет проекта"],
        ["10А", "Котова", "Аня", projects.TITLE],
    ]


async def test_a_paper_is_entered_and_the_pupil_is_complete(
    space: Space, nina: Speaker, anna: Speaker, ivan: Speaker, olga: Speaker
) -> None:
    await is_a_child(space, anna, olga)
    await nina.says("Согласия")
    await nina.sees("Согласия, 10А", "Мероприятия: 0 из 1")
    await nina.presses("Мероприятия: 0 из 1")
    await nina.sees("Не хватает подписей у 1 ученика")
    await nina.says("1")
    await nina.sees("Котова Аня, 10А", "Мероприятия — нет подписи представителя")
    await nina.presses("Внести бумажное согласие")
    await nina.presses("Мероприятия")
    await nina.presses("Котов Иван Олегович")
    await nina.presses("На бумаге")
    await nina.says("12 от 01.09.2026")
    await nina.says("31.05.2027")
    await nina.presses("Подтвердить")
    await nina.sees("Записано", "Мероприятия — есть")
    await nina.sees("Мероприятия: Иван Олегович, на бумаге, № 12 от 01.09.2026")
    await ivan.says("Мои согласия")
    await ivan.says("1")
    await ivan.sees("Подпись: Иван Олегович, на бумаге", "Действует до 31 мая 2027")
    await space.pass_time(timedelta(days=300))
    await nina.says("Согласия")
    await nina.sees("Мероприятия: 0 из 1")


async def test_a_class_teacher_sees_the_own_class_only_the_coordinator_all(
    space: Space, nina: Speaker, anna: Speaker, olga: Speaker
) -> None:
    await space.resident("Даша", "Дымова", Role.STUDENT, grade="8А")
    await olga.says("Согласия")
    await olga.sees("Согласия какого класса?", "8А класс", "10А класс")
    await olga.presses("8А класс")
    await olga.presses("Выгрузить таблицу")
    await olga.sees("Таблица согласий, 8А")
    await nina.says("Согласия")
    await nina.does_not_see("8А")
    await anna.says("Согласия")
    await anna.sees("Это делают другие роли")


async def test_a_pupil_of_14_withdraws_the_own_word(space: Space, anna: Speaker) -> None:
    await space.run(
        lambda tx: consents.give(
            tx,
            residents.who(tx, anna.resident),
            subject=anna.resident,
            purpose=Purpose.PUBLICATION,
            text="Согласие на публикацию.",
        )
    )
    await anna.says("Мои согласия")
    await anna.sees("Твои согласия")
    await anna.says("1")
    await anna.sees("Согласие на публикацию.")
    await anna.presses("Отозвать")
    await anna.sees("То, на что оно дано, прекратится")
    await anna.presses("Да, отозвать")
    await anna.sees("Отозвано 7 сентября")
    await anna.presses("Мои согласия")
    await anna.sees("Действующих согласий у тебя нет", "(отозвано)")

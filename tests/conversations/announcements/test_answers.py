"""R5: what receivers do with an announcement, and what its sender sees of it."""

import io
from datetime import timedelta

from openpyxl import load_workbook

from storage import consents, families, residents
from storage.residents import Role
from tests.conversations import projects
from tests.conversations.announcements import writing
from tests.conversations.announcements.conftest import link, parent
from tests.conversations.space import Space, Speaker


async def test_an_announcement_without_an_answer_has_no_button(
    space: Space, nina: Speaker, ivan: Speaker
) -> None:
    await writing.writes(nina, "Без ответа")
    ivan.looks_up()
    await writing.sends(space, nina)
    await ivan.sees(writing.TEXT)
    assert ivan.last.labels == []
    await nina.presses("К объявлению")
    await nina.sees("Доставлено: 1")
    await nina.does_not_see("Не ответили", "Напомнить")


async def test_a_choice_is_taken_by_its_number_and_changed(
    space: Space, nina: Speaker, ivan: Speaker
) -> None:
    await writing.writes(nina, "Выбор ответа", "Едет\nНе едет", "в пятницу в 18")
    await nina.sees("[Едет]", "[Не едет]", "11 сентября, 18:00")
    await writing.sends(space, nina)
    await ivan.says("2")
    await ivan.sees("ваш ответ записан", "Не едет", "Изменить ответ можно до")
    await ivan.presses("Изменить ответ")
    await ivan.presses("Едет")
    await ivan.sees("• Едет")
    await nina.presses("К объявлению")
    await nina.sees("Ответили: 1", "• Едет: 1", "• Не едет: 0")
    await nina.presses("Ответили: 1")
    await nina.sees("Котов Иван Олегович (Аня К., 10А): Едет")


async def test_after_the_term_the_answer_stays_as_it_is(
    space: Space, nina: Speaker, ivan: Speaker
) -> None:
    await writing.writes(nina, "Выбор ответа", "Едет\nНе едет", "завтра в 18")
    await writing.sends(space, nina)
    await space.pass_time(timedelta(days=2))
    await ivan.presses("Едет")
    await ivan.sees("Срок ответа прошёл")
    await nina.presses("К объявлению")
    await nina.sees("Ответили: 0", "Не ответили: 1")


async def test_parents_and_the_pupil_of_14_consent_to_a_trip(
    space: Space, nina: Speaker, anna: Speaker, ivan: Speaker
) -> None:
    irina = await parent(space, "Ирина", "Котова", "Львовна", anna)
    await writing.writes(
        nina, "Согласие на событие", writing.WORDS, "в пятницу в 18", audience=None
    )
    await nina.sees("Получат 3 человека: 2 родителя, 1 ученик", "Согласие: " + writing.WORDS)
    await writing.sends(space, nina)
    await ivan.presses("Согласен(на)")
    await ivan.sees("Аня К., 10А: согласие дано")
    await anna.sees("Согласие: " + writing.WORDS)
    await anna.presses("Согласен(на)")
    await anna.sees("твой ответ записан")
    await irina.presses("Не согласен(на)")
    await irina.sees("Аня К., 10А: не согласны")
    await nina.presses("К объявлению")
    await nina.sees("Согласий по ученикам: 1 из 1", "ответили по-разному: Аня К., 10А")
    await ivan.says("Мои согласия")
    await ivan.sees("2. Мероприятия: Аня К., 10А. Подпись: Иван Олегович, 7 сентября")
    await ivan.says("2")
    await ivan.sees(writing.TEXT, writing.WORDS, "Подпись: Иван Олегович, в боте")
    await ivan.presses("Отозвать")
    await ivan.presses("Да, отозвать")
    await ivan.sees("Отозвано 7 сентября")
    await nina.presses("Обновить")
    await nina.sees("Согласий по ученикам: 0 из 1")
    (word, *_) = await space.run(lambda tx: consents.about(tx, anna.resident))
    assert word.thing.startswith("announcement:")


async def test_a_parent_of_two_answers_for_each(
    space: Space, nina: Speaker, boris: Speaker, ivan: Speaker
) -> None:
    await space.run(lambda tx: link(tx, ivan, boris))
    await writing.writes(nina, "Согласие на событие", writing.WORDS, "Пропустить", audience=None)
    ivan.looks_up()
    await writing.sends(space, nina)
    await ivan.sees("Касается: Боря Б., 10А и Аня К., 10А")
    assert sum(writing.TEXT in one.text for one in ivan.heard) == 1
    await ivan.presses("Ответить: Аня К., 10А")
    await ivan.presses("Согласен(на)")
    await ivan.sees("Аня К., 10А: согласие дано")
    await ivan.presses("Ответить: Боря Б., 10А")
    await ivan.presses("Не согласен(на)")
    await ivan.sees("Аня К., 10А: согласие дано", "Боря Б., 10А: не согласны")


async def test_the_button_pressed_twice_changes_nothing(
    space: Space, nina: Speaker, ivan: Speaker
) -> None:
    await writing.writes(nina, "Прочитал(а)", "Пропустить")
    await writing.sends(space, nina)
    await ivan.presses("Прочитал(а)")
    await ivan.presses("Прочитал(а)")
    await ivan.sees("Уже сделано", "вы прочитали")
    await nina.presses("К объявлению")
    await nina.sees("Прочитали: 1")


async def test_a_button_forged_by_somebody_else_is_refused(
    space: Space, nina: Speaker, boris: Speaker, ivan: Speaker
) -> None:
    await writing.writes(nina, "Прочитал(а)", "Пропустить")
    await writing.sends(space, nina)
    payload = space.payload_of(ivan.last, "Прочитал(а)")
    await boris.phone.forge(boris.last.cmid, payload)
    await space.settle()
    await boris.sees("не из нашего разговора")
    await nina.presses("К объявлению")
    await nina.sees("Прочитали: 0")
    assert await space.journal("denied")


async def test_only_the_silent_are_reminded_and_not_who_answered_meanwhile(
    space: Space, nina: Speaker, anna: Speaker, boris: Speaker, ivan: Speaker
) -> None:
    oleg = await parent(space, "Олег", "Белов", "Юрьевич", boris)
    irina = await parent(space, "Ирина", "Котова", "Львовна", anna)
    await writing.writes(nina, "Прочитал(а)", "Пропустить")
    await writing.sends(space, nina)
    await ivan.presses("Прочитал(а)")
    await space.pass_time(timedelta(hours=5))  # 21:01, the parents' quiet hours
    for one in (ivan, oleg, irina):
        one.looks_up()
    await nina.says("Объявления")
    await nina.says("1")
    await nina.presses("Напомнить остальным")
    await nina.sees("Напоминаю 2 людям")
    await oleg.presses("Прочитал(а)")
    oleg.looks_up()
    await space.pass_time(timedelta(hours=12))
    await irina.sees("Напоминание", writing.TEXT)
    await oleg.hears_nothing()
    await ivan.hears_nothing()
    await nina.presses("К объявлению")
    await nina.presses("Напомнить остальным")
    await nina.sees("Напоминали недавно")


async def test_whom_nothing_reaches_is_on_a_table_to_print(
    space: Space, nina: Speaker, anna: Speaker, ivan: Speaker
) -> None:
    irina = await parent(space, "Ирина", "Котова", "Львовна", anna)
    await ivan.phone.block()
    await space.settle()
    await writing.writes(nina, "Прочитал(а)", "Пропустить")
    await nina.sees("Не на связи 1")
    await writing.sends(space, nina)
    await irina.presses("Прочитал(а)")
    await nina.presses("К объявлению")
    await nina.sees("Доставлено: 1", "не дошло: 1", "Не ответили: 0")
    await nina.presses("Не дошло: 1")
    await nina.sees("Котов Иван Олегович (Аня К., 10А)", "на бумаге")
    await nina.presses("Список для печати")
    await nina.sees("Таблица: 1 строка")
    (file,) = nina.last.attachments
    assert file.name == "Не дошло, 10А класс.xlsx"
    rows = list(load_workbook(io.BytesIO(file.content)).worksheets[0].values)
    assert [row[:6] for row in rows[1:]] == [
        ("Котов", "Иван", "Олегович", "10А", "Аня К., 10А", "не дошло")
    ]


async def test_a_restricted_parent_gets_nothing(
    space: Space, nina: Speaker, anna: Speaker, olga: Speaker, ivan: Speaker
) -> None:
    irina = await parent(space, "Ирина", "Котова", "Львовна", anna)
    await space.run(
        lambda tx: families.restrict(
            tx,
            residents.who(tx, olga.resident),
            parent=ivan.resident,
            child=anna.resident,
            restricted=True,
        )
    )
    await writing.writes(nina, "Без ответа")
    await nina.sees("Получит 1 человек")
    ivan.looks_up()
    await writing.sends(space, nina)
    await ivan.hears_nothing()
    await irina.sees(writing.TEXT)


async def test_a_supervisor_writes_to_the_parents_of_the_own_project(
    space: Space, anna: Speaker, maria: Speaker, ivan: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await writing.writes(maria, "Прочитал(а)", "Пропустить", to=(f"проект «{projects.TITLE}»",))
    await writing.sends(space, maria)
    await ivan.sees(
        f"Объявление: проект «{projects.TITLE}»", "Мария Ивановна, руководитель проекта"
    )


async def test_pupils_are_said_ty(space: Space, nina: Speaker, boris: Speaker) -> None:
    await writing.writes(nina, "Прочитал(а)", "Пропустить", audience="Ученикам")
    await writing.sends(space, nina)
    await boris.presses("Прочитал(а)")
    await boris.sees("объявление прочитано")


async def test_who_may_not_write_is_told_so(space: Space, anna: Speaker) -> None:
    pavel = await space.resident("Павел", "Зуев", Role.TEACHER, patronymic="Петрович")
    for one in (anna, pavel):
        await one.says("Новое объявление")
        await one.sees("Это делают другие роли")

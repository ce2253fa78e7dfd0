"""Q1: techniques by the clock, moods, what to do, whom to call."""

from datetime import timedelta

from storage import moods, residents
from storage.residents import Role
from storage.store import Tx
from tests.conversations.rest.conftest import Agree
from tests.conversations.rest.test_talk import heard
from tests.conversations.space import Space, Speaker

SECONDS = timedelta(seconds=1)


async def test_the_room_says_what_is_here_and_who_reads_what(anna: Speaker) -> None:
    await anna.says("Комната отдыха")
    await anna.sees("Выдохнуть", "Размяться", "Отвлечься", "Как моё настроение")
    await anna.sees("Поговорить с психологом", "не врач и не психолог", "112")
    await anna.sees("не видят ни учителя, ни родители")


async def test_steps_come_by_the_clock_into_one_message(space: Space, anna: Speaker) -> None:
    await anna.says("Выдохнуть")
    await anna.says("Длинный выдох")
    await anna.sees("Начать упражнение")
    await anna.presses("Начать упражнение")
    await anna.sees("Круг 1 из 5", "Вдох на три счёта")
    shown = len(anna.screen)
    await space.pass_time(3 * SECONDS)
    await anna.sees("Выдох на шесть")
    await space.pass_time(6 * SECONDS)
    await anna.sees("Круг 2 из 5", "Вдох на три счёта")
    for _ in range(12):
        await space.pass_time(6 * SECONDS)
    await anna.sees("Готово")
    assert len(anna.screen) == shown


async def test_a_caution_stands_before_the_beginning(anna: Speaker) -> None:
    await anna.says("Выдохнуть")
    await anna.says("Дыхание по квадрату")
    await anna.sees("При астме и проблемах с сердцем")


async def test_it_stops_at_once(space: Space, anna: Speaker) -> None:
    await anna.says("Выдохнуть")
    await anna.says("Длинный выдох")
    await anna.presses("Начать упражнение")
    await anna.presses("Хватит")
    await anna.sees("остановились")
    await space.pass_time(30 * SECONDS)
    assert heard(anna, "Выдох на шесть") == 0


async def test_whoever_went_elsewhere_is_left_alone(space: Space, anna: Speaker) -> None:
    await anna.says("Выдохнуть")
    await anna.says("Длинный выдох")
    await anna.presses("Начать упражнение")
    await anna.says("Мои проекты")
    shown = [one.text for one in anna.screen]
    await space.pass_time(30 * SECONDS)
    assert [one.text for one in anna.screen] == shown


async def test_a_technique_goes_on_after_a_restart(space: Space, anna: Speaker) -> None:
    await anna.says("Выдохнуть")
    await anna.says("Длинный выдох")
    await anna.presses("Начать упражнение")
    await space.restart()
    await space.pass_time(3 * SECONDS)
    await anna.sees("Выдох на шесть")


async def test_after_a_long_stop_nobody_still_breathes(space: Space, anna: Speaker) -> None:
    await anna.says("Выдохнуть")
    await anna.says("Длинный выдох")
    await anna.presses("Начать упражнение")
    await space.suite.stop()
    space.clock.advance(timedelta(hours=1))
    await space.start()
    await space.settle()
    assert heard(anna, "Выдох на шесть") == 0


async def test_a_step_without_a_time_waits_for_the_person(space: Space, anna: Speaker) -> None:
    await anna.says("Размяться")
    await anna.says("Десять минут на улице")
    await anna.presses("Начать упражнение")
    await anna.sees("Оденься по погоде")
    await space.pass_time(timedelta(minutes=20))
    await anna.presses("Дальше")
    await anna.sees("три вещи одного цвета")
    await anna.presses("Дальше")
    await anna.sees("Готово")


async def test_adults_have_the_room_and_ask_for_no_psychologist(maria: Speaker) -> None:
    await maria.says("Комната отдыха")
    await maria.sees("Выдохнуть", "звоните 112")
    await maria.does_not_see("Поговорить с психологом")


async def test_a_mood_is_answered_and_kept_for_oneself(
    space: Space, anna: Speaker, boris: Speaker
) -> None:
    await anna.says("Как моё настроение")
    await anna.says("Тревожно")
    await anna.sees("сбавить обороты", "Дыхание по квадрату")
    await anna.says("Как моё настроение")
    await anna.presses("Мои отметки")
    await anna.sees("Тревожно")
    await boris.says("Как моё настроение")
    await boris.presses("Мои отметки")
    await boris.sees("Отметок пока нет")
    await space.pass_time(timedelta(days=15))
    await space.suite.ticker.tidy()
    assert await space.run(lambda tx: moods.own(tx, residents.who(tx, anna.resident))) == []


async def test_three_bad_ones_in_a_week_offer_the_psychologist_and_tell_nobody(
    space: Space, anna: Speaker, irina: Speaker, agree: Agree
) -> None:
    irina.looks_up()
    for number in range(3):
        await anna.says("Как моё настроение")
        await anna.says("Плохо")
        await anna.sees("Поговорить с психологом", "Куда позвонить")
        if number < 2:
            await anna.does_not_see("не первый раз")
            await space.pass_time(timedelta(days=2))
    await anna.sees("не первый раз за неделю", "никому ничего не передаю")
    await irina.hears_nothing()


async def test_marks_can_be_erased_at_once(anna: Speaker) -> None:
    await anna.says("Как моё настроение")
    await anna.says("Отлично")
    await anna.says("Как моё настроение")
    await anna.presses("Мои отметки")
    await anna.presses("Стереть всё")
    await anna.says("Как моё настроение")
    await anna.presses("Мои отметки")
    await anna.sees("Отметок пока нет")


async def test_a_week_of_few_is_told_to_nobody(space: Space, anna: Speaker, irina: Speaker) -> None:
    await anna.says("Как моё настроение")
    await anna.says("Плохо")
    await space.pass_time(timedelta(days=7))
    await irina.says("Как моё настроение")
    await irina.presses("Неделя лицея в числах")
    await irina.sees("меньше десяти")


async def test_the_school_edits_what_is_on_offer(anna: Speaker, irina: Speaker) -> None:
    await irina.says("Чем заняться")
    await irina.says("Спортивные секции лицея")
    await irina.presses("Изменить запись")
    await irina.says("Секции лицея")
    await irina.says("Волейбол по вторникам в 16:00, спортзал.")
    await irina.presses("Пропустить")
    await irina.presses("Подтвердить")
    await irina.sees("Записано")
    await irina.says("Чем заняться")
    await irina.presses("Добавить занятие")
    await irina.says("Шахматы")
    await irina.says("По средам в библиотеке.")
    await irina.says("https://example.ru/chess")
    await irina.presses("Подтвердить")
    await anna.says("Чем заняться")
    await anna.sees("Секции лицея", "Шахматы")
    await anna.does_not_see("Спортивные секции лицея", "Добавить занятие")
    await anna.says("Секции лицея")
    await anna.sees("Волейбол по вторникам")
    await anna.does_not_see("Изменить запись")
    await irina.says("Чем заняться")
    await irina.says("ГТО")
    await irina.presses("Убрать из списка")
    await anna.says("Чем заняться")
    await anna.does_not_see("ГТО")


async def test_numbers_tell_when_somebody_called_them(anna: Speaker, irina: Speaker) -> None:
    await anna.says("Куда позвонить")
    await anna.sees("8-800-2000-122", "ещё не проверяли звонком")
    await anna.does_not_see("708-40-41", "Отметить звонок")
    await irina.says("Куда позвонить")
    await irina.presses("Отметить звонок")
    await irina.says("Детский телефон доверия: 8-800-2000-122")
    await irina.presses("Ответили")
    await irina.sees("Записано")
    await anna.says("Куда позвонить")
    await anna.sees("Номер проверен: 7 сентября")


async def test_a_dead_number_is_shown_no_more(anna: Speaker, irina: Speaker) -> None:
    await irina.says("Куда позвонить")
    await irina.presses("Отметить звонок")
    await irina.says("Психологи МЧС России: 8 (495) 989-50-50")
    await irina.presses("Не работает")
    await anna.says("Куда позвонить")
    await anna.does_not_see("989-50-50")


async def test_a_partner_has_no_rest_room(space: Space, irina: Speaker) -> None:
    someone = await space.resident("Юрий", "Гость", Role.PARTNER, patronymic="Ильич")

    def outside(tx: Tx) -> None:
        from storage.residents import Kind, Resident

        tx.session.get_one(Resident, someone.resident).kind = Kind.EXTERNAL

    await space.run(outside)
    for said in ("Комната отдыха", "Выдохнуть", "Как моё настроение", "Чем заняться"):
        await someone.says(said)
        await someone.sees("открыт не всем")
    await someone.says("Куда позвонить")
    await someone.sees("112")

"""K4: «Мои окна», «Записаться на консультацию»: booking, moving, cancelling, reminders."""

from datetime import timedelta

import pytest

from tests.conversations.space import Space, Speaker


@pytest.fixture
async def windows(space: Space, maria: Speaker) -> Speaker:
    """Maria has offered two times on Wednesday."""
    await maria.says("Мои окна")
    await maria.sees("Пока ни одного")
    await maria.presses("Добавить окна")
    for said in ("в среду в 15:30", "1 час", "30 минут", "В лицее", "кабинет 210", "1"):
        await maria.says(said)
    await maria.presses("Только в этот день")
    await maria.presses("Подтвердить")
    await maria.sees("Добавлено 2 окна", "кабинет 210 (0 из 1)")
    return maria


async def books(who: Speaker, number: str = "1") -> None:
    await who.says("Записаться на консультацию")
    await who.presses("Мария Ивановна Соколова")
    await who.says(number)
    await who.sees("Консультация, Мария Ивановна", "кабинет 210")
    await who.presses("Записаться")


async def test_a_pupil_books_a_time_and_the_teacher_is_told(
    windows: Speaker, anna: Speaker
) -> None:
    windows.looks_up()
    await books(anna)
    await anna.sees("это время твоё", "в среду, 9 сентября, в 15:30 – 16:00")
    await windows.sees("Аня К., 10А: запись на консультацию")
    await windows.presses("Открыть запись")
    await windows.sees("Записаны:", "Аня К., 10А")


async def test_a_place_that_is_taken_is_offered_to_nobody(
    windows: Speaker, anna: Speaker, boris: Speaker
) -> None:
    await boris.says("Записаться на консультацию")
    await boris.presses("Мария Ивановна Соколова")
    await boris.says("1")
    await books(anna)
    await boris.presses("Записаться")
    await boris.sees("мест уже нет")


async def test_a_booking_is_moved_and_cancelled(windows: Speaker, anna: Speaker) -> None:
    await books(anna)
    windows.looks_up()
    await anna.presses("Перенести")
    await anna.sees("На какое время перенести")
    await anna.says("1")
    await anna.presses("Перенести сюда")
    await anna.sees("Запись перенесена", "16:00 – 16:30")
    await windows.sees("перенос записи", "запись на консультацию")
    windows.looks_up()
    await anna.presses("Отменить запись")
    await anna.sees("отменена")
    await windows.sees("отмена записи")


async def test_reminders_come_a_day_and_an_hour_before(
    space: Space, windows: Speaker, anna: Speaker
) -> None:
    await books(anna)
    anna.looks_up()
    await space.pass_time(timedelta(days=1))
    await anna.sees("Завтра у тебя консультация")
    anna.looks_up()
    await space.pass_time(timedelta(hours=22, minutes=40))
    await anna.sees("Через час у тебя консультация")


async def test_what_was_cancelled_is_not_reminded_of(
    space: Space, windows: Speaker, anna: Speaker
) -> None:
    await books(anna)
    await anna.presses("Отменить запись")
    anna.looks_up()
    await space.pass_time(timedelta(days=2))
    await anna.hears_nothing()


async def test_a_teacher_takes_a_time_back_and_who_booked_it_is_told(
    windows: Speaker, anna: Speaker
) -> None:
    await books(anna)
    anna.looks_up()
    await windows.says("Мои окна")
    await windows.says("1")
    await windows.presses("Убрать окно")
    await windows.sees("убрано")
    await anna.sees("консультации", "не будет", "твоя запись отменена")


async def test_an_old_button_of_a_booking_shows_how_things_stand(
    windows: Speaker, anna: Speaker
) -> None:
    await books(anna)
    await anna.presses("Отменить запись")
    await anna.presses("Перенести")
    await anna.says("1")
    await anna.presses("Перенести сюда")
    await anna.sees("Этой записи уже нет")

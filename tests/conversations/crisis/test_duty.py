"""Q4: the roster is kept in the bot, by those who stand in it."""

from datetime import timedelta

from tests.conversations.space import Space, Speaker


async def test_the_psychologist_puts_herself_on_duty_and_is_alerted(
    space: Space, anna: Speaker, elena: Speaker, pavel: Speaker
) -> None:
    await elena.says("Дежурство")
    await elena.sees("В графике никого нет", "Сейчас не дежурит никто")
    await elena.presses("Добавить дежурство")
    await elena.says("Елена Павловна")
    await elena.presses("каждую неделю")
    await elena.says("с понедельника по пятницу")
    await elena.says("с утра до вечера")
    await elena.sees("Часы пишут так: 09:00-18:00")
    await elena.says("09:00-18:00")
    await elena.presses("Подтвердить")
    await elena.sees("прибавилось 5 строк", "понедельник, 09:00–18:00: Елена Павловна")
    await elena.sees("Сейчас дежурят: Елена Павловна")
    elena.looks_up()
    pavel.looks_up()
    await anna.says("не хочу жить")
    await elena.sees("Сигнал К-1")
    await pavel.hears_nothing()


async def test_somebody_stands_in_for_one_day(
    space: Space, anna: Speaker, on_duty: list[Speaker], olga: Speaker
) -> None:
    elena, _ = on_duty
    await olga.says("Дежурство")
    await olga.presses("Добавить дежурство")
    await olga.says("Ольга Юрьевна")
    await olga.presses("в один день")
    await olga.says("сегодня")
    await olga.says("00:00-24:00")
    await olga.says("Елена Павловна")
    await olga.presses("Подтвердить")
    await olga.sees("Сейчас дежурят: Павел Олегович и Ольга Юрьевна")
    elena.looks_up()
    olga.looks_up()
    await anna.says("не хочу жить")
    await olga.sees("Сигнал К-1")
    await elena.hears_nothing()


async def test_a_line_is_taken_out_once(space: Space, on_duty: list[Speaker]) -> None:
    elena, pavel = on_duty
    await elena.says("Дежурство")
    await elena.says("2")
    await elena.presses("Убрать из графика")
    await elena.sees("Убрано", "Сейчас дежурят: Елена Павловна")
    await pavel.says("Дежурство")
    await pavel.sees("Сейчас дежурят: Елена Павловна")


async def test_after_hours_nobody_is_on_duty_and_the_child_is_told_so(
    space: Space, anna: Speaker, elena: Speaker
) -> None:
    await elena.says("Дежурство")
    await elena.presses("Добавить дежурство")
    await elena.says("Елена Павловна")
    await elena.presses("каждую неделю")
    await elena.says("каждый день")
    await elena.says("09:00-18:00")
    await elena.presses("Подтвердить")
    await space.pass_time(timedelta(hours=4))
    await anna.says("не хочу жить")
    await anna.sees("никто из взрослых лицея не дежурит", "112")

"""R4, C10: what waits too long: a reminder after two working days, the deputy after three."""

from datetime import timedelta

from tests.conversations.questions.asking import WORDS, asks
from tests.conversations.space import Space, Speaker


async def test_the_teacher_is_reminded_after_two_working_days_and_the_deputy_told_after_three(
    space: Space, ivan: Speaker, nina: Speaker, olga: Speaker
) -> None:
    await asks(ivan)
    for speaker in (nina, olga):
        speaker.looks_up()
    await space.pass_time(timedelta(days=1, hours=23))
    await nina.hears_nothing()
    await space.pass_time(timedelta(hours=1, minutes=1))
    await nina.sees("Напоминание: вопрос родителя ждёт ответа", WORDS)
    await olga.hears_nothing()
    await space.pass_time(timedelta(days=1))
    await olga.sees("всё ещё без ответа", "Отвечает: Нина Львовна")
    await olga.says("Вопросы родителей")
    await olga.presses("Просрочены: 1")
    await olga.sees("Срок прошёл 9 сентября", "Иван Олегович Котов")


async def test_a_weekend_is_no_working_time(space: Space, ivan: Speaker, nina: Speaker) -> None:
    await space.pass_time(timedelta(days=4))
    await asks(ivan)  # a Friday
    await ivan.sees("ответ до 15 сентября, 16:00")
    nina.looks_up()
    await space.pass_time(timedelta(days=3, hours=20))
    await nina.hears_nothing()
    await space.pass_time(timedelta(hours=5))
    await nina.sees("Напоминание")


async def test_an_answer_stops_the_reminders(
    space: Space, ivan: Speaker, nina: Speaker, olga: Speaker
) -> None:
    await asks(ivan)
    await nina.presses("Ответить")
    await nina.says("Автобус в девять.")
    await nina.says("Готово")
    for speaker in (nina, olga):
        speaker.looks_up()
    await space.pass_time(timedelta(days=7))
    await nina.hears_nothing()
    await olga.hears_nothing()


async def test_a_reminder_that_waits_for_the_morning_is_dropped_once_answered(
    space: Space, ivan: Speaker, nina: Speaker
) -> None:
    await space.pass_time(timedelta(hours=3))
    await asks(ivan)  # at 19:00: the reminder falls into a quiet evening
    await space.pass_time(timedelta(days=2, minutes=1))
    await nina.presses("Ответить")
    await nina.says("Автобус в девять.")
    await nina.says("Готово")
    nina.looks_up()
    await space.pass_time(timedelta(hours=14))
    await nina.hears_nothing()

"""Q3: nobody waits unanswered: presence, the next in turn, who went away, who stopped the bot."""

from datetime import timedelta

import pytest

from tests.conversations.phones import Messenger
from tests.conversations.rest.conftest import Agree, asks
from tests.conversations.rest.test_talk import heard
from tests.conversations.space import Space, Speaker

MINUTE = timedelta(minutes=1)


async def test_after_a_quarter_of_an_hour_the_next_is_told_then_the_coordinator(
    space: Space, pupil: Speaker, irina: Speaker, tamara: Speaker, olga: Speaker
) -> None:
    await tamara.says("На связи")
    for one in (irina, tamara, olga):
        one.looks_up()
    await asks(pupil, "мои слова")
    await tamara.sees("Ждёт разговора")
    await irina.hears_nothing()
    await space.pass_time(15 * MINUTE)
    await irina.sees("Ждёт разговора", "Ждёт: 15 минут")
    await olga.hears_nothing()
    await space.pass_time(15 * MINUTE)
    await olga.sees("никто не взял", "Тема: Семья", "Срочность: сегодня")
    await olga.does_not_see("мои слова", "Собеседник", "Аня")


async def test_what_was_taken_meanwhile_is_told_to_nobody_else(
    space: Space, pupil: Speaker, irina: Speaker, tamara: Speaker
) -> None:
    await irina.says("На связи")
    tamara.looks_up()
    await asks(pupil)
    await irina.presses("Взять")
    await irina.says("здравствуйте")
    await space.pass_time(40 * MINUTE)
    await tamara.hears_nothing()


async def test_who_takes_second_is_told_that_it_is_gone(
    pupil: Speaker, irina: Speaker, tamara: Speaker
) -> None:
    await irina.says("На связи")
    await asks(pupil)
    await tamara.says("Очередь")
    await tamara.says("1")
    await irina.presses("Взять")
    await tamara.presses("Взять")
    await tamara.sees("уже взят")


async def test_the_queue_is_by_urgency_then_by_time(
    space: Space, pupil: Speaker, boris: Speaker, irina: Speaker, agree: Agree
) -> None:
    await agree(boris)
    await asks(pupil, topic="Другое", urgency="Просто посоветоваться")
    await space.pass_time(3 * MINUTE)
    await asks(boris, topic="Отношения", urgency="Сегодня")
    await space.pass_time(MINUTE)
    await irina.says("Очередь")
    text = "\n".join([irina.last.text, *irina.last.labels])
    assert text.index("Отношения") < text.index("Другое")
    assert "ждёт 1 минут" in text
    assert "ждёт 4 минут" in text


async def test_who_forgot_to_go_is_asked_and_then_counts_as_away(
    space: Space, pupil: Speaker, irina: Speaker
) -> None:
    await irina.says("На связи")
    await space.pass_time(61 * MINUTE)
    await irina.sees("Вы ещё на связи?")
    await space.pass_time(11 * MINUTE)
    await irina.sees("теперь вы не на связи")
    await asks(pupil)
    await pupil.sees("на связи никого нет")


async def test_who_answers_the_question_stays(space: Space, pupil: Speaker, irina: Speaker) -> None:
    await irina.says("На связи")
    await space.pass_time(61 * MINUTE)
    await irina.presses("Да, на связи")
    await space.pass_time(20 * MINUTE)
    await asks(pupil)
    await pupil.sees("психолог сейчас на связи")


async def test_who_talks_is_not_asked(space: Space, pupil: Speaker, irina: Speaker) -> None:
    await irina.says("На связи")
    await asks(pupil)
    await irina.presses("Взять")
    for _ in range(5):
        await space.pass_time(15 * MINUTE)
        await irina.says("я слушаю")
    assert heard(irina, "Вы ещё на связи?") == 0


async def test_a_psychologist_who_went_away_is_reminded_then_the_next_is_called(
    space: Space, pupil: Speaker, irina: Speaker, tamara: Speaker
) -> None:
    await irina.says("На связи")
    await asks(pupil, "самое первое")
    await irina.presses("Взять")
    await irina.says("здравствуйте")
    await pupil.says("и теперь ответьте")
    irina.looks_up()
    tamara.looks_up()
    await space.pass_time(10 * MINUTE)
    await irina.sees("ждёт вашего ответа", "Ответ не нужен")
    await space.pass_time(10 * MINUTE)
    await irina.sees("вернулся в очередь")
    await pupil.sees("снова первая в очереди")
    await tamara.sees("Ждёт разговора")
    await pupil.says("я жду")
    await tamara.presses("Взять")
    await tamara.sees("самое первое", "и теперь ответьте", "я жду")
    assert heard(irina, "я жду") == 0


async def test_who_took_it_and_says_nothing_is_noticed(
    space: Space, pupil: Speaker, irina: Speaker, tamara: Speaker
) -> None:
    await irina.says("На связи")
    await asks(pupil)
    await irina.presses("Взять")
    await space.pass_time(10 * MINUTE)
    await space.pass_time(10 * MINUTE)
    await pupil.sees("снова первая в очереди")
    await tamara.sees("Ждёт разговора")


async def test_thanks_need_no_answer(space: Space, pupil: Speaker, irina: Speaker) -> None:
    await irina.says("На связи")
    await asks(pupil)
    await irina.presses("Взять")
    await irina.says("всё получится")
    await pupil.says("спасибо!")
    await space.pass_time(10 * MINUTE)
    await irina.presses("Ответ не нужен")
    pupil.looks_up()
    await space.pass_time(30 * MINUTE)
    await pupil.hears_nothing()


async def test_at_night_nobody_has_gone_away(space: Space, pupil: Speaker, irina: Speaker) -> None:
    await irina.says("На связи")
    await asks(pupil)
    await irina.presses("Взять")
    await irina.says("до завтра")
    await space.pass_time(timedelta(hours=4))
    await pupil.says("ещё одно")
    pupil.looks_up()
    await space.pass_time(timedelta(hours=12))
    await pupil.hears_nothing()
    await space.pass_time(timedelta(hours=1, minutes=15))
    await irina.sees("ждёт вашего ответа")


async def test_a_pupil_who_stopped_the_bot_is_told_of_when_they_are_back(
    space: Space, pupil: Speaker, irina: Speaker, messenger: str
) -> None:
    await irina.says("На связи")
    await asks(pupil)
    await irina.presses("Взять")
    await pupil.phone.block()
    irina.looks_up()
    await irina.says("вы меня слышите?")
    await irina.sees("Не доставлено")
    await pupil.says("вернулась")
    assert heard(pupil, "вы меня слышите?") == 1
    assert heard(irina, "вернулась") == 1


async def test_a_psychologist_who_stopped_the_bot_loses_no_word(
    space: Space, pupil: Speaker, irina: Speaker, tamara: Speaker
) -> None:
    await irina.says("На связи")
    await asks(pupil)
    await irina.presses("Взять")
    await irina.says("здравствуйте")
    await irina.phone.block()
    tamara.looks_up()
    await pupil.says("важное")
    await pupil.sees("Не доставлено", "зову другого")
    await tamara.sees("Ждёт разговора")
    await tamara.presses("Взять")
    await tamara.sees("важное")


@pytest.mark.usefixtures("other")
async def test_a_talk_in_which_nothing_is_said_ends_by_itself(
    space: Space, pupil: Speaker, irina: Speaker
) -> None:
    await irina.says("На связи")
    await asks(pupil)
    await irina.presses("Взять")
    await irina.says("пишите, когда захотите")
    for _ in range(8):
        await space.pass_time(timedelta(days=1))
    await pupil.sees("давно тихо")
    await pupil.says("Мои проекты")
    await pupil.does_not_see("Доставлено")


async def test_a_request_that_nobody_took_is_closed_with_an_apology(
    space: Space, pupil: Speaker, irina: Speaker, other: Messenger
) -> None:
    await asks(pupil)
    for _ in range(31):
        await space.pass_time(timedelta(days=1))
    assert heard(pupil, "За месяц никто не взял") == 1


async def test_who_is_there_in_the_evening_is_told_in_the_evening(
    space: Space, pupil: Speaker, irina: Speaker
) -> None:
    await space.pass_time(timedelta(hours=4))
    await irina.says("На связи")
    irina.looks_up()
    await asks(pupil)
    await pupil.sees("психолог сейчас на связи")
    await irina.sees("Ждёт разговора")

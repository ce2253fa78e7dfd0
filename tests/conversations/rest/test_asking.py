"""Q2: asking for the psychologist: consent, urgency, promises, the pseudonym."""

from datetime import timedelta

import pytest

from storage.residents import Role
from tests.conversations.rest.conftest import Agree, asks
from tests.conversations.space import Space, Speaker


async def test_a_request_goes_to_whoever_is_there(
    space: Space, pupil: Speaker, irina: Speaker
) -> None:
    await irina.says("На связи")
    irina.looks_up()
    await asks(pupil)
    await pupil.sees("Просьба записана", "Семья", "психолог сейчас на связи")
    await irina.sees("Собеседник", "Тема: Семья", "Срочность: сегодня", "Взять")
    await irina.does_not_see("Аня", "Котова", "10А")


async def test_the_pupil_and_the_psychologist_talk(
    space: Space, pupil: Speaker, irina: Speaker
) -> None:
    await irina.says("На связи")
    await asks(pupil, "Мне трудно дома")
    await irina.presses("Взять")
    await irina.sees("Разговор ваш", "Мне трудно дома")
    await pupil.sees("На связи психолог: Ирина Сергеевна")
    await pupil.says("Спасибо, что вы здесь")
    await pupil.sees("Доставлено")
    irina.looks_up()
    await irina.says("Расскажите, что случилось")
    await irina.sees("Доставлено")
    assert "Расскажите, что случилось" in pupil.last.text or any(
        "Расскажите, что случилось" in one.text for one in pupil.screen
    )
    assert any("Спасибо, что вы здесь" in one.text for one in irina.screen)


async def test_without_consent_it_is_said_what_to_do(anna: Speaker, irina: Speaker) -> None:
    await anna.says("Поговорить с психологом")
    await anna.sees("согласие родителя", "классного руководителя", "8-800-2000-122", "112")
    await anna.sees("Мне опасно ждать", "Куда позвонить", "Выдохнуть")


async def test_danger_waits_for_no_consent(anna: Speaker, irina: Speaker, olga: Speaker) -> None:
    await anna.says("Поговорить с психологом")
    irina.looks_up()
    await anna.presses("Мне опасно ждать")
    await anna.sees("Просьба записана", "8-800-2000-122", "112")
    await irina.sees("Срочность: опасно ждать", "Взять")
    await olga.sees("Срочность: опасно ждать")


async def test_at_night_the_promise_is_honest(space: Space, pupil: Speaker, irina: Speaker) -> None:
    await space.pass_time(timedelta(hours=6))
    irina.looks_up()
    await asks(pupil)
    await pupil.sees("сейчас не работают", "во вторник, 8 сентября, в 09:00", "112")
    await irina.hears_nothing()
    await space.pass_time(timedelta(hours=12))
    await irina.sees("Ждёт разговора", "Тема: Семья")


async def test_before_a_holiday_the_promise_skips_it(
    space: Space, pupil: Speaker, irina: Speaker
) -> None:
    await space.pass_time(timedelta(days=4, hours=6))
    await asks(pupil)
    await pupil.sees("в понедельник, 14 сентября, в 09:00")


async def test_while_it_waits_words_are_kept_for_whoever_takes_it(
    space: Space, pupil: Speaker, irina: Speaker
) -> None:
    await asks(pupil)
    await pupil.says("вы тут?")
    await pupil.sees("прочтёт психолог", "Убрать")
    await pupil.says("это уберу")
    await pupil.presses("Убрать")
    await pupil.sees("никто не прочтёт")
    await irina.says("Очередь")
    await irina.presses("Семья: сегодня, ждёт 0 минут")
    await irina.presses("Взять")
    await irina.sees("вы тут?")
    await irina.does_not_see("это уберу")


async def test_a_time_can_be_booked_and_the_psychologist_knows(
    space: Space, pupil: Speaker, irina: Speaker, olga: Speaker
) -> None:
    await asks(pupil)
    await pupil.presses("Выбрать время")
    irina.looks_up()
    await pupil.presses("вт 08.09 10:00")
    await pupil.sees("Записал", "во вторник, 8 сентября, в 10:00")
    await irina.sees("просит о разговоре", "во вторник, 8 сентября, в 10:00")
    olga.looks_up()
    await space.pass_time(timedelta(hours=17, minutes=30))
    await olga.hears_nothing()
    irina.looks_up()
    await space.pass_time(timedelta(minutes=20))
    await irina.sees("Ждёт разговора")


async def test_who_changed_their_mind_calls_it_off(pupil: Speaker, irina: Speaker) -> None:
    await asks(pupil)
    await pupil.presses("Больше не нужно")
    await pupil.sees("просьбы больше нет")
    await irina.says("Очередь")
    await irina.sees("никого нет")


async def test_there_is_one_open_request(pupil: Speaker, irina: Speaker) -> None:
    await asks(pupil)
    await pupil.says("Поговорить с психологом")
    await pupil.sees("Семья", "Больше не нужно")


async def test_only_pupils_ask(maria: Speaker, irina: Speaker) -> None:
    await maria.says("Поговорить с психологом")
    await maria.sees("Это делают другие роли")


async def test_a_stranger_gets_the_numbers_and_nothing_else(space: Space, irina: Speaker) -> None:
    someone = await space.stranger("Кто-то")
    await someone.says("Поговорить с психологом")
    await someone.sees("Это могут только жители")
    await someone.says("Куда позвонить")
    await someone.sees("8-800-2000-122", "112")


@pytest.mark.parametrize("grade", ["6Б", "11А"])
async def test_the_psychologist_is_not_told_the_class(
    space: Space, irina: Speaker, agree: Agree, grade: str
) -> None:
    someone = await space.resident("Кира", "Зимина", Role.STUDENT, grade=grade)
    await agree(someone)
    await irina.says("На связи")
    irina.looks_up()
    await asks(someone, "можно поговорить?")
    await irina.presses("Взять")
    for message in irina.screen:
        for known in ("Кира", "Зимина", grade):
            assert known not in message.text


async def test_every_request_has_a_pseudonym_of_its_own(
    space: Space, pupil: Speaker, irina: Speaker
) -> None:
    await irina.says("На связи")
    numbers = set()
    for _ in range(5):
        await asks(pupil)
        await irina.presses("Взять")
        numbers.add(irina.last.text.partition("Собеседник ")[2].partition(":")[0])
        await pupil.says("Завершить")
    assert len(numbers) == 5

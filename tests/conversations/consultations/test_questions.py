"""K2: questions in private, joined with «+1», by voices for the teacher."""

from datetime import timedelta

import pytest

from tests.conversations.space import Chat, Space, Speaker


@pytest.fixture
async def asked(opened: Chat, anna: Speaker, boris: Speaker) -> Chat:
    """Anna has asked a question."""
    for one in (anna, boris):
        one.looks_up()
        note = await opened.presses(one, "Задать вопрос")
        assert "в личных сообщениях" in note
        await one.sees("Законы Ньютона", "Написать вопрос")
    await anna.presses("Написать вопрос")
    await anna.says("Как решать задачу про наклонную плоскость?")
    await anna.sees("Вопрос передан")
    return opened


async def test_the_same_words_are_a_voice(asked: Chat, boris: Speaker) -> None:
    await boris.presses("Написать вопрос")
    await boris.says("как решать задачи про наклонную плоскость")
    await boris.sees("Такой вопрос уже есть", "теперь их 2")


async def test_a_question_that_is_like_another_is_asked_about(
    asked: Chat, maria: Speaker, boris: Speaker
) -> None:
    await boris.presses("Написать вопрос")
    await boris.says("Не понимаю, как решать про наклонную плоскость с трением")
    await boris.sees("Похожий вопрос уже есть", "наклонную плоскость?")
    await boris.presses("+1, у меня такой же")
    await boris.sees("всего их 2")
    await maria.presses("Вопросы: 0")
    await maria.sees("наклонную плоскость? (2)")
    await maria.does_not_see("трением", "Аня", "Боря")


async def test_it_may_be_another_question_all_the_same(
    asked: Chat, maria: Speaker, boris: Speaker
) -> None:
    await boris.presses("Написать вопрос")
    await boris.says("Не понимаю, как решать про наклонную плоскость с трением")
    await boris.presses("У меня другой вопрос")
    await boris.sees("Вопрос передан")
    await maria.presses("Вопросы: 0")
    await maria.sees("плоскость? (1)", "трением (1)")


async def test_a_voice_is_added_from_the_list_once(
    space: Space, asked: Chat, maria: Speaker, boris: Speaker
) -> None:
    await boris.presses("Вопросы")
    await boris.says("1")
    await boris.sees("всего их 2")
    await boris.does_not_see("+1: Как")
    await space.pass_time(timedelta(seconds=1))
    assert "Ждёт ответа 1 вопрос" in asked.heard(maria)[-1]


async def test_the_teacher_sees_those_with_most_voices_first_and_ticks_them_off(
    asked: Chat, maria: Speaker, boris: Speaker
) -> None:
    await boris.presses("Написать вопрос")
    await boris.says("Что будет на контрольной в пятницу?")
    await boris.presses("Вопросы")
    await boris.says("1")
    await maria.presses("Вопросы: 0")
    said = maria.last.text
    assert said.index("плоскость? (2)") < said.index("пятницу? (1)")
    await maria.says("1")
    await maria.sees("✓ Как решать")


async def test_who_was_not_there_reads_no_question(
    space: Space, asked: Chat, boris: Speaker, olga: Speaker
) -> None:
    await olga.says("Консультации")
    await olga.sees("касаются, нет")
    await boris.says("Консультации")
    await boris.sees("Законы Ньютона — Мария Ивановна")

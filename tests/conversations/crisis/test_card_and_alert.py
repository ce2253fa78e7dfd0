"""Q4, line by line: the card, the alert, who takes it, what is said when nobody is there."""

from datetime import timedelta

import pytest

from storage import crisis_events, journal
from storage.residents import Role
from storage.store import Tx
from tests.conversations.space import Space, Speaker

RED = "я больше не хочу жить"


async def test_the_card_comes_at_once_with_the_numbers(
    anna: Speaker, on_duty: list[Speaker]
) -> None:
    await anna.says(RED)
    await anna.sees("112", "8-800-2000-122", "124", "Позвать взрослого лицея", "Я в безопасности")
    await anna.sees("Я сообщил дежурным взрослым лицея", "К-1", "без имени и без твоих слов")


async def test_adults_on_duty_get_a_code_and_neither_name_nor_class_nor_words(
    anna: Speaker, on_duty: list[Speaker]
) -> None:
    for adult in on_duty:
        adult.looks_up()
    await anna.says(RED)
    for adult in on_duty:
        await adult.sees("Сигнал К-1", "угроза жизни", "Взял в работу")
        await adult.does_not_see("Аня", "Котова", "10А", "жить")


async def test_one_takes_it_and_the_others_and_the_child_are_told(
    anna: Speaker, on_duty: list[Speaker]
) -> None:
    elena, pavel = on_duty
    await anna.says(RED)
    anna.looks_up()
    pavel.looks_up()
    await elena.presses("Взял в работу")
    await elena.sees("К-1 — ваш", "112")
    await pavel.sees("взял в работу другой взрослый", "Елена Павловна")
    await anna.sees("Взрослый лицея взял сигнал К-1 в работу")
    await pavel.presses("Взял в работу")
    await pavel.sees("уже взял в работу другой взрослый: Елена Павловна")


async def test_an_alert_is_repeated_every_five_minutes_until_somebody_takes_it(
    space: Space, anna: Speaker, on_duty: list[Speaker]
) -> None:
    elena, _ = on_duty
    await anna.says(RED)
    for _ in range(2):
        elena.looks_up()
        await space.pass_time(timedelta(minutes=5, seconds=1))
        await elena.sees("К-1", "всё ещё никто не взял")
    await elena.presses("Взял в работу")
    elena.looks_up()
    await space.pass_time(timedelta(minutes=20))
    await elena.hears_nothing()


async def test_after_fifteen_minutes_the_next_are_called_and_then_everybody(
    space: Space, anna: Speaker, on_duty: list[Speaker]
) -> None:
    second = await space.resident("Нина", "Зайцева", Role.PSYCHOLOGIST, patronymic="Львовна")
    olga = await space.resident("Ольга", "Лебедева", Role.COORDINATOR, patronymic="Юрьевна")
    await anna.says(RED)
    second.looks_up()
    olga.looks_up()
    await space.pass_time(timedelta(minutes=10))
    await second.hears_nothing()
    anna.looks_up()
    await space.pass_time(timedelta(minutes=5, seconds=2))
    await second.sees("К-1")
    await olga.hears_nothing()
    await anna.sees("пока не ответили на сигнал К-1", "112", "124")
    await space.pass_time(timedelta(minutes=10))
    await space.pass_time(timedelta(minutes=5, seconds=2))
    await olga.sees("К-1", "Взял в работу")


async def test_quiet_hours_do_not_hold_an_alert_back(
    space: Space, anna: Speaker, on_duty: list[Speaker]
) -> None:
    elena, _ = on_duty
    await space.pass_time(timedelta(hours=11))
    elena.looks_up()
    await anna.says(RED)
    await anna.sees("112")
    await elena.sees("Сигнал К-1")


async def test_nobody_on_duty_is_said_honestly_and_the_numbers_again(
    space: Space, anna: Speaker, elena: Speaker, olga: Speaker
) -> None:
    elena.looks_up()
    olga.looks_up()
    await anna.says(RED)
    await anna.sees("никто из взрослых лицея не дежурит", "позвони: 112, 8-800-2000-122, 124")
    await anna.does_not_see("Я сообщил дежурным")
    for adult in (elena, olga):
        await adult.sees("Сигнал К-1", "никто не дежурит, поэтому пишу всем")


async def test_with_no_adult_at_all_the_bot_does_not_pretend(anna: Speaker) -> None:
    await anna.says(RED)
    await anna.sees("никто из взрослых лицея не дежурит, и написать мне некому", "112")


@pytest.mark.parametrize("words", ["Мне плохо прямо сейчас", "Позвать взрослого лицея", "sos"])
async def test_a_child_calls_an_adult_without_a_question(
    anna: Speaker, on_duty: list[Speaker], words: str
) -> None:
    elena, _ = on_duty
    elena.looks_up()
    await anna.says(words)
    await anna.sees("112", "8-800-2000-122", "124", "Я сообщил дежурным взрослым лицея")
    await elena.sees("Сигнал К-1", "ученик зовёт взрослого")


async def test_calling_again_alerts_again(anna: Speaker, on_duty: list[Speaker]) -> None:
    elena, _ = on_duty
    await anna.says(RED)
    elena.looks_up()
    await anna.presses("Позвать взрослого лицея")
    await anna.sees("Я ещё раз сообщил взрослым лицея")
    await elena.sees("К-1", "всё ещё никто не взял")


async def test_threat_and_abuse_bring_their_own_words(
    anna: Speaker, boris: Speaker, on_duty: list[Speaker]
) -> None:
    elena, _ = on_duty
    elena.looks_up()
    await anna.says("отчим меня бьёт")
    await anna.sees("так поступать с тобой нельзя", "112", "8-800-2000-122", "124")
    await elena.sees("насилие или вымогательство")
    elena.looks_up()
    await boris.says("завтра приду в лицей с ножом")
    await boris.sees("Это звучит опасно", "112", "124")
    await elena.sees("К-2", "угроза другим людям")


async def test_amber_asks_one_careful_question_and_tells_nobody(
    anna: Speaker, on_duty: list[Speaker]
) -> None:
    elena, _ = on_duty
    elena.looks_up()
    await anna.says("меня травят в чате")
    await anna.sees("нет опасности?", "Я в безопасности", "Мне опасно быть одному")
    await anna.does_not_see("Не понимаю")
    await elena.hears_nothing()
    await anna.presses("Я в безопасности")
    await anna.sees("Если станет хуже")
    await elena.hears_nothing()


async def test_amber_that_is_danger_goes_the_red_way(anna: Speaker, on_duty: list[Speaker]) -> None:
    elena, _ = on_duty
    elena.looks_up()
    await anna.says("меня травят в чате")
    await anna.presses("Мне опасно быть одному")
    await anna.sees("112", "8-800-2000-122", "Я сообщил дежурным")
    await elena.sees("Сигнал К-1", "угроза жизни")


async def test_thoughts_without_a_plan_are_answered_with_numbers_and_tell_nobody(
    anna: Speaker, on_duty: list[Speaker]
) -> None:
    elena, _ = on_duty
    elena.looks_up()
    await anna.says("меня травят в чате")
    await anna.presses("Мысли есть, делать ничего не буду")
    await anna.sees("Спасибо за честный ответ", "8-800-2000-122")
    await elena.hears_nothing()


async def test_the_question_is_not_asked_at_every_sad_word(anna: Speaker) -> None:
    await anna.says("меня травят в чате")
    await anna.says("я никому не нужна")
    await anna.does_not_see("нет опасности?", "Не понимаю")
    await anna.sees("я бот", "112")


async def test_what_is_said_after_the_card_is_not_answered_like_a_mistake(
    anna: Speaker, on_duty: list[Speaker]
) -> None:
    await anna.says(RED)
    await anna.says("дома никого нет")
    await anna.does_not_see("Не понимаю")
    await anna.sees("я бот", "112", "Позвать взрослого лицея")


async def test_whoever_took_it_hears_that_the_child_writes_so_again(
    anna: Speaker, on_duty: list[Speaker]
) -> None:
    elena, _ = on_duty
    await anna.says(RED)
    await elena.presses("Взял в работу")
    elena.looks_up()
    await anna.says("хочу умереть")
    await anna.sees("112", "уже взял в работу")
    await elena.sees("К-1", "снова пишет тревожное")
    await elena.does_not_see("умереть")


async def test_a_stranger_gets_the_numbers_and_adults_only_if_they_call_them(
    space: Space, on_duty: list[Speaker]
) -> None:
    elena, _ = on_duty
    stranger = await space.stranger("Кто-то")
    elena.looks_up()
    await stranger.says(RED)
    await stranger.sees("112", "8-800-2000-122", "Я не знаю, кто ты")
    await elena.hears_nothing()
    await stranger.presses("Позвать взрослого лицея")
    await stranger.sees("Я сообщил дежурным")
    await elena.sees("Сигнал К-1")


async def test_an_adults_words_are_not_checked(maria: Speaker, on_duty: list[Speaker]) -> None:
    elena, _ = on_duty
    elena.looks_up()
    await maria.says("самоубийство Катерины — тема урока, хочу умереть")
    await maria.does_not_see("112")
    await elena.hears_nothing()


async def test_an_adult_who_asks_gets_the_numbers(maria: Speaker) -> None:
    await maria.says("Мне плохо прямо сейчас")
    await maria.sees("112", "8-800-2000-122", "вы или кто-то рядом")


async def test_i_am_safe_does_not_call_the_adults_off(
    space: Space, anna: Speaker, on_duty: list[Speaker]
) -> None:
    elena, _ = on_duty
    await anna.says(RED)
    await anna.presses("Я в безопасности")
    await anna.sees("отменить этого не могу")
    elena.looks_up()
    await space.pass_time(timedelta(minutes=5, seconds=1))
    await elena.sees("К-1")


async def test_a_photo_with_such_words_is_heard_too(anna: Speaker, on_duty: list[Speaker]) -> None:
    await anna.sends_photo("прощайте все, не хочу жить")
    await anna.sees("112", "Я сообщил дежурным")


async def test_in_a_group_chat_nothing_is_checked(
    space: Space, anna: Speaker, on_duty: list[Speaker]
) -> None:
    elena, _ = on_duty
    chat = await space.chat("Наш проект", anna)
    elena.looks_up()
    await chat.says(anna, "меню хочу умереть")
    await elena.hears_nothing()


async def test_the_journal_knows_level_time_and_code_and_no_child(
    space: Space, anna: Speaker, on_duty: list[Speaker]
) -> None:
    elena, _ = on_duty
    await anna.says(RED)
    await elena.presses("Взял в работу")

    def lines(tx: Tx) -> list[tuple[str, int | None, dict[str, str | int | None]]]:
        return [(one.act, one.actor_id, one.details) for one in journal.lines(tx, "crisis", 1)]

    assert await space.run(lines) == [
        ("crisis.red", None, {}),
        ("crisis.take", elena.resident, {}),
    ]


async def test_whose_it_was_is_erased_after_thirty_days(
    space: Space, anna: Speaker, on_duty: list[Speaker]
) -> None:
    await anna.says(RED)
    space.clock.advance(timedelta(days=31))
    await space.run(crisis_events.forget_old)

    def row(tx: Tx) -> tuple[int | None, int | None, int | None]:
        one = tx.session.get_one(crisis_events.CrisisEvent, 1)
        return one.resident_id, one.account_id, one.talk_id

    assert await space.run(row) == (None, None, None)


async def test_the_event_is_closed_by_whoever_took_it(
    anna: Speaker, on_duty: list[Speaker]
) -> None:
    elena, pavel = on_duty
    await anna.says(RED)
    await elena.presses("Взял в работу")
    await pavel.says("Сигналы")
    await pavel.sees("К-1", "Елена Павловна")
    await elena.presses("Закрыть сигнал")
    await elena.sees("Сигнал К-1 закрыт")
    await pavel.says("Сигналы")
    await pavel.sees("Открытых сигналов нет")


async def test_pupils_see_no_signals_and_no_roster(anna: Speaker) -> None:
    for words in ("Сигналы", "Дежурство"):
        await anna.says(words)
        await anna.sees("Это делают другие роли")

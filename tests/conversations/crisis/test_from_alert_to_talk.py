"""Q2-Q5: the adult who took an alert and the child talk through the bot, without a name."""

from datetime import timedelta

import pytest

from storage.residents import Role
from tests.conversations.phones import Messenger
from tests.conversations.rest.conftest import come_in, other
from tests.conversations.space import Space, Speaker

__all__ = ["other"]

RED = "я больше не хочу жить"
NAMES = ("Аня", "Анна", "Котова", "10А")


@pytest.fixture
async def irina(space: Space, other: Messenger) -> Speaker:
    """A psychologist, in the other messenger."""
    return await come_in(space, other, "Ирина", "Павлова", "Сергеевна", Role.PSYCHOLOGIST)


@pytest.fixture
async def tamara(space: Space, other: Messenger) -> Speaker:
    """Another one."""
    return await come_in(space, other, "Тамара", "Белкина", "Олеговна", Role.PSYCHOLOGIST)


def heard(who: Speaker, part: str) -> int:
    return sum(part in one.text for one in who.screen if not one.mine)


def knows_no_name(*people: Speaker) -> None:
    for one in people:
        told = " ".join(shown.text for shown in one.screen if not shown.mine)
        assert not [name for name in NAMES if name in told], one.name


@pytest.mark.parametrize("words", [RED, "Позвать взрослого лицея"])
async def test_the_psychologist_who_took_it_asks_and_the_child_accepts_without_papers(
    anna: Speaker, irina: Speaker, tamara: Speaker, words: str
) -> None:
    await anna.says(words)
    await irina.presses("Взял в работу")
    anna.looks_up()
    await irina.presses("Поговорить через бота")
    await irina.sees("предложено поговорить с вами")
    await anna.sees("психолог, и хочет поговорить", "Имени твоего ему не видно")
    await anna.presses("Поговорить")
    await anna.sees("Ирина Сергеевна")
    await irina.sees("по сигналу К-1 хочет поговорить", "Собеседник")
    await irina.presses("Открыть разговор")
    await irina.says("Я здесь, я тебя слышу")
    await anna.sees("Я здесь, я тебя слышу")
    await anna.says("мне очень страшно")
    assert heard(irina, "мне очень страшно") == 1
    assert heard(tamara, "мне очень страшно") == 0
    knows_no_name(irina, tamara)


async def test_what_the_psychologist_writes_to_another_child_goes_to_that_one(
    space: Space, anna: Speaker, boris: Speaker, irina: Speaker
) -> None:
    await boris.says("Позвать взрослого лицея")
    await irina.presses("Взял в работу")
    await irina.presses("Поговорить через бота")
    await boris.presses("Поговорить")
    await irina.presses("Открыть разговор")
    await anna.says(RED)
    await irina.presses("Взял в работу")
    await irina.presses("Поговорить через бота")
    await anna.presses("Поговорить")
    await irina.says("только Боре")
    assert (heard(boris, "только Боре"), heard(anna, "только Боре")) == (1, 0)


async def test_a_child_who_asks_themselves_comes_to_whoever_took_their_signal(
    anna: Speaker, irina: Speaker, tamara: Speaker
) -> None:
    await anna.says(RED)
    await irina.presses("Взял в работу")
    tamara.looks_up()
    await anna.says("Поговорить с психологом")
    await anna.presses("Мне опасно ждать")
    await anna.sees("Ирина Сергеевна")
    await irina.sees("по сигналу К-1 хочет поговорить")
    await tamara.hears_nothing()
    knows_no_name(irina, tamara)


async def test_an_administrator_offers_the_psychologist(
    space: Space, anna: Speaker, irina: Speaker, pavel: Speaker
) -> None:
    await anna.says(RED)
    await pavel.presses("Взял в работу")
    await pavel.presses("Предложить разговор с психологом")
    await anna.sees("предлагает тебе поговорить с психологом")
    await anna.presses("Поговорить")
    await irina.presses("Взять")
    await irina.says("Здравствуй")
    await anna.sees("Здравствуй")
    knows_no_name(irina, pavel)


async def test_a_stranger_cannot_be_talked_with_and_the_adult_is_told(
    space: Space, irina: Speaker
) -> None:
    someone = await space.stranger("Кто-то")
    await someone.says("Позвать взрослого лицея")
    await irina.presses("Взял в работу")
    await irina.presses("Поговорить через бота")
    await irina.sees("не зарегистрирован")


async def test_an_offer_is_taken_up_once(anna: Speaker, irina: Speaker) -> None:
    await anna.says(RED)
    await irina.presses("Взял в работу")
    await irina.presses("Поговорить через бота")
    await anna.presses("Поговорить")
    await irina.presses("Поговорить через бота")
    await anna.presses("Поговорить")
    assert heard(irina, "хочет поговорить") == 1


async def test_an_offer_of_a_closed_signal_leads_into_the_queue(
    space: Space, anna: Speaker, irina: Speaker, tamara: Speaker
) -> None:
    await anna.says(RED)
    await irina.presses("Взял в работу")
    await irina.presses("Поговорить через бота")
    await irina.presses("Закрыть сигнал")
    await space.pass_time(timedelta(hours=3))
    await anna.presses("Поговорить")
    await tamara.presses("Взять")
    await tamara.says("Слушаю")
    await anna.sees("Слушаю")


async def test_red_words_in_a_talk_bring_the_card_and_reach_the_psychologist_once(
    anna: Speaker, irina: Speaker
) -> None:
    await anna.says("Позвать взрослого лицея")
    await irina.presses("Взял в работу")
    await irina.presses("Поговорить через бота")
    await anna.presses("Поговорить")
    await irina.presses("Открыть разговор")
    anna.looks_up()
    await anna.says(RED)
    await anna.sees("112", "8-800-2000-122", "Позвать взрослого лицея")
    assert heard(irina, RED) == 1
    assert sum("8-800-2000-122" in one.text for one in anna.heard) == 1


async def test_without_the_emergency_rule_papers_are_wanted(
    space: Space, anna: Speaker, irina: Speaker
) -> None:
    space.more_settings["psych_emergency_without_consent"] = False
    await space.restart()
    await anna.says(RED)
    await irina.presses("Взял в работу")
    await irina.presses("Поговорить через бота")
    await anna.presses("Поговорить")
    await anna.sees("нужно согласие родителя")

"""Q3, C11: a talk has one owner; what either says goes to the other, and every change is told."""

from datetime import timedelta

import pytest

from tests.conversations import phones
from tests.conversations.phones import Messenger
from tests.conversations.rest.conftest import Agree, asks
from tests.conversations.space import Space, Speaker
from tests.conversations.test_two_messengers import linked

pytestmark = pytest.mark.usefixtures("talking")


def heard(who: Speaker, part: str) -> int:
    """How often something stands on a phone, said by the bot."""
    return sum(part in one.text for one in who.screen if not one.mine)


async def test_what_is_said_goes_to_the_other_and_the_bot_is_silent(
    pupil: Speaker, irina: Speaker
) -> None:
    for said in ("Мои проекты", "Меню", "помоги", "1", "отмена", "/help"):
        await pupil.says(said)
        assert heard(irina, f": {said}") == 1, said
        new = [one.text for one in pupil.heard]
        assert all(text.startswith("Доставлено") for text in new), new


async def test_arrivals_are_counted_in_one_message(pupil: Speaker, irina: Speaker) -> None:
    for number in range(3):
        await pupil.says(f"слово {number}")
    assert heard(pupil, "Доставлено") == 1
    await pupil.sees("Доставлено: 3")
    await irina.says("Слышу")
    await pupil.says("ещё")
    assert heard(pupil, "Доставлено") == 2


async def test_the_pupil_may_end_it_and_then_the_bot_is_back(
    pupil: Speaker, irina: Speaker
) -> None:
    irina.looks_up()
    await pupil.says("Завершить")
    await pupil.sees("Разговор завершён", "Стало легче")
    await irina.sees("завершил разговор")
    await pupil.says("Мои проекты")
    await pupil.does_not_see("Доставлено")
    await irina.says("Меню")
    await irina.sees("Выберите, что нужно")


async def test_the_psychologist_may_end_it_and_a_mark_is_not_forced(
    pupil: Speaker, irina: Speaker
) -> None:
    await irina.says("Завершить")
    await irina.sees("завершён")
    await pupil.sees("Психолог завершил разговор", "можно и не отвечать")
    await pupil.says("Меню")
    await pupil.sees("Выбери, что нужно")


async def test_a_mark_is_counted_once_and_without_a_name(
    space: Space, pupil: Speaker, irina: Speaker
) -> None:
    await pupil.says("Завершить")
    await pupil.presses("Стало хуже")
    await pupil.sees("Спасибо", "Куда позвонить")
    await pupil.presses("Стало легче")
    await pupil.sees("Уже сделано")


async def test_an_ended_talk_can_be_asked_for_again(pupil: Speaker, irina: Speaker) -> None:
    await pupil.says("Завершить")
    await asks(pupil, topic="Другое")
    await pupil.sees("Просьба записана")


async def test_it_goes_on_after_a_restart(space: Space, pupil: Speaker, irina: Speaker) -> None:
    await space.restart()
    await pupil.says("вы ещё тут?")
    assert heard(irina, "вы ещё тут?") == 1
    await irina.says("Да, я здесь")
    assert heard(pupil, "Да, я здесь") == 1


async def test_photos_and_files_go_through_without_their_names(
    pupil: Speaker, irina: Speaker, other: Messenger
) -> None:
    await pupil.sends_document("Котова Аня 10А.pdf", b"a letter")
    came = [one for one in irina.screen if one.attachments and not one.mine]
    assert len(came) == 1
    assert "Котова" not in str(came[0].attachments)
    irina.looks_up()
    await irina.sends_photo("посмотрите")
    assert heard(pupil, "посмотрите") == 1
    assert any(one.attachments for one in pupil.screen if not one.mine)


async def test_the_reply_passes_quiet_hours(space: Space, pupil: Speaker, irina: Speaker) -> None:
    await irina.says("Подумаю и отвечу")
    await space.pass_time(timedelta(hours=7))
    await irina.says("Отвечаю вечером")
    assert heard(pupil, "Отвечаю вечером") == 1


async def test_in_the_evening_the_pupil_learns_when_an_answer_comes(
    space: Space, pupil: Speaker, irina: Speaker
) -> None:
    await irina.says("До завтра")
    await irina.says("Не на связи")
    await space.pass_time(timedelta(hours=5))
    await pupil.says("а если не до завтра?")
    await pupil.sees("скорее всего, ответит", "во вторник, 8 сентября, в 09:00")


async def test_another_messenger_of_the_pupil_goes_on(
    space: Space, pupil: Speaker, irina: Speaker, other: Messenger
) -> None:
    await pupil.says("Завершить")
    there = await linked(space, pupil, other)
    await asks(pupil)
    await irina.presses("Взять")
    await space.pass_time(timedelta(minutes=1))
    await there.says("пишу отсюда")
    assert heard(irina, "пишу отсюда") == 1
    await irina.says("вижу вас")
    assert heard(there, "вижу вас") == 1


async def test_a_talk_is_given_to_a_colleague(
    pupil: Speaker, irina: Speaker, tamara: Speaker
) -> None:
    await pupil.says("раньше")
    await irina.says("понимаю вас")
    await pupil.says("это ещё без ответа")
    await irina.says("Передать")
    pupil.looks_up()
    await irina.presses("Тамара Олеговна")
    await irina.sees("теперь ведёт Тамара Олеговна")
    await pupil.sees("Теперь с тобой говорит другой психолог: Тамара Олеговна")
    await tamara.presses("Открыть разговор")
    await tamara.sees("Мне трудно дома", "это ещё без ответа")
    await tamara.does_not_see("раньше", "понимаю вас")
    await tamara.says("здравствуй, это Тамара")
    assert heard(pupil, "здравствуй, это Тамара") == 1
    await pupil.says("ага")
    assert heard(irina, "ага") == 0
    assert heard(tamara, "ага") == 1


async def test_a_colleague_can_be_chosen_by_number(
    pupil: Speaker, irina: Speaker, tamara: Speaker
) -> None:
    await irina.says("Передать")
    await irina.says("1")
    await irina.sees("теперь ведёт Тамара Олеговна")
    assert heard(pupil, "Психолог: 1") == 0


async def test_a_meeting_is_set_and_both_are_reminded(
    space: Space, pupil: Speaker, irina: Speaker
) -> None:
    await irina.says("Назначить встречу")
    await irina.says("завтра в 15")
    await irina.says("кабинет двести")
    pupil.looks_up()
    await irina.presses("Подтвердить")
    await irina.sees("назначена")
    await pupil.sees("во вторник, 8 сентября, в 15:00", "кабинет двести")
    await space.pass_time(timedelta(hours=21))
    pupil.looks_up()
    irina.looks_up()
    await space.pass_time(timedelta(hours=1, minutes=5))
    await pupil.sees("Напоминаю", "кабинет двести")
    await irina.sees("Напоминаю", "кабинет двести")


async def test_of_two_talks_one_is_current_and_the_other_is_counted(
    pupil: Speaker, boris: Speaker, irina: Speaker, agree: Agree
) -> None:
    await agree(boris)
    await asks(boris, topic="Друзья и класс")
    await irina.presses("Взять")
    await irina.says("здравствуйте, второй")
    irina.looks_up()
    await pupil.says("я первая")
    await pupil.says("и ещё")
    await irina.sees("Новое сообщение")
    assert heard(irina, "я первая") == 0
    await irina.says("Разговоры")
    await irina.sees("новых: 2", "▸")
    await irina.presses("Открыть разговор")
    await irina.sees("я первая", "и ещё")
    await irina.says("слушаю вас")
    assert heard(pupil, "слушаю вас") == 1
    assert heard(boris, "слушаю вас") == 0


async def test_put_by_the_psychologist_can_use_the_bot(pupil: Speaker, irina: Speaker) -> None:
    await irina.says("Отложить")
    await irina.says("Меню")
    await irina.sees("Выберите, что нужно")
    irina.looks_up()
    await pupil.says("вы здесь?")
    await irina.sees("Новое сообщение")


async def test_a_keyboards_button_is_no_word_for_the_psychologist(
    pupil: Speaker, irina: Speaker
) -> None:
    await pupil.presses("Мои проекты")
    await pupil.sees("Сейчас идёт разговор с психологом", "Завершить")
    assert heard(irina, "Мои проекты") == 0


async def test_the_numbers_are_there_during_a_talk(pupil: Speaker, irina: Speaker) -> None:
    await pupil.says("Куда позвонить")
    await pupil.sees("8-800-2000-122")
    assert heard(irina, "Куда позвонить") == 0


async def test_a_hundred_messages_each_way_come_in_order_over_restarts(
    space: Space, pupil: Speaker, irina: Speaker
) -> None:
    for number in range(100):
        await pupil.says(f"вопрос {number}.")
        await irina.says(f"ответ {number}.")
        if number % 25 == 24:
            await space.restart()
    asked = [one.text for one in irina.screen if not one.mine and "вопрос" in one.text]
    told = [one.text for one in pupil.screen if not one.mine and "ответ " in one.text]
    assert [text.rpartition(": ")[2] for text in asked] == [f"вопрос {n}." for n in range(100)]
    assert [text.rpartition(": ")[2] for text in told] == [f"ответ {n}." for n in range(100)]


async def test_the_other_is_shown_that_somebody_is_writing(
    space: Space, pupil: Speaker, irina: Speaker, messenger: str, other: Messenger
) -> None:
    """VK tells it of the pupil, or of the psychologist; MAX tells of nobody, and shows it."""
    writer, reader = (pupil, irina) if messenger == "vk" else (irina, pupil)
    vk, sferum = (space.messenger, other) if messenger == "vk" else (other, space.messenger)
    assert isinstance(vk, phones.Vk)
    assert isinstance(sferum, phones.Sferum)
    assert isinstance(writer.phone, phones.VkPhone)
    for server in vk.community.callbacks:
        server.kinds.add("message_typing_state")
    await writer.phone.person.types(vk.community)
    await space.settle()
    assert isinstance(reader.phone, phones.SferumPhone)
    assert reader.phone.person.sees_typing(sferum.bot)

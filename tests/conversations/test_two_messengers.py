"""A1, A4, C4, R6: one resident with two messengers: linked, told in, gone on in, parted with."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from bots import qr
from dialogs.screen import Screen, screen
from dialogs.tell import tell
from storage import our_accounts
from storage.outbox import Message
from storage.store import Tx
from tests.conversations import phones, projects
from tests.conversations.phones import Messenger
from tests.conversations.space import PNG, Space, Speaker

NAMES = sorted(phones.MESSENGERS)
#: Each messenger is the first one once, and the second one once.
PAIRS = list(zip(NAMES, [*NAMES[1:], NAMES[0]], strict=True))
LINK = re.compile(r"https://\S+[?&](?:ref|start)=(\S+)")


@pytest.fixture(params=PAIRS, ids="-".join)
def pair(request: pytest.FixtureRequest) -> tuple[str, str]:
    names: tuple[str, str] = request.param
    return names


@pytest.fixture
def messenger(pair: tuple[str, str]) -> str:
    return pair[0]


@pytest.fixture
async def other(space: Space, pair: tuple[str, str]) -> Messenger:
    return await space.open_beside(pair[1])


async def linked(space: Space, who: Speaker, other: Messenger) -> Speaker:
    """The same person's phone with the other messenger, which has been linked."""
    await who.says("Связать мессенджер")
    await space.pass_time(timedelta(minutes=1))
    found = LINK.search(who.last.text)
    assert found is not None, space.transcript()
    there = await space.has_also(who, other)
    await there.phone.follow(found[1])
    await space.settle()
    await there.presses("Да, это я")
    await there.sees("теперь я знаю")
    return there


async def told(space: Space, who: Speaker, text: str) -> None:
    await space.run(lambda tx: tell(tx, [who.resident], screen(text)))
    await space.settle()


# Linking


async def test_a_link_and_a_picture_bring_the_same_person_in(
    space: Space, anna: Speaker, other: Messenger
) -> None:
    await anna.says("Связать мессенджер")
    await anna.sees("Чтобы я узнал тебя в другом мессенджере", other.title, "60 минут")
    assert len(anna.last.attachments) == 1
    found = LINK.search(anna.last.text)
    assert found is not None
    there = await space.has_also(anna, other)
    await there.phone.follow(found[1])
    await space.settle()
    await there.sees("Связать этот аккаунт с записью: Котова Аня", "Это ты?")
    anna.looks_up()
    await there.presses("Да, это я")
    await there.sees("Готово, Аня!")
    await anna.sees("подключён ещё один мессенджер", other.title, "отвяжи")


async def test_the_picture_holds_the_link(space: Space, anna: Speaker, other: Messenger) -> None:
    await anna.says("Связать мессенджер")
    found = LINK.search(anna.last.text)
    assert found is not None
    drawn = await space.run(lambda tx: tx.session.exec(select(Message.picture)).all())
    assert [one for one in drawn if one] == [{"kind": "qr", "data": found[0]}]
    assert qr.png(found[0]).startswith(b"\x89PNG")


async def test_the_code_can_be_typed_there(space: Space, anna: Speaker, other: Messenger) -> None:
    await anna.says("Связать мессенджер")
    found = LINK.search(anna.last.text)
    assert found is not None
    there = await space.has_also(anna, other)
    await there.says(found[1].lower())
    await there.presses("Да, это я")
    await there.says("Мои данные")
    await there.sees("Котова Аня", space.messenger.title, f"{other.title}: с 7 сентября", "(здесь)")


async def test_one_code_is_given_as_long_as_it_lasts(
    space: Space, anna: Speaker, other: Messenger
) -> None:
    codes = []
    for _ in range(2):
        await anna.says("Связать мессенджер")
        codes.append(LINK.findall(anna.last.text)[0])
    assert codes[0] == codes[1]
    await space.pass_time(timedelta(minutes=45))
    await anna.says("Связать мессенджер")
    assert LINK.findall(anna.last.text)[0] != codes[0]
    there = await space.has_also(anna, other)
    await there.says(codes[0])
    await there.sees("Этот код уже не действует", "Связать мессенджер")


async def test_the_code_is_of_no_use_where_it_was_given(anna: Speaker, other: Messenger) -> None:
    await anna.says("Связать мессенджер")
    code = LINK.findall(anna.last.text)[0]
    await anna.says(code)
    await anna.sees("Это код для другого мессенджера")


async def test_a_stranger_who_is_known_elsewhere_is_told_how(
    space: Space, anna: Speaker, other: Messenger
) -> None:
    there = await space.has_also(anna, other)
    await there.says("Начать")
    for said in ("Я уже в коворкинге", "я уже зарегистрирована", "Связать мессенджер"):
        await there.says(said)
        await there.sees("Напишите мне там «Связать мессенджер»", space.messenger.title, "https://")
    assert "Я уже в коворкинге" in there.menu


async def test_with_one_messenger_only_a_code_is_given(anna: Speaker) -> None:
    await anna.says("Связать мессенджер")
    await anna.sees("Пришли этот код боту в другом мессенджере")
    await anna.does_not_see("https://")
    assert not anna.last.attachments


async def test_each_of_several_messengers_has_a_picture(
    space: Space, anna: Speaker, other: Messenger
) -> None:
    link = "https://t.me/a_bot?start={code}"
    await space.run(lambda tx: our_accounts.note(tx, "icq", link, 9))
    await anna.says("Связать мессенджер")
    await anna.sees(other.title, "https://t.me/a_bot?start=", "QR-код: icq")
    assert not anna.last.attachments
    code = LINK.findall(anna.last.text)[0]
    await anna.presses(f"QR-код: {other.title}")
    await anna.sees("Наведи камеру", other.title, code)
    assert len(anna.last.attachments) == 1
    await anna.presses("QR-код: icq")
    await anna.sees(f"https://t.me/a_bot?start={code}")


# Where one is told


async def test_a_notice_goes_where_one_wrote_last_or_where_one_chose(
    space: Space, anna: Speaker, other: Messenger
) -> None:
    there = await linked(space, anna, other)
    await told(space, anna, "Первое")
    await there.sees("Первое")
    await anna.says("Мои данные")
    await anna.sees("Сообщаю туда, откуда пришло твоё последнее сообщение")
    await space.pass_time(timedelta(minutes=1))
    await anna.says("Мои данные")
    await told(space, anna, "Второе")
    await anna.sees("Второе")
    await anna.presses(f"Сообщать: {other.title}")
    await anna.sees("Хорошо: буду сообщать")
    there.looks_up()
    await told(space, anna, "Третье")
    await there.sees("Третье")
    await anna.says("Мои данные")
    await anna.presses("Сообщать там, где пишу")
    await told(space, anna, "Четвёртое")
    await anna.sees("Четвёртое")


@pytest.mark.parametrize("at", [0, 2, 4])
async def test_what_one_messenger_does_not_take_goes_to_the_other_in_order_once(
    space: Space, anna: Speaker, other: Messenger, at: int
) -> None:
    there = await linked(space, anna, other)
    await space.pass_time(timedelta(minutes=1))
    await anna.says("Меню")

    def tell_some(numbers: range) -> Callable[[Tx], None]:
        def step(tx: Tx) -> None:
            for number in numbers:
                tell(tx, [anna.resident], screen(f"Новость {number}"))

        return step

    await space.run(tell_some(range(at)))
    await space.settle()
    await space.run(tell_some(range(at, 5)))
    await anna.phone.block()
    await space.settle()

    def news(who: Speaker) -> list[str]:
        return [one.text for one in who.screen if one.text.startswith("Новость")]

    assert news(anna) == [f"Новость {number}" for number in range(at)]
    assert news(there) == [f"Новость {number}" for number in range(at, 5)]
    assert await space.journal("notice.unreached") == []


async def test_the_buttons_of_a_moved_message_work_and_are_this_persons(
    space: Space, anna: Speaker, maria: Speaker, other: Messenger
) -> None:
    there = await linked(space, maria, other)
    await maria.says("Меню")
    await maria.phone.block()
    there.looks_up()
    await projects.starts_project(anna, "Мария Ивановна Соколова")
    await there.sees("Просят руководить проектом")
    eve = await space.has_also(anna, other)
    await eve.says("Начать")
    offer = there.last
    label = offer.labels[0]
    await eve.phone.forge(1, space.payload_of(offer, label))
    await space.settle()
    await eve.sees("не из нашего разговора")
    await there.presses("Беру")
    await there.sees("Вы руководите проектом")


async def test_files_go_along_to_the_other_messenger(
    space: Space, anna: Speaker, other: Messenger
) -> None:
    there = await linked(space, anna, other)
    await anna.sends_photo("", PNG)
    there.looks_up()

    def send(tx: Tx) -> None:
        tell(tx, [anna.resident], Screen("С фотографией", files=(1,)))

    await anna.says("Меню")
    await anna.phone.block()
    await space.run(send)
    await space.settle()
    await there.sees("С фотографией")
    assert len(there.last.attachments) == 1


async def test_who_can_be_reached_nowhere_is_noted_for_paper(
    space: Space, anna: Speaker, other: Messenger
) -> None:
    there = await linked(space, anna, other)
    await anna.phone.block()
    await there.phone.block()
    await told(space, anna, "Новость")
    (line,) = await space.journal("notice.unreached")
    assert line.subject_id == anna.resident


# A form goes on elsewhere


async def test_a_form_begun_in_one_messenger_is_offered_in_the_other(
    space: Space, anna: Speaker, other: Messenger
) -> None:
    there = await linked(space, anna, other)
    await anna.says("Новый проект")
    await anna.says("1")
    await there.says("Меню")
    await there.sees("Выбери, что нужно", "не закончено: «Новый проект» (1 ответ)", "Продолжить")
    await there.says("Помощь")
    await there.does_not_see("не закончено")
    await there.says("что-то")
    await there.sees("не закончено: «Новый проект»")
    await there.presses("Продолжить здесь")
    await there.sees("Какого типа твой проект?")
    await there.says("Исследовательский")
    await there.sees("Как называется проект?")


async def test_the_old_buttons_of_a_form_that_went_on_elsewhere_are_spent_politely(
    space: Space, anna: Speaker, other: Messenger
) -> None:
    there = await linked(space, anna, other)
    await anna.says("Новый проект")
    await anna.says("1")
    await there.says("что-то")
    await there.presses("Продолжить здесь")
    await anna.presses("Отмена")
    await anna.sees("не закончено: «Новый проект»", "Продолжить здесь?")
    await there.says("1")
    await there.sees("Как называется проект?")
    await anna.presses("Продолжить здесь")
    await anna.sees("Как называется проект?")


async def test_a_form_may_be_left_where_it_was_begun(
    space: Space, anna: Speaker, other: Messenger
) -> None:
    there = await linked(space, anna, other)
    await anna.says("Новый проект")
    await there.says("Отмена")
    await there.sees("Продолжить здесь?")
    await there.presses("Оставить там")
    await there.sees("«Новый проект» ждёт")
    await there.says("Мои данные")
    await anna.says("1")
    await anna.sees("Какого типа твой проект?")


async def test_a_form_whose_question_could_not_be_asked_goes_on_in_the_other(
    space: Space, anna: Speaker, other: Messenger
) -> None:
    there = await linked(space, anna, other)
    await anna.phone.write("Новый проект")
    await anna.phone.block()
    await space.settle()
    await there.sees("Каким будет проект")
    await there.presses("Индивидуальный проект")
    await there.sees("Какого типа твой проект?")

"""C6: manners in group chats."""

from tests.conversations.space import Space, Speaker


async def test_a_bot_keeps_silent_in_other_peoples_talk(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    chat = await space.chat("10А", maria, anna)
    await chat.says(anna, "Мои проекты")
    assert chat.heard(anna) == []


async def test_help_is_given_in_a_chat_to_who_asks_the_bot(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    chat = await space.chat("10А", maria, anna)
    await chat.says(anna, f"{space.messenger.mention} помощь")
    assert any("команды со знаком" in text for text in chat.heard(anna))


async def test_personal_matters_are_answered_in_private(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    chat = await space.chat("10А", maria, anna)
    anna.looks_up()
    await chat.says(anna, f"{space.messenger.mention} /мои данные")
    assert chat.heard(anna) == ["Ответ — в личных сообщениях."]
    await anna.sees("Котова Аня")


async def test_who_never_wrote_to_the_bot_is_asked_to(space: Space, maria: Speaker) -> None:
    guest = await space.stranger("Гость")
    chat = await space.chat("10А", maria, guest)
    await chat.says(guest, f"{space.messenger.mention} /меню")
    assert chat.heard(guest) == ["Это личное. Напишите мне в личные сообщения, и я отвечу там."]


async def test_a_chat_gets_no_keyboard_of_one_persons_roles(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    chat = await space.chat("10А", maria, anna)
    await chat.says(anna, f"{space.messenger.mention} абракадабра")
    assert any("команды со знаком" in text for text in chat.heard(anna))
    assert chat.menu() == []


async def test_a_forged_press_in_a_chat_brings_no_buttons_and_no_keyboard_there(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await anna.says("Мои проекты")
    payload = space.payload_of(anna.last, anna.last.labels[0])
    chat = await space.chat("10А", maria, anna)
    await chat.forges(anna, payload)
    assert chat.labels(anna) == []
    assert chat.menu() == []


async def test_a_form_begun_in_a_chat_goes_on_in_private(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    chat = await space.chat("10А", maria, anna)
    await chat.says(anna, f"{space.messenger.mention} /новый проект")
    await anna.says("Индивидуальный проект")
    await anna.sees("Какого типа твой проект?")

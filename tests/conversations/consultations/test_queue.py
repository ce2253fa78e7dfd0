"""K1: a queue in a chat: its card, its buttons, who may press what."""

from datetime import timedelta

from storage.residents import Role
from tests.conversations.space import Chat, Space, Speaker
from tests.conversations.test_chats import code_of_project, says

SECOND = timedelta(seconds=1)


def card(chat: Chat, maria: Speaker) -> str:
    return next(one for one in reversed(chat.heard(maria)) if "Консультация «Законы" in one)


async def test_a_teacher_opens_a_queue_and_its_card_is_pinned(
    space: Space, chat: Chat, maria: Speaker
) -> None:
    await chat.says(maria, "/консультация Законы Ньютона")
    (said,) = chat.heard(maria)
    assert "Консультация «Законы Ньютона»" in said and "Ведёт Мария Ивановна" in said
    assert "В очереди никого" in said and "пока неизвестно" in said
    assert chat.last(maria).labels == [
        "Встать в очередь",
        "Задать вопрос",
        "Мой номер",
        "Следующий",
        "Пропустить",
        "Пауза",
        "Завершить",
    ]
    assert chat.pinned() == chat.last(maria).cmid
    await maria.sees("Законы Ньютона", "Следующий", "Вопросы")


async def test_without_the_right_to_pin_the_card_can_be_put_up_again(
    space: Space, maria: Speaker, anna: Speaker
) -> None:
    chat = await space.chat("Физика", maria, anna)
    await says(space, chat, maria, "/консультация Законы Ньютона")
    assert chat.pinned() is None
    first = chat.last(maria)
    await says(space, chat, maria, "/консультация")
    again = chat.last(maria)
    assert again.cmid > first.cmid and again.labels[0] == "Встать в очередь"
    await space.pass_time(SECOND)
    assert any("карточка ниже" in one for one in chat.heard(maria))


async def test_a_teacher_has_one_queue_in_a_chat(opened: Chat, maria: Speaker) -> None:
    await opened.says(maria, "/консультация Другая тема")
    assert "уже идёт" in opened.heard(maria)[-1]


async def test_a_pupil_opens_none(chat: Chat, anna: Speaker) -> None:
    await chat.says(anna, "/консультация Законы Ньютона")
    assert not any("Встать" in one for one in chat.labels(anna))


async def test_pupils_stand_in_the_queue_and_are_called_in_private(
    space: Space, opened: Chat, maria: Speaker, anna: Speaker, boris: Speaker
) -> None:
    before = len(opened.heard(maria))
    assert "Твой номер 1. Перед тобой: 0" in await opened.presses(anna, "Встать в очередь")
    await space.pass_time(SECOND)
    assert "Твой номер 2. Перед тобой: 1" in await opened.presses(boris, "Встать в очередь")
    assert "Твой номер 2" in await opened.presses(boris, "Встать в очередь")
    await space.pass_time(SECOND)
    assert len(opened.heard(maria)) == before
    assert "В очереди 2 человека" in card(opened, maria)
    assert "Аня" not in card(opened, maria)
    anna.looks_up()
    assert "Сейчас № 1: Аня К., 10А" in await opened.presses(maria, "Следующий")
    await anna.sees("Твоя очередь", "Законы Ньютона")
    await space.pass_time(timedelta(minutes=6))
    assert "Сейчас: № 1" in card(opened, maria) and "неизвестно" in card(opened, maria)
    boris.looks_up()
    assert "№ 2: Боря Б." in await opened.presses(maria, "Следующий")
    await boris.sees("Твоя очередь")
    assert "сейчас твоя очередь" in await opened.presses(boris, "Мой номер")
    await space.pass_time(SECOND)
    assert "примерно 6 минут" in card(opened, maria)


async def test_a_button_that_was_shown_before_passes_nobody_over(
    space: Space, opened: Chat, maria: Speaker, anna: Speaker, boris: Speaker
) -> None:
    await opened.presses(anna, "Встать в очередь")
    await space.pass_time(SECOND)
    await opened.presses(boris, "Встать в очередь")
    await space.pass_time(SECOND)
    payload = space.payload_of(opened.last(maria), "Следующий")
    await opened.presses(maria, "Следующий")
    boris.looks_up()
    await opened.forges(maria, payload)
    await boris.hears_nothing()
    await space.pass_time(SECOND)
    assert "Сейчас: № 1" in card(opened, maria)


async def test_who_is_not_there_goes_behind_the_others_once(
    space: Space, opened: Chat, maria: Speaker, anna: Speaker, boris: Speaker
) -> None:
    for one in (anna, boris):
        await opened.presses(one, "Встать в очередь")
        await space.pass_time(SECOND)
    await opened.presses(maria, "Следующий")
    await space.pass_time(SECOND)
    anna.looks_up()
    assert "№ 2: Боря" in await opened.presses(maria, "Пропустить")
    await anna.sees("Номер сохранён", "в конце очереди")
    await space.pass_time(SECOND)
    assert "№ 1: Аня" in await opened.presses(maria, "Следующий")
    await space.pass_time(SECOND)
    anna.looks_up()
    assert "никого нет" in await opened.presses(maria, "Пропустить")
    await anna.sees("больше не в очереди")


async def test_a_pause_is_shown_and_ended(space: Space, opened: Chat, maria: Speaker) -> None:
    assert "Пауза" in await opened.presses(maria, "Пауза")
    await space.pass_time(SECOND)
    assert "Пауза." in card(opened, maria)
    assert "Продолжаем" in await opened.presses(maria, "Продолжить")
    await space.pass_time(SECOND)
    assert "Пауза." not in card(opened, maria)


async def test_the_teachers_buttons_do_nothing_for_others(
    space: Space, opened: Chat, maria: Speaker, anna: Speaker, boris: Speaker
) -> None:
    await opened.presses(anna, "Встать в очередь")
    await space.pass_time(SECOND)
    said = card(opened, maria)
    pavel = await space.resident("Павел", "Зуев", Role.TEACHER, patronymic="Петрович")
    opened.lets_in(pavel)
    for who in (boris, pavel):
        for label in ("Следующий", "Пропустить", "Пауза", "Завершить"):
            assert await opened.presses(who, label) != ""
    await space.pass_time(SECOND)
    assert card(opened, maria) == said
    assert len(await space.journal("denied")) >= 8


async def test_a_stranger_is_told_so_in_a_note_alone(
    space: Space, opened: Chat, maria: Speaker
) -> None:
    stranger = await space.stranger("Кто-то")
    opened.lets_in(stranger)
    before = opened.heard(maria)
    assert await opened.presses(stranger, "Встать в очередь") != ""
    await space.pass_time(SECOND)
    assert opened.heard(maria) == before


async def test_in_a_projects_chat_short_names_are_shown(
    space: Space, maria: Speaker, anna: Speaker
) -> None:
    code = await code_of_project(anna, maria)
    chat = await space.chat("Наш проект", maria, anna)
    await says(space, chat, maria, f"/привязать {code}")
    await says(space, chat, maria, "/консультация Законы Ньютона")
    await chat.presses(anna, "Встать в очередь")
    await space.pass_time(SECOND)
    assert "№ 1 (Аня К., 10А)" in card(chat, maria)


async def test_a_pupil_leaves_the_queue_in_private(
    space: Space, opened: Chat, maria: Speaker, anna: Speaker
) -> None:
    await opened.presses(anna, "Встать в очередь")
    await anna.says("Консультации")
    await anna.presses("Законы Ньютона — Мария Ивановна")
    await anna.sees("Твой номер 1")
    await anna.presses("Выйти из очереди")
    await space.pass_time(SECOND)
    assert "В очереди никого" in card(opened, maria)


async def test_a_restart_in_the_middle_loses_nothing(
    space: Space, opened: Chat, maria: Speaker, anna: Speaker, boris: Speaker
) -> None:
    await opened.presses(anna, "Встать в очередь")
    await opened.presses(boris, "Встать в очередь")
    await space.restart()
    await space.pass_time(SECOND)
    assert "В очереди 2 человека" in card(opened, maria)
    assert "№ 1: Аня" in await opened.presses(maria, "Следующий")


async def test_taken_out_of_the_chat_the_queue_goes_on_in_private(
    space: Space, opened: Chat, maria: Speaker, anna: Speaker
) -> None:
    await opened.presses(anna, "Встать в очередь")
    await opened.expels()
    await maria.says("Консультации")
    await maria.presses("Законы Ньютона — Мария Ивановна")
    await maria.sees("меня больше нет", "№ 1, Аня К.")
    anna.looks_up()
    await maria.presses("Следующий")
    await anna.sees("Твоя очередь")
    await maria.presses("Завершить")
    await maria.sees("завершена")


async def test_a_button_of_the_card_is_of_no_use_elsewhere(
    space: Space, opened: Chat, maria: Speaker, anna: Speaker
) -> None:
    payload = space.payload_of(opened.last(maria), "Встать в очередь")
    other = await space.chat("Другой чат", maria, anna)
    await other.forges(anna, payload)
    await anna.phone.forge(1, payload)
    await space.settle()
    await space.pass_time(SECOND)
    assert "В очереди никого" in card(opened, maria)
    assert len(await space.journal("denied")) == 2

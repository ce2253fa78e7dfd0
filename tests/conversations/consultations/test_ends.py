"""K3: what comes of a consultation: the chat, the teacher, the diary, the parents, the link."""

from datetime import timedelta

from storage.residents import Role
from tests.conversations.space import Chat, Space, Speaker
from tests.conversations.test_chats import code_of_project, says

SECOND = timedelta(seconds=1)


async def serves(space: Space, chat: Chat, maria: Speaker, *pupils: Speaker) -> None:
    for one in pupils:
        await chat.presses(one, "Встать в очередь")
        await space.pass_time(SECOND)
    for _ in pupils:
        await chat.presses(maria, "Следующий")
        await space.pass_time(timedelta(minutes=5))


async def test_the_chat_gets_a_summary_and_the_teacher_who_was_there(
    space: Space, opened: Chat, maria: Speaker, anna: Speaker, boris: Speaker
) -> None:
    await opened.presses(anna, "Задать вопрос")
    await anna.presses("Написать вопрос")
    await anna.says("Как решать задачу про наклонную плоскость?")
    await serves(space, opened, maria, anna, boris)
    await maria.says("Консультации")
    await maria.presses("Законы Ньютона — Мария Ивановна")
    await maria.presses("Вопросы: 1")
    await maria.says("1")
    maria.looks_up()
    assert "завершена, было 2 человека" in await opened.presses(maria, "Завершить")
    summary = opened.heard(maria)[-1]
    assert "Итог консультации «Законы Ньютона»" in summary
    assert "Было 2 человека, 11 минут." in summary
    assert "Разобран 1 вопрос" in summary and "наклонную плоскость?" in summary
    assert "Аня" not in summary and "Боря" not in summary
    await maria.sees("Аня К., 10А — 5 мин.", "Боря Б., 10А — 5 мин.")
    await space.pass_time(SECOND)
    assert any("Консультация закончилась, было 2" in one for one in opened.heard(maria))
    assert opened.pinned() is None
    assert not any("Встать" in one for one in opened.labels(maria))


async def test_while_somebody_waits_the_end_is_asked_about_and_they_are_told(
    space: Space, opened: Chat, maria: Speaker, anna: Speaker
) -> None:
    await opened.presses(anna, "Встать в очередь")
    maria.looks_up()
    assert "подтвердите в личных" in await opened.presses(maria, "Завершить")
    await maria.sees("В очереди ещё 1 человек")
    anna.looks_up()
    await maria.presses("Завершить сейчас")
    await anna.sees("до тебя очередь не дошла")


async def test_the_projects_diary_gets_a_line(space: Space, maria: Speaker, anna: Speaker) -> None:
    code = await code_of_project(anna, maria)
    chat = await space.chat("Наш проект", maria, anna)
    await says(space, chat, maria, f"/привязать {code}")
    await says(space, chat, maria, "/консультация Законы Ньютона")
    await serves(space, chat, maria, anna)
    await chat.presses(maria, "Завершить")
    await anna.says("Дневник")
    await anna.sees("Консультация «Законы Ньютона», ведёт Мария Ивановна. Были: Аня К., 10А.")


async def test_the_parents_digest_says_so(
    space: Space, opened: Chat, maria: Speaker, anna: Speaker
) -> None:
    ivan = await space.resident("Иван", "Котов", Role.PARENT, patronymic="Олегович")
    await ivan.says(await space.child_code(ivan, anna))
    await ivan.presses("Да, это я")
    await serves(space, opened, maria, anna)
    await opened.presses(maria, "Завершить")
    await ivan.says("Дайджест")
    await ivan.presses("Показать сейчас")
    await ivan.sees("7 сентября — на консультации «Законы Ньютона»")


async def test_online_the_link_comes_to_who_is_called(
    space: Space, chat: Chat, maria: Speaker, anna: Speaker
) -> None:
    url = "https://telemost.yandex.ru/j/123"
    await chat.says(maria, f"/консультация онлайн Законы Ньютона {url}")
    assert "Консультация «Законы Ньютона»" in chat.heard(maria)[-1]
    assert url not in chat.heard(maria)[-1] and "Онлайн" in chat.heard(maria)[-1]
    await chat.presses(anna, "Встать в очередь")
    await space.pass_time(SECOND)
    anna.looks_up()
    await chat.presses(maria, "Следующий")
    await anna.sees("Твоя очередь", url)


async def test_a_link_may_be_pasted_later(
    space: Space, chat: Chat, maria: Speaker, anna: Speaker
) -> None:
    await chat.says(maria, "/консультация онлайн Законы Ньютона")
    await maria.sees("Ссылки пока нет")
    await chat.presses(anna, "Встать в очередь")
    await space.pass_time(SECOND)
    await chat.presses(maria, "Следующий")
    anna.looks_up()
    await maria.presses("Вставить ссылку")
    await maria.says("https://telemost.yandex.ru/j/123")
    await maria.presses("Подтвердить")
    await maria.sees("Ссылка сохранена")
    await anna.sees("https://telemost.yandex.ru/j/123")

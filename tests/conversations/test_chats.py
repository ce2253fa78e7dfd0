"""C6: group chats, their registry, and tying them by a teacher's code."""

import re
from datetime import timedelta

from sqlmodel import SQLModel

from storage import chats, residents
from storage.residents import Role
from storage.store import Tx
from tests.conversations import projects
from tests.conversations.space import Chat, Space, Speaker

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")


async def code_of_project(anna: Speaker, maria: Speaker) -> str:
    await projects.starts_project(anna, "Мария Ивановна Соколова")
    await maria.presses("Беру")
    await maria.says("Мои проекты")
    await maria.presses("Привязать чат")
    return said_code(maria)


def said_code(speaker: Speaker) -> str:
    found = CODE.search(speaker.last.text)
    assert found is not None, speaker.last.text
    return found[0]


async def says(space: Space, chat: Chat, who: Speaker, text: str) -> str:
    """Say something to the bot in the chat; gives its answer, "" for silence."""
    before = len(chat.heard(who))
    await chat.says(who, f"{space.messenger.mention} {text}")
    return "\n".join(chat.heard(who)[before:])


async def test_a_supervisor_ties_a_chat_to_a_project(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    code = await code_of_project(anna, maria)
    chat = await space.chat("Наш проект", maria, anna)
    assert "чат привязан" in await says(space, chat, maria, f"/привязать {code}")
    (seen,) = await space.run(lambda tx: chats.visible_to(tx, residents.who(tx, maria.resident)))
    assert seen.tied and seen.present
    await maria.says("Чаты")
    await maria.sees("Чаты, которые вы ведёте")


async def test_a_code_works_once_and_only_for_who_got_it(
    space: Space, anna: Speaker, maria: Speaker, boris: Speaker
) -> None:
    code = await code_of_project(anna, maria)
    chat = await space.chat("Наш проект", maria, anna, boris)
    for stranger in (anna, boris):
        assert "Такого кода у меня нет" in await says(space, chat, stranger, f"/привязать {code}")
    assert "Такого кода у меня нет" in await says(space, chat, maria, "/привязать AAAA-2222")
    assert "чат привязан" in await says(space, chat, maria, f"/привязать {code}")
    assert "Такого кода у меня нет" in await says(space, chat, maria, f"/привязать {code}")


async def test_a_code_is_over_after_two_hours(space: Space, anna: Speaker, maria: Speaker) -> None:
    code = await code_of_project(anna, maria)
    chat = await space.chat("Наш проект", maria, anna)
    await space.pass_time(timedelta(hours=3))
    assert "Такого кода у меня нет" in await says(space, chat, maria, f"/привязать {code}")


async def test_a_class_teacher_ties_the_classes_chat_and_unties_it(space: Space) -> None:
    nina = await space.resident(
        "Нина", "Фомина", Role.TEACHER, Role.CLASS_TEACHER, grade="10А", patronymic="Львовна"
    )
    await nina.says("Чаты")
    await nina.presses("Чат моего класса")
    code = said_code(nina)
    chat = await space.chat("10А", nina)
    assert "чат привязан — «10А»" in await says(space, chat, nina, f"/привязать {code}")
    assert len(await space.run(lambda tx: chats.of_class(tx, "10А"))) == 1
    assert "ни к чему не привязан" in await says(space, chat, nina, "/отвязать")
    assert await space.run(lambda tx: chats.of_class(tx, "10А")) == []


async def test_who_does_not_lead_a_chat_cannot_untie_it(
    space: Space, anna: Speaker, maria: Speaker, olga: Speaker
) -> None:
    code = await code_of_project(anna, maria)
    chat = await space.chat("Наш проект", maria, anna, olga)
    await says(space, chat, maria, f"/привязать {code}")
    assert "может тот, кто его ведёт" in await says(space, chat, anna, "/отвязать")
    assert "больше ни к чему не привязан" in await says(space, chat, olga, "/отвязать")


async def test_the_bot_says_what_it_lacks_and_again_only_when_that_changes(
    space: Space, maria: Speaker
) -> None:
    chat = await space.chat("10А", maria)
    assert "Не хватает прав" in chat.greeting(maria)
    await chat.renames("10А класс")
    assert chat.heard(maria) == []


async def test_a_chat_that_the_bot_left_is_marked_and_takes_no_notice(
    space: Space, olga: Speaker, maria: Speaker
) -> None:
    chat = await space.chat("10А", maria)
    await chat.allows_all(True)
    await chat.renames("10А класс")
    await olga.says("Чаты")
    await olga.sees("10А класс")
    await chat.expels()
    await olga.says("Чаты")
    await olga.sees("меня там уже нет")


async def test_nothing_that_people_say_to_each_other_is_kept(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    chat = await space.chat("10А", maria, anna)
    await chat.allows_all(True)
    await chat.says(anna, "секретныйразговор о завтрашнем")
    await chat.says(maria, "ответ насекретныйразговор")
    kept = await space.run(everything)
    assert "секретныйразговор" not in kept and "10А" in kept


def everything(tx: Tx) -> str:
    """All rows of all tables."""
    tables = SQLModel.metadata.sorted_tables
    return "\n".join(str(tx.session.connection().execute(one.select()).all()) for one in tables)

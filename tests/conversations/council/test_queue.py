"""M7: the filter reminds once in private, people report, moderators decide."""

from sqlmodel import select

from storage import reports
from storage.reports import ModerationReport
from storage.store import Tx
from tests.conversations.space import Chat, Space, Speaker
from tests.conversations.test_chats import everything


async def test_the_first_time_the_bot_reminds_in_private_and_keeps_no_word(
    space: Space, chat: Chat, anna: Speaker, gleb: Speaker
) -> None:
    anna.looks_up()
    gleb.looks_up()
    said = await chat.says(anna, "ты идиотскаяпроверка, идиот")
    await anna.sees("лишнее", "грубое слово", "Это ошибка")
    await gleb.hears_nothing()
    assert chat.heard(gleb) == [] and chat.stands(anna, said)
    assert "идиотскаяпроверка" not in await space.run(everything)


async def test_the_second_time_a_person_looks(
    space: Space, chat: Chat, anna: Speaker, gleb: Speaker
) -> None:
    await chat.says(anna, "ты идиот")
    gleb.looks_up()
    anna.looks_up()
    said = await chat.says(anna, "сам дурак, секретноеслово")
    await anna.hears_nothing()
    await gleb.sees("Очередь модератора", "грубое слово")
    await gleb.presses("Посмотреть")
    await gleb.sees("секретноеслово", "Аня К., 10А")
    await gleb.presses("Удалить из чата")
    assert not chat.stands(anna, said)
    await gleb.presses("Без мер")
    await gleb.sees("без мер")

    def kept(tx: Tx) -> list[str]:
        return [one.sealed for one in tx.session.exec(select(ModerationReport))]

    assert await space.run(kept) == ["", ""]


async def test_a_false_alarm_is_taken_back_in_one_press_and_counted(
    space: Space, chat: Chat, anna: Speaker, gleb: Speaker
) -> None:
    await chat.says(anna, "роман «Идиот» читали?")
    await anna.presses("Это ошибка")
    await anna.sees("посмотрит человек")
    await gleb.says("Очередь модератора")
    await gleb.presses("1")
    await gleb.sees("оспорено")
    anna.looks_up()
    await gleb.presses("Ложная тревога")
    await anna.sees("Это была ошибка")
    assert dict(await space.run(reports.false_alarms)) == {"insult": 1}
    await anna.says("Мои записи")
    await anna.sees("Записей нет")
    # Taken back, it was no first time.
    anna.looks_up()
    await chat.says(anna, "ты дурак")
    await anna.sees("лишнее")


async def test_a_flood_is_reminded_of_once(chat: Chat, anna: Speaker) -> None:
    anna.looks_up()
    for number in range(9):
        await chat.says(anna, f"раз {number}")
    await anna.sees("много сообщений подряд")


async def test_people_report_and_a_moderator_gives_a_step(
    space: Space, chat: Chat, anna: Speaker, boris: Speaker, gleb: Speaker
) -> None:
    said = await chat.says(anna, "я тебя найду")
    gleb.looks_up()
    await chat.says(boris, "/сообщить", to=said)
    assert chat.heard(boris) == ["Передано модераторам."]
    await gleb.sees("сообщение участника")
    await gleb.presses("Посмотреть")
    await gleb.sees("я тебя найду", "Сообщает: Боря Б., 10А")
    await gleb.presses("Принять меры")
    await gleb.presses("Предупреждение")
    anna.looks_up()
    await gleb.says("угроза однокласснику")
    await gleb.presses("Подтвердить")
    await anna.sees("предупреждение", "угроза однокласснику")
    await anna.does_not_see("Боря")
    await gleb.says("Очередь модератора")
    await gleb.sees("пуста")


async def test_a_pupil_sees_no_queue_and_decides_nothing(
    space: Space, chat: Chat, anna: Speaker, boris: Speaker, gleb: Speaker
) -> None:
    said = await chat.says(anna, "я тебя найду")
    await chat.says(boris, "/сообщить", to=said)
    denied = len(await space.journal("denied"))
    await boris.says("Очередь модератора")
    await boris.sees("модераторы")
    assert len(await space.journal("denied")) == denied + 1


async def test_the_etiquette_is_read(anna: Speaker) -> None:
    await anna.says("Сетевой этикет")
    await anna.sees("Спорим о мысли, не о человеке", "10. Ошибся")

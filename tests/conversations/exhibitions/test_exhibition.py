"""E5: a work's way into an exhibition, the walk through it in the chat, and out again."""

from datetime import timedelta

from storage import diary, residents
from storage.residents import Role
from storage.store import Tx
from tests.conversations.exhibitions.conftest import OPENS_IN, lets_in, opens, puts_in
from tests.conversations.projects import TITLE
from tests.conversations.space import PNG, Space, Speaker


async def told_by_the_diary(space: Space, anna: Speaker) -> list[str]:
    def read(tx: Tx) -> list[str]:
        who = residents.who(tx, anna.resident)
        return [one.text for one in diary.entries(tx, who, project=1)]

    return await space.run(read)


async def test_a_work_is_sent_approved_walked_liked_asked_about_and_taken_out(
    space: Space,
    anna: Speaker,
    boris: Speaker,
    maria: Speaker,
    ivan: Speaker,
    exhibition: int,
) -> None:
    await puts_in(anna, maria)
    await lets_in(maria, ivan)
    await opens(boris)
    await boris.does_not_see("Смотреть")
    await space.pass_time(OPENS_IN)
    await anna.sees("теперь видят на выставке")

    await opens(boris)
    await boris.sees("Посмотрено работ: 0 из 1")
    await boris.presses("Смотреть")
    await boris.sees(TITLE, "1 из 1", "Автор: Аня К., 10А", "Три ведра")
    await boris.does_not_see("Нравится:")
    (picture,) = boris.last.attachments
    assert picture.content == PNG + b"1"
    await boris.presses("Нравится")
    await boris.sees("тебе нравится", "так отметили: 1")
    await boris.presses("К работе")
    await boris.sees("Нравится: 1", "Больше не нравится")

    pictures = sum(bool(one.attachments) for one in boris.screen)
    await boris.presses("Спросить автора")
    assert sum(bool(one.attachments) for one in boris.screen) == pictures, "the picture stays"
    await boris.says("Сколько собрали за месяц?")
    await boris.sees("Вопрос у авторов")
    await anna.sees("Спрашивает Боря Б., 10А", "Сколько собрали за месяц?")
    await anna.presses("Ответить")
    await anna.says("Ты дурак, сорок килограммов")
    await anna.sees("грубое слово")
    await anna.says("Сорок килограммов")
    await anna.sees("Ответ отправлен")
    await boris.sees("Ответ на твой вопрос", "Сорок килограммов")
    await opens(boris)
    await boris.presses("Смотреть")
    await boris.sees("Вопросы авторам", "Сколько собрали за месяц?", "Сорок килограммов")

    await opens(ivan)
    await ivan.sees(f"Работа ребёнка: {TITLE}"[:38])
    await boris.presses("К выставке")
    await boris.presses("Список работ")
    await boris.sees(f"{TITLE} ♥")

    await opens(anna)
    await anna.says(f"Моя работа: {TITLE}")
    await anna.presses("Снять с выставки")
    await anna.presses("Да, снять")
    await anna.sees("снята с выставки")
    await maria.sees("снята с выставки", "Аня К., 10А")
    await boris.presses(f"{TITLE} ♥")
    await boris.sees("Такой работы на выставке нет")
    assert boris.last.attachments == ()
    assert await told_by_the_diary(space, anna) == [
        f"Работа «{TITLE}» показана на выставке «Проекты года»."
    ]


async def test_an_exhibition_ends_with_numbers_and_stays_for_those_who_took_part(
    space: Space,
    anna: Speaker,
    boris: Speaker,
    maria: Speaker,
    ivan: Speaker,
    exhibition: int,
) -> None:
    await puts_in(anna, maria)
    await lets_in(maria, ivan)
    await space.pass_time(OPENS_IN)
    await opens(boris)
    await boris.presses("Смотреть")
    await boris.presses("Нравится")
    await space.pass_time(timedelta(days=10))
    await anna.sees("закончилась", "посмотрели: 1, понравилась: 1")
    await maria.sees("закончилась, работ: 1")
    await maria.presses("Итоги")
    await maria.sees("Больше всего понравились", f"«{TITLE}»: посмотрели 1, нравится 1")
    await opens(boris)
    await boris.sees("Выбор зрителей", TITLE)
    await boris.presses("Смотреть")
    await boris.sees("Нравится: 1")
    await boris.does_not_see("Больше не нравится", "Спросить автора")
    stranger = await space.resident("Вера", "Орлова", Role.STUDENT, grade="10Б")
    await stranger.says("Выставки")
    await stranger.does_not_see("Проекты года")
    assert len(await told_by_the_diary(space, anna)) == 2


async def test_a_guest_sees_given_names_and_a_partners_question_goes_through_the_hosts(
    space: Space,
    anna: Speaker,
    maria: Speaker,
    ivan: Speaker,
    exhibition: int,
) -> None:
    await puts_in(anna, maria)
    await lets_in(maria, ivan)
    await space.pass_time(OPENS_IN)
    guest = await space.stranger("Гость")
    await opens(guest)
    await guest.presses("Смотреть")
    await guest.sees("Автор: Аня")
    await guest.does_not_see("Аня К", "10А", "Спросить автора")
    partner = await space.resident("Пётр", "Лунин", Role.PARTNER)
    await space.makes_external(partner)
    await opens(partner)
    await partner.presses("Смотреть")
    await partner.does_not_see("Аня К", "10А")
    await partner.presses("Спросить автора")
    await partner.says("Где купить вёдра?")
    await partner.sees("отправлен ведущим выставки")
    await anna.does_not_see("вёдра")
    await maria.sees("спрашивает Пётр Лунин", "Где купить вёдра?")
    await maria.presses("Передать авторам")
    await anna.sees("Где купить вёдра?")
    await anna.presses("Ответить")
    await anna.says("В хозяйственном")
    await partner.sees("В хозяйственном")
    await maria.sees("спрашивает Пётр Лунин", "В хозяйственном")
    await maria.presses("Открыть вопрос")
    await maria.presses("Убрать вопрос")
    await maria.sees("Вопрос убран")


async def test_what_was_returned_is_mended_and_a_parent_says_no(
    space: Space,
    anna: Speaker,
    maria: Speaker,
    ivan: Speaker,
    exhibition: int,
) -> None:
    await puts_in(anna, maria)
    await maria.presses("К работе")
    await maria.presses("Вернуть")
    await maria.says("Подпишите, что на снимке")
    await maria.sees("Возвращено с замечанием")
    await anna.sees("Замечание: Подпишите, что на снимке")
    await anna.presses("К работе")
    await anna.presses("Изменить текст")
    await anna.presses("Пропустить")
    await anna.says("Три ведра и один плакат. На снимке вёдра.")
    await anna.presses("Подтвердить")
    await anna.sees("На снимке вёдра")
    await ivan.presses("Ответить о согласии")
    await ivan.sees("Ведущие вернули работу")
    await anna.presses("Отправить на проверку")
    await anna.presses("Согласен, отправить")
    await ivan.sees("только с вашего согласия")
    await ivan.presses("Ответить о согласии")
    await ivan.presses("Не показывать")
    await ivan.presses("Да, снять")
    await ivan.sees("снята с выставки")
    await anna.sees("снята с выставки")
    await anna.does_not_see("Иван")

"""What one does in the lab: the way of a project, with several people side by side."""

import pytest
from playwright.async_api import expect

from tests.browser.lab_page import LabPage, Talk

pytestmark = pytest.mark.asyncio(loop_scope="session")

#: A picture of one dot.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d4944415478da63fccfc0f01f0005010100a0d9a9d10000000049454e44ae426082"
)
TITLE = "Тихая перемена"


async def registers(pupil: Talk) -> None:
    assert await pupil.inserts_code()
    await pupil.sends()
    await pupil.sees("Это ты?")
    await pupil.presses("Да, это я")
    await pupil.sees("Готово, Даша!")


async def starts_project(pupil: Talk, supervisor: str) -> None:
    await pupil.picks("Новый проект")
    await pupil.presses("Индивидуальный проект")
    await pupil.sees("Какого типа твой проект?")
    await pupil.says("Исследовательский")
    await pupil.sees("Как называется проект?")
    await pupil.says(TITLE)
    await pupil.sees("К какой области")
    await pupil.says("психология")
    await pupil.sees("Зачем этот проект")
    await pupil.says("чтобы на перемене можно было отдохнуть")
    await pupil.sees("По какому плану идём?")
    await pupil.says("Индивидуальный проект, один учебный год")
    await pupil.sees("Кого позвать руководителем?")
    await pupil.says(supervisor)
    await pupil.sees(TITLE, "Исследовательский")
    await pupil.presses("Подтвердить")
    await pupil.sees("Этап 1")


async def ticks_all(pupil: Talk) -> None:
    """Four by the buttons of the first page, two by their numbers."""
    for number in range(1, 7):
        act = pupil.presses if number <= 4 else pupil.says
        await act(str(number))
        await pupil.sees_ticks(number)


async def attaches_picture(pupil: Talk) -> None:
    await pupil.presses("Приложить файл")
    await pupil.sees("Пришли")
    await pupil.attaches("паспорт.png", "image/png", PNG)
    await pupil.sees("Как это назвать")
    await pupil.says("Паспорт проекта")
    await pupil.sees("проверь", "Файлы: 1 файл")
    await pupil.presses("Подтвердить")
    await pupil.sees("Приложен 1 файл", "Паспорт проекта")


async def returns(supervisor: Talk, *remarks: str) -> None:
    await supervisor.presses("Вернуть")
    await supervisor.sees("Что исправить")
    await supervisor.says("\n".join(remarks))
    await supervisor.sees("проверьте", *remarks)
    await supervisor.presses("Подтвердить")
    await supervisor.sees("возвращён")


async def test_a_newcomer_comes_from_the_code_to_an_accepted_stage(page: LabPage) -> None:
    dasha = await page.talk("Даша Ветрова", empty=True)
    maria = await page.talk("Мария Соколова")
    await registers(dasha)
    await starts_project(dasha, "Мария Ивановна Соколова")
    await maria.sees(TITLE, "Даша В.")
    await maria.presses("Беру")
    await dasha.sees("теперь руководитель")
    await dasha.picks("Мои проекты")
    await dasha.sees(TITLE, "в работе")
    await dasha.presses("Этап 1")
    await dasha.sees("Этап 1 из 8")
    await attaches_picture(dasha)
    await dasha.sees("Этап 1 из 8", "Записал три темы")
    await ticks_all(dasha)
    await dasha.presses("Сдать этап")
    await dasha.sees("отправлен")
    await maria.sees("ждёт проверки", "Паспорт проекта")
    await expect(maria.heard.last.get_by_role("img")).to_be_visible()
    await returns(maria, "Назови класс", "Назови, кому помогает тишина")
    await dasha.sees("возвращает этап 1", "Назови класс")
    await dasha.presses("Этап 1")
    await dasha.sees("🔧 Замечание: назови класс")
    await dasha.presses("1")
    await dasha.sees("✅ Замечание: назови класс")
    await dasha.presses("2")
    await dasha.sees("✅ Замечание: назови, кому")
    await dasha.presses("Сдать этап")
    await dasha.sees("отправлен")
    await maria.sees("попытка 2")
    olga = await page.talk("Ольга Лебедева")
    await maria.presses("Принять")
    await olga.sees("ждёт проверки", TITLE)
    await olga.presses("Принять")
    await dasha.sees("🎉", "этап 1 принят")


async def test_a_tick_is_shown_as_an_edit_of_the_message(page: LabPage) -> None:
    anna = await page.talk("Аня Котова")
    await anna.picks("Мои проекты")
    await anna.sees("Раздельный сбор в нашем лицее")
    await anna.presses("Этап 2")
    await anna.sees_ticks(3)
    shown = await anna.heard.count()
    await anna.presses("4")
    await anna.sees_ticks(4)
    await expect(anna.heard.last.get_by_text("изменено")).to_be_visible()
    assert await anna.heard.count() == shown


async def test_a_fourth_conversation_closes_the_oldest(page: LabPage) -> None:
    first = await page.talk("Аня Котова")
    others = [await page.talk(name) for name in ("Боря Белов", "Соня Орлова", "Глеб Гусев")]
    await expect(first.section).to_be_hidden()
    for talk in others:
        await expect(talk.section).to_be_visible()
    await others[0].closes()


async def test_several_people_talk_in_the_chat_of_the_class(page: LabPage) -> None:
    chat = await page.talk("10А класс")
    await chat.speaks_as("Соня Орлова")
    await chat.says("Кто сдаёт тему?")
    await chat.speaks_as("Боря Белов")
    await expect(chat.log).to_contain_text("Соня Орлова")
    await chat.says("Я уже сдал")
    await expect(chat.said).to_have_text(["Я уже сдал"])


async def test_pictures_and_files_go_both_ways(page: LabPage) -> None:
    anna = await page.talk("Аня Котова")
    await anna.picks("Мои проекты")
    async with anna.shows_typing():
        await anna.presses("Показать на схеме")
    await anna.sees("Схема проекта")
    chart = anna.message("Схема проекта").get_by_role("img")
    await expect(chart).to_have_js_property("complete", True)
    assert await chart.evaluate("image => image.naturalWidth") > 100
    await anna.attaches("план.pdf", "application/pdf", b"%PDF-1.4")
    await expect(anna.log.get_by_role("link", name="план.pdf")).to_be_visible()
    await anna.sees("К какому этапу приложить?")
    await anna.presses("1")
    await anna.sees("Приложен 1 файл", "план.pdf")


async def test_open_conversations_outlive_a_reload(page: LabPage) -> None:
    there = {"Аня Котова": "срок этапа", "Павел Зуев": "Готово"}
    talks = {name: await page.talk(name) for name in there}
    await page.page.reload()
    for name, talk in talks.items():
        await expect(talk.section).to_be_visible()
        await talk.sees(there[name])


async def test_one_persons_two_messengers_stand_side_by_side(page: LabPage) -> None:
    in_vk = await page.talk("Мария Соколова")
    in_max = await page.talk("Мария Соколова, Сферум (MAX)")
    await in_max.says("Мои проекты")
    await in_max.sees("Раздельный сбор")
    await in_vk.picks("Мои данные")
    await in_vk.sees("Сферум (MAX)")
    await expect(in_max.section).to_be_visible()


async def test_who_has_max_only_talks_there_by_the_keys_under_messages(page: LabPage) -> None:
    timur = await page.talk("Тимур Ахметов")
    await timur.says("Мои проекты")
    await timur.sees("Сортировщик крышек")
    await timur.presses("Этап 1")
    await timur.sees_ticks(3)
    await expect(timur.keyboard).to_be_hidden()

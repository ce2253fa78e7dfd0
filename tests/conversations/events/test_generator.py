"""E7: the generator asks little and gives a plan that can be held."""

import io

from docx import Document

from tests.conversations.space import Space, Speaker


async def asks(who: Speaker, *answers: str) -> None:
    await who.says("Генератор событий")
    for answer in answers:
        await who.says(answer)
    await who.presses("Подтвердить")


async def test_a_pupil_gets_formats_and_a_plan_by_minutes(anna: Speaker) -> None:
    await asks(anna, "Найти идею", "до 10", "около часа", "В лицее", "Выбираем тему")
    await anna.sees("Вот что подходит", "Мозговой штурм")
    await anna.says("Мозговой штурм, 60 минут")
    await anna.sees("План", "0:00–", "Тихая запись", "Роли", "Подготовка", "Текст объявления")
    await anna.sees("Предложить это событие")


async def test_online_the_plan_has_pauses_and_says_how_it_is_done_there(anna: Speaker) -> None:
    await asks(anna, "Показать результат", "11–30", "около часа", "В Телемосте", "Пропустить")
    await anna.says("1")
    await anna.sees("В Телемосте", "Пауза")


async def test_the_plan_comes_as_a_document(space: Space, anna: Speaker) -> None:
    await asks(anna, "Найти идею", "до 10", "около часа", "В лицее", "Пропустить")
    await anna.says("1")
    await anna.presses("Скачать документом")
    sent = anna.last.attachments[-1]
    assert sent.name.endswith(".docx")
    read = Document(io.BytesIO(sent.content))
    assert len(read.tables[0].rows) > 4
    assert any("Роли" in one.text for one in read.paragraphs)


async def test_a_stranger_may_use_it_too_but_proposes_nothing(space: Space) -> None:
    guest = await space.stranger("Кирилл Маслов")
    await asks(guest, "Договориться", "31–80", "2–3 часа", "И так, и так", "Пропустить")
    await guest.says("1")
    await guest.sees("План", "Подготовка")
    await guest.does_not_see("Предложить это событие")


async def test_where_no_format_is_meant_for_it_the_nearest_are_named_so(anna: Speaker) -> None:
    await asks(anna, "Держать темп", "больше 80", "целый день", "В лицее", "Пропустить")
    await anna.sees("Ближе всего")

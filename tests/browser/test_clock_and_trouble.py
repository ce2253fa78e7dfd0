"""Time passes and messengers fail: what one sees of it in the lab."""

import pytest
from playwright.async_api import expect

from tests.browser.lab_page import LabPage, Mood

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_an_hour_later_a_reminder_comes(page: LabPage) -> None:
    await expect(page.clock).to_contain_text("15:30")
    await expect(page.unread("Соня Орлова")).to_be_hidden()
    await page.moves_clock("На час вперёд")
    await expect(page.clock).to_contain_text("16:30")
    await expect(page.unread("Соня Орлова")).to_have_accessible_name("непрочитанных: 1")
    sonya = await page.talk("Соня Орлова")
    await sonya.sees("Через 3 дня", "15 октября", "Как мы запоминаем стихи")
    await expect(page.unread("Соня Орлова")).to_be_hidden()


async def test_the_clock_goes_to_the_morning_and_to_thursday_when_a_late_verdict_is_asked_for(
    page: LabPage,
) -> None:
    await page.moves_clock("Завтра, 8:00")
    await expect(page.clock).to_contain_text("вторник, 13 октября, 08:00")
    await page.moves_clock("Четверг, 18:00")
    await expect(page.clock).to_contain_text("четверг, 15 октября, 18:00")
    pavel = await page.talk("Павел Зуев")
    await expect(pavel.message("Напоминание")).to_contain_text("Скворечник")


async def test_what_a_silent_messenger_kept_back_comes_later_and_once(page: LabPage) -> None:
    anna = await page.talk("Аня Котова")
    before = await anna.heard.count()
    await page.makes_messenger("не отвечают")
    await anna.says("Мои проекты")
    await page.moves_clock("На час вперёд")
    await expect(page.clock).to_contain_text("16:30")
    await expect(anna.heard).to_have_count(before)
    await page.makes_messenger("работают")
    await page.moves_clock("На час вперёд")
    await anna.sees("Раздельный сбор в нашем лицее")
    await expect(anna.heard).to_have_count(before + 1)


@pytest.mark.parametrize("mood", ["медленные", "сбоят", "отвечают дважды"])
async def test_whatever_the_messenger_does_an_answer_comes_once(page: LabPage, mood: Mood) -> None:
    anna = await page.talk("Аня Котова")
    before = await anna.heard.count()
    await page.makes_messenger(mood)
    await anna.says("Мои проекты")
    await anna.sees("Раздельный сбор в нашем лицее")
    await page.makes_messenger("работают")
    await anna.says("Помощь")
    await anna.sees("Начать")
    await expect(anna.heard).to_have_count(before + 2)


async def test_the_drawer_shows_the_calls_as_they_went(page: LabPage) -> None:
    await page.opens_calls()
    boris = await page.talk("Боря Белов")
    await boris.says("Мои проекты")
    await boris.sees("Скворечник")
    rows = page.calls.get_by_role("listitem").filter(has_text="messages.send")
    sent = rows.filter(has_text="на проверке").first
    await sent.locator("summary").click()
    await expect(sent.locator(".asked")).to_be_visible()
    await expect(sent.locator(".asked")).to_contain_text("random_id")

"""The page for everybody: by keyboard alone, on a phone, in the dark, read aloud."""

from importlib import resources
from typing import TypedDict, cast

import pytest
from playwright.async_api import ViewportSize, expect

from tests.browser.lab_page import LabPage, Theme

pytestmark = pytest.mark.asyncio(loop_scope="session")

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js")
THEMES: tuple[Theme, ...] = ("light", "dark")
PHONE = ViewportSize(width=360, height=740)


class Violation(TypedDict):
    """What axe-core tells of a broken rule."""

    id: str
    impact: str | None
    nodes: list[dict[str, object]]


async def serious(page: LabPage) -> list[str]:
    """The rules that are broken seriously in light or dark colours, and where.

    What axe itself tries to do under the page's policy is not the page's fault.
    """
    before = len(page.watch.errors)
    await page.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = []
    for theme in THEMES:
        await page.has_theme(theme)
        told = await page.page.evaluate(
            "axe.run({resultTypes: ['violations'], preload: false}).then((all) => all.violations)"
        )
        found += [
            f"{theme}, {one['id']}: {[node['target'] for node in one['nodes']]}"
            for one in cast("list[Violation]", told)
            if one["impact"] in ("serious", "critical")
        ]
    del page.watch.errors[before:]
    return found


async def test_axe_finds_nothing_serious_by_day_and_by_night(page: LabPage) -> None:
    assert await serious(page) == []
    anna = await page.talk("Аня Котова")
    await anna.picks("Мои проекты")
    await anna.sees("Раздельный сбор")
    await page.talk("Даша Ветрова", empty=True)
    await page.talk("10А класс")
    assert await serious(page) == []
    await page.opens_calls()
    assert await serious(page) == []
    await page.closes_calls()
    await page.page.set_viewport_size(PHONE)
    assert await serious(page) == []


async def test_a_phone_of_360_pixels_shows_all_without_scrolling_aside(page: LabPage) -> None:
    await page.page.set_viewport_size(PHONE)
    assert await page.overflow() == 0
    anna = await page.talk("Аня Котова")
    await anna.picks("Мои проекты")
    await anna.sees("Раздельный сбор")
    await expect(anna.field).to_be_in_viewport()
    assert await page.overflow() == 0
    await anna.goes_back()
    await expect(page.person("Аня Котова")).to_be_in_viewport()
    await page.opens_calls()
    assert await page.overflow() == 0


async def test_the_keyboard_alone_is_enough(page: LabPage) -> None:
    keys = page.page.keyboard
    await page.tabs_to(page.person("Соня Орлова"))
    await keys.press("Enter")
    sonya = page.opened("Соня Орлова")
    await expect(sonya.field).to_be_focused()
    await keys.type("Мои проекты")
    await keys.press("Enter")
    await sonya.sees("запоминаем стихи")
    await page.tabs_to(sonya.button("Этап 1"), back=True)
    await keys.press("Enter")
    await sonya.sees("Этап 1 из 8")
    await page.tabs_to(sonya.keyboard.get_by_role("button", name="Дневник"))
    await keys.press("Space")
    await sonya.sees("дневник")
    await keys.press("Escape")
    await expect(sonya.section).to_be_hidden()
    await expect(page.person("Соня Орлова")).to_be_focused()
    await page.tabs_to(page.page.get_by_role("button", name="На час вперёд"), back=True)
    await keys.press("Enter")
    await expect(page.clock).to_contain_text("16:30")

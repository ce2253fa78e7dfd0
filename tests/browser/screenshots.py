"""The documentation's pictures, taken of a lab at a telling moment: `make screenshots`."""

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, ViewportSize, async_playwright

from bots import logs
from lab import host
from tests.browser import running
from tests.browser.lab_page import LabPage, Theme

DESKTOP = ViewportSize(width=1280, height=800)
#: Corners are drawn in one way only.
STEADY = ["--disable-partial-raster", "--num-raster-threads=1", "--disable-lcd-text"]
PHONE = ViewportSize(width=360, height=740)


async def main(folder: Path) -> None:
    """Save the pictures into ``folder``."""
    executable = running.chromium()
    if executable is None:
        sys.exit("no browser: apt install chromium")
    logs.set_up("error", as_json=False)
    folder.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=STEADY)
        await _in_a_lab(browser, folder / "lab.png", DESKTOP, "light")
        await _in_a_lab(browser, folder / "lab-phone.png", PHONE, "dark")
        await browser.close()


async def _in_a_lab(browser: Browser, to: Path, window: ViewportSize, theme: Theme) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        async with host.opened(Path(scratch)) as lab, running.served(lab) as address:
            context = await browser.new_context(viewport=window, locale="ru-RU", color_scheme=theme)
            page = LabPage(await context.new_page(), address)
            await page.opens()
            if window is DESKTOP:
                await _three_at_work(page)
            else:
                await _a_pupil_ticks(page)
            await page.saves(to)
            await context.close()


async def _three_at_work(page: LabPage) -> None:
    """A pupil ticks in VK and looks in MAX, a supervisor looks at what was sent in."""
    await _a_pupil_ticks(page)
    in_max = await page.talk("Аня Котова, Сферум (MAX)")
    await in_max.says("Мои проекты")
    await in_max.sees("Раздельный сбор")
    pavel = await page.talk("Павел Зуев")
    await pavel.picks("Очередь проверки")
    await pavel.presses("1")
    await pavel.sees("ждёт проверки", "Скворечник")


async def _a_pupil_ticks(page: LabPage) -> None:
    anna = await page.talk("Аня Котова")
    await anna.picks("Мои проекты")
    await anna.presses("Этап 2")
    await anna.sees_ticks(3)
    await anna.presses("4")
    await anna.sees_ticks(4)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))

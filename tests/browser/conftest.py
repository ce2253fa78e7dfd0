"""A lab of each test's own, and the machine's Chromium to look at it.

Where there is no browser these tests are skipped; with ``BROWSER_REQUIRED`` set they fail.
"""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize, async_playwright

from lab import host
from lab.host import Lab
from tests.browser import running
from tests.browser.lab_page import LabPage

WINDOW = ViewportSize(width=1280, height=800)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Browser]:
    executable = running.chromium()
    if executable is None:
        reason = "no browser: apt install chromium"
        (pytest.fail if os.environ.get("BROWSER_REQUIRED") else pytest.skip)(reason)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def lab(tmp_path: Path) -> AsyncIterator[Lab]:
    async with host.opened(tmp_path) as lab:
        yield lab


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, lab: Lab) -> AsyncIterator[LabPage]:
    """The page as a newcomer sees it; at the end, nothing went wrong and nothing went out."""
    async with running.served(lab) as address:
        context = await browser.new_context(viewport=WINDOW, locale="ru-RU")
        page = LabPage(await context.new_page(), address)
        await page.opens()
        yield page
        await context.close()
    assert page.watch.errors == []
    assert page.watch.foreign == []

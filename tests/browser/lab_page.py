"""The lab's page as one uses it: by the roles and names of what stands on it."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from playwright.async_api import ConsoleMessage, FilePayload, Locator, Page, Request, expect

#: Milliseconds; only what never comes takes so long.
PATIENCE = 20_000
#: More than the page has stops.
TABS = 80

Mood = Literal["работают", "медленные", "сбоят", "отвечают дважды", "не отвечают"]
Theme = Literal["light", "dark"]
Jump = Literal["На час вперёд", "Завтра, 8:00", "Четверг, 18:00"]


class Watch:
    """Everything that a page must not do: errors in its console, requests to elsewhere."""

    def __init__(self, page: Page, address: str) -> None:
        self._address = address
        self.errors: list[str] = []
        self.foreign: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self._address, "data:", "blob:")):
            self.foreign.append(request.url)


class Talk:
    """An open conversation: a column of the page."""

    def __init__(self, page: Page, title: str) -> None:
        self.section = page.get_by_role("region", name=f"Разговор: {title}", exact=True)
        self.log = self.section.get_by_role("log")
        self.keyboard = self.section.get_by_role("group", name="Клавиатура")
        self.field = self.section.get_by_role("textbox", name="Сообщение")

    @property
    def heard(self) -> Locator:
        """What the bot wrote, oldest first."""
        return self.log.locator('article[data-mine="false"]')

    @property
    def said(self) -> Locator:
        """The texts that the conversation's own person wrote, oldest first."""
        return self.log.locator('article[data-mine="true"] .text')

    def message(self, part: str) -> Locator:
        """The latest message of the bot with these words in it."""
        return self.heard.filter(has_text=part).last

    async def says(self, text: str) -> None:
        await self.field.fill(text)
        await self.section.get_by_role("button", name="Отправить").click()
        await expect(self.said.last).to_contain_text(text)

    def button(self, label: str) -> Locator:
        """The button with this label under the latest message that has it.

        Buttons of a list have numbers before their labels.
        """
        name = re.compile(rf"^(\d+\. )?{re.escape(label)}$")
        return self.log.locator(".inline").get_by_role("button", name=name).last

    async def presses(self, label: str) -> None:
        await self.button(label).click()

    async def picks(self, label: str) -> None:
        """Press a button of the permanent keyboard."""
        await self.keyboard.get_by_role("button", name=label, exact=True).click()

    async def sees(self, *parts: str) -> None:
        """Wait until the bot's last message has all these words."""
        for part in parts:
            await expect(self.heard.last).to_contain_text(part, ignore_case=True)

    @asynccontextmanager
    async def shows_typing(self) -> AsyncIterator[None]:
        """Check at each frame that «печатает» stands there at a moment, however short."""
        section = await self.section.element_handle()
        typed = asyncio.create_task(
            self.section.page.wait_for_function(
                "section => section.innerText.includes('печатает…')", arg=section
            )
        )
        try:
            yield
            await typed
        finally:
            typed.cancel()

    async def speaks_as(self, name: str) -> None:
        """Take the phone of another member of a group chat."""
        await self.section.get_by_label("От кого").select_option(label=name)

    async def sees_ticks(self, count: int) -> None:
        """Wait until so many lines of the bot's last message are ticked."""
        ticked = re.compile(rf"^([^✅]*✅){{{count}}}[^✅]*$")
        await expect(self.heard.last.locator(".text")).to_have_text(ticked)

    async def inserts_code(self) -> str:
        """Have the printed code put into the field; gives it."""
        await self.section.get_by_role("button", name="Вставить код").click()
        return await self.field.input_value()

    async def sends(self) -> None:
        await self.section.get_by_role("button", name="Отправить").click()

    async def attaches(self, name: str, kind: str, content: bytes) -> None:
        """Choose a file and send it."""
        chosen = FilePayload(name=name, mimeType=kind, buffer=content)
        await self.section.get_by_label("Прикрепить", exact=True).set_input_files([chosen])
        await self.sends()

    async def goes_back(self) -> None:
        """On a phone: to the list of people."""
        await self.section.get_by_role("button", name="К списку людей").click()

    async def closes(self) -> None:
        await self.section.get_by_role("button", name="Закрыть разговор").click()
        await expect(self.section).to_be_hidden()


class LabPage:
    """The page in a browser."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.watch = Watch(page, address)
        self._address = address
        self.people = page.get_by_role("navigation", name="Люди")
        self.clock = page.locator("#clock")
        self.calls = page.get_by_role("complementary", name="Вызовы API")
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)

    async def opens(self) -> None:
        """Go to the page and wait until it lives."""
        await self.page.goto(self._address)
        await expect(self.clock).not_to_be_empty()

    def person(self, title: str) -> Locator:
        """The button of a person, or of a group chat, in the list; of a person's further messenger
        by "name, messenger"."""
        if ", " in title:
            return self.people.get_by_role("button", name=title, exact=True)
        name = self.page.locator(".name", has_text=title)
        return self.people.get_by_role("button").filter(has=name)

    async def talk(self, title: str, *, empty: bool = False) -> Talk:
        """Open a conversation and wait until what was said is there, if it is not ``empty``."""
        await self.person(title).click()
        talk = self.opened(title)
        await expect(talk.section).to_be_visible()
        if not empty:
            await expect(talk.log.get_by_role("article").first).to_be_attached()
        return talk

    def opened(self, title: str) -> Talk:
        """A conversation that is open already."""
        return Talk(self.page, title)

    def unread(self, title: str) -> Locator:
        return self.person(title).locator(".unread")

    async def moves_clock(self, jump: Jump) -> None:
        await self.page.get_by_role("button", name=jump, exact=True).click()

    async def makes_messenger(self, mood: Mood) -> None:
        await self.page.get_by_label("Мессенджеры", exact=True).select_option(label=mood)

    async def opens_calls(self) -> None:
        await self.page.get_by_role("button", name="Вызовы API").click()
        await expect(self.calls).to_be_visible()

    async def closes_calls(self) -> None:
        await self.calls.get_by_role("button", name="Закрыть").click()
        await expect(self.calls).to_be_hidden()

    async def has_theme(self, theme: Theme) -> None:
        """Change the colours at once, without their passing one into another."""
        await self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")

    async def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        pixels: int = await self.page.evaluate(wider)
        return pixels

    async def tabs_to(self, place: Locator, *, back: bool = False) -> None:
        """Press Tab, or Shift+Tab, until the focus is there."""
        for _ in range(TABS):
            await self.page.keyboard.press("Shift+Tab" if back else "Tab")
            if await place.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"Tab does not lead to {place}")

    async def saves(self, path: Path) -> None:
        """Take a picture of what the window shows, with nothing pointed at."""
        await self.page.mouse.move(0, 0)
        await self.page.evaluate("document.activeElement.blur()")
        await self.page.screenshot(path=path, animations="disabled")

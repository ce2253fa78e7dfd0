"""The lab's page over HTTP: what it shows, what it refuses."""

import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from lab import host, phones
from lab.host import Lab
from lab.page.messenger import Trouble
from lab.page.server import Page

pytestmark = pytest.mark.asyncio(loop_scope="module")


class Browser:
    """The page's server with a lab behind it, asked as a browser asks."""

    def __init__(self, lab: Lab, session: aiohttp.ClientSession) -> None:
        self.lab = lab
        self._session = session

    def talk(self, name: str) -> tuple[str, int]:
        """The key of somebody's conversation, and their resident's id."""
        who = next(one.resident for one in self.lab.people if one.name == name)
        talks = self.lab.messengers[0].talks()
        return next(one.key for one in talks if one.people == (who,)), who

    async def get(self, address: str, **headers: str) -> tuple[int, str]:
        async with self._session.get(address, headers=headers) as answer:
            return answer.status, await answer.text()

    async def post(self, address: str, **fields: str | int) -> int:
        data = {name: str(value) for name, value in fields.items()}
        async with self._session.post(address, data=data) as answer:
            return answer.status

    async def told(self, event: str, until: str, open_talks: str = "", calls: str = "") -> str:
        """Follow the stream until an event of this kind says ``until``."""
        address = f"/events?open={open_talks}{calls}"
        async with self._session.get(address) as answer:
            kind = ""
            async for raw in answer.content:
                line = raw.decode().strip()
                if line.startswith("event: "):
                    kind = line.removeprefix("event: ")
                elif kind == event and until in line:
                    return line.removeprefix("data: ")
        raise AssertionError("the stream has ended")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """One lab for all: to open it takes a second, and nobody here minds the others."""
    async with host.opened(tmp_path_factory.mktemp("lab")) as lab:
        runner = web.AppRunner(
            Page(lab).app(), access_log=None, handler_cancellation=True, shutdown_timeout=0.1
        )
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        timeout = aiohttp.ClientTimeout(total=20)
        async with aiohttp.ClientSession(base, timeout=timeout) as session:
            yield Browser(lab, session)
        await runner.cleanup()


async def test_everybody_of_the_school_stands_in_the_list(browser: Browser) -> None:
    status, text = await browser.get("/")
    assert status == 200
    for person in browser.lab.people:
        assert person.name in text


async def test_what_one_writes_is_answered_on_the_open_page(browser: Browser) -> None:
    pupil = next(one for one in browser.lab.people if one.joins)
    talk, who = browser.talk(pupil.name)
    assert await browser.post(f"/talks/{talk}/messages", who=who, text="помощь") == 204
    said = json.loads(await browser.told("talk", "помощь", f"{talk}@{who}"))
    assert [line["text"] for line in said["lines"] if line["mine"]][-1] == "помощь"


async def test_nobody_reads_or_writes_in_another_ones_conversation(browser: Browser) -> None:
    (talk, _), (_, other) = (browser.talk(one.name) for one in browser.lab.people[:2])
    assert await browser.post(f"/talks/{talk}/messages", who=other, text="это я") == 409
    assert await browser.post(f"/talks/{talk}/presses", who=other, number=0, row=0, place=0) == 409


async def test_a_button_that_is_not_there_cannot_be_pressed(browser: Browser) -> None:
    talk, who = browser.talk(browser.lab.people[0].name)
    assert await browser.post(f"/talks/{talk}/presses", who=who, number=0, row=9, place=9) == 409


async def test_the_clock_goes_to_the_next_morning(browser: Browser) -> None:
    assert await browser.post("/clock", to="morning") == 204
    assert "08:00" in await browser.told("space", "08:00")


async def test_the_clock_goes_to_thursday_evening(browser: Browser) -> None:
    assert await browser.post("/clock", to="thursday") == 204
    assert "четверг" in await browser.told("space", "18:00")


@pytest.mark.parametrize("kind", list(Trouble))
async def test_trouble_is_switched_for_all_messengers(browser: Browser, kind: Trouble) -> None:
    assert await browser.post("/trouble", kind=kind.value) == 204
    assert browser.lab.trouble is kind
    browser.lab.behave(Trouble.NONE)


async def test_the_drawer_is_told_the_calls_without_a_token(browser: Browser) -> None:
    said = await browser.told("calls", "messages.send", calls="&calls=1")
    assert phones.TOKEN not in {
        value for call in json.loads(said)["calls"] for value in call["asked"].values()
    }


async def test_another_sites_page_can_do_nothing_here(browser: Browser) -> None:
    assert (await browser.get("/", Origin="https://example.org"))[0] == 403
    assert (await browser.get("/", Host="example.org"))[0] == 403


@pytest.mark.parametrize(
    ("address", "fields", "status"),
    [
        ("/clock", {"to": "yesterday"}, 400),
        ("/trouble", {"kind": "flood"}, 400),
        ("/talks/vk-1/messages", {"who": "nobody", "text": "?"}, 400),
        ("/talks/fax-1-1/messages", {"who": "1", "text": "?"}, 404),
        ("/talks/vk-1/messages", {"who": "1", "text": " "}, 400),
    ],
)
async def test_what_the_page_never_sends_is_refused(
    browser: Browser, address: str, fields: dict[str, str], status: int
) -> None:
    assert await browser.post(address, **fields) == status

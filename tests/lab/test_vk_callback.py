"""Callback API: order, secret, retries by the clock, confirmation."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from aiohttp import web

from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn
from lab.vk.world import Settings
from tests.lab.conftest import Bot, Clock

Json = dict[str, Any]  # VK's own JSON


@dataclass
class Site:
    """A bot's address; ``answers`` are given in turn, then "ok"; ``does`` is done at each post."""

    url: str = ""
    answers: list[tuple[int, str, Mapping[str, str]]] = field(default_factory=list)
    bodies: list[Json] = field(default_factory=list)
    counters: list[str] = field(default_factory=list)
    does: Callable[[], None] = lambda: None

    def will(self, status: int, text: str = "", **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.append((status, text, named))

    async def take(self, request: web.Request) -> web.Response:
        self.bodies.append(json.loads(await request.text()))
        self.does()
        self.counters.append(request.headers.get("X-Retry-Counter", ""))
        status, text, headers = self.answers.pop(0) if self.answers else (200, "ok", {})
        return web.Response(status=status, text=text, headers=headers)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    made, app = Site(), web.Application()
    app.router.add_post("/vk", made.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/vk"
    yield made
    await runner.cleanup()


async def posted(bot: Bot, site: Site, count: int) -> None:
    """Wait until the site has had so many posts and all of them are accounted for."""
    seen = -1
    while len(site.bodies) < count or any(
        one.tries == 0 for server in bot.community.callbacks for one in server.waiting
    ):
        seen = await bot.vk.changed.wait(seen)


async def test_events_are_posted_in_order_with_the_secret(
    bot: Bot, ivan: VkPerson, site: Site
) -> None:
    bot.community.callback(site.url)
    for text in ("раз", "два", "три"):
        await ivan.write(bot.community, text)
    await bot.vk.wait_taken()
    assert [one["object"]["message"]["text"] for one in site.bodies] == ["раз", "два", "три"]
    assert {one["secret"] for one in site.bodies} == {"s3"}
    assert {one["group_id"] for one in site.bodies} == {bot.community.group_id}
    assert site.counters == ["", "", ""]


async def test_what_is_not_ok_comes_again_by_the_clock_and_is_lost_at_last(
    bot: Bot, ivan: VkPerson, site: Site, clock: Clock
) -> None:
    server = bot.community.callback(site.url)
    for _ in range(6):
        site.will(200, "not ok")
    await ivan.write(bot.community, "раз")
    await posted(bot, site, 1)
    assert bot.vk.pending(bot.community) == 1
    for seconds in (10, 180, 600, 1800, 3600):
        clock.move(seconds=seconds - 1)
        assert await bot.vk.redeliver_due() == 0
        clock.move(seconds=1)
        assert await bot.vk.redeliver_due() == 1
    assert site.counters == ["", "1", "2", "3", "4", "5"]
    assert len({one["event_id"] for one in site.bodies}) == 1
    assert (len(server.lost), bot.vk.pending(bot.community)) == (1, 0)


async def test_a_later_event_does_not_wait_for_a_failed_one(
    bot: Bot, ivan: VkPerson, site: Site, clock: Clock
) -> None:
    bot.community.callback(site.url)
    site.will(500)
    await ivan.write(bot.community, "раз")
    await ivan.write(bot.community, "два")
    await posted(bot, site, 2)
    clock.move(seconds=10)
    await bot.vk.redeliver_due()
    texts = [one["object"]["message"]["text"] for one in site.bodies]
    assert texts == ["раз", "два", "раз"]
    await bot.vk.wait_taken()


@pytest.mark.parametrize("status", [410, 429, 503])
async def test_retry_after_is_honoured(
    bot: Bot, ivan: VkPerson, site: Site, clock: Clock, status: int
) -> None:
    bot.community.callback(site.url)
    site.will(status, Retry_After="60")
    site.will(status, Retry_After=format_datetime(clock.at + timedelta(seconds=100), usegmt=True))
    site.will(status, Retry_After="99999")
    await ivan.write(bot.community, "раз")
    await posted(bot, site, 1)
    for seconds in (60, 40, 600):
        clock.move(seconds=seconds - 1)
        assert await bot.vk.redeliver_due() == 0
        clock.move(seconds=1)
        assert await bot.vk.redeliver_due() == 1
    await bot.vk.wait_taken()


async def test_a_site_that_is_down_gets_it_later(
    bot: Bot, ivan: VkPerson, site: Site, clock: Clock
) -> None:
    server = bot.community.callback("http://127.0.0.1:9/nobody")
    await ivan.write(bot.community, "раз")
    while server.waiting[0].tries == 0:
        await bot.vk.changed.wait()
    server.url = site.url
    clock.move(seconds=10)
    assert await bot.vk.redeliver_due() == 1
    assert site.counters == ["1"]


async def test_remove_takes_the_server_away_and_version_changes_it(
    bot: Bot, ivan: VkPerson, site: Site
) -> None:
    server = bot.community.callback(site.url)
    site.will(200, "version 5.131")
    site.will(200, "ok")
    site.will(200, "remove")
    for text in ("раз", "два", "три"):
        await ivan.write(bot.community, text)
    await posted(bot, site, 3)
    assert [one["v"] for one in site.bodies] == ["5.199", "5.131", "5.131"]
    assert (bot.community.callbacks, server.status) == ([], "removed")


async def test_a_server_set_up_by_api_is_asked_for_confirmation_first(
    bot: Bot, ivan: VkPerson, site: Site
) -> None:
    group = bot.community.group_id
    code = (await bot.get("groups.getCallbackConfirmationCode", group_id=group))["code"]
    site.will(200, code)
    asked = {"group_id": group, "url": site.url, "title": "bot", "secret_key": "key"}
    number = (await bot.get("groups.addCallbackServer", **asked))["server_id"]
    while bot.community.callbacks[0].status == "unconfigured":
        await bot.vk.changed.wait()
    assert site.bodies == [{"type": "confirmation", "group_id": group, "secret": "key"}]
    await ivan.write(bot.community, "не слышно")
    named = {"group_id": group, "server_id": number}
    await bot.get("groups.setCallbackSettings", message_new=1, **named)
    await ivan.write(bot.community, "слышно")
    await bot.vk.wait_taken()
    assert site.bodies[1]["object"]["message"]["text"] == "слышно"
    servers = await bot.get("groups.getCallbackServers", group_id=group)
    assert [(one["status"], one["title"]) for one in servers["items"]] == [("ok", "bot")]
    await bot.get("groups.deleteCallbackServer", **named)
    assert bot.community.callbacks == []


async def test_a_wrong_confirmation_stops_delivery(bot: Bot, ivan: VkPerson, site: Site) -> None:
    server = bot.community.callback(site.url, confirmed=False)
    site.will(200, "wrong")
    assert not await bot.vk.confirm(bot.community, server)
    await ivan.write(bot.community, "раз")
    await bot.vk.redeliver_due()
    assert (server.status, len(site.bodies)) == ("failed", 1)
    site.will(200, "c0de")
    assert await bot.vk.confirm(bot.community, server)
    await bot.vk.wait_taken()


async def test_an_event_may_be_posted_twice(bot: Bot, ivan: VkPerson, site: Site) -> None:
    bot.community.callback(site.url)
    bot.vk.troubles.repeat_updates(2)
    await ivan.write(bot.community, "раз")
    await bot.vk.wait_taken()
    assert site.bodies[0] == site.bodies[1]
    bot.vk.repeat_event(bot.community, {**site.bodies[0]})
    await bot.vk.wait_taken()
    assert len(site.bodies) == 3


async def test_many_failures_in_a_row_are_a_pause(
    bot: Bot, ivan: VkPerson, site: Site, clock: Clock
) -> None:
    bot.vk.world.settings = Settings(failures_to_pause=3, callback_pause=timedelta(minutes=5))
    server = bot.community.callback(site.url)
    for _ in range(3):
        site.will(500)
    for text in ("раз", "два", "три", "четыре"):
        await ivan.write(bot.community, text)
    while server.paused_until is None:
        await bot.vk.changed.wait()
    clock.move(minutes=4)
    assert (await bot.vk.redeliver_due(), len(site.bodies)) == (0, 3)
    clock.move(minutes=1)
    assert await bot.vk.redeliver_due() == 4
    await bot.vk.wait_taken()


async def test_delivery_goes_on_when_an_outage_ends(bot: Bot, ivan: VkPerson, site: Site) -> None:
    bot.community.callback(site.url)
    bot.vk.troubles.outage = True
    await ivan.write(bot.community, "раз")
    assert await bot.vk.redeliver_due() == 0
    bot.vk.troubles.outage = False
    await bot.vk.wait_taken()


async def test_a_server_taken_away_while_it_answers_harms_nobody(
    bot: Bot, ivan: VkPerson, site: Site
) -> None:
    server = bot.community.callback(site.url)
    site.does = bot.community.callbacks.clear
    site.will(200, "remove")
    await ivan.write(bot.community, "раз")
    async with asyncio.timeout(5):
        while server.status == "ok":
            await bot.vk.changed.wait()


async def test_the_lab_looks_for_retries_by_itself(clock: Clock, site: Site) -> None:
    vk = VkStandIn(clock.now, clock.monotonic, None, Settings(retry_look=timedelta(0)))
    await vk.start()
    community = vk.community("Коворкинг")
    server = community.callback(site.url)
    site.will(500)
    await vk.person("Иван Петров").write(community, "раз")
    while any(one.tries == 0 for one in server.waiting):
        await vk.changed.wait()
    clock.move(seconds=10)
    await vk.wait_taken()
    assert site.counters[-1] == "1"
    await vk.stop()

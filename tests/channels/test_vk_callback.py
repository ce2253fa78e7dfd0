"""VK's Callback API: only VK's own requests are taken, and answered after the commit."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bots import vk_callback, vk_updates, webhook
from bots.channel import Callback, Decision, Incoming, Overloaded
from bots.vk_callback import Expected
from lab.vk.community import Community
from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn
from storage.store import StoreUnavailable
from tests.channels.conftest import Clock, make_channel

SECRET, GROUP = "пароль-37", 373_001
EXPECTED = Expected(GROUP, SECRET, "c0nf1rm")


def body(**fields: object) -> bytes:
    content = {"message": {"from_id": 7, "peer_id": 7, "text": "remove"}}
    whole = {"type": "message_new", "group_id": GROUP, "secret": SECRET, "object": content}
    told = {name: value for name, value in (whole | fields).items() if value is not None}
    return json.dumps(told).encode()


def decide(told: bytes, expected: Expected = EXPECTED) -> Decision:
    return vk_callback.decide(told, expected, lambda one: vk_updates.read(one, "vk", GROUP))


def test_an_update_is_read_and_answered_ok() -> None:
    decision = decide(body())
    assert (decision.status, decision.body) == (200, "ok")
    assert decision.incoming is not None
    assert decision.incoming.text == "remove"


@pytest.mark.parametrize("secret", [SECRET, None])
def test_vk_confirms_the_address(secret: str | None) -> None:
    assert decide(body(type="confirmation", secret=secret)) == Decision(200, "c0nf1rm")


@pytest.mark.parametrize("fields", [{"group_id": 5}, {"secret": "?"}])
def test_a_stranger_gets_no_confirmation(fields: dict[str, Any]) -> None:
    assert decide(body(type="confirmation", **fields)).status == 403


def test_without_a_string_there_is_nothing_to_confirm() -> None:
    assert decide(body(type="confirmation"), Expected(GROUP, SECRET, "")).status == 403


@pytest.mark.parametrize(
    "fields",
    [
        {"secret": None},
        {"secret": ""},
        {"secret": "пароль-3"},
        {"secret": "пароль-377"},
        {"secret": ["пароль-37"]},
        {"secret": "\ud800"},
        {"group_id": None},
        {"group_id": 373_002},
        {"group_id": "373001"},
    ],
)
def test_a_forged_update_is_refused(fields: dict[str, Any]) -> None:
    decision = decide(body(**fields))
    assert (decision.status, decision.incoming) == (403, None)


@pytest.mark.parametrize(
    "told", [b"", b"ok", b"[]", b"null", b'"x"', b"\xff\xfe", b"{}", b'{"type":5}', b"[" * 99_999]
)
def test_what_is_no_update_is_bad(told: bytes) -> None:
    assert (decide(told).status, decide(told).body) == (400, "bad request")


@given(st.binary() | st.text().map(str.encode))
def test_any_body_is_decided(told: bytes) -> None:
    assert decide(told).status in (400, 403)


class Called:
    """A channel with an address; ``refuses`` is the receiver's next error."""

    name = "vk"

    def __init__(self) -> None:
        self.taken: list[Incoming] = []
        self.refuses: Exception | None = None

    def decide(self, told: bytes, headers: Mapping[str, str]) -> Decision:
        return decide(told)

    async def take(self, incoming: Incoming) -> None:
        if self.refuses is not None:
            raise self.refuses
        self.taken.append(incoming)


@pytest.fixture
async def called() -> Called:
    return Called()


@asynccontextmanager
async def served(decide: Callback, take: webhook.Take) -> AsyncIterator[str]:
    """An address of the suite's, served on loopback."""
    app = web.Application(client_max_size=webhook.BODY_LENGTH)
    webhook.add_callback(app, "/vk", "vk", decide, take, lambda channel, reason: None)
    runner = webhook.runner(app, 1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/vk"
    await runner.cleanup()


@pytest.fixture
async def address(called: Called) -> AsyncIterator[str]:
    async with served(called.decide, called.take) as found:
        yield found


async def post(address: str, told: bytes) -> tuple[int, str, str | None]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(address, data=io.BytesIO(told)) as answer,
    ):
        assert answer.content_type == "text/plain"
        return answer.status, await answer.text(), answer.headers.get("Retry-After")


async def test_an_update_is_answered_after_it_is_taken(address: str, called: Called) -> None:
    assert await post(address, body()) == (200, "ok", None)
    assert [one.text for one in called.taken] == ["remove"]


def test_without_a_secret_of_ours_nothing_is_taken() -> None:
    assert decide(body(secret=None), Expected(GROUP, "", "c0nf1rm")).status == 403


@pytest.mark.parametrize("error", [Overloaded(), StoreUnavailable(), ValueError("тайна")])
async def test_a_busy_suite_asks_vk_to_come_again(
    address: str, called: Called, error: Exception
) -> None:
    called.refuses = error
    assert await post(address, body()) == (503, "busy", "5")


async def test_strangers_leave_nothing(address: str, called: Called) -> None:
    assert (await post(address, body(secret="?")))[:2] == (403, "forbidden")
    assert (await post(address, b"<xml/>"))[:2] == (400, "bad request")
    assert called.taken == []


async def test_a_body_over_a_megabyte_is_refused(address: str, called: Called) -> None:
    assert (await post(address, body(padding="x" * 2**20)))[0] == 413
    assert called.taken == []


async def test_only_posts_are_answered(address: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        assert answer.status == 405


async def test_vk_confirms_delivers_and_comes_again(
    vk: VkStandIn, community: Community, anna: VkPerson, clock: Clock, called: Called
) -> None:
    community.secret = SECRET
    channel = make_channel(vk, clock, secret=SECRET, confirmation=community.confirmation)
    await channel.open()
    async with served(channel.decide, called.take) as address:
        server = community.callback(address, confirmed=False)
        assert await vk.confirm(community, server)
        await anna.write(community, "первое")
        await vk.wait_taken()
        called.refuses = Overloaded()
        await anna.write(community, "второе")
        await vk.redeliver_due()
        assert server.waiting
        called.refuses = None
        clock.seconds += 15
        await vk.redeliver_due()
        await vk.wait_taken()
    await channel.close()
    assert [one.text for one in called.taken if one.happening == "message"] == ["первое", "второе"]


async def test_a_community_that_opened_while_vk_was_away_proves_its_address_later(
    vk: VkStandIn, community: Community, clock: Clock
) -> None:
    channel = make_channel(vk, clock, secret=SECRET, confirmation="c0nf1rm")
    asked = body(type="confirmation")
    vk.troubles.outage = True
    await channel.open()
    assert channel.decide(asked).status == 403
    vk.troubles.outage = False
    async with asyncio.timeout(5):
        while channel.decide(asked).status != 200:
            await asyncio.sleep(0)
    await channel.close()

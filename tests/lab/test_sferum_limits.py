"""Limits of speed and ordered troubles of the MAX stand-in."""

from dataclasses import replace

import aiohttp
import pytest

from lab.sferum.people import SferumPerson
from lab.sferum.server import SferumStandIn
from lab.troubles import Fault, Trouble
from tests.lab.conftest import Clock
from tests.lab.sferum_client import Client

LIMITED = (429, "too.many.requests")


async def test_thirty_calls_a_second(client: Client, sferum: SferumStandIn, clock: Clock) -> None:
    sferum.world.rate = 30
    for _ in range(30):
        await client.get("GET", "/me")
    assert await client.refusal("GET", "/me") == LIMITED
    clock.move(seconds=1)
    await client.get("GET", "/me")


async def test_two_messages_a_second_to_one_chat(
    client: Client, sferum: SferumStandIn, anna: SferumPerson, clock: Clock
) -> None:
    sferum.world.rate = 30
    oleg = sferum.person("Олег Котов")
    await oleg.start(client.bot)
    for text in ("раз", "два"):
        await client.send(anna, text)
    refused = await client.refusal("POST", "/messages", {"text": "три"}, user_id=anna.id)
    assert refused == LIMITED
    await client.send(oleg, "раз")
    clock.move(seconds=1)
    await client.send(anna, "три")


async def test_two_polls_a_second(client: Client, sferum: SferumStandIn, clock: Clock) -> None:
    sferum.world.rate = 30
    for _ in range(2):
        await client.poll()
    assert await client.refusal("GET", "/updates", timeout=0) == LIMITED


async def test_patience_may_be_asked_for(client: Client, sferum: SferumStandIn) -> None:
    sferum.world.rate = 0
    sferum.world.settings = replace(sferum.world.settings, retry_after=3)
    headers = {"Authorization": client.bot.token}
    async with client.http.get(f"{sferum.url}/me", headers=headers) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (429, "3")


@pytest.mark.parametrize(
    ("status", "code"),
    [(429, "too.many.requests"), (503, "service.unavailable"), (403, "chat.denied"), (200, "")],
)
async def test_any_refusal_can_be_ordered(
    client: Client, anna: SferumPerson, status: int, code: str
) -> None:
    client.max.troubles.order(Trouble("error", "POST /messages", code=status))
    sent = {"text": "раз"}
    assert await client.refusal("POST", "/messages", sent, user_id=anna.id) == (status, code)
    assert anna.shown(client.bot) == []
    await client.send(anna, "раз")
    assert client.max.calls[0].fault == "error"


@pytest.mark.parametrize(("fault", "done"), [("reset_before", 0), ("reset_after", 1)])
async def test_a_connection_breaks_before_or_after(
    client: Client, anna: SferumPerson, fault: Fault, done: int
) -> None:
    client.max.troubles.order(Trouble(fault, "POST /messages"))
    with pytest.raises(aiohttp.ClientError):
        await client.send(anna, "раз")
    assert len(anna.shown(client.bot)) == done
    assert len(client.max.world.wire) == 1


async def test_a_call_may_be_slow(client: Client, anna: SferumPerson, slept: list[float]) -> None:
    client.max.troubles.order(Trouble("delay", "GET /me", seconds=4.0))
    await client.get("GET", "/me")
    assert slept == [4.0]


async def test_a_gateway_answers_for_the_messenger(client: Client) -> None:
    client.max.troubles.order(Trouble("bad_gateway", "GET /me"))
    headers = {"Authorization": client.bot.token}
    async with client.http.get(f"{client.max.url}/me", headers=headers) as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")


async def test_nothing_answers_in_an_outage(client: Client) -> None:
    client.max.troubles.outage = True
    with pytest.raises(aiohttp.ClientError):
        await client.get("GET", "/me")
    with pytest.raises(aiohttp.ClientError):
        await client.poll()

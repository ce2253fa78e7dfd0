"""Webhooks of the MAX stand-in: subscriptions, the secret, retries, silent removal."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from lab.sferum.people import SferumPerson
from tests.lab.conftest import Clock
from tests.lab.sferum_client import Client

Json = dict[str, Any]  # MAX's own JSON
SECRET = "very_secret-5"


@dataclass
class Receiver:
    """A bot's server; ``answers`` are the statuses of the next answers, 200 by default;
    ``meanwhile`` happens before an answer."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    got: list[tuple[str | None, Json]] = field(default_factory=list)
    meanwhile: Callable[[], None] | None = None

    async def take(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Max-Bot-Api-Secret")
        self.got.append((secret, await request.json()))
        if self.meanwhile is not None:
            self.meanwhile()
        return web.Response(status=self.answers.pop(0) if self.answers else 200)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    app = web.Application()
    app.router.add_post("/max", made.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/max"
    yield made
    await runner.cleanup()


async def subscribe(client: Client, receiver: Receiver, **more: object) -> None:
    await client.get("POST", "/subscriptions", {"url": receiver.url, "secret": SECRET, **more})


async def test_a_subscription_takes_the_updates_with_the_secret(
    client: Client, anna: SferumPerson, receiver: Receiver
) -> None:
    await subscribe(client, receiver)
    await anna.write(client.bot, "привет")
    await client.max.wait_taken()
    secret, update = receiver.got[0]
    assert secret == SECRET and update["message"]["body"]["text"] == "привет"
    assert await client.updates() == []
    listed = (await client.get("GET", "/subscriptions"))["subscriptions"]
    assert [one["url"] for one in listed] == [receiver.url]
    assert SECRET not in str(listed)


async def test_only_the_types_asked_for_are_posted(
    client: Client, anna: SferumPerson, receiver: Receiver
) -> None:
    await subscribe(client, receiver, update_types=["bot_stopped"])
    await anna.write(client.bot, "привет")
    await anna.block(client.bot)
    await client.max.wait_taken()
    assert [update["update_type"] for _, update in receiver.got] == ["bot_stopped"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"url": "http://school.example/max"},
        {"url": "https://school.example:8443/max"},
        {"url": "https://school.example/max", "secret": "abc"},
        {"url": "https://school.example/max", "secret": "with space"},
        {"url": "https://school.example/max", "update_types": ["message_new"]},
    ],
)
async def test_a_wrong_subscription_is_refused(client: Client, body: Json) -> None:
    assert await client.refusal("POST", "/subscriptions", body) == (400, "proto.payload")


async def test_failures_are_repeated_later_and_later(
    client: Client, anna: SferumPerson, receiver: Receiver, clock: Clock
) -> None:
    await subscribe(client, receiver)
    receiver.answers = [500, 302, 403]
    await anna.write(client.bot, "привет")
    while not receiver.got:
        await client.max.changed.wait()
    for waited, tries in ((60, 2), (150, 3), (375, 4)):
        clock.move(seconds=waited - 1)
        assert await client.max.redeliver_due() == 0
        clock.move(seconds=1)
        assert await client.max.redeliver_due() == 1
        assert len(receiver.got) == tries
    assert client.max.pending(client.bot) == 0


async def test_a_bot_silent_for_long_is_forgotten(
    client: Client, anna: SferumPerson, receiver: Receiver, clock: Clock
) -> None:
    await subscribe(client, receiver)
    receiver.answers = [500] * 20
    await anna.write(client.bot, "привет")
    while client.bot.subscriptions:
        clock.move(minutes=10)
        await client.max.redeliver_due()
        assert len(receiver.got) <= 11
    assert (await client.get("GET", "/subscriptions"))["subscriptions"] == []
    assert client.bot.unsubscribed[0].lost
    receiver.answers = []
    await subscribe(client, receiver)
    await anna.write(client.bot, "снова")
    await client.max.wait_taken()
    assert receiver.got[-1][1]["message"]["body"]["text"] == "снова"


async def test_an_ended_subscription_gives_way_to_the_long_poll(
    client: Client, anna: SferumPerson, receiver: Receiver
) -> None:
    await subscribe(client, receiver)
    await client.get("DELETE", "/subscriptions", url=receiver.url)
    assert (await client.refusal("DELETE", "/subscriptions", url=receiver.url))[0] == 200
    await anna.write(client.bot, "привет")
    assert len(await client.updates(2)) == 1


async def test_a_webhook_may_be_forgotten_while_it_answers(
    client: Client, anna: SferumPerson, receiver: Receiver
) -> None:
    await subscribe(client, receiver)
    receiver.meanwhile = lambda: client.max.unsubscribe(client.bot)
    await anna.write(client.bot, "привет")
    while not client.bot.unsubscribed:
        await client.max.changed.wait()
    receiver.meanwhile = None
    await subscribe(client, receiver)
    await anna.write(client.bot, "снова")
    await client.max.wait_taken()
    assert len(receiver.got) == 2


async def test_nothing_is_posted_in_an_outage(
    client: Client, anna: SferumPerson, receiver: Receiver
) -> None:
    await subscribe(client, receiver)
    client.max.troubles.outage = True
    await anna.write(client.bot, "привет")
    assert await client.max.redeliver_due() == 0
    client.max.troubles.outage = False
    await client.max.wait_taken()
    assert len(receiver.got) == 1

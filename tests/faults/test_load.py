"""More than can be taken (T16): the rest is refused at once, comes again, and nothing is lost."""

import asyncio
import json

import aiohttp
import pytest

from bots.app import Suite
from tests.conversations.space import Space, Speaker
from tests.storage.contents import contents

WAITING = 20
PEOPLE, EACH = 40, 3


@pytest.fixture
def narrow(space: Space, monkeypatch: pytest.MonkeyPatch) -> Suite:
    """A suite in which few may wait."""
    monkeypatch.setattr(space.suite.receiver, "_waiting_most", WAITING)
    return space.suite


def body(space: Space, person: int, number: int) -> bytes:
    message = {"from_id": person, "peer_id": person, "text": f"слова {number}"}
    update = {
        "type": "message_new",
        "event_id": f"{person}-{number}",
        "group_id": space.community.group_id,
        "secret": "a-secret",
        "object": {"message": message | {"id": number + 1, "conversation_message_id": number + 1}},
    }
    return json.dumps(update).encode()


async def test_at_overload_it_sheds_with_503_loses_nothing_and_recovers(
    space: Space, narrow: Suite, anna: Speaker
) -> None:
    async with aiohttp.ClientSession() as session:

        async def post(told: bytes) -> int:
            async with session.post(f"{narrow.address}/vk", data=told) as answer:
                if answer.status == 503:
                    assert answer.headers["Retry-After"] == "5"
                return answer.status

        waiting = [
            body(space, 900_000 + person, number)
            for person in range(PEOPLE)
            for number in range(EACH)
        ]
        sent, rounds, met = len(waiting), 0, set[int]()
        spoken = len(contents(narrow.store)["outbox"])
        before = len(contents(narrow.store)["taken_update"])
        while waiting:
            statuses = await asyncio.gather(*map(post, waiting))
            met |= set(statuses)
            waiting = [one for one, how in zip(waiting, statuses, strict=True) if how == 503]
            rounds += 1
            assert rounds <= sent
        assert met == {200, 503}
        assert await post(body(space, 900_000, 99)) == 200
    assert len(contents(narrow.store)["taken_update"]) == before + sent + 1

    assert len(contents(narrow.store)["outbox"]) == spoken + sent + 1
    assert narrow.receiver.is_idle
    await anna.says("Меню")
    await anna.sees("Выбери, что нужно")

"""Requests that VK did not send (T13): refused in a word, nothing stored, no flood of lines."""

import gzip
import json
from datetime import timedelta

import aiohttp
import pytest

from lab.vk.talks import Json
from storage import updates
from storage.store import Tx
from tests.conversations.space import Space, Speaker
from tests.storage.contents import contents


def update(space: Space, speaker: Speaker, **fields: object) -> Json:
    message = {"from_id": speaker.phone.id, "peer_id": speaker.phone.id, "text": "Меню", "id": 9}
    whole = {
        "type": "message_new",
        "event_id": "forged",
        "group_id": space.community.group_id,
        "secret": "a-secret",
        "object": {"message": message | {"conversation_message_id": 9}},
    } | fields
    return {name: value for name, value in whole.items() if value is not None}


async def post(
    space: Space, body: bytes | Json, path: str = "/vk", verb: str = "POST", **headers: str
) -> tuple[int, str]:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with (
        aiohttp.ClientSession() as session,
        session.request(verb, space.suite.address + path, data=data, headers=headers) as answer,
    ):
        return answer.status, await answer.text()


WRONG: dict[str, dict[str, object]] = {
    "no secret": {"secret": None},
    "an empty secret": {"secret": ""},
    "a wrong secret": {"secret": "b-secret"},
    "the secret's beginning": {"secret": "a-secre"},
    "the secret and more": {"secret": "a-secret "},
    "the secret in capitals": {"secret": "A-SECRET"},
    "a secret that is a number": {"secret": 0},
    "a secret that is a list": {"secret": ["a-secret"]},
    "a secret that is true": {"secret": True},
    "a secret of a megabyte": {"secret": "a" * 2**19},
    "a secret with a zero": {"secret": "a-secret\x00x"},
    "another community": {"group_id": 5},
    "a community as words": {"group_id": "373001"},
    "no community": {"group_id": None},
    "a confirmation with a wrong secret": {"type": "confirmation", "secret": "x"},
    "a confirmation of another community": {"type": "confirmation", "group_id": 5},
}


@pytest.mark.parametrize("what", WRONG)
async def test_what_vk_did_not_send_is_refused_and_leaves_nothing(
    space: Space, anna: Speaker, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    await space.settle()
    before = contents(space.suite.store)
    capsys.readouterr()
    for _ in range(20):
        assert (await post(space, update(space, anna, **WRONG[what])))[0] == 403
    assert contents(space.suite.store) == before
    assert capsys.readouterr().out.count("\n") <= 1


@pytest.mark.parametrize(
    ("verb", "path", "expected"),
    [
        ("GET", "/vk", 405),
        ("PUT", "/vk", 405),
        ("DELETE", "/vk", 405),
        ("POST", "/", 404),
        ("POST", "/vk/", 404),
        ("POST", "/vk/../metrics", 405),
        ("POST", "/vk-project", 404),
        ("POST", "/VK", 404),
        ("POST", "/max", 404),
        ("GET", "/.env", 404),
        ("GET", "/data/coworking.db", 404),
        ("GET", "/admin", 404),
    ],
)
async def test_guessed_addresses_are_not_there(
    space: Space, anna: Speaker, verb: str, path: str, expected: int
) -> None:
    assert (await post(space, update(space, anna), path, verb))[0] == expected


async def test_a_bomb_of_gzip_is_refused(space: Space, anna: Speaker) -> None:
    bomb = gzip.compress(b" " * 50 * 2**20)
    headers = {"Content-Encoding": "gzip"}
    assert (await post(space, bomb, **headers))[0] == 415
    await anna.says("Меню")
    await anna.sees("Выбери, что нужно")


@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=1), timedelta(days=6)])
async def test_a_recorded_request_that_comes_again_does_nothing(
    space: Space, anna: Speaker, later: timedelta
) -> None:
    recorded = update(space, anna)
    assert await post(space, recorded) == (200, "ok")
    await space.settle()
    shown = len(anna.screen)
    space.clock.advance(later)
    assert await post(space, recorded) == (200, "ok")
    await space.settle()
    assert len(anna.screen) == shown


async def test_what_people_write_is_never_the_answer_to_vk(space: Space, anna: Speaker) -> None:
    for number, text in enumerate(("remove", "version 5.0", "ok")):
        told = update(space, anna, event_id=f"told-{number}")
        told["object"]["message"]["text"] = text
        assert await post(space, told) == (200, "ok")


async def test_health_and_numbers_name_nobody(space: Space, anna: Speaker) -> None:
    await anna.says("совершенно секретные слова")
    for path in ("/healthz", "/metrics"):
        status, said = await post(space, b"", path, "GET")
        assert status == 200
        for secret in ("секретные", "a-token", "a-secret", "Котова", str(anna.phone.id)):
            assert secret not in said


async def test_nothing_of_a_forged_request_waits_for_a_replay(space: Space, anna: Speaker) -> None:
    await post(space, update(space, anna, secret="x"))

    def waiting(tx: Tx) -> int:
        return len(updates.parked(tx))

    assert await space.run(waiting) == 0

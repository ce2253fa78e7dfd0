"""Trouble on order, and execute's partial failures."""

import json

import aiohttp
import pytest

from lab.troubles import Trouble, Troubles
from lab.vk.people import VkPerson
from tests.lab.conftest import Bot


async def test_an_error_for_the_next_calls_of_a_method(bot: Bot, ivan: VkPerson) -> None:
    bot.vk.troubles.order(Trouble("error", "messages.send", times=2, code=10))
    await bot.get("users.get", user_ids=ivan.id)
    asked = {"peer_id": ivan.id, "message": "раз", "random_id": 1}
    assert await bot.refusal("messages.send", **asked) == 10
    assert await bot.refusal("messages.send", **asked) == 10
    assert await bot.get("messages.send", **asked) > 0


async def test_a_dropped_answer_leaves_the_message_sent_once(bot: Bot, ivan: VkPerson) -> None:
    bot.vk.troubles.order(Trouble("reset_before"))
    bot.vk.troubles.order(Trouble("reset_after"))
    for seen in (1, 2):
        with pytest.raises(aiohttp.ClientConnectionError):
            await bot.send(ivan, "раз", 1)
        assert len(ivan.shown(bot.community)) == seen
    await bot.send(ivan, "раз", 1)
    assert len(ivan.shown(bot.community)) == 2


async def test_a_truncated_answer_is_no_json(bot: Bot) -> None:
    bot.vk.troubles.order(Trouble("truncated"))
    with pytest.raises(json.JSONDecodeError):
        await bot.call("groups.getById")


@pytest.mark.parametrize("where", ["groups.getById", "poll"])
async def test_a_bad_gateway_answers_in_html(bot: Bot, where: str) -> None:
    bot.vk.troubles.order(Trouble("bad_gateway", where))
    with pytest.raises(aiohttp.ContentTypeError):
        await (bot.poll(1) if where == "poll" else bot.call(where))


async def test_an_outage_lasts_until_it_is_lifted(bot: Bot, ivan: VkPerson) -> None:
    bot.vk.troubles.outage = True
    with pytest.raises(aiohttp.ClientConnectionError):
        await bot.call("groups.getById")
    with pytest.raises(aiohttp.ClientConnectionError):
        await bot.poll(1)
    bot.vk.troubles.clear()
    assert len(await bot.events()) == 2


async def test_delays_are_lived_through(bot: Bot, slept: list[float]) -> None:
    bot.vk.troubles.order(Trouble("delay", times=None, seconds=40))
    bot.vk.troubles.order(Trouble("error", code=29))
    assert await bot.refusal("groups.getById") == 29
    await bot.get("groups.getById")
    assert slept == [40, 40]


def test_chances_are_the_same_for_the_same_seed() -> None:
    def met(seed: int) -> list[bool]:
        troubles = Troubles(seed)
        troubles.order(Trouble("error", times=None, chance=0.5))
        return [bool(troubles.meet("users.get")) for _ in range(40)]

    assert met(1) == met(1) != met(2)
    assert 8 < sum(met(1)) < 32


def script(*calls: tuple[str, dict[str, object]]) -> str:
    inside = ", ".join(f"API.{name}({json.dumps(asked)})" for name, asked in calls)
    return f"return [{inside}];"


async def test_execute_tells_which_of_its_calls_failed(bot: Bot, ivan: VkPerson) -> None:
    bot.vk.world.rate = 1
    asked: dict[str, object] = {"peer_id": ivan.id, "message": "а); ]", "random_id": 1}
    body = await bot.call(
        "execute",
        code=script(
            ("messages.send", asked),
            ("messages.send", asked | {"peer_id": 5}),
            ("messages.edit", {"peer_id": ivan.id, "cmid": 2, "message": "б", "keyboard": "{"}),
            ("users.get", {"user_ids": [ivan.id]}),
        ),
    )
    sent, refused, faulty, people = body["response"]
    assert (sent > 0, refused, faulty, people[0]["id"]) == (True, False, False, ivan.id)
    assert [one["error_code"] for one in body["execute_errors"]] == [901, 911]
    assert [one.inside for one in bot.vk.calls] == [True, True, True, True, False]


async def test_a_call_inside_execute_meets_its_trouble(bot: Bot, ivan: VkPerson) -> None:
    bot.vk.troubles.order(Trouble("error", "users.get", code=10))
    asked: dict[str, object] = {"user_ids": ivan.id}
    body = await bot.call("execute", code=script(("users.get", asked), ("users.get", asked)))
    assert (body["response"][0], body["execute_errors"][0]["error_code"]) == (False, 10)
    assert body["response"][1][0]["id"] == ivan.id


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("", 12),
        ("return 1;", 12),
        ("return [API.users.get({}), 1];", 12),
        ("return [API.users.get([])];", 12),
        ("return [API.users.get({)];", 12),
        ("return [API.users.get({})]; return 1;", 12),
        (script(*[("users.get", {})] * 26), 13),
    ],
)
async def test_other_scripts_are_refused(bot: Bot, code: str, expected: int) -> None:
    assert await bot.refusal("execute", code=code) == expected


async def test_an_empty_script_is_a_script(bot: Bot) -> None:
    assert await bot.get("execute", code="return [];") == []
    assert len(await bot.get("execute", code=script(*[("users.get", {})] * 25))) == 25


async def test_an_ordered_error_waits_for_a_method(bot: Bot, ivan: VkPerson) -> None:
    bot.vk.troubles.order(Trouble("error", code=10))
    await bot.poll(1)
    assert await bot.refusal("groups.getById") == 10

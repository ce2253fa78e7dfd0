"""Who is refused before anything is done: versions, tokens, rates."""

import aiohttp

from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn
from lab.vk.world import Settings
from tests.lab.conftest import Bot, Clock


async def test_version_method_and_token_are_needed(bot: Bot) -> None:
    assert await bot.refusal("users.get", v="") == 100
    assert await bot.refusal("users.take") == 3
    assert await bot.refusal("users.get", access_token="wrong") == 5


async def test_a_token_may_come_in_the_query_or_as_a_bearer(bot: Bot, ivan: VkPerson) -> None:
    url = f"{bot.vk.url}/method/users.get"
    asked = {"v": "5.199", "user_ids": str(ivan.id)}
    async with bot.http.get(url, params={**asked, "access_token": bot.community.token}) as answer:
        found = await answer.json()
    assert found["response"][0]["first_name"] == "Иван"
    form = aiohttp.FormData(asked)
    form.add_field("nothing", b"", filename="a.txt")
    headers = {"Authorization": f"Bearer {bot.community.token}"}
    async with bot.http.post(url, data=form, headers=headers) as answer:
        assert (await answer.json()) == found


async def test_tokens_are_not_recorded(bot: Bot, ivan: VkPerson) -> None:
    await bot.get("users.get", user_ids=ivan.id)
    await bot.refusal("users.get", access_token="wrong")
    assert not any("access_token" in one.params for one in bot.vk.calls)
    assert bot.community.token not in str(bot.vk.calls)
    assert [one.ok for one in bot.vk.calls] == [True, False]


async def test_twenty_calls_a_second_and_no_more(bot: Bot, clock: Clock) -> None:
    bot.vk.world.rate = 20
    for _ in range(20):
        await bot.get("groups.getById")
    assert await bot.refusal("groups.getById") == 6
    clock.move(seconds=1)
    await bot.get("groups.getById")


async def test_every_community_has_its_own_rate(bot: Bot, vk: VkStandIn) -> None:
    vk.world.rate = 1
    other = Bot(vk, vk.community("Другое"), bot.http)
    await bot.get("groups.getById")
    await other.get("groups.getById")
    assert await other.refusal("groups.getById") == 6


async def test_too_many_messages_an_hour_are_flood(clock: Clock) -> None:
    vk = VkStandIn(clock.now, clock.monotonic, None, Settings(hourly_to_a_peer=3))
    await vk.start()
    async with aiohttp.ClientSession() as http:
        bot, ivan = Bot(vk, vk.community("Коворкинг"), http), vk.person("Иван Петров")
        await ivan.allow(bot.community)
        for number in (1, 2, 3):
            await bot.send(ivan, "раз", number)
        asked = {"peer_id": ivan.id, "message": "раз", "random_id": 4}
        assert await bot.refusal("messages.send", **asked) == 9
        clock.move(minutes=61)
        await bot.send(ivan, "раз", 4)
    await vk.stop()


def test_ids_given_by_hand_are_not_given_again(vk: VkStandIn) -> None:
    first, second = vk.person("Иван Петров", 700_001), vk.person("Анна Белова")
    assert (first.id, second.id) == (700_001, 700_002)
    known, other = vk.community("Парты", group_id=373_001), vk.community("Доска")
    assert (other.group_id, other.token != known.token) == (373_002, True)

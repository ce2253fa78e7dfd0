"""The long poll: what is delivered when, and its three failures."""

import asyncio

import aiohttp
import pytest

from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn
from lab.vk.world import Settings
from tests.lab.conftest import Bot, Clock


async def test_events_come_again_until_a_later_ts_takes_them(bot: Bot, ivan: VkPerson) -> None:
    server = await bot.get("groups.getLongPollServer", group_id=bot.community.group_id)
    assert (server["ts"], server["key"]) == ("3", bot.community.long_poll.key)
    first = await bot.poll(1)
    assert [one["type"] for one in first["updates"]] == ["message_allow", "message_new"]
    assert await bot.poll(1) == first
    assert bot.vk.pending(bot.community) == 2
    assert await bot.poll(first["ts"]) == {"ts": "3", "updates": []}
    await bot.vk.wait_taken()


async def test_a_held_poll_answers_when_an_event_comes(bot: Bot, ivan: VkPerson) -> None:
    held = asyncio.create_task(bot.poll(3, wait=30))
    await asyncio.sleep(0)
    await ivan.write(bot.community, "Есть кто?")
    answer = await held
    message = answer["updates"][0]["object"]["message"]
    assert (message["text"], message["conversation_message_id"]) == ("Есть кто?", 2)


async def test_waiting_for_a_bot_that_takes_nothing_ends(bot: Bot, ivan: VkPerson) -> None:
    with pytest.raises(TimeoutError):
        await bot.vk.wait_taken(timeout=0.01)


async def test_failures_come_on_order(bot: Bot, ivan: VkPerson) -> None:
    queue = bot.community.long_poll
    queue.orders.extend([1, 2, 3])
    old = queue.key
    assert await bot.poll(1) == {"failed": 1, "ts": 1}
    assert await bot.poll(1) == {"failed": 2}
    assert queue.key != old
    assert await bot.poll(1) == {"failed": 3}
    assert len(await bot.events()) == 2


async def test_an_old_key_fails_until_a_new_one_is_asked(bot: Bot, ivan: VkPerson) -> None:
    url = f"{bot.vk.url}/whp/{bot.community.group_id}"
    asked = {"act": "a_check", "key": "old", "ts": "1", "wait": "0"}
    async with bot.http.post(url, params=asked) as answer:
        assert await answer.json() == {"failed": 2}
    assert len(await bot.events()) == 2


async def test_a_short_queue_loses_the_oldest(clock: Clock) -> None:
    vk = VkStandIn(clock.now, clock.monotonic, None, Settings(queue_depth=2))
    await vk.start()
    async with aiohttp.ClientSession() as http:
        bot, ivan = Bot(vk, vk.community("Коворкинг"), http), vk.person("Иван Петров")
        for text in ("раз", "два", "три"):
            await ivan.write(bot.community, text)
        assert await bot.poll(1) == {"failed": 1, "ts": 3}
        texts = [one["object"]["message"]["text"] for one in await bot.events(3)]
        assert texts == ["два", "три"]
        assert await bot.poll(99) == {"failed": 1, "ts": 5}
    await vk.stop()


async def test_only_kinds_switched_on_are_delivered(bot: Bot, ivan: VkPerson) -> None:
    group = bot.community.group_id
    await bot.get("groups.setLongPollSettings", group_id=group, message_reply=0)
    await bot.send(ivan, "Привет", 1)
    settings = await bot.get("groups.getLongPollSettings", group_id=group)
    assert (settings["events"]["message_reply"], settings["events"]["message_new"]) == (0, 1)
    assert len(await bot.events()) == 2
    await bot.get("groups.setLongPollSettings", group_id=group, enabled=0)
    assert await bot.refusal("groups.getLongPollServer", group_id=group) == 100
    assert await bot.refusal("groups.getLongPollServer", group_id=1) == 15


async def test_an_event_may_come_twice_and_out_of_order(bot: Bot, ivan: VkPerson) -> None:
    bot.vk.troubles.repeat_updates(3)
    bot.vk.troubles.reorder_updates()
    kinds = [one["type"] for one in await bot.events()]
    assert kinds == ["message_new", "message_new", "message_new", "message_allow"]
    event = (await bot.events())[0]
    bot.vk.repeat_event(bot.community, event)
    assert (await bot.events())[-1] == event


async def test_stopping_frees_those_who_wait(vk: VkStandIn, bot: Bot) -> None:
    held = asyncio.create_task(bot.poll(1, wait=60))
    async with asyncio.timeout(5):
        while not vk.world.changed.waiting:
            await asyncio.sleep(0)
        await vk.stop()
        await asyncio.gather(held, return_exceptions=True)


async def test_a_gap_is_told_and_gone_over(bot: Bot, ivan: VkPerson) -> None:
    taken = (await bot.poll(1))["ts"]
    await bot.poll(taken)
    for text in ("раз", "два", "три"):
        await ivan.write(bot.community, text)
    bot.community.long_poll.lose(2)
    gap = await bot.poll(taken)
    assert gap == {"failed": 1, "ts": int(taken) + 2}
    assert [one["object"]["message"]["text"] for one in await bot.events(gap["ts"])] == ["три"]
    bot.community.long_poll.lose(99)
    assert bot.vk.pending(bot.community) == 1
    await bot.poll((await bot.poll(gap["ts"]))["ts"])
    assert bot.vk.pending(bot.community) == 0

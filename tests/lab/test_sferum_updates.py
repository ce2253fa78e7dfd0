"""The long poll of the MAX stand-in, and all types of updates."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lab.sferum.people import SferumPerson
from lab.sferum.server import SferumStandIn
from lab.sferum.subscriptions import KINDS
from tests.lab.conftest import Clock
from tests.lab.sferum_client import Client, button, keyboard
from tests.schema import max_schema

CAPTURED = [
    *(max_schema.EVENTS / "issues").glob("voice_*.json"),
    *(max_schema.EVENTS / "issues").glob("callback_*.json"),
    *(max_schema.EVENTS / "etsft").glob("updates__*.json"),
]


async def test_a_deep_link_carries_its_code(client: Client, anna: SferumPerson) -> None:
    started = (await client.updates())[0]
    assert started["update_type"] == "bot_started" and started["payload"] == "CODE-1"
    assert started["user"]["user_id"] == anna.id
    assert started["chat_id"] == anna.chat_id(client.bot)
    assert client.bot.start_link("CODE-1").endswith("?start=CODE-1")
    with pytest.raises(ValueError, match="128"):
        await anna.start(client.bot, "ю" * 129)


async def test_a_marker_commits_all_before_it(client: Client, anna: SferumPerson) -> None:
    await anna.write(client.bot, "раз")
    await anna.write(client.bot, "два")
    first = await client.poll()
    assert len(first["updates"]) == 3 and first["marker"] == 4
    assert len((await client.poll())["updates"]) == 3
    assert client.max.pending(client.bot) == 3
    assert await client.poll(first["marker"]) == {"updates": [], "marker": 4}
    assert client.max.pending(client.bot) == 0
    await client.max.wait_taken()
    assert await client.updates() == []


async def test_without_a_marker_only_the_last_may_come(client: Client, anna: SferumPerson) -> None:
    world = client.max.world
    world.settings = replace(world.settings, without_marker="last")
    await anna.write(client.bot, "раз")
    await anna.write(client.bot, "два")
    assert [one["message"]["body"]["text"] for one in await client.updates()] == ["два"]


async def test_a_batch_is_limited_and_types_are_chosen(client: Client, anna: SferumPerson) -> None:
    for number in range(120):
        await anna.write(client.bot, str(number))
    whole = await client.poll()
    assert len(whole["updates"]) == 100 and whole["marker"] == 101
    two = await client.poll(101, limit=2)
    assert len(two["updates"]) == 2 and two["marker"] == 103
    chosen = await client.poll(1, types="bot_started,bot_stopped")
    assert len(chosen["updates"]) == 1 and chosen["marker"] == 122
    wrong_ones: list[dict[str, object]] = [
        {"limit": 1001},
        {"timeout": 91},
        {"types": "message_new"},
        {"marker": "x"},
        {"wait": 5},
    ]
    for wrong in wrong_ones:
        assert (await client.refusal("GET", "/updates", None, **wrong))[0] == 400


async def test_a_poll_waits_for_an_update(client: Client, anna: SferumPerson) -> None:
    waiting = asyncio.create_task(client.poll(2, timeout=20))
    seen = client.max.changed.count
    while not client.max.changed.waiting:
        await asyncio.sleep(0)
    assert client.max.changed.count >= seen
    await anna.write(client.bot, "вот")
    assert len((await waiting)["updates"]) == 1


async def test_updates_are_kept_for_a_day(client: Client, anna: SferumPerson, clock: Clock) -> None:
    clock.move(hours=25)
    await anna.write(client.bot, "вот")
    got = await client.poll()
    assert [one["update_type"] for one in got["updates"]] == ["message_created"]
    assert got["marker"] == 3


async def test_a_voice_message_is_an_update_without_a_message(
    client: Client, anna: SferumPerson
) -> None:
    await anna.send_voice(client.bot)
    voice = (await client.updates(2))[0]
    assert set(voice) == {"update_type", "timestamp", "user_locale"}
    assert len(anna.shown(client.bot)[0].attachments) == 1


async def test_odd_shapes_come_when_ordered(client: Client, anna: SferumPerson) -> None:
    world = client.max.world
    odd = replace(world.settings, callback_chat_id=False, null_attachments=True)
    world.settings = odd
    await client.send(anna, "Да?", attachments=keyboard([button("Да")]))
    await anna.press(client.bot, "Да")
    await anna.write(client.bot, "слова")
    press, words = await client.updates(2)
    assert "chat_id" not in press["message"]["recipient"]
    assert words["message"]["body"]["attachments"] is None


async def test_everything_about_a_dialog_is_told(
    client: Client, anna: SferumPerson, clock: Clock
) -> None:
    await anna.mute(client.bot, clock.now() + timedelta(hours=1))
    await anna.unmute(client.bot)
    await anna.clear(client.bot)
    await anna.remove(client.bot)
    kinds = [one["update_type"] for one in await client.updates(2)]
    assert kinds == ["dialog_muted", "dialog_unmuted", "dialog_cleared", "dialog_removed"]
    assert not anna.may_write_to(client.bot)
    assert set(kinds) <= KINDS


async def test_updates_come_twice_and_in_another_order(client: Client, anna: SferumPerson) -> None:
    client.max.troubles.reorder_updates()
    client.max.troubles.repeat_updates(2)
    await anna.write(client.bot, "раз")
    kinds = [one["update_type"] for one in await client.updates()]
    assert kinds == ["message_created", "message_created", "bot_started"]


async def test_two_dialogs_never_share_an_id(sferum: SferumStandIn) -> None:
    bots = [sferum.bot(f"Бот {number}") for number in range(5)]
    people = [sferum.person(f"Человек {number}") for number in range(50)]
    chats = {person.chat_id(bot) for bot in bots for person in people}
    assert len(chats) == 250


@pytest.mark.parametrize("path", CAPTURED, ids=lambda path: path.stem)
async def test_any_captured_update_can_be_delivered(
    sferum: SferumStandIn, client: Client, path: Path
) -> None:
    update = json.loads(path.read_text())
    for one in update.get("updates", [update]):
        sferum.repeat_update(client.bot, one)
    assert await client.updates() == update.get("updates", [update])
    client.bot.queue.updates.clear()

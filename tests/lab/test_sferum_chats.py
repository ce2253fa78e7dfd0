"""Groups of the MAX stand-in: who hears what, rights, members, pins."""

from typing import Any

import pytest

from lab.sferum.people import SferumPerson
from lab.sferum.rooms import NotAllowed, SferumChat
from lab.sferum.server import SferumStandIn
from tests.lab.sferum_client import Client, button, keyboard

Json = dict[str, Any]  # MAX's own JSON
ALL = ("read_all_messages", "write", "add_remove_members", "pin_message")


@pytest.fixture
def oleg(sferum: SferumStandIn) -> SferumPerson:
    return sferum.person("Олег Котов")


@pytest.fixture
def chat(sferum: SferumStandIn, anna: SferumPerson, oleg: SferumPerson) -> SferumChat:
    return sferum.chat("7 «А»", anna, oleg)


async def kinds(client: Client, marker: int = 2) -> list[str]:
    return [str(one["update_type"]) for one in await client.updates(marker)]


async def test_a_bot_hears_nothing_without_the_right(
    client: Client, chat: SferumChat, anna: SferumPerson, oleg: SferumPerson
) -> None:
    assert chat.invite(client.bot, anna) < 0
    await chat.write(oleg, "тишина")
    chat.give(client.bot, ALL)
    await chat.write(oleg, "слышно", to=client.bot)
    told = await client.updates(2)
    assert [one["update_type"] for one in told] == [
        "bot_added",
        "bot_admin_permissions_changed",
        "message_created",
    ]
    assert told[1]["permissions"] == sorted(ALL) and told[1]["is_admin"]
    assert told[2]["message"]["body"]["text"] == f"@{client.bot.username} слышно"
    assert told[2]["message"]["recipient"] == {"chat_id": chat.chat_id, "chat_type": "chat"}


async def test_a_bot_writes_and_is_pressed_in_a_group(
    client: Client, chat: SferumChat, anna: SferumPerson, oleg: SferumPerson
) -> None:
    chat.invite(client.bot, anna, ALL)
    body = {"text": "Кто идёт?", "attachments": keyboard([button("Я")])}
    await client.get("POST", "/messages", body, chat_id=chat.chat_id)
    await chat.press(oleg, client.bot, "Я")
    press = (await client.updates(4))[0]["callback"]
    assert press["user"]["user_id"] == oleg.id
    answer = {"notification": "Записан"}
    await client.get("POST", "/answers", answer, callback_id=press["callback_id"])
    assert oleg.snacks(client.bot) == ["Записан"] and anna.snacks(client.bot) == []
    assert chat.shown(anna)[-1].labels == ["Я"]


async def test_coming_and_going_is_told(
    client: Client,
    sferum: SferumStandIn,
    chat: SferumChat,
    anna: SferumPerson,
    oleg: SferumPerson,
) -> None:
    chat.invite(client.bot, anna, ALL)
    rita = sferum.person("Рита Белова")
    chat.add(rita)
    chat.kick(rita, anna)
    chat.add(rita, by_link=True)
    chat.leave(rita)
    chat.rename("8 «А»", anna)
    chat.expel(client.bot, anna)
    told = await client.updates(4)
    assert [one["update_type"] for one in told] == [
        *("user_added", "user_removed", "user_added", "user_removed"),
        *("chat_title_changed", "bot_removed"),
    ]
    assert [one.get("inviter_id") for one in told[:3:2]] == [anna.id, None]
    assert told[1]["admin_id"] == anna.id and "admin_id" not in told[3]
    refused = await client.refusal("POST", "/messages", {"text": "а"}, chat_id=chat.chat_id)
    assert refused == (403, "chat.denied")
    with pytest.raises(NotAllowed):
        chat.kick(anna, oleg)
    with pytest.raises(NotAllowed):
        await chat.write(rita, "меня слышно?")


async def test_a_bot_removes_members_but_not_the_owner(
    client: Client, chat: SferumChat, anna: SferumPerson, oleg: SferumPerson
) -> None:
    path = f"/chats/{chat.chat_id}/members"
    chat.invite(client.bot, anna)
    assert await client.refusal("DELETE", path, user_id=oleg.id) == (403, "access.denied")
    chat.give(client.bot, ALL)
    await client.get("DELETE", path, user_id=anna.id)
    assert anna.id in chat.people
    await client.get("DELETE", path, user_id=oleg.id, block="true")
    assert chat.people == {anna.id} and chat.blocked == set()
    left = await client.get("GET", path, user_ids=f"{oleg.id},{anna.id}")
    assert [one["user_id"] for one in left["members"]] == [anna.id]
    assert await client.refusal("DELETE", path, user_id=oleg.id) == (200, "")


async def test_who_is_blocked_cannot_be_added_again(
    client: Client, sferum: SferumStandIn, chat: SferumChat, anna: SferumPerson, oleg: SferumPerson
) -> None:
    path = f"/chats/{chat.chat_id}/members"
    chat.open_by_link()
    chat.invite(client.bot, anna, ALL)
    await client.get("DELETE", path, user_id=oleg.id, block="true")
    pupil, rita = sferum.person("Пётр Ильин", guarded=True), sferum.person("Рита Белова")
    ids = [oleg.id, pupil.id, rita.id, 5]
    status, got = await client.ask("POST", path, {"user_ids": ids})
    assert (status, got["success"]) == (200, False)
    assert got["failed_user_details"] == [
        {"error_code": "add.participant.privacy", "user_ids": [oleg.id, pupil.id]},
        {"error_code": "add.participant.not.found", "user_ids": [5]},
    ]
    assert chat.people == {anna.id, rita.id}


async def test_pins_need_their_right(
    client: Client, chat: SferumChat, anna: SferumPerson, oleg: SferumPerson
) -> None:
    path = f"/chats/{chat.chat_id}/pin"
    chat.invite(client.bot, anna, ("read_all_messages",))
    mid = chat.mid(await chat.write(oleg, "важное"))
    refused = await client.refusal("PUT", path, {"message_id": mid})
    assert refused == (403, "access.denied")
    chat.give(client.bot, ALL)
    await client.get("PUT", path, {"message_id": mid, "notify": None})
    assert chat.pinned == 1
    assert (await client.get("GET", path))["message"]["body"]["mid"] == mid
    await client.get("DELETE", path)
    assert chat.pinned is None and (await client.get("GET", path))["message"] is None
    assert await client.refusal("DELETE", path) == (200, "")
    assert await client.refusal("PUT", path, {"message_id": "mid.1"}) == (200, "")


async def test_others_messages_are_deleted_with_the_right_to_write(
    client: Client, chat: SferumChat, anna: SferumPerson, oleg: SferumPerson
) -> None:
    chat.invite(client.bot, anna, ("read_all_messages",))
    mid = chat.mid(await chat.write(oleg, "лишнее"))
    assert await client.refusal("DELETE", "/messages", message_id=mid) == (403, "access.denied")
    chat.give(client.bot, ALL)
    await client.get("DELETE", "/messages", message_id=mid)
    assert chat.shown(anna)[0].deleted


async def test_a_bot_reads_the_group_and_its_own_rights(
    client: Client, chat: SferumChat, anna: SferumPerson, oleg: SferumPerson
) -> None:
    path = f"/chats/{chat.chat_id}"
    chat.invite(client.bot, anna)
    own = await client.get("GET", f"{path}/members/me")
    assert (own["is_admin"], own["permissions"]) == (False, None)
    assert (await client.refusal("GET", "/messages", chat_id=chat.chat_id))[0] == 403
    assert (await client.refusal("GET", f"{path}/members"))[0] == 403
    chat.give(client.bot, ALL)
    await chat.write(oleg, "слово")
    assert len((await client.get("GET", "/messages", chat_id=chat.chat_id))["messages"]) == 1
    about = await client.get("GET", path)
    assert (about["title"], about["participants_count"]) == ("7 «А»", 3)
    page = await client.get("GET", f"{path}/members", count=2)
    rest = await client.get("GET", f"{path}/members", count=2, marker=page["marker"])
    assert [len(one["members"]) for one in (page, rest)] == [2, 1] and "marker" not in rest
    admins = await client.get("GET", f"{path}/members/admins")
    assert {one["user_id"] for one in admins["members"]} == {anna.id, client.bot.user_id}


async def test_administrators_and_the_title_need_their_rights(
    client: Client, chat: SferumChat, anna: SferumPerson, oleg: SferumPerson
) -> None:
    path = f"/chats/{chat.chat_id}"
    admins = {"admins": [{"user_id": oleg.id, "permissions": ["read_all_messages"]}]}
    chat.invite(client.bot, anna, ALL)
    assert (await client.refusal("POST", f"{path}/members/admins", admins))[0] == 403
    assert (await client.refusal("PATCH", path, {"title": "9 «А»"}))[0] == 403
    chat.give(client.bot, (*ALL, "add_admins", "change_chat_info"))
    await client.get("POST", f"{path}/members/admins", admins)
    await client.get("DELETE", f"{path}/members/admins/{oleg.id}")
    assert await client.refusal("DELETE", f"{path}/members/admins/{oleg.id}") == (200, "")
    await client.get("PATCH", path, {"title": "9 «А»"})
    assert chat.title == "9 «А»"
    assert (await client.refusal("PATCH", path, {"title": ""}))[0] == 400


async def test_a_bot_may_leave(client: Client, chat: SferumChat, anna: SferumPerson) -> None:
    chat.invite(client.bot, anna)
    await client.get("DELETE", f"/chats/{chat.chat_id}/members/me")
    assert await kinds(client) == ["bot_added", "bot_removed"]
    assert (await client.refusal("GET", f"/chats/{chat.chat_id}"))[0] == 403

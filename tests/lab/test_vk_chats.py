"""Chats: who hears what, and what a community may do with its rights."""

import json

import pytest

from lab.shown import NoSuchButton
from lab.vk.people import VkPerson
from lab.vk.rooms import NotAllowed, VkChat
from lab.vk.server import VkStandIn
from lab.vk.talks import CHAT
from tests.lab.conftest import Bot, Clock


@pytest.fixture
async def anna(vk: VkStandIn) -> VkPerson:
    return vk.person("Анна Белова")


@pytest.fixture
async def chat(vk: VkStandIn, bot: Bot, anna: VkPerson, ivan: VkPerson) -> VkChat:
    """Anna owns the chat, Ivan is in it; the community hears mentions only."""
    made = vk.chat("7Б", anna, ivan)
    made.invite(bot.community, by=anna)
    return made


async def test_an_invited_community_is_told_and_hears_mentions_only(
    bot: Bot, chat: VkChat, ivan: VkPerson
) -> None:
    await chat.write(ivan, "Всем привет")
    await chat.write(ivan, "сколько дней?", to=bot.community)
    invited, asked = [one["object"]["message"] for one in (await bot.events())[2:]]
    action = {"type": "chat_invite_user", "member_id": -bot.community.group_id}
    assert (invited["action"], invited["id"], invited["peer_id"]) == (action, 0, CHAT + 1)
    assert asked["text"] == f"[club{bot.community.group_id}|Коворкинг] сколько дней?"
    assert (asked["conversation_message_id"], asked["from_id"]) == (3, ivan.id)
    chat.give(bot.community, all_messages=True, admin=False)
    await chat.write(ivan, "и так")
    assert (await bot.events())[-1]["object"]["message"]["text"] == "и так"


async def test_chats_are_numbered_by_each_community(
    bot: Bot, vk: VkStandIn, chat: VkChat, anna: VkPerson
) -> None:
    other = vk.community("Другое")
    second = vk.chat("8А", anna)
    assert second.invite(other, by=anna) == CHAT + 1 == chat.peer(bot.community)
    assert chat.invite(other, by=anna) == CHAT + 2
    await bot.get("messages.send", peer_id=CHAT + 1, message="Привет", random_id=1)
    assert [one.text for one in chat.shown(anna)][-1] == "Привет"
    assert len(second.shown(anna)) == 1


async def test_a_strange_chat_is_not_written_to(bot: Bot, chat: VkChat, anna: VkPerson) -> None:
    asked = {"message": "Привет", "random_id": 1}
    assert await bot.refusal("messages.send", peer_id=CHAT + 9, **asked) == 917
    chat.expel(bot.community, by=anna)
    assert await bot.refusal("messages.send", chat_id=1, **asked) == 917
    action = (await bot.events())[-1]["object"]["message"]["action"]
    assert action == {"type": "chat_kick_user", "member_id": -bot.community.group_id}


async def test_without_admin_rights_a_chat_is_not_ruled(
    bot: Bot, chat: VkChat, ivan: VkPerson
) -> None:
    peer = chat.peer(bot.community)
    await chat.write(ivan, "раз")
    for method, params, code in (
        ("messages.pin", {"peer_id": peer, "cmid": 2}, 925),
        ("messages.unpin", {"peer_id": peer}, 925),
        ("messages.removeChatUser", {"chat_id": 1, "member_id": ivan.id}, 925),
        (
            "messages.changeConversationMemberRestrictions",
            {"peer_id": peer, "member_ids": ivan.id, "action": "ro"},
            925,
        ),
        ("messages.getConversationMembers", {"peer_id": peer}, 917),
        ("messages.getInviteLink", {"peer_id": peer}, 919),
        ("messages.delete", {"peer_id": peer, "cmids": "2", "delete_for_all": 1}, 924),
    ):
        assert await bot.refusal(method, **params) == code, method


async def test_an_admin_rules_all_but_other_admins(
    bot: Bot, chat: VkChat, anna: VkPerson, ivan: VkPerson, clock: Clock
) -> None:
    chat.give(bot.community, all_messages=True, admin=True)
    peer = chat.peer(bot.community)
    cmid = await chat.write(ivan, "спам")
    pinned = await bot.get("messages.pin", peer_id=peer, conversation_message_id=cmid)
    assert (pinned["text"], chat.pinned) == ("спам", cmid)
    await bot.get("messages.unpin", peer_id=peer)
    await bot.get("messages.delete", peer_id=peer, cmids=cmid, delete_for_all=1)
    assert (chat.pinned, chat.shown(ivan)[-1].deleted) == (None, True)
    mute = {"peer_id": peer, "action": "ro", "member_ids": f"{ivan.id},{anna.id}", "for": 60}
    failed = await bot.get("messages.changeConversationMemberRestrictions", **mute)
    assert failed == {"failed_member_ids": [anna.id]}
    with pytest.raises(NotAllowed):
        await chat.write(ivan, "ещё")
    clock.move(minutes=2)
    await chat.write(ivan, "можно")
    assert await bot.refusal("messages.removeChatUser", chat_id=1, member_id=5) == 935
    assert await bot.refusal("messages.removeChatUser", chat_id=1, member_id=anna.id) == 15
    assert await bot.get("messages.removeChatUser", chat_id=1, user_id=ivan.id) == 1
    assert (chat.people, chat.muted) == ({anna.id}, set())
    with pytest.raises(NotAllowed):
        await chat.write(ivan, "за что?")


async def test_an_admin_sees_members_and_the_link(
    bot: Bot, vk: VkStandIn, chat: VkChat, anna: VkPerson
) -> None:
    chat.give(bot.community, all_messages=False, admin=True)
    for number in range(20):
        chat.add(vk.person(f"Ученик {number}"), by_link=True)
    peer = chat.peer(bot.community)
    first = await bot.get("messages.getConversationMembers", peer_id=peer)
    rest = await bot.get("messages.getConversationMembers", peer_id=peer, offset=20, count=100)
    assert (first["count"], len(first["items"]), len(rest["items"])) == (23, 20, 3)
    assert [one["member_id"] for one in first["items"] if one["is_admin"]] == [anna.id]
    link = await bot.get("messages.getInviteLink", peer_id=peer)
    reset = await bot.get("messages.getInviteLink", peer_id=peer, reset=1)
    assert (link["link"] != reset["link"], reset["link"]) == (True, chat.link)


async def test_buttons_work_in_chats(bot: Bot, chat: VkChat, ivan: VkPerson) -> None:
    peer = chat.peer(bot.community)
    keys = [[{"action": {"type": "callback", "label": "Я приду", "payload": {"a": 1}}}]]
    menu = [[{"action": {"type": "text", "label": "Меню", "payload": {"c": "menu"}}}]]
    asked = {"peer_id": peer, "message": "Кто придёт?", "random_id": 1}
    inline = json.dumps({"inline": True, "buttons": keys})
    assert await bot.get("messages.send", keyboard=inline, **asked) == 0
    asked["random_id"] = 2
    await bot.get("messages.send", keyboard=json.dumps({"buttons": menu}), **asked)
    await chat.press(ivan, bot.community, "Я приду")
    event = (await bot.events())[-1]["object"]
    assert (event["peer_id"], event["user_id"], event["payload"]) == (peer, ivan.id, {"a": 1})
    await chat.press(ivan, bot.community, "Меню")
    message = (await bot.events())[-1]["object"]["message"]
    assert (message["payload"], message["from_id"]) == ('{"c":"menu"}', ivan.id)
    with pytest.raises(NoSuchButton):
        await chat.press(ivan, bot.community, "Нет такой")


async def test_membership_of_a_community_is_told(bot: Bot, ivan: VkPerson) -> None:
    await ivan.join(bot.community)
    group = bot.community.group_id
    assert await bot.get("groups.isMember", group_id=group, user_id=ivan.id) == 1
    await ivan.leave(bot.community)
    found = await bot.get("groups.isMember", group_id=group, user_ids=f"{ivan.id},5")
    assert found == [{"user_id": ivan.id, "member": 0}, {"user_id": 5, "member": 0}]
    allowed = {"group_id": group, "user_id": ivan.id}
    assert await bot.get("messages.isMessagesFromGroupAllowed", **allowed) == {"is_allowed": 1}
    kinds = [one["type"] for one in (await bot.events())[2:]]
    assert kinds == ["group_join", "group_leave"]


async def test_a_community_may_leave(bot: Bot, chat: VkChat) -> None:
    own = -bot.community.group_id
    assert await bot.get("messages.removeChatUser", chat_id=1, member_id=own) == 1
    assert await bot.refusal("messages.send", chat_id=1, message="а", random_id=1) == 917
    message = (await bot.events())[-1]["object"]["message"]
    assert (message["from_id"], message["action"]["member_id"]) == (own, own)


async def test_admins_take_people_out(
    bot: Bot, chat: VkChat, anna: VkPerson, ivan: VkPerson
) -> None:
    chat.give(bot.community, all_messages=True, admin=False)
    with pytest.raises(NotAllowed):
        chat.kick(anna, by=ivan)
    chat.kick(ivan, by=anna)
    action = (await bot.events())[-1]["object"]["message"]["action"]
    assert (action, chat.people) == ({"type": "chat_kick_user", "member_id": ivan.id}, {anna.id})

"""Reading conversations: only what the community may hear."""

from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn
from lab.vk.talks import CHAT
from tests.lab.conftest import Bot


async def test_messages_are_read_by_their_numbers(bot: Bot, ivan: VkPerson) -> None:
    await bot.send(ivan, "Привет", 1)
    await bot.get("messages.delete", peer_id=ivan.id, cmids="2", delete_for_all=1)
    asked = {"peer_id": ivan.id, "conversation_message_ids": "1,2,9"}
    found = await bot.get("messages.getByConversationMessageId", **asked)
    assert (found["count"], [one["text"] for one in found["items"]]) == (1, ["Начать"])
    assert await bot.refusal("messages.getByConversationMessageId", peer_id=ivan.id) == 100


async def test_of_a_chat_only_what_may_be_heard_is_read(
    bot: Bot, vk: VkStandIn, ivan: VkPerson
) -> None:
    chat = vk.chat("7Б", ivan)
    peer = chat.invite(bot.community, by=ivan)
    await chat.write(ivan, "между нами")
    await bot.get("messages.send", peer_id=peer, message="Привет", random_id=1)
    asked = {"peer_id": peer, "conversation_message_ids": "2,3"}
    heard = await bot.get("messages.getByConversationMessageId", **asked)
    assert [one["text"] for one in heard["items"]] == ["Привет"]
    chat.give(bot.community, all_messages=True, admin=False)
    assert (await bot.get("messages.getByConversationMessageId", **asked))["count"] == 2
    asked["peer_id"] = CHAT + 9
    assert await bot.refusal("messages.getByConversationMessageId", **asked) == 917


async def test_conversations_tell_who_may_be_written_to(
    bot: Bot, vk: VkStandIn, ivan: VkPerson
) -> None:
    peer = vk.chat("7Б", ivan).invite(bot.community, by=ivan)
    await ivan.deny(bot.community)
    found = await bot.get("messages.getConversationsById", peer_ids=f"{ivan.id},{peer},5")
    private, chat = found["items"]
    assert (found["count"], private["peer"]["type"], chat["peer"]["type"]) == (2, "user", "chat")
    assert private["can_write"] == {"allowed": False, "reason": 901}
    assert (chat["peer"]["local_id"], chat["chat_settings"]["title"]) == (peer - CHAT, "7Б")
    assert await bot.refusal("messages.getConversationsById", peer_ids=str(CHAT + 9)) == 917

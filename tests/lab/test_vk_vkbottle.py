"""vkbottle itself against the stand-in: its calls are answered, its models read the events."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientTimeout
from pydantic import BaseModel
from vkbottle import API, AiohttpClient, VKAPIError
from vkbottle.tools import PhotoMessageUploader
from vkbottle_types.events import GroupTypes

from lab.vk.people import VkPerson
from lab.vk.rooms import VkChat
from lab.vk.server import VkStandIn
from tests.lab.conftest import Bot


@pytest.fixture
async def api(bot: Bot) -> AsyncIterator[API]:
    client = AiohttpClient(timeout=ClientTimeout(total=10))
    made = API(bot.community.token, http_client=client)
    made.API_URL = f"{bot.vk.url}/method/"
    yield made
    await client.close()


async def test_messages_are_sent_edited_and_deleted(api: API, bot: Bot, ivan: VkPerson) -> None:
    sent = await api.messages.send(peer_ids=[ivan.id], message="Привет", random_id=3)
    assert isinstance(sent, list) and sent[0].conversation_message_id == 2
    assert await api.messages.edit(peer_id=ivan.id, cmid=2, message="Пока")
    assert ivan.shown(bot.community)[-1].text == "Пока"
    await api.messages.delete(peer_id=ivan.id, cmids=[2], delete_for_all=True)
    assert ivan.shown(bot.community)[-1].deleted


async def test_a_refusal_is_an_error_with_its_code(api: API, vk: VkStandIn, bot: Bot) -> None:
    stranger = vk.person("Анна Белова")
    with pytest.raises(VKAPIError[901]):
        await api.messages.send(peer_id=stranger.id, message="Привет", random_id=3)


async def test_photos_are_uploaded(api: API, bot: Bot, ivan: VkPerson) -> None:
    name = await PhotoMessageUploader(api).upload(b"PNG", peer_id=ivan.id)
    await api.messages.send(peer_id=ivan.id, attachment=name, random_id=1)
    assert ivan.shown(bot.community)[-1].attachments[0].content == b"PNG"


async def test_people_and_the_community_are_read(api: API, bot: Bot, ivan: VkPerson) -> None:
    people = await api.users.get(user_ids=[ivan.id])
    assert (people[0].first_name, people[0].last_name) == ("Иван", "Петров")
    groups = (await api.groups.get_by_id()).groups or []
    assert groups[0].id == bot.community.group_id
    server = await api.groups.get_long_poll_server(group_id=bot.community.group_id)
    assert server.ts == "3"
    settings = await api.groups.get_long_poll_settings(group_id=bot.community.group_id)
    assert settings.is_enabled


async def test_its_models_read_every_event(bot: Bot, vk: VkStandIn, ivan: VkPerson) -> None:
    chat: VkChat = vk.chat("7Б", ivan)
    chat.invite(bot.community, by=ivan, all_messages=True)
    await chat.write(ivan, "Привет")
    await ivan.send_photo(bot.community, b"PNG")
    await ivan.send_document(bot.community, "план.pdf", b"PDF")
    await ivan.send_voice(bot.community)
    await ivan.press_on(bot.community, 1, {"a": 1})
    await bot.send(ivan, "Ответ", 1, reply_to=1)
    await bot.get("messages.edit", peer_id=ivan.id, cmid=5, message="Ответ!")
    await ivan.join(bot.community)
    await ivan.leave(bot.community)
    await ivan.deny(bot.community)
    models: dict[str, type[BaseModel]] = {
        "message_new": GroupTypes.MessageNew,
        "message_reply": GroupTypes.MessageReply,
        "message_edit": GroupTypes.MessageEdit,
        "message_event": GroupTypes.MessageEvent,
        "message_allow": GroupTypes.MessageAllow,
        "message_deny": GroupTypes.MessageDeny,
        "group_join": GroupTypes.GroupJoin,
        "group_leave": GroupTypes.GroupLeave,
    }
    events = await bot.events()
    for event in events:
        read = models[event["type"]].model_validate(event)
        assert read.model_dump()["group_id"] == bot.community.group_id
    assert {event["type"] for event in events} == set(models)

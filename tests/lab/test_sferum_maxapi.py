"""maxapi itself against the stand-in: its calls are answered, its models read the updates."""

from collections.abc import AsyncIterator

import pytest
from maxapi import Bot
from maxapi.enums.parse_mode import ParseMode
from maxapi.enums.sender_action import SenderAction
from maxapi.enums.upload_type import UploadType
from maxapi.exceptions.max import InvalidToken, MaxApiError
from maxapi.types import CallbackButton, LinkButton
from maxapi.types.attachments.attachment import Attachment
from maxapi.types.attachments.upload import AttachmentUpload
from maxapi.types.input_media import InputMedia, InputMediaBuffer
from maxapi.types.updates import UpdateUnionAdapter
from maxapi.utils.inline_keyboard import InlineKeyboardBuilder

from lab.sferum.people import SferumPerson
from lab.sferum.server import SferumStandIn
from tests.lab.conftest import Clock
from tests.lab.sferum_client import Client

Sent = Attachment | InputMedia | InputMediaBuffer | AttachmentUpload
RIGHTS = ("read_all_messages", "write", "add_remove_members", "pin_message")


@pytest.fixture
async def api(client: Client) -> AsyncIterator[Bot]:
    made = Bot(client.bot.token, auto_requests=False)
    made.set_api_url(client.max.url)
    made.after_input_media_delay = 0
    yield made
    await made.close_session()


async def test_messages_are_sent_edited_and_deleted(
    api: Bot, client: Client, anna: SferumPerson
) -> None:
    sent = await api.send_message(user_id=anna.id, text="<b>Привет</b>", format=ParseMode.HTML)
    assert sent is not None and sent.message.body is not None
    await api.edit_message(sent.message.body.mid, text="Пока")
    assert anna.shown(client.bot)[0].text == "Пока"
    await api.send_action(anna.chat_id(client.bot), SenderAction.TYPING_ON)
    assert anna.sees_typing(client.bot)
    assert (await api.get_me()).user_id == client.bot.user_id
    read = await api.get_messages(chat_id=anna.chat_id(client.bot))
    assert len(read.messages) == 1
    assert (await api.delete_message(sent.message.body.mid)).success
    assert not (await api.delete_message(sent.message.body.mid)).success
    assert anna.shown(client.bot)[0].deleted


async def test_a_refusal_is_an_error_with_its_code(
    api: Bot, client: Client, sferum: SferumStandIn
) -> None:
    stranger = sferum.person("Олег Котов")
    with pytest.raises(MaxApiError) as refused:
        await api.send_message(user_id=stranger.id, text="Привет")
    assert refused.value.code == 403
    client.bot.token = "changed"
    with pytest.raises(InvalidToken):
        await api.get_me()


async def test_a_press_is_answered(api: Bot, client: Client, anna: SferumPerson) -> None:
    keys = InlineKeyboardBuilder()  # type: ignore[no-untyped-call]  # it has no types
    keys.row(CallbackButton(text="Да", payload="yes"))
    keys.row(LinkButton(text="Сайт", url="https://school.example"))
    sent: list[Sent] = [keys.as_markup()]
    await api.send_message(user_id=anna.id, text="Готово?", attachments=sent)
    await anna.press(client.bot, "Да")
    raw = await api.get_updates(marker=2, timeout=0)
    press = raw["updates"][0]["callback"]["callback_id"]
    assert (await api.send_callback(press, notification="Записано")).success
    assert anna.snacks(client.bot) == ["Записано"]


async def test_pictures_and_documents_are_uploaded(
    api: Bot, client: Client, anna: SferumPerson
) -> None:
    picture = InputMediaBuffer(b"\x89PNG\r\n\x1a\n" + b"0" * 20, filename="plan")
    document = InputMediaBuffer(b"text", filename="план.txt", type=UploadType.FILE)
    for media in (picture, document):
        sent: list[Sent] = [media]
        await api.send_message(user_id=anna.id, text="Вот", attachments=sent)
    kinds = [one.kind for shown in anna.shown(client.bot) for one in shown.attachments]
    assert kinds == ["image", "file"]


async def test_a_group_is_moderated(
    api: Bot, client: Client, sferum: SferumStandIn, anna: SferumPerson
) -> None:
    oleg = sferum.person("Олег Котов")
    chat = sferum.chat("7 «А»", anna, oleg)
    chat.invite(client.bot, anna, RIGHTS)
    own = await api.get_me_from_chat(chat.chat_id)
    assert set(own.permissions or ()) == set(RIGHTS)
    mid = chat.mid(await chat.write(oleg, "важное"))
    await api.pin_message(chat.chat_id, mid, notify=False)
    assert chat.pinned == 1
    assert (await api.get_chat_by_id(chat.chat_id)).title == "7 «А»"
    members = await api.get_chat_members(chat.chat_id, user_ids=[oleg.id])
    assert [one.user_id for one in members.members] == [oleg.id]


async def test_subscriptions_are_made_and_ended(api: Bot, client: Client) -> None:
    url = "https://school.example/max"
    await api.subscribe_webhook(url, secret="secret_5")
    assert [one.url for one in (await api.get_subscriptions()).subscriptions] == [url]
    await api.unsubscribe_webhook(url)
    assert client.bot.subscriptions == []


async def test_its_models_read_every_update(
    client: Client, sferum: SferumStandIn, anna: SferumPerson, clock: Clock
) -> None:
    oleg = sferum.person("Олег Котов")
    chat = sferum.chat("7 «А»", anna)
    chat.invite(client.bot, anna, RIGHTS)
    chat.add(oleg)
    await chat.write(oleg, "слово", to=client.bot)
    chat.kick(oleg, anna)
    chat.rename("8 «А»", anna)
    chat.expel(client.bot, anna)
    await anna.send_photo(client.bot, b"jpeg")
    await anna.forward(client.bot, "Чужие слова")
    await anna.edit(client.bot, await anna.write(client.bot, "превет"), "привет")
    await anna.delete(client.bot, 1)
    await anna.press_on(client.bot, 2, "forged")
    await anna.mute(client.bot, clock.now())
    await anna.unmute(client.bot)
    await anna.clear(client.bot)
    await anna.remove(client.bot)
    await anna.block(client.bot)
    unknown_to_it = {"bot_admin_permissions_changed"}
    updates = [one for one in await client.updates() if one["update_type"] not in unknown_to_it]
    read = [UpdateUnionAdapter.validate_python(one) for one in updates]
    assert len({type(one) for one in read}) == 15

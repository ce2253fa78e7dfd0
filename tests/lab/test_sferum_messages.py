"""Messages of the MAX stand-in: sending, changing, reading, answers to presses."""

from typing import Any

import pytest

from lab.sferum.people import SferumPerson
from lab.sferum.server import SferumStandIn
from lab.shown import NoSuchButton
from tests.lab.conftest import Clock
from tests.lab.sferum_client import Client, button, keyboard

Json = dict[str, Any]  # MAX's own JSON


async def test_a_person_sees_what_the_bot_sends(client: Client, anna: SferumPerson) -> None:
    sent = await client.get("POST", "/messages", {"text": "Привет"}, user_id=anna.id)
    assert [one.text for one in anna.shown(client.bot)] == ["Привет"]
    recipient = sent["message"]["recipient"]
    assert recipient["chat_id"] == client.bot.user_id ^ anna.id > 0
    await client.get("POST", "/messages", {"text": "Ещё"}, chat_id=recipient["chat_id"])
    assert [one.cmid for one in anna.shown(client.bot)] == [1, 2]


async def test_a_bot_cannot_write_first(client: Client, sferum: SferumStandIn) -> None:
    stranger = sferum.person("Олег Котов")
    sent = {"text": "Привет"}
    refused = (403, "chat.denied")
    assert await client.refusal("POST", "/messages", sent, user_id=stranger.id) == refused
    assert await client.refusal("POST", "/messages", sent, user_id=5) == refused
    assert await client.refusal("POST", "/messages", sent, chat_id=0) == refused
    await stranger.write(client.bot, "привет")
    await client.send(stranger, "Привет")
    await stranger.block(client.bot)
    assert await client.refusal("POST", "/messages", sent, user_id=stranger.id) == refused
    kinds = [one["update_type"] for one in await client.updates()]
    assert kinds == ["bot_started", "message_created", "bot_stopped"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "  "},
        {"text": "а" * 4001},
        {"text": 5},
        {"text": "а", "format": "bbcode"},
        {"text": "а", "attachments": {"type": "image"}},
        {"text": "а", "attachments": [{"type": "poll"}]},
        {"text": "а", "attachments": [{"type": "file", "payload": {"token": "none"}}]},
        {"text": "а", "link": {"type": "quote", "mid": "mid.1"}},
    ],
)
async def test_a_malformed_message_is_refused(
    client: Client, anna: SferumPerson, body: Json
) -> None:
    refused = await client.refusal("POST", "/messages", body, user_id=anna.id)
    assert refused == (400, "proto.payload")
    assert anna.shown(client.bot) == []


async def test_a_message_goes_to_exactly_one(client: Client, anna: SferumPerson) -> None:
    sent, chat = {"text": "Привет"}, anna.chat_id(client.bot)
    assert (await client.refusal("POST", "/messages", sent))[0] == 400
    both = await client.refusal("POST", "/messages", sent, user_id=anna.id, chat_id=chat)
    assert both[0] == 400


async def test_the_token_stands_bare_in_its_header(client: Client, anna: SferumPerson) -> None:
    token = client.bot.token
    for wrong in (" ", f"Bearer {token}", "other"):
        assert (await client.ask("GET", "/me", token=wrong))[0] == 401
    assert (await client.ask("GET", "/me", access_token=token))[0] == 401
    assert (await client.get("GET", "/me"))["user_id"] == client.bot.user_id
    assert token not in str(client.max.world.wire)


async def test_html_is_shown_without_its_tags(client: Client, anna: SferumPerson) -> None:
    await client.send(anna, "<b>Срок</b>: 5 &lt; 6, <a href='https://a.ru'>тут</a>", format="html")
    assert anna.shown(client.bot)[-1].text == "Срок: 5 < 6, тут"
    got = await client.get("GET", "/messages", chat_id=anna.chat_id(client.bot))
    assert got["messages"][0]["body"]["markup"] == [
        {"type": "strong", "from": 0, "length": 4},
        {"type": "link", "from": 13, "length": 3, "url": "https://a.ru"},
    ]


async def test_what_is_no_tag_stays_in_the_text(client: Client, anna: SferumPerson) -> None:
    await client.send(anna, "<b>5 <x>6</b>", format="html")
    await client.send(anna, "**5** и `6`", format="markdown")
    await client.send(anna, "<b>5</b>")
    assert [one.text for one in anna.shown(client.bot)] == ["5 <x>6", "5 и 6", "<b>5</b>"]


async def test_a_press_is_answered_with_a_notice_or_a_new_look(
    client: Client, anna: SferumPerson
) -> None:
    await client.send(anna, "Готово?", attachments=keyboard([button("Да", "yes"), button("Нет")]))
    await anna.press(client.bot, "Да")
    told = (await client.updates(2))[0]
    assert told["callback"]["payload"] == "yes" and anna.spinning(client.bot) == 1
    press = told["callback"]["callback_id"]
    assert (await client.refusal("POST", "/answers", {}, callback_id=press))[0] == 400
    look = {"text": "Готово", "attachments": []}
    answer = {"message": look, "notification": "Записано"}
    await client.get("POST", "/answers", answer, callback_id=press)
    shown = anna.shown(client.bot)[-1]
    assert (shown.text, shown.labels, shown.edited) == ("Готово", [], True)
    assert anna.snacks(client.bot) == ["Записано"] and anna.spinning(client.bot) == 0
    assert (await client.refusal("POST", "/answers", answer, callback_id="other"))[0] == 404
    with pytest.raises(NoSuchButton):
        await anna.press(client.bot, "Да")


async def test_presses_by_place_and_forged_ones(client: Client, anna: SferumPerson) -> None:
    mid = await client.send(anna, "1?", attachments=keyboard([button("1", "a"), button("2", "b")]))
    await anna.press_at(client.bot, 1, 0, 1)
    with pytest.raises(NoSuchButton):
        await anna.press_at(client.bot, 1, 1, 0)
    await client.get("DELETE", "/messages", message_id=mid)
    await anna.press_on(client.bot, 1, "forged")
    first, forged = await client.updates(2)
    assert first["callback"]["payload"] == "b" and first["message"]["body"]["mid"] == mid
    assert forged["callback"]["payload"] == "forged" and forged["message"] is None


async def test_null_keeps_and_an_empty_list_drops(client: Client, anna: SferumPerson) -> None:
    mid = await client.send(anna, "Выбор", attachments=keyboard([button("Да")]))
    await client.get("PUT", "/messages", {"text": "Другой", "attachments": None}, message_id=mid)
    assert anna.shown(client.bot)[0].labels == ["Да"]
    await client.get("PUT", "/messages", {"attachments": []}, message_id=mid)
    shown = anna.shown(client.bot)[0]
    assert (shown.text, shown.labels) == ("Другой", [])
    refused = await client.refusal("PUT", "/messages", {"text": ""}, message_id=mid)
    assert refused[0] == 400 and anna.shown(client.bot)[0].text == "Другой"


async def test_what_is_gone_is_answered_success_false(client: Client, anna: SferumPerson) -> None:
    mid = await client.send(anna, "Выбор")
    await client.get("DELETE", "/messages", message_id=mid)
    assert anna.shown(client.bot)[0].deleted
    assert await client.refusal("DELETE", "/messages", message_id=mid) == (200, "")
    assert await client.refusal("PUT", "/messages", {"text": "а"}, message_id=mid) == (200, "")
    assert (await client.refusal("GET", f"/messages/{mid}"))[0] == 404


async def test_old_plain_messages_are_not_edited_in_dialogs(
    client: Client, anna: SferumPerson, clock: Clock
) -> None:
    plain = await client.send(anna, "Просто")
    with_keys = await client.send(anna, "Кнопки", attachments=keyboard([button("Да")]))
    clock.move(days=8)
    assert await client.refusal("PUT", "/messages", {"text": "1"}, message_id=plain) == (200, "")
    await client.get("PUT", "/messages", {"text": "2"}, message_id=with_keys)


async def test_others_messages_are_not_the_bots_to_change(
    client: Client, anna: SferumPerson
) -> None:
    mid = anna.mid(client.bot, await anna.write(client.bot, "моё"))
    refused = (403, "access.denied")
    assert await client.refusal("DELETE", "/messages", message_id=mid) == refused
    assert await client.refusal("PUT", "/messages", {"text": "а"}, message_id=mid) == refused


async def test_a_lost_send_is_found_by_reading(
    client: Client, anna: SferumPerson, clock: Clock
) -> None:
    await anna.write(client.bot, "привет")
    clock.move(seconds=1)
    since = int(clock.now().timestamp() * 1000) - 1
    await client.send(anna, "Здравствуй")
    await anna.send_voice(client.bot)
    chat = anna.chat_id(client.bot)
    got = await client.get("GET", "/messages", chat_id=chat, count=10)
    assert [one["body"]["text"] for one in got["messages"]] == ["Здравствуй", "привет"]
    fresh = await client.get("GET", "/messages", chat_id=chat, after=since)
    mids = [one["body"]["mid"] for one in fresh["messages"]]
    assert mids == [anna.mid(client.bot, 2)]
    listed = await client.get("GET", "/messages", message_ids=",".join(mids))
    assert listed["messages"] == fresh["messages"]


async def test_a_person_edits_and_deletes(client: Client, anna: SferumPerson) -> None:
    cmid = await anna.write(client.bot, "превет")
    await anna.edit(client.bot, cmid, "привет")
    await anna.delete(client.bot, cmid)
    edited, removed = (await client.updates(2))[1:]
    assert edited["update_type"] == "message_edited"
    assert edited["message"]["body"]["text"] == "привет"
    assert removed["update_type"] == "message_removed"
    assert removed["message_id"] == anna.mid(client.bot, cmid)


async def test_a_reply_and_a_forward_carry_the_other_message(
    client: Client, anna: SferumPerson
) -> None:
    mid = await client.send(anna, "Вопрос")
    await anna.write(client.bot, "Ответ", reply_to=1)
    await anna.forward(client.bot, "Чужие слова")
    await client.send(anna, "Понял", link={"type": "reply", "mid": mid})
    reply, forward = (one["message"] for one in await client.updates(2))
    assert reply["link"]["type"] == "reply" and reply["link"]["message"]["mid"] == mid
    assert (forward["body"]["text"], forward["link"]["message"]["text"]) == ("", "Чужие слова")
    assert [one.reply_to for one in anna.shown(client.bot)] == [None, 1, None, 1]
    assert anna.shown(client.bot)[2].text == "Чужие слова"


async def test_typing_is_seen_for_a_while(client: Client, anna: SferumPerson, clock: Clock) -> None:
    path = f"/chats/{anna.chat_id(client.bot)}/actions"
    await client.get("POST", path, {"action": "typing_on"})
    assert anna.sees_typing(client.bot)
    clock.move(seconds=30)
    assert not anna.sees_typing(client.bot)
    assert (await client.refusal("POST", path, {"action": "dance"}))[0] == 400


async def test_odd_addresses_and_bodies_are_refused(client: Client, anna: SferumPerson) -> None:
    assert (await client.refusal("GET", "/chats"))[0] == 404
    assert (await client.refusal("PUT", "/answers", {}))[0] == 405
    assert [one.operation for one in client.max.calls] == ["GET /chats", "PUT /answers"]
    client.max.calls.clear()
    bodies: list[object] = [[], "text", 5]
    for body in bodies:
        refused = await client.refusal("POST", "/messages", body, user_id=anna.id)
        assert refused == (400, "proto.payload")

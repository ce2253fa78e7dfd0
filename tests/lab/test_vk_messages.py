"""Messages: who may be written to, what is refused, what the phone shows."""

import json

import pytest

from lab.shown import NoSuchButton
from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn
from tests.lab.conftest import Bot, Clock


def keyboard(*labels: str, kind: str = "callback", inline: bool = True) -> str:
    keys = [[{"action": {"type": kind, "label": one, "payload": {"a": one}}}] for one in labels]
    return json.dumps({"inline": inline, "buttons": keys})


async def test_a_sent_message_is_on_the_phone(bot: Bot, ivan: VkPerson) -> None:
    await bot.send(ivan, "Привет", random_id=1, keyboard=keyboard("Да"))
    message = ivan.shown(bot.community)[-1]
    assert (message.text, message.mine, message.labels) == ("Привет", False, ["Да"])


async def test_a_stranger_is_not_written_to(bot: Bot, vk: VkStandIn) -> None:
    stranger = vk.person("Анна Белова")
    asked = {"peer_id": stranger.id, "message": "Привет", "random_id": 1}
    assert await bot.refusal("messages.send", **asked) == 901
    await stranger.allow(bot.community, "inv-7")
    await bot.send(stranger, "Привет", 1)
    await stranger.deny(bot.community)
    assert await bot.refusal("messages.send", **asked) == 901
    kinds = [one["type"] for one in await bot.events()]
    assert kinds == ["message_allow", "message_reply", "message_deny"]


async def test_of_many_recipients_each_has_an_own_outcome(
    bot: Bot, vk: VkStandIn, ivan: VkPerson
) -> None:
    anna = vk.person("Анна Белова")
    peers = f"{ivan.id},{anna.id}"
    items = await bot.get("messages.send", peer_ids=peers, message="Привет", random_id=5)
    assert items[0]["message_id"] > 0 and "error" not in items[0]
    assert items[1]["error"]["code"] == 901


async def test_a_repeated_random_id_shows_nothing_new(
    bot: Bot, ivan: VkPerson, clock: Clock
) -> None:
    first = await bot.send(ivan, "раз", 77)
    assert await bot.send(ivan, "два", 77) == first
    assert [one.text for one in ivan.shown(bot.community)] == ["Начать", "раз"]
    clock.move(minutes=61)
    assert await bot.send(ivan, "три", 77) != first


async def test_random_ids_are_remembered_for_a_hundred_messages(bot: Bot, ivan: VkPerson) -> None:
    first = await bot.send(ivan, "раз", 1)
    for number in range(2, 102):
        await bot.send(ivan, "ещё", number)
    assert await bot.send(ivan, "раз", 1) != first


async def test_zero_is_no_random_id(bot: Bot, ivan: VkPerson) -> None:
    assert await bot.send(ivan, "раз", 0) != await bot.send(ivan, "раз", 0)
    asked = {"peer_id": ivan.id, "message": "раз"}
    assert await bot.refusal("messages.send", **asked) == 100


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"message": "я" * 4097}, 914),
        ({"message": ""}, 100),
        ({"message": "а", "attachment": "photo1_2_3"}, 100),
        ({"message": "а", "keyboard": "{}"}, 911),
        ({"message": "а", "payload": "{}" * 501}, 100),
        ({"message": "а", "template": "{}"}, 100),
        ({"message": "а", "random_id": 2**31}, 100),
    ],
)
async def test_a_faulty_message_is_refused(
    bot: Bot, ivan: VkPerson, params: dict[str, object], code: int
) -> None:
    asked = {"peer_id": ivan.id, "random_id": 1, **params}
    assert await bot.refusal("messages.send", **asked) == code
    assert len(ivan.shown(bot.community)) == 1


async def test_an_edit_takes_the_keyboard_away_and_is_shown(bot: Bot, ivan: VkPerson) -> None:
    number = await bot.send(ivan, "Этап сдан?", 1, keyboard=keyboard("Да"))
    asked = {"peer_id": ivan.id, "message": "Этап сдан", "message_id": number}
    assert await bot.get("messages.edit", **asked) == 1
    message = ivan.shown(bot.community)[-1]
    assert (message.text, message.labels, message.edited) == ("Этап сдан", [], True)
    assert (await bot.events())[-1]["type"] == "message_edit"


async def test_old_messages_are_neither_edited_nor_deleted(
    bot: Bot, ivan: VkPerson, clock: Clock
) -> None:
    await bot.send(ivan, "раз", 1)
    clock.move(hours=25)
    edit = {"peer_id": ivan.id, "cmid": 2, "message": "два"}
    assert await bot.refusal("messages.edit", **edit) == 909
    delete = {"peer_id": ivan.id, "cmids": "2", "delete_for_all": 1}
    assert await bot.refusal("messages.delete", **delete) == 924


async def test_own_messages_are_deleted_and_others_are_not(bot: Bot, ivan: VkPerson) -> None:
    await bot.send(ivan, "раз", 1)
    await bot.get("messages.delete", peer_id=ivan.id, cmids="2", delete_for_all=1)
    assert ivan.shown(bot.community)[-1].deleted
    asked = {"peer_id": ivan.id, "cmids": "1", "delete_for_all": 1}
    assert await bot.refusal("messages.delete", **asked) == 924
    assert await bot.refusal("messages.edit", peer_id=ivan.id, cmid=1, message="моё") == 100


async def test_a_press_is_answered_once_in_time_by_its_person(
    bot: Bot, ivan: VkPerson, clock: Clock
) -> None:
    await bot.send(ivan, "Сдаёшь?", 1, keyboard=keyboard("Да"))
    await ivan.press(bot.community, "Да")
    event = (await bot.events())[-1]["object"]
    assert (event["payload"], event["conversation_message_id"]) == ({"a": "Да"}, 2)
    snack = json.dumps({"type": "show_snackbar", "text": "Принято"})
    asked = {"event_id": event["event_id"], "peer_id": ivan.id, "event_data": snack}
    method = "messages.sendMessageEventAnswer"
    assert await bot.refusal(method, user_id=ivan.id + 1, **asked) == 100
    assert await bot.get(method, user_id=ivan.id, **asked) == 1
    assert (ivan.snacks(bot.community), ivan.spinning(bot.community)) == (["Принято"], 0)
    assert await bot.refusal(method, user_id=ivan.id, **asked) == 100
    late = await ivan.press_on(bot.community, 2, {"forged": 1})
    clock.move(minutes=2)
    asked = {"event_id": late, "peer_id": ivan.id, "user_id": ivan.id}
    assert await bot.refusal(method, **asked) == 100


async def test_a_permanent_keyboard_stays_until_it_is_removed(bot: Bot, ivan: VkPerson) -> None:
    await bot.send(ivan, "Меню", 1, keyboard=keyboard("Мои проекты", kind="text", inline=False))
    await bot.send(ivan, "Ещё", 2)
    await ivan.press(bot.community, "Мои проекты")
    message = (await bot.events())[-1]["object"]["message"]
    assert (message["text"], message["payload"]) == ("Мои проекты", '{"a":"Мои проекты"}')
    await bot.send(ivan, "Без меню", 3, keyboard='{"buttons":[]}')
    assert ivan.menu(bot.community) == ()
    with pytest.raises(NoSuchButton):
        await ivan.press(bot.community, "Мои проекты")


async def test_typing_and_reading_are_told_to_those_who_wrote(bot: Bot, ivan: VkPerson) -> None:
    await bot.get("messages.setActivity", peer_id=ivan.id, type="typing")
    assert ivan.sees_typing(bot.community)
    assert await bot.get("messages.markAsRead", peer_id=ivan.id) == 1


async def test_a_reply_names_the_message_it_answers(bot: Bot, ivan: VkPerson) -> None:
    forward = {"peer_id": ivan.id, "conversation_message_ids": [1], "is_reply": True}
    await bot.send(ivan, "Да", 1, forward=json.dumps(forward))
    assert ivan.shown(bot.community)[-1].reply_to == 1
    await ivan.write(bot.community, "Спасибо", reply_to=2)
    message = (await bot.events())[-1]["object"]["message"]
    assert message["reply_message"]["text"] == "Да"


async def test_pressing_a_text_button_lets_the_community_write_again(
    bot: Bot, ivan: VkPerson
) -> None:
    keys = [[{"action": {"type": "text", "label": "Меню"}}]]
    await bot.send(ivan, "Привет", 1, keyboard=json.dumps({"buttons": keys}))
    await ivan.deny(bot.community)
    await ivan.press(bot.community, "Меню")
    assert [one["type"] for one in (await bot.events())[-2:]] == ["message_allow", "message_new"]
    assert await bot.send(ivan, "И снова", 2)


DEEP = "[" * 100_000


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("execute", {"code": f"return [API.users.get({DEEP})];"}, 12),
        ("messages.send", {"keyboard": DEEP}, 911),
        ("messages.send", {"forward": '{"is_reply":1,"conversation_message_ids":["x"]}'}, 100),
        ("messages.send", {"forward": '{"is_reply":1,"conversation_message_ids":5}'}, 100),
        ("messages.sendMessageEventAnswer", {"event_data": '{"type":["open_link"]}'}, 100),
        (
            "messages.sendMessageEventAnswer",
            {"event_data": '{"type":"show_snackbar","text":5}'},
            100,
        ),
    ],
)
async def test_odd_json_is_refused_like_any_fault(
    bot: Bot, ivan: VkPerson, method: str, params: dict[str, str], code: int
) -> None:
    event = await ivan.press_on(bot.community, 1, {"a": 1})
    common = {"peer_id": ivan.id, "user_id": ivan.id, "event_id": event}
    sent = {"peer_id": ivan.id, "message": "а", "random_id": 1}
    known = {"messages.send": sent, "messages.sendMessageEventAnswer": common}
    assert await bot.refusal(method, **known.get(method, {}), **params) == code

"""Whom a message points at, as each messenger tells it (M1)."""

from typing import Any

import pytest

from bots import sferum_updates, telegram_updates, vk_updates
from bots.channel import Incoming, Pointed
from bots.sferum_updates import Self
from bots.telegram_updates import Self as TelegramSelf

Json = dict[str, Any]
ANNA, BORIS, OURS = 700_001, 700_002, 900
GROUP, CHAT = 373_001, 2_000_000_004


def in_vk(**fields: object) -> Incoming:
    whole: Json = {
        "from_id": ANNA,
        "peer_id": CHAT,
        "conversation_message_id": 12,
        "text": "/снять",
    }
    content = {"message": whole | fields}
    told = {"type": "message_new", "event_id": "5f", "group_id": GROUP, "object": content}
    return vk_updates.read(told, "vk", GROUP)


def in_max(link: Json | None = None, **body: object) -> Incoming:
    message: Json = {
        "sender": {"user_id": ANNA},
        "recipient": {"chat_id": -7, "chat_type": "chat"},
        "body": {"mid": "m12", "text": "/снять"} | body,
    }
    if link is not None:
        message["link"] = link
    told = {"update_type": "message_created", "message": message}
    return sferum_updates.read(told, "sferum", Self(OURS, "our_bot"))


def in_telegram(**fields: object) -> Incoming:
    message: Json = {
        "message_id": 12,
        "from": {"id": ANNA},
        "chat": {"id": -7, "type": "group"},
        "text": "/снять",
    }
    told = {"update_id": 1, "message": message | fields}
    return telegram_updates.read(told, "telegram", TelegramSelf(OURS, "our_bot"))


REPLIED = {"from_id": BORIS, "conversation_message_id": 9, "text": "слова"}
VK = {
    "a reply": ({"reply_message": REPLIED}, Pointed(str(BORIS), "9", "слова")),
    "carried on": ({"fwd_messages": [REPLIED]}, Pointed(str(BORIS), "", "слова")),
    "a mention": ({"text": f"/снять [id{BORIS}|Боря]"}, Pointed(str(BORIS))),
    "a link": ({"text": f"/снять https://vk.com/id{BORIS}"}, Pointed(str(BORIS))),
    "a reply to a community": ({"reply_message": {"from_id": -5}}, None),
    "nonsense": ({"reply_message": [], "fwd_messages": {"a": 1}, "text": None}, None),
    "nobody": ({}, None),
}


@pytest.mark.parametrize(("fields", "found"), VK.values(), ids=VK)
def test_vk(fields: Json, found: Pointed | None) -> None:
    incoming = in_vk(**fields)
    assert incoming.pointed == found and incoming.message == "12"


SAID = {"sender": {"user_id": BORIS}, "message": {"mid": "m9", "text": "слова"}}
MARK = {"type": "user_mention", "from": 0, "length": 4}
MAX = {
    "a reply": ({"link": {"type": "reply", **SAID}}, Pointed(str(BORIS), "m9", "слова")),
    "carried on": ({"link": {"type": "forward", **SAID}}, Pointed(str(BORIS), "m9", "слова")),
    "a mention": ({"markup": [{**MARK, "user_id": BORIS}]}, Pointed(str(BORIS))),
    "a mention of us": ({"markup": [{**MARK, "user_id": OURS}]}, None),
    "a link": ({"text": f"/снять max://user/{BORIS}"}, Pointed(str(BORIS))),
    "a bot's": ({"link": {"type": "reply", "sender": {"user_id": 5, "is_bot": True}}}, None),
    "nonsense": ({"link": {"type": "reply"}, "markup": {"a": [1]}}, None),
    "nobody": ({}, None),
}


@pytest.mark.parametrize(("fields", "found"), MAX.values(), ids=MAX)
def test_max(fields: Json, found: Pointed | None) -> None:
    incoming = in_max(**fields)
    assert incoming.pointed == found and incoming.message == "m12"


OF_BORIS = {"id": BORIS, "is_bot": False}
TELEGRAM = {
    "a reply": (
        {"reply_to_message": {"message_id": 9, "from": OF_BORIS, "text": "слова"}},
        Pointed(str(BORIS), "9", "слова"),
    ),
    "carried on": (
        {"forward_origin": {"type": "user", "sender_user": OF_BORIS}},
        Pointed(str(BORIS), "", "/снять"),
    ),
    "a mention": (
        {"entities": [{"type": "text_mention", "user": OF_BORIS}]},
        Pointed(str(BORIS)),
    ),
    "a link": ({"text": f"/снять tg://user?id={BORIS}"}, Pointed(str(BORIS))),
    "a bot's": ({"reply_to_message": {"from": {"id": OURS, "is_bot": True}}}, None),
    "a name": ({"entities": [{"type": "mention"}], "text": "/снять @boris"}, None),
    "nonsense": ({"entities": 7, "reply_to_message": "x", "forward_origin": []}, None),
}


@pytest.mark.parametrize(("fields", "found"), TELEGRAM.values(), ids=TELEGRAM)
def test_telegram(fields: Json, found: Pointed | None) -> None:
    incoming = in_telegram(**fields)
    assert incoming.pointed == found and incoming.message == "12"


def test_a_private_message_has_no_number_that_could_be_erased() -> None:
    assert in_vk(peer_id=ANNA).message == ""
    assert in_telegram(chat={"id": ANNA, "type": "private"}).message == ""

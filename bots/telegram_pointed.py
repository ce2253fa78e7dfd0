"""Whom a message in Telegram points at: by a reply, a message carried on, a mention or a link.

A mention by name (``@name``) has no id, and the Bot API has no way to ask for one.
"""

import re

from bots import vk_json
from bots.channel import Pointed
from bots.vk_json import Json

_TEXT_LENGTH = 20_000
_LINK = re.compile(r"tg://user\?id=([0-9]{1,19})\b")


def read(message: Json, *, in_chat: bool) -> Pointed | None:
    """The person, and the message where it is one; a bot is nobody."""
    replied = vk_json.mapping(message.get("reply_to_message"))
    if found := _person(replied.get("from")):
        return Pointed(found, number(replied) if in_chat else "", _text(replied))
    carried = vk_json.mapping(message.get("forward_origin"))
    if found := _person(carried.get("sender_user")):
        return Pointed(found, "", _text(message))
    for place in ("entities", "caption_entities"):
        marks = message.get(place)
        for one in marks if isinstance(marks, list) else []:
            if found := _person(vk_json.mapping(one).get("user")):
                return Pointed(found)
    named = _LINK.search(_text(message))
    return Pointed(named[1]) if named else None


def number(message: Json) -> str:
    """A message's own number in its conversation."""
    found = vk_json.number(message.get("message_id")) or 0
    return str(found) if found > 0 else ""


def _person(user: object) -> str:
    told = vk_json.mapping(user)
    found = vk_json.number(told.get("id")) or 0
    return str(found) if found > 0 and not told.get("is_bot") else ""


def _text(message: Json) -> str:
    said = vk_json.text(message.get("text"), _TEXT_LENGTH)
    return said or vk_json.text(message.get("caption"), _TEXT_LENGTH)

"""Whom a message of VK's points at: by a reply, a message carried on, a mention or a link."""

import re

from bots import vk_json
from bots.channel import Pointed
from bots.vk_json import Json

_TEXT_LENGTH = 20_000
_MENTION = re.compile(r"\[id([0-9]{1,19})\|[^\[\]]{0,100}\]")
_LINK = re.compile(r"(?:https?://)?(?:m\.)?vk\.(?:com|ru)/id([0-9]{1,19})\b")


def read(message: Json, *, in_chat: bool) -> Pointed | None:
    """The person, and the message where it is one; a community is nobody."""
    replied = vk_json.mapping(message.get("reply_message"))
    if (found := _author(replied)) is not None:
        number = vk_json.number(replied.get("conversation_message_id")) or 0
        return Pointed(found, str(number) if in_chat and number > 0 else "", _text(replied))
    carried = message.get("fwd_messages")
    for one in carried if isinstance(carried, list) else []:
        told = vk_json.mapping(one)
        if (found := _author(told)) is not None:
            # Its number is that of the chat it came from, which is not told.
            return Pointed(found, "", _text(told))
    said = _text(message)
    named = _MENTION.search(said) or _LINK.search(said)
    return Pointed(named[1]) if named else None


def _author(message: Json) -> str | None:
    number = vk_json.number(message.get("from_id")) or 0
    return str(number) if number > 0 else None


def _text(message: Json) -> str:
    return vk_json.text(message.get("text"), _TEXT_LENGTH)

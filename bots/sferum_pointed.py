"""Whom a message in MAX points at: by a reply, a message carried on, a mention or a link."""

import re

from bots import vk_json
from bots.channel import Pointed
from bots.vk_json import Json

_TEXT_LENGTH = 20_000
_WORD_LENGTH = 200
_LINK = re.compile(r"max://user/([0-9]{1,19})\b")


def read(body: Json, link: Json, own: int) -> Pointed | None:
    """The person, and the message where it is one; a bot is nobody."""
    if link.get("type") in ("reply", "forward"):
        sender, told = vk_json.mapping(link.get("sender")), vk_json.mapping(link.get("message"))
        if (found := _id(sender)) and not sender.get("is_bot"):
            mid = vk_json.text(told.get("mid"), _WORD_LENGTH)
            return Pointed(found, mid, vk_json.text(told.get("text"), _TEXT_LENGTH))
    marks = body.get("markup")
    for one in marks if isinstance(marks, list) else []:
        mark = vk_json.mapping(one)
        found = _id(mark) if mark.get("type") == "user_mention" else ""
        if found and found != str(own):
            return Pointed(found)
    named = _LINK.search(vk_json.text(body.get("text"), _TEXT_LENGTH))
    return Pointed(named[1]) if named else None


def _id(user: Json) -> str:
    number = vk_json.number(user.get("user_id")) or 0
    return str(number) if number > 0 else ""

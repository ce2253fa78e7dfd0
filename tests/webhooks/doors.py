"""What each messenger posts, and how it proves that it is the messenger.

A new messenger is a class and a line in ``DOORS``.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from tests.conversations.space import Space

Json = dict[str, Any]  # a messenger's own JSON
SECRET = "a-secret"


class Door(Protocol):
    """The address of one messenger; ``kinds`` are the updates that it brings."""

    @property
    def path(self) -> str: ...
    @property
    def kinds(self) -> tuple[str, ...]: ...

    def update(self, kind: str, number: int) -> Json:
        """An update of person 900000; with ``number`` it is another one each time."""

    def sealed(self, update: object, secret: str | None = SECRET) -> tuple[bytes, dict[str, str]]:
        """The body and the headers of a request that carries an update."""

    def aged(self, update: Json, days: int) -> Json | None:
        """The same update, that many days ago; None where it tells no moment that we ask."""


class VkDoor:
    path = "/vk"
    kinds = ("message_new", "message_event", "message_allow", "message_deny", "in a chat")

    def __init__(self, space: Space) -> None:
        self._group = space.community.group_id

    def update(self, kind: str, number: int) -> Json:
        peer = 2_000_000_001 if kind == "in a chat" else 900_000
        message: Json = {
            "date": 1_788_786_000,
            "from_id": 900_000,
            "peer_id": peer,
            "id": number,
            "conversation_message_id": number,
            "text": "Меню",
            "payload": '{"k":"key.0"}',
            "ref": "CODE",
            "attachments": [{"type": "doc", "doc": {"id": 1, "owner_id": 5, "url": "https://x"}}],
            "reply_message": {"from_id": -self._group, "text": "да"},
            "action": {"type": "chat_invite_user", "member_id": 5},
        }
        if kind == "message_new":
            del message["action"]
        press = {
            "user_id": 900_000,
            "peer_id": 900_000,
            "event_id": f"press-{number}",
            "payload": {"k": "key.0"},
            "conversation_message_id": 1,
        }
        contents: Mapping[str, Json] = {
            "message_event": press,
            "message_allow": {"user_id": 900_000, "key": "CODE"},
            "message_deny": {"user_id": 900_000},
        }
        return {
            "type": "message_new" if kind == "in a chat" else kind,
            "event_id": f"event-{number}",
            "group_id": self._group,
            "v": "5.199",
            "object": contents.get(kind, {"message": message, "client_info": {}}),
        }

    def sealed(self, update: object, secret: str | None = SECRET) -> tuple[bytes, dict[str, str]]:
        if isinstance(update, dict) and secret is not None:
            update = {**update, "secret": secret}
        return json.dumps(update).encode(), {"Content-Type": "application/json"}

    def aged(self, update: Json, days: int) -> Json | None:
        return None


class SferumDoor:
    path = "/sferum"
    kinds = (
        "message_created",
        "message_callback",
        "bot_started",
        "bot_stopped",
        "bot_added",
        "user_added",
        "chat_title_changed",
        "in a chat",
    )

    def __init__(self, space: Space) -> None:
        self._space = space

    def update(self, kind: str, number: int) -> Json:
        person: Json = {"user_id": 900_000, "first_name": "Кто-то", "is_bot": False}
        moment = int(self._space.clock.now().timestamp() * 1_000) + number
        in_chat = kind == "in a chat"
        recipient: Json = {"chat_id": 77, "chat_type": "dialog", "user_id": 1}
        if in_chat:
            recipient = {"chat_id": -77, "chat_type": "chat", "user_id": None}
        forwarded = {"mid": "m", "seq": 1, "text": "да", "attachments": None}
        file = {"type": "file", "payload": {"url": "https://x", "token": "t"}, "filename": "a.pdf"}
        message: Json = {
            "sender": person,
            "recipient": recipient,
            "timestamp": moment,
            "link": {"type": "forward", "sender": person, "message": forwarded},
            "body": {"mid": f"mid.{number}", "seq": number, "text": "Меню", "attachments": [file]},
        }
        callback = {
            "timestamp": moment,
            "callback_id": f"press-{number}",
            "payload": '{"k":"key.0"}',
            "user": person,
        }
        contents: Mapping[str, Json] = {
            "message_created": {"message": message, "user_locale": "ru"},
            "in a chat": {"message": message},
            "message_callback": {"callback": callback, "message": message},
            "bot_started": {"chat_id": 77, "user": person, "payload": "CODE"},
        }
        happened = {"chat_id": -77, "user": person, "is_channel": False, "title": "8А"}
        named = "message_created" if in_chat else kind
        return {"update_type": named, "timestamp": moment, **contents.get(kind, happened)}

    def sealed(self, update: object, secret: str | None = SECRET) -> tuple[bytes, dict[str, str]]:
        headers = {"Content-Type": "application/json"}
        if secret is not None:
            headers["X-Max-Bot-Api-Secret"] = secret
        return json.dumps(update).encode(), headers

    def aged(self, update: Json, days: int) -> Json | None:
        return {**update, "timestamp": update["timestamp"] - days * 86_400_000}


class TelegramDoor:
    path = "/telegram"
    kinds = ("message", "callback_query", "my_chat_member", "in a chat", "a group's own")

    def __init__(self, space: Space) -> None:
        self._moment = int(space.clock.now().timestamp())

    def update(self, kind: str, number: int) -> Json:
        person: Json = {"id": 900_000, "is_bot": False, "first_name": "Кто-то"}
        chat: Json = {"id": 900_000, "type": "private", "first_name": "Кто-то"}
        if kind in ("in a chat", "a group's own"):
            chat = {"id": -100_500, "type": "supergroup", "title": "8А"}
        file = {"file_id": "f", "file_unique_id": "u", "file_name": "a.pdf", "file_size": 5}
        message: Json = {
            "message_id": number,
            "from": person,
            "chat": chat,
            "date": self._moment,
            "text": "Меню",
            "document": file,
            "reply_to_message": {"message_id": 1, "from": person, "chat": chat, "date": 1},
        }
        if kind == "a group's own":
            message["migrate_to_chat_id"] = -100_501
        press = {
            "id": f"press-{number}",
            "from": person,
            "message": {**message, "text": "Выбери"},
            "chat_instance": "i",
            "data": "k:key.0",
        }
        member = {"user": {**person, "is_bot": True}, "status": "kicked", "until_date": 0}
        change = {"chat": chat, "from": person, "date": self._moment, "new_chat_member": member}
        contents: Mapping[str, Json] = {
            "callback_query": {"callback_query": press},
            "my_chat_member": {"my_chat_member": change},
        }
        return {"update_id": number, **contents.get(kind, {"message": message})}

    def sealed(self, update: object, secret: str | None = SECRET) -> tuple[bytes, dict[str, str]]:
        headers = {"Content-Type": "application/json"}
        if secret is not None:
            headers["X-Telegram-Bot-Api-Secret-Token"] = secret
        return json.dumps(update).encode(), headers

    def aged(self, update: Json, days: int) -> Json | None:
        return None


DOORS: Mapping[str, Callable[[Space], Door]] = {
    "vk": VkDoor,
    "sferum": SferumDoor,
    "telegram": TelegramDoor,
}

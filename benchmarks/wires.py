"""What goes over the wire to and from each messenger: updates to a program, its sends back."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from aiohttp import web

from benchmarks import dialog

TOO_FAST = 6
_SEND = "API.messages.send("

#: Called for each message that arrives, with the person, the text and the sender's key (0: none);
#: gives the message's number.
Arrive = Callable[[int, str, int], int]


class Wire(Protocol):
    """One messenger; ``channel`` is the suite's name of it, ``headers`` prove who posts."""

    channel: str
    headers: Mapping[str, str]

    def update(self, user: int, number: int, text: str) -> dict[str, object]:
        """What is posted when a person writes; ``number`` is unique."""

    def refusal(self) -> web.Response:
        """What a call beyond the limit gets."""

    async def answer(self, request: web.Request, arrive: Arrive) -> web.Response:
        """Do what a program calls for."""


class VkWire:
    channel = "vk"
    headers: Mapping[str, str] = {}

    def update(self, user: int, number: int, text: str) -> dict[str, object]:
        return {
            "group_id": dialog.GROUP,
            "type": "message_new",
            "event_id": f"{user:x}-{number:x}",
            "v": "5.199",
            "secret": dialog.SECRET,
            "object": {
                "message": {
                    "date": 1_788_000_000,
                    "from_id": user,
                    "id": number,
                    "version": 10_000_000 + number,
                    "out": 0,
                    "important": False,
                    "is_hidden": False,
                    "attachments": [],
                    "conversation_message_id": number,
                    "fwd_messages": [],
                    "text": text,
                    "peer_id": user,
                    "random_id": 0,
                },
                "client_info": {
                    "button_actions": ["text", "callback"],
                    "keyboard": True,
                    "inline_keyboard": True,
                    "carousel": False,
                    "lang_id": 0,
                },
            },
        }

    def refusal(self) -> web.Response:
        error = {"error_code": TOO_FAST, "error_msg": "Too many requests per second"}
        return web.json_response({"error": error})

    async def answer(self, request: web.Request, arrive: Arrive) -> web.Response:
        params = dict(await request.post())
        match request.path.rpartition("/")[2]:
            case "execute":
                found: object = [_sends(call, arrive) for call in _calls(str(params["code"]))]
            case "messages.send":
                found = _sends(params, arrive)
            case "groups.getById":
                found = {"groups": [{"id": dialog.GROUP}]}
            case _:
                found = 1
        return web.json_response({"response": found})


def _sends(params: Mapping[str, object], arrive: Arrive) -> object:
    many = params.get("peer_ids")
    peer = int(str(many or params.get("peer_id") or params.get("user_id")))
    number = arrive(peer, str(params.get("message", "")), int(str(params.get("random_id", 0))))
    if many:
        return [{"peer_id": peer, "message_id": number, "conversation_message_id": 1}]
    return number


def _calls(code: str) -> Iterator[Mapping[str, object]]:
    """The parameters of each ``API.messages.send`` of a script."""
    reader = json.JSONDecoder()
    at = code.find(_SEND)
    while at >= 0:
        params, end = reader.raw_decode(code, at + len(_SEND))
        yield params
        at = code.find(_SEND, end)


_BOT: Mapping[str, object] = {
    "user_id": 277,
    "first_name": "Бот",
    "last_name": None,
    "username": "id277_bot",
    "is_bot": True,
    "last_activity_time": 1_788_000_000_000,
}


class MaxWire:
    channel = "sferum"
    headers: Mapping[str, str] = {"X-Max-Bot-Api-Secret": dialog.SECRET}

    def update(self, user: int, number: int, text: str) -> dict[str, object]:
        moment = int(time.time() * 1_000)
        person = {
            "user_id": user,
            "first_name": "Аня",
            "last_name": "Котова",
            "is_bot": False,
            "last_activity_time": moment,
        }
        return {
            "update_type": "message_created",
            "timestamp": moment,
            "user_locale": "ru",
            "message": {
                "sender": person,
                "recipient": {"chat_id": user + 10**9, "chat_type": "dialog", "user_id": 277},
                "timestamp": moment,
                "body": {"mid": f"mid.{user:x}-{number:x}", "seq": number, "text": text},
            },
        }

    def refusal(self) -> web.Response:
        error = {"code": "too.many.requests", "message": "Too many requests"}
        return web.json_response(error, status=429)

    async def answer(self, request: web.Request, arrive: Arrive) -> web.Response:
        if request.path == "/me":
            return web.json_response(dict(_BOT))
        if request.path != "/messages":
            told: dict[str, object] = {"subscriptions": []} if request.method == "GET" else {}
            return web.json_response({"success": True, **told})
        if request.method == "GET":
            return web.json_response({"messages": []})
        body = await request.json()
        chat = int(request.query.get("chat_id", 0))
        user = int(request.query["user_id"]) if not chat else chat - 10**9
        number = arrive(user, body["text"], 0)
        sent = {
            "sender": dict(_BOT),
            "recipient": {"chat_id": user + 10**9, "chat_type": "dialog", "user_id": user},
            "timestamp": int(time.time() * 1_000),
            "body": {"mid": f"mid.bot-{number:x}", "seq": number, "text": body["text"]},
        }
        return web.json_response({"message": sent})


class TelegramWire:
    channel = "telegram"
    headers: Mapping[str, str] = {"X-Telegram-Bot-Api-Secret-Token": dialog.SECRET}

    def update(self, user: int, number: int, text: str) -> dict[str, object]:
        person = {"id": user, "is_bot": False, "first_name": "Аня", "language_code": "ru"}
        return {
            "update_id": user * 1_000_000 + number,
            "message": {
                "message_id": number,
                "from": person,
                "chat": {"id": user, "first_name": "Аня", "type": "private"},
                "date": int(time.time()),
                "text": text,
            },
        }

    def refusal(self) -> web.Response:
        told = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 1"}
        return web.json_response({**told, "parameters": {"retry_after": 1}}, status=429)

    async def answer(self, request: web.Request, arrive: Arrive) -> web.Response:
        params = await request.post()
        match request.path.rpartition("/")[2]:
            case "getMe":
                found: object = {
                    "id": 277,
                    "is_bot": True,
                    "first_name": "Бот",
                    "username": "id277_bot",
                }
            case "getWebhookInfo":
                found = {
                    "url": "",
                    "has_custom_certificate": False,
                    "pending_update_count": 0,
                }
            case "sendMessage":
                user, text = int(str(params["chat_id"])), str(params["text"])
                found = {
                    "message_id": arrive(user, text, 0),
                    "from": {"id": 277, "is_bot": True, "first_name": "Бот"},
                    "chat": {"id": user, "first_name": "Аня", "type": "private"},
                    "date": int(time.time()),
                    "text": text,
                }
            case _:
                found = True
        return web.json_response({"ok": True, "result": found})

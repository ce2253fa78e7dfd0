"""The operations of the MAX Bot API that bots of the suite may call (schema 0.0.33)."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from lab.sferum import chats, members, messages, subscriptions, uploads
from lab.sferum.bot import SferumBot
from lab.sferum.errors import Refusal
from lab.sferum.params import Asked
from lab.sferum.talks import Json
from lab.sferum.world import World

Method = Callable[[World, SferumBot, Asked], Json]

OPERATIONS: dict[str, Method] = {
    "GET /me": chats.me,
    "PATCH /me/commands": chats.set_commands,
    "GET /chats/{chatId}": chats.get,
    "PATCH /chats/{chatId}": chats.change,
    "POST /chats/{chatId}/actions": chats.act,
    "GET /chats/{chatId}/pin": chats.pinned,
    "PUT /chats/{chatId}/pin": chats.pin,
    "DELETE /chats/{chatId}/pin": chats.unpin,
    "GET /chats/{chatId}/members/me": members.me,
    "DELETE /chats/{chatId}/members/me": members.leave,
    "GET /chats/{chatId}/members/admins": members.admins,
    "POST /chats/{chatId}/members/admins": members.set_admins,
    "DELETE /chats/{chatId}/members/admins/{userId}": members.unset_admin,
    "GET /chats/{chatId}/members": members.get,
    "POST /chats/{chatId}/members": members.add,
    "DELETE /chats/{chatId}/members": members.remove,
    "GET /subscriptions": subscriptions.get,
    "POST /subscriptions": subscriptions.add,
    "DELETE /subscriptions": subscriptions.remove,
    "POST /uploads": uploads.address,
    "GET /messages": messages.get_many,
    "POST /messages": messages.send,
    "PUT /messages": messages.edit,
    "DELETE /messages": messages.delete,
    "GET /messages/{messageId}": messages.get,
    "POST /answers": messages.answer,
}
PARTS = {"{chatId}": r"(?P<chatId>-?\d+)", "{userId}": r"(?P<userId>\d+)"} | {
    "{messageId}": r"(?P<messageId>[\w.-]+)"
}


@dataclass(frozen=True)
class Operation:
    """An operation and the parameters that its path carries."""

    name: str
    path: dict[str, str]


def find(method: str, path: str) -> Operation:
    """The operation of a call; raises `Refusal` 404, or 405 for another method's path."""
    known = False
    for name, (its_method, pattern) in _PATTERNS.items():
        found = pattern.fullmatch(path)
        if found and its_method == method:
            return Operation(name, found.groupdict())
        known = known or found is not None
    if known:
        raise Refusal(405, f"{method} is not for {path}")
    raise Refusal(404, f"Unknown path: {path}")


def _pattern(path: str) -> re.Pattern[str]:
    pattern = re.escape(path).replace(r"\{", "{").replace(r"\}", "}")
    for name, part in PARTS.items():
        pattern = pattern.replace(name, part)
    return re.compile(pattern)


_PATTERNS = {
    name: (name.partition(" ")[0], _pattern(name.partition(" ")[2])) for name in OPERATIONS
}

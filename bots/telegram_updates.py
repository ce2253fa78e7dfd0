"""Telegram's updates as `Incoming`, read from raw JSON: nothing that may come is refused or fatal.

Fields: core.telegram.org/bots/api. aiogram's types are not used here: an update with one field
that they do not know, or that is missing, would be lost whole, and in a poll the batch with it.
A button's data may be forged: it only names a button or a command; rights are asked elsewhere.
"""

import re
from dataclasses import dataclass
from typing import Literal

from bots import telegram_attachments, telegram_pointed, vk_json
from bots.channel import ChatChange, Incoming
from bots.telegram_limits import COMMAND, PRESS
from bots.vk_json import Json
from storage.chats import Right

_TEXT_LENGTH = 20_000
_DATA_LENGTH = 64
TITLE_LENGTH = 200

_OUR_PRESS = re.compile(r"[A-Za-z0-9_-]{1,64}\.p?[0-9]{1,6}")
_OUR_COMMAND = re.compile(r"[a-z][a-z0-9_.-]{0,39}")
_START = re.compile(r"/start(?:@\w+)?(?:\s+(\S{1,64}))?")
_AFTER_MENTION = re.compile(r"[\s,:]*")
_COMMAND_TO = re.compile(r"(/[^\s@]+)@(\w+)")
_RIGHTS = {
    "can_delete_messages": Right.DELETE,
    "can_restrict_members": Right.REMOVE,
    "can_pin_messages": Right.PIN,
}
_IN_PRIVATE = "private"
_GROUPS = frozenset({"group", "supergroup"})
_AWAY = frozenset({"kicked", "left"})
#: Service messages that tell of the group itself.
_OF_CHATS = (
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
    "group_chat_created",
    "supergroup_chat_created",
    "migrate_from_chat_id",
)


@dataclass(frozen=True)
class Self:
    """Who we are in Telegram; 0 and "" until it was asked."""

    user_id: int = 0
    username: str = ""


def read(update: object, channel: str, own: Self) -> Incoming:
    """One update of a bot; never raises."""
    whole = vk_json.mapping(update)
    number = vk_json.number(whole.get("update_id"))
    known = vk_json.digest(whole) if number is None else number
    key = f"{channel}:{known}"
    if isinstance(message := whole.get("message"), dict):
        return _message(message, channel, key, update, own)
    if isinstance(callback := whole.get("callback_query"), dict):
        return _press(callback, channel, key, update)
    if isinstance(change := whole.get("my_chat_member"), dict):
        return _membership(change, channel, key, update)
    return Incoming(channel, key, "none")


def _message(message: Json, channel: str, key: str, raw: object, own: Self) -> Incoming:
    sender, chat = vk_json.mapping(message.get("from")), vk_json.mapping(message.get("chat"))
    user, peer = _id(sender), _chat(chat)
    in_chat = _kind(chat) in _GROUPS
    if peer and in_chat and (moved := vk_json.number(message.get("migrate_to_chat_id"))):
        change = ChatChange("moved", moved_to=str(moved))
        return Incoming(channel, key, "chat", peer, user, True, change=change, raw=raw)
    if not user or not peer or sender.get("is_bot"):
        return Incoming(channel, key, "none")
    if not in_chat and _kind(chat) != _IN_PRIVATE:
        return Incoming(channel, key, "none")
    if any(name in message for name in _OF_CHATS):
        title = vk_json.text(message.get("new_chat_title"), TITLE_LENGTH)
        renamed = ChatChange("title", title) if title else None
        return Incoming(channel, key, "chat", peer, user, in_chat, change=renamed, raw=raw)
    said = vk_json.text(message.get("text"), _TEXT_LENGTH)
    text, mentioned = _unmentioned(said or vk_json.text(message.get("caption"), _TEXT_LENGTH), own)
    replied = vk_json.mapping(vk_json.mapping(message.get("reply_to_message")).get("from"))
    started = _START.fullmatch(text.strip())
    return Incoming(
        channel=channel,
        key=key,
        happening="message",
        peer=peer,
        user=user,
        in_chat=in_chat,
        text="" if started else text,
        command="start" if started else None,
        mentioned=mentioned or (own.user_id > 0 and _id(replied) == str(own.user_id)),
        invite=started[1] if started else None,
        message=telegram_pointed.number(message) if in_chat else "",
        pointed=telegram_pointed.read(message, in_chat=in_chat),
        attachments=telegram_attachments.read(message),
        raw=raw,
    )


def _press(callback: Json, channel: str, key: str, raw: object) -> Incoming:
    """A press; on a message that is too old Telegram tells the chat still, and of one sent by
    way of another chat nothing at all: that is answered in private."""
    user = _id(callback.get("from"))
    if not user:
        return Incoming(channel, key, "none")
    chat = vk_json.mapping(vk_json.mapping(callback.get("message")).get("chat"))
    in_chat = _kind(chat) in _GROUPS
    told = vk_json.text(callback.get("data"), _DATA_LENGTH)
    kind, _, reference = told.partition(":")
    is_press = kind == PRESS and _OUR_PRESS.fullmatch(reference)
    is_command = kind == COMMAND and _OUR_COMMAND.fullmatch(reference)
    return Incoming(
        channel=channel,
        key=key,
        happening="press",
        peer=(_chat(chat) if in_chat else "") or user,
        user=user,
        in_chat=in_chat,
        press=reference if is_press else None,
        command=reference if is_command else None,
        callback=vk_json.text(callback.get("id"), 200) or None,
        raw=raw,
    )


def _membership(change: Json, channel: str, key: str, raw: object) -> Incoming:
    """We were blocked or let in again, or something became of us in a group."""
    chat, user = vk_json.mapping(change.get("chat")), _id(change.get("from"))
    peer = _chat(chat)
    if not peer or not user:
        return Incoming(channel, key, "none")
    if _kind(chat) in _GROUPS:
        became = _became(change, chat)
        return Incoming(channel, key, "chat", peer, user, True, change=became, raw=raw)
    if _kind(chat) != _IN_PRIVATE:
        return Incoming(channel, key, "none")
    status = _status(change.get("new_chat_member"))
    return Incoming(channel, key, "denied" if status in _AWAY else "allowed", peer, user, raw=raw)


def _became(change: Json, chat: Json) -> ChatChange:
    new = vk_json.mapping(change.get("new_chat_member"))
    was = _status(change.get("old_chat_member"))
    title = vk_json.text(chat.get("title"), TITLE_LENGTH)
    if _status(new) in _AWAY:
        return ChatChange("removed", title)
    kind: Literal["added", "rights"] = "added" if was in _AWAY or not was else "rights"
    return ChatChange(kind, title, rights(new))


def rights(member: Json) -> frozenset[Right]:
    """What a ``ChatMember`` may do: an administrator hears everything and what it was given."""
    if _status(member) == "creator":
        return frozenset(Right)
    if _status(member) != "administrator":
        return frozenset()
    given = {right for name, right in _RIGHTS.items() if member.get(name) is True}
    return frozenset({Right.READ, *given})


def _status(member: object) -> str:
    return vk_json.text(vk_json.mapping(member).get("status"), 40)


def _id(user: object) -> str:
    number = vk_json.number(vk_json.mapping(user).get("id")) or 0
    return str(number) if number > 0 else ""


def _chat(chat: Json) -> str:
    number = vk_json.number(chat.get("id")) or 0
    return str(number) if number else ""


def _kind(chat: Json) -> str:
    return vk_json.text(chat.get("type"), 40)


def _unmentioned(text: str, own: Self) -> tuple[str, bool]:
    """The text without a mention of us at its beginning or after a command («/проекты@bot»), and
    whether it mentions us anywhere."""
    if not own.username:
        return text, False
    name = f"@{own.username}".lower()
    if text.lower().startswith(name):
        after = _AFTER_MENTION.match(text, len(name))
        return text[after.end() :] if after else text, True
    command = _COMMAND_TO.match(text)
    if command is not None and command[2].lower() == own.username.lower():
        return command[1] + text[command.end() :], True
    return text, name in text.lower()

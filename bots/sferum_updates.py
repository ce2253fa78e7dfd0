"""MAX's updates as `Incoming`, read from raw JSON: nothing that MAX may send is refused or fatal.

Fields: dev.max.ru/docs-api/objects/Update. A payload comes from the person's device and may be
forged: it only names a button or a command, whose rights are asked elsewhere.

In private the conversation is named by the person's id, since presses come without the dialog's;
a group is named "chat:" and its id.
"""

import re
from dataclasses import dataclass

from bots import sferum_attachments, sferum_pointed, vk_json
from bots.channel import ChatChange, Incoming
from bots.sferum_keyboard import COMMAND, PRESS
from bots.vk_json import Json

CHAT = "chat:"
_TEXT_LENGTH = 20_000
TITLE_LENGTH = 200
_WORD_LENGTH = 200
_PAYLOAD_LENGTH = 1_024

_OUR_PRESS = re.compile(r"[A-Za-z0-9_-]{1,64}\.p?[0-9]{1,6}")
_OUR_COMMAND = re.compile(r"[a-z][a-z0-9_.-]{0,39}")
_START = re.compile(r"/start(?:\s+(\S{1,128}))?")
_AFTER_MENTION = re.compile(r"[\s,:]*")
_OF_CHATS = frozenset(
    {
        "bot_added",
        "bot_removed",
        "user_added",
        "user_removed",
        "chat_title_changed",
        "bot_admin_permissions_changed",
    }
)


@dataclass(frozen=True)
class Self:
    """Who we are in MAX; 0 and "" until it was asked."""

    user_id: int = 0
    username: str = ""


def read(update: object, channel: str, own: Self) -> Incoming:
    """One update of a bot; never raises."""
    whole = vk_json.mapping(update)
    key = f"{channel}:{_event(whole)}"
    match whole.get("update_type"):
        case "message_created":
            return _message(vk_json.mapping(whole.get("message")), channel, key, update, own)
        case "message_callback":
            return _press(whole, channel, key, update)
        case "bot_started":
            user, invite = _id(whole.get("user")), _word(whole.get("payload"))
            if not user:
                return Incoming(channel, key, "none")
            return Incoming(
                channel, key, "message", user, user, command="start", invite=invite, raw=update
            )
        case "bot_stopped" | "dialog_removed":
            user = _id(whole.get("user"))
            return Incoming(channel, key, "denied" if user else "none", user, user, raw=update)
        case str(kind) if kind in _OF_CHATS and not whole.get("is_channel"):
            return _in_chat(whole, channel, key, update)
        case _:
            return Incoming(channel, key, "none")


def dialog(update: object) -> tuple[str, int] | None:
    """The person and the id of the dialog with them, where an update tells both."""
    whole = vk_json.mapping(update)
    if whole.get("update_type") == "bot_started":
        user, chat = _id(whole.get("user")), vk_json.number(whole.get("chat_id"))
    else:
        message = vk_json.mapping(whole.get("message"))
        recipient = vk_json.mapping(message.get("recipient"))
        if whole.get("update_type") != "message_created" or _is_group(recipient):
            return None
        user, chat = _id(message.get("sender")), vk_json.number(recipient.get("chat_id"))
    return (user, chat) if user and chat else None


def _event(update: Json) -> str:
    """What makes repeats known: MAX gives updates no id, a repeat is told by what it tells of."""
    message = vk_json.mapping(update.get("message"))
    callback = vk_json.mapping(update.get("callback"))
    body = vk_json.mapping(message.get("body"))
    about = (
        _word(callback.get("callback_id"))
        or (update.get("update_type") == "message_created" and _word(body.get("mid")))
        or vk_json.digest(update)
    )
    return f"{vk_json.text(update.get('update_type'), 40)}:{about}"


def _message(message: Json, channel: str, key: str, raw: object, own: Self) -> Incoming:
    """A message; one of voice comes without anything, nobody can be answered then."""
    sender, recipient = (
        vk_json.mapping(message.get("sender")),
        vk_json.mapping(message.get("recipient")),
    )
    user = _id(sender)
    in_chat = _is_group(recipient)
    chat = vk_json.number(recipient.get("chat_id"))
    if not user or sender.get("is_bot") or recipient.get("chat_type") == "channel":
        return Incoming(channel, key, "none")
    if in_chat and chat is None:
        return Incoming(channel, key, "none")
    body = vk_json.mapping(message.get("body"))
    link = vk_json.mapping(message.get("link"))
    text, mentioned = _unmentioned(body, own)
    attached = body.get("attachments")
    if link.get("type") == "forward":
        carried = vk_json.mapping(link.get("message"))
        text = text or vk_json.text(carried.get("text"), _TEXT_LENGTH)
        attached = attached or carried.get("attachments")
    replied = _id(link.get("sender")) if link.get("type") == "reply" else ""
    started = _START.fullmatch(text.strip())
    return Incoming(
        channel=channel,
        key=key,
        happening="message",
        peer=f"{CHAT}{chat}" if in_chat else user,
        user=user,
        in_chat=in_chat,
        text="" if started else text,
        command="start" if started else None,
        mentioned=mentioned or (own.user_id > 0 and replied == str(own.user_id)),
        invite=started[1] if started else None,
        message=_word(body.get("mid")) or "" if in_chat else "",
        pointed=sferum_pointed.read(body, link, own.user_id),
        attachments=sferum_attachments.read(attached),
        raw=raw,
    )


def _press(whole: Json, channel: str, key: str, raw: object) -> Incoming:
    callback = vk_json.mapping(whole.get("callback"))
    user = _id(callback.get("user"))
    if not user:
        return Incoming(channel, key, "none")
    recipient = vk_json.mapping(vk_json.mapping(whole.get("message")).get("recipient"))
    chat = vk_json.number(recipient.get("chat_id"))
    in_chat = _is_group(recipient) and chat is not None
    told = vk_json.text(callback.get("payload"), _PAYLOAD_LENGTH + 1)
    payload = vk_json.mapping(vk_json.load(told) if len(told) <= _PAYLOAD_LENGTH else None)
    press, command = payload.get(PRESS), payload.get(COMMAND)
    return Incoming(
        channel=channel,
        key=key,
        happening="press",
        peer=f"{CHAT}{chat}" if in_chat else user,
        user=user,
        in_chat=in_chat,
        press=press if isinstance(press, str) and _OUR_PRESS.fullmatch(press) else None,
        command=command if isinstance(command, str) and _OUR_COMMAND.fullmatch(command) else None,
        callback=_word(callback.get("callback_id")),
        raw=raw,
    )


def _in_chat(whole: Json, channel: str, key: str, raw: object) -> Incoming:
    chat = vk_json.number(whole.get("chat_id"))
    if chat is None:
        return Incoming(channel, key, "none")
    user = _id(whole.get("user")) or _id(whole)
    change = _change(whole)
    return Incoming(channel, key, "chat", f"{CHAT}{chat}", user, True, change=change, raw=raw)


def _change(whole: Json) -> ChatChange | None:
    """What became of a chat or of us in it; members come and go without our notice."""
    match whole.get("update_type"):
        case "bot_added":
            return ChatChange("added")
        case "bot_removed":
            return ChatChange("removed")
        case "chat_title_changed":
            return ChatChange("title", vk_json.text(whole.get("title"), TITLE_LENGTH))
        case "bot_admin_permissions_changed":
            return ChatChange("rights")
        case _:
            return None


def _is_group(recipient: Json) -> bool:
    return recipient.get("chat_type") in ("chat", "channel")


def _id(user: object) -> str:
    number = vk_json.number(vk_json.mapping(user).get("user_id")) or 0
    return str(number) if number > 0 else ""


def _word(value: object) -> str | None:
    return vk_json.text(value, _WORD_LENGTH).strip() or None


def _unmentioned(body: Json, own: Self) -> tuple[str, bool]:
    """The text without a mention of us at its beginning, and whether it mentions us anywhere."""
    text = vk_json.text(body.get("text"), _TEXT_LENGTH)
    name = f"@{own.username}"
    if own.username and text.lower().startswith(name.lower()):
        after = _AFTER_MENTION.match(text, len(name))
        return text[after.end() :] if after else text, True
    return text, (bool(own.username) and name.lower() in text.lower()) or _marks(body, own)


def _marks(body: Json, own: Self) -> bool:
    told = body.get("markup")
    marks = [vk_json.mapping(one) for one in told] if isinstance(told, list) else []
    return own.user_id > 0 and any(
        one.get("type") == "user_mention" and one.get("user_id") == own.user_id for one in marks
    )

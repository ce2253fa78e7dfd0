"""VK's updates as `Incoming`, read from raw JSON: nothing that VK may send is refused or fatal.

Fields: dev.vk.com/api/community-events/json-schema. A payload comes from the person's device
and may be forged: it only names a button or a command, whose rights are asked elsewhere.
"""

import re

from bots import vk_attachments, vk_json, vk_pointed
from bots.channel import ChatChange, Incoming
from bots.vk_json import Json
from bots.vk_keyboard import COMMAND, PRESS

_TEXT_LENGTH = 20_000
TITLE_LENGTH = 200
_WORD_LENGTH = 200
_PAYLOAD_LENGTH = 1_000

_OUR_PRESS = re.compile(r"[A-Za-z0-9_-]{1,64}\.p?[0-9]{1,6}")
_OUR_COMMAND = re.compile(r"[a-z][a-z0-9_.-]{0,39}")
_MENTION = re.compile(r"\[(?:club|public|event)([0-9]{1,20})\|[^\[\]]{0,100}\]")
_AFTER_MENTION = re.compile(r"[\s,:]*")


def read(update: object, channel: str, group_id: int | None) -> Incoming:
    """One update of a community; never raises."""
    whole = vk_json.mapping(update)
    group = vk_json.number(whole.get("group_id")) or group_id
    key = f"vk:{group or 0}:{_event(whole)}"
    content = vk_json.mapping(whole.get("object"))
    match whole.get("type"):
        case "message_new":
            return _message(content, channel, key, update, group)
        case "message_event":
            return _press(content, channel, key, update)
        case "message_allow":
            user, invite = _user(content), _word(content.get("key"))
            return Incoming(channel, key, "allowed", user, user, invite=invite, raw=update)
        case "message_deny":
            user = _user(content)
            return Incoming(channel, key, "denied", user, user, raw=update)
        case "message_typing_state":
            user = str(max(0, vk_json.number(content.get("from_id")) or 0))
            return Incoming(channel, key, "typing", user, user)
        case _:
            return Incoming(channel, key, "none")


def _event(update: Json) -> str:
    """What makes repeats known: VK repeats an update with the same ``event_id``, a number in the
    official sample and hexadecimal in life. Without one, equal updates are one."""
    told = update.get("event_id")
    event = vk_json.number(told)
    found = str(event) if event is not None else vk_json.text(told, _WORD_LENGTH)
    return found or vk_json.digest(update)


def _message(content: Json, channel: str, key: str, raw: object, group: int | None) -> Incoming:
    wrapped = content.get("message")
    message: Json = wrapped if isinstance(wrapped, dict) else content  # bare before 5.103
    sender = vk_json.number(message.get("from_id")) or 0
    peer = vk_json.number(message.get("peer_id")) or sender
    in_chat = vk_json.is_chat(peer)
    is_action = isinstance(message.get("action"), dict)
    is_ours = message.get("out") == 1 or (sender <= 0 and in_chat and not is_action)
    if is_ours or peer <= 0:
        return Incoming(channel, key, "none")
    user = sender if sender > 0 or in_chat else peer
    if is_action:
        change = _change(vk_json.mapping(message.get("action")), group)
        return Incoming(channel, key, "chat", str(peer), str(user), in_chat, change=change, raw=raw)
    text, mentioned = _unmentioned(vk_json.text(message.get("text"), _TEXT_LENGTH), group)
    payload = _payload(message.get("payload"))
    return Incoming(
        channel=channel,
        key=key,
        happening="message",
        peer=str(peer),
        user=str(user),
        in_chat=in_chat,
        text=text,
        press=_pressed(payload),
        command=_commanded(payload),
        mentioned=mentioned or _answers_us(message, group),
        invite=_word(message.get("ref")),
        message=_cmid(message) if in_chat else "",
        pointed=vk_pointed.read(message, in_chat=in_chat),
        attachments=vk_attachments.read(message.get("attachments")),
        raw=raw,
    )


def _change(action: Json, group: int | None) -> ChatChange | None:
    """What an action says of the chat or of us in it; members come and go without our notice."""
    kind = action.get("type")
    if kind == "chat_title_update":
        return ChatChange("title", vk_json.text(action.get("text"), TITLE_LENGTH))
    if group is None or action.get("member_id") != -group:
        return None
    if kind == "chat_invite_user":
        return ChatChange("added")
    return ChatChange("removed") if kind == "chat_kick_user" else None


def _press(content: Json, channel: str, key: str, raw: object) -> Incoming:
    user = _user(content)
    peer = vk_json.number(content.get("peer_id")) or 0
    payload = _payload(content.get("payload"))
    if not user:
        return Incoming(channel, key, "none")
    return Incoming(
        channel=channel,
        key=key,
        happening="press",
        peer=str(peer) if peer > 0 else user,
        user=user,
        in_chat=vk_json.is_chat(peer),
        press=_pressed(payload),
        command=_commanded(payload),
        callback=_word(content.get("event_id")),
        raw=raw,
    )


def _user(content: Json) -> str:
    user = vk_json.number(content.get("user_id")) or 0
    return str(user) if user > 0 else ""


def _word(value: object) -> str | None:
    return vk_json.text(value, _WORD_LENGTH).strip() or None


def _unmentioned(text: str, group: int | None) -> tuple[str, bool]:
    """The text without a mention of us at its beginning, and whether it mentions us anywhere."""
    ours = [found for found in _MENTION.finditer(text) if found[1] == str(group)]
    if ours and not text[: ours[0].start()].strip():
        after = _AFTER_MENTION.match(text, ours[0].end())
        return text[after.end() :] if after else text, True
    return text, bool(ours)


def _cmid(message: Json) -> str:
    number = vk_json.number(message.get("conversation_message_id")) or 0
    return str(number) if number > 0 else ""


def _answers_us(message: Json, group: int | None) -> bool:
    replied = vk_json.mapping(message.get("reply_message"))
    return group is not None and replied.get("from_id") == -group


def _payload(value: object) -> Json:
    """A button's payload: a string in messages, an object in presses, and anything if forged."""
    if isinstance(value, str) and len(value) <= _PAYLOAD_LENGTH:
        return vk_json.mapping(vk_json.load(value))
    return vk_json.mapping(value)


def _pressed(payload: Json) -> str | None:
    told = payload.get(PRESS)
    return told if isinstance(told, str) and _OUR_PRESS.fullmatch(told) else None


def _commanded(payload: Json) -> str | None:
    """The word of our menu's button, or "start" of VK's own first button."""
    told = payload.get(COMMAND) or payload.get("command")
    return told if isinstance(told, str) and _OUR_COMMAND.fullmatch(told) else None

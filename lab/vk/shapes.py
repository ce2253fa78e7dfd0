"""VK's JSON of messages, files and people, version 5.199 (facts/vk.md, 1.3)."""

import json

from lab.vk.community import Community
from lab.vk.talks import Attachment, Json, Keyboard, Message
from lab.vk.world import Account, World

CLIENT: Json = {
    "button_actions": ["text", "callback", "open_link"],
    "keyboard": True,
    "inline_keyboard": True,
    "carousel": True,
    "lang_id": 0,
}


def message(world: World, one: Message, peer: int) -> Json:
    """A message as events show it."""
    shape: Json = {
        "date": int(one.at.timestamp()),
        "from_id": one.from_id,
        "id": one.id,
        "version": one.version,
        "out": int(one.from_id < 0),
        "important": False,
        "is_hidden": False,
        "attachments": [attachment(world, file) for file in one.attachments],
        "conversation_message_id": one.cmid,
        "fwd_messages": [],
        "text": one.text,
        "peer_id": peer,
        "random_id": one.random_id,
    }
    for name, value in (("payload", one.payload), ("ref", one.ref), ("action", one.action)):
        if value:
            shape[name] = value
    if one.edited_at is not None:
        shape["update_time"] = int(one.edited_at.timestamp())
    if one.keyboard is not None:
        shape["keyboard"] = keyboard(one.keyboard)
    return shape


def with_reply(world: World, one: Message, peer: int, replied: Message | None) -> Json:
    shape = message(world, one, peer)
    if replied is not None:
        shape["reply_message"] = message(world, replied, peer)
    return shape


def keyboard(one: Keyboard) -> Json:
    return {
        "one_time": one.one_time,
        "inline": one.inline,
        "buttons": [
            [
                {
                    "action": {"type": key.type, "label": key.label, "payload": key.payload or "{}"}
                    | ({"link": key.link} if key.link else {})
                }
                | ({"color": key.color} if key.color else {})
                for key in row
            ]
            for row in one.rows
        ],
    }


def attachment(world: World, file: Attachment) -> Json:
    return {file.kind: about_file(world, file), "type": file.kind}


def about_file(world: World, file: Attachment) -> Json:
    """A file by kind, with the address where its bytes are."""
    url = f"{world.url}/file/{file.reference}"
    about: Json = {"id": file.number, "owner_id": file.owner, "access_key": file.key}
    if file.kind == "photo":
        sizes = [
            {"type": letter, "width": side, "height": side, "url": url}
            for letter, side in (("s", 75), ("m", 130), ("x", 604), ("w", 1080))
        ]
        about |= {"album_id": -3, "date": int(world.now().timestamp()), "sizes": sizes}
        return about | {"text": "", "has_tags": False}
    if file.kind == "audio_message":
        return about | {"duration": 3, "waveform": [1, 2, 3], "link_mp3": url, "link_ogg": url}
    extension = file.name.rpartition(".")[2].lower()
    about |= {"title": file.name, "size": len(file.content), "ext": extension, "url": url}
    return about | {"date": int(world.now().timestamp()), "type": 1}


def person(account: Account) -> Json:
    return {
        "id": account.id,
        "first_name": account.first_name,
        "last_name": account.last_name,
        "can_access_closed": True,
        "is_closed": False,
    }


def group(community: Community) -> Json:
    return {
        "id": community.group_id,
        "name": community.name,
        "screen_name": f"club{community.group_id}",
        "is_closed": 0,
        "type": "group",
    }


def pressed_payload(payload: str) -> object:
    """A button's payload in message_event: the object that the button had, {} without one."""
    return json.loads(payload) if payload else {}

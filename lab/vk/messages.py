"""Methods that send and change a community's messages."""

import json
from dataclasses import dataclass
from datetime import timedelta

from lab.vk import keyboards, limits, params, shapes
from lab.vk.community import Community
from lab.vk.errors import ApiError
from lab.vk.params import Params
from lab.vk.talks import CHAT, Attachment, Conversation, Json, Keyboard, Message
from lab.vk.world import World

INT32 = 2**31
SNACK, EVENT_DATA, PAYLOAD, FILES = 90, 1000, 1000, 10
NOT_PLAYED = ("template", "sticker_id", "forward_messages")
ACTIVITIES = ("typing", "audiomessage", "file", "photo", "video")
TYPING = timedelta(seconds=10)


@dataclass(frozen=True)
class Content:
    """What a call puts into a message, checked."""

    text: str
    attachments: tuple[Attachment, ...]
    keyboard: Keyboard | None


def send(world: World, community: Community, asked: Params) -> object:
    """messages.send. With peer_ids a refusal stands in the recipient's item (facts/vk.md, 0.1)."""
    random_id = params.number(asked, "random_id")
    if not -INT32 <= random_id < INT32:
        raise ApiError(100, "random_id is not int32")
    content = _content(world, community, asked)
    if not (content.text or content.attachments):
        raise ApiError(100, "message is empty or invalid")
    if not ("peer_ids" in asked or "user_ids" in asked):
        return _send(world, community, asked, params.peer(asked), content, random_id).id
    listed = "peer_ids" if "peer_ids" in asked else "user_ids"
    peers = params.numbers(asked, listed, 100)
    if not peers:
        raise ApiError(100, f"{listed} is undefined")
    return [_send_item(world, community, asked, peer, content, random_id) for peer in peers]


def _send_item(
    world: World, community: Community, asked: Params, peer: int, content: Content, random_id: int
) -> Json:
    try:
        message = _send(world, community, asked, peer, content, random_id)
    except ApiError as error:
        refused = {"code": error.code, "description": error.message}
        ids = {"peer_id": peer, "message_id": 0, "conversation_message_id": 0}
        return {**ids, "error": refused}
    return {
        "peer_id": peer,
        "message_id": message.id,
        "conversation_message_id": message.cmid,
    }


def _send(
    world: World, community: Community, asked: Params, peer: int, content: Content, random_id: int
) -> Message:
    talk = writable(world, community, peer)
    known = limits.sent_before(world, community, talk, random_id)
    if known is not None:
        return known
    replied = _replied(talk, asked)
    limits.count_message(world, talk)
    talk.typing_until = None
    message = world.add_message(talk, -community.group_id, content.text)
    message.random_id, message.attachments = random_id, content.attachments
    message.payload = asked.get("payload", "")
    message.reply_to = replied.cmid if replied else None
    if content.keyboard is not None and content.keyboard.inline:
        message.keyboard = content.keyboard
    elif content.keyboard is not None:
        talk.menu = content.keyboard if content.keyboard.rows else None
    shape = shapes.with_reply(world, message, peer, replied)
    world.event(community, "message_reply", shape)
    return message


def writable(world: World, community: Community, peer: int) -> Conversation:
    """The conversation that a community may write to; raises `ApiError` 901 or 917."""
    if peer >= CHAT:
        world.chat_of(community, peer)
        return community.talk(peer)
    if peer not in world.people:
        raise ApiError(100, "peer_id is unknown") if peer <= 0 else ApiError(901)
    talk = community.conversations.get(peer)
    if talk is None or not talk.allowed:
        raise ApiError(901)
    return talk


def _replied(talk: Conversation, asked: Params) -> Message | None:
    if asked.get("reply_to"):
        found = talk.find_id(params.number(asked, "reply_to"))
    elif asked.get("forward"):
        found = talk.find(_forwarded(asked, talk.peer))
    else:
        return None
    if found is None:
        raise ApiError(100, "reply_to is invalid")
    return found


def _forwarded(asked: Params, peer: int) -> int:
    """The message replied to by ``forward``; forwarding between conversations is not played."""
    forward = read_object(asked, "forward")
    cmids = forward.get("conversation_message_ids") or forward.get("cmids") or []
    one = isinstance(cmids, list) and len(cmids) == 1 and str(cmids[0]).isdecimal()
    if not forward.get("is_reply") or not one or forward.get("peer_id", peer) != peer:
        raise ApiError(100, "forward: only a reply to one message is known to the stand-in")
    return int(cmids[0])


def _content(world: World, community: Community, asked: Params) -> Content:
    for name in NOT_PLAYED:
        if asked.get(name):
            raise ApiError(100, f"{name} is not known to the stand-in")
    text = asked.get("message", "")
    if len(text) > world.settings.text_length:
        raise ApiError(914)
    if len(asked.get("payload", "")) > PAYLOAD:
        raise ApiError(100, "payload is over 1000 characters")
    board = keyboards.read(asked["keyboard"]) if asked.get("keyboard") else None
    return Content(text, _attachments(world, community, asked), board)


def _attachments(world: World, community: Community, asked: Params) -> tuple[Attachment, ...]:
    """Files that were uploaded for this community, or that a person has sent."""
    references = [one.strip() for one in asked.get("attachment", "").split(",") if one.strip()]
    if len(references) > FILES:
        raise ApiError(100, "more than 10 attachments")
    found = [world.files.get(reference) for reference in references]
    usable = [one for one in found if one and (one.owner > 0 or one.owner == -community.group_id)]
    if len(usable) != len(references):
        raise ApiError(100, "attachment is invalid")
    return tuple(usable)


def edit(world: World, community: Community, asked: Params) -> object:
    """messages.edit: what is not given again (keyboard, files) goes."""
    talk = writable(world, community, params.number(asked, "peer_id"))
    message = own_message(community, talk, asked)
    content = _content(world, community, asked)
    if world.now() - message.at > world.settings.edit_window:
        raise ApiError(909)
    if not (content.text or content.attachments):
        raise ApiError(100, "message is empty or invalid")
    inline = content.keyboard is not None and content.keyboard.inline
    message.keyboard = content.keyboard if inline else None
    message.text, message.attachments = content.text, content.attachments
    message.edited_at, message.version = world.now(), 10_000_000 + world.next_number()
    world.event(community, "message_edit", shapes.message(world, message, talk.peer))
    return 1


def own_message(community: Community, talk: Conversation, asked: Params) -> Message:
    """The community's own message that a call names by cmid or message_id."""
    cmid = "cmid" if asked.get("cmid") else "conversation_message_id"
    if asked.get(cmid):
        found = talk.find(params.number(asked, cmid))
    else:
        found = talk.find_id(params.number(asked, "message_id"))
    if found is None or found.deleted or found.from_id != -community.group_id:
        raise ApiError(100, "message not found")
    return found


def answer_press(world: World, community: Community, asked: Params) -> object:
    """messages.sendMessageEventAnswer: once for a press, in time, by the same person and peer."""
    user, peer = params.number(asked, "user_id"), params.number(asked, "peer_id")
    data = read_object(asked, "event_data") if asked.get("event_data") else {}
    _check_event_data(data, asked.get("event_data", ""))
    talk = community.conversations.get(peer)
    press = talk.presses.get(params.needed(asked, "event_id")) if talk else None
    if talk is None or press is None or press.user_id != user or world.now() > press.until:
        raise ApiError(100, "event_id is invalid")
    del talk.presses[press.event_id]
    if data.get("type") == "show_snackbar":
        talk.snacks.append(data["text"])
    elif data.get("type") == "open_link":
        talk.opened.append(data["link"])
    world.changed.ring()
    return 1


def _check_event_data(data: Json, text: str) -> None:
    fields = {"show_snackbar": "text", "open_link": "link", "open_app": "app_id"}
    if not data:
        return
    field = fields.get(str(data.get("type", "")))
    if field is None or not data.get(field) or len(text) > EVENT_DATA:
        raise ApiError(100, "event_data is invalid")
    if field != "app_id" and not isinstance(data[field], str):
        raise ApiError(100, f"event_data: {field} is not text")
    if field == "text" and len(data["text"]) > SNACK:
        raise ApiError(100, "event_data: text is over 90 characters")


def read_object(asked: Params, name: str) -> Json:
    """A parameter that is a JSON object."""
    try:
        found = json.loads(params.needed(asked, name))
    except (ValueError, RecursionError) as error:
        raise ApiError(100, f"{name} is not JSON") from error
    if not isinstance(found, dict):
        raise ApiError(100, f"{name} is not an object")
    return found


def set_activity(world: World, community: Community, asked: Params) -> object:
    if params.needed(asked, "type") not in ACTIVITIES:
        raise ApiError(100, "type is invalid")
    talk = writable(world, community, params.peer(asked))
    talk.typing_until = world.now() + TYPING
    world.changed.ring()
    return 1


def mark_as_read(world: World, community: Community, asked: Params) -> object:
    talk = writable(world, community, params.number(asked, "peer_id"))
    talk.read_by_community = max((one.cmid for one in talk.messages), default=0)
    return 1

"""MAX's objects as JSON (schema 0.0.33)."""

from lab.sferum import keyboards, talks
from lab.sferum.bot import SferumBot
from lab.sferum.talks import Attachment, Conversation, Dialog, Group, Json, Message
from lab.sferum.world import Account, World

MEDIA = ("image", "file", "video", "audio")


def user(world: World, user_id: int) -> Json:
    """A person or a bot."""
    bot = world.bot_named(user_id)
    if bot is not None:
        return about_bot(world, bot)
    return person(world, world.people.get(user_id) or Account(user_id, "DELETED"))


def person(world: World, account: Account) -> Json:
    return {
        "user_id": account.id,
        "first_name": account.first_name,
        "last_name": account.last_name,
        "is_bot": False,
        "last_activity_time": world.stamp(),
        "name": account.name,
    }


def about_bot(world: World, bot: SferumBot) -> Json:
    return {
        "user_id": bot.user_id,
        "first_name": bot.name,
        "username": bot.username,
        "is_bot": True,
        "last_activity_time": world.stamp(),
        "name": bot.name,
    }


def message(world: World, talk: Conversation, one: Message) -> Json:
    """A message of this conversation; in dialogs the recipient is whom it was sent to."""
    recipient: Json = {"chat_id": talk.chat_id, "chat_type": chat_type(talk)}
    if isinstance(talk, Dialog):
        by_bot = one.sender == talk.bot_id
        recipient["user_id"] = talk.user_id if by_bot else talk.bot_id
    made: Json = {
        "sender": user(world, one.sender),
        "recipient": recipient,
        "timestamp": talks.millis(one.at),
        "body": None if one.bodiless else body(world, one),
    }
    if one.link is not None:
        made["link"] = {
            "type": one.link.kind,
            "sender": user(world, one.link.message.sender),
            "chat_id": one.link.message.chat_id,
            "message": body(world, one.link.message, forwarded=one.link.kind == "forward"),
        }
    return made


def body(world: World, one: Message, *, forwarded: bool = False) -> Json:
    """A message's body; keyboards are not carried on with it."""
    made: Json = {"mid": one.mid, "seq": one.seq, "text": one.text}
    shown = [attachment(world, kept) for kept in one.attachments]
    if one.rows and not forwarded:
        shown.append(keyboards.shape(one.rows))
    if shown or world.settings.null_attachments:
        made["attachments"] = shown or None
    if one.markup:
        made["markup"] = list(one.markup)
    return made


def attachment(world: World, kept: Attachment) -> Json:
    if kept.kind not in MEDIA:
        return {"type": kept.kind, **kept.payload}
    payload: Json = {"url": f"{world.url}/file/{kept.token}", "token": kept.token}
    if kept.kind == "image":
        payload["photo_id"] = kept.number
    made: Json = {"type": kept.kind, "payload": payload}
    if kept.kind == "file":
        made |= {"filename": kept.name, "size": len(kept.content)}
    return made


def chat_type(talk: Conversation) -> str:
    return "dialog" if isinstance(talk, Dialog) else "chat"


def chat(world: World, talk: Conversation) -> Json:
    last = talk.messages[-1].at if talk.messages else world.now()
    made: Json = {
        "chat_id": talk.chat_id,
        "type": chat_type(talk),
        "status": "active",
        "title": None,
        "icon": None,
        "description": None,
        "last_event_time": talks.millis(last),
        "participants_count": 2,
        "is_public": False,
    }
    if isinstance(talk, Dialog):
        made["status"] = "active" if talk.active else "suspended"
        made["dialog_with_user"] = user(world, talk.user_id)
    elif isinstance(talk, Group):
        made["participants_count"] = len(talk.members)
        made |= {"title": talk.title, "description": talk.description}
        made |= {"owner_id": talk.owner, "link": talk.link}
    if talk.pinned is not None:
        made["pinned_message"] = message(world, talk, talk.pinned)
    return made


def member(world: World, group: Group, user_id: int) -> Json:
    one = group.members[user_id]
    permissions = None if one.permissions is None else sorted(one.permissions)
    made: Json = {
        **user(world, user_id),
        "last_access_time": world.stamp(),
        "is_owner": user_id == group.owner,
        "is_admin": group.leads(user_id),
        "join_time": talks.millis(one.joined),
        "permissions": permissions,
    }
    if one.alias:
        made["alias"] = one.alias
    return made

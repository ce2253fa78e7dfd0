"""Telegram's JSON of what the stand-in knows."""

from lab.telegram.bot import TelegramBot
from lab.telegram.talks import RIGHTS, Attachment, Conversation, Group, Json, Member, Message
from lab.telegram.world import World

WIDTHS = (90, 320, 800)


def user(world: World, user_id: int) -> Json:
    person = world.people.get(user_id)
    if person is not None:
        told: Json = {"id": person.id, "is_bot": False, "first_name": person.first_name}
        if person.last_name:
            told["last_name"] = person.last_name
        return told | {"language_code": "ru"}
    bot = next(one for one in world.bots if one.user_id == user_id)
    return me(bot)


def me(bot: TelegramBot) -> Json:
    return {
        "id": bot.user_id,
        "is_bot": True,
        "first_name": bot.name,
        "username": bot.username,
    }


def chat(world: World, talk: Conversation) -> Json:
    if isinstance(talk, Group):
        kind = "supergroup" if talk.is_super else "group"
        return {"id": talk.chat_id, "type": kind, "title": talk.title}
    person = world.people[talk.chat_id]
    return {"id": person.id, "type": "private", "first_name": person.first_name}


def message(world: World, talk: Conversation, one: Message) -> Json:
    told: Json = {
        "message_id": one.message_id,
        "from": user(world, one.sender),
        "chat": chat(world, talk),
        "date": int(one.at.timestamp()),
    }
    if one.edited_at is not None:
        told["edit_date"] = int(one.edited_at.timestamp())
    words, marks = ("caption", "caption_entities") if one.attachments else ("text", "entities")
    if one.text:
        told[words] = one.text
    if one.entities:
        told[marks] = [*one.entities]
    for file in one.attachments:
        told |= _file(file)
    if one.reply_to is not None:
        told["reply_to_message"] = message(world, talk, one.reply_to)
    if one.forwarded:
        origin = {"type": "hidden_user", "sender_user_name": "Кто-то"}
        told["forward_origin"] = origin | {"date": int(one.at.timestamp())}
    if one.rows:
        told["reply_markup"] = {
            "inline_keyboard": [
                [{"text": key.label, "callback_data": key.payload} for key in row]
                for row in one.rows
            ]
        }
    return told


def _file(file: Attachment) -> Json:
    known: Json = {
        "file_id": file.reference,
        "file_unique_id": file.reference[-12:],
        "file_size": len(file.content),
    }
    if file.kind == "photo":
        sizes = [known | {"width": one, "height": one} for one in WIDTHS[:-1]]
        small = [size | {"file_id": f"{file.reference}.{size['width']}"} for size in sizes]
        return {"photo": [*small, known | {"width": WIDTHS[-1], "height": WIDTHS[-1]}]}
    if file.kind == "voice":
        return {"voice": known | {"duration": 3, "mime_type": "audio/ogg"}}
    return {"document": known | {"file_name": file.name}}


def member(world: World, user_id: int, of: Member) -> Json:
    told: Json = {"status": of.status, "user": user(world, user_id)}
    match of.status:
        case "creator":
            told["is_anonymous"] = False
        case "administrator":
            told |= {"can_be_edited": False, "is_anonymous": False} | {
                right: right in of.rights for right in sorted(RIGHTS | ADMINISTRATORS)
            }
        case "kicked":
            told["until_date"] = 0
        case _:
            pass
    return told


#: What an administrator's answer must tell of, ours or not.
ADMINISTRATORS = frozenset(
    {
        "can_manage_video_chats",
        "can_promote_members",
        "can_change_info",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
        "can_send_welcome_messages",
    }
)

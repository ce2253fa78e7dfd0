"""Methods about the bot itself, conversations and their members, and files."""

from datetime import timedelta

from lab.telegram import errors, shapes
from lab.telegram.bot import TelegramBot
from lab.telegram.params import Asked
from lab.telegram.talks import PIN, RESTRICT, Dialog, Group, Json, Member
from lab.telegram.world import World

TYPING = timedelta(seconds=5)
ACTIONS = ("typing", "upload_photo", "upload_document", "record_voice")
LARGEST_FILE = 20 * 2**20


def get_me(world: World, bot: TelegramBot, asked: Asked) -> Json:
    return shapes.me(bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": bot.sees_all,
        "supports_inline_queries": False,
    }


def set_commands(world: World, bot: TelegramBot, asked: Asked) -> bool:
    told = asked.json("commands")
    if not isinstance(told, list) or len(told) > 100:
        raise errors.bad("BOT_COMMAND_INVALID")
    bot.commands = told
    return True


def act(world: World, bot: TelegramBot, asked: Asked) -> bool:
    talk = world.talk_of(bot, asked.needed("chat_id"))
    if asked.text("action") not in ACTIONS:
        raise errors.bad("wrong parameter action in request")
    talk.typing_until = world.now() + TYPING
    world.changed.ring()
    return True


def get_chat(world: World, bot: TelegramBot, asked: Asked) -> Json:
    talk = world.talk_of(bot, asked.needed("chat_id"))
    more = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _GIFTS}
    return shapes.chat(world, talk) | more


_GIFTS = {
    name: False
    for name in ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
} | {"gifts_from_channels": False}


def get_member(world: World, bot: TelegramBot, asked: Asked) -> Json:
    group, user_id = _group(world, bot, asked), asked.needed("user_id")
    return shapes.member(world, user_id, group.members.get(user_id, Member("left")))


def pin(world: World, bot: TelegramBot, asked: Asked) -> bool:
    talk = world.talk_of(bot, asked.needed("chat_id"))
    message = talk.find(asked.needed("message_id"))
    if message is None or message.deleted:
        raise errors.bad("message to pin not found")
    if isinstance(talk, Group) and not talk.may(bot.user_id, PIN):
        raise errors.bad("not enough rights to manage pinned messages in the chat")
    talk.pinned = message
    world.changed.ring()
    return True


def unpin(world: World, bot: TelegramBot, asked: Asked) -> bool:
    talk = world.talk_of(bot, asked.needed("chat_id"))
    if isinstance(talk, Group) and not talk.may(bot.user_id, PIN):
        raise errors.bad("not enough rights to manage pinned messages in the chat")
    talk.pinned = None
    return True


def ban(world: World, bot: TelegramBot, asked: Asked) -> bool:
    _, member = _restricted(world, bot, asked)
    member.status = "kicked"
    world.changed.ring()
    return True


def unban(world: World, bot: TelegramBot, asked: Asked) -> bool:
    _, member = _restricted(world, bot, asked)
    if member.status == "kicked":
        member.status = "left"
    return True


def restrict(world: World, bot: TelegramBot, asked: Asked) -> bool:
    """restrictChatMember: with the permission to send it lifts a restriction."""
    _, member = _restricted(world, bot, asked)
    told = asked.json("permissions")
    may_send = isinstance(told, dict) and told.get("can_send_messages") is True
    member.status = "member" if may_send else "restricted"
    member.silenced_until = asked.number("until_date") or 0
    world.changed.ring()
    return True


def leave(world: World, bot: TelegramBot, asked: Asked) -> bool:
    _group(world, bot, asked).members[bot.user_id].status = "left"
    return True


def get_file(world: World, bot: TelegramBot, asked: Asked) -> Json:
    found = world.files.get(asked.text("file_id").partition(".")[0])
    if found is None:
        raise errors.bad("invalid file_id")
    if len(found.content) > LARGEST_FILE:
        raise errors.bad("file is too big")
    return {
        "file_id": found.reference,
        "file_unique_id": found.reference[-12:],
        "file_size": len(found.content),
        "file_path": f"{found.kind}s/{found.reference}",
    }


def _group(world: World, bot: TelegramBot, asked: Asked) -> Group:
    talk = world.talk_of(bot, asked.needed("chat_id"))
    if isinstance(talk, Group):
        return talk
    assert isinstance(talk, Dialog)
    raise errors.bad("method is available for supergroup and channel chats only")


def _restricted(world: World, bot: TelegramBot, asked: Asked) -> tuple[Group, Member]:
    group = _group(world, bot, asked)
    if not group.may(bot.user_id, RESTRICT):
        raise errors.bad("not enough rights to restrict/unrestrict chat member")
    member = group.members.get(asked.needed("user_id"))
    if member is None:
        raise errors.bad("PARTICIPANT_ID_INVALID")
    if member.status == "creator":
        raise errors.bad("can't remove chat owner")
    if member.status == "administrator":
        raise errors.bad("user is an administrator of the chat")
    return group, member

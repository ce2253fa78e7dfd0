"""What happens, told to bots as MAX's updates (facts/sferum-max.md, 2.3)."""

from collections.abc import Iterable

from lab.sferum import shapes
from lab.sferum.bot import SferumBot
from lab.sferum.talks import READ, Conversation, Dialog, Group, Json, Message, Press
from lab.sferum.world import World


def hearers(world: World, talk: Conversation) -> Iterable[SferumBot]:
    """The bots that hear what is written: the dialog's, or those with the right to read all."""
    for bot in world.bots:
        if isinstance(talk, Dialog):
            if talk.bot_id == bot.user_id:
                yield bot
        elif isinstance(talk, Group) and talk.may(bot.user_id, READ):
            yield bot


def created(world: World, talk: Conversation, message: Message) -> None:
    """message_created for all who hear; of a voice message it has nothing but the time."""
    body: Json = {} if message.unseen else {"message": shapes.message(world, talk, message)}
    for bot in hearers(world, talk):
        if bot.user_id != message.sender:
            world.event(bot, "message_created", {**body, **_locale(world, talk)})


def edited(world: World, talk: Conversation, message: Message) -> None:
    for bot in hearers(world, talk):
        if bot.user_id != message.sender:
            body = {"message": shapes.message(world, talk, message)}
            world.event(bot, "message_edited", body)


def removed(world: World, talk: Conversation, message: Message, by: int) -> None:
    body = {"message_id": message.mid, "chat_id": talk.chat_id, "user_id": by}
    for bot in hearers(world, talk):
        if bot.user_id != by:
            world.event(bot, "message_removed", body)


def pressed(
    world: World, bot: SferumBot, talk: Conversation, message: Message, user_id: int, payload: str
) -> str:
    """message_callback, where the bot hears presses; gives its callback_id."""
    number = world.hexes(32)
    bot.presses[number] = Press(number, user_id, message, world.now())
    shape = None if message.deleted else shapes.message(world, talk, message)
    if shape is not None and isinstance(talk, Dialog) and not world.settings.callback_chat_id:
        del shape["recipient"]["chat_id"]
    callback: Json = {
        "timestamp": world.stamp(),
        "callback_id": number,
        "payload": payload,
        "user": shapes.user(world, user_id),
    }
    if isinstance(talk, Dialog) or world.settings.blind_presses or bot in hearers(world, talk):
        body = {"callback": callback, "message": shape, **_locale(world, talk)}
        world.event(bot, "message_callback", body)
    return number


def dialog(world: World, talk: Dialog, kind: str, **more: object) -> None:
    """bot_started, bot_stopped, dialog_muted and their like."""
    bot = world.bot_named(talk.bot_id)
    if bot is not None:
        user = shapes.user(world, talk.user_id)
        body = {"chat_id": talk.chat_id, "user": user, **more, **_locale(world, talk)}
        world.event(bot, kind, body)


def bot_moved(world: World, group: Group, bot: SferumBot, kind: str, by: int) -> None:
    """bot_added or bot_removed: told to the bot itself, whatever its rights are."""
    body = {"chat_id": group.chat_id, "user": shapes.user(world, by), "is_channel": False}
    world.event(bot, kind, body)


def user_added(world: World, group: Group, user_id: int, inviter: int | None) -> None:
    user = shapes.user(world, user_id)
    body = {"chat_id": group.chat_id, "user": user, "inviter_id": inviter, "is_channel": False}
    for bot in hearers(world, group):
        world.event(bot, "user_added", body)


def user_removed(world: World, group: Group, user_id: int, admin: int | None) -> None:
    user = shapes.user(world, user_id)
    body = {"chat_id": group.chat_id, "user": user, "is_channel": False}
    if admin is not None:
        body["admin_id"] = admin
    for bot in hearers(world, group):
        world.event(bot, "user_removed", body)


def title_changed(world: World, group: Group, by: int) -> None:
    body = {"chat_id": group.chat_id, "user": shapes.user(world, by), "title": group.title}
    for bot in hearers(world, group):
        world.event(bot, "chat_title_changed", body)


def permissions_changed(world: World, group: Group, bot: SferumBot, by: int) -> None:
    member = group.members[bot.user_id]
    body: Json = {
        "chat_id": group.chat_id,
        "user_id": by,
        "bot_id": bot.user_id,
        "is_channel": False,
        "is_admin": member.permissions is not None,
        "permissions": sorted(member.permissions or ()),
    }
    world.event(bot, "bot_admin_permissions_changed", body)


def _locale(world: World, talk: Conversation) -> Json:
    if not isinstance(talk, Dialog):
        return {}
    return {"user_locale": world.people[talk.user_id].locale}

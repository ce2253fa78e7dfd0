"""Methods about a chat as a whole: what it is, what is pinned, what the bot does in it."""

from datetime import timedelta

from lab.sferum import errors, events, messages, params, shapes
from lab.sferum.bot import SferumBot
from lab.sferum.errors import Refusal, Unsuccessful
from lab.sferum.messages import DONE
from lab.sferum.params import Asked
from lab.sferum.talks import INFO, PIN, Conversation, Group, Json
from lab.sferum.world import World

TYPING = timedelta(seconds=10)
ACTIONS = ("typing_on", "sending_photo", "sending_video", "sending_audio", "sending_file")
SEEN = "mark_seen"
TITLE, DESCRIPTION, COMMANDS = 200, 16_000, 32


def me(world: World, bot: SferumBot, asked: Asked) -> Json:
    """GET /me"""
    return {**shapes.about_bot(world, bot), "commands": bot.commands}


def set_commands(world: World, bot: SferumBot, asked: Asked) -> Json:
    """PATCH /me/commands"""
    sent = asked.body.get("commands")
    if not isinstance(sent, list) or len(sent) > COMMANDS:
        raise errors.malformed(f"commands must be a list of at most {COMMANDS}")
    for one in sent:
        params.text(one.get("name") if isinstance(one, dict) else None, "name", 1, 64)
        if one.get("description") is not None:
            params.text(one["description"], "description", 1, 128)
    bot.commands = sent
    return me(world, bot, asked)


def get(world: World, bot: SferumBot, asked: Asked) -> Json:
    """GET /chats/{chatId}"""
    return shapes.chat(world, world.talk_of(bot, asked.chat_id))


def change(world: World, bot: SferumBot, asked: Asked) -> Json:
    """PATCH /chats/{chatId}"""
    group = group_of(world, bot, asked.chat_id)
    must(group, bot, INFO)
    if asked.body.get("pin") is not None:
        _pin(world, bot, group, asked.body["pin"])
    if asked.body.get("description") is not None:
        group.description = params.text(asked.body["description"], "description", 0, DESCRIPTION)
    if asked.body.get("title") is not None:
        group.title = params.text(asked.body["title"], "title", 1, TITLE)
        events.title_changed(world, group, bot.user_id)
    world.changed.ring()
    return shapes.chat(world, group)


def act(world: World, bot: SferumBot, asked: Asked) -> Json:
    """POST /chats/{chatId}/actions"""
    talk = world.talk_of(bot, asked.chat_id)
    messages.must_be_open(talk)
    action = asked.body.get("action")
    if action == SEEN:
        talk.seen_at = world.now()
    elif action in ACTIONS:
        talk.typing_until = world.now() + TYPING
    else:
        raise errors.malformed("unknown action")
    world.changed.ring()
    return DONE


def pinned(world: World, bot: SferumBot, asked: Asked) -> Json:
    """GET /chats/{chatId}/pin"""
    talk = world.talk_of(bot, asked.chat_id)
    return {"message": shapes.message(world, talk, talk.pinned) if talk.pinned else None}


def pin(world: World, bot: SferumBot, asked: Asked) -> Json:
    """PUT /chats/{chatId}/pin"""
    group = group_of(world, bot, asked.chat_id)
    must(group, bot, PIN)
    _pin(world, bot, group, asked.body.get("message_id"))
    return DONE


def _pin(world: World, bot: SferumBot, talk: Conversation, mid: object) -> None:
    message = world.messages.get(params.text(mid, "message_id", 1))
    if message is None or message.deleted or message.chat_id != talk.chat_id:
        raise Unsuccessful("the message is not there")
    talk.pinned = message
    world.changed.ring()


def unpin(world: World, bot: SferumBot, asked: Asked) -> Json:
    """DELETE /chats/{chatId}/pin"""
    group = group_of(world, bot, asked.chat_id)
    must(group, bot, PIN)
    if group.pinned is None:
        raise Unsuccessful("nothing is pinned")
    group.pinned = None
    world.changed.ring()
    return DONE


def group_of(world: World, bot: SferumBot, chat_id: int) -> Group:
    """A group that the bot is in; raises `Refusal` 403 for a dialog too."""
    talk = world.talk_of(bot, chat_id)
    if not isinstance(talk, Group):
        raise Refusal(403, "not for dialogs")
    return talk


def must(group: Group, bot: SferumBot, permission: str) -> None:
    """Raises `Refusal` 403 without the permission."""
    if not group.may(bot.user_id, permission):
        raise errors.denied(f"Insufficient permissions: {permission}")

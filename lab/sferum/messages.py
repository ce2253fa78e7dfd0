"""Methods that send, change and read messages, and answer presses."""

from datetime import datetime, timedelta

from lab.sferum import contents, errors, events, limits, params, shapes, talks
from lab.sferum.bot import SferumBot
from lab.sferum.errors import Refusal, Unsuccessful
from lab.sferum.params import Asked
from lab.sferum.talks import WRITE, Conversation, Dialog, Group, Json, Message
from lab.sferum.world import World

USUAL, MOST = 50, 100
DONE: Json = {"success": True}


def send(world: World, bot: SferumBot, asked: Asked) -> Json:
    """POST /messages. There is no key against doubles: sent twice is written twice."""
    asked.flag("disable_link_preview")
    content = contents.read(world, asked.body)
    if content.empty:
        raise errors.malformed("message is empty")
    talk = _addressed(world, bot, asked)
    limits.count_message(world, talk)
    talk.typing_until = None
    message = world.add_message(talk, bot.user_id, "")
    contents.put(world, message, content)
    events.created(world, talk, message)
    return {"message": shapes.message(world, talk, message)}


def _addressed(world: World, bot: SferumBot, asked: Asked) -> Conversation:
    """The conversation that a message goes to; a dialog must have been begun by the person."""
    user_id, chat_id = asked.number("user_id"), asked.number("chat_id")
    if (user_id is None) == (chat_id is None):
        raise errors.malformed("exactly one of user_id and chat_id")
    if chat_id is not None:
        talk = world.talk_of(bot, chat_id)
    elif user_id in world.people:
        talk = world.dialog(bot.user_id, user_id)
    else:
        raise Refusal(403, "error.dialog.not.found")
    must_be_open(talk)
    return talk


def must_be_open(talk: Conversation) -> None:
    """Raises `Refusal` 403 for a dialog that was not begun, or was stopped."""
    if isinstance(talk, Dialog) and not talk.active:
        raise Refusal(403, "error.dialog.suspended")


def edit(world: World, bot: SferumBot, asked: Asked) -> Json:
    """PUT /messages: one's own only."""
    content = contents.read(world, asked.body)
    talk, message = _found(world, bot, asked.needed("message_id"))
    if message.sender != bot.user_id:
        raise errors.denied("Insufficient permissions to edit message")
    too_old = world.now() - message.at > world.settings.edit_window
    if isinstance(talk, Dialog) and not message.rows and too_old:
        raise Unsuccessful("the message is too old to be edited")
    _change(world, message, content)
    events.edited(world, talk, message)
    return DONE


def _change(world: World, message: Message, content: contents.Content) -> None:
    if contents.would_empty(message, content):
        raise errors.malformed("message is empty")
    contents.put(world, message, content)
    message.edited_at = world.now()


def delete(world: World, bot: SferumBot, asked: Asked) -> Json:
    """DELETE /messages: one's own, and others' in groups with the right to write."""
    talk, message = _found(world, bot, asked.needed("message_id"))
    own = message.sender == bot.user_id
    if not own and not (isinstance(talk, Group) and talk.may(bot.user_id, WRITE)):
        raise errors.denied("Insufficient permissions to delete message")
    take_away(world, talk, message, bot.user_id)
    return DONE


def take_away(world: World, talk: Conversation, message: Message, by: int) -> None:
    message.deleted = True
    if talk.pinned is message:
        talk.pinned = None
    events.removed(world, talk, message, by)
    world.changed.ring()


def _found(world: World, bot: SferumBot, mid: str) -> tuple[Conversation, Message]:
    """A message that stands in one of the bot's conversations."""
    message = world.messages.get(mid)
    if message is None or message.deleted:
        raise Unsuccessful("the message is not there")
    return world.talk_of(bot, message.chat_id), message


def get(world: World, bot: SferumBot, asked: Asked) -> Json:
    """GET /messages/{messageId}"""
    message = world.messages.get(asked.path["messageId"])
    if message is None or message.deleted or message.unseen:
        raise Refusal(404, "the message is not there")
    talk = world.talk_of(bot, message.chat_id)
    _must_read(talk, bot)
    return shapes.message(world, talk, message)


def get_many(world: World, bot: SferumBot, asked: Asked) -> Json:
    """GET /messages: a conversation's, newest first, or those with the ids asked for."""
    if asked.query.get("message_ids"):
        return {"messages": _by_ids(world, bot, asked.query["message_ids"].split(","))}
    chat_id = asked.number("chat_id")
    if chat_id is None:
        raise errors.malformed("chat_id or message_ids")
    talk = world.talk_of(bot, chat_id)
    _must_read(talk, bot)
    most = asked.number("count", 1, MOST) or USUAL
    found = [one for one in reversed(talk.messages) if _wanted(one, asked)]
    return {"messages": [shapes.message(world, talk, one) for one in found[:most]]}


def _wanted(one: Message, asked: Asked) -> bool:
    """Whether a message is shown to bots and falls between the moments asked for."""
    at = talks.millis(one.at)
    before, after = asked.number("before"), asked.number("after")
    since, until = asked.number("from"), asked.number("to")
    return not (
        one.deleted
        or one.unseen
        or (before is not None and at >= before)
        or (after is not None and at <= after)
        or (since is not None and at < since)
        or (until is not None and at > until)
    )


def _by_ids(world: World, bot: SferumBot, mids: list[str]) -> list[Json]:
    found = []
    for mid in mids:
        message = world.messages.get(mid)
        if message is not None and not (message.deleted or message.unseen):
            talk = world.talk_of(bot, message.chat_id)
            _must_read(talk, bot)
            found.append(shapes.message(world, talk, message))
    return found


def _must_read(talk: Conversation, bot: SferumBot) -> None:
    if isinstance(talk, Group) and not talk.leads(bot.user_id):
        raise Refusal(403, "the bot is no administrator here")


def answer(world: World, bot: SferumBot, asked: Asked) -> Json:
    """POST /answers: a notice to who pressed, a new look of the message, or both."""
    asked.flag("disable_link_preview")
    notification, sent = asked.body.get("notification"), asked.body.get("message")
    if not notification and not sent:
        raise errors.malformed("message or notification is required")
    if notification is not None and not isinstance(notification, str):
        raise errors.malformed("notification is not a string")
    content = contents.read(world, params.mapping(sent, "message")) if sent else None
    press = bot.presses.get(asked.needed("callback_id"))
    if press is None or _is_over(press.at, world.settings.press_life, world.now()):
        raise Refusal(404, "the callback is not there")
    if content is not None:
        if press.message.deleted:
            raise Unsuccessful("the message is not there")
        _change(world, press.message, content)
    press.answered = True
    if notification:
        world.dialog(bot.user_id, press.user_id).snacks.append(notification)
    world.changed.ring()
    return DONE


def _is_over(since: datetime, life: timedelta | None, now: datetime) -> bool:
    return life is not None and now - since > life

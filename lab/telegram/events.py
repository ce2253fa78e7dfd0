"""What bots are told of: messages, presses, memberships."""

from lab.telegram import shapes
from lab.telegram.bot import TelegramBot
from lab.telegram.talks import Conversation, Dialog, Group, Json, Member, Message, Press
from lab.telegram.world import World


def created(world: World, talk: Conversation, message: Message, kind: str = "message") -> None:
    """A person's message, to the bots that may see it."""
    told = shapes.message(world, talk, message)
    for bot in _listeners(world, talk, message):
        world.enqueue(bot, kind, told)


def service(world: World, talk: Group, by: int, told: Json) -> None:
    """A message of the group itself; every bot in it sees those."""
    message = world.add_message(talk, by, "")
    whole = shapes.message(world, talk, message) | told
    for bot in world.bots:
        if talk.has(bot.user_id):
            world.enqueue(bot, "message", whole)


def membership(
    world: World, talk: Conversation, bot: TelegramBot, by: int, old: Member, new: Member
) -> None:
    told = {
        "chat": shapes.chat(world, talk),
        "from": shapes.user(world, by),
        "date": int(world.now().timestamp()),
        "old_chat_member": shapes.member(world, bot.user_id, old),
        "new_chat_member": shapes.member(world, bot.user_id, new),
    }
    world.enqueue(bot, "my_chat_member", told)


def pressed(
    world: World, bot: TelegramBot, talk: Conversation, message: Message, user_id: int, data: str
) -> str:
    """A press of a button under a message; gives its id."""
    press = Press(str(world.random.getrandbits(60)), user_id, message, world.now())
    bot.presses[press.callback_id] = press
    told: Json = {
        "id": press.callback_id,
        "from": shapes.user(world, user_id),
        "chat_instance": str(talk.chat_id * 31),
        "data": data,
    }
    if message.deleted:
        chat = shapes.chat(world, talk)
        told["message"] = {"chat": chat, "message_id": message.message_id, "date": 0}
    else:
        told["message"] = shapes.message(world, talk, message)
    world.enqueue(bot, "callback_query", told)
    return press.callback_id


def _listeners(world: World, talk: Conversation, message: Message) -> list[TelegramBot]:
    if isinstance(talk, Dialog):
        return [one for one in world.bots if one.user_id == talk.bot_id]
    if not isinstance(talk, Group):
        return []
    return [
        one
        for one in world.bots
        if talk.has(one.user_id) and (_sees_all(one, talk) or _is_for(one, message))
    ]


def _sees_all(bot: TelegramBot, talk: Group) -> bool:
    return bot.sees_all or talk.leads(bot.user_id)


def _is_for(bot: TelegramBot, message: Message) -> bool:
    """What a bot in privacy mode sees: commands that are not another bot's, and answers to it."""
    if message.reply_to is not None and message.reply_to.sender == bot.user_id:
        return True
    word = message.text.partition(" ")[0]
    _, mark, name = word.partition("@")
    return word.startswith("/") and (not mark or name.lower() == bot.username.lower())

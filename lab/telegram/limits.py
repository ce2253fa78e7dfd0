"""Telegram's limits of speed; over them everything of the bot rests (facts/performance, 1)."""

from lab.telegram import errors
from lab.telegram.bot import TelegramBot
from lab.telegram.talks import Conversation, Group
from lab.telegram.world import World

MINUTE = 60.0


def count_message(world: World, bot: TelegramBot, talk: Conversation) -> None:
    """A sliding second of all messages, and a window of the conversation's; raises 429."""
    if world.rate is None:
        return
    now, settings = world.monotonic(), world.settings
    while bot.calls and now - bot.calls[0] >= 1.0:
        bot.calls.popleft()
    is_group = isinstance(talk, Group)
    window = MINUTE if is_group else settings.chat_window
    most = settings.group_minute if is_group else settings.chat_burst
    while talk.sent and now - talk.sent[0] >= window:
        talk.sent.popleft()
    if len(bot.calls) >= world.rate or len(talk.sent) >= most:
        raise errors.too_many(settings.rest)
    bot.calls.append(now)
    talk.sent.append(now)

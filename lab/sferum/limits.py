"""MAX's limits of speed: calls a second, polls a second, messages a second to one chat."""

from collections import deque

from lab.sferum.bot import SferumBot
from lab.sferum.errors import Refusal
from lab.sferum.talks import Conversation
from lab.sferum.world import World


def count_call(world: World, bot: SferumBot) -> None:
    """A sliding second of calls; raises `Refusal` 429 over ``world.rate``."""
    if world.rate is not None:
        _count(world, bot.calls, world.rate)


def count_poll(world: World, bot: SferumBot) -> None:
    if world.rate is not None:
        _count(world, bot.polls, world.settings.poll_rate)


def count_message(world: World, talk: Conversation) -> None:
    """A sliding second of messages to a dialog or a chat."""
    if world.rate is not None:
        _count(world, talk.sent, world.settings.chat_rate)


def _count(world: World, moments: deque[float], most: float) -> None:
    now = world.monotonic()
    while moments and now - moments[0] >= 1.0:
        moments.popleft()
    if len(moments) >= most:
        raise Refusal(429, "Too many requests")
    moments.append(now)

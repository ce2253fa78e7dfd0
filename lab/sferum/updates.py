"""The long poll: a queue that a bot empties by coming back with a later marker.

Sources: GET /updates of the schema, and the limits of May 2026 (facts/sferum-max.md, 2.4).
"""

import asyncio
from itertools import islice

from lab.sferum import errors, subscriptions
from lab.sferum.bot import SferumBot
from lab.sferum.params import Asked
from lab.sferum.talks import Json
from lab.sferum.world import World
from lab.troubles import Troubles

ASKED = {"limit", "timeout", "marker", "types"}
USUAL, LONGEST, MOST = 30, 90, 1000


async def poll(world: World, troubles: Troubles, bot: SferumBot, asked: Asked) -> Json:
    """The answer to a poll: at once when updates wait, else up to ``timeout`` seconds later."""
    if not set(asked.query) <= ASKED:
        raise errors.malformed("unknown parameter")
    limit = asked.number("limit", 1, MOST) or world.settings.batch
    timeout = asked.number("timeout", 0, LONGEST)
    marker = asked.number("marker", 0)
    kinds = subscriptions.read_kinds(
        [one for one in asked.query.get("types", "").split(",") if one]
    )
    queue = bot.queue
    queue.forget(world.now() - world.settings.update_life)
    if marker is not None and marker - 1 > queue.taken:
        queue.taken = min(marker, queue.marker) - 1
        world.changed.ring()
    since = max(_begin(world, bot) if marker is None else marker, queue.dropped + 1)
    seconds = float(USUAL if timeout is None else timeout)
    await _wait(world, bot, since, kinds, min(seconds, world.settings.poll_longest))
    if bot.subscriptions:
        return {"updates": [], "marker": since}
    most = min(limit, world.settings.batch)
    numbered = enumerate(queue.since(since), start=max(since, queue.dropped + 1))
    wanted = [(number, one) for number, one in numbered if _fits(one, kinds)]
    given = list(islice(wanted, most))
    after = given[-1][0] + 1 if len(wanted) > most else max(since, queue.marker)
    return {"updates": troubles.deliver([one for _, one in given]), "marker": after}


def _begin(world: World, bot: SferumBot) -> int:
    """Where a poll without a marker begins."""
    if world.settings.without_marker == "last":
        return max(1, bot.queue.marker - 1)
    return bot.queue.taken + 1


def _fits(update: Json, kinds: frozenset[str] | None) -> bool:
    return kinds is None or update.get("update_type") in kinds


async def _wait(
    world: World, bot: SferumBot, since: int, kinds: frozenset[str] | None, seconds: float
) -> None:
    async def come() -> None:
        seen = world.changed.count
        while not world.closing and (
            bot.subscriptions or not any(_fits(one, kinds) for one in bot.queue.since(since))
        ):
            seen = await world.changed.wait(seen)

    try:
        await asyncio.wait_for(come(), seconds)
    except TimeoutError:
        return

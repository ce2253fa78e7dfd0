"""Bots Long Poll: a queue that a bot empties by coming back with a later ts."""

import asyncio

from lab.troubles import Troubles
from lab.vk.community import Community
from lab.vk.talks import Json
from lab.vk.world import World

USUAL, LONGEST = 25, 90


async def poll(world: World, troubles: Troubles, community: Community, ts: str, wait: str) -> Json:
    """The answer to one poll with the right key: at once when events wait, else up to ``wait``
    seconds later."""
    queue = community.long_poll
    if queue.orders:
        return _ordered(community, queue.orders.popleft())
    since = int(ts) if ts.isdecimal() else -1
    if since < 0:
        return {"failed": 3}
    if since > queue.ts:
        return {"failed": 1, "ts": queue.ts}
    if since <= queue.dropped:
        return {"failed": 1, "ts": queue.dropped + 1}
    if since - 1 > queue.taken:
        queue.taken = since - 1
        world.changed.ring()
    if since == queue.ts:
        await _wait(world, community, since, min(int(wait) if wait.isdecimal() else USUAL, LONGEST))
    upto = queue.ts
    return {"ts": str(upto), "updates": troubles.deliver(queue.since(since))}


def _ordered(community: Community, failed: int) -> Json:
    queue = community.long_poll
    if failed == 1:
        return {"failed": 1, "ts": queue.taken + 1}
    queue.change_key()
    return {"failed": failed}


async def _wait(world: World, community: Community, since: int, seconds: float) -> None:
    async def come() -> None:
        seen = world.changed.count
        while community.long_poll.ts == since and not world.closing:
            seen = await world.changed.wait(seen)

    try:
        await asyncio.wait_for(come(), seconds)
    except TimeoutError:
        return

"""VK's limits: calls a second, messages an hour to a peer, the memory of random_id."""

from datetime import timedelta
from itertools import islice

from lab.vk.community import Community
from lab.vk.errors import ApiError
from lab.vk.talks import Conversation, Message
from lab.vk.world import World

HOUR = timedelta(hours=1)
REMEMBERED = 100


def count_call(world: World, community: Community) -> None:
    """A sliding second of calls; raises `ApiError` 6 over ``world.rate``."""
    if world.rate is None:
        return
    now = world.monotonic()
    while community.calls and now - community.calls[0] >= 1.0:
        community.calls.popleft()
    if len(community.calls) >= world.rate:
        raise ApiError(6)
    community.calls.append(now)


def count_message(world: World, talk: Conversation) -> None:
    """A sliding hour of messages to a peer; raises `ApiError` 9."""
    since = world.now() - HOUR
    while talk.sent_at and talk.sent_at[0] <= since:
        talk.sent_at.popleft()
    if len(talk.sent_at) >= world.settings.hourly_to_a_peer:
        raise ApiError(9, "too much messages sent to user")
    talk.sent_at.append(world.now())


def sent_before(
    world: World, community: Community, talk: Conversation, random_id: int
) -> Message | None:
    """The message that this random_id sent already: in the last hour, among the last 100."""
    if random_id == 0:
        return None
    since = world.now() - HOUR
    own = (one for one in reversed(talk.messages) if one.from_id == -community.group_id)
    last = islice(own, REMEMBERED)
    return next((one for one in last if one.random_id == random_id and one.at > since), None)

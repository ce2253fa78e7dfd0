"""VK's long poll: nothing is skipped, whatever breaks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bots.channel import Overloaded
from bots.vk import VkChannel
from lab.troubles import Trouble as Fault
from lab.vk.community import Community
from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn
from storage.store import StoreUnavailable
from tests.channels.conftest import TOKEN, Clock, Inbox, make_channel, methods


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@asynccontextmanager
async def listening(
    channel: VkChannel, inbox: Inbox, position: str | None = None
) -> AsyncIterator[None]:
    task = asyncio.create_task(channel.listen(inbox.receive, position))
    yield
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def began(inbox: Inbox) -> None:
    """Until the channel stands at the end of the queue."""
    async with asyncio.timeout(5):
        while not inbox.positions:
            await asyncio.sleep(0)


async def test_messages_come_in_order_with_their_position(
    vk: VkStandIn, community: Community, channel: VkChannel, anna: VkPerson, inbox: Inbox
) -> None:
    async with listening(channel, inbox):
        await began(inbox)
        for text in ("раз", "два", "три"):
            await anna.write(community, text)
        await vk.wait_taken()
    assert inbox.texts == ["раз", "два", "три"]
    assert inbox.positions[-1] == str(community.long_poll.ts)


async def test_the_first_start_keeps_its_place_before_anything_comes(
    channel: VkChannel, community: Community, anna: VkPerson, inbox: Inbox
) -> None:
    async with listening(channel, inbox):
        await began(inbox)
    assert inbox.taken == []
    assert inbox.positions == [str(community.long_poll.ts)]


async def test_a_restart_goes_on_from_the_saved_position(
    vk: VkStandIn, channel: VkChannel, community: Community, anna: VkPerson, inbox: Inbox
) -> None:
    position = str(community.long_poll.ts)
    await anna.write(community, "пока бот спал")
    async with listening(channel, inbox, position):
        await vk.wait_taken()
    assert inbox.texts == ["пока бот спал"]


@pytest.mark.parametrize("error", [StoreUnavailable(), Overloaded(), KeyError()])
async def test_what_could_not_be_taken_is_asked_for_again(
    vk: VkStandIn,
    channel: VkChannel,
    community: Community,
    anna: VkPerson,
    inbox: Inbox,
    clock: Clock,
    error: Exception,
) -> None:
    async with listening(channel, inbox):
        await began(inbox)
        inbox.refuses = [error] * 3
        await anna.write(community, "помогите")
        await vk.wait_taken()
    assert inbox.texts == ["помогите"]
    assert clock.sleeps[-3:] == [1.0, 2.0, 4.0]


@pytest.mark.parametrize("failed", [1, 2, 3, 4])
async def test_a_poll_that_failed_is_taken_up_again(
    vk: VkStandIn,
    channel: VkChannel,
    community: Community,
    anna: VkPerson,
    inbox: Inbox,
    failed: int,
) -> None:
    async with listening(channel, inbox):
        await began(inbox)
        community.long_poll.orders.append(failed)
        await anna.write(community, "до")
        await vk.wait_taken()
        await anna.write(community, "после")
        await vk.wait_taken()
    assert "после" in inbox.texts
    assert "до" in inbox.texts or failed == 3


async def test_an_expired_key_loses_nothing(
    vk: VkStandIn, channel: VkChannel, community: Community, anna: VkPerson, inbox: Inbox
) -> None:
    async with listening(channel, inbox):
        await began(inbox)
        community.long_poll.change_key()
        await anna.write(community, "раз")
        await vk.wait_taken()
    assert inbox.texts == ["раз"]


async def test_failures_without_end_are_met_with_patience(
    vk: VkStandIn, channel: VkChannel, community: Community, inbox: Inbox, clock: Clock
) -> None:
    community.long_poll.orders.extend([2] * 40)
    async with listening(channel, inbox):
        async with asyncio.timeout(10):
            while community.long_poll.orders:
                await asyncio.sleep(0.01)
    assert max(clock.sleeps) == 30.0
    assert len([one for one in clock.sleeps if one >= 1.0]) >= 38


@pytest.mark.parametrize("fault", ["bad_gateway", "reset_before", "reset_after", "truncated"])
async def test_a_broken_poll_loses_nothing(
    vk: VkStandIn,
    channel: VkChannel,
    community: Community,
    anna: VkPerson,
    inbox: Inbox,
    fault: str,
) -> None:
    async with listening(channel, inbox):
        await began(inbox)
        vk.troubles.order(Fault(fault, "poll", times=3))  # type: ignore[arg-type]  # its own words
        for text in ("раз", "два"):
            await anna.write(community, text)
        await vk.wait_taken()
    assert inbox.texts == ["раз", "два"]


async def test_a_server_that_stays_broken_is_asked_for_anew(
    vk: VkStandIn, channel: VkChannel, community: Community, anna: VkPerson, inbox: Inbox
) -> None:
    async with listening(channel, inbox):
        await began(inbox)
        vk.troubles.order(Fault("bad_gateway", "poll", times=4))
        await anna.write(community, "раз")
        await vk.wait_taken()
    assert methods(vk).count("groups.getLongPollServer") > 1
    assert inbox.texts == ["раз"]


async def test_vk_may_be_down_at_the_start(
    vk: VkStandIn, community: Community, anna: VkPerson, inbox: Inbox, clock: Clock
) -> None:
    vk.troubles.outage = True
    channel = make_channel(vk, clock)
    await channel.open()
    position = str(community.long_poll.ts)
    await anna.write(community, "есть кто?")
    async with listening(channel, inbox, position):
        async with asyncio.timeout(5):
            while len(clock.sleeps) < 3:
                await asyncio.sleep(0.01)
        vk.troubles.outage = False
        await vk.wait_taken()
    await channel.close()
    assert inbox.texts == ["есть кто?"]


async def test_updates_that_come_twice_have_one_key(
    vk: VkStandIn, channel: VkChannel, community: Community, anna: VkPerson, inbox: Inbox
) -> None:
    async with listening(channel, inbox):
        await began(inbox)
        vk.troubles.repeat_updates(copies=3)
        await anna.write(community, "раз")
        await vk.wait_taken()
    keys = [one.key for one in inbox.taken if one.happening == "message"]
    assert len(keys) > 1
    assert len(set(keys)) == 1


async def test_the_logs_hold_no_texts_and_no_secrets(
    vk: VkStandIn,
    channel: VkChannel,
    community: Community,
    anna: VkPerson,
    inbox: Inbox,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with listening(channel, inbox):
        await began(inbox)
        vk.troubles.order(Fault("bad_gateway", "poll"))
        await anna.write(community, "моя тайна")
        await vk.wait_taken()
    logged = capsys.readouterr().out
    assert "poll_trouble" in logged
    assert not any(word in logged for word in ("тайна", TOKEN, community.long_poll.key, vk.url))

"""Messages to VK: many in one request, a result for each, nothing twice."""

import pytest

from bots import vk_messages
from bots.channel import (
    Halted,
    Outgoing,
    Rejected,
    Sent,
    Trouble,
    Unreachable,
)
from bots.vk import VkChannel
from lab.troubles import Trouble as Fault
from lab.vk.community import Community
from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn
from tests.channels.conftest import TOKEN, Clock, letter, make_channel, methods, people


def texts(community: Community, person: VkPerson) -> list[str]:
    return [message.text for message in person.shown(community)]


async def test_one_message_goes_plainly(
    vk: VkStandIn, community: Community, channel: VkChannel, anna: VkPerson
) -> None:
    (sent,) = await channel.deliver([letter(5, anna, "Этап <b>2</b> &lt;готов&gt;")])
    assert texts(community, anna) == ["Этап 2 <готов>"]
    assert isinstance(sent, Sent)
    assert sent.external_id == str(community.talk(anna.id).messages[-1].id)
    assert methods(vk) == ["messages.send"]
    assert vk.calls[-1].params["random_id"] == "5"


async def test_the_token_is_only_in_the_header(
    vk: VkStandIn, channel: VkChannel, anna: VkPerson
) -> None:
    await channel.deliver([letter(5, anna)])
    assert all(call.ok for call in vk.calls)
    assert TOKEN not in str([call.params for call in vk.calls])


async def test_many_messages_go_in_one_request(
    vk: VkStandIn, community: Community, channel: VkChannel
) -> None:
    everybody = people(vk, community, 25)
    batch = [letter(n, one, f"Письмо {n}") for n, one in enumerate(everybody, 1)]
    outcomes = await channel.deliver(batch, urgent=False)
    assert all(isinstance(one, Sent) for one in outcomes)
    assert [texts(community, one) for one in everybody] == [[f"Письмо {n}"] for n in range(1, 26)]
    assert methods(vk) == ["execute"]


async def test_who_cannot_be_reached_does_not_stop_the_others(
    vk: VkStandIn, community: Community, channel: VkChannel
) -> None:
    first, closed, last = people(vk, community, 3)
    await closed.deny(community)
    too_long = letter(4, people(vk, community, 1)[0], "ы" * 5000)
    batch = [letter(1, first), letter(2, closed), too_long, letter(3, last)]
    outcomes = await channel.deliver(batch)
    assert [type(one) for one in outcomes] == [Sent, Unreachable, Rejected, Sent]
    assert texts(community, last) == ["Привет"]


async def test_a_repeat_after_a_lost_answer_is_not_doubled(
    vk: VkStandIn, community: Community, channel: VkChannel
) -> None:
    everybody = people(vk, community, 3)
    batch = [letter(n, one) for n, one in enumerate(everybody, 1)]
    vk.troubles.order(Fault("reset_after", "execute"))
    assert all(isinstance(one, Trouble) for one in await channel.deliver(batch))
    assert all(isinstance(one, Sent) for one in await channel.deliver(batch))
    assert [texts(community, one) for one in everybody] == [["Привет"]] * 3


@pytest.mark.parametrize("fault", ["bad_gateway", "reset_before", "reset_after", "truncated"])
async def test_a_broken_network_is_trouble_for_every_message(
    vk: VkStandIn, community: Community, channel: VkChannel, fault: str
) -> None:
    batch = [letter(n, one) for n, one in enumerate(people(vk, community, 2), 1)]
    vk.troubles.order(Fault(fault))  # type: ignore[arg-type]  # the cases are its own words
    first, second = await channel.deliver(batch)
    assert isinstance(first, Trouble)
    assert isinstance(second, Trouble)


async def test_a_message_that_spoils_the_script_fails_alone(
    vk: VkStandIn, community: Community, channel: VkChannel
) -> None:
    vk.troubles.order(Fault("error", "execute", code=12))
    everybody = people(vk, community, 2)
    outcomes = await channel.deliver([letter(n, one) for n, one in enumerate(everybody, 1)])
    assert all(isinstance(one, Sent) for one in outcomes)
    assert methods(vk) == ["execute", "messages.send", "messages.send"]


async def test_a_refused_account_halts_every_message(
    vk: VkStandIn, community: Community, channel: VkChannel
) -> None:
    community.token = "changed"
    everybody = people(vk, community, 2)
    outcomes = await channel.deliver([letter(n, one) for n, one in enumerate(everybody, 1)])
    assert all(isinstance(one, Halted) for one in outcomes)
    assert TOKEN not in repr(outcomes)


async def test_a_chat_that_is_gone_is_unreachable(
    vk: VkStandIn, community: Community, channel: VkChannel
) -> None:
    (outcome,) = await channel.deliver([Outgoing(1, "send", "2000000099", "Привет")])
    assert isinstance(outcome, Unreachable)
    assert outcome.reason == "chat"


async def test_a_thousand_letters_keep_the_limit(
    vk: VkStandIn, community: Community, channel: VkChannel, clock: Clock
) -> None:
    everybody = people(vk, community, 1_000)
    letters = [letter(n, one) for n, one in enumerate(everybody, 1)]
    began = clock.seconds
    for at in range(0, 1_000, 25):
        outcomes = await channel.deliver(letters[at : at + 25], urgent=False)
        assert all(isinstance(one, Sent) for one in outcomes)
    assert clock.seconds - began <= 2.5
    assert all(call.ok for call in vk.calls)


async def test_too_fast_closes_the_way_for_a_second(
    vk: VkStandIn, channel: VkChannel, anna: VkPerson, clock: Clock
) -> None:
    vk.troubles.order(Fault("error", "messages.send", code=6))
    (refused,) = await channel.deliver([letter(1, anna)])
    assert isinstance(refused, Trouble)
    assert refused.after == 1.0
    began = clock.seconds
    await channel.deliver([letter(1, anna)])
    assert clock.seconds - began == pytest.approx(1.0)


async def test_a_method_that_is_over_its_quota_rests_for_hours(
    vk: VkStandIn, channel: VkChannel, anna: VkPerson, clock: Clock
) -> None:
    vk.troubles.order(Fault("error", "messages.send", code=29))
    await channel.deliver([letter(1, anna)])
    calls = len(vk.calls)
    (resting,) = await channel.deliver([letter(2, anna)])
    assert isinstance(resting, Trouble)
    assert resting.after is not None
    assert resting.after > 3_600
    assert len(vk.calls) == calls
    clock.seconds += resting.after
    assert isinstance((await channel.deliver([letter(2, anna)]))[0], Sent)


def test_the_key_of_idempotency_is_a_positive_int32() -> None:
    assert [vk_messages.random_id(row) for row in (1, 2, 2**31 - 1, 2**31, 2**33)] == [
        1,
        2,
        2**31 - 1,
        1,
        4,
    ]


@pytest.mark.parametrize("peer", ["", "anna", "1.5"])
async def test_a_row_without_a_peer_is_our_mistake(channel: VkChannel, peer: str) -> None:
    (outcome,) = await channel.deliver([Outgoing(1, "send", peer, "Привет")])
    assert isinstance(outcome, Rejected)


async def test_a_closed_channel_has_trouble(vk: VkStandIn, anna: VkPerson, clock: Clock) -> None:
    channel = make_channel(vk, clock)
    (outcome,) = await channel.deliver([letter(1, anna)])
    assert isinstance(outcome, Trouble)
    with pytest.raises(Trouble):
        await channel.fetch(vk.url, 1)

"""The table of reactions: every error of VK's has an outcome, and none kills anything."""

import pytest

from bots import vk_errors, vk_messages
from bots.channel import ChannelError, Halted, Outgoing, Rejected, Sent, Trouble, Unreachable
from bots.vk import VkChannel
from bots.vk_script import Answer
from lab.troubles import Trouble as Fault
from lab.vk.community import Community
from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn
from tests.channels.conftest import Clock, letter, make_channel

TABLE: list[tuple[int, type[ChannelError], float | None]] = [
    (1, Trouble, None),
    (3, Rejected, None),
    (5, Halted, None),
    (6, Trouble, 1.0),
    (7, Halted, None),
    (8, Rejected, None),
    (9, Trouble, 3_600.0),
    (10, Trouble, None),
    (14, Halted, None),
    (15, Halted, None),
    (17, Halted, None),
    (18, Unreachable, None),
    (27, Halted, None),
    (28, Halted, None),
    (29, Trouble, 7_200.0),
    (100, Rejected, None),
    (900, Unreachable, None),
    (901, Unreachable, None),
    (902, Unreachable, None),
    (909, Rejected, None),
    (910, Rejected, None),
    (911, Rejected, None),
    (912, Halted, None),
    (913, Rejected, None),
    (914, Rejected, None),
    (917, Unreachable, None),
    (922, Unreachable, None),
    (925, Unreachable, None),
    (936, Unreachable, None),
    (945, Unreachable, None),
    (946, Unreachable, None),
    (983, Unreachable, None),
    (1012, Unreachable, None),
    (1021, Unreachable, None),
    (990, Trouble, None),
]


@pytest.mark.parametrize(("code", "expected", "after"), TABLE)
async def test_an_error_has_its_outcome(
    vk: VkStandIn,
    channel: VkChannel,
    anna: VkPerson,
    code: int,
    expected: type[ChannelError],
    after: float | None,
) -> None:
    vk.troubles.order(Fault("error", "messages.send", code=code))
    (outcome,) = await channel.deliver([letter(1, anna)])
    assert type(outcome) is expected
    assert not isinstance(outcome, Trouble) or outcome.after == after


@pytest.mark.parametrize("code", [917, 922, 925, 945, 946, 983, 1012])
def test_a_broken_chat_is_called_so(code: int) -> None:
    assert vk_errors.of_item(code, "messages.send").reason == "chat"


@pytest.mark.parametrize(("code", "expected", "after"), TABLE)
def test_an_error_of_one_message_among_many_is_its_own(
    code: int, expected: type[ChannelError], after: float | None
) -> None:
    outcome = vk_messages.outcome(Outgoing(1, "send", "7", "…"), Answer(error=code), ())
    assert type(outcome) is (Unreachable if code in (7, 15) else expected)
    assert not isinstance(outcome, Trouble) or outcome.after == after


@pytest.mark.parametrize("code", [7, 15, 909, 914])
async def test_a_message_that_cannot_be_edited_is_let_be(
    vk: VkStandIn, channel: VkChannel, anna: VkPerson, code: int
) -> None:
    (sent,) = await channel.deliver([letter(1, anna)])
    assert isinstance(sent, Sent)
    vk.troubles.order(Fault("error", "messages.edit", code=code))
    edit = Outgoing(2, "edit", str(anna.id), "Новое", target=sent.external_id)
    (outcome,) = await channel.deliver([edit])
    assert isinstance(outcome, Rejected)


@pytest.mark.parametrize("code", [7, 15])
async def test_one_refusal_among_many_is_the_persons(
    vk: VkStandIn, community: Community, channel: VkChannel, anna: VkPerson, code: int
) -> None:
    boris = vk.person("Борис Орлов")
    await boris.allow(community)
    vk.troubles.order(Fault("error", "messages.send", code=code))
    outcomes = await channel.deliver([letter(1, anna), letter(2, boris)])
    assert [type(one) for one in outcomes] == [Unreachable, Sent]


@pytest.mark.parametrize("code", [7, 15])
async def test_the_same_refusal_of_all_is_the_accounts(
    vk: VkStandIn, community: Community, channel: VkChannel, anna: VkPerson, code: int
) -> None:
    boris = vk.person("Борис Орлов")
    await boris.allow(community)
    vk.troubles.order(Fault("error", "messages.send", times=2, code=code))
    outcomes = await channel.deliver([letter(1, anna), letter(2, boris)])
    assert [type(one) for one in outcomes] == [Halted, Halted]


@pytest.mark.parametrize("code", [5, 6, 10, 14, 29])
async def test_an_error_of_the_whole_request_is_everybodys(
    vk: VkStandIn, community: Community, channel: VkChannel, anna: VkPerson, code: int
) -> None:
    boris = vk.person("Борис Орлов")
    vk.troubles.order(Fault("error", "execute", code=code))
    outcomes = await channel.deliver([letter(1, anna), letter(2, boris)])
    expected = next(kind for known, kind, _ in TABLE if known == code)
    assert [type(one) for one in outcomes] == [expected] * 2


async def test_a_refused_token_is_told_at_the_start(vk: VkStandIn, clock: Clock) -> None:
    channel = make_channel(vk, clock, "vk1.a.wrong")
    with pytest.raises(Halted) as told:
        await channel.open()
    assert "wrong" not in str(told.value)
    await channel.close()


async def test_another_communitys_token_is_refused(
    vk: VkStandIn, community: Community, clock: Clock
) -> None:
    channel = make_channel(vk, clock, group_id=5)
    with pytest.raises(Halted):
        await channel.open()
    await channel.close()

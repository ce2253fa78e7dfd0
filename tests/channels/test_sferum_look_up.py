"""MAX has no key against doubles: what may have gone already is looked for, part by part."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import pytest

from bots.channel import Key, Outcome, Outgoing, Sent, Trouble, Upload
from bots.sferum import SferumChannel
from bots.sferum_updates import CHAT
from lab.sferum.bot import SferumBot
from lab.sferum.people import SferumPerson
from lab.sferum.rooms import SferumChat
from lab.sferum.server import SferumStandIn
from lab.sferum.talks import READ
from lab.troubles import Fault
from lab.troubles import Trouble as Order
from tests.channels.conftest import Clock
from tests.channels.test_sferum_sending import (
    bot,
    ivan,
    letter,
    make,
    max_channel,
    send,
)

__all__ = ["bot", "ivan", "max_channel"]
from tests.schema import max_schema

KEYS = ((Key("Да", "abc.0"),),)
LOST: list[Fault] = ["reset_after", "half_closed", "empty", "truncated", "array"]


@pytest.fixture
async def sferum(clock: Clock) -> AsyncIterator[SferumStandIn]:
    made = SferumStandIn(clock.now, clock.monotonic)
    await made.start()
    yield made
    await made.stop()
    assert not max_schema.present() or max_schema.problems(made.calls) == []


@pytest.fixture
async def room(sferum: SferumStandIn, bot: SferumBot, ivan: SferumPerson) -> SferumChat:
    chat = sferum.chat("10А", ivan)
    chat.invite(bot, ivan)
    return chat


@pytest.fixture
async def next_one(
    sferum: SferumStandIn, bot: SferumBot, clock: Clock
) -> AsyncIterator[SferumChannel]:
    """The same account's channel in the process that comes after a kill."""
    made = make(sferum, clock)
    await made.open()
    yield made
    await made.close()


def contents(person: SferumPerson, bot: SferumBot) -> list[list[bytes]]:
    return [[file.content for file in one.attachments] for one in person.shown(bot)]


def documents(count: int) -> tuple[Upload, ...]:
    return tuple(Upload("document", f"{n}.pdf", b"pdf%d" % n) for n in range(count))


def again(outgoing: Outgoing, clock: Clock, known: Sequence[Outcome] = ()) -> Outgoing:
    """The same row, tried a second time, as its sender gives it."""
    ids = frozenset(one.external_id or "" for one in known if isinstance(one, Sent))
    return replace(outgoing, maybe_sent_since=clock.now(), known=ids)


@pytest.mark.parametrize("fault", LOST)
async def test_whatever_became_of_the_answer_nothing_is_sent_twice(
    max_channel: SferumChannel,
    sferum: SferumStandIn,
    bot: SferumBot,
    ivan: SferumPerson,
    clock: Clock,
    fault: Fault,
) -> None:
    outgoing = again(letter(ivan), clock)
    sferum.troubles.order(Order(fault, "POST /messages"))
    assert isinstance(await send(max_channel, replace(outgoing, maybe_sent_since=None)), Trouble)
    assert await send(max_channel, outgoing) == Sent(ivan.mid(bot, 1))
    assert len(ivan.shown(bot)) == 1


async def test_a_message_with_the_words_of_another_is_not_taken_for_it(
    max_channel: SferumChannel,
    sferum: SferumStandIn,
    bot: SferumBot,
    ivan: SferumPerson,
    clock: Clock,
) -> None:
    """«Записано» twice in a second: the second was not sent, though the first stands there."""
    first = await send(max_channel, letter(ivan, "Записано"))
    second = again(letter(ivan, "Записано", 2), clock, [first])
    sferum.troubles.order(Order("reset_before", "POST /messages"))
    assert isinstance(await send(max_channel, second), Trouble)
    sent = await send(max_channel, second)
    assert isinstance(sent, Sent) and sent != first
    assert [one.text for one in ivan.shown(bot)] == ["Записано", "Записано"]


async def test_a_look_up_without_an_answer_sends_nothing_blindly(
    max_channel: SferumChannel,
    sferum: SferumStandIn,
    bot: SferumBot,
    ivan: SferumPerson,
    clock: Clock,
) -> None:
    sferum.troubles.order(Order("server_error", "GET /messages"))
    assert isinstance(await send(max_channel, again(letter(ivan), clock)), Trouble)
    assert ivan.shown(bot) == []


@pytest.mark.parametrize("killed", [False, True])
@pytest.mark.parametrize("fault", ["reset_before", "reset_after"])
@pytest.mark.parametrize("went", [0, 1, 2])
async def test_of_several_documents_each_goes_once_wherever_it_broke_off(
    max_channel: SferumChannel,
    sferum: SferumStandIn,
    bot: SferumBot,
    ivan: SferumPerson,
    clock: Clock,
    next_one: SferumChannel,
    went: int,
    fault: Fault,
    killed: bool,
) -> None:
    """Two documents ahead and a picture with the words: the call after ``went`` breaks off."""
    uploads = (Upload("photo", "этапы.png", b"png"), *documents(2))
    outgoing = replace(letter(ivan), uploads=uploads, inline=KEYS)
    later = again(outgoing, clock)
    order = Order(fault, "POST /messages", times=1)
    stops_after(sferum, went, order)
    assert isinstance(await send(max_channel, outgoing), Trouble)
    channel = next_one if killed else max_channel
    await clock.sleep(1)
    assert isinstance(await send(channel, later), Sent)
    assert contents(ivan, bot) == [[b"pdf0"], [b"pdf1"], [b"png"]]
    assert ivan.shown(bot)[-1].labels == ["Да"]


def stops_after(sferum: SferumStandIn, went: int, order: Order) -> None:
    """Order a trouble for the sending after ``went`` more."""
    meet, met = sferum.troubles.meet, 0

    def watched(method: str) -> list[Order]:
        nonlocal met
        if method == "POST /messages":
            met += 1
            if met == went + 1:
                sferum.troubles.order(order)
        return meet(method)

    sferum.troubles.meet = watched  # type: ignore[method-assign]  # the trouble comes in between


async def test_what_is_up_is_not_brought_up_again(
    max_channel: SferumChannel, sferum: SferumStandIn, ivan: SferumPerson, clock: Clock
) -> None:
    outgoing = replace(letter(ivan), uploads=(Upload("photo", "этапы.png", b"png"),))
    later = again(outgoing, clock)
    sferum.troubles.order(Order("server_error", "POST /messages"))
    assert isinstance(await send(max_channel, outgoing), Trouble)
    sent = await send(max_channel, later)
    assert isinstance(sent, Sent) and sent.references[0]
    assert sum(call.operation == "POST /uploads" for call in sferum.calls) == 1


async def test_in_a_group_an_administrator_looks_up_too(
    max_channel: SferumChannel,
    sferum: SferumStandIn,
    bot: SferumBot,
    ivan: SferumPerson,
    room: SferumChat,
    clock: Clock,
) -> None:
    room.give(bot, [READ])
    outgoing = again(replace(letter(ivan), peer=f"{CHAT}{room.chat_id}"), clock)
    sferum.troubles.order(Order("reset_after", "POST /messages"))
    assert isinstance(await send(max_channel, replace(outgoing, maybe_sent_since=None)), Trouble)
    assert isinstance(await send(max_channel, outgoing), Sent)
    assert len(room.shown(ivan)) == 1


@pytest.mark.parametrize("killed", [False, True])
async def test_in_a_group_where_the_bot_is_no_administrator_only_the_call_in_doubt_may_double(
    max_channel: SferumChannel,
    sferum: SferumStandIn,
    ivan: SferumPerson,
    room: SferumChat,
    clock: Clock,
    next_one: SferumChannel,
    killed: bool,
) -> None:
    """MAX does not let it look: rather twice than never. What this process knows to have gone is
    not repeated; a new process knows nothing."""
    group = replace(letter(ivan), peer=f"{CHAT}{room.chat_id}", uploads=documents(2))
    later = again(group, clock)
    stops_after(sferum, 1, Order("reset_after", "POST /messages"))
    assert isinstance(await send(max_channel, group), Trouble)
    channel = next_one if killed else max_channel
    await clock.sleep(1)
    assert isinstance(await send(channel, later), Sent)
    names = [[file.name for file in one.attachments] for one in room.shown(ivan)]
    ahead = [["0.pdf"]] * (2 if killed else 1)
    assert sorted(names) == sorted([*ahead, ["1.pdf"], ["1.pdf"]])

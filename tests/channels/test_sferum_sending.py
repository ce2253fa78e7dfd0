"""Sending to MAX: refusals, files, and no doubles where an answer was lost."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bots.channel import (
    Halted,
    Incoming,
    Key,
    Outcome,
    Outgoing,
    Rejected,
    Sent,
    Trouble,
    Unreachable,
    Upload,
)
from bots.sferum import SferumChannel
from lab.sferum.bot import SferumBot
from lab.sferum.people import SferumPerson
from lab.sferum.server import SferumStandIn
from lab.sferum.world import Settings
from lab.troubles import Trouble as Order
from tests.channels.conftest import Clock, Inbox
from tests.schema import max_schema

HELLO = "<b>Привет</b> &lt;ты&gt;"


@pytest.fixture
async def sferum(clock: Clock) -> AsyncIterator[SferumStandIn]:
    made = SferumStandIn(
        clock.now, clock.monotonic, settings=Settings(processing=timedelta(seconds=2))
    )
    await made.start()
    yield made
    await made.stop()
    assert not max_schema.present() or max_schema.problems(made.calls) == []


@pytest.fixture
def bot(sferum: SferumStandIn) -> SferumBot:
    return sferum.bot("Коворкинг", token="a-token")


@pytest.fixture
async def max_channel(
    sferum: SferumStandIn, bot: SferumBot, clock: Clock
) -> AsyncIterator[SferumChannel]:
    made = make(sferum, clock)
    await made.open()
    yield made
    await made.close()


@pytest.fixture
async def ivan(sferum: SferumStandIn, bot: SferumBot) -> SferumPerson:
    person = sferum.person("Иван Петров")
    await person.start(bot)
    return person


def make(sferum: SferumStandIn, clock: Clock, token: str = "a-token") -> SferumChannel:
    return SferumChannel(
        "sferum",
        token,
        api_url=sferum.url,
        monotonic=clock.monotonic,
        now=clock.now,
        sleep=clock.sleep,
        wait=0,
        webhook="https://bots.school.ru/sferum",
        secret="a-secret",
    )


def letter(person: SferumPerson, text: str = HELLO, number: int = 1) -> Outgoing:
    return Outgoing(number, "send", str(person.id), text)


async def send(channel: SferumChannel, outgoing: Outgoing) -> Outcome:
    (outcome,) = await channel.deliver([outgoing])
    return outcome


async def test_markup_is_shown_and_edited_in_place(
    max_channel: SferumChannel, bot: SferumBot, ivan: SferumPerson
) -> None:
    keys = ((Key("Да", "abc.0"), Key("Нет", "abc.1")),)
    sent = await send(max_channel, replace(letter(ivan), inline=keys))
    assert isinstance(sent, Sent)
    assert [(one.text, one.labels) for one in ivan.shown(bot)] == [("Привет <ты>", ["Да", "Нет"])]
    edit = replace(letter(ivan, "Готово"), kind="edit", target=sent.external_id)
    assert isinstance(await send(max_channel, edit), Sent)
    assert [(one.text, one.labels) for one in ivan.shown(bot)] == [("Готово", [])]


async def test_who_has_not_begun_or_has_stopped_cannot_be_reached(
    max_channel: SferumChannel, sferum: SferumStandIn, bot: SferumBot, ivan: SferumPerson
) -> None:
    await ivan.block(bot)
    for person in (ivan, sferum.person("Пётр Иванов")):
        assert isinstance(await send(max_channel, letter(person)), Unreachable)


@pytest.mark.parametrize(
    ("code", "means"),
    [
        (400, Rejected),
        (401, Halted),
        (404, Rejected),
        (200, Rejected),
        (429, Trouble),
        (500, Trouble),
        (503, Trouble),
    ],
)
async def test_each_refusal_means_something(
    max_channel: SferumChannel,
    sferum: SferumStandIn,
    ivan: SferumPerson,
    code: int,
    means: type[Exception],
) -> None:
    sferum.troubles.order(Order("error", "POST /messages", code=code))
    assert isinstance(await send(max_channel, letter(ivan)), means)


async def test_a_wrong_token_halts(sferum: SferumStandIn, bot: SferumBot, clock: Clock) -> None:
    channel = make(sferum, clock, "another")
    with pytest.raises(Halted):
        await channel.open()
    await channel.close()


@pytest.mark.parametrize("keyed", [True, False])
async def test_a_message_whose_answer_was_lost_is_found_and_not_sent_twice(
    max_channel: SferumChannel,
    sferum: SferumStandIn,
    bot: SferumBot,
    ivan: SferumPerson,
    clock: Clock,
    keyed: bool,
) -> None:
    keys = ((Key("Да", "abc.0"),),) if keyed else ()
    since = clock.now()
    sferum.troubles.order(Order("reset_after", "POST /messages"))
    first = replace(letter(ivan), inline=keys)
    assert isinstance(await send(max_channel, first), Trouble)
    again = await send(max_channel, replace(first, maybe_sent_since=since))
    assert again == Sent(ivan.mid(bot, 1))
    assert len(ivan.shown(bot)) == 1


async def test_a_message_that_did_not_go_is_sent_though_its_twin_went_before(
    max_channel: SferumChannel, bot: SferumBot, ivan: SferumPerson, clock: Clock
) -> None:
    await send(max_channel, letter(ivan))
    await clock.sleep(60)
    again = replace(letter(ivan, number=2), maybe_sent_since=clock.now())
    assert isinstance(await send(max_channel, again), Sent)
    assert len(ivan.shown(bot)) == 2


async def test_a_file_is_waited_for_and_its_token_used_again(
    max_channel: SferumChannel, bot: SferumBot, ivan: SferumPerson
) -> None:
    picture = Upload("photo", "этапы.png", b"png")
    sent = await send(max_channel, replace(letter(ivan), uploads=(picture,)))
    assert isinstance(sent, Sent)
    (token,) = sent.references
    known = replace(picture, content=None, reference=token)
    assert await send(max_channel, replace(letter(ivan), uploads=(known,)))
    contents = [[file.content for file in one.attachments] for one in ivan.shown(bot)]
    assert contents == [[b"png"], [b"png"]]


async def test_documents_go_one_to_a_message(
    max_channel: SferumChannel, bot: SferumBot, ivan: SferumPerson
) -> None:
    uploads = tuple(Upload("document", f"{n}.pdf", b"pdf%d" % n) for n in range(2))
    keys = ((Key("Да", "abc.0"),),)
    sent = await send(max_channel, replace(letter(ivan), uploads=uploads, inline=keys))
    assert isinstance(sent, Sent)
    assert [len(one.attachments) for one in ivan.shown(bot)] == [1, 1]
    assert ivan.shown(bot)[-1].labels == ["Да"]


async def test_a_conversation_gets_two_messages_a_second_at_most(
    max_channel: SferumChannel, sferum: SferumStandIn, ivan: SferumPerson
) -> None:
    outcomes = [await send(max_channel, letter(ivan, number=number)) for number in range(1, 8)]
    assert all(isinstance(one, Sent) for one in outcomes)
    assert all(call.status == 200 for call in sferum.calls)


async def test_a_press_is_answered_with_a_notification_always(
    max_channel: SferumChannel, bot: SferumBot, ivan: SferumPerson
) -> None:
    await send(max_channel, replace(letter(ivan), inline=((Key("Да", "abc.0"),),)))
    for note in (None, "<b>Записано</b>"):
        callback = await ivan.press_on(bot, 1, '{"k":"abc.0"}')
        press = Incoming("sferum", "k", "press", str(ivan.id), str(ivan.id), callback=callback)
        await max_channel.acknowledge(press, note)
    assert ivan.snacks(bot) == ["Принято", "Записано"]
    assert ivan.spinning(bot) == 0


async def test_a_subscription_that_is_gone_is_made_again(
    sferum: SferumStandIn, bot: SferumBot, max_channel: SferumChannel
) -> None:
    assert await max_channel.subscription.renew()
    assert not await max_channel.subscription.renew()
    sferum.unsubscribe(bot)
    assert await max_channel.subscription.renew()
    assert [one.url for one in bot.subscriptions] == ["https://bots.school.ru/sferum"]


async def test_a_poll_brings_updates_with_the_marker_to_keep(
    max_channel: SferumChannel, bot: SferumBot, ivan: SferumPerson
) -> None:
    await ivan.write(bot, "раз")
    inbox = Inbox()
    await max_channel.long_poll.step(inbox.receive)
    assert inbox.texts == ["", "раз"]
    assert inbox.positions == ["3"]

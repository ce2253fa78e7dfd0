"""A mailing within MAX's windows, over HTTP, in the clock's time."""

import pytest

from bots.channel import Outgoing, Sent
from bots.sferum import SferumChannel
from lab.sferum.bot import SferumBot
from lab.sferum.server import SferumStandIn
from tests.channels.conftest import Clock
from tests.channels.test_sferum_sending import bot, max_channel, sferum

__all__ = ["bot", "max_channel", "sferum"]

#: Seconds for a thousand: 33.3 is what MAX would let through, 35.1 is 95 % of it.
LETTERS, WITHIN = 1_000, 36.0


@pytest.mark.parametrize("every", [None, 7], ids=["nobody asks", "somebody asks"])
async def test_a_thousand_letters_go_within_36_seconds_and_none_is_refused(
    max_channel: SferumChannel,
    sferum: SferumStandIn,
    bot: SferumBot,
    clock: Clock,
    every: int | None,
) -> None:
    people = [sferum.person(f"Ученик {number}") for number in range(LETTERS)]
    for one in people:
        await one.start(bot)
    begun, waits = clock.monotonic(), list[float]()
    for number, one in enumerate(people):
        sent = await max_channel.deliver(
            [Outgoing(number, "send", str(one.id), "Добрый вечер!")], urgent=False
        )
        assert isinstance(sent[0], Sent)
        if every is not None and number % every == 0:
            asked = clock.monotonic()
            answer = Outgoing(LETTERS + number, "send", str(people[-1 - number // 2].id), "Ответ")
            assert isinstance((await max_channel.deliver([answer], urgent=True))[0], Sent)
            waits.append(clock.monotonic() - asked)
    took = clock.monotonic() - begun
    assert took <= WITHIN * (LETTERS + len(waits)) / LETTERS
    assert all(wait <= 0.075 for wait in waits)
    assert {call.status for call in sferum.calls} == {200}

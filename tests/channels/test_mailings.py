"""A mailing within the windows of MAX and of Telegram, over HTTP, in the clock's time."""

from collections.abc import Sequence

import pytest

from bots.channel import Channel, Outgoing, Sent
from bots.sferum import SferumChannel
from bots.telegram import TelegramChannel
from lab.sferum.bot import SferumBot
from lab.sferum.server import SferumStandIn
from lab.telegram.server import TelegramStandIn
from tests.channels import test_telegram_sending
from tests.channels.conftest import Clock
from tests.channels.test_sferum_sending import bot, max_channel, sferum
from tests.channels.test_telegram_sending import telegram

__all__ = ["bot", "max_channel", "sferum", "telegram"]

#: Seconds for a thousand: 33.3 is what either would let through, 35.1 is 95 % of it.
LETTERS, WITHIN = 1_000, 36.0

asking = pytest.mark.parametrize("every", [None, 7], ids=["nobody asks", "somebody asks"])


@asking
async def test_a_thousand_letters_go_at_max_within_36_seconds_and_none_is_refused(
    max_channel: SferumChannel,
    sferum: SferumStandIn,
    bot: SferumBot,
    clock: Clock,
    every: int | None,
) -> None:
    people = [sferum.person(f"Ученик {number}") for number in range(LETTERS)]
    for one in people:
        await one.start(bot)
    await _mailed(max_channel, [str(one.id) for one in people], clock, every)
    assert {call.status for call in sferum.calls} == {200}


@asking
async def test_a_thousand_letters_go_in_telegram_within_36_seconds_and_none_is_refused(
    telegram: TelegramStandIn, clock: Clock, every: int | None
) -> None:
    account = telegram.bot("Коворкинг")
    channel: TelegramChannel = test_telegram_sending.make(telegram, clock, account.token)
    await channel.open()
    people = [telegram.person(f"Гость {number}") for number in range(LETTERS)]
    for one in people:
        await one.start(account)
    await _mailed(channel, [str(one.id) for one in people], clock, every)
    await channel.close()
    assert {call.status for call in telegram.calls} == {200}


async def _mailed(channel: Channel, peers: Sequence[str], clock: Clock, every: int | None) -> None:
    """Mail everybody a letter; at each ``every``th somebody else is answered meanwhile."""
    begun, waits = clock.monotonic(), list[float]()
    for number, peer in enumerate(peers):
        letter = Outgoing(number, "send", peer, "Добрый вечер!")
        assert isinstance((await channel.deliver([letter], urgent=False))[0], Sent)
        if every is not None and number % every == 0:
            asked = clock.monotonic()
            answer = Outgoing(LETTERS + number, "send", peers[-1 - number // 2], "Ответ")
            assert isinstance((await channel.deliver([answer], urgent=True))[0], Sent)
            waits.append(clock.monotonic() - asked)
    took = clock.monotonic() - begun
    assert took <= WITHIN * (LETTERS + len(waits)) / LETTERS
    assert all(wait <= 0.075 for wait in waits)

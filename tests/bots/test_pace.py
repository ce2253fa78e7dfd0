"""The limit of calls: never over it, all of it used, and answers do not wait behind a mailing."""

import asyncio
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.clock import StoppedClock
from bots.pace import SHARE, Pace
from tests.simulation.virtual import VirtualLoop

MAX_RATE, VK_RATE = 30, 20
#: What the network may hold up or hurry a call by.
JITTER = 0.05


@dataclass
class Gone:
    """When calls went, and how long each answer had waited; in virtual seconds."""

    calls: list[float] = field(default_factory=list)
    mailing_ended: float = 0.0
    waits: list[float] = field(default_factory=list)


def mail(rate: float, letters: int, answers: list[float], late: float = 0.0) -> Gone:
    """A mailing of so many letters, and answers that come at these moments; every timer is late."""
    loop, gone = VirtualLoop(), Gone()

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds + late)

    pace = Pace(rate, loop.time, sleep)

    async def letter() -> None:
        await pace.take(urgent=False)
        gone.calls.append(loop.time())
        gone.mailing_ended = loop.time()

    async def answer(at: float) -> None:
        await asyncio.sleep(at)
        asked = loop.time()
        await pace.take(urgent=True)
        gone.calls.append(loop.time())
        gone.waits.append(loop.time() - asked)

    async def everything() -> None:
        await asyncio.gather(*(letter() for _ in range(letters)), *map(answer, answers))

    try:
        loop.run_until_complete(everything())
    finally:
        loop.close()
    return gone


def most_within(calls: list[float], seconds: float) -> int:
    return max(bisect_left(calls, at + seconds) - n for n, at in enumerate(calls))


@pytest.mark.parametrize(("rate", "within"), [(MAX_RATE, 35.2), (VK_RATE, 52.7)])
def test_a_thousand_letters_take_the_whole_of_what_is_allowed(rate: float, within: float) -> None:
    gone = mail(rate, 1_000, [])
    assert 1_000 / rate < gone.mailing_ended <= within


def test_timers_that_are_late_by_some_milliseconds_make_a_mailing_no_longer() -> None:
    assert mail(MAX_RATE, 1_000, [], late=0.005).mailing_ended <= 35.5


@given(
    st.sampled_from([MAX_RATE, VK_RATE, 3, 1, 0.5]),
    st.integers(0, 150),
    st.lists(st.floats(0, 8), max_size=150),
    st.sampled_from([0.0, 0.003]),
)
def test_no_second_has_more_calls_than_the_limit_whatever_comes(
    rate: float, letters: int, answers: list[float], late: float
) -> None:
    calls = mail(rate, letters, answers, late).calls
    assert len(calls) == letters + len(answers)
    most = max(1, int(rate))
    assert not calls or most_within(calls, max(1.0, most / rate) + JITTER / 2) <= most


@given(st.floats(2, 30))
def test_during_a_mailing_a_single_answer_goes_at_once(at: float) -> None:
    (wait,) = mail(MAX_RATE, 1_000, [at]).waits
    assert wait <= 2 / (MAX_RATE * SHARE) < 0.075


@given(st.lists(st.floats(0, 10), min_size=1, max_size=25))
def test_answers_wait_for_each_other_and_never_for_a_mailing(answers: list[float]) -> None:
    """So many in any order: the last waits for one place for each before it, and two."""
    waits = mail(MAX_RATE, 400, answers).waits
    assert max(waits) <= (len(answers) + 2) / (MAX_RATE * SHARE)


def test_of_a_steady_stream_of_answers_nearly_all_go_at_once_while_a_mailing_goes_on() -> None:
    gone = mail(MAX_RATE, 800, [n / 5 for n in range(150)])
    assert sorted(gone.waits)[148] < 0.075
    assert gone.mailing_ended <= (800 + 150 + 2) / (MAX_RATE * SHARE) + 1


def test_answers_without_a_mailing_go_all_together() -> None:
    assert mail(MAX_RATE, 0, [1.0] * MAX_RATE).waits == [0.0] * MAX_RATE


def test_who_gives_up_waiting_holds_nobody_up() -> None:
    loop = VirtualLoop()
    pace = Pace(VK_RATE, loop.time)

    async def given_up() -> float:
        for _ in range(VK_RATE):
            await pace.take(urgent=True)
        waiting = [asyncio.create_task(pace.take(urgent=True)) for _ in range(5)]
        await asyncio.sleep(0)
        for one in waiting:
            one.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await pace.take(urgent=False)
        return loop.time()

    try:
        assert loop.run_until_complete(given_up()) <= 1 / SHARE + 0.01
    finally:
        loop.close()


async def test_when_it_was_too_much_nothing_goes_for_a_time() -> None:
    clock = StoppedClock(datetime(2026, 11, 23, tzinfo=UTC))
    pace = Pace(VK_RATE, clock.monotonic)
    pace.close_for(2.0)
    assert pace.wait_for(urgent=True) == 2.0
    clock.advance(timedelta(seconds=2))
    assert pace.wait_for(urgent=False) == 0.0

"""The limit of calls: never over it, and answers do not wait behind a mailing."""

from datetime import UTC, datetime, timedelta

import pytest

from bots.clock import StoppedClock
from bots.pace import Pace


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime(2026, 11, 23, tzinfo=UTC))


@pytest.fixture
def pace(clock: StoppedClock) -> Pace:
    async def sleep(seconds: float) -> None:
        # A span shorter than a microsecond would not move the clock.
        clock.advance(timedelta(seconds=seconds + 1e-6))

    return Pace(20, clock.monotonic, sleep)


async def take(pace: Pace, times: int, *, urgent: bool) -> None:
    for _ in range(times):
        await pace.take(urgent=urgent)


async def test_a_mailing_leaves_three_calls_a_second_for_answers(pace: Pace) -> None:
    await take(pace, 16, urgent=False)
    assert pace.wait_for(urgent=False) > 0
    await take(pace, 3, urgent=True)
    assert pace.wait_for(urgent=True) > 0


async def test_answers_take_nothing_of_a_mailing_but_what_is_theirs(pace: Pace) -> None:
    await take(pace, 3, urgent=True)
    await take(pace, 15, urgent=False)
    assert pace.wait_for(urgent=False) > 0
    assert pace.wait_for(urgent=True) == 0


async def test_no_second_has_more_calls_than_the_limit(pace: Pace, clock: StoppedClock) -> None:
    went: list[float] = []
    for number in range(200):
        await pace.take(urgent=number % 3 == 0)
        went.append(clock.monotonic())
        clock.advance(timedelta(milliseconds=7 * (number % 5)))
    assert all(sum(1 for one in went if begun <= one < begun + 1.0) <= 19 for begun in went)


async def test_when_it_was_too_much_nothing_goes_for_a_time(pace: Pace) -> None:
    pace.close_for(2.0)
    assert pace.wait_for(urgent=True) == 2.0

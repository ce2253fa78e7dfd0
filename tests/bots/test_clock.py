"""The suite's two clocks: one runs, one moves only when told."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bots.clock import Clock, StoppedClock

AUTUMN = datetime(2026, 9, 7, 16, 0, tzinfo=ZoneInfo("Europe/Moscow"))
#: A machine may be slow; it is not slower than this between two lines.
SOON = timedelta(minutes=1)


def test_a_clock_that_starts_elsewhere_runs_on_from_there() -> None:
    clock = Clock(AUTUMN)
    first, second = clock.now(), clock.now()
    assert AUTUMN <= first <= second < AUTUMN + SOON


def test_a_moment_is_aware_and_in_utc() -> None:
    for clock in (Clock(), Clock(AUTUMN), StoppedClock(AUTUMN)):
        assert clock.now().tzinfo is UTC


def test_a_running_clock_is_moved_ahead() -> None:
    clock = Clock(AUTUMN)
    clock.advance(timedelta(days=3))
    assert timedelta() <= clock.now() - AUTUMN - timedelta(days=3) < SOON


def test_pacing_never_goes_back() -> None:
    clock = Clock(AUTUMN)
    assert clock.monotonic() <= clock.monotonic()


def test_a_stopped_clock_moves_only_when_told() -> None:
    clock = StoppedClock(AUTUMN)
    assert clock.now() == clock.now() == AUTUMN
    clock.advance(timedelta(minutes=2))
    assert clock.now() == AUTUMN + timedelta(minutes=2)
    assert clock.monotonic() == 120.0


def test_a_stopped_clock_goes_to_any_moment_but_its_pace_never_goes_back() -> None:
    clock = StoppedClock(AUTUMN)
    clock.set(AUTUMN - timedelta(days=1))
    assert clock.now() == AUTUMN - timedelta(days=1)
    assert clock.monotonic() >= 0.0

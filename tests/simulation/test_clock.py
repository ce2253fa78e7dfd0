"""Clocks that leap, zones, odd days: reminders come once, answers come at once (T, C9)."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.clock import StoppedClock
from bots.pace import Pace
from storage import quiet
from storage.quiet import Audience
from storage.rules import Quiet, Rules
from tests.simulation import beginning
from tests.simulation.beginning import Beginning
from tests.simulation.calm import Calm

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LEAPS = (HOUR, -HOUR, DAY, -DAY)
ZONES = ("Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Kamchatka", "Pacific/Apia")
LATE = "ждёт проверки"


def opened(base: Beginning, start: datetime = beginning.START, zone: str = ZONES[0]) -> Calm:
    return Calm(base, start, ZoneInfo(zone))


def says_at_once(calm: Calm, who: str = "anna") -> None:
    """Somebody's words are answered, once and in order."""
    before = len(calm.shown(who))
    calm.write(who, "Мои данные")
    calm.write(who, "Меню")
    calm.settle()
    assert len(calm.shown(who)) == before + 2
    assert "Котова" in calm.shown(who)[-2].text


def submits(calm: Calm) -> None:
    calm.write("anna", "Сдать этап")
    calm.settle()
    assert "submitted" in calm.facts().stages.values(), calm.shown("anna")[-1]


def passes_a_fortnight(calm: Calm, leap: timedelta, on_day: int) -> tuple[int, int, int]:
    """A stage waits for its review while the clock leaps once: how many reminders were due, and
    how many messages the supervisor and the coordinator have."""
    submits(calm)
    for day in range(14):
        if day == on_day:
            calm.clock.put(leap)
        for _ in range(4):
            calm.lets_pass(6 * 60)
    done = "SELECT count(*) FROM job WHERE name LIKE 'review.%' AND done_at IS NOT NULL"
    return calm.count(done), len(calm.shown("maria")), len(calm.shown("olga"))


@pytest.fixture
def calm(base: Beginning) -> Iterator[Calm]:
    made = opened(base)
    yield made
    made.close()


@pytest.mark.parametrize("leap", LEAPS, ids=str)
def test_an_answer_comes_at_once_whatever_the_clock_does(calm: Calm, leap: timedelta) -> None:
    says_at_once(calm)
    calm.clock.put(leap)
    says_at_once(calm)
    calm.clock.put(-leap)
    says_at_once(calm)


@pytest.mark.parametrize("leap", LEAPS, ids=str)
def test_what_waits_while_the_clock_leaps_goes_as_soon_as_it_can_and_in_order(
    calm: Calm, leap: timedelta
) -> None:
    calm.vk.troubles.outage = True
    calm.write("anna", "Мои данные")
    calm.settle()
    calm.clock.put(leap)
    calm.write("anna", "Меню")
    calm.settle()
    calm.vk.troubles.outage = False
    for _ in range(3):
        calm.lets_pass(65)
    texts = [one.text for one in calm.shown("anna")]
    assert "Котова" in texts[-2]
    assert "что нужно" in texts[-1]


@pytest.fixture(scope="module")
def without_a_leap(base: Beginning) -> tuple[int, int, int]:
    calm = opened(base)
    found = passes_a_fortnight(calm, timedelta(), 0)
    calm.close()
    return found


@pytest.mark.parametrize("leap", LEAPS, ids=str)
@pytest.mark.parametrize("day", [0, 2, 4, 7])
def test_a_reminder_is_neither_doubled_nor_skipped(
    calm: Calm, leap: timedelta, day: int, without_a_leap: tuple[int, int, int]
) -> None:
    assert passes_a_fortnight(calm, leap, day) == without_a_leap
    assert without_a_leap[0] == 2, "one to the supervisor, one to the coordinator"


@pytest.mark.parametrize(
    "start",
    [
        datetime(2028, 2, 28, 20, 59, 50, tzinfo=UTC),
        datetime(2028, 2, 29, 9, 0, tzinfo=UTC),
        datetime(2026, 12, 31, 20, 59, 59, tzinfo=UTC),
        datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 59, 59, tzinfo=UTC),
    ],
    ids=str,
)
@pytest.mark.parametrize("zone", ZONES)
def test_midnight_leap_days_and_summer_time_are_days_like_others(
    base: Beginning, start: datetime, zone: str
) -> None:
    calm = opened(base, start, zone)
    try:
        says_at_once(calm)
        calm.lets_pass(1)
        says_at_once(calm)
        calm.lets_pass(24 * 60)
        says_at_once(calm)
    finally:
        calm.close()


def test_a_machine_that_begins_in_1970_goes_on_when_it_learns_the_time(base: Beginning) -> None:
    calm = opened(base, datetime(1970, 1, 1, 0, 0, 7, tzinfo=UTC))
    try:
        says_at_once(calm)
        calm.clock.put(beginning.START - calm.clock.now())
        says_at_once(calm)
        submits(calm)
        assert calm.count("SELECT count(*) FROM outbox WHERE state != 'sent'") == 0
    finally:
        calm.close()


@given(
    minutes=st.integers(0, 8 * 366 * 24 * 60),
    zone=st.sampled_from(ZONES),
    audience=st.sampled_from(("pupil", "parent", "teacher")),
)
def test_a_notice_never_leaves_in_quiet_hours_and_waits_a_day_at_most(
    minutes: int, zone: str, audience: Audience
) -> None:
    now, rules = beginning.START + timedelta(minutes=minutes), Rules(zone=ZoneInfo(zone))
    opens = quiet.opens(now, audience, rules)
    assert now <= opens <= now + DAY + HOUR
    hours: dict[str, Quiet] = {
        "pupil": rules.quiet_pupils,
        "parent": rules.quiet_parents,
        "teacher": rules.quiet_teachers,
    }
    local: time = opens.astimezone(rules.zone).time()
    assert hours[audience].until <= local < hours[audience].since


@pytest.mark.parametrize("leap", LEAPS, ids=str)
async def test_the_pace_of_calls_does_not_hang_on_the_wall_clock(leap: timedelta) -> None:
    clock = StoppedClock(beginning.START)
    pace = Pace(20, clock.monotonic)
    for _ in range(20):
        await pace.take(urgent=True)
    wait = pace.wait_for(urgent=True)
    clock.set(beginning.START + leap)
    assert pace.wait_for(urgent=True) == wait > 0

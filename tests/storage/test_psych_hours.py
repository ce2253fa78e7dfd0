"""Q3: promises are reckoned in working hours; nights, weekends and holidays are nobody's fault."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from storage import psych_hours, workdays
from storage.rules import Rules

MOSCOW = ZoneInfo("Europe/Moscow")
RULES = Rules(holidays=(("2026-12-31", "2027-01-11"),))
BEGINNING = datetime(2026, 9, 1, tzinfo=UTC)
moments = st.timedeltas(timedelta(0), timedelta(days=270)).map(lambda span: BEGINNING + span)


@given(moments)
def test_what_is_promised_is_a_working_moment(moment: datetime) -> None:
    opens = psych_hours.opens(moment, RULES)
    local = opens.astimezone(MOSCOW)
    assert opens >= moment
    assert workdays.is_working(local.date(), RULES)
    assert RULES.psych_hours.since <= local.time() < RULES.psych_hours.until
    assert psych_hours.is_open(opens, RULES)


@given(moments, st.integers(1, 2_000), st.integers(1, 2_000))
def test_working_minutes_add_up(moment: datetime, some: int, more: int) -> None:
    at_once = psych_hours.later(moment, some + more, RULES)
    in_two = psych_hours.later(psych_hours.later(moment, some, RULES), more, RULES)
    assert at_once == in_two


@given(moments, st.integers(1, 500))
def test_later_is_later(moment: datetime, minutes: int) -> None:
    assert psych_hours.later(moment, minutes, RULES) >= moment + timedelta(minutes=minutes)


@given(moments)
def test_times_to_choose_are_whole_working_hours_to_come(moment: datetime) -> None:
    times = psych_hours.times(moment, RULES, 6)
    assert times == sorted(set(times))
    for one in times:
        assert one > moment
        assert psych_hours.is_open(one, RULES)


def test_before_the_new_year_it_is_the_twelfth_of_january() -> None:
    late = datetime(2026, 12, 30, 20, 0, tzinfo=MOSCOW)
    promise = psych_hours.promise(late, RULES, anybody_here=False)
    assert promise.kind == "later"
    assert promise.at.astimezone(MOSCOW) == datetime(2027, 1, 12, 9, 0, tzinfo=MOSCOW)

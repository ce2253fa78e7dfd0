"""The school's calendar: due dates, reminders and lessons by it (P2, C9)."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots import house_rules, wiring
from bots.settings import Settings
from storage import deadlines, quiet, school_calendar, workdays
from storage.rules import Rules

MOSCOW = ZoneInfo("Europe/Moscow")
OWN = """
holidays:
- {title: Осень, from: 2026-10-26, to: 2026-11-04}
working_saturdays: [2026-10-17]
lessons:
  monday: {from: "08:30", to: "14:00"}
  saturday: {from: "09:00", to: "12:00"}
"""


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    path = tmp_path / "calendar.yaml"
    path.write_text(OWN, encoding="utf-8")
    return wiring.rules_of(Settings(_env_file=None, calendar_file=path))


def at(day: int, hour: int, minute: int = 0, month: int = 10) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=MOSCOW)


def test_what_is_shipped_can_be_read_and_is_marked_to_be_checked() -> None:
    shipped = school_calendar.load(wiring.CALENDAR_FILE)
    assert not shipped.checked
    assert shipped.holidays and len(shipped.lessons) == 6
    spans = [(one.first, one.last) for one in shipped.holidays]
    assert spans == sorted(spans)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(spans))


def test_a_due_date_moves_off_holidays_and_stays_on_a_working_saturday(rules: Rules) -> None:
    assert workdays.on_or_after(date(2026, 10, 28), rules) == date(2026, 11, 5)
    assert workdays.on_or_after(date(2026, 10, 17), rules) == date(2026, 10, 17)
    assert workdays.on_or_after(date(2026, 10, 10), rules) == date(2026, 10, 12)


def test_no_reminder_falls_into_holidays_and_the_last_day_before_has_one(rules: Rules) -> None:
    due = date(2026, 11, 5)
    moments = deadlines.reminder_moments(due, (14, 7, 3, 1), at(1, 12), rules)
    assert [(days, moment.astimezone(MOSCOW).date()) for days, moment in moments] == [
        (14, date(2026, 10, 22)),
        (11, date(2026, 10, 25)),
    ]


def test_pupils_phones_are_silent_in_lessons_by_weekday_and_not_in_holidays(rules: Rules) -> None:
    cases = {
        at(12, 9): at(12, 14),
        at(13, 9): at(13, 9),
        at(17, 10): at(17, 12),
        at(24, 10): at(24, 10),
        at(26, 9): at(26, 9),
        at(2, 9, month=11): at(2, 9, month=11),
    }
    for moment, opens in cases.items():
        assert quiet.opens(moment, "pupil", rules) == opens, moment
        assert quiet.opens(moment, "parent", rules) == moment


def test_holidays_and_lessons_of_the_settings_still_hold(tmp_path: Path) -> None:
    path = tmp_path / "calendar.yaml"
    path.write_text(OWN, encoding="utf-8")
    rules = wiring.rules_of(
        Settings(
            _env_file=None,
            calendar_file=path,
            holidays="2026-12-31/2027-01-11",
            lessons="10:00-11:00",
        )
    )
    assert workdays.is_holiday(date(2027, 1, 1), rules)
    assert workdays.is_holiday(date(2026, 11, 1), rules)
    assert quiet.opens(at(13, 10, 30), "pupil", rules) == at(13, 11)
    assert quiet.opens(at(12, 9), "pupil", rules) == at(12, 9)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("holidays: [{title: x, from: 2026-11-04, to: 2026-11-01}]", "ends before it begins"),
        ("working_saturdays: [2026-10-16]", "no Saturday: 2026-10-16"),
        ("lessons: {sunday: {from: '09:00', to: '10:00'}}", "no weekday: sunday"),
        ("lessons: {monday: {from: '10:00', to: '09:00'}}", "lessons end before they begin"),
        ("holidays: 5", "holidays"),
        ("{", "CALENDAR_FILE"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_with_the_reason(
    tmp_path: Path, text: str, said: str
) -> None:
    from bots.settings import SettingsError

    path = tmp_path / "calendar.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=said):
        wiring.rules_of(Settings(_env_file=None, calendar_file=path))


@given(st.dates(date(2026, 9, 1), date(2027, 8, 31)), st.times(), st.sampled_from((14, 7, 3, 1)))
def test_by_the_shipped_calendar_no_date_and_no_reminder_is_in_holidays(
    day: date, clock: time, days: int
) -> None:
    rules = house_rules.of(
        Settings(_env_file=None), calendar=school_calendar.load(wiring.CALENDAR_FILE)
    )
    due = workdays.on_or_after(day, rules)
    assert workdays.is_working(due, rules)
    start = datetime(2026, 8, 1, tzinfo=UTC)
    for before, moment in deadlines.reminder_moments(due, (days,), start, rules):
        local = moment.astimezone(rules.zone).date()
        assert not workdays.is_holiday(local, rules)
        assert local == due - timedelta(days=before)
    moment = datetime.combine(day, clock, rules.zone)
    assert moment <= quiet.opens(moment, "pupil", rules) <= moment + timedelta(days=1)

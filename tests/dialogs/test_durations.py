"""Lengths of time as people write them (C7)."""

import time
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs import durations
from dialogs.durations import Length, Reason, Unclear

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("30м", 30 * MINUTE),
        ("30 м", 30 * MINUTE),
        ("30 мин", 30 * MINUTE),
        ("30мин.", 30 * MINUTE),
        ("30 минут", 30 * MINUTE),
        ("30 МИНУТ", 30 * MINUTE),
        ("двадцать пять минут", 25 * MINUTE),
        ("минутку", MINUTE),
        ("45 сек", 45 * SECOND),
        ("полчаса", 30 * MINUTE),
        ("пол часа", 30 * MINUTE),
        ("пол-часа", 30 * MINUTE),
        ("четверть часа", 15 * MINUTE),
        ("час", HOUR),
        ("часок", HOUR),
        ("один час", HOUR),
        ("2 часа", 2 * HOUR),
        ("2ч", 2 * HOUR),
        ("2 ч.", 2 * HOUR),
        ("пара часов", 2 * HOUR),
        ("полтора часа", 1.5 * HOUR),
        ("1,5 часа", 1.5 * HOUR),
        ("1.5ч", 1.5 * HOUR),
        ("2 с половиной часа", 2.5 * HOUR),
        ("два с половиной часа", 2.5 * HOUR),
        ("1ч 30мин", 1.5 * HOUR),
        ("1ч30м", 1.5 * HOUR),
        ("1 час и 30 минут", 1.5 * HOUR),
        ("2 часа, 15 минут", 2.25 * HOUR),
        ("час 15", 1.25 * HOUR),
        ("час двадцать пять", HOUR + 25 * MINUTE),
        ("1:30", 1.5 * HOUR),
        ("0:45", 45 * MINUTE),
        ("день", DAY),
        ("сутки", DAY),
        ("7д", 7 * DAY),
        ("7 дней", 7 * DAY),
        ("7дн", 7 * DAY),
        ("3 дня", 3 * DAY),
        ("три дня", 3 * DAY),
        ("пару дней", 2 * DAY),
        ("2,5 дня", 2.5 * DAY),
        ("четырнадцать дней", 14 * DAY),
        ("семь суток", 7 * DAY),
        ("неделя", WEEK),
        ("на неделю", WEEK),
        ("две недели", 2 * WEEK),
        ("2 нед", 2 * WEEK),
        ("2 недели и 3 дня", 17 * DAY),
        ("месяц", 30 * DAY),
        ("полгода", 180 * DAY),
        ("год", 365 * DAY),
        ("ещё на 5 дней", 5 * DAY),
        ("за час", HOUR),
        ("в течение 2 часов", 2 * HOUR),
        ("  2   часа  ", 2 * HOUR),
        ("2h 30m", 2.5 * HOUR),
        ("0 минут", timedelta()),
    ],
)
def test_a_length_is_read_as_people_write_it(text: str, meant: timedelta) -> None:
    assert durations.read_duration(text) == meant


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("30", Reason.AMBIGUOUS),
        ("пять", Reason.AMBIGUOUS),
        ("", Reason.NOT_UNDERSTOOD),
        ("  \n ", Reason.NOT_UNDERSTOOD),
        ("долго", Reason.NOT_UNDERSTOOD),
        ("навсегда", Reason.NOT_UNDERSTOOD),
        ("-5 минут", Reason.NOT_UNDERSTOOD),
        ("−5 мин", Reason.NOT_UNDERSTOOD),
        ("минус 5 минут", Reason.NOT_UNDERSTOOD),
        ("2 часа назад", Reason.NOT_UNDERSTOOD),
        ("2-3 часа", Reason.NOT_UNDERSTOOD),
        ("2 3 часа", Reason.NOT_UNDERSTOOD),
        ("ч", Reason.NOT_UNDERSTOOD),
        ("1:75", Reason.NOT_UNDERSTOOD),
        ("1000000 минут", Reason.NOT_UNDERSTOOD),
        ("завтра", Reason.NOT_UNDERSTOOD),
    ],
)
def test_what_is_no_length_is_answered_with_the_reason(text: str, reason: Reason) -> None:
    assert durations.read_duration(text) == Unclear(reason)


@given(days=st.integers(0, 999), hours=st.integers(0, 23), minutes=st.integers(0, 59))
def test_a_length_reads_back_however_it_is_written(days: int, hours: int, minutes: int) -> None:
    meant = timedelta(days=days, hours=hours, minutes=minutes)

    for written in (
        f"{days}д {hours}ч {minutes}м",
        f"{days}д{hours}ч{minutes}мин",
        f"{days} дней, {hours} часов и {minutes} минут",
        f"{days} ДН. {hours} ЧАС {minutes} МИН.",
    ):
        assert durations.read_duration(written) == meant


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    assert isinstance(durations.read_duration(text), timedelta | Unclear)


@given(st.text(alphabet="0123456789., :-чмднгчасиполтрлеть", max_size=120))
def test_no_text_that_looks_like_a_length_makes_it_fail(text: str) -> None:
    assert isinstance(durations.read_duration(text), timedelta | Unclear)


@pytest.mark.parametrize("piece", ["1ч", "99999 лет ", " ", "-", "пол", "1,", "час "])
def test_a_hundred_thousand_characters_take_no_time(piece: str) -> None:
    text = (piece * 100_000)[:100_000]

    began = time.thread_time()
    durations.read_duration(text)

    assert time.thread_time() - began < 0.05


def test_the_longest_that_can_be_written_is_still_a_length() -> None:
    text = "99999г" * (durations.LONGEST // len("99999г"))

    assert isinstance(durations.read_duration(text), timedelta)


def test_months_and_years_become_days_where_no_calendar_is_at_hand() -> None:
    assert Length(months=14, days=1, seconds=1).delta == timedelta(days=365 + 60 + 1, seconds=1)

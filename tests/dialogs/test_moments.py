"""Dates and times as people write them (C7); now is Monday, 23 November 2026, noon in Moscow."""

import time
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs import moments
from dialogs.moments import Moment, Reason, Unclear

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=MOSCOW)
MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"


def read(text: str, now: datetime = NOW) -> str:
    """What was understood, as «2026-11-24 15:00», or the reason why not."""
    moment = moments.read_moment(text, now)
    if isinstance(moment, Unclear):
        return moment.reason.value
    return f"{moment.at:%Y-%m-%d %H:%M}" if moment.has_time else f"{moment.at:%Y-%m-%d}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # days near
        ("сегодня", "2026-11-23"),
        ("завтра", "2026-11-24"),
        ("послезавтра", "2026-11-25"),
        ("до завтра", "2026-11-24"),
        ("к завтрашнему дню", "2026-11-24"),
        ("завтра в 15", "2026-11-24 15:00"),
        ("завтра 15", "2026-11-24 15:00"),
        ("завтра в 15:00", "2026-11-24 15:00"),
        ("завтра 15:00.", "2026-11-24 15:00"),
        ("завтра в 15ч", "2026-11-24 15:00"),
        ("завтра 15 часов", "2026-11-24 15:00"),
        ("завтра в 15 ч 30 мин", "2026-11-24 15:30"),
        ("завтра 15 часов 30 минут", "2026-11-24 15:30"),
        ("завтра в 15 00", "2026-11-24 15:00"),
        ("завтра в 15-00", "2026-11-24 15:00"),
        ("зав. в 10", "2026-11-24 10:00"),
        ("в 9 утра завтра", "2026-11-24 09:00"),
        ("сегодня в 9 вечера", "2026-11-23 21:00"),
        ("сегодня вечером", "2026-11-23 18:00"),
        ("сегодня днём", "2026-11-23 14:00"),
        ("сегодня в 12", "2026-11-23 12:00"),
        ("послезавтра утром", "2026-11-25 09:00"),
        # letters and spaces
        ("ЗАВТРА В 15", "2026-11-24 15:00"),
        ("  завтра   в \n 15  ", "2026-11-24 15:00"),
        ("завтра, в 15:00", "2026-11-24 15:00"),
        ("завтра днем в 3", "2026-11-24 15:00"),
        ("завтра днём в 3", "2026-11-24 15:00"),
        ("сёдня в 18", "2026-11-23 18:00"),
        ("можно в пятницу?", "2026-11-27"),
        ("завтра, пожалуйста, ровно в 15", "2026-11-24 15:00"),
        ("давай завтра в 15:00 по московскому времени", "2026-11-24 15:00"),
        ("завтра в 15:00 мск", "2026-11-24 15:00"),
        # weekdays
        ("в пятницу", "2026-11-27"),
        ("к пятнице", "2026-11-27"),
        ("до пятницы", "2026-11-27"),
        ("суббота", "2026-11-28"),
        ("в пятницу 15:30", "2026-11-27 15:30"),
        ("в пятницу 15.30", "2026-11-27 15:30"),
        ("в пятницу в 15", "2026-11-27 15:00"),
        ("пт 15:30", "2026-11-27 15:30"),
        ("ВТ 8:30", "2026-11-24 08:30"),
        ("вс 18:00", "2026-11-29 18:00"),
        ("в 15 в пятницу", "2026-11-27 15:00"),
        ("утром в пятницу", "2026-11-27 09:00"),
        ("в субботу вечером", "2026-11-28 18:00"),
        ("в понедельник", "2026-11-30"),
        ("в понедельник в 15", "2026-11-23 15:00"),
        ("в понедельник в 9", "2026-11-30 09:00"),
        ("в этот четверг", "2026-11-26"),
        ("в ближайшую пятницу в 15", "2026-11-27 15:00"),
        ("в следующую среду в 9 утра", "2026-12-02 09:00"),
        ("в след. пн 10:00", "2026-11-30 10:00"),
        ("на следующей неделе в понедельник", "2026-11-30"),
        ("на этой неделе в пятницу", "2026-11-27"),
        ("через неделю в пятницу", "2026-12-04"),
        ("через две недели в среду в 10", "2026-12-09 10:00"),
        ("27 ноября (пятница) 15:30", "2026-11-27 15:30"),
        ("в пятницу, 27.11, 15:30", "2026-11-27 15:30"),
        ("в пятницу 11.12", "2026-12-11"),
        # dates
        ("12.12", "2026-12-12"),
        ("12,12", "2026-12-12"),
        ("12.12 10:00", "2026-12-12 10:00"),
        ("12.12 15.30", "2026-12-12 15:30"),
        ("12.12 в 15", "2026-12-12 15:00"),
        ("в 9:00 12.12", "2026-12-12 09:00"),
        ("12.12.2026 в 10-30", "2026-12-12 10:30"),
        ("12.12.26", "2026-12-12"),
        ("12/12/2026 10:00", "2026-12-12 10:00"),
        ("12 декабря", "2026-12-12"),
        ("12 дек 10:00", "2026-12-12 10:00"),
        ("12 декабря в полдень", "2026-12-12 12:00"),
        ("12 декабря 2026 г. в 10 часов 30 минут", "2026-12-12 10:30"),
        ("двенадцатого декабря", "2026-12-12"),
        ("31 декабря 2026 года", "2026-12-31"),
        ("до 1 марта", "2027-03-01"),
        ("к 1 марта", "2027-03-01"),
        ("не позднее 15.12", "2026-12-15"),
        ("23 ноября", "2026-11-23"),
        ("22.11", "2027-11-22"),
        ("15 числа", "2026-12-15"),
        ("15-го в 10", "2026-12-15 10:00"),
        ("до конца дня", "2026-11-23 23:59"),
        ("к концу недели", "2026-11-29"),
        ("до конца месяца", "2026-11-30"),
        # from now on
        ("через 2 часа", "2026-11-23 14:00"),
        ("через полчаса", "2026-11-23 12:30"),
        ("через полтора часа", "2026-11-23 13:30"),
        ("через час", "2026-11-23 13:00"),
        ("30м", "2026-11-23 12:30"),
        ("7д", "2026-11-30"),
        ("через неделю", "2026-11-30"),
        ("через 3 дня в 18", "2026-11-26 18:00"),
        ("через пару дней", "2026-11-25"),
        ("через месяц", "2026-12-23"),
        ("через год", "2027-11-23"),
        # a time alone is the next such time
        ("в 15", "2026-11-23 15:00"),
        ("в 15.30", "2026-11-23 15:30"),
        ("15.30", "2026-11-23 15:30"),
        ("9.00", "2026-11-24 09:00"),
        ("в 3 дня", "2026-11-23 15:00"),
        ("в три часа дня", "2026-11-23 15:00"),
        ("в 8 вечера", "2026-11-23 20:00"),
        ("в час", "2026-11-23 13:00"),
        ("вечером", "2026-11-23 18:00"),
        ("в половине третьего", "2026-11-23 14:30"),
        ("завтра в полтретьего", "2026-11-24 14:30"),
        ("без четверти три", "2026-11-23 14:45"),
        ("в 10", "2026-11-24 10:00"),
        ("в 12", "2026-11-24 12:00"),
        ("в 12:01", "2026-11-23 12:01"),
        ("в полдень", "2026-11-24 12:00"),
        # the hours that the language leaves open
        ("завтра в 3", "2026-11-24 15:00"),
        ("завтра в 3:30", "2026-11-24 15:30"),
        ("завтра в 03:30", "2026-11-24 03:30"),
        ("завтра в 6:45", "2026-11-24 06:45"),
        ("в 2 ночи", "2026-11-24 02:00"),
        ("в полночь", "2026-11-24 00:00"),
        ("сегодня в полночь", "2026-11-24 00:00"),
        ("сегодня в 12 ночи", "2026-11-24 00:00"),
        ("00:30", "2026-11-24 00:30"),
        # as programs write
        ("2026-12-12", "2026-12-12"),
        ("2026-12-12 10:00", "2026-12-12 10:00"),
        ("2026-12-12T10:00", "2026-12-12 10:00"),
        ("2026-12-12T10:00:00+03:00", "2026-12-12 10:00"),
        ("2026-12-12T07:00:00Z", "2026-12-12 10:00"),
    ],
)
def test_a_moment_is_read_as_people_write_it(text: str, meant: str) -> None:
    assert read(text) == meant


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.NOT_UNDERSTOOD),
        ("...", Reason.NOT_UNDERSTOOD),
        ("😀", Reason.NOT_UNDERSTOOD),
        ("да", Reason.NOT_UNDERSTOOD),
        ("скоро", Reason.NOT_UNDERSTOOD),
        ("когда-нибудь", Reason.NOT_UNDERSTOOD),
        ("завтра или послезавтра", Reason.NOT_UNDERSTOOD),
        ("в декабре", Reason.NOT_UNDERSTOOD),
        ("20261212", Reason.NOT_UNDERSTOOD),
        ("2026-12-12T25:00", Reason.NOT_UNDERSTOOD),
        ("31.02", Reason.IMPOSSIBLE_DATE),
        ("31.02 10:00", Reason.IMPOSSIBLE_DATE),
        ("30 февраля", Reason.IMPOSSIBLE_DATE),
        ("29.02.2027", Reason.IMPOSSIBLE_DATE),
        ("31 ноября", Reason.IMPOSSIBLE_DATE),
        ("32 декабря", Reason.IMPOSSIBLE_DATE),
        ("2026-13-01", Reason.IMPOSSIBLE_DATE),
        ("завтра 25:00", Reason.IMPOSSIBLE_DATE),
        ("через 99999 лет", Reason.IMPOSSIBLE_DATE),
        ("9999-12-31T23:59:59-12:00", Reason.IMPOSSIBLE_DATE),
        ("вчера", Reason.IN_THE_PAST),
        ("вчера в 15", Reason.IN_THE_PAST),
        ("сегодня в 10", Reason.IN_THE_PAST),
        ("сегодня утром", Reason.IN_THE_PAST),
        ("23.11 11:00", Reason.IN_THE_PAST),
        ("22.11.2026", Reason.IN_THE_PAST),
        ("1 марта 2026", Reason.IN_THE_PAST),
        ("в прошлую пятницу", Reason.IN_THE_PAST),
        ("2026-11-23T11:59:00+03:00", Reason.IN_THE_PAST),
        ("15", Reason.AMBIGUOUS),
        ("2 часа", Reason.AMBIGUOUS),
        ("15 часов", Reason.AMBIGUOUS),
        ("на следующей неделе", Reason.AMBIGUOUS),
        ("завтра послезавтра", Reason.AMBIGUOUS),
        ("завтра с 10 до 12", Reason.AMBIGUOUS),
        ("завтра ночью", Reason.AMBIGUOUS),
        ("завтра в полночь", Reason.AMBIGUOUS),
        ("завтра в 12 ночи", Reason.AMBIGUOUS),
        ("пятница 28 ноября", Reason.AMBIGUOUS),
        ("в четверг 2.12", Reason.AMBIGUOUS),
        ("12.12 13.12 10:00", Reason.AMBIGUOUS),
        ("через 2 часа в 18", Reason.AMBIGUOUS),
    ],
)
def test_what_is_no_moment_ahead_is_answered_with_the_reason(text: str, reason: Reason) -> None:
    assert read(text) == reason.value


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("15", date(2026, 12, 15)),
        ("до 15", date(2026, 12, 15)),
        ("31", date(2026, 12, 31)),
        ("сегодня в 10", date(2026, 11, 23)),
        ("в пятницу в 15", date(2026, 11, 27)),
        ("через 13 часов", date(2026, 11, 24)),
        ("2026-12-12T23:30:00Z", date(2026, 12, 13)),
        ("в 15", Unclear(Reason.NOT_UNDERSTOOD)),
        ("вечером", Unclear(Reason.NOT_UNDERSTOOD)),
        ("15.30", Unclear(Reason.IMPOSSIBLE_DATE)),
        ("31.02", Unclear(Reason.IMPOSSIBLE_DATE)),
        ("32", Unclear(Reason.IMPOSSIBLE_DATE)),
        ("вчера", Unclear(Reason.IN_THE_PAST)),
        ("на следующей неделе", Unclear(Reason.AMBIGUOUS)),
    ],
)
def test_where_a_day_is_asked_a_number_alone_is_a_day(text: str, meant: date | Unclear) -> None:
    assert moments.read_date(text, NOW) == meant


@pytest.mark.parametrize(
    ("now", "text", "meant"),
    [
        ((2027, 1, 31, 12), "через месяц", "2027-02-28"),
        ((2028, 1, 31, 12), "через месяц", "2028-02-29"),
        ((2026, 12, 31, 23), "через 2 часа", "2027-01-01 01:00"),
        ((2026, 12, 31, 23), "завтра в 9", "2027-01-01 09:00"),
        ((2026, 12, 31, 23), "до конца месяца", "2026-12-31"),
        ((2026, 12, 28, 12), "в пятницу", "2027-01-01"),
        ((2027, 2, 1, 12), "до конца месяца", "2027-02-28"),
        ((2028, 2, 1, 12), "до конца месяца", "2028-02-29"),
        ((2028, 2, 29, 12), "через год", "2029-02-28"),
        ((2027, 2, 1, 12), "31 числа", "2027-03-31"),
        ((2027, 4, 30, 12), "31 числа", "2027-05-31"),
        ((2026, 11, 23, 12), "29 февраля", "2028-02-29"),
        ((2096, 3, 1, 12), "29 февраля", "2104-02-29"),
        ((2026, 11, 29, 12), "в следующую среду", "2026-12-02"),
        ((2026, 11, 29, 12), "в воскресенье", "2026-12-06"),
        ((2026, 11, 23, 0), "в полночь", "2026-11-24 00:00"),
    ],
)
def test_months_are_of_different_length_and_years_turn(
    now: tuple[int, int, int, int], text: str, meant: str
) -> None:
    year, month, day, hour = now

    assert read(text, datetime(year, month, day, hour, tzinfo=MOSCOW)) == meant


def test_hours_are_counted_by_the_real_clock_where_clocks_are_changed() -> None:
    evening = datetime(2027, 3, 27, 20, 0, tzinfo=ZoneInfo("Europe/Berlin"))

    assert read("через 12 часов", evening) == "2027-03-28 09:00"
    assert read("завтра в 20", evening) == "2027-03-28 20:00"


@given(
    day=st.dates(min_value=NOW.date(), max_value=date(2099, 12, 31)),
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
)
def test_a_date_reads_back_however_it_is_written(day: date, hour: int, minute: int) -> None:
    at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=MOSCOW)
    spoken = f"{day.day} {MONTHS.split()[day.month - 1]} {day.year}"

    for written in (day.isoformat(), f"{day:%d.%m.%Y}", f"{day.day}/{day.month}/{day.year}"):
        assert moments.read_date(written, NOW) == day
    for written in (spoken, f"до {spoken} года", f"{spoken} г.".upper()):
        assert moments.read_date(written, NOW) == day
    if at >= NOW:
        for written in (at.isoformat(), f"{at:%Y-%m-%d %H:%M}", f"{at:%d.%m.%Y %H:%M:%S}"):
            assert moments.read_moment(written, NOW) == Moment(at, has_time=True)
        assert moments.read_moment(f"{spoken}, в {at:%H:%M}", NOW) == Moment(at, has_time=True)


@given(ahead=st.integers(0, 364))
def test_a_day_without_a_year_is_the_next_such_day(ahead: int) -> None:
    day = NOW.date() + timedelta(days=ahead)

    for written in (
        f"{day.day}.{day.month}",
        f"{day:%d.%m}",
        f"{day.day} {MONTHS.split()[day.month - 1]}",
    ):
        assert moments.read_date(written, NOW) == day


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    assert isinstance(moments.read_moment(text, NOW), Moment | Unclear)
    assert isinstance(moments.read_date(text, NOW), date | Unclear)


WORDS = (
    "в на до через завтра сегодня пятницу следующую неделе неделю 0 1 2 12 15 31 99999 2026 "
    "12.12 0.0 99.99 15:30 24:00 24 декабря мая утра ночи вечером полночь половине без четверти "
    "месяц года часа минут конца дня месяца 2026-12-12 0001-01-01 9999-12-31 31.12.9999 числа"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=8))
def test_no_words_about_time_make_it_fail(chosen: list[str]) -> None:
    text = " ".join(chosen)
    moment = moments.read_moment(text, NOW)

    assert isinstance(moment, Unclear) or moment.at.date() >= NOW.date()
    assert isinstance(moments.read_date(text, NOW), date | Unclear)


@pytest.mark.parametrize("piece", ["завтра ", "1", " ", "12.12 ", "в ", "-", "2026-12-12T"])
def test_a_hundred_thousand_characters_take_no_time(piece: str) -> None:
    text = (piece * 100_000)[:100_000]

    began = time.thread_time()
    moments.read_moment(text, NOW)

    assert time.thread_time() - began < 0.05

"""Dates and times as people write them in Russian (C7).

Rules where the language leaves a choice; the bot always repeats what it understood:

- A weekday alone is the nearest one ahead; today's counts only with a time still ahead.
- «В следующую среду» is the Wednesday of the next calendar week.
- A day without a year is the next such day, today among them.
- «Утром», «днём», «вечером» are 9, 14 and 18 o'clock.
- «В 3» and «в 3:30» are said of the afternoon, «в 03:30» is the night.
- «Через неделю в среду» is the Wednesday of that calendar week.
- 12.11 is a date, beside a day of the month a time; 15.30 is always a time.
- «В полночь» is the coming one; with a date other than today it is ambiguous.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from dialogs import durations, moment_grammar
from dialogs.durations import Length, Reason, Unclear
from dialogs.moment_grammar import Clock, Named

__all__ = ["Moment", "Reason", "Unclear", "read_date", "read_moment"]

PARTS_OF_DAY = {"утр": timedelta(hours=9), "дн": timedelta(hours=14), "веч": timedelta(hours=18)}
# Hours before these are the afternoon's if nothing else is said: «в 6», but «в 6:45».
FIRST_HOUR = 7
FIRST_WRITTEN_HOUR = 6
DAY = timedelta(days=1)
WEEK = 7
MONTHS = 12
_WITH_TIME = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[tT ]")


@dataclass(frozen=True)
class Moment:
    """What was understood; without a time ``at`` is the beginning of the day."""

    at: datetime
    has_time: bool


class _NotClear(Exception):
    def __init__(self, reason: Reason) -> None:
        self.reason = reason


def read_moment(text: str, now: datetime) -> Moment | Unclear:
    """A moment ahead of ``now``, in the zone of ``now``, which must be aware. Never raises."""
    try:
        moment = _iso(text, now) or _moment(_named(text), now)
    except _NotClear as unclear:
        return Unclear(unclear.reason)
    except (OverflowError, ValueError):
        return Unclear(Reason.IMPOSSIBLE_DATE)
    past = moment.at < now if moment.has_time else moment.at.date() < now.date()
    return Unclear(Reason.IN_THE_PAST) if past else moment


def read_date(text: str, now: datetime) -> date | Unclear:
    """A day, today or ahead; «15» alone is the next 15th. Never raises."""
    try:
        moment = _iso(text, now)
        day = moment.at.date() if moment else _date(_named(text), now)
    except _NotClear as unclear:
        return Unclear(unclear.reason)
    except (OverflowError, ValueError):
        return Unclear(Reason.IMPOSSIBLE_DATE)
    return Unclear(Reason.IN_THE_PAST) if day < now.date() else day


def _iso(text: str, now: datetime) -> Moment | None:
    """A moment as programs write it, with its own zone or in that of ``now``."""
    try:
        at = datetime.fromisoformat(text.strip().upper())
    except ValueError:
        return None
    if not _WITH_TIME.match(text.strip()):
        return None
    return Moment(at.astimezone(now.tzinfo) if at.tzinfo else at.replace(tzinfo=now.tzinfo), True)


def _named(text: str) -> Named:
    words = durations.folded(text)
    named = moment_grammar.named_in(words) if words else None
    if named is None:
        raise _NotClear(Reason.NOT_UNDERSTOOD)
    if named.unsure:
        raise _NotClear(Reason.AMBIGUOUS)
    return named


def _moment(named: Named, now: datetime) -> Moment:
    named = _settled(named)
    if named.number is not None:
        raise _NotClear(Reason.AMBIGUOUS)
    since_midnight = _since_midnight(named)
    if named.length and named.length.seconds:
        if since_midnight is not None:
            raise _NotClear(Reason.AMBIGUOUS)
        return Moment(_later(now, named.length), has_time=True)
    day = _day(named, now, since_midnight)
    if since_midnight is None:
        if day is None:
            raise _NotClear(Reason.AMBIGUOUS)
        return Moment(_at(day, timedelta(), now), has_time=False)
    if since_midnight == DAY and day not in (None, now.date()):
        raise _NotClear(Reason.AMBIGUOUS)
    if day is None:
        day = now.date()
        if _at(day, since_midnight, now) <= now:
            day += DAY
    return Moment(_at(day, since_midnight, now), has_time=True)


def _date(named: Named, now: datetime) -> date:
    has_figures = named.pair is not None
    named = _settled(named)
    if named.number is not None:
        named = replace(named, day=named.number, number=None)
    if named.length and named.length.seconds:
        return _later(now, named.length).date()
    day = _day(named, now, _since_midnight(named))
    if day is None:
        raise _NotClear(Reason.IMPOSSIBLE_DATE if has_figures else Reason.NOT_UNDERSTOOD)
    return day


def _at(day: date, since_midnight: timedelta, now: datetime) -> datetime:
    return datetime.combine(day, time(), now.tzinfo) + since_midnight


def _settled(named: Named) -> Named:
    """Decide what lengths, pairs of numbers and bare numbers are, by what else was named."""
    if named.weekday is not None and named.week is None and named.length is not None:
        weeks = named.length.days // WEEK
        if named.length == Length(days=weeks * WEEK):
            named = replace(named, length=None, week=weeks)
    if named.pair is not None:
        one, two = named.pair
        as_date = replace(named, pair=None, day=one, month=two)
        may_be_date = named.day is None and 1 <= two <= MONTHS
        if named.clock is not None and named.day is not None:
            raise _NotClear(Reason.AMBIGUOUS)
        if named.clock is not None or may_be_date:
            named = as_date
        else:
            named = replace(named, pair=None, clock=Clock(one, two, written=True))
    if named.number is not None and named.has_date and named.clock is None:
        named = replace(named, number=None, clock=Clock(named.number))
    return named


def _since_midnight(named: Named) -> timedelta | None:
    """The time of the day, or None if none was named."""
    if named.clock is None:
        if named.part == "ноч":
            raise _NotClear(Reason.AMBIGUOUS)
        return PARTS_OF_DAY[named.part] if named.part else None
    clock = named.clock
    if clock.hour > 24 or clock.minute > 59 or (clock.hour == 24 and clock.minute):
        raise _NotClear(Reason.IMPOSSIBLE_DATE)
    return timedelta(hours=_hour(clock, named.part), minutes=clock.minute)


def _hour(clock: Clock, part: str | None) -> int:
    hour = clock.hour
    if hour > 12 or (clock.exact and part is None):
        return hour
    if part == "утр":
        return hour % 12
    if part == "веч":
        return hour % 12 + 12
    if part == "дн":
        return hour if 7 <= hour <= 12 else hour + 12
    if part == "ноч":
        return hour if hour < 7 else hour + 12
    first = FIRST_WRITTEN_HOUR if clock.written else FIRST_HOUR
    return hour + 12 if 0 < hour < first else hour


def _day(named: Named, now: datetime, since_midnight: timedelta | None) -> date | None:
    """The day that was named, or None."""
    today = now.date()
    days: set[date] = set()
    if named.month_end:
        days.add(today.replace(day=monthrange(today.year, today.month)[1]))
    if named.ahead is not None:
        days.add(today + timedelta(days=named.ahead))
    if named.length is not None:
        days.add(_later(now, named.length).date())
    if named.day is not None:
        days.add(_of_month(named, today))
    elif named.month is not None:
        raise _NotClear(Reason.AMBIGUOUS)
    if named.weekday is not None:
        if days:
            if any(day.weekday() != named.weekday for day in days):
                raise _NotClear(Reason.AMBIGUOUS)
        else:
            days.add(_weekday(named, now, since_midnight))
    elif named.week is not None:
        raise _NotClear(Reason.AMBIGUOUS)
    if len(days) > 1:
        raise _NotClear(Reason.AMBIGUOUS)
    return next(iter(days), None)


def _weekday(named: Named, now: datetime, since_midnight: timedelta | None) -> date:
    assert named.weekday is not None
    today = now.date()
    if named.week is not None:
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(days=named.weekday, weeks=named.week)
    day = today + timedelta(days=(named.weekday - today.weekday()) % 7)
    is_ahead = since_midnight is not None and _at(day, since_midnight, now) > now
    return day + timedelta(weeks=1) if day == today and not is_ahead else day


def _of_month(named: Named, today: date) -> date:
    """The next such day; a month or a year that was not named is found."""
    assert named.day is not None
    if not 1 <= named.day <= 31 or not 1 <= (named.month or 1) <= 12:
        raise _NotClear(Reason.IMPOSSIBLE_DATE)
    if named.year is not None and named.month is not None:
        return date(named.year, named.month, named.day)
    year, month = today.year, today.month
    # Nine years hold a 29 February, also across 2100; twelve months every day of a month.
    for _ in range(12 * 9):
        named_month = named.month in (None, month)
        if named_month and named.day <= monthrange(year, month)[1]:
            day = date(year, month, named.day)
            if day >= today:
                return day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    raise _NotClear(Reason.IMPOSSIBLE_DATE)


def _later(now: datetime, length: Length) -> datetime:
    """So long after ``now``: months by the calendar, hours by the real clock."""
    months = now.year * 12 + now.month - 1 + length.months
    year, month = divmod(months, 12)
    day = min(now.day, monthrange(year, month + 1)[1])
    moved = now.replace(year=year, month=month + 1, day=day) + timedelta(days=length.days)
    later = moved.astimezone(UTC) + timedelta(seconds=length.seconds)
    return later.astimezone(now.tzinfo)

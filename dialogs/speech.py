"""How numbers, dates and spans of time are said inside a text (C8).

Here are the functions that an .ftl file may call: ``DATE``, ``DAY``, ``TIME``, ``MOMENT``,
``SPAN``. Their words stand in ``texts/words.ftl``; the names of months come from CLDR.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo

from babel import Locale
from babel.dates import get_day_names, get_month_names
from babel.numbers import format_decimal
from fluent.runtime.types import FluentType

RUSSIAN = Locale("ru")
CASES = ("nominative", "accusative", "genitive")

Value = str | int | float | date | timedelta
Phrase = Callable[[str, dict[str, "str | FluentType"]], str]


class Whole(FluentType, int):
    """A whole number without grouping: years and numbers of things are not amounts."""

    def format(self, locale: Locale) -> str:
        return int.__repr__(self)


class Fraction(FluentType, float):
    """A number with at most two digits after the comma."""

    def format(self, locale: Locale) -> str:
        return format_decimal(float(self), "0.##", locale=locale)


class Day(FluentType):
    """A date; a text that names no function for it gets ``DATE``."""

    def __init__(self, day: date, speech: "Speech") -> None:
        self.day = day
        self._speech = speech

    def format(self, locale: Locale) -> str:
        return self._speech.date(self)


class Instant(Day):
    """A moment in the school's zone; a text that names no function for it gets ``MOMENT``."""

    def __init__(self, at: datetime, speech: "Speech") -> None:
        super().__init__(at.date(), speech)
        self.clock = f"{at:%H:%M}"

    def format(self, locale: Locale) -> str:
        return self._speech.moment(self)


class Span(FluentType):
    """A length of time; a text that names no function for it gets ``SPAN``."""

    def __init__(self, length: timedelta, speech: "Speech") -> None:
        self.length = length
        self._speech = speech

    def format(self, locale: Locale) -> str:
        return self._speech.span(self)


class Speech:
    """The functions of the texts, for one time zone.

    ``phrase`` says a message of ``words.ftl``. A wrong style or a value of another kind raises
    ``KeyError``, ``TypeError`` or ``ValueError``, which the texts turn into ``MissingText``.
    """

    def __init__(self, zone: tzinfo, phrase: Phrase) -> None:
        self._zone = zone
        self._phrase = phrase
        self._months = get_month_names("wide", "format", RUSSIAN)
        self._weekdays = get_day_names("wide", "stand-alone", RUSSIAN)
        self._short_weekdays = get_day_names("short", "stand-alone", RUSSIAN)

    def functions(self) -> dict[str, Callable[..., str]]:
        return {
            "DATE": self.date,
            "DAY": self.weekday,
            "TIME": self.time,
            "MOMENT": self.moment,
            "SPAN": self.span,
        }

    def value(self, value: Value) -> str | FluentType:
        """Prepare what is neither a word nor markup; moments without a zone are refused."""
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, int):
            return Whole(value)
        if isinstance(value, float):
            return Fraction(value)
        if isinstance(value, datetime):
            if value.tzinfo is None:
                raise ValueError("a moment without a zone cannot be said")
            return Instant(value.astimezone(self._zone), self)
        if isinstance(value, date):
            return Day(value, self)
        if isinstance(value, timedelta):
            return Span(value, self)
        raise TypeError(f"a text cannot say a {type(value).__name__}")

    def date(self, when: Day, *, style: str = "short") -> str:
        """«15 октября»; full: «15 октября 2026 г.»; digits: «15.10.2026»."""
        day = _day(when)
        if style == "digits":
            return f"{day:%d.%m.%Y}"
        short = f"{day.day} {self._months[day.month]}"
        if style == "short":
            return short
        _known(style, "full")
        return self._phrase("date-with-year", {"date": short, "year": Whole(day.year)})

    def weekday(self, when: Day, *, style: str = "on") -> str:
        """«в пятницу, 16 октября»; plain: «пятница, 16 октября»; short: «пт 16.10»."""
        day = _day(when)
        if style == "short":
            return f"{self._short_weekdays[day.weekday()]} {day:%d.%m}"
        date_said = self.date(when)
        if style == "plain":
            name = self._weekdays[day.weekday()]
            return self._phrase("day-plain", {"weekday": name, "date": date_said})
        _known(style, "on")
        name = self._phrase("weekday-on", {"weekday": Whole(day.isoweekday())})
        return self._phrase("day-on", {"weekday": name, "date": date_said})

    def time(self, when: Instant) -> str:
        """«15:30»."""
        if not isinstance(when, Instant):
            raise TypeError("TIME wants a moment")
        return when.clock

    def moment(self, when: Instant, *, style: str = "on") -> str:
        """«в пятницу, 16 октября, в 15:30»; plain and short as in ``DAY``."""
        _known(style, "on", "plain", "short")
        time = self.time(when)
        day = self.weekday(when, style=style)
        return self._phrase(f"moment-{style}", {"day": day, "time": time})

    def span(self, length: Span, *, case: str = "nominative") -> str:
        """«2 часа 30 минут»; seconds are said under an hour only, less than nothing is nothing."""
        if not isinstance(length, Span):
            raise TypeError("SPAN wants a timedelta")
        _known(case, *CASES)
        total = max(0, int(length.length.total_seconds()))
        days, rest = divmod(total, 86_400)
        hours, rest = divmod(rest, 3_600)
        minutes, seconds = divmod(rest, 60)
        parts = {
            "span-days": days,
            "span-hours": hours,
            "span-minutes": minutes,
            "span-seconds": seconds if total < 3_600 else 0,
        }
        said = [
            self._phrase(name, {"count": Whole(count), "case": case})
            for name, count in parts.items()
            if count
        ]
        return " ".join(said) or self._phrase("span-minutes", {"count": Whole(0), "case": case})


def _day(when: Day) -> date:
    if not isinstance(when, Day):
        raise TypeError("a date or a moment is wanted")
    return when.day


def _known(style: str, *styles: str) -> None:
    if style not in styles:
        raise ValueError(f"unknown style {style!r}, known are {', '.join(styles)}")

"""How values of settings are written; what is not so is said to people by `ValueError`."""

import ipaddress
import re
from datetime import date, datetime, time
from fractions import Fraction
from urllib.parse import urlsplit

from storage.rules import Hours, Lessons, Quiet

_HOURS = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")


def span(text: str) -> tuple[str, str]:
    """A day, or two with «/» between, as the first and the last day."""
    days = text.split("/")
    try:
        first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    except ValueError:
        first, last = date.max, date.min
    if len(days) > 2 or first > last:
        raise ValueError("written as 2026-11-04,2026-12-31/2027-01-11: days, or first/last day")
    return first.isoformat(), last.isoformat()


def hour(text: str) -> time:
    """An hour of any day, written as 20:00."""
    try:
        return datetime.strptime(text.strip(), "%H:%M").time()  # noqa: DTZ007 - an hour of any day
    except ValueError:
        raise ValueError("an hour is written as 20:00") from None


def quiet(hours: str) -> Quiet:
    """Hours without messages, written as 21:00-07:30."""
    found = _HOURS.fullmatch(hours.strip())
    if found is None:
        raise ValueError("hours are written as 21:00-07:30")
    since_hour, since_minute, until_hour, until_minute = map(int, found.groups())
    return Quiet(time(since_hour, since_minute), time(until_hour, until_minute))


def part(text: str) -> Fraction:
    """A part of the Council, written as 1/2."""
    try:
        found = Fraction(text.strip())
    except (ValueError, ZeroDivisionError) as error:
        raise ValueError("written as 1/2 or 2/3") from error
    if not 0 < found <= 1:
        raise ValueError("more than 0 and at most 1: 1/2 or 2/3")
    return found


def lessons(hours: str) -> Lessons | None:
    """Hours of lessons on schooldays; none for an empty text."""
    if not hours:
        return None
    found = quiet(hours)
    return Lessons(found.since, found.until)


def working(hours: str) -> Hours:
    """Hours of work, written as 09:00-18:00."""
    found = quiet(hours)
    return Hours(found.since, found.until)


def is_loopback(url: str) -> bool:
    """Whether an address is this very machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

"""When psychologists work, and what can be promised (Q3): that nobody is there is usual."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from storage import workdays
from storage.rules import Rules


@dataclass(frozen=True)
class Promise:
    """When a pupil will be answered: somebody is "here", or it is before the end of "today", or
    "later", when the next working day begins; ``at`` is that moment."""

    kind: Literal["here", "today", "later"]
    at: datetime


def is_open(now: datetime, rules: Rules) -> bool:
    """Whether it is a psychologist's working hour."""
    return opens(now, rules) == now


def opens(now: datetime, rules: Rules) -> datetime:
    """The first working moment from ``now`` on."""
    local = now.astimezone(rules.zone)
    day, hours = local.date(), rules.psych_hours
    if workdays.is_working(day, rules) and local.time() < hours.until:
        if local.time() >= hours.since:
            return now
    else:
        day = workdays.on_or_after(day + timedelta(days=1), rules)
    return datetime.combine(day, hours.since, rules.zone).astimezone(now.tzinfo)


def closes(now: datetime, rules: Rules) -> datetime:
    """The end of the working day that `opens` finds."""
    day = opens(now, rules).astimezone(rules.zone).date()
    return datetime.combine(day, rules.psych_hours.until, rules.zone).astimezone(now.tzinfo)


def later(now: datetime, minutes: float, rules: Rules) -> datetime:
    """The moment that many working minutes after ``now``: nights and holidays do not count."""
    begun, left = opens(now, rules), timedelta(minutes=minutes)
    while (end := closes(begun, rules)) - begun < left:
        left -= end - begun
        begun = opens(end, rules)
    return begun + left


def promise(now: datetime, rules: Rules, *, anybody_here: bool) -> Promise:
    """What can honestly be promised now."""
    if anybody_here:
        return Promise("here", now)
    if is_open(now, rules):
        return Promise("today", closes(now, rules))
    return Promise("later", opens(now, rules))


def times(now: datetime, rules: Rules, count: int) -> list[datetime]:
    """The next whole working hours that a pupil may choose from."""
    found: list[datetime] = []
    moment = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    while len(found) < count:
        moment = opens(moment, rules)
        found.append(moment)
        moment += timedelta(hours=1)
    return found

"""Quiet hours (C9): when a message that can wait may leave."""

from datetime import date, datetime, time, timedelta
from typing import Literal

from storage import workdays
from storage.rules import Quiet, Rules

_SATURDAY = 5

Audience = Literal["pupil", "parent", "teacher", "anybody"]


def opens(now: datetime, audience: Audience, rules: Rules) -> datetime:
    """Give the first moment from ``now`` on at which ``audience`` may be disturbed.

    For pupils lessons are quiet too; a moment found at the end of one quiet time is checked
    against the other.
    """
    moment = now
    for _ in range(4):
        later = _after_lessons(_after_night(moment, audience, rules), audience, rules)
        if later == moment:
            break
        moment = later
    return moment


def _after_night(moment: datetime, audience: Audience, rules: Rules) -> datetime:
    quiet = _night(audience, rules)
    if quiet is None:
        return moment
    local = moment.astimezone(rules.zone)
    if not _within(local.time(), quiet.since, quiet.until):
        return moment
    day = local.date()
    if quiet.since > quiet.until and local.time() >= quiet.since:
        day += timedelta(days=1)
    return datetime.combine(day, quiet.until, rules.zone).astimezone(moment.tzinfo)


def _after_lessons(moment: datetime, audience: Audience, rules: Rules) -> datetime:
    local = moment.astimezone(rules.zone)
    hours = rules.lessons.on(local.weekday()) if rules.lessons is not None else None
    if audience != "pupil" or hours is None or not _has_lessons(local.date(), rules):
        return moment
    if not _within(local.time(), hours.since, hours.until):
        return moment
    return datetime.combine(local.date(), hours.until, rules.zone).astimezone(moment.tzinfo)


def _has_lessons(day: date, rules: Rules) -> bool:
    if workdays.is_holiday(day, rules):
        return False
    return day.weekday() != _SATURDAY or day in rules.working_saturdays


def _night(audience: Audience, rules: Rules) -> Quiet | None:
    return {
        "pupil": rules.quiet_pupils,
        "parent": rules.quiet_parents,
        "teacher": rules.quiet_teachers,
        "anybody": None,
    }[audience]


def _within(clock: time, since: time, until: time) -> bool:
    if since <= until:
        return since <= clock < until
    return clock >= since or clock < until

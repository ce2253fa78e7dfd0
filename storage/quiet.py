"""Quiet hours (C9): when a message that can wait may leave."""

from datetime import datetime, time, timedelta
from typing import Literal

from storage.rules import Quiet, Rules

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
    lessons = rules.lessons
    local = moment.astimezone(rules.zone)
    if audience != "pupil" or lessons is None or local.weekday() not in lessons.weekdays:
        return moment
    if not _within(local.time(), lessons.since, lessons.until):
        return moment
    return datetime.combine(local.date(), lessons.until, rules.zone).astimezone(moment.tzinfo)


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

"""What comes again by the calendar: a row for each (job, period), so that it is done once.

APScheduler's triggers say when; the rows are the store's, and the next one always lies there. What
the program slept through is caught up for as long as its rule says, and later only logged.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from zoneinfo import ZoneInfo

import structlog
from apscheduler.triggers.cron import CronTrigger

from storage import jobs
from storage.store import Tx

log = structlog.get_logger()

#: So many that were missed are counted, at most.
COUNTED = 1_000


@dataclass(frozen=True)
class Period:
    """A job that comes at ``hour`` and ``minute`` of every day (of cron's kind: "8-19"), on the
    school's clock; it is still done when it is ``grace`` late."""

    name: str
    hour: str
    minute: str
    grace: timedelta


#: Parents may be told of an hour's news three hours later; what is looked up daily, for a day.
ALL: tuple[Period, ...] = (
    Period("digest.send", "8-19", "0", timedelta(hours=3)),
    Period("overdue.find", "8", "0", timedelta(days=1)),
    Period("code.find", "9", "5", timedelta(days=1)),
    Period("retention.run", "3", "30", timedelta(days=1)),
)


@cache
def _trigger(period: Period, zone: ZoneInfo) -> CronTrigger:
    return CronTrigger(hour=period.hour, minute=period.minute, timezone=zone)


def following(period: Period, after: datetime, zone: ZoneInfo) -> datetime:
    """The first moment of a period that is later than ``after``, in UTC: of an hour that an autumn
    clock has twice, local moments cannot say which is the later."""
    after = after.astimezone(UTC)
    found = _trigger(period, zone).get_next_fire_time(after, after + timedelta(microseconds=1))
    assert isinstance(found, datetime)
    return found.astimezone(UTC)


def plan(tx: Tx, periods: Sequence[Period]) -> dict[Period, datetime]:
    """Plan the next of each period, and what was missed and may be caught up; gives the moments
    at which there is more of each to plan."""
    tx.lock("periods")
    return {one: _plan(tx, one) for one in periods}


def _plan(tx: Tx, period: Period) -> datetime:
    zone, late = tx.rules.zone, tx.now - period.grace
    # At the very first start nothing was missed.
    last = jobs.last_due(tx, period.name) or tx.now
    if last < late:
        missed = len(list(islice(_between(period, last, late, zone), COUNTED)))
        if missed:
            log.warning("periods_skipped", name=period.name, count=missed)
    coming = following(period, max(last, late), zone)
    while coming <= tx.now:
        _plan_one(tx, period, coming)
        coming = following(period, coming, zone)
    _plan_one(tx, period, coming)
    return coming


def _between(
    period: Period, after: datetime, until: datetime, zone: ZoneInfo
) -> Iterator[datetime]:
    """The moments of a period later than ``after``, up to ``until``."""
    moment = following(period, after, zone)
    while moment <= until:
        yield moment
        moment = following(period, moment, zone)


def _plan_one(tx: Tx, period: Period, moment: datetime) -> None:
    local = moment.astimezone(tx.rules.zone)
    # Without the offset: an hour that an autumn clock has twice is one.
    key = f"{local:%Y-%m-%dT%H:%M}"
    jobs.plan(tx, period.name, key, moment, **args_of(local))


def args_of(local: datetime) -> dict[str, int]:
    """What a job of a period is told: its day and hour on the school's clock."""
    return {"day": local.toordinal(), "hour": local.hour, "minute": local.minute}


def grace_of(name: str) -> timedelta:
    """How late a period's job may be done."""
    return next(one.grace for one in ALL if one.name == name)

"""Working days and due dates of the school (P1, P2, P5)."""

from datetime import date, datetime, timedelta

from storage.rules import Rules


def is_working(day: date, rules: Rules) -> bool:
    """Whether the school works on ``day``; ``rules.holidays`` are spans of ISO dates."""
    if day.weekday() >= 5:
        return False
    return not any(
        date.fromisoformat(first) <= day <= date.fromisoformat(last)
        for first, last in rules.holidays
    )


def on_or_after(day: date, rules: Rules) -> date:
    """Move a due date off weekends and holidays, forward (P2)."""
    while not is_working(day, rules):
        day += timedelta(days=1)
    return day


def later(moment: datetime, days: int, rules: Rules) -> datetime:
    """Give the moment ``days`` working days after ``moment``, at the same local time."""
    local = moment.astimezone(rules.zone)
    while days > 0:
        local += timedelta(days=1)
        if is_working(local.date(), rules):
            days -= 1
    return local.astimezone(moment.tzinfo)


def passed(since: datetime, now: datetime, rules: Rules) -> int:
    """Count the working days begun after the day of ``since``, up to the day of ``now`` (P5)."""
    day, last = since.astimezone(rules.zone).date(), now.astimezone(rules.zone).date()
    count = 0
    while day < last:
        day += timedelta(days=1)
        count += is_working(day, rules)
    return count

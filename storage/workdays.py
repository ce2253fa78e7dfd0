"""Working days and due dates of the school (P1, P2, P5)."""

from datetime import date, datetime, timedelta

from storage.rules import Rules


def is_working(day: date, rules: Rules) -> bool:
    """Whether the school works on ``day``: no Sunday, no Saturday but those that it works."""
    if day.weekday() >= 5 and day not in rules.working_saturdays:
        return False
    return not is_holiday(day, rules)


def is_holiday(day: date, rules: Rules) -> bool:
    """Whether a day is one of the school's holidays; ``rules.holidays`` are spans of ISO dates."""
    return any(first <= day.isoformat() <= last for first, last in rules.holidays)


def before_holidays(day: date, rules: Rules) -> date:
    """The day itself, or the last one before the holidays that it falls into."""
    while is_holiday(day, rules):
        day -= timedelta(days=1)
    return day


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

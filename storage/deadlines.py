"""When stages are due: dates of a school year, never on a day without school (P2)."""

from datetime import date, datetime, time, timedelta

from storage import workdays
from storage.rules import Rules
from storage.templates import StageSpec, Template

SCHOOL_YEAR_BEGINS = (9, 1)
#: In summer a pupil begins the project of the coming year.
SUMMER_BEGINS = (6, 1)
#: After lessons and before the evening, so that no quiet hours stand in the way (C9).
REMIND_AT = time(16)


def spread(template: Template, start: date, rules: Rules) -> list[date]:
    """Give the due date of each stage of a project that begins on ``start``.

    A project begun late is not late at once: each stage gets a week at least (our proposal).
    """
    dates: list[date] = []
    for number, stage in enumerate(template.stages, start=1):
        wanted = _by_template(stage, start)
        if stage.weeks_from_start is None:
            wanted = max(wanted, start + timedelta(weeks=number))
        if dates:
            wanted = max(wanted, dates[-1])
        dates.append(workdays.on_or_after(wanted, rules))
    return dates


def _by_template(stage: StageSpec, start: date) -> date:
    if stage.weeks_from_start is not None or stage.due is None:
        return start + timedelta(weeks=stage.weeks_from_start or stage.weeks)
    month, day = (int(part) for part in stage.due.split("-"))
    first_year = school_year(start)
    year = first_year if (month, day) >= SCHOOL_YEAR_BEGINS else first_year + 1
    while True:
        try:
            return date(year, month, day)
        except ValueError:  # 29 February of a common year
            day -= 1


def school_year(day: date) -> int:
    """The year in which the school year of ``day`` begins; a summer belongs to the next one."""
    return day.year if (day.month, day.day) >= SUMMER_BEGINS else day.year - 1


def overdue_days(due: date, today: date) -> int:
    """For how many days something has been overdue; 0 while it is not (P6: never stored)."""
    return max(0, (today - due).days)


def reminder_moments(
    due: date, days_before: tuple[int, ...], now: datetime, rules: Rules
) -> list[tuple[int, datetime]]:
    """When to remind of a due date: (days before, moment), only what is still to come.

    Never in holidays: what falls into them is said on the last day before, once.
    """
    wanted = (workdays.before_holidays(due - timedelta(days=days), rules) for days in days_before)
    moments = [
        ((due - day).days, datetime.combine(day, REMIND_AT, rules.zone))
        for day in dict.fromkeys(wanted)
    ]
    return [(days, moment.astimezone(now.tzinfo)) for days, moment in moments if moment > now]

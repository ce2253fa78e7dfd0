"""Which function does which job: the names are stored."""

from collections.abc import Callable

from scheduler import announcements, offers, reminders
from storage.store import Tx

PLANS: dict[str, Callable[..., None]] = {
    "announcement.correct": announcements.correct,
    "announcement.leave": announcements.leave,
    "announcement.remind": announcements.remind,
    "announcement.settle": announcements.settle,
    "offer.expire": offers.expire,
    "review.remind": reminders.review,
    "review.escalate": reminders.escalate,
    "stage.remind": reminders.stage_due,
}


def knows(name: str) -> bool:
    return name in PLANS


def run(tx: Tx, name: str, args: dict[str, int]) -> None:
    """Do a job inside a step."""
    PLANS[name](tx, **args)

"""Which function does which job: the names are stored."""

from collections.abc import Callable

from scheduler import events, offers, reminders
from storage.store import Tx

PLANS: dict[str, Callable[..., None]] = {
    "event.feedback": events.feedback,
    "event.hold-end": events.end_of_hold,
    "event.remind": events.remind,
    "event.tell": events.tell,
    "offer.expire": offers.expire,
    "review.remind": reminders.review,
    "review.escalate": reminders.escalate,
    "stage.remind": reminders.stage_due,
    "token.tell": events.tell_of_token,
    "token.warn": events.warn_of_token,
}


def knows(name: str) -> bool:
    return name in PLANS


def run(tx: Tx, name: str, args: dict[str, int]) -> None:
    """Do a job inside a step."""
    PLANS[name](tx, **args)

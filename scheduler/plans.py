"""Which function does which job: the names are stored."""

from collections.abc import Callable

from scheduler import council, offers, reminders
from storage.store import Tx

PLANS: dict[str, Callable[..., None]] = {
    "chat-act.told": council.acts_told,
    "contract.ends": council.contract_ends,
    "motion.end": council.end_vote,
    "motion.remind": council.remind,
    "offer.expire": offers.expire,
    "review.remind": reminders.review,
    "review.escalate": reminders.escalate,
    "sanction.lapse": council.lapse,
    "sanction.over": council.over,
    "stage.remind": reminders.stage_due,
}


def knows(name: str) -> bool:
    return name in PLANS


def run(tx: Tx, name: str, args: dict[str, int]) -> None:
    """Do a job inside a step."""
    PLANS[name](tx, **args)

"""Which function does which job: the names are stored."""

from collections.abc import Callable

from scheduler import announcements, council, crisis, found, offers, questions, reminders
from storage.store import Tx

PLANS: dict[str, Callable[..., None]] = {
    "announcement.correct": announcements.correct,
    "announcement.leave": announcements.leave,
    "announcement.remind": announcements.remind,
    "announcement.settle": announcements.settle,
    "chat-act.told": council.acts_told,
    "code.tell": found.codes,
    "contract.ends": council.contract_ends,
    "contract.tell": found.contract,
    "crisis.repeat": crisis.repeat,
    "motion.end": council.end_vote,
    "motion.remind": council.remind,
    "offer.expire": offers.expire,
    "overdue.tell": found.overdue,
    "question.escalate": questions.escalate,
    "question.left": questions.left,
    "question.remind": questions.remind,
    "review.escalate": reminders.escalate,
    "review.remind": reminders.review,
    "sanction.lapse": council.lapse,
    "sanction.over": council.over,
    "stage.remind": reminders.stage_due,
}


def knows(name: str) -> bool:
    return name in PLANS


def run(tx: Tx, name: str, args: dict[str, int]) -> None:
    """Do a job inside a step."""
    PLANS[name](tx, **args)

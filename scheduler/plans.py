"""Which function does which job: the names are stored."""

from collections.abc import Callable

from dialogs import handoff_notices
from dialogs import rest as techniques
from scheduler import offers, reminders, rest
from storage.store import Tx

PLANS: dict[str, Callable[..., None]] = {
    "handoff.chain": handoff_notices.go_on,
    "handoff.erase": rest.erase,
    "handoff.lapse": rest.lapse,
    "handoff.meet": handoff_notices.meeting,
    "handoff.silence": handoff_notices.silence,
    "offer.expire": offers.expire,
    "presence.ask": rest.ask_presence,
    "presence.lapse": rest.lapse_presence,
    "relay.mark": handoff_notices.mark,
    "rest.beat": techniques.beat,
    "review.remind": reminders.review,
    "review.escalate": reminders.escalate,
    "stage.remind": reminders.stage_due,
}


def knows(name: str) -> bool:
    return name in PLANS


def run(tx: Tx, name: str, args: dict[str, int]) -> None:
    """Do a job inside a step."""
    PLANS[name](tx, **args)

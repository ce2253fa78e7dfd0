"""The ladder of moderation: which step is whose to give and to take back (M1; domain, 6.3)."""

from datetime import timedelta
from enum import StrEnum

from storage import chats, council, refusals, residents
from storage.residents import Role, Who
from storage.store import Tx


class Step(StrEnum):
    """In the order of weight."""

    REMINDER = "reminder"
    REMARK = "remark"
    WARNING = "warning"
    SILENCE = "silence"
    SUSPENSION = "suspension"
    REMOVAL = "removal"


WEIGHT = {step: number for number, step in enumerate(Step)}
#: From here on a reason is required, and a minor's parents are told.
GRAVE = Step.WARNING
#: What holds for a time; the others are said and remembered.
LASTING = frozenset({Step.SILENCE, Step.SUSPENSION, Step.REMOVAL})
#: What is given by hand; the last step is the Council's alone.
BY_HAND = (Step.REMINDER, Step.REMARK, Step.WARNING, Step.SILENCE, Step.SUSPENSION)
REASON_MIN, REASON_MAX = 3, 500


def is_grave(step: Step) -> bool:
    return WEIGHT[step] >= WEIGHT[GRAVE]


def must_give(tx: Tx, by: Who, step: Step, about: Who, talk: int | None) -> int:
    """Give the id of somebody whose step it is to give to ``about``; raises `refusals.Denied`.

    Nobody acts on themselves, a junior not on a senior or an equal, a pupil not on an adult.
    """
    own = by.must_be_resident()
    if not _may(tx, by, step, talk):
        raise refusals.Denied("ladder-step")
    if about.id == own:
        raise refusals.Denied("ladder-self")
    over = council.rank(tx, about) >= max(1, council.rank(tx, by))
    if over or (by.is_pupil and not about.is_pupil):
        raise refusals.Denied("ladder-senior")
    return own


def _may(tx: Tx, by: Who, step: Step, talk: int | None) -> bool:
    if step is Step.SUSPENSION:
        return council.rank(tx, by) == 3
    if step is Step.SILENCE:
        return council.sits(tx, by) or by.has(Role.WORKING_GROUP)
    leads = step in (Step.REMINDER, Step.REMARK) and talk is not None and chats.leads(tx, by, talk)
    return step is not Step.REMOVAL and (council.moderates(tx, by) or leads)


def must_lift(tx: Tx, by: Who, given_by: int | None, *, decided: bool) -> int:
    """Give the id of who may take a sanction back: its giver or somebody senior; what the Council
    has decided only the Council takes back. Raises `refusals.Denied`."""
    own = by.must_be_resident()
    if decided:
        raise refusals.Denied("ladder-decided")
    if not council.moderates(tx, by) and own != given_by:
        raise refusals.Denied("not-moderator")
    if own == given_by or given_by is None:
        return own
    if council.rank(tx, by) <= council.rank(tx, residents.who(tx, given_by)):
        raise refusals.Denied("ladder-senior")
    return own


def length(tx: Tx, step: Step, asked: timedelta | None) -> timedelta | None:
    """How long a step lasts that is given by hand; raises `refusals.Broken` beyond its limit."""
    most = {
        Step.SILENCE: tx.rules.silence_max_days,
        Step.SUSPENSION: tx.rules.chair_max_days,
    }.get(step)
    if most is None:
        return None
    if asked is None:
        raise refusals.Broken("ladder-length", max=most)
    if not timedelta(minutes=1) <= asked <= timedelta(days=most):
        raise refusals.Broken("ladder-length", max=most)
    return asked

"""Moderation by hand: a step of the ladder with all that follows from it (M1-M3)."""

from dataclasses import dataclass
from datetime import timedelta

from storage import (
    cases,
    chat_acts,
    chats,
    council,
    ladder,
    motions,
    refusals,
    sanctions,
    talks,
)
from storage.ladder import Step
from storage.motion_rows import Motion, MotionKind
from storage.residents import Who
from storage.sanctions import SanctionView
from storage.store import Tx


@dataclass(frozen=True)
class Given:
    """A step that was given; ``motion`` is the vote that must confirm it, ``tell_voters`` who is
    to be asked for their votes."""

    sanction: SanctionView
    motion: int | None
    tell_voters: tuple[int, ...]


def give(
    tx: Tx,
    by: Who,
    *,
    to: int,
    step: Step,
    reason: str = "",
    length: timedelta | None = None,
    talk: int | None = None,
    said: str = "",
) -> Given:
    """Give a step by hand, have chats follow it, keep the message ``said`` that it is for, and
    ask the Council to confirm the chair's suspension. Raises Denied, Missing, Broken."""
    if talk is not None and talks.is_group(tx, talk):
        chats.know(tx, talk)
    given = sanctions.give(tx, by, to=to, step=step, reason=reason, length=length, talk=talk)
    chat_acts.enforce(tx, given.id)
    grave = ladder.is_grave(step)
    case = None
    if grave and (said or step is Step.SUSPENSION):
        case = cases.of_sanction(tx, given, said, talk)
    if step is not Step.SUSPENSION:
        return Given(given, None, ())
    motion = motions.begin(tx, _confirming(tx, by, given, case))
    assert motion.id is not None
    return Given(given, motion.id, motions.voters(tx, motion.id))


def _confirming(tx: Tx, by: Who, given: SanctionView, case: int | None) -> Motion:
    return Motion(
        kind=MotionKind.CONFIRM,
        text=given.reason,
        case_id=case,
        resident_id=given.who.id,
        sanction_id=given.id,
        asked_until=given.until,
        rapporteur_id=by.id,
        opened_by=by.id,
        opened_at=tx.now,
        ends_at=tx.now + timedelta(hours=tx.rules.vote_hours),
    )


def lift(tx: Tx, by: Who, *, sanction: int) -> SanctionView:
    """Take a sanction back and put chats right; raises Denied, Missing, Spent."""
    lifted = sanctions.lift(tx, by, sanction=sanction)
    chat_acts.release(tx, sanction)
    motions.withdraw(tx, sanction=sanction)
    return lifted


def lift_latest(tx: Tx, by: Who, *, of: int) -> SanctionView:
    """«/снять»: take back what holds of somebody, the gravest first, else the last that was said.

    Raises `refusals.Missing` where there is nothing to take back.
    """
    council.must_moderate(tx, by)
    found = [one for one in sanctions.of(tx, of) if not one.ended_how]
    holding = [one for one in found if one.holds]
    said = [one for one in found if one.step not in ladder.LASTING]
    for one in [*sorted(holding, key=lambda one: -ladder.WEIGHT[one.step]), *said]:
        return lift(tx, by, sanction=one.id)
    raise refusals.Missing("sanction")


def register(tx: Tx, by: Who, *, of: int) -> list[SanctionView]:
    """«/реестр»: what stands in somebody's register, for who keeps order; of a minor's a pupil
    sees nothing. Raises `refusals.Denied`."""
    own = council.must_moderate(tx, by)
    found = sanctions.of(tx, of)
    if found and not cases.sees_whole(tx, by, found[0].who):
        raise refusals.Denied("minor-file")
    cases.note_read(tx, "register.read", own, of)
    return found


def whose(tx: Tx, account: int | None) -> int:
    """The resident of an account that a message points at; raises `refusals.Missing`."""
    row = tx.session.get(talks.Account, account) if account is not None else None
    if row is None or row.resident_id is None:
        raise refusals.Missing("moderation-person")
    return row.resident_id


def must_not_write(tx: Tx, who: Who, talk: int, message: str) -> bool:
    """Have erased what a silenced or suspended person writes in a chat all the same: messengers
    that cannot keep them silent, and chats into which they have come again (M2)."""
    if not (who.silenced or who.suspended):
        return False
    if message:
        chat_acts.ask(tx, talk, "erase", message, by=None)
    return True

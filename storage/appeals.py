"""Appeals against a sanction (M5): within a term, before another rapporteur, open to the removed.

An appeal is a motion like any other, and the Council decides it by a vote.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import col, func, select

from storage import (
    cases,
    chat_acts,
    council,
    interests,
    motions,
    refusals,
    sanctions,
    wording,
)
from storage.ladder import Step
from storage.motion_rows import Motion, MotionKind
from storage.residents import Who
from storage.sanctions import Sanction, SanctionView
from storage.store import Tx

TEXT_MIN, TEXT_MAX = 10, 1_000


@dataclass(frozen=True)
class Appeal:
    """An appeal that was filed: ``rapporteur`` studies it, ``voters`` are asked for their votes."""

    motion: int
    sanction: SanctionView
    rapporteur: Who | None
    paused: bool
    voters: tuple[int, ...]


def may_be_filed(tx: Tx, by: Who) -> list[SanctionView]:
    """One's own sanctions against which an appeal may be filed today, latest first."""
    own = by.must_be_resident()
    return [
        one
        for one in sanctions.of(tx, own)
        if one.step is not Step.REMINDER
        and one.ended_how in ("", "over")
        and one.appeal_until > tx.now
        and _of(tx, one.id) is None
    ]


def file(tx: Tx, by: Who, *, sanction: int, text: str) -> Appeal:
    """«/апелляция»: ask the Council to look anew; raises Missing, Spent, Broken.

    A removal rests until the decision, unless it was for others' safety.
    """
    own = by.must_be_resident()
    tx.lock(f"appeal:{sanction}")
    found = tx.session.get(Sanction, sanction)
    if found is None or found.resident_id != own or found.step == Step.REMINDER:
        raise refusals.Missing("sanction")
    if _of(tx, sanction) is not None:
        raise refusals.Spent("appeal-filed")
    given = sanctions.show(tx, sanction)
    if given.ended_how not in ("", "over"):
        raise refusals.Spent("sanction-over")
    if given.appeal_until <= tx.now:
        raise refusals.Broken("appeal-late", days=tx.rules.appeal_days)
    motion = _motion(tx, by, given, wording.passage(text, "text", TEXT_MAX))
    rapporteur = _rapporteur(tx, motion, found)
    motion.rapporteur_id = rapporteur.id if rapporteur else None
    motions.begin(tx, motion)
    rests = found.step == Step.REMOVAL and not found.for_safety and given.holds
    if rests:
        sanctions.pause(tx, sanction=sanction, paused=True)
        chat_acts.release(tx, sanction)
    assert motion.id is not None
    return Appeal(
        motion.id, sanctions.show(tx, sanction), rapporteur, rests, motions.voters(tx, motion.id)
    )


def history(tx: Tx, made: Appeal) -> list[SanctionView]:
    """All that stands in the register of who appeals, for the rapporteur."""
    return sanctions.of(tx, made.sanction.who.id or 0)


def _motion(tx: Tx, by: Who, given: SanctionView, text: str) -> Motion:
    return Motion(
        kind=MotionKind.APPEAL,
        text=text,
        case_id=cases.latest_of(tx, by.must_be_resident()),
        resident_id=by.id,
        sanction_id=given.id,
        opened_by=by.id,
        opened_at=tx.now,
        ends_at=tx.now + timedelta(hours=tx.rules.vote_hours),
    )


def _rapporteur(tx: Tx, motion: Motion, sanction: Sanction) -> Who | None:
    """A member without an interest, neither the sanction's author nor its rapporteur, who may see
    the whole file: of those, who has had the fewest."""
    before = tx.session.get(Motion, sanction.motion_id) if sanction.motion_id else None
    barred = {sanction.by_id, before.rapporteur_id if before else None}
    subject = sanctions.show(tx, sanction.id or 0).who
    free = [
        one
        for one in council.members(tx)
        if one.id not in barred
        and not interests.of(tx, motion, one)
        and cases.sees_whole(tx, one, subject)
    ]
    return min(free, key=lambda one: (_load(tx, one), one.id or 0), default=None)


def _load(tx: Tx, member: Who) -> int:
    query = (
        select(func.count())
        .select_from(Motion)
        .where(Motion.kind == MotionKind.APPEAL, Motion.rapporteur_id == member.id)
    )
    return tx.session.exec(query).one()


def _of(tx: Tx, sanction: int) -> int | None:
    query = select(Motion.id).where(
        Motion.kind == MotionKind.APPEAL, Motion.sanction_id == sanction
    )
    return tx.session.exec(query.order_by(col(Motion.id))).first()

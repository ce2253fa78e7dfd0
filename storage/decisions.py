"""What a decision of the Council brings about, at once and by itself (M4-M6)."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from storage import chat_acts, moderation_journal, refusals, sanctions
from storage.counting import Result
from storage.ladder import Step
from storage.motion_rows import Motion, MotionKind
from storage.opened import Opening
from storage.sanctions import SanctionView
from storage.store import Tx


@dataclass(frozen=True)
class Effect:
    """What has changed: a sanction given, confirmed or ended; a segment opened or closed."""

    given: SanctionView | None = None
    confirmed: SanctionView | None = None
    ended: SanctionView | None = None
    upheld: SanctionView | None = None
    segment: str = ""
    until: datetime | None = None


def take_effect(tx: Tx, motion: Motion, result: Result) -> Effect:
    """Do what was decided; a motion that failed may end what waited for it."""
    passed = result is Result.PASSED
    match motion.kind:
        case MotionKind.CONFIRM:
            return _confirm(tx, motion, passed)
        case MotionKind.SUSPEND | MotionKind.REMOVE if passed:
            return _give(tx, motion)
        case MotionKind.APPEAL:
            return _appeal(tx, motion, passed)
        case MotionKind.OPEN if passed:
            return _open(tx, motion)
        case MotionKind.CLOSE if passed:
            return _close(tx, motion)
        case _:
            return Effect()


def _confirm(tx: Tx, motion: Motion, passed: bool) -> Effect:
    sanction = motion.sanction_id or 0
    if not sanctions.holds(sanctions.row_of(tx, sanction), tx.now):
        return Effect()
    if passed:
        return Effect(confirmed=sanctions.confirm(tx, sanction=sanction, motion=motion.id or 0))
    return Effect(ended=_end(tx, sanction, "not-confirmed"))


def _give(tx: Tx, motion: Motion) -> Effect:
    removes = motion.kind == MotionKind.REMOVE
    given = sanctions.impose(
        tx,
        to=motion.resident_id or 0,
        step=Step.REMOVAL if removes else Step.SUSPENSION,
        reason=motion.text,
        motion=motion.id,
        until=None if removes else motion.asked_until,
        for_safety=motion.for_safety,
    )
    chat_acts.enforce(tx, given.id)
    return Effect(given=given)


def _appeal(tx: Tx, motion: Motion, passed: bool) -> Effect:
    sanction = motion.sanction_id or 0
    row = sanctions.row_of(tx, sanction)
    if passed:
        try:
            return Effect(ended=_end(tx, sanction, "appeal"))
        except refusals.Spent:
            # It has run out meanwhile: the record goes all the same.
            row.ended_how = "appeal"
            return Effect(ended=sanctions.show(tx, sanction))
    if row.paused_at is not None:
        sanctions.pause(tx, sanction=sanction, paused=False)
        chat_acts.enforce(tx, sanction)
    return Effect(upheld=sanctions.show(tx, sanction))


def _end(tx: Tx, sanction: int, how: str) -> SanctionView:
    ended = sanctions.end(tx, sanction=sanction, how=how)
    chat_acts.release(tx, sanction)
    return ended


def _open(tx: Tx, motion: Motion) -> Effect:
    until = motion.asked_until or tx.now
    tx.session.add(
        Opening(
            segment=motion.segment,
            to=motion.opened_to,
            since=tx.now,
            until=until,
            motion_id=motion.id,
        )
    )
    tx.session.flush()
    moderation_journal.write(tx, "segment.open", by=None, segment=motion.segment, motion=motion.id)
    return Effect(segment=motion.segment, until=until)


def _close(tx: Tx, motion: Motion) -> Effect:
    rows = tx.session.exec(
        select(Opening).where(Opening.segment == motion.segment, col(Opening.closed_at).is_(None))
    )
    for row in rows:
        row.closed_at = tx.now
    tx.session.flush()
    moderation_journal.write(tx, "segment.close", by=None, segment=motion.segment, motion=motion.id)
    return Effect(segment=motion.segment)

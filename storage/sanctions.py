"""Sanctions: one decision that holds in all chats, bots and messengers of a resident (M1-M3).

Whether one holds is reckoned at the moment of asking, from its own moments: it ends by itself, also
where the program was down then. What follows for the person is kept beside them
(``Resident.suspended_until``, ``silenced_until``), reckoned anew with each change of a sanction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel, col, select

from storage import (
    ages,
    families,
    jobs,
    ladder,
    moderation_journal,
    refusals,
    relevance,
    residents,
    wording,
    workdays,
)
from storage.columns import Instant
from storage.ladder import LASTING, Step
from storage.residents import FOR_EVER, Resident, Role, Who
from storage.store import Tx


class Sanction(SQLModel, table=True):
    """A step of the ladder, given to somebody. ``by_id`` None: by the filter, or by the Council,
    whose ``motion_id`` says so. It lapses at ``lapses_at`` unless it was confirmed; ``paused_at``
    while an appeal against a removal is open; ``ended_how`` says who ended it before its time."""

    __tablename__ = "sanction"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    resident_id: int = Field(foreign_key="resident.id", index=True)
    step: str
    by_id: int | None = Field(default=None, foreign_key="resident.id")
    reason: str = ""
    talk_id: int | None = Field(default=None, foreign_key="talk.id")
    motion_id: int | None = Field(default=None, foreign_key="motion.id")
    for_safety: bool = False
    at: datetime = Field(sa_type=Instant)
    until: datetime | None = Field(default=None, sa_type=Instant)
    lapses_at: datetime | None = Field(default=None, sa_type=Instant)
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant)
    paused_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_how: str = ""


@dataclass(frozen=True)
class SanctionView:
    """A sanction as it stands; ``until`` None for what is said once, and for ever."""

    id: int
    who: Who
    by: Who | None
    step: Step
    reason: str
    at: datetime
    until: datetime | None
    lapses_at: datetime | None
    appeal_until: datetime
    holds: bool
    ended_how: str
    motion: int | None
    parents: tuple[int, ...]
    class_teachers: tuple[int, ...]


def give(
    tx: Tx,
    by: Who,
    *,
    to: int,
    step: Step,
    reason: str = "",
    length: timedelta | None = None,
    talk: int | None = None,
) -> SanctionView:
    """Give a step by hand; raises Denied, Missing, Broken (a reason, a length, its limit)."""
    person = _must_be_here(tx, to)
    own = ladder.must_give(tx, by, step, person, talk)
    lasts = ladder.length(tx, step, length)
    if ladder.is_grave(step) and len(reason.split()) == 0:
        raise refusals.Broken("reason-needed")
    said = wording.passage(reason, "reason", ladder.REASON_MAX) if reason.strip() else ""
    by_chair = step is Step.SUSPENSION
    row = Sanction(
        resident_id=to,
        step=step,
        by_id=own,
        reason=said,
        talk_id=talk,
        at=tx.now,
        until=tx.now + lasts if lasts else None,
        lapses_at=workdays.later(tx.now, tx.rules.chair_lapse_days, tx.rules) if by_chair else None,
    )
    return _keep(tx, row)


def impose(
    tx: Tx,
    *,
    to: int,
    step: Step,
    reason: str,
    motion: int | None = None,
    until: datetime | None = None,
    for_safety: bool = False,
    talk: int | None = None,
) -> SanctionView:
    """Give what the Council has decided, or the filter's reminder; rights are asked before."""
    row = Sanction(
        resident_id=to,
        step=step,
        reason=reason,
        motion_id=motion,
        talk_id=talk,
        for_safety=for_safety,
        at=tx.now,
        until=until,
    )
    return _keep(tx, row)


def _keep(tx: Tx, row: Sanction) -> SanctionView:
    tx.lock(f"sanctions:{row.resident_id}")
    tx.session.add(row)
    tx.session.flush()
    number = _id(row)
    if row.until is not None:
        jobs.plan(tx, "sanction.over", str(number), row.until, sanction=number)
    if row.lapses_at is not None:
        jobs.plan(tx, "sanction.lapse", str(number), row.lapses_at, sanction=number)
    _refresh(tx, row.resident_id)
    moderation_journal.write(
        tx,
        "sanction.give",
        by=row.by_id,
        about=row.resident_id,
        sanction=number,
        step=row.step,
        motion=row.motion_id,
        until=row.until.isoformat() if row.until else None,
    )
    return view(tx, row)


def lift(tx: Tx, by: Who, *, sanction: int) -> SanctionView:
    """Take a sanction back («/снять»); raises Denied, Missing, Spent."""
    row = _find(tx, sanction)
    own = ladder.must_lift(tx, by, row.by_id, decided=row.motion_id is not None)
    if row.resident_id == own:
        raise refusals.Denied("ladder-self")
    return end(tx, sanction=sanction, how="lifted", by=own)


def end(tx: Tx, *, sanction: int, how: str, by: int | None = None) -> SanctionView:
    """End a sanction before its time: "lifted", "not-confirmed", "appeal", "false-alarm"."""
    row = _hold(tx, sanction)
    if row.ended_at is not None or is_over(row, tx.now):
        raise refusals.Spent("sanction-over")
    row.ended_at, row.ended_how = tx.now, how
    _refresh(tx, row.resident_id)
    moderation_journal.write(tx, f"sanction.{how}", by=by, about=row.resident_id, sanction=sanction)
    return view(tx, row)


def over(tx: Tx, *, sanction: int) -> SanctionView | None:
    """Note that a sanction has come to its end (job "sanction.over"); None if it has not, or had
    ended before."""
    row = tx.session.get(Sanction, sanction)
    if row is None or row.ended_at is not None or row.until is None or row.until > tx.now:
        return None
    row.ended_at, row.ended_how = row.until, "over"
    _refresh(tx, row.resident_id)
    moderation_journal.write(tx, "sanction.over", by=None, about=row.resident_id, sanction=sanction)
    return view(tx, row)


def lapse(tx: Tx, *, sanction: int) -> SanctionView | None:
    """Let the chair's suspension go that the Council has not confirmed (job "sanction.lapse")."""
    row = tx.session.get(Sanction, sanction)
    if row is None or row.ended_at is not None or row.confirmed_at is not None:
        return None
    if row.lapses_at is None or row.lapses_at > tx.now:
        return None
    row.ended_at, row.ended_how = row.lapses_at, "lapsed"
    _refresh(tx, row.resident_id)
    moderation_journal.write(
        tx, "sanction.lapsed", by=None, about=row.resident_id, sanction=sanction
    )
    return view(tx, row)


def confirm(tx: Tx, *, sanction: int, motion: int) -> SanctionView:
    """The Council confirms the chair's suspension: it holds to its end."""
    row = _hold(tx, sanction)
    if not holds(row, tx.now):
        raise refusals.Spent("sanction-over")
    row.confirmed_at, row.motion_id = tx.now, motion
    _refresh(tx, row.resident_id)
    moderation_journal.write(
        tx, "sanction.confirm", by=None, about=row.resident_id, sanction=sanction, motion=motion
    )
    return view(tx, row)


def pause(tx: Tx, *, sanction: int, paused: bool) -> None:
    """Let a removal rest while an appeal against it is open, and let it hold again."""
    row = _hold(tx, sanction)
    row.paused_at = tx.now if paused else None
    _refresh(tx, row.resident_id)
    act = "sanction.pause" if paused else "sanction.resume"
    moderation_journal.write(tx, act, by=None, about=row.resident_id, sanction=sanction)


def holds(row: Sanction, now: datetime) -> bool:
    """Whether a lasting sanction holds at a moment."""
    return (
        row.step in LASTING
        and row.at <= now
        and row.ended_at is None
        and row.paused_at is None
        and not is_over(row, now)
    )


def is_over(row: Sanction, now: datetime) -> bool:
    """Whether it has ended by itself, whether or not that was noted."""
    unconfirmed = row.lapses_at is not None and row.confirmed_at is None
    lapsed = unconfirmed and row.lapses_at is not None and row.lapses_at <= now
    return lapsed or (row.until is not None and row.until <= now)


def _refresh(tx: Tx, resident_id: int) -> None:
    """Reckon how long the person is suspended and silenced by all that holds."""
    tx.session.flush()
    rows = [row for row in _of(tx, resident_id) if holds(row, tx.now)]
    person = tx.session.get_one(Resident, resident_id)
    barring = [row for row in rows if row.step != Step.SILENCE]
    person.suspended_until = max((_ends(row) for row in barring), default=None)
    person.silenced_until = max((_ends(row) for row in rows), default=None)
    tx.session.flush()


def _ends(row: Sanction) -> datetime:
    until = row.until or FOR_EVER
    if row.lapses_at is not None and row.confirmed_at is None:
        return min(until, row.lapses_at)
    return until


def of(tx: Tx, resident_id: int) -> list[SanctionView]:
    """What stands in the register of somebody, latest first: what holds, and what is not expired.

    Steps 1 to 3 are forgotten after ``rules.record_days`` (domain, 6.3), and what was a false
    alarm at once. Whose right it is to read is asked before.
    """
    since = tx.now - timedelta(days=tx.rules.record_days)
    rows = [
        row
        for row in _of(tx, resident_id)
        if holds(row, tx.now)
        or (row.ended_how != "false-alarm" and (row.at > since or row.step in _KEPT))
    ]
    return [view(tx, row) for row in reversed(rows)]


_KEPT = (Step.SUSPENSION, Step.REMOVAL)


def _of(tx: Tx, resident_id: int) -> list[Sanction]:
    rows = tx.session.exec(
        select(Sanction).where(Sanction.resident_id == resident_id).order_by(col(Sanction.id))
    )
    return list(rows)


def show(tx: Tx, sanction: int) -> SanctionView:
    """A sanction by its number, without a right being asked; raises `refusals.Missing`."""
    return view(tx, _find(tx, sanction))


def row_of(tx: Tx, sanction: int) -> Sanction:
    """The row itself, for the acts beside this one; raises `refusals.Missing`."""
    return _find(tx, sanction)


def view(tx: Tx, row: Sanction) -> SanctionView:
    person = residents.who(tx, row.resident_id)
    grave = ladder.is_grave(Step(row.step))
    return SanctionView(
        id=_id(row),
        who=person,
        by=residents.who(tx, row.by_id) if row.by_id is not None else None,
        step=Step(row.step),
        reason=row.reason,
        at=row.at,
        until=row.until,
        lapses_at=row.lapses_at if row.confirmed_at is None else None,
        appeal_until=workdays.later(row.at, tx.rules.appeal_days, tx.rules),
        holds=holds(row, tx.now),
        ended_how=row.ended_how,
        motion=row.motion_id,
        parents=_ids(families.parents_of(tx, row.resident_id))
        if grave and is_minor(tx, person)
        else (),
        class_teachers=_class_teachers(tx, person) if grave else (),
    )


def is_minor(tx: Tx, person: Who) -> bool:
    return person.is_pupil and ages.of(tx, person) is not ages.Age.ADULT


def _class_teachers(tx: Tx, person: Who) -> tuple[int, ...]:
    if not person.is_pupil or not person.grade:
        return ()
    found = residents.with_role(tx, Role.CLASS_TEACHER)
    return _ids(one for one in found if one.grade == person.grade)


def _ids(people: Iterable[Who]) -> tuple[int, ...]:
    return tuple(one.id for one in people if one.id is not None)


def _must_be_here(tx: Tx, resident_id: int) -> Who:
    if not residents.is_here(tx, resident_id):
        raise refusals.Missing("moderation-person")
    return residents.who(tx, resident_id)


def _find(tx: Tx, sanction: int) -> Sanction:
    row = tx.session.get(Sanction, sanction)
    if row is None:
        raise refusals.Missing("sanction")
    return row


def _hold(tx: Tx, sanction: int) -> Sanction:
    tx.lock(f"sanctions:{_find(tx, sanction).resident_id}")
    tx.session.flush()
    return tx.session.get_one(Sanction, sanction, populate_existing=True)


def _id(row: Sanction) -> int:
    assert row.id is not None
    return row.id


@relevance.check("sanction.holds")
def _still_holds(tx: Tx, sanction: int) -> bool:
    """Whether the notice of a sanction is still true: said once, it is; taken back, it is not."""
    row = tx.session.get(Sanction, sanction)
    if row is None or row.ended_how:
        return False
    return row.step not in LASTING or not is_over(row, tx.now)

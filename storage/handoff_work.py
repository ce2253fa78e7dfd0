"""The psychologist's side of a talk: the queue, taking, giving on, a meeting, the end (Q3).

Only the psychologist who took a talk may do anything in it; for the others there is no such talk.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import col, select, update

from storage import (
    handoffs,
    jobs,
    journal,
    presence,
    psych_hours,
    refusals,
    relevance,
    residents,
    wording,
)
from storage.handoffs import Card, Handoff, State, Urgency
from storage.relay_lines import RelayLine
from storage.residents import Role, Who
from storage.store import Tx

PLACE_MAX = 200
REASON_MAX = 1_000
REASON_LEAST = 10
#: Both are reminded of a meeting so long before.
REMINDED = timedelta(hours=1)


@dataclass(frozen=True)
class TalkLine:
    """One of a psychologist's talks; ``name`` only after the pupil gave it, or it was revealed."""

    card: Card
    current: bool
    unread: int
    name: str


@dataclass(frozen=True)
class Given:
    """A talk that changed hands or ended: whom to tell. ``pupil`` is an id to address, never to
    be shown; ``psychologist`` who had it."""

    card: Card
    pupil: int | None
    psychologist: Who | None


@dataclass(frozen=True)
class Revealed:
    """Who a pupil is, and the chairs who learn only that it happened."""

    card: Card
    pupil: Who
    chairs: tuple[int, ...]


def queue(tx: Tx, by: Who) -> list[Card]:
    """«Очередь»: what waits, by urgency, then by how long."""
    by.must_have(Role.PSYCHOLOGIST)
    rows = list(tx.session.exec(select(Handoff).where(Handoff.state == State.WAITING)))
    rows.sort(key=lambda row: (_rank(row), row.waits_since, row.id))
    return [handoffs.card(tx, row) for row in rows]


def _rank(row: Handoff) -> int:
    return handoffs.URGENCY_ORDER.index(Urgency(row.urgency))


def take(tx: Tx, by: Who, *, handoff: int) -> Given:
    """«Взять»: one wins; the talk becomes the current one. Raises Spent for all others."""
    own = by.must_have(Role.PSYCHOLOGIST)
    row = handoffs.hold(tx, handoff)
    if row.state != State.WAITING:
        raise refusals.Spent("psych-gone")
    _begin(tx, row, own)
    _only_current(tx, own, row)
    presence.seen(tx, own)
    return _given(tx, row, by)


def give_to(tx: Tx, row: Handoff, other: Who) -> Given:
    """Give a request that waits to the psychologist who answers for the child already (Q4). It is
    not their current talk: what they are writing now may be for somebody else. The row is locked.
    """
    _begin(tx, row, other.must_have(Role.PSYCHOLOGIST))
    return _given(tx, row, other)


def _begin(tx: Tx, row: Handoff, own: int) -> None:
    number = handoffs.key(row)
    row.state, row.psychologist_id, row.taken_at = State.TAKEN, own, tx.now
    row.last_at, row.answered_at = tx.now, None
    row.asked_through = row.asked_through or _last_line(tx, number)
    row.wish_at = None
    plan_silence(tx, row, 0)
    handoffs.plan_lapse(tx, row)
    journal.write(tx, "handoff.take", by=own, subject="handoff", subject_id=number)


def talks(tx: Tx, by: Who) -> list[TalkLine]:
    """A psychologist's open talks, the current one first."""
    own = by.must_have(Role.PSYCHOLOGIST)
    rows = tx.session.exec(
        select(Handoff)
        .where(Handoff.psychologist_id == own, Handoff.state == State.TAKEN)
        .order_by(col(Handoff.current).desc(), col(Handoff.id))
    ).all()
    counts = dict(
        tx.session.exec(
            select(RelayLine.handoff_id, func.count())
            .where(
                col(RelayLine.handoff_id).in_([row.id for row in rows]),
                col(RelayLine.from_pupil),
                col(RelayLine.shown_at).is_(None),
            )
            .group_by(col(RelayLine.handoff_id))
        ).all()
    )
    return [
        TalkLine(
            handoffs.card(tx, row), row.current, counts.get(handoffs.key(row), 0), name_of(tx, row)
        )
        for row in rows
    ]


def name_of(tx: Tx, row: Handoff) -> str:
    """The pupil's name as others see it, "" while nobody gave it."""
    if row.pupil_id is None or (row.named_at is None and row.revealed_at is None):
        return ""
    return residents.who(tx, row.pupil_id).short


def switch(tx: Tx, by: Who, *, handoff: int) -> Given:
    """Go over to another of one's talks."""
    row = mine(tx, by, handoff)
    _only_current(tx, by.must_be_resident(), row)
    presence.seen(tx, by.must_be_resident())
    return _given(tx, row, by)


def put_by(tx: Tx, by: Who) -> None:
    """Leave the current talk for a while: what is written then is for the bot."""
    _only_current(tx, by.must_have(Role.PSYCHOLOGIST), None)


def current(tx: Tx, by: Who) -> Handoff:
    """The talk that a psychologist is in; raises Missing."""
    own = by.must_have(Role.PSYCHOLOGIST)
    row = tx.session.exec(
        select(Handoff).where(
            Handoff.psychologist_id == own, Handoff.state == State.TAKEN, Handoff.current
        )
    ).first()
    if row is None:
        raise refusals.Missing("psych-talk")
    return row


def mine(tx: Tx, by: Who, handoff: int) -> Handoff:
    """A talk that this psychologist has, locked; raises Missing for everybody else."""
    own = by.must_have(Role.PSYCHOLOGIST)
    row = tx.session.get(Handoff, handoff)
    if row is None or row.psychologist_id != own:
        raise refusals.Missing("psych-talk")
    row = handoffs.hold(tx, handoff)
    if row.psychologist_id != own or row.state != State.TAKEN:
        raise refusals.Missing("psych-talk")
    return row


def colleagues(tx: Tx, by: Who) -> list[tuple[Who, bool]]:
    """The other psychologists, and whether each is there now."""
    own, there = by.must_have(Role.PSYCHOLOGIST), presence.here(tx)
    others = [one for one in residents.with_role(tx, Role.PSYCHOLOGIST) if one.id != own]
    return sorted(((one, one.id in there) for one in others), key=lambda pair: not pair[1])


def transfer(tx: Tx, by: Who, *, handoff: int, to: int) -> Given:
    """«Передать» to a colleague, who has the talk from now on; gives it as the colleague's."""
    row = mine(tx, by, handoff)
    other = next((who for who, _ in colleagues(tx, by) if who.id == to), None)
    if other is None:
        raise refusals.Missing("psych-colleague")
    _show_again(tx, row)
    row.psychologist_id, row.left_by, row.current = to, by.id, False
    row.last_at = row.taken_at = tx.now
    row.answered_at = None
    _forget_marks(row)
    plan_silence(tx, row, 0)
    journal.write(
        tx, "handoff.transfer", by=by.id, subject="handoff", subject_id=handoff, member=to
    )
    return _given(tx, row, other)


def give_back(tx: Tx, row: Handoff, why: str) -> Given:
    """Put a taken talk back into the queue: its psychologist went away. The row is locked."""
    had = residents.who(tx, row.psychologist_id) if row.psychologist_id else None
    _show_again(tx, row)
    row.state, row.left_by, row.psychologist_id = State.WAITING, row.psychologist_id, None
    row.current, row.waits_since = False, tx.now
    _forget_marks(row)
    journal.write(tx, "handoff.back", by=None, subject="handoff", subject_id=row.id, why=why)
    return _given(tx, row, had)


def meet(tx: Tx, by: Who, *, handoff: int, at: datetime, place: str) -> Given:
    """«Назначить встречу»: time and place; both are reminded."""
    row = mine(tx, by, handoff)
    if at <= tx.now:
        raise refusals.Broken("psych-past")
    row.meeting_at = at
    row.sealed_place = tx.sealer.seal(wording.line(place, "place", PLACE_MAX))
    row.last_at = tx.now
    answered(tx, row)
    due = max(tx.now, at - REMINDED)
    if due > tx.now:
        # The moment tells the job whether it is still about this meeting.
        moment = int(at.timestamp())
        jobs.plan(tx, "handoff.meet", f"{handoff}:{moment}", due, handoff=handoff, at=moment)
    journal.write(tx, "handoff.meet", by=by.id, subject="handoff", subject_id=handoff)
    return _given(tx, row, by)


def meeting(tx: Tx, *, handoff: int, at: int) -> tuple[Given, str] | None:
    """A meeting to be reminded of and its place; None if it moved or the talk has ended."""
    row = tx.session.get(Handoff, handoff)
    if row is None or row.state != State.TAKEN or row.meeting_at is None:
        return None
    if int(row.meeting_at.timestamp()) != at or row.psychologist_id is None:
        return None
    return _given(tx, row, residents.who(tx, row.psychologist_id)), place_of(tx, row)


def place_of(tx: Tx, row: Handoff) -> str:
    return tx.sealer.open(row.sealed_place) if row.sealed_place else ""


def end(tx: Tx, by: Who, *, handoff: int | None = None) -> Given:
    """«Завершить», by either side; a psychologist ends the current talk or the named one."""
    if by.is_pupil:
        row = handoffs.hold_own(tx, by)
        if row.state != State.TAKEN:
            raise refusals.Missing("psych-talk")
    else:
        row = mine(tx, by, handoff if handoff is not None else handoffs.key(current(tx, by)))
    had = residents.who(tx, row.psychologist_id) if row.psychologist_id else None
    handoffs.close(tx, row, "pupil" if by.is_pupil else "psychologist")
    return _given(tx, row, had)


def settled(tx: Tx, by: Who, *, handoff: int) -> None:
    """«Ответ не нужен»: the pupil's last words ask for none."""
    row = mine(tx, by, handoff)
    answered(tx, row)
    presence.seen(tx, by.must_be_resident())


def answered(tx: Tx, row: Handoff) -> None:
    """Note that the psychologist has answered everything that was said until now."""
    row.answered_at, row.answered_through = tx.now, _last_line(tx, handoffs.key(row))


def _last_line(tx: Tx, handoff: int) -> int:
    last = select(func.max(RelayLine.id)).where(
        RelayLine.handoff_id == handoff, col(RelayLine.from_pupil)
    )
    return tx.session.exec(last).one() or 0


def name_self(tx: Tx, by: Who) -> tuple[Given, str]:
    """«Назвать себя»: from now on the psychologist knows who it is."""
    row = handoffs.hold_own(tx, by)
    if row.state != State.TAKEN or row.psychologist_id is None:
        raise refusals.Missing("psych-talk")
    if row.named_at is not None:
        raise refusals.Spent("psych-named")
    row.named_at = tx.now
    journal.write(tx, "handoff.name", by=None, subject="handoff", subject_id=row.id)
    return _given(tx, row, residents.who(tx, row.psychologist_id)), by.short


def reveal(tx: Tx, by: Who, *, handoff: int, reason: str) -> Revealed:
    """«Раскрыть личность», for danger to life only (Q5): the reason is kept sealed, the act is in
    the journal, the pupil and the chairs are told of it."""
    row = mine(tx, by, handoff)
    if row.named_at is not None or row.revealed_at is not None or row.pupil_id is None:
        raise refusals.Spent("psych-known")
    said = wording.passage(reason, "reason", REASON_MAX)
    if len(said) < REASON_LEAST:
        raise refusals.Broken("psych-reason")
    row.revealed_at, row.sealed_reason = tx.now, tx.sealer.seal(said)
    journal.write(tx, "handoff.reveal", by=by.id, subject="handoff", subject_id=handoff)
    chairs = residents.ids_with_role(tx, Role.CHAIR)
    return Revealed(handoffs.card(tx, row), residents.who(tx, row.pupil_id), chairs)


def _given(tx: Tx, row: Handoff, psychologist: Who | None) -> Given:
    tx.session.flush()
    return Given(handoffs.card(tx, row), row.pupil_id, psychologist)


def _only_current(tx: Tx, own: int, row: Handoff | None) -> None:
    tx.session.flush()
    tx.session.execute(
        update(Handoff)
        .where(col(Handoff.psychologist_id) == own, col(Handoff.current))
        .values(current=False)
        .execution_options(synchronize_session="fetch")
    )
    if row is not None:
        row.current = True
        tx.session.flush()


def _show_again(tx: Tx, row: Handoff) -> None:
    """Have whoever takes a talk next shown what was asked with it and what nobody answered; the
    rest was between two people."""
    lines = tx.session.exec(
        select(RelayLine).where(RelayLine.handoff_id == row.id, col(RelayLine.from_pupil))
    )
    for line in lines:
        number = line.id or 0
        if not row.asked_through < number <= row.answered_through or line.arrived_at is None:
            line.shown_at = None


def plan_silence(tx: Tx, row: Handoff, line: int) -> None:
    """Have it noticed if a psychologist does not answer a line (0: says nothing after taking):
    they are reminded at half the time, then it is somebody else's turn."""
    for step, share in ((1, 0.5), (2, 1.0)):
        minutes = tx.rules.psych_silence_minutes * share
        due = psych_hours.later(tx.now, minutes, tx.rules)
        jobs.plan(
            tx,
            "handoff.silence",
            f"{row.id}:{line}:{step}:{due.timestamp():.0f}",
            due,
            handoff=handoffs.key(row),
            line=line,
            step=step,
            since=int(tx.now.timestamp()),
        )


def silent(tx: Tx, *, handoff: int, line: int, since: int) -> Given | None:
    """A taken talk whose psychologist has not answered ``line``, or said nothing since ``since``
    when it was taken; None if they have, or somebody else has it by now."""
    row = handoffs.hold(tx, handoff)
    if row.state != State.TAKEN or row.psychologist_id is None or row.taken_at is None:
        return None
    if row.answered_through >= line and row.answered_at is not None:
        return None
    if line == 0 and int(row.taken_at.timestamp()) > since:
        return None
    return _given(tx, row, residents.who(tx, row.psychologist_id))


def gone(tx: Tx, *, handoff: int, why: str) -> Given | None:
    """Put a talk back whose psychologist went away; None if a meeting is still to come."""
    row = handoffs.hold(tx, handoff)
    if row.state != State.TAKEN or (row.meeting_at is not None and row.meeting_at > tx.now):
        return None
    return give_back(tx, row, why)


def _forget_marks(row: Handoff) -> None:
    row.pupil_mark_id = row.staff_mark_id = None
    row.pupil_marked = row.staff_marked = 0


@relevance.check("handoff.waits")
def _waits(tx: Tx, handoff_id: int) -> bool:
    row = tx.session.get(Handoff, handoff_id)
    return row is not None and row.state == State.WAITING


@relevance.check("handoff.taken")
def _taken(tx: Tx, handoff_id: int) -> bool:
    row = tx.session.get(Handoff, handoff_id)
    return row is not None and row.state == State.TAKEN

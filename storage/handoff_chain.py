"""Nobody waits unanswered (Q3): one psychologist after another is told, then the coordinators."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func
from sqlmodel import col, select

from storage import handoffs, jobs, presence, psych_hours, residents
from storage.handoffs import Card, Handoff, State, Urgency
from storage.residents import Role
from storage.store import Tx

#: A booked time is told of so long before.
BEFORE_WISH = timedelta(minutes=15)


@dataclass(frozen=True)
class Call:
    """Whom to tell that a request waits: topic and urgency, nothing else.

    ``urgent`` breaks quiet hours.
    """

    card: Card
    psychologists: tuple[int, ...]
    coordinators: tuple[int, ...]
    urgent: bool


def begin(tx: Tx, row: Handoff) -> Call | None:
    """Start telling of a request that waits: whom to tell at once, and the next by the clock.

    A child in danger is told of to everybody at once; at night nobody is told of what can wait.
    """
    row.round += 1
    if row.urgency == Urgency.NOW:
        _plan(tx, row, 0)
        return Call(handoffs.card(tx, row), _everybody(tx, row), _coordinators(tx), urgent=True)
    there = [one for one in _candidates(tx, row) if one in presence.here(tx)]
    if psych_hours.is_open(tx.now, tx.rules) or there:
        return _tell(tx, row, 0)
    _plan(tx, row, 0)
    return None


def again(tx: Tx, *, handoff: int) -> Call | None:
    """Start anew for a request that came back into the queue."""
    return begin(tx, handoffs.hold(tx, handoff))


def wished(tx: Tx, row: Handoff) -> Call:
    """A time was booked: everybody who may take it, and the chain begins again before it."""
    row.round += 1
    _plan(tx, row, 0)
    return Call(handoffs.card(tx, row), _everybody(tx, row), (), urgent=False)


def go_on(tx: Tx, *, handoff: int, round: int, step: int) -> Call | None:
    """Tell the next (job "handoff.chain"); None if the request is not waiting any more."""
    row = handoffs.hold(tx, handoff)
    if row.state != State.WAITING or row.round != round:
        return None
    if row.wish_at is not None and tx.now < row.wish_at - BEFORE_WISH:
        # The pupil has chosen a time: until then nobody is late.
        _plan(tx, row, 0)
        return None
    if not psych_hours.is_open(tx.now, tx.rules):
        _plan(tx, row, step)
        return None
    return _tell(tx, row, step)


def _tell(tx: Tx, row: Handoff, step: int) -> Call:
    candidates = _candidates(tx, row)
    card = handoffs.card(tx, row)
    if step < len(candidates):
        _plan(tx, row, step + 1)
        # Who says in the evening to be there wants to hear of it in the evening.
        urgent = row.urgency == Urgency.NOW or candidates[step] in presence.here(tx)
        return Call(card, (candidates[step],), (), urgent=urgent)
    # Nobody took it: the coordinators, and everybody anew each working day.
    _plan(tx, row, 0, days=1)
    return Call(card, (), _coordinators(tx), urgent=row.urgency == Urgency.NOW)


def _plan(tx: Tx, row: Handoff, step: int, *, days: int = 0) -> None:
    if row.wish_at is not None and tx.now < row.wish_at - BEFORE_WISH:
        due = row.wish_at - BEFORE_WISH
    elif days or not psych_hours.is_open(tx.now, tx.rules):
        begun = psych_hours.closes(tx.now, tx.rules) if days else tx.now
        due = psych_hours.opens(begun, tx.rules)
    else:
        due = psych_hours.later(tx.now, tx.rules.psych_next_minutes, tx.rules)
    number = handoffs.key(row)
    jobs.plan(
        tx,
        "handoff.chain",
        f"{number}:{row.round}:{step}:{due.timestamp():.0f}",
        due,
        handoff=number,
        round=row.round,
        step=step,
    )


def _candidates(tx: Tx, row: Handoff) -> list[int]:
    """The psychologists in the order of asking: who is there, who has fewer talks; who had this
    one before comes last."""
    there = presence.here(tx)
    busy = dict(
        tx.session.exec(
            select(Handoff.psychologist_id, func.count())
            .where(Handoff.state == State.TAKEN, col(Handoff.psychologist_id).is_not(None))
            .group_by(col(Handoff.psychologist_id))
        ).all()
    )
    own = residents.ids_with_role(tx, Role.PSYCHOLOGIST)
    return sorted(
        own, key=lambda one: (one == row.left_by, one not in there, busy.get(one, 0), one)
    )


def _everybody(tx: Tx, row: Handoff) -> tuple[int, ...]:
    return tuple(_candidates(tx, row))


def _coordinators(tx: Tx) -> tuple[int, ...]:
    return residents.coordinators(tx)

"""Children in danger, for the adults: alerts again, taking an event, closing it (Q4)."""

from dataclasses import dataclass

from sqlmodel import col, select

from storage import crisis_events, journal, refusals, residents
from storage.crisis_events import Alert, CrisisAlert, CrisisEvent, EventView
from storage.residents import Who
from storage.store import Tx
from storage.talks import Address


@dataclass(frozen=True)
class Taken:
    """An event that an adult took: where the child wrote, and which others had been alerted."""

    event: EventView
    child: Address | None
    others: tuple[int, ...]


@dataclass(frozen=True)
class Wanted:
    """A talk that the adult who took an event asks for: with whom, and where they wrote. It is
    for the relay of `dialogs`; of its contents only the code is shown to the adult."""

    event: int
    code: str
    talk: int | None
    resident: int | None
    account: int | None


def repeat(tx: Tx, *, event: int) -> Alert | None:
    """Alert again, and from the next moment of the chain on more people; None when it was taken.

    Each round plans the next in the same step, so that a stop in between loses none.
    """
    row = crisis_events.hold(tx, event)
    if row is None or not crisis_events.is_free(row) or row.alerted_at is None:
        return None
    if tx.now - row.alerted_at >= crisis_events.REPEATED_FOR:
        journal.write(tx, "crisis.unanswered", by=None, subject="crisis", subject_id=event)
        return None
    stage = min(2, int((tx.now - row.alerted_at) / crisis_events.NEXT_AFTER))
    if stage > row.stage:
        row.stage = stage
        journal.write(tx, "crisis.next", by=None, subject="crisis", subject_id=event, stage=stage)
    crisis_events.plan_again(tx, row)
    return crisis_events.alert(tx, row, crisis_events.chain(tx, row))


def is_late(tx: Tx, *, event: int) -> bool:
    """Whether the first moment of the chain has just passed: then, once, the child is told."""
    row = tx.session.get(CrisisEvent, event)
    if row is None or row.alerted_at is None:
        return False
    return (
        crisis_events.NEXT_AFTER
        <= tx.now - row.alerted_at
        < crisis_events.NEXT_AFTER + crisis_events.REPEAT_EVERY
    )


def child_waits(tx: Tx, *, event: int) -> Address | None:
    """Where to tell a child that nobody took their event yet; None if somebody did."""
    row = crisis_events.hold(tx, event)
    return crisis_events.place(tx, row) if row is not None and crisis_events.is_free(row) else None


def take(tx: Tx, by: Who, *, event: int) -> Taken:
    """«Взял в работу»: one adult wins. Raises Denied, Missing, Spent ("crisis-taken")."""
    own = _must_answer(tx, by, event)
    row = crisis_events.hold(tx, event)
    if row is None:
        raise refusals.Missing("crisis")
    if row.taken_by is not None:
        name = residents.who(tx, row.taken_by).short
        raise refusals.Spent("crisis-taken", code=crisis_events.code_of(event), name=name)
    row.taken_by, row.taken_at = own, tx.now
    journal.write(tx, "crisis.take", by=own, subject="crisis", subject_id=event)
    tx.session.flush()
    others = tuple(one for one in crisis_events.alerted(tx, row) if one != own)
    return Taken(crisis_events.view(tx, row), crisis_events.place(tx, row), others)


def close(tx: Tx, by: Who, *, event: int) -> EventView:
    """The adult who took an event is done with it; raises Denied, Missing, Spent."""
    own = by.must_be_resident()
    row = crisis_events.hold(tx, event)
    if row is None or row.taken_by != own:
        raise refusals.Missing("crisis")
    if row.closed_at is not None:
        raise refusals.Spent("crisis-closed")
    row.closed_at = tx.now
    journal.write(tx, "crisis.close", by=own, subject="crisis", subject_id=event)
    return crisis_events.view(tx, row)


def wanted(tx: Tx, by: Who, *, event: int) -> Wanted:
    """With whom the adult who took an event is to be brought together; raises Missing."""
    own = by.must_be_resident()
    row = tx.session.get(CrisisEvent, event)
    if row is None or row.taken_by != own or row.account_id is None:
        raise refusals.Missing("crisis")
    journal.write(tx, "crisis.talk", by=own, subject="crisis", subject_id=event)
    return Wanted(event, crisis_events.code_of(event), row.talk_id, row.resident_id, row.account_id)


def waiting(tx: Tx, by: Who) -> list[EventView]:
    """Events of which adults know and that are not closed, the latest first; raises Denied."""
    by.must_have(*crisis_events.EVERYBODY)
    rows = tx.session.exec(
        select(CrisisEvent)
        .where(col(CrisisEvent.alerted_at).is_not(None), col(CrisisEvent.closed_at).is_(None))
        .order_by(col(CrisisEvent.id).desc())
        .limit(50)
    )
    return [crisis_events.view(tx, row) for row in rows]


def show(tx: Tx, by: Who, *, event: int) -> EventView:
    """An event as adults see it; raises Denied, Missing."""
    _must_answer(tx, by, event)
    return crisis_events.view(tx, tx.session.get_one(CrisisEvent, event))


def _must_answer(tx: Tx, by: Who, event: int) -> int:
    """Give the id of an adult who may answer an event: by role, or because it was them who were
    alerted; raises Denied, Missing."""
    own = by.must_be_resident()
    if tx.session.get(CrisisEvent, event) is None:
        raise refusals.Missing("crisis")
    if not by.has(*crisis_events.EVERYBODY) and tx.session.get(CrisisAlert, (event, own)) is None:
        raise refusals.Denied("role")
    return own

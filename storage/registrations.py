"""Who takes part in an event: places, the waiting list, offers that go on by themselves (E3, E6).

A place is held by who is registered, was offered one, or waits for a parent's word. All that
counts places runs under the event's lock.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import col, select

from storage import (
    conferences,
    consents,
    event_lists,
    events,
    jobs,
    journal,
    quiet,
    refusals,
    relevance,
    residents,
)
from storage.consents import Purpose
from storage.event_lists import Registration, Seat
from storage.events import Event, EventState
from storage.projects import key
from storage.residents import Who
from storage.store import Tx

#: An offer lasts this part of the time that is left, if that is less than the setting.
PART_OF_WHAT_IS_LEFT = 4
SHORTEST_OFFER = timedelta(minutes=15)


@dataclass(frozen=True)
class Taken:
    """A line as its person sees it; ``position`` counts from 1 in the waiting list, 0 outside.

    ``soon`` tells that the event is within a day: then nothing about it can wait (C9).
    """

    id: int
    event: int
    title: str
    starts_at: datetime
    state: Seat
    until: datetime | None
    position: int
    resident: int | None
    account: int | None
    soon: bool


@dataclass(frozen=True)
class Moved:
    """What an act changed: one's own line, and those who were offered a place by it;
    ``wanted_consent`` tells that it was a parent's word that did not come."""

    own: Taken
    offered: tuple[Taken, ...] = ()
    wanted_consent: bool = False


def join(tx: Tx, by: Who, *, event: int, seen: str = "", words: str = "") -> Taken:
    """Take a place, or one in the waiting list; ``words`` are what a pupil agrees to.

    ``seen`` names the person's other events at that time that were shown (E6).
    """
    row = events.see(tx, by, event)
    row = events.hold(tx, event)
    events.must_see(tx, by, row)
    events.must_stand(tx, row)
    if by.id is not None and by.id in events.host_ids(tx, event):
        raise refusals.Broken("event-own-host")
    if not events.includes(tx, row, by):
        raise refusals.Denied("event-audience")
    line = event_lists.mine(tx, by, event)
    if line is not None and line.state != Seat.LEFT:
        raise refusals.Spent("event-joined")
    event_lists.must_be_free(tx, by, row, seen)
    if row.consent and by.is_pupil and words:
        consents.give(
            tx,
            by,
            subject=by.must_be_resident(),
            purpose=Purpose.EVENTS,
            text=words,
            thing=thing(event),
        )
    if line is None:
        line = _new(tx, by, row)
    line.turn, line.at, line.until = event_lists.last_turn(tx, event) + 1, tx.now, None
    if row.places is not None and event_lists.taken(tx, event) >= row.places:
        line.state = Seat.WAITING
        tx.session.flush()
    else:
        _seat(tx, row, line)
    _journal(tx, "event.join", by, line)
    return _taken(tx, row, line)


def leave(tx: Tx, by: Who, *, event: int) -> Moved:
    """Give a place, an offer or one's turn back; the first who waits is offered what is free."""
    row = events.hold(tx, event)
    line = event_lists.mine(tx, by, event)
    if line is None or line.state == Seat.LEFT:
        raise refusals.Spent("event-left")
    let_go(tx, line)
    _journal(tx, "event.leave", by, line)
    return Moved(_taken(tx, row, line), move(tx, row))


def accept(tx: Tx, by: Who, *, event: int) -> Taken:
    """Take the place that was offered, while it is."""
    row = events.hold(tx, event)
    line = event_lists.mine(tx, by, event)
    if line is None or line.state != Seat.OFFERED:
        raise refusals.Spent("event-offer-over")
    events.must_stand(tx, row)
    if line.until is not None and line.until <= tx.now:
        raise refusals.Spent("event-offer-over")
    _seat(tx, row, line)
    _journal(tx, "event.accept", by, line)
    return _taken(tx, row, line)


def end_of_hold(tx: Tx, *, line: int, turn: int) -> Moved | None:
    """Free a place whose offer or wait for consent is over (job "event.hold-end")."""
    found = tx.session.get(Registration, line)
    if found is None:
        return None
    row = events.hold(tx, found.event_id)
    tx.session.refresh(found)
    held = found.state in (Seat.OFFERED, Seat.CONSENT)
    if found.turn != turn or not held or found.until is None or found.until > tx.now:
        return None
    wanted = found.state == Seat.CONSENT
    if wanted and has_consent(tx, row, found):
        _register(found)
        return None
    let_go(tx, found)
    return Moved(_taken(tx, row, found), move(tx, row), wanted)


def check_consent(tx: Tx, by: Who, *, event: int) -> Taken:
    """Register a pupil whose parent's word is there by now (given in the chat or on paper)."""
    row = events.hold(tx, event)
    line = event_lists.mine(tx, by, event)
    if line is None:
        raise refusals.Missing("event")
    if line.state == Seat.CONSENT and has_consent(tx, row, line):
        _register(line)
        tx.session.flush()
    return _taken(tx, row, line)


def move(tx: Tx, row: Event) -> tuple[Taken, ...]:
    """Offer what is free to those who wait, in their order; the event is locked."""
    if row.state != EventState.APPROVED or row.starts_at <= tx.now:
        return ()
    event = key(row.id)
    free = None if row.places is None else row.places - event_lists.taken(tx, event)
    waiting = _waiting(tx, event)
    chosen = waiting if free is None else waiting[: max(0, free)]
    for line in chosen:
        line.state, line.until = Seat.OFFERED, offer_until(tx, row, line)
        _plan_the_end(tx, line)
    tx.session.flush()
    return tuple(_taken(tx, row, line) for line in chosen)


def offer_until(tx: Tx, row: Event, line: Registration) -> datetime:
    """Until when a place is kept: the setting's hours from when the person may be told, less
    where the event is near, never beyond its beginning."""
    since = tx.now
    if line.resident_id is not None and row.starts_at - tx.now > timedelta(days=1):
        audience = residents.audience(residents.who(tx, line.resident_id))
        since = quiet.opens(tx.now, audience, tx.rules)
    left = row.starts_at - since
    span = min(timedelta(hours=tx.rules.place_offer_hours), left / PART_OF_WHAT_IS_LEFT)
    return min(row.starts_at, since + max(SHORTEST_OFFER, span))


def seat(tx: Tx, who: Who, row: Event) -> Taken | None:
    """How somebody stands to an event, if they do."""
    line = event_lists.mine(tx, who, key(row.id))
    return None if line is None or line.state == Seat.LEFT else _taken(tx, row, line)


def thing(event: int) -> str:
    """What a consent for an event is about (`storage.consents`)."""
    return f"event:{event}"


def has_consent(tx: Tx, row: Event, line: Registration) -> bool:
    """Whether nobody's word is wanting for this person and event."""
    if not row.consent or line.resident_id is None:
        return True
    if not residents.who(tx, line.resident_id).is_pupil:
        return True
    return consents.in_force(tx, line.resident_id, Purpose.EVENTS, thing(key(row.id)))


def without_consent(tx: Tx, row: Event, people: Collection[int]) -> frozenset[int]:
    """Which of these residents lack a parent's word that the event wants, in one question."""
    if not row.consent or not people:
        return frozenset()
    known = residents.people(tx, people)
    pupils = [(one, thing(key(row.id))) for one in people if known[one].is_pupil]
    missing = consents.missing_among(tx, Purpose.EVENTS, pupils)
    return frozenset(one for (one, _), lacking in missing.items() if lacking)


def shown(tx: Tx, row: Event, line: Registration) -> Taken:
    return _taken(tx, row, line)


def _new(tx: Tx, by: Who, row: Event) -> Registration:
    names = event_lists.lines_of(by)
    if not names:
        raise refusals.Unregistered
    line = Registration(
        event_id=key(row.id),
        person=names[0],
        resident_id=by.id,
        account_id=by.account_id if by.id is None else None,
        state=Seat.LEFT,
        turn=0,
        at=tx.now,
    )
    tx.session.add(line)
    tx.session.flush()
    return line


def _seat(tx: Tx, row: Event, line: Registration) -> None:
    """Give a place; a pupil's waits for the parent's word where it is wanted."""
    if has_consent(tx, row, line):
        _register(line)
    else:
        until = tx.now + timedelta(hours=tx.rules.event_consent_hours)
        line.state, line.until = Seat.CONSENT, min(until, row.starts_at)
        _plan_the_end(tx, line)
    tx.session.flush()


def _register(line: Registration) -> None:
    line.state, line.until = Seat.REGISTERED, None


def let_go(tx: Tx, line: Registration) -> None:
    """Free a place, with what its person has at the event; rights are the caller's matter."""
    line.state, line.until = Seat.LEFT, None
    tx.session.flush()
    if line.resident_id is not None:
        conferences.person_left(tx, line.event_id, line.resident_id)


def _plan_the_end(tx: Tx, line: Registration) -> None:
    assert line.until is not None
    name = f"{line.id}:{line.turn}:{line.state}"
    jobs.plan(tx, "event.hold-end", name, line.until, line=key(line.id), turn=line.turn)


def _waiting(tx: Tx, event: int) -> Sequence[Registration]:
    return event_lists.of_event(tx, event, Seat.WAITING)


def _journal(tx: Tx, act: str, by: Who, line: Registration) -> None:
    journal.write(tx, act, by=by.id, subject="event", subject_id=line.event_id, line=line.id)


def _taken(tx: Tx, row: Event, line: Registration) -> Taken:
    state, position = Seat(line.state), 0
    if state is Seat.WAITING:
        query = select(func.count()).select_from(Registration)
        position = tx.session.exec(
            query.where(
                Registration.event_id == line.event_id,
                Registration.state == Seat.WAITING,
                col(Registration.turn) <= line.turn,
            )
        ).one()
    return Taken(
        id=key(line.id),
        event=line.event_id,
        title=row.title,
        starts_at=row.starts_at,
        state=state,
        until=line.until,
        position=position,
        resident=line.resident_id,
        account=line.account_id,
        soon=row.starts_at - tx.now <= timedelta(days=1),
    )


@relevance.check("event.offered")
def _is_offered(tx: Tx, line: int) -> bool:
    found = tx.session.get(Registration, line)
    return found is not None and found.state == Seat.OFFERED


@relevance.check("event.wants-consent")
def _wants_consent(tx: Tx, line: int) -> bool:
    found = tx.session.get(Registration, line)
    return found is not None and found.state == Seat.CONSENT

"""Who was there: a code said at the meeting, and the certificate of it (E4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, or_, select

from storage import event_lists, events, journal, refusals
from storage.event_lists import Registration, Seat
from storage.events import Event, EventHost, EventState
from storage.projects import key
from storage.residents import Who
from storage.store import Tx

BEFORE, AFTER = timedelta(minutes=10), timedelta(minutes=30)
TRIES = 5
DIGITS = 4
#: So many of the events that somebody held are listed.
HELD_MOST = 20


@dataclass(frozen=True)
class Attended:
    """That somebody was at an event."""

    event: int
    title: str
    starts_at: datetime
    ends_at: datetime
    who: Who


def code(tx: Tx, by: Who, *, event: int) -> str:
    """The code that is said aloud, made when a host first asks for it, during the meeting."""
    row = events.hold_to_manage(tx, by, event)
    _must_be_on(tx, row)
    if not row.code:
        row.code = f"{int.from_bytes(tx.new_key().encode()) % 10**DIGITS:0{DIGITS}}"
        tx.session.flush()
        journal.write(tx, "event.code", by=by.id, subject="event", subject_id=event)
    return row.code


def attend(tx: Tx, by: Who, *, event: int, code: str) -> Attended | None:
    """Say the code: who is registered was there. None for a wrong one, which is counted: four
    digits are soon guessed. After five wrong ones raises `refusals.Broken` for any.
    """
    row = events.hold(tx, event)
    events.must_see(tx, by, row)
    line = event_lists.mine(tx, by, event)
    if line is None or line.state != Seat.REGISTERED:
        raise refusals.Denied("event-not-registered")
    if line.attended_at is not None:
        raise refusals.Spent("event-attended")
    _must_be_on(tx, row)
    if line.tries >= TRIES:
        raise refusals.Broken("event-code-tries")
    if not row.code or code.strip() != row.code:
        line.tries += 1
        tx.session.flush()
        return None
    line.attended_at = tx.now
    tx.session.flush()
    journal.write(tx, "event.attend", by=by.id, subject="event", subject_id=event, line=line.id)
    return _attended(row, by)


def may_attend(tx: Tx, row: Event, line: Registration | None) -> bool:
    """Whether somebody may say the code now."""
    is_in = line is not None and line.state == Seat.REGISTERED and line.attended_at is None
    return is_in and _is_on(tx, row)


def certificate(tx: Tx, by: Who, *, event: int) -> Attended:
    """What a certificate says, for who was there; after the end."""
    by.must_be_resident()
    row = events.see(tx, by, event)
    line = event_lists.mine(tx, by, event)
    if line is None or line.attended_at is None or row.state != EventState.APPROVED:
        raise refusals.Denied("event-not-attended")
    if row.ends_at > tx.now:
        raise refusals.Broken("event-not-over")
    return _attended(row, by)


def past(tx: Tx, by: Who) -> list[Attended]:
    """Where somebody was: the events' part of the portfolio, the latest first."""
    by.must_be_resident()
    rows = tx.session.exec(
        select(Event)
        .join(Registration, col(Registration.event_id) == col(Event.id))
        .where(
            col(Registration.person).in_(event_lists.lines_of(by)),
            col(Registration.attended_at).is_not(None),
            col(Event.ends_at) <= tx.now,
        )
        .order_by(col(Event.starts_at).desc())
    )
    return [_attended(row, by) for row in rows]


def held(tx: Tx, by: Who) -> list[Attended]:
    """What somebody held and is over, the latest first: results and protocols are found there."""
    own = by.must_be_resident()
    hosting = select(EventHost.event_id).where(EventHost.resident_id == own)
    rows = tx.session.exec(
        select(Event)
        .where(
            Event.state == EventState.APPROVED,
            col(Event.ends_at) <= tx.now,
            or_(col(Event.proposed_by) == own, col(Event.id).in_(hosting)),
        )
        .order_by(col(Event.starts_at).desc(), col(Event.id))
        .limit(HELD_MOST)
    )
    return [_attended(row, by) for row in rows]


def attenders(tx: Tx, row: Event) -> list[Registration]:
    """Who is asked afterwards: those who said the code, or all where none was made."""
    lines = event_lists.of_event(tx, key(row.id), Seat.REGISTERED)
    return [one for one in lines if one.attended_at is not None] if row.code else lines


def _attended(row: Event, who: Who) -> Attended:
    return Attended(key(row.id), row.title, row.starts_at, row.ends_at, who)


def _must_be_on(tx: Tx, row: Event) -> None:
    if not _is_on(tx, row):
        raise refusals.Broken("event-not-on")


def _is_on(tx: Tx, row: Event) -> bool:
    since, until = row.starts_at - BEFORE, row.ends_at + AFTER
    return row.state == EventState.APPROVED and since <= tx.now <= until

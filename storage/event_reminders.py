"""What those who take part are told by the clock: reminders, changes, each once (E3).

A day, an hour and ten minutes before, and when an event is moved or cancelled. Each notice is a
row: whom it is for, and of which state of the event. Whether it still holds is asked again when
it leaves (C10).
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel, col, select

from storage import events, jobs, registrations, relevance
from storage.event_lists import Registration, Seat
from storage.events import Event, EventState, EventView
from storage.projects import key
from storage.store import Tx

#: Minutes before the beginning; with the last comes the link.
BEFORE = (1440, 60, 10)
LAST = BEFORE[-1]
#: In the place of minutes: the event itself was changed.
CHANGE = 0
#: How many are reminded in one step: a thousand would hold everybody else up.
AT_ONCE = 100


class EventReminder(SQLModel, table=True):
    """That somebody was to be told of an event as it was planned then."""

    __tablename__ = "event_reminder"
    __table_args__ = (
        UniqueConstraint("line_id", "sequence", "minutes"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    line_id: int = Field(foreign_key="event_registration.id")
    event_id: int = Field(foreign_key="event.id", index=True)
    sequence: int
    minutes: int


@dataclass(frozen=True)
class Reminder:
    """One to be told: ``id`` is what the message is checked by at leaving."""

    id: int
    resident: int | None
    account: int | None


@dataclass(frozen=True)
class Round:
    """Those whose turn it is, and the event; ``minutes`` before its beginning."""

    event: EventView
    minutes: int
    people: tuple[Reminder, ...]


def plan(tx: Tx, row: Event) -> None:
    """Plan the reminders of an event as it is planned now; earlier plans lead to nothing."""
    for minutes in BEFORE:
        due = row.starts_at - timedelta(minutes=minutes)
        if due > tx.now:
            name = f"{row.id}:{row.sequence}:{minutes}"
            jobs.plan(
                tx,
                "event.remind",
                name,
                due,
                event=key(row.id),
                sequence=row.sequence,
                minutes=minutes,
            )


def due(tx: Tx, *, event: int, sequence: int, minutes: int, after: int = 0) -> Round | None:
    """The next of those to be reminded (job "event.remind"); plans a step for the rest."""
    row = tx.session.get(Event, event)
    if row is None or not _stands(tx, row, sequence):
        return None
    people = _people(tx, row, minutes, after, (Seat.REGISTERED,), "event.remind")
    return Round(events.view(tx, row), minutes, people)


def plan_change(tx: Tx, row: Event, *, soon: bool) -> None:
    """Plan that everybody in the lists is told of a change; at once where it is ``soon``."""
    name = f"{row.id}:{row.sequence}"
    jobs.plan(
        tx,
        "event.tell",
        name,
        tx.now,
        event=key(row.id),
        sequence=row.sequence,
        soon=int(soon),
    )


def changed(tx: Tx, *, event: int, sequence: int, soon: int, after: int = 0) -> Round | None:
    """The next of those to be told of a change (job "event.tell")."""
    row = tx.session.get(Event, event)
    if row is None or row.sequence != sequence:
        return None
    states = tuple(state for state in Seat if state is not Seat.LEFT)
    people = _people(tx, row, CHANGE, after, states, "event.tell", soon=soon)
    return Round(events.view(tx, row), CHANGE, people)


def _people(
    tx: Tx,
    row: Event,
    minutes: int,
    after: int,
    states: tuple[Seat, ...],
    job: str,
    **args: int,
) -> tuple[Reminder, ...]:
    """A step's worth of people, written down; the rest gets a step of its own."""
    event = key(row.id)
    lines = tx.session.exec(
        select(Registration)
        .where(
            Registration.event_id == event,
            col(Registration.state).in_([state.value for state in states]),
            col(Registration.id) > after,
        )
        .order_by(col(Registration.id))
        .limit(AT_ONCE)
    ).all()
    if len(lines) == AT_ONCE:
        last = key(lines[-1].id)
        rest = args if minutes == CHANGE else {"minutes": minutes}
        name = f"{event}:{row.sequence}:{minutes}:{last}"
        jobs.plan(tx, job, name, tx.now, event=event, sequence=row.sequence, after=last, **rest)
    made = [
        EventReminder(line_id=key(one.id), event_id=event, sequence=row.sequence, minutes=minutes)
        for one in lines
        if minutes == CHANGE or registrations.has_consent(tx, row, one)
    ]
    tx.session.add_all(made)
    tx.session.flush()
    of_line = {one.id: one for one in lines}
    return tuple(
        Reminder(key(one.id), of_line[one.line_id].resident_id, of_line[one.line_id].account_id)
        for one in made
    )


def _stands(tx: Tx, row: Event, sequence: int) -> bool:
    is_as_planned = row.state == EventState.APPROVED and row.sequence == sequence
    return is_as_planned and row.starts_at > tx.now


@relevance.check("event.reminder")
def _holds(tx: Tx, reminder: int) -> bool:
    found = tx.session.get(EventReminder, reminder)
    if found is None:
        return False
    row = tx.session.get(Event, found.event_id)
    line = tx.session.get(Registration, found.line_id)
    if row is None or line is None or line.state != Seat.REGISTERED:
        return False
    return _stands(tx, row, found.sequence) and registrations.has_consent(tx, row, line)


@relevance.check("event.told")
def _still_so(tx: Tx, reminder: int) -> bool:
    found = tx.session.get(EventReminder, reminder)
    if found is None:
        return False
    row = tx.session.get(Event, found.event_id)
    line = tx.session.get(Registration, found.line_id)
    is_in = line is not None and line.state != Seat.LEFT
    return is_in and row is not None and row.sequence == found.sequence

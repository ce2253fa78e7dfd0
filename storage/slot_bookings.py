"""Bookings of consultation times: one place is one person's, and one person is in one place (K4).

The database itself holds no place twice and nobody twice in a slot, whatever comes at once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel, col, select

from storage import (
    access,
    columns,
    consultation_slots,
    event_lists,
    jobs,
    journal,
    refusals,
    relevance,
    residents,
)
from storage.access import Segment
from storage.columns import Instant
from storage.consultation_slots import Slot, SlotView
from storage.event_lists import Registration
from storage.events import Event, EventHost, EventState
from storage.projects import key
from storage.residents import Who
from storage.store import Tx

#: Bookings of one person that are to come.
MOST = 5
#: Minutes before the beginning: a day, an hour.
BEFORE = (1440, 60)
BOOKED, CANCELLED = "booked", "cancelled"


class SlotBooking(SQLModel, table=True):
    """A person's place in a slot."""

    __tablename__ = "slot_booking"
    __table_args__ = (
        columns.partial_index(
            "ix_slot_booking_seat",
            "slot_id",
            "seat",
            unique=True,
            where="state = 'booked'",
        ),
        columns.partial_index(
            "ix_slot_booking_person",
            "slot_id",
            "resident_id",
            unique=True,
            where="state = 'booked'",
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    slot_id: int = Field(foreign_key="consultation_slot.id", index=True)
    resident_id: int = Field(foreign_key="resident.id", index=True)
    seat: int
    state: str = BOOKED
    at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


@dataclass(frozen=True)
class BookingView:
    """A booking, with the link of its slot."""

    id: int
    slot: SlotView
    who: Who


@dataclass(frozen=True)
class Clash:
    """What else somebody has at that time."""

    title: str
    at: datetime


@dataclass(frozen=True)
class Offered:
    """A slot as who may book it sees it."""

    slot: SlotView
    free: int


@dataclass(frozen=True)
class CancelledSlot:
    """A slot that its teacher took back, and those who had booked it."""

    slot: SlotView
    people: tuple[Who, ...]


def book(tx: Tx, by: Who, *, slot: int, anyway: bool = False) -> BookingView:
    """«Записаться»: one place of a slot.

    Raises `refusals.Spent` where one has it already or it is over, `refusals.Broken` for no place
    left, another booking at that time, or an event at that time that was not shown (``anyway``).
    """
    access.must_enter(by, Segment.ROOMS)
    own = by.must_be_resident()
    tx.lock(f"bookings:{own}")
    return _book(tx, by, slot, anyway=anyway)


def move(tx: Tx, by: Who, *, booking: int, slot: int, anyway: bool = False) -> BookingView:
    """«Перенести»: the old place is given back only if the new one is got."""
    access.must_enter(by, Segment.ROOMS)
    tx.lock(f"bookings:{by.must_be_resident()}")
    old = _own(tx, by, booking)
    if old.slot_id == slot:
        raise refusals.Spent("slot-booked-already")
    _let_go(tx, old)
    return _book(tx, by, slot, anyway=anyway)


def cancel(tx: Tx, by: Who, *, booking: int) -> BookingView:
    """Give a place back."""
    access.must_enter(by, Segment.ROOMS)
    tx.lock(f"bookings:{by.must_be_resident()}")
    row = _own(tx, by, booking)
    _let_go(tx, row)
    journal.write(tx, "slot.cancel", by=by.id, subject="slot", subject_id=row.slot_id)
    return _view(tx, row)


def take_back(tx: Tx, by: Who, *, slot: int) -> CancelledSlot:
    """A teacher takes a time back; gives whom to tell."""
    row = consultation_slots.hold_own(tx, by, slot)
    consultation_slots.must_stand(tx, row)
    booked = _of_slot(tx, slot)
    row.cancelled_at = tx.now
    for one in booked:
        _let_go(tx, one)
    journal.write(tx, "slot.take-back", by=by.id, subject="slot", subject_id=slot)
    people = residents.people(tx, [one.resident_id for one in booked])
    return CancelledSlot(consultation_slots.view(tx, row), tuple(people.values()))


def offered(tx: Tx, by: Who, *, teacher: int | None = None) -> list[Offered]:
    """What can be booked now, with places left and not one's own already."""
    found: list[Offered] = []
    for row in consultation_slots.coming(tx, by):
        if teacher is not None and row.teacher_id != teacher:
            continue
        booked = _of_slot(tx, key(row.id))
        if len(booked) < row.places and all(one.resident_id != by.id for one in booked):
            found.append(Offered(consultation_slots.view(tx, row), row.places - len(booked)))
    return found


def see(tx: Tx, by: Who, *, slot: int) -> Offered:
    """A slot before it is booked."""
    access.must_enter(by, Segment.ROOMS)
    by.must_be_resident()
    row = consultation_slots.find(tx, slot)
    consultation_slots.must_stand(tx, row)
    return Offered(consultation_slots.view(tx, row), row.places - len(_of_slot(tx, slot)))


def mine(tx: Tx, by: Who) -> list[BookingView]:
    """One's own bookings that are to come."""
    access.must_enter(by, Segment.ROOMS)
    return [_view(tx, row) for row, _ in _coming_of(tx, by.must_be_resident())]


def show(tx: Tx, by: Who, *, booking: int) -> BookingView:
    """One's own booking; raises `refusals.Missing`, or `Spent` for one that is over."""
    access.must_enter(by, Segment.ROOMS)
    by.must_be_resident()
    return _view(tx, _own(tx, by, booking))


def people(tx: Tx, by: Who, *, slot: int) -> tuple[SlotView, tuple[Who, ...]]:
    """Who has booked a slot, for its teacher."""
    row = consultation_slots.hold_own(tx, by, slot)
    found = residents.people(tx, [one.resident_id for one in _of_slot(tx, slot)])
    return consultation_slots.view(tx, row, with_link=True), tuple(found.values())


def clashes(tx: Tx, by: Who, *, slot: int) -> tuple[Clash, ...]:
    """Events at that time in which somebody takes part, or which they hold."""
    row = consultation_slots.find(tx, slot)
    lines = select(Registration.event_id).where(
        col(Registration.person).in_(event_lists.lines_of(by)),
        col(Registration.state).in_([*event_lists.TAKEN]),
    )
    held = select(EventHost.event_id).where(EventHost.resident_id == by.id)
    found = tx.session.exec(
        select(Event)
        .where(
            Event.state == EventState.APPROVED.value,
            col(Event.starts_at) < row.ends_at,
            col(Event.ends_at) > row.starts_at,
            col(Event.id).in_(lines) | col(Event.id).in_(held),
        )
        .order_by(col(Event.starts_at), col(Event.id))
    )
    return tuple(Clash(one.title, one.starts_at) for one in found)


def reminder(tx: Tx, *, booking: int) -> BookingView | None:
    """Whom to remind (job "slot.remind"); None if the booking does not stand any more."""
    row = tx.session.get(SlotBooking, booking)
    return _view(tx, row) if row is not None and _stands(tx, booking) else None


def _book(tx: Tx, by: Who, slot: int, *, anyway: bool) -> BookingView:
    own = by.must_be_resident()
    row = consultation_slots.hold(tx, slot)
    consultation_slots.must_stand(tx, row)
    if row.teacher_id == own:
        raise refusals.Broken("slot-own")
    booked = _of_slot(tx, slot)
    if any(one.resident_id == own for one in booked):
        raise refusals.Spent("slot-booked-already")
    seat = next((n for n in range(1, row.places + 1) if n not in {b.seat for b in booked}), None)
    if seat is None:
        raise refusals.Broken("slot-full")
    coming = _coming_of(tx, own)
    if len(coming) >= MOST:
        raise refusals.Broken("slot-most", most=MOST)
    for _, other in coming:
        if other.starts_at < row.ends_at and other.ends_at > row.starts_at:
            raise refusals.Broken("slot-double", at=other.starts_at)
    if not anyway and clashes(tx, by, slot=slot):
        raise refusals.Broken("slot-clash")
    made = SlotBooking(slot_id=slot, resident_id=own, seat=seat, at=tx.now)
    tx.session.add(made)
    tx.session.flush()
    journal.write(tx, "slot.book", by=own, subject="slot", subject_id=slot)
    for minutes in BEFORE:
        due = row.starts_at - timedelta(minutes=minutes)
        if due > tx.now:
            name = f"{made.id}:{minutes}"
            jobs.plan(tx, "slot.remind", name, due, booking=key(made.id), minutes=minutes)
    return _view(tx, made)


def _own(tx: Tx, by: Who, booking: int) -> SlotBooking:
    row = tx.session.get(SlotBooking, booking, populate_existing=True)
    if row is None or row.resident_id != by.id:
        raise refusals.Missing("slot-booking")
    if row.state != BOOKED:
        raise refusals.Spent("slot-booking-over")
    consultation_slots.must_stand(tx, consultation_slots.find(tx, row.slot_id))
    return row


def _let_go(tx: Tx, row: SlotBooking) -> None:
    row.state, row.ended_at = CANCELLED, tx.now
    tx.session.flush()


def _of_slot(tx: Tx, slot: int) -> list[SlotBooking]:
    return list(
        tx.session.exec(
            select(SlotBooking)
            .where(SlotBooking.slot_id == slot, SlotBooking.state == BOOKED)
            .order_by(col(SlotBooking.seat))
            .execution_options(populate_existing=True)
        )
    )


def _coming_of(tx: Tx, resident: int) -> list[tuple[SlotBooking, Slot]]:
    rows = tx.session.exec(
        select(SlotBooking, Slot)
        .join(Slot, col(Slot.id) == col(SlotBooking.slot_id))
        .where(
            SlotBooking.resident_id == resident,
            SlotBooking.state == BOOKED,
            col(Slot.ends_at) > tx.now,
        )
        .order_by(col(Slot.starts_at))
    )
    return list(rows)


def _view(tx: Tx, row: SlotBooking) -> BookingView:
    slot = consultation_slots.find(tx, row.slot_id)
    return BookingView(
        id=key(row.id),
        slot=consultation_slots.view(tx, slot, with_link=True),
        who=residents.who(tx, row.resident_id),
    )


@relevance.check("slot.booked")
def _stands(tx: Tx, booking: int) -> bool:
    row = tx.session.get(SlotBooking, booking)
    if row is None or row.state != BOOKED:
        return False
    slot = tx.session.get(Slot, row.slot_id)
    return slot is not None and slot.cancelled_at is None and slot.starts_at > tx.now

"""The lists of an event: everybody's line, in its order, and what else people do then (E3, E6)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint, func
from sqlmodel import Field, SQLModel, col, select

from storage import event_rules, refusals
from storage.columns import Instant
from storage.events import Event, EventState
from storage.projects import key
from storage.refusals import Change
from storage.residents import Who
from storage.store import Tx


class Seat(StrEnum):
    """How somebody stands to an event; ``consent`` waits for the parent's word."""

    REGISTERED = "registered"
    OFFERED = "offered"
    CONSENT = "consent"
    WAITING = "waiting"
    LEFT = "left"


#: These hold a place.
TAKEN = (Seat.REGISTERED.value, Seat.OFFERED.value, Seat.CONSENT.value)


class Registration(SQLModel, table=True):
    """A person's line of an event: ``person`` is "r7" for a resident, "a7" for an account of
    nobody. ``turn`` is the place in the queue, given anew when somebody comes back."""

    __tablename__ = "event_registration"
    __table_args__ = (
        UniqueConstraint("event_id", "person"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    person: str = Field(index=True)
    resident_id: int | None = Field(default=None, foreign_key="resident.id", index=True)
    account_id: int | None = Field(default=None, foreign_key="account.id")
    state: str
    turn: int
    until: datetime | None = Field(default=None, sa_type=Instant)
    at: datetime = Field(sa_type=Instant)
    attended_at: datetime | None = Field(default=None, sa_type=Instant)
    tries: int = 0


def lines_of(who: Who) -> tuple[str, ...]:
    """Under what names somebody may stand in the lists: an account that registered since, too."""
    found = [f"r{who.id}"] if who.id is not None else []
    return (*found, *([f"a{who.account_id}"] if who.account_id is not None else []))


def taken(tx: Tx, event: int) -> int:
    """How many places are held."""
    query = select(func.count()).select_from(Registration)
    return tx.session.exec(
        query.where(Registration.event_id == event, col(Registration.state).in_(TAKEN))
    ).one()


def mine(tx: Tx, who: Who, event: int) -> Registration | None:
    """A person's line of an event, a resident's own before an account's."""
    rows = tx.session.exec(
        select(Registration)
        .where(Registration.event_id == event, col(Registration.person).in_(lines_of(who)))
        .order_by(col(Registration.person).desc())
        .execution_options(populate_existing=True)
    ).all()
    standing = [row for row in rows if row.state != Seat.LEFT]
    return next(iter([*standing, *rows]), None)


def of_event(tx: Tx, event: int, *states: Seat) -> list[Registration]:
    """The lines of an event in their order."""
    return list(
        tx.session.exec(
            select(Registration)
            .where(
                Registration.event_id == event,
                col(Registration.state).in_([state.value for state in states]),
            )
            .order_by(col(Registration.turn))
        )
    )


def busy(tx: Tx, who: Who, row: Event) -> list[Event]:
    """What else somebody takes part in or holds at that time."""
    others = {other.id: other for other in event_rules.overlapping(tx, row)}
    mine_too = tx.session.exec(
        select(Registration.event_id).where(
            col(Registration.person).in_(lines_of(who)),
            col(Registration.state).in_([*TAKEN]),
            col(Registration.event_id).in_(others),
        )
    )
    found = {number for number in mine_too if others[number].state == EventState.APPROVED}
    if who.id is not None:
        found |= {key(other.id) for other in event_rules.held_by(tx, who.id, row)}
    return [others[number] for number in sorted(found)]


def last_turn(tx: Tx, event: int) -> int:
    query = select(func.max(Registration.turn)).where(Registration.event_id == event)
    return tx.session.exec(query).one() or 0


def must_be_free(tx: Tx, by: Who, row: Event, seen: str) -> None:
    """Raise `refusals.Changed` for other events at that time that were not shown (E6)."""
    known = set(seen.split(","))
    fresh = [other for other in busy(tx, by, row) if str(other.id) not in known]
    if fresh:
        changes = tuple(Change("event.busy", "", one.title, one.starts_at) for one in fresh)
        raise refusals.Changed("event-busy", changes)

"""Events of the space: what they are, who holds them, who may see them (E1, E3, A2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel, col, select

from storage import access, refusals, relevance, residents, templates
from storage.access import Segment
from storage.columns import Instant
from storage.generator import Place
from storage.projects import key
from storage.residents import Kind, Role, Who
from storage.store import Tx

#: Who approves events (E1).
APPROVERS = (Role.WORKING_GROUP, Role.COUNCIL, Role.CHAIR, Role.SECRETARY)


class EventState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class Audience(StrEnum):
    """For whom: the school's own, partners too, or everybody who writes."""

    INTERNAL = "internal"
    EXTERNAL = "external"
    OPEN = "open"


class Pupils(StrEnum):
    """Which pupils may take part."""

    ALL = "all"
    SENIOR = "senior"
    NONE = "none"


class Event(SQLModel, table=True):
    """An event. ``sequence`` grows with each change, so that calendars know it for the same;
    ``cohosts`` are hosts' addresses at Yandex; ``consent`` asks a parent's word for pupils;
    ``code`` is said aloud at the meeting, "" until a host asks for it."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_time", "state", "starts_at"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    sequence: int = 0
    format: str = ""
    title: str
    purpose: str
    starts_at: datetime = Field(sa_type=Instant)
    ends_at: datetime = Field(sa_type=Instant)
    place: str = Place.OFFLINE
    room: str = ""
    places: int | None = None
    audience: str = Audience.INTERNAL
    pupils: str = Pupils.ALL
    consent: bool = False
    cohosts: str = ""
    code: str = ""
    state: str = EventState.WAITING
    comment: str = ""
    proposed_by: int = Field(foreign_key="resident.id")
    decided_by: int | None = Field(default=None, foreign_key="resident.id")
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    made_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)


class EventHost(SQLModel, table=True):
    __tablename__ = "event_host"

    event_id: int = Field(foreign_key="event.id", primary_key=True)
    resident_id: int = Field(foreign_key="resident.id", primary_key=True, index=True)


@dataclass(frozen=True)
class EventView:
    """An event as everybody sees it who may; ``tell`` are residents to be told of an act."""

    id: int
    uid: str
    sequence: int
    format: str
    title: str
    purpose: str
    starts_at: datetime
    ends_at: datetime
    place: Place
    room: str
    places: int | None
    audience: Audience
    pupils: Pupils
    consent: bool
    state: EventState
    comment: str
    hosts: tuple[Who, ...]
    changed_at: datetime
    tell: tuple[int, ...] = ()


def find(tx: Tx, event_id: int) -> Event:
    """Read an event's row; raises `refusals.Missing`."""
    row = tx.session.get(Event, event_id)
    if row is None:
        raise refusals.Missing("event")
    return row


def hold(tx: Tx, event_id: int) -> Event:
    """Lock an event and read it as it is now; raises `refusals.Missing`.

    Places, hosts and times are only asked and changed under this lock.
    """
    tx.lock(f"event:{event_id}")
    row = tx.session.get(Event, event_id, populate_existing=True)
    if row is None:
        raise refusals.Missing("event")
    return row


def host_ids(tx: Tx, event_id: int) -> tuple[int, ...]:
    rows = tx.session.exec(
        select(EventHost.resident_id)
        .where(EventHost.event_id == event_id)
        .order_by(col(EventHost.resident_id))
    )
    return tuple(rows)


def includes(tx: Tx, row: Event, who: Who) -> bool:
    """Whether somebody is of the audience (A2): non-residents see open events only."""
    if who.id is None:
        return row.audience == Audience.OPEN
    if who.kind is Kind.EXTERNAL and row.audience == Audience.INTERNAL:
        return False
    if not who.is_pupil or row.pupils == Pupils.ALL:
        return True
    form = templates.form_of(who.grade)
    senior = form is not None and form >= tx.rules.senior_from_grade
    return row.pupils == Pupils.SENIOR and senior


def manages(tx: Tx, row: Event, who: Who) -> bool:
    """Whether somebody holds the event, or proposed it."""
    return who.id is not None and who.id in (row.proposed_by, *host_ids(tx, key(row.id)))


def decides(who: Who) -> bool:
    return who.id is not None and who.has(*APPROVERS)


def see(tx: Tx, by: Who, event_id: int) -> Event:
    """Read an event that somebody may see; raises `refusals.Missing` for all others."""
    access.must_enter(by, Segment.EVENTS)
    row = find(tx, event_id)
    must_see(tx, by, row)
    return row


def must_see(tx: Tx, by: Who, row: Event) -> None:
    if manages(tx, row, by) or decides(by):
        return
    shown = row.state in (EventState.APPROVED, EventState.CANCELLED)
    if not (shown and includes(tx, row, by)):
        raise refusals.Missing("event")


def hold_to_manage(tx: Tx, by: Who, event_id: int) -> Event:
    """Lock an event that somebody holds; raises `Missing` or `Denied` for others."""
    access.must_enter(by, Segment.EVENTS)
    by.must_be_resident()
    row = hold(tx, event_id)
    must_see(tx, by, row)
    if not manages(tx, row, by):
        raise refusals.Denied("event-not-host")
    return row


def must_stand(tx: Tx, row: Event) -> None:
    """The event is approved and still to come; raises `Spent`, `Broken`."""
    if row.state == EventState.CANCELLED:
        raise refusals.Spent("event-cancelled")
    if row.state != EventState.APPROVED:
        raise refusals.Missing("event")
    if row.ends_at <= tx.now:
        raise refusals.Broken("event-over")


def approvers(tx: Tx) -> tuple[int, ...]:
    """Who may approve today."""
    return residents.ids_with_role(tx, *APPROVERS)


def coming(tx: Tx) -> list[Event]:
    """Approved events that have not ended, the nearest first."""
    return list(
        tx.session.exec(
            select(Event)
            .where(Event.state == EventState.APPROVED, col(Event.ends_at) > tx.now)
            .order_by(col(Event.starts_at), col(Event.id))
        )
    )


def view(tx: Tx, row: Event, tell: Iterable[int | None] = ()) -> EventView:
    hosts = residents.people(tx, host_ids(tx, key(row.id)))
    return EventView(
        id=key(row.id),
        uid=row.uid,
        sequence=row.sequence,
        format=row.format,
        title=row.title,
        purpose=row.purpose,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=Place(row.place),
        room=row.room,
        places=row.places,
        audience=Audience(row.audience),
        pupils=Pupils(row.pupils),
        consent=row.consent,
        state=EventState(row.state),
        comment=row.comment,
        hosts=tuple(hosts[number] for number in sorted(hosts)),
        changed_at=row.changed_at,
        tell=tuple(dict.fromkeys(number for number in tell if number is not None)),
    )


@relevance.check("event.waits")
def _waits(tx: Tx, event_id: int) -> bool:
    row = tx.session.get(Event, event_id)
    return row is not None and row.state == EventState.WAITING


@relevance.check("event.stands")
def _stands(tx: Tx, event_id: int) -> bool:
    row = tx.session.get(Event, event_id)
    return row is not None and row.state == EventState.APPROVED and row.ends_at > tx.now

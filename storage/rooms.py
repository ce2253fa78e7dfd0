"""Rooms of events: who may have the link and when, a pasted one, a link that is withdrawn (E2).

At most one room of an event lives; the database sees to that. How one is got is told in
`storage.room_ladder`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Field, SQLModel, select

from storage import (
    columns,
    event_lists,
    events,
    jobs,
    journal,
    refusals,
    registrations,
    relevance,
    rotation,
    wording,
)
from storage.columns import Instant
from storage.event_lists import Seat
from storage.events import Event
from storage.generator import Place
from storage.projects import key
from storage.residents import Who
from storage.store import Tx

TELEMOST, CALENDAR, PASTED = "telemost", "calendar", "pasted"
OPENS_BEFORE = timedelta(minutes=10)


class RoomState(StrEnum):
    """``unknown``: the answer was lost; ``unused``: made, but not wanted any more."""

    TRYING = "trying"
    LIVE = "live"
    FAILED = "failed"
    UNKNOWN = "unknown"
    UNUSED = "unused"
    WITHDRAWN = "withdrawn"


class Room(SQLModel, table=True):
    """A try to get a room, and the room itself. ``link`` is sealed; ``reference`` is the
    provider's name of it; ``error`` a word of ours."""

    __tablename__ = "event_room"
    __table_args__ = (
        columns.partial_index(
            "ix_event_room_live",
            "event_id",
            unique=True,
            where="state = 'live'",
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    sequence: int
    round: int
    provider: str
    state: str = RoomState.TRYING
    reference: str = ""
    link: str = ""
    error: str = ""
    made_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


rotation.sealed(Room, "link")


class RoomLetter(SQLModel, table=True):
    """A message that carries a room's link: it is edited when the link is withdrawn."""

    __tablename__ = "event_room_letter"

    room_id: int = Field(foreign_key="event_room.id", primary_key=True)
    message_id: int = Field(primary_key=True)


@dataclass(frozen=True)
class RoomView:
    """A room with its link opened."""

    id: int
    event: int
    provider: str
    reference: str
    url: str
    made_at: datetime


@dataclass(frozen=True)
class Entrance:
    """What «Войти» gives: a link, or from when on there is one."""

    room: RoomView | None
    opens_at: datetime


def paste(tx: Tx, by: Who, *, event: int, url: str) -> tuple[RoomView, tuple[int, ...]]:
    """Take a link that a host pasted: as good as any other, and in the place of any other.

    Gives also the messages that carry the old one.
    """
    row = events.hold_to_manage(tx, by, event)
    events.must_stand(tx, row)
    address = wording.web_address(url)
    old = withdraw(tx, row)
    pasted = Room(
        event_id=event,
        sequence=row.sequence,
        round=0,
        provider=PASTED,
        state=RoomState.LIVE,
        link=tx.sealer.seal(address),
        made_at=tx.now,
    )
    tx.session.add(pasted)
    tx.session.flush()
    journal.write(tx, "room.paste", by=by.id, subject="event", subject_id=event)
    return view(tx, pasted), old


def withdraw(tx: Tx, row: Event) -> tuple[int, ...]:
    """Take the live link of an event back; gives the messages that carry it."""
    current = live_row(tx, key(row.id))
    if current is None:
        return ()
    current.state, current.ended_at = RoomState.WITHDRAWN, tx.now
    plan_withdrawal(tx, current)
    tx.session.flush()
    return tuple(
        tx.session.exec(select(RoomLetter.message_id).where(RoomLetter.room_id == current.id))
    )


def enter(tx: Tx, by: Who, *, event: int) -> Entrance:
    """«Войти»: the link, for hosts and for the registered, from ten minutes before on.

    Raises `refusals.Denied` for everybody else.
    """
    row = events.see(tx, by, event)
    events.must_stand(tx, row)
    if row.place == Place.OFFLINE:
        raise refusals.Broken("event-offline")
    opens = row.starts_at - OPENS_BEFORE
    if events.manages(tx, row, by):
        return Entrance(live(tx, event), tx.now)
    line = event_lists.mine(tx, by, event)
    if line is None or line.state != Seat.REGISTERED:
        raise refusals.Denied("event-not-registered")
    if not registrations.has_consent(tx, row, line):
        raise refusals.Denied("event-consent")
    return Entrance(live(tx, event) if opens <= tx.now else None, opens)


def live(tx: Tx, event: int) -> RoomView | None:
    """The room of an event that lives, if one does; who may have it is the caller's rule."""
    row = live_row(tx, event)
    return None if row is None else view(tx, row)


def hand(tx: Tx, *, room: int, message: int) -> None:
    """Note that a message carries a room's link."""
    tx.session.add(RoomLetter(room_id=room, message_id=message))


def live_row(tx: Tx, event: int) -> Room | None:
    """The row of the room that lives; the event's lock is the caller's matter."""
    return tx.session.exec(
        select(Room).where(Room.event_id == event, Room.state == RoomState.LIVE)
    ).first()


def plan_withdrawal(tx: Tx, room: Room) -> None:
    """Plan that a room is shut at its provider's; a pasted one is its host's matter."""
    if room.provider != PASTED:
        jobs.plan(tx, "room.withdraw", str(room.id), tx.now, room=key(room.id))


def view(tx: Tx, row: Room) -> RoomView:
    """A room with its link opened."""
    return RoomView(
        id=key(row.id),
        event=row.event_id,
        provider=row.provider,
        reference=row.reference,
        url=tx.sealer.open(row.link) if row.link else "",
        made_at=row.made_at,
    )


@relevance.check("room.live")
def _lives(tx: Tx, room: int) -> bool:
    found = tx.session.get(Room, room)
    return found is not None and found.state == RoomState.LIVE

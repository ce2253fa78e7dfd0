"""«Мои окна»: the times at which a teacher can be booked (K4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel, col, select

from storage import access, columns, consultations, journal, refusals, residents, rotation, wording
from storage.access import Segment
from storage.columns import Instant
from storage.projects import key
from storage.residents import Who
from storage.store import Tx

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=3)
PLACES_MOST = 30
WEEKS_MOST = 8
#: In one window: an afternoon of quarters of an hour.
SLOTS_MOST = 24
PLACE_LENGTH = 80


class Slot(SQLModel, table=True):
    """A time that can be booked by ``places`` people; ``link`` is a sealed address of a room."""

    __tablename__ = "consultation_slot"
    __table_args__ = (
        columns.partial_index(
            "ix_consultation_slot_free",
            "teacher_id",
            "starts_at",
            unique=True,
            where="cancelled_at IS NULL",
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    teacher_id: int = Field(foreign_key="resident.id", index=True)
    starts_at: datetime = Field(sa_type=Instant, index=True)
    ends_at: datetime = Field(sa_type=Instant)
    place: str = ""
    link: str = ""
    places: int = 1
    made_at: datetime = Field(sa_type=Instant)
    cancelled_at: datetime | None = Field(default=None, sa_type=Instant)


rotation.sealed(Slot, "link")


@dataclass(frozen=True)
class Window:
    """A stretch of time to be cut into slots, the same on each of ``weeks`` weeks; without a
    ``place`` it is online, with a link or without one as yet."""

    starts_at: datetime
    ends_at: datetime
    length: timedelta
    place: str = ""
    url: str = ""
    places: int = 1
    weeks: int = 1


@dataclass(frozen=True)
class SlotView:
    """A slot; ``url`` only for those who may have it."""

    id: int
    teacher: Who
    starts_at: datetime
    ends_at: datetime
    place: str
    places: int
    cancelled: bool
    url: str = ""


def offer(tx: Tx, by: Who, *, window: Window) -> tuple[SlotView, ...]:
    """Offer times (K4); raises `refusals.Broken` for what is no window, or lies over another."""
    own = consultations.must_hold(by)
    place = wording.line(window.place, "place", PLACE_LENGTH) if window.place else ""
    link = tx.sealer.seal(wording.web_address(window.url)) if window.url else ""
    times = _cut(tx, window)
    tx.lock(f"slots:{own}")
    for starts, ends in times:
        if _over(tx, own, starts, ends):
            raise refusals.Broken("slot-over", at=starts)
    rows = [
        Slot(
            teacher_id=own,
            starts_at=starts,
            ends_at=ends,
            place=place,
            link=link,
            places=window.places,
            made_at=tx.now,
        )
        for starts, ends in times
    ]
    tx.session.add_all(rows)
    tx.session.flush()
    journal.write(tx, "slot.offer", by=own, subject="slot", subject_id=key(rows[0].id))
    return tuple(view(tx, row) for row in rows)


def _cut(tx: Tx, window: Window) -> list[tuple[datetime, datetime]]:
    zone = tx.rules.zone
    starts, ends = window.starts_at.astimezone(zone), window.ends_at.astimezone(zone)
    if not SHORTEST <= window.length <= LONGEST:
        raise refusals.Broken("slot-length")
    if not 1 <= window.places <= PLACES_MOST:
        raise refusals.Broken("slot-places", most=PLACES_MOST)
    if not 1 <= window.weeks <= WEEKS_MOST:
        raise refusals.Broken("slot-weeks", most=WEEKS_MOST)
    if starts <= tx.now:
        raise refusals.Broken("slot-past")
    if ends.date() != starts.date() or ends - starts < window.length:
        raise refusals.Broken("slot-window")
    if ends.time() > tx.rules.events_until:
        raise refusals.Broken("slot-late", until=f"{tx.rules.events_until:%H:%M}")
    count = int((ends - starts) / window.length)
    if count > SLOTS_MOST:
        raise refusals.Broken("slot-many", most=SLOTS_MOST)
    # By the wall clock: a window at 15:00 stays at 15:00 when clocks are changed.
    return [
        (
            starts + timedelta(weeks=week) + window.length * number,
            starts + timedelta(weeks=week) + window.length * (number + 1),
        )
        for week in range(window.weeks)
        for number in range(count)
    ]


def _over(tx: Tx, teacher: int, starts: datetime, ends: datetime) -> bool:
    query = select(Slot.id).where(
        Slot.teacher_id == teacher,
        col(Slot.cancelled_at).is_(None),
        col(Slot.starts_at) < ends,
        col(Slot.ends_at) > starts,
    )
    return tx.session.exec(query.limit(1)).first() is not None


def find(tx: Tx, number: int) -> Slot:
    """Read a slot's row; raises `refusals.Missing`."""
    row = tx.session.get(Slot, number)
    if row is None:
        raise refusals.Missing("slot")
    return row


def hold(tx: Tx, number: int) -> Slot:
    """Lock a slot and read it as it is now: its places are given under this lock only."""
    tx.lock(f"slot:{number}")
    row = tx.session.get(Slot, number, populate_existing=True)
    if row is None:
        raise refusals.Missing("slot")
    return row


def must_stand(tx: Tx, row: Slot) -> None:
    """The slot is to come and was not taken back; raises `refusals.Spent`."""
    if row.cancelled_at is not None:
        raise refusals.Spent("slot-cancelled")
    if row.starts_at <= tx.now:
        raise refusals.Spent("slot-over-already")


def hold_own(tx: Tx, by: Who, number: int) -> Slot:
    """Lock a slot of one's own; raises `refusals.Missing` for anybody else's."""
    own = consultations.must_hold(by)
    row = hold(tx, number)
    if row.teacher_id != own:
        raise refusals.Missing("slot")
    return row


def coming(tx: Tx, by: Who) -> list[Slot]:
    """What can still be booked of anybody, places or none, the nearest first; never one's own."""
    access.must_enter(by, Segment.ROOMS)
    own = by.must_be_resident()
    return list(
        tx.session.exec(
            select(Slot)
            .where(
                col(Slot.cancelled_at).is_(None),
                col(Slot.starts_at) > tx.now,
                Slot.teacher_id != own,
            )
            .order_by(col(Slot.starts_at), col(Slot.id))
        )
    )


def own(tx: Tx, by: Who) -> list[SlotView]:
    """One's own slots that are to come."""
    teacher = consultations.must_hold(by)
    rows = tx.session.exec(
        select(Slot)
        .where(
            Slot.teacher_id == teacher,
            col(Slot.cancelled_at).is_(None),
            col(Slot.ends_at) > tx.now,
        )
        .order_by(col(Slot.starts_at))
    )
    return [view(tx, row) for row in rows]


def view(tx: Tx, row: Slot, *, with_link: bool = False) -> SlotView:
    return SlotView(
        id=key(row.id),
        teacher=residents.who(tx, row.teacher_id),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        places=row.places,
        cancelled=row.cancelled_at is not None,
        url=tx.sealer.open(row.link) if with_link and row.link else "",
    )


def teachers(tx: Tx, rows: Iterable[Slot]) -> list[Who]:
    """Whose slots these are, by their names."""
    found = residents.current(tx, {row.teacher_id for row in rows})
    return sorted(found.values(), key=lambda one: (one.family, one.name))

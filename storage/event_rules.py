"""What a plan of an event may not break (E1), and what it gets a warning for (E6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlmodel import col, select

from storage import events, refusals, residents
from storage.events import Audience, Event, EventHost, EventState, Pupils
from storage.generator import Place
from storage.projects import key
from storage.refusals import Change
from storage.residents import STAFF, Kind, Who
from storage.store import Tx

LONGEST = timedelta(hours=12)
PLACES_MOST = 5_000


@dataclass(frozen=True)
class Clash:
    """Something that is held at the same time: in the same ``room``, by the same ``host``; or
    the pupils have ``lessons`` then (``event`` 0)."""

    kind: Literal["room", "host", "lessons"]
    event: int
    title: str
    name: str
    at: datetime


def must_keep(tx: Tx, row: Event, hosts: Sequence[int]) -> None:
    """Check a plan whole; raises `refusals.Broken` for the first rule that is not kept."""
    _must_be_at_a_good_time(tx, row)
    _must_fit_its_format(tx, row)
    _must_have_a_place(row)
    _must_leave_no_pupil_alone(tx, row, hosts)


def _must_be_at_a_good_time(tx: Tx, row: Event) -> None:
    if row.starts_at <= tx.now:
        raise refusals.Broken("event-past")
    if not timedelta(minutes=5) <= row.ends_at - row.starts_at <= LONGEST:
        raise refusals.Broken("event-length")
    if row.pupils == Pupils.NONE:
        return
    rules = tx.rules
    until = rules.events_until_senior if row.pupils == Pupils.SENIOR else rules.events_until
    starts, ends = row.starts_at.astimezone(rules.zone), row.ends_at.astimezone(rules.zone)
    if ends.date() != starts.date() or ends.time() > until:
        raise refusals.Broken("event-late", until=f"{until:%H:%M}")
    earliest = rules.formats.defaults.earliest_start
    if starts.time() < earliest:
        raise refusals.Broken("event-early", since=f"{earliest:%H:%M}")


def _must_fit_its_format(tx: Tx, row: Event) -> None:
    if row.places is not None and not 1 <= row.places <= PLACES_MOST:
        raise refusals.Broken("event-places", most=PLACES_MOST)
    if not row.format:
        return
    one = tx.rules.formats.get(row.format)
    if one is None:
        raise refusals.Missing("format")
    minutes = int((row.ends_at - row.starts_at).total_seconds() // 60)
    if not one.duration.min <= minutes <= one.duration.max:
        raise refusals.Broken("format-length", min=one.duration.min, max=one.duration.max)
    if row.places is not None and not one.size.min <= row.places <= one.size.max:
        raise refusals.Broken("format-size", min=one.size.min, max=one.size.max)


def _must_have_a_place(row: Event) -> None:
    if row.place != Place.ONLINE and not row.room:
        raise refusals.Broken("event-room")


def _must_leave_no_pupil_alone(tx: Tx, row: Event, hosts: Sequence[int]) -> None:
    """Where an adult from outside may meet pupils, one of the school's staff holds the event."""
    if row.pupils == Pupils.NONE:
        return
    people = residents.people(tx, hosts).values()
    outsiders = row.audience != Audience.INTERNAL or any(
        person.kind is Kind.EXTERNAL for person in people
    )
    if outsiders and not any(is_staff(person) for person in people):
        raise refusals.Broken("event-adult")


def is_staff(person: Who) -> bool:
    """An adult of the school, who answers for pupils."""
    return person.kind is Kind.INTERNAL and not person.is_pupil and person.has(*STAFF)


def clashes(tx: Tx, row: Event, hosts: Sequence[int]) -> tuple[Clash, ...]:
    """What an event gets in the way of: others in its room or by its hosts, lessons."""
    found: list[Clash] = []
    for other in overlapping(tx, row):
        if row.room and _same(row.room, other.room):
            found.append(Clash("room", key(other.id), other.title, other.room, other.starts_at))
        busy = set(hosts) & set(events.host_ids(tx, key(other.id)))
        found += [
            Clash("host", key(other.id), other.title, person.short, other.starts_at)
            for person in residents.people(tx, busy).values()
        ]
    if row.pupils != Pupils.NONE and _in_lessons(tx, row):
        found.append(Clash("lessons", 0, "", "", row.starts_at))
    return tuple(found)


def overlapping(tx: Tx, row: Event) -> list[Event]:
    """Other events, approved or waiting for it, at the same time."""
    return list(
        tx.session.exec(
            select(Event)
            .where(
                col(Event.state).in_([EventState.APPROVED.value, EventState.WAITING.value]),
                col(Event.starts_at) < row.ends_at,
                col(Event.ends_at) > row.starts_at,
                col(Event.id) != (row.id or 0),
            )
            .order_by(col(Event.starts_at), col(Event.id))
        )
    )


def held_by(tx: Tx, resident: int, row: Event) -> list[Event]:
    """What somebody holds at the same time."""
    own = select(EventHost.event_id).where(EventHost.resident_id == resident)
    mine = set(tx.session.exec(own))
    return [other for other in overlapping(tx, row) if other.id in mine]


def named(found: Sequence[Clash]) -> str:
    """Which clashes somebody has seen, as a button keeps it."""
    return ",".join(sorted({f"{one.kind[0]}{one.event}" for one in found}))


def must_be_seen(found: Sequence[Clash], seen: str) -> None:
    """Raise `refusals.Changed` with what somebody was not shown yet (E6)."""
    known = set(seen.split(","))
    fresh = [one for one in found if f"{one.kind[0]}{one.event}" not in known]
    if fresh:
        changes = tuple(Change(f"event.clash-{c.kind}", c.name, c.title, c.at) for c in fresh)
        raise refusals.Changed("event-clash", changes)


def _same(room: str, other: str) -> bool:
    return "".join(room.casefold().split()) == "".join(other.casefold().split())


def _in_lessons(tx: Tx, row: Event) -> bool:
    lessons = tx.rules.lessons
    starts = row.starts_at.astimezone(tx.rules.zone)
    if lessons is None or starts.weekday() not in lessons.weekdays:
        return False
    ends = row.ends_at.astimezone(tx.rules.zone)
    return starts.time() < lessons.until and (
        ends.date() > starts.date() or ends.time() > lessons.since
    )

"""Events as one person sees them: the list with its filters, the card, the people (E3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage import (
    access,
    event_attendance,
    event_feedback,
    event_forms,
    event_lists,
    event_rules,
    events,
    refusals,
    registrations,
    residents,
    rooms,
)
from storage.access import Segment
from storage.event_lists import Seat
from storage.event_rules import Clash
from storage.events import Event, EventState, EventView
from storage.generator import Place
from storage.projects import key
from storage.registrations import Taken
from storage.residents import Who
from storage.store import Tx


class Filter(StrEnum):
    """Which events a list shows."""

    ALL = "all"
    MINE = "mine"
    ONLINE = "online"
    HERE = "here"


@dataclass(frozen=True)
class Line:
    """An event in a list; ``free`` is None without a limit."""

    id: int
    title: str
    starts_at: datetime
    free: int | None
    seat: Seat | None


@dataclass(frozen=True)
class Busy:
    """Something else at the same time."""

    id: int
    title: str
    at: datetime


@dataclass(frozen=True)
class Card:
    """An event and how the person who looks stands to it; ``open`` is whether one may still
    join, ``has_room`` whether a link is there already,
    ``by_form`` whether opinions go into a form, ``attended`` whether there is a certificate."""

    event: EventView
    free: int | None
    waiting: int
    seat: Taken | None
    busy: tuple[Busy, ...]
    manages: bool
    decides: bool
    open: bool
    has_room: bool
    may_attend: bool
    may_rate: bool
    by_form: bool
    attended: bool
    clashes: tuple[Clash, ...]

    @property
    def busy_seen(self) -> str:
        return ",".join(str(one.id) for one in self.busy)


@dataclass(frozen=True)
class Attender:
    """Somebody in the lists; ``who`` is None for a guest whom the school does not know."""

    who: Who | None
    state: Seat


def coming(tx: Tx, by: Who, which: Filter = Filter.ALL) -> list[Line]:
    """The events to come that somebody may see, the nearest first."""
    access.must_enter(by, Segment.EVENTS)
    found: list[Line] = []
    for row in events.coming(tx):
        mine = registrations.seat(tx, by, row)
        holds = events.manages(tx, row, by)
        if not (holds or mine is not None or events.includes(tx, row, by)):
            continue
        if _fits(row, which, mine=holds or mine is not None):
            free = _free(tx, row)
            state = None if mine is None else mine.state
            found.append(Line(key(row.id), row.title, row.starts_at, free, state))
    return found


def _fits(row: Event, which: Filter, *, mine: bool) -> bool:
    if which is Filter.MINE:
        return mine
    if which is Filter.ONLINE:
        return row.place != Place.OFFLINE
    return which is Filter.ALL or row.place != Place.ONLINE


def _free(tx: Tx, row: Event) -> int | None:
    if row.places is None:
        return None
    return max(0, row.places - event_lists.taken(tx, key(row.id)))


def card(tx: Tx, by: Who, *, event: int) -> Card:
    """An event, for whoever may see it; raises `refusals.Missing`."""
    row = events.see(tx, by, event)
    mine = registrations.seat(tx, by, row)
    line = event_lists.mine(tx, by, event)
    manages = events.manages(tx, row, by)
    busy = () if mine is not None or manages else _busy(tx, by, row)
    hosts = events.host_ids(tx, event)
    warned = manages or events.decides(by)
    return Card(
        event=events.view(tx, row),
        free=_free(tx, row),
        waiting=len(event_lists.of_event(tx, event, Seat.WAITING)),
        seat=mine,
        busy=busy,
        manages=manages,
        decides=events.decides(by),
        open=row.state == EventState.APPROVED
        and row.ends_at > tx.now
        and mine is None
        and by.id not in hosts
        and events.includes(tx, row, by),
        has_room=rooms.live(tx, event) is not None,
        may_attend=event_attendance.may_attend(tx, row, line),
        may_rate=event_feedback.may_answer(tx, row, line),
        by_form=bool(event_forms.url(tx, event)),
        attended=line is not None and line.attended_at is not None and row.ends_at <= tx.now,
        clashes=event_rules.clashes(tx, row, hosts) if warned else (),
    )


def _busy(tx: Tx, by: Who, row: Event) -> tuple[Busy, ...]:
    others = event_lists.busy(tx, by, row)
    return tuple(Busy(key(one.id), one.title, one.starts_at) for one in others)


def people(tx: Tx, by: Who, *, event: int) -> Sequence[Attender]:
    """Who takes part and who waits, for hosts and for whoever approves; raises `Denied`."""
    row = events.see(tx, by, event)
    if not (events.manages(tx, row, by) or events.decides(by)):
        raise refusals.Denied("event-not-host")
    states = (Seat.REGISTERED, Seat.CONSENT, Seat.OFFERED, Seat.WAITING)
    lines = event_lists.of_event(tx, event, *states)
    known = residents.people(tx, [one.resident_id for one in lines if one.resident_id is not None])
    return [
        Attender(known.get(one.resident_id) if one.resident_id else None, Seat(one.state))
        for one in lines
    ]

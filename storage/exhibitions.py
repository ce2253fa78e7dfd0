"""Events that are exhibitions: how long each is open, who may go round it, who keeps it (E5).

The opening is a meeting as any event's; the exhibition stays open for the days of its format. Then
it is an archive for those who took part.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import col, select

from storage import access, event_lists, event_rules, events, exhibits, refusals, residents
from storage.access import Segment
from storage.event_lists import Seat
from storage.events import Audience, Event, EventState
from storage.exhibits import Exhibit, ExhibitAuthor, ExhibitState, ExhibitVisit
from storage.formats import Flow
from storage.projects import key
from storage.residents import Who
from storage.store import Tx

#: Where the format says no number of days.
DAYS = 10
LISTED_MOST = 20


class Phase(StrEnum):
    BEFORE = "before"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True)
class Exhibition:
    """An exhibition as somebody stands to it: ``keeps`` is whether they decide about its works,
    ``walks`` whether they may go round it now."""

    event: int
    title: str
    starts_at: datetime
    ends_at: datetime
    phase: Phase
    audience: Audience
    keeps: bool
    walks: bool


def find(tx: Tx, event_id: int) -> Event:
    """Read an event that is an exhibition and was approved; raises `refusals.Missing`."""
    return _must_be(tx, events.find(tx, event_id))


def see(tx: Tx, by: Who, event_id: int) -> Event:
    """Read an exhibition that somebody may know of; raises `Missing`, `Denied`."""
    return _must_be(tx, events.see(tx, by, event_id))


def _must_be(tx: Tx, row: Event) -> Event:
    if tx.rules.formats.flow(row.format) is not Flow.EXHIBITION:
        raise refusals.Missing("exhibition")
    if row.state == EventState.CANCELLED:
        raise refusals.Spent("event-cancelled")
    if row.state != EventState.APPROVED:
        raise refusals.Missing("exhibition")
    return row


def standing(tx: Tx, event_id: int) -> Event | None:
    """An exhibition that a job is about; None if it was cancelled, or is none any more."""
    try:
        return find(tx, event_id)
    except refusals.Refusal:
        return None


def ends_at(tx: Tx, row: Event) -> datetime:
    """Until when an exhibition is open."""
    kind = tx.rules.formats.get(row.format)
    days = kind.days.default if kind is not None and kind.days is not None else DAYS
    return row.starts_at + timedelta(days=days)


def phase(tx: Tx, row: Event) -> Phase:
    if tx.now < row.starts_at:
        return Phase.BEFORE
    return Phase.OPEN if tx.now < ends_at(tx, row) else Phase.OVER


def keeps(tx: Tx, row: Event, by: Who) -> bool:
    """Whether somebody decides about the works: who holds the event, and who approves events."""
    return events.manages(tx, row, by) or events.decides(by)


def keepers(tx: Tx, row: Event, *but: int) -> tuple[int, ...]:
    """Who is told that something waits for a decision: the hosts, else who approves events."""
    holding = (row.proposed_by, *events.host_ids(tx, key(row.id)))
    those = [one for one in dict.fromkeys(holding) if one not in but]
    return tuple(those) or tuple(one for one in events.approvers(tx) if one not in but)


def staff_keepers(tx: Tx, row: Event, *but: int) -> tuple[int, ...]:
    """Of those the school's adults: words of strangers to pupils go through them."""
    holding = keepers(tx, row, *but)
    people = residents.people(tx, {*holding, *events.approvers(tx)})
    grown = [one for one in people if event_rules.is_staff(people[one]) and one not in but]
    return tuple(one for one in holding if one in grown) or tuple(grown)


def walks(tx: Tx, row: Event, by: Who) -> bool:
    """Whether somebody may go round now: keepers always, all of the audience while it is open,
    afterwards who took part."""
    if keeps(tx, row, by):
        return True
    now = phase(tx, row)
    if now is Phase.BEFORE:
        return False
    return events.includes(tx, row, by) and (now is Phase.OPEN or _took_part(tx, row, by))


def must_walk(tx: Tx, row: Event, by: Who) -> None:
    """Raise `refusals.Broken` for who may not go round now."""
    if walks(tx, row, by):
        return
    if phase(tx, row) is Phase.BEFORE:
        raise refusals.Broken("exhibition-before", starts=row.starts_at)
    raise refusals.Broken("exhibition-over", ended=ends_at(tx, row))


def must_be_open(tx: Tx, row: Event) -> None:
    """Raise `refusals.Broken` unless likes and questions are taken now."""
    now = phase(tx, row)
    if now is Phase.BEFORE:
        raise refusals.Broken("exhibition-before", starts=row.starts_at)
    if now is Phase.OVER:
        raise refusals.Broken("exhibition-over", ended=ends_at(tx, row))


def _took_part(tx: Tx, row: Event, by: Who) -> bool:
    if by.id is None:
        return False
    line = event_lists.mine(tx, by, key(row.id))
    if line is not None and line.state == Seat.REGISTERED:
        return True
    here = select(Exhibit.id).where(Exhibit.event_id == row.id)
    wrote = select(ExhibitAuthor.exhibit_id).where(
        ExhibitAuthor.resident_id == by.id, col(ExhibitAuthor.exhibit_id).in_(here)
    )
    looked = select(ExhibitVisit.exhibit_id).where(
        col(ExhibitVisit.person).in_(event_lists.lines_of(by)),
        col(ExhibitVisit.exhibit_id).in_(here),
    )
    return any(tx.session.exec(one.limit(1)).first() is not None for one in (wrote, looked))


def view(tx: Tx, row: Event, by: Who) -> Exhibition:
    return Exhibition(
        event=key(row.id),
        title=row.title,
        starts_at=row.starts_at,
        ends_at=ends_at(tx, row),
        phase=phase(tx, row),
        audience=Audience(row.audience),
        keeps=keeps(tx, row, by),
        walks=walks(tx, row, by),
    )


def listed(tx: Tx, by: Who) -> list[Exhibition]:
    """The exhibitions somebody may know of: open ones, those to come, then the archive."""
    access.must_enter(by, Segment.EVENTS)
    kinds = [one.key for one in tx.rules.formats.formats if one.flow is Flow.EXHIBITION]
    rows = tx.session.exec(
        select(Event)
        .where(col(Event.format).in_(kinds), Event.state == EventState.APPROVED)
        .order_by(col(Event.starts_at).desc(), col(Event.id))
    )
    found = [
        view(tx, row, by)
        for row in rows
        if keeps(tx, row, by)
        or walks(tx, row, by)
        or (phase(tx, row) is Phase.BEFORE and events.includes(tx, row, by))
    ]
    order = (Phase.OPEN, Phase.BEFORE, Phase.OVER)
    return sorted(found, key=lambda one: order.index(one.phase))[:LISTED_MOST]


def exhibit_of(tx: Tx, by: Who, exhibit: int) -> tuple[Exhibit, Event]:
    """A work and its exhibition, for who may know of that; raises `refusals.Missing`."""
    row = exhibits.find(tx, exhibit)
    if row.state == ExhibitState.WITHDRAWN:
        raise refusals.Missing("exhibit")
    return row, see(tx, by, row.event_id)

"""Events are proposed by residents and approved by the working group or the Council (E1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, select

from storage import (
    access,
    event_feedback,
    event_reminders,
    event_rules,
    event_waiting,
    events,
    journal,
    refusals,
    residents,
    room_ladder,
    wording,
)
from storage.access import Segment
from storage.event_rules import Clash
from storage.events import Audience, Event, EventHost, EventState, EventView, Pupils
from storage.generator import Place
from storage.projects import key
from storage.residents import Who
from storage.store import Tx

PURPOSE_MAX = 500
COMMENT_MAX = 500
ROOM_MAX = 80
COHOSTS_MOST = 30


@dataclass(frozen=True)
class Draft:
    """What somebody proposes; ``host`` is who holds it besides, ``cohosts`` addresses at Yandex
    with spaces between."""

    title: str
    purpose: str
    starts_at: datetime
    length: timedelta
    place: Place
    format: str = ""
    room: str = ""
    places: int | None = None
    audience: Audience = Audience.INTERNAL
    pupils: Pupils = Pupils.ALL
    consent: bool = False
    host: int | None = None
    cohosts: str = ""


@dataclass(frozen=True)
class Proposed:
    """An event that waits, or was just decided; ``clashes`` are what to be warned of."""

    event: EventView
    clashes: tuple[Clash, ...]

    @property
    def seen(self) -> str:
        """What a button keeps of the warnings that were shown."""
        return event_rules.named(self.clashes)


def propose(tx: Tx, by: Who, draft: Draft) -> Proposed:
    """Ask for an event; whoever may approve it is to be told."""
    access.must_enter(by, Segment.EVENTS)
    own = by.must_be_resident()
    row = Event(
        uid=tx.new_key(),
        format=draft.format,
        title=wording.line(draft.title, "title"),
        purpose=wording.passage(draft.purpose, "purpose", PURPOSE_MAX),
        starts_at=draft.starts_at,
        ends_at=draft.starts_at + draft.length,
        place=draft.place,
        room="" if draft.place is Place.ONLINE else _room(draft.room),
        places=draft.places,
        audience=draft.audience,
        pupils=draft.pupils,
        consent=draft.consent,
        cohosts=_addresses(draft.cohosts),
        proposed_by=own,
        made_at=tx.now,
        changed_at=tx.now,
    )
    hosts = _hosts(tx, by, draft.host)
    event_rules.must_keep(tx, row, hosts)
    tx.session.add(row)
    tx.session.flush()
    tx.session.add_all(EventHost(event_id=key(row.id), resident_id=host) for host in hosts)
    tx.session.flush()
    event_waiting.plan(tx, row)
    journal.write(tx, "event.propose", by=own, subject="event", subject_id=row.id)
    return _proposed(tx, row, events.approvers(tx))


def _room(text: str) -> str:
    return wording.line(text, "room", ROOM_MAX) if text.strip() else ""


def _addresses(text: str) -> str:
    """Addresses as they are kept; raises `refusals.Broken` for what is none."""
    found = text.replace(",", " ").replace(";", " ").split()
    if len(found) > COHOSTS_MOST or any(not _is_address(one) for one in found):
        raise refusals.Broken("event-address", most=COHOSTS_MOST)
    return " ".join(dict.fromkeys(found))


def _is_address(text: str) -> bool:
    name, sign, host = text.partition("@")
    return bool(name and sign and "." in host and "@" not in host and text.isprintable())


def _hosts(tx: Tx, by: Who, other: int | None) -> list[int]:
    own = by.must_be_resident()
    if other is None or other == own:
        return [own]
    if all(person.id != other for person in possible_hosts(tx, by)):
        raise refusals.Missing("host")
    return [own, other]


def possible_hosts(tx: Tx, by: Who) -> list[Who]:
    """Who may be asked to hold an event too: the school's staff."""
    access.must_enter(by, Segment.EVENTS)
    by.must_be_resident()
    staff = residents.with_role(tx, *residents.STAFF)
    return [one for one in staff if event_rules.is_staff(one) and one.id != by.id]


def waiting(tx: Tx, by: Who) -> list[EventView]:
    """What waits for approval, the nearest first."""
    by.must_have(*events.APPROVERS)
    rows = tx.session.exec(
        select(Event)
        .where(Event.state == EventState.WAITING, col(Event.starts_at) > tx.now)
        .order_by(col(Event.starts_at), col(Event.id))
    )
    return [events.view(tx, row) for row in rows]


def review(tx: Tx, by: Who, *, event: int) -> Proposed:
    """An event with what it gets in the way of, to whoever may approve it."""
    by.must_have(*events.APPROVERS)
    return _proposed(tx, events.find(tx, event), ())


def approve(tx: Tx, by: Who, *, event: int, seen: str = "") -> Proposed:
    """Let an event take place; its room and its reminders are planned.

    ``seen`` names the clashes that were shown; a new one raises `refusals.Changed` (E6).
    """
    row = _hold_to_decide(tx, by, event)
    hosts = events.host_ids(tx, event)
    event_rules.must_keep(tx, row, hosts)
    found = event_rules.clashes(tx, row, hosts)
    event_rules.must_be_seen(found, seen)
    _decide(tx, by, row, EventState.APPROVED)
    event_reminders.plan(tx, row)
    event_feedback.plan(tx, row)
    room_ladder.plan(tx, row)
    return Proposed(events.view(tx, row, (row.proposed_by, *hosts)), found)


def decline(tx: Tx, by: Who, *, event: int, comment: str) -> EventView:
    """Refuse an event, with a comment."""
    row = _hold_to_decide(tx, by, event)
    row.comment = wording.passage(comment, "comment", COMMENT_MAX)
    _decide(tx, by, row, EventState.DECLINED)
    return events.view(tx, row, (row.proposed_by, *events.host_ids(tx, event)))


def _hold_to_decide(tx: Tx, by: Who, event: int) -> Event:
    own = by.must_have(*events.APPROVERS)
    # All who approve wait for one another: two events for one room are never approved at once.
    tx.lock("events:approval")
    row = events.hold(tx, event)
    if row.state != EventState.WAITING:
        raise refusals.Spent("event-decided", state=row.state)
    others = [one for one in events.approvers(tx) if one != own]
    if row.proposed_by == own and others:
        raise refusals.Denied("event-own")
    return row


def _decide(tx: Tx, by: Who, row: Event, state: EventState) -> None:
    row.state, row.decided_by, row.decided_at = state, by.id, tx.now
    row.changed_at = tx.now
    tx.session.flush()
    journal.write(tx, f"event.{state.value}", by=by.id, subject="event", subject_id=row.id)


def _proposed(tx: Tx, row: Event, tell: Sequence[int]) -> Proposed:
    found = event_rules.clashes(tx, row, events.host_ids(tx, key(row.id)))
    return Proposed(events.view(tx, row, tell), found)

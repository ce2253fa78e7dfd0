"""An event is moved, changed or called off: lists, room and reminders follow (E2, E3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage import (
    conferences,
    contests,
    event_feedback,
    event_lists,
    event_reminders,
    event_rules,
    event_waiting,
    events,
    journal,
    refusals,
    registrations,
    room_ladder,
    rooms,
    wording,
)
from storage.event_proposals import COMMENT_MAX, ROOM_MAX
from storage.event_rules import Clash
from storage.events import Event, EventState, EventView
from storage.generator import Place
from storage.registrations import Taken
from storage.residents import Who
from storage.store import Tx

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Changed:
    """An event after a change: what it gets in the way of now, who was offered a place by it, and
    the messages that carry a link which is no good any more."""

    event: EventView
    clashes: tuple[Clash, ...] = ()
    offered: tuple[Taken, ...] = ()
    with_old_link: tuple[int, ...] = ()


def change(
    tx: Tx,
    by: Who,
    *,
    event: int,
    starts: datetime | None = None,
    length: timedelta | None = None,
    room: str | None = None,
    places: int | None = None,
) -> Changed:
    """Move an event, or give it other places; what is None stays. For its hosts.

    Everybody in the lists is told of another time or room; the old link is withdrawn with the old
    time.
    """
    row = events.hold_to_manage(tx, by, event)
    _must_be_changeable(tx, row)
    before = row.starts_at
    times = (row.starts_at, row.ends_at)
    lasts = length or row.ends_at - row.starts_at
    row.starts_at = starts or row.starts_at
    row.ends_at = row.starts_at + lasts
    was_room = row.room
    if room and row.place != Place.ONLINE:
        row.room = wording.line(room, "room", ROOM_MAX)
    if places is not None:
        held = event_lists.taken(tx, event)
        if places < held:
            raise refusals.Broken("event-places-taken", taken=held)
        row.places = places
    hosts = events.host_ids(tx, event)
    event_rules.must_keep(tx, row, hosts)
    moved = (row.starts_at, row.ends_at) != times
    old: tuple[int, ...] = ()
    if moved or row.room != was_room:
        row.sequence, row.changed_at = row.sequence + 1, tx.now
        tx.session.flush()
        if row.state == EventState.APPROVED:
            soon = min(before, row.starts_at) - tx.now <= DAY
            event_reminders.plan_change(tx, row, soon=soon)
            event_reminders.plan(tx, row)
            event_feedback.plan(tx, row)
            contests.plan(tx, row)
            old = room_ladder.renew(tx, row, moved=moved)
            conferences.event_moved(tx, event)
        if row.state == EventState.WAITING:
            event_waiting.plan(tx, row)
    tx.session.flush()
    journal.write(tx, "event.change", by=by.id, subject="event", subject_id=event)
    offered = registrations.move(tx, row)
    told = (*hosts, row.proposed_by, *events.approvers(tx))
    others = [number for number in told if number != by.id]
    found = event_rules.clashes(tx, row, hosts)
    return Changed(events.view(tx, row, others), found, offered, old)


def cancel(tx: Tx, by: Who, *, event: int, reason: str) -> Changed:
    """Call an event off, with a reason that everybody in the lists is told. For its hosts and for
    whoever approves events."""
    row = events.hold(tx, event) if events.decides(by) else events.hold_to_manage(tx, by, event)
    _must_be_changeable(tx, row)
    was_approved = row.state == EventState.APPROVED
    row.comment = wording.passage(reason, "reason", COMMENT_MAX)
    row.state, row.changed_at = EventState.CANCELLED, tx.now
    row.sequence += 1
    tx.session.flush()
    old: tuple[int, ...] = ()
    if was_approved:
        event_reminders.plan_change(tx, row, soon=row.starts_at - tx.now <= DAY)
        old = rooms.withdraw(tx, row)
    journal.write(tx, "event.cancel", by=by.id, subject="event", subject_id=event)
    told = [one for one in (*events.host_ids(tx, event), row.proposed_by) if one != by.id]
    return Changed(events.view(tx, row, told), with_old_link=old)


def _must_be_changeable(tx: Tx, row: Event) -> None:
    if row.state == EventState.CANCELLED:
        raise refusals.Spent("event-cancelled")
    if row.state == EventState.DECLINED:
        raise refusals.Spent("event-decided", state=row.state)
    if row.ends_at <= tx.now:
        raise refusals.Broken("event-over")

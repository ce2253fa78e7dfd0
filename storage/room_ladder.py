"""How the room of an event is got: a ladder of providers, each try written down before (E2).

A job asks the next provider some hours before the beginning; what comes of it is an act here. A
try whose end nobody knows may have left a room somewhere: it counts, and after two repeats the
next provider is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlmodel import col, select

from storage import events, jobs, journal, refusals, rooms
from storage.events import Audience, Event, EventState
from storage.generator import Place
from storage.projects import key
from storage.residents import Who
from storage.rooms import PASTED, TELEMOST, Room, RoomState, RoomView
from storage.store import Tx

#: A call and two repeats: more could leave more rooms behind than one.
TRIES = 3
PAUSES = (timedelta(seconds=30), timedelta(minutes=2))
#: The second round of the ladder, for a room that was not to be had earlier.
SECOND_ROUND = timedelta(hours=1)
CHECKED_BEFORE = timedelta(minutes=20)
#: How long rooms that nobody uses are told of.
ORPHANS_TOLD = timedelta(days=30)

#: How a call ended: ``temporary`` made nothing and may be repeated, ``unknown`` may have made
#: something, ``closed`` will not work with this provider.
End = Literal["temporary", "unknown", "closed"]


@dataclass(frozen=True)
class Attempt:
    """A try that is written down: what to ask of whom."""

    room: int
    provider: str
    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    stamp: datetime
    cohosts: tuple[str, ...]
    outsiders_wait: bool


@dataclass(frozen=True)
class Ladder:
    """What a job is to do: a try, or nothing; ``exhausted`` tells the hosts what they can do."""

    attempt: Attempt | None = None
    exhausted: bool = False


@dataclass(frozen=True)
class Orphan:
    """A room that is there and unused, or may be."""

    event: int
    provider: str
    reference: str
    made_at: datetime
    certain: bool


def plan(tx: Tx, row: Event) -> None:
    """Plan the getting of a room: some hours before the beginning, and once more."""
    if row.place == Place.OFFLINE:
        return
    first = max(tx.now, row.starts_at - timedelta(hours=tx.rules.room_hours))
    _plan_round(tx, row, 1, first)
    second = row.starts_at - SECOND_ROUND
    if second > first + timedelta(minutes=15):
        _plan_round(tx, row, 2, second)
    if row.starts_at - CHECKED_BEFORE > tx.now:
        name = f"{row.id}:{row.sequence}"
        jobs.plan(
            tx,
            "room.check",
            name,
            row.starts_at - CHECKED_BEFORE,
            event=key(row.id),
            sequence=row.sequence,
        )


def _plan_round(tx: Tx, row: Event, number: int, due: datetime, *, tried: int = 0) -> None:
    jobs.plan(
        tx,
        "room.make",
        f"{row.id}:{row.sequence}:{number}:{tried}",
        due,
        event=key(row.id),
        sequence=row.sequence,
        round=number,
    )


def begin(tx: Tx, *, event: int, sequence: int, round: int) -> Ladder:
    """Write the next try down, before it is made (job "room.make").

    A try that is still open was cut off by a stop of the program: what it did nobody knows.
    """
    row = events.hold(tx, event)
    if row.state != EventState.APPROVED or row.sequence != sequence or row.ends_at <= tx.now:
        return Ladder()
    if row.place == Place.OFFLINE or rooms.live(tx, event) is not None:
        return Ladder()
    tries = _tries(tx, event)
    for one in tries:
        if one.state == RoomState.TRYING:
            one.state, one.error, one.ended_at = RoomState.UNKNOWN, "stopped", tx.now
    now = [one for one in tries if (one.sequence, one.round) == (sequence, round)]
    provider = _next(tx, now)
    if provider is None:
        tx.session.flush()
        return Ladder(exhausted=True)
    made = Room(event_id=event, sequence=sequence, round=round, provider=provider, made_at=tx.now)
    tx.session.add(made)
    tx.session.flush()
    cohosts = tuple(row.cohosts.split())
    return Ladder(
        Attempt(
            room=key(made.id),
            provider=provider,
            uid=f"{row.uid}-{row.sequence}",
            title=row.title,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            stamp=row.changed_at,
            cohosts=cohosts,
            # Without a host who may let people in, everybody would wait for ever.
            outsiders_wait=bool(cohosts) and row.audience != Audience.INTERNAL,
        )
    )


def _next(tx: Tx, tries: Sequence[Room]) -> str | None:
    """The first provider that may be asked once more."""
    for provider in tx.rules.room_providers:
        own = [one for one in tries if one.provider == provider]
        if len(own) < TRIES and not any(one.error.startswith("closed") for one in own):
            return provider
    return None


def made(tx: Tx, *, room: int, reference: str, url: str) -> RoomView | None:
    """Note that a room was made; None if it is not wanted any more: then it is given back."""
    found, row = _held(tx, room)
    found.reference, found.link = reference, tx.sealer.seal(url)
    wanted = row.state == EventState.APPROVED and row.sequence == found.sequence
    if not wanted or rooms.live(tx, found.event_id) is not None:
        found.state, found.ended_at = RoomState.UNUSED, tx.now
        rooms.plan_withdrawal(tx, found)
        tx.session.flush()
        return None
    found.state = RoomState.LIVE
    tx.session.flush()
    journal.write(tx, "room.make", by=None, subject="event", subject_id=row.id)
    return rooms.view(tx, found)


def failed(tx: Tx, *, room: int, end: End, reason: str) -> None:
    """Note how a try failed, and plan the next: of the same provider after a pause, or of the next
    at once. ``reason`` is a word of ours."""
    found, row = _held(tx, room)
    found.state = RoomState.UNKNOWN if end == "unknown" else RoomState.FAILED
    found.error, found.ended_at = f"{end}:{reason}", tx.now
    tx.session.flush()
    own = [
        one
        for one in _tries(tx, found.event_id)
        if (one.sequence, one.round) == (found.sequence, found.round)
    ]
    same = [one for one in own if one.provider == found.provider]
    again = end != "closed" and len(same) < TRIES
    pause = PAUSES[min(len(same), len(PAUSES)) - 1] if again else timedelta()
    if row.sequence == found.sequence:
        _plan_round(tx, row, found.round, tx.now + pause, tried=len(own))


def again(tx: Tx, by: Who, *, event: int) -> bool:
    """Ask the providers anew, now; for hosts. False where a room is there already."""
    row = events.hold_to_manage(tx, by, event)
    events.must_stand(tx, row)
    if row.place == Place.OFFLINE:
        raise refusals.Broken("event-offline")
    if rooms.live(tx, event) is not None:
        return False
    rounds = [one.round for one in _tries(tx, event) if one.sequence == row.sequence]
    _plan_round(tx, row, max([2, *rounds]) + 1, tx.now)
    return True


def renew(tx: Tx, row: Event, *, moved: bool) -> tuple[int, ...]:
    """Follow a change of an event: another time wants another room; another classroom does not,
    but the jobs know the event by its number of changes."""
    if moved:
        old = rooms.withdraw(tx, row)
        plan(tx, row)
        return old
    current = rooms.live_row(tx, key(row.id))
    if current is not None:
        current.sequence = row.sequence
    plan(tx, row)
    return ()


def dead(tx: Tx, *, room: int) -> tuple[int, ...]:
    """The provider does not know a room any more: the event gets another at once."""
    found, row = _held(tx, room)
    if found.state != RoomState.LIVE:
        return ()
    letters = rooms.withdraw(tx, row)
    rounds = [one.round for one in _tries(tx, found.event_id)]
    _plan_round(tx, row, max([2, *rounds]) + 1, tx.now)
    return letters


def to_check(tx: Tx, *, event: int, sequence: int) -> RoomView | None:
    """The room whose link is to be tried before it is handed out (job "room.check")."""
    row = tx.session.get(Event, event)
    found = rooms.live(tx, event)
    if row is None or row.sequence != sequence or found is None or found.provider != TELEMOST:
        return None
    return found


def to_withdraw(tx: Tx, *, room: int) -> RoomView | None:
    """A room that is to be shut at its provider's (job "room.withdraw")."""
    found = tx.session.get(Room, room)
    return None if found is None or found.state == RoomState.LIVE else rooms.view(tx, found)


def orphans(tx: Tx) -> list[Orphan]:
    """Rooms of the last month that nobody uses, or that may be there; for ``coworking check``."""
    rows = tx.session.exec(
        select(Room)
        .where(
            col(Room.state).in_([RoomState.UNKNOWN.value, RoomState.UNUSED.value]),
            col(Room.made_at) > tx.now - ORPHANS_TOLD,
            Room.provider == TELEMOST,
        )
        .order_by(col(Room.id))
    )
    return [
        Orphan(one.event_id, one.provider, one.reference, one.made_at, bool(one.reference))
        for one in rows
    ]


def _tries(tx: Tx, event: int) -> Sequence[Room]:
    return tx.session.exec(
        select(Room)
        .where(Room.event_id == event, Room.provider != PASTED)
        .order_by(col(Room.id))
        .execution_options(populate_existing=True)
    ).all()


def _held(tx: Tx, room: int) -> tuple[Room, Event]:
    found = tx.session.get_one(Room, room)
    row = events.hold(tx, found.event_id)
    tx.session.refresh(found)
    return found, row

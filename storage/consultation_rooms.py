"""A room for an online consultation, got on demand from the providers of rooms (K3, E2).

Shorter than the ladder of events: people wait now. Each try is counted before it is made, so that
a stop of the program asks for no more rooms than that.
"""

from datetime import timedelta

from storage import consultations, jobs, journal
from storage.consultations import Consultation, ConsultationView
from storage.projects import key
from storage.room_ladder import Attempt, End, Ladder
from storage.rooms import RoomView
from storage.store import Tx

#: Of each provider: a call and one repeat.
TRIES = 2
PAUSE = timedelta(seconds=5)
#: How long a room is booked for where the provider asks.
LASTS = timedelta(hours=2)


def want(tx: Tx, *, consultation: int) -> bool:
    """Have a room got, where providers are set up and there is no link; tells whether one will
    be tried for."""
    row = consultations.find(tx, consultation)
    if not row.online or row.link or not tx.rules.room_providers:
        return False
    _plan(tx, row, again=timedelta())
    return True


def begin(tx: Tx, *, consultation: int) -> Ladder:
    """Count the next try, before it is made (job "consultation.room")."""
    row = consultations.hold(tx, consultation)
    if row.closed_at is not None or row.link:
        return Ladder()
    which = row.room_tries // TRIES
    if which >= len(tx.rules.room_providers):
        return Ladder(exhausted=True)
    row.room_tries += 1
    tx.session.flush()
    return Ladder(
        Attempt(
            room=0,
            provider=tx.rules.room_providers[which],
            uid=f"consultation-{row.id}-{row.room_tries}",
            title=row.topic,
            starts_at=tx.now,
            ends_at=tx.now + LASTS,
            stamp=tx.now,
            cohosts=(),
            outsiders_wait=False,
        )
    )


def made(
    tx: Tx, *, consultation: int, provider: str, reference: str, url: str
) -> ConsultationView | None:
    """Take a room that was made; None if it is not wanted any more: then it is shut."""
    row = consultations.hold(tx, consultation)
    row.room_provider, row.room_reference = provider, reference
    if row.closed_at is not None or row.link:
        plan_shutting(tx, row)
        return None
    row.link = tx.sealer.seal(url)
    tx.session.flush()
    journal.write(tx, "consultation.room", by=None, subject="consultation", subject_id=row.id)
    return consultations.view(tx, row)


def failed(tx: Tx, *, consultation: int, end: End) -> None:
    """Plan the next try: of the same provider after a pause, or of the next at once."""
    row = consultations.hold(tx, consultation)
    if end == "closed":
        row.room_tries = (row.room_tries + TRIES - 1) // TRIES * TRIES
    again = PAUSE if row.room_tries % TRIES else timedelta()
    _plan(tx, row, again=again)


def plan_shutting(tx: Tx, row: Consultation) -> None:
    """Have a room shut that a provider made and nobody needs any more."""
    tx.session.flush()
    if row.room_reference:
        jobs.plan(tx, "consultation.shut", str(row.id), tx.now, consultation=key(row.id))


def to_shut(tx: Tx, *, consultation: int) -> RoomView | None:
    """The room to be shut at its provider's (job "consultation.shut")."""
    row = consultations.find(tx, consultation)
    if not row.room_reference:
        return None
    return RoomView(0, 0, row.room_provider, row.room_reference, "", row.opened_at)


def _plan(tx: Tx, row: Consultation, *, again: timedelta) -> None:
    name = f"{row.id}:{row.room_tries}"
    due = tx.now + again
    jobs.plan(tx, "consultation.room", name, due, consultation=key(row.id))

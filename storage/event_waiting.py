"""A proposal nobody decides about: whoever may is asked once more, then its author knows (E1)."""

from datetime import timedelta

from storage import events, jobs
from storage.events import Event, EventState, EventView
from storage.projects import key
from storage.store import Tx

#: So long before the beginning whoever may approve it is asked again.
ASKED_AGAIN = timedelta(days=1)


def plan(tx: Tx, row: Event) -> None:
    """Plan both for the beginning as it is now; what was planned for another does nothing."""
    event, at = key(row.id), int(row.starts_at.timestamp())
    name = f"{event}:{at}"
    again = row.starts_at - ASKED_AGAIN
    if again > tx.now:
        jobs.plan(tx, "event.ask-again", name, again, event=event, at=at)
    jobs.plan(tx, "event.undecided", name, row.starts_at, event=event, at=at)


def still(tx: Tx, *, event: int, at: int) -> EventView | None:
    """The proposal, to be told of to whoever may approve it; None if it is decided or was moved."""
    row = _waiting(tx, event, at)
    if row is None:
        return None
    others = [one for one in events.approvers(tx) if one != row.proposed_by]
    return events.view(tx, row, others or events.approvers(tx))


def undecided(tx: Tx, *, event: int, at: int) -> EventView | None:
    """The proposal whose time has come without a decision, to be told of to those who hold it."""
    row = _waiting(tx, event, at)
    return (
        None
        if row is None
        else events.view(tx, row, (row.proposed_by, *events.host_ids(tx, event)))
    )


def _waiting(tx: Tx, event: int, at: int) -> Event | None:
    row = tx.session.get(Event, event)
    if row is None or row.state != EventState.WAITING or int(row.starts_at.timestamp()) != at:
        return None
    return row

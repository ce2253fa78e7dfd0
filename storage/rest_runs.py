"""A technique that somebody is doing: its steps come by the clock, into one message (Q1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel

from storage import access, jobs, outbox, talks
from storage.access import Segment
from storage.columns import Instant
from storage.residents import Who
from storage.store import Tx

#: After a stop as long as this nobody sits and breathes any more.
LATE = timedelta(minutes=2)
#: Messengers are not to be asked for edits faster than this.
LEAST_SECONDS = 3
#: The button that every step has; it says of which run it is.
STOP = "rest.stop"


class RestRun(SQLModel, table=True):
    """What a resident is doing now, at most one thing; ``message_id`` is what its steps are
    written into, None where it is to be found; ``beat`` counts the steps shown."""

    __tablename__ = "rest_run"

    resident_id: int = Field(primary_key=True, foreign_key="resident.id")
    run: int = 0
    technique: str
    beat: int = 0
    talk_id: int
    message_id: int | None = None
    at: datetime = Field(sa_type=Instant)


@dataclass(frozen=True)
class Beat:
    """The step that comes now, and the message that it is written into."""

    technique: str
    beat: int
    run: int
    message: int


def begin(tx: Tx, by: Who, *, technique: str, talk: int, seconds: int) -> int:
    """Begin a technique in a conversation, in place of another; gives the run's number."""
    access.must_enter(by, Segment.REST)
    own = by.must_be_resident()
    row = tx.session.get(RestRun, own)
    if row is None:
        row = RestRun(resident_id=own, technique=technique, talk_id=talk, at=tx.now)
        tx.session.add(row)
    row.run, row.technique, row.beat = row.run + 1, technique, 0
    row.talk_id, row.message_id, row.at = talk, talks.last_of(tx, talk), tx.now
    tx.session.flush()
    if seconds:
        _plan(tx, row, seconds)
    return row.run


def next_(tx: Tx, by: Who, *, run: int, beat: int) -> Beat | None:
    """The step after one that waits to be done; None if that is over."""
    row = tx.session.get(RestRun, by.must_be_resident())
    if row is None or row.run != run or row.beat + 1 != beat:
        return None
    row.beat = beat
    return Beat(row.technique, beat, run, row.message_id or 0)


def stop(tx: Tx, by: Who, *, run: int) -> None:
    """«Хватит»; an old button stops nothing that was begun since."""
    row = tx.session.get(RestRun, by.must_be_resident())
    if row is not None and row.run == run:
        tx.session.delete(row)


def due(tx: Tx, *, resident: int, run: int, beat: int) -> Beat | None:
    """The step that comes now (job "rest.beat"); None if the person stopped or went elsewhere."""
    row = tx.session.get(RestRun, resident)
    if row is None or row.run != run or row.beat + 1 != beat:
        return None
    last = talks.last_of(tx, row.talk_id)
    if last is None or not _is_its_message(tx, row, last) or tx.now > row.at + LATE:
        # They wrote, or something else was said since: nobody waits for the next step.
        tx.session.delete(row)
        return None
    row.message_id, row.beat = last, beat
    return Beat(row.technique, beat, run, last)


def _is_its_message(tx: Tx, row: RestRun, last: int) -> bool:
    """Whether the last message of a conversation is the one that the steps are written into: the
    one that was there at the beginning, or one that was sent for it."""
    if row.message_id == last:
        return True
    shown = outbox.shown(tx, last)
    return shown is not None and any(
        one["action"] == STOP and one["args"].get("run") == row.run for one in shown.buttons
    )


def go_on(tx: Tx, *, resident: int, seconds: int) -> None:
    """Plan the next step."""
    row = tx.session.get_one(RestRun, resident)
    row.at = tx.now
    _plan(tx, row, seconds)


def over(tx: Tx, *, resident: int) -> None:
    """The last step has come."""
    row = tx.session.get(RestRun, resident)
    if row is not None:
        tx.session.delete(row)


def _plan(tx: Tx, row: RestRun, seconds: int) -> None:
    wait = timedelta(seconds=max(seconds, LEAST_SECONDS))
    row.at = tx.now + wait
    jobs.plan(
        tx,
        "rest.beat",
        f"{row.resident_id}:{row.run}:{row.beat + 1}:{row.at.timestamp():.0f}",
        row.at,
        resident=row.resident_id,
        run=row.run,
        beat=row.beat + 1,
    )

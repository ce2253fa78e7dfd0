"""Who of the psychologists is there now (Q3): said by themselves, and asked again now and then."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel, select

from storage import jobs, journal, residents
from storage.columns import Instant
from storage.residents import Role, Who
from storage.store import Tx

#: How long a psychologist has to say that they are still there.
ANSWER_WITHIN = timedelta(minutes=10)


class Presence(SQLModel, table=True):
    """Whether a psychologist is there. ``confirmed_at`` is when that was last seen by what they
    did; ``asked_at`` when they were asked and have not answered yet."""

    __tablename__ = "presence"

    resident_id: int = Field(primary_key=True, foreign_key="resident.id")
    here: bool = False
    confirmed_at: datetime = Field(sa_type=Instant)
    asked_at: datetime | None = Field(default=None, sa_type=Instant)


@dataclass(frozen=True)
class PresenceView:
    """A psychologist's own presence."""

    here: bool
    changed: bool


def come(tx: Tx, by: Who) -> PresenceView:
    """«На связи»; also the answer to the question whether one still is."""
    own = by.must_have(Role.PSYCHOLOGIST)
    row = _hold(tx, own)
    changed = not row.here
    row.here, row.confirmed_at, row.asked_at = True, tx.now, None
    if changed:
        journal.write(tx, "presence.here", by=own)
        _plan_asking(tx, row)
    return PresenceView(here=True, changed=changed)


def go(tx: Tx, by: Who) -> PresenceView:
    """«Не на связи»."""
    own = by.must_have(Role.PSYCHOLOGIST)
    row = _hold(tx, own)
    changed = row.here
    row.here, row.asked_at = False, None
    if changed:
        journal.write(tx, "presence.away", by=own)
    return PresenceView(here=False, changed=changed)


def seen(tx: Tx, psychologist: int) -> None:
    """Note that a psychologist did something: whoever answers is there."""
    row = tx.session.get(Presence, psychologist)
    if row is not None and row.here:
        row.confirmed_at, row.asked_at = tx.now, None


def ask(tx: Tx, *, resident: int) -> bool:
    """Whether it is time to ask somebody if they are still there (job "presence.ask")."""
    row = tx.session.get(Presence, resident)
    if row is None or not row.here:
        return False
    if tx.now < _asked_at(tx, row):
        _plan_asking(tx, row)
        return False
    row.asked_at = tx.now
    due = tx.now + ANSWER_WITHIN
    jobs.plan(tx, "presence.lapse", f"{resident}:{due.timestamp():.0f}", due, resident=resident)
    return True


def lapse(tx: Tx, *, resident: int) -> bool:
    """Whether somebody did not answer and is not there any more (job "presence.lapse")."""
    row = tx.session.get(Presence, resident)
    if row is None or not row.here:
        return False
    if row.asked_at is None or tx.now < row.asked_at + ANSWER_WITHIN:
        _plan_asking(tx, row)
        return False
    row.here, row.asked_at = False, None
    journal.write(tx, "presence.lapse", by=None, subject="resident", subject_id=resident)
    return True


def here(tx: Tx) -> frozenset[int]:
    """The psychologists who are there now."""
    rows = tx.session.exec(select(Presence.resident_id).where(Presence.here))
    marked = frozenset(rows)
    return frozenset(
        one.id for one in residents.with_role(tx, Role.PSYCHOLOGIST) if one.id in marked and one.id
    )


def is_here(tx: Tx, by: Who) -> bool:
    """Whether a psychologist has said to be there."""
    row = tx.session.get(Presence, by.id) if by.id is not None else None
    return row is not None and row.here


def _asked_at(tx: Tx, row: Presence) -> datetime:
    return row.confirmed_at + timedelta(minutes=tx.rules.psych_presence_minutes)


def _plan_asking(tx: Tx, row: Presence) -> None:
    due = _asked_at(tx, row)
    number = row.resident_id
    jobs.plan(tx, "presence.ask", f"{number}:{due.timestamp():.0f}", due, resident=number)


def _hold(tx: Tx, own: int) -> Presence:
    tx.lock(f"presence:{own}")
    row = tx.session.get(Presence, own)
    if row is None:
        row = Presence(resident_id=own, confirmed_at=tx.now)
        tx.session.add(row)
        tx.session.flush()
    return row

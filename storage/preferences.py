"""What a resident wants to be told of, when, and whether at all (R2, R6)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel, col, select

from storage import journal, refusals
from storage.residents import Role, Who
from storage.store import Tx


class Kind(StrEnum):
    """What a notice is about; a stored format. Safety cannot be switched off."""

    DIGEST = "digest"
    OVERDUE = "overdue"
    EVENTS = "events"
    NOTICES = "notices"
    CONSULTATIONS = "consultations"
    SAFETY = "safety"


class Every(StrEnum):
    """How often a digest comes."""

    WEEK = "week"
    DAY = "day"
    NEVER = "never"


#: What a parent may switch off, in the order of the screen; the digest has a screen of its own.
MAY_BE_OFF = (Kind.OVERDUE, Kind.EVENTS, Kind.NOTICES, Kind.CONSULTATIONS)
WEEKDAY, HOUR = 3, 18
#: Digests are put together at these hours only: never after 20:00, never before 8:00 (R2).
HOURS = range(8, 20)


class Preference(SQLModel, table=True):
    """What a resident chose; who has no row has the defaults. ``weekday`` counts from Monday, 0;
    ``empty`` asks for a line where there is nothing new, ``muted`` is «Не беспокоить»."""

    __tablename__ = "preference"

    resident_id: int = Field(foreign_key="resident.id", primary_key=True)
    every: str = Every.WEEK
    weekday: int = WEEKDAY
    hour: int = HOUR
    empty: bool = False
    muted: bool = False
    off: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


@dataclass(frozen=True)
class Chosen:
    """A resident's choices."""

    every: Every = Every.WEEK
    weekday: int = WEEKDAY
    hour: int = HOUR
    empty: bool = False
    muted: bool = False
    off: frozenset[Kind] = field(default_factory=frozenset)


def of(tx: Tx, by: Who) -> Chosen:
    """One's own choices; raises `refusals.Unregistered`, `refusals.Denied` for who is no parent."""
    return _chosen(tx.session.get(Preference, by.must_have(Role.PARENT)))


DEFAULT = Chosen()


def of_many(tx: Tx, residents: Sequence[int]) -> dict[int, Chosen]:
    """The choices of those who made any; the others have the `DEFAULT`."""
    rows = tx.session.exec(select(Preference).where(col(Preference.resident_id).in_(residents)))
    return {row.resident_id: _chosen(row) for row in rows}


def wants(tx: Tx, resident: int, kind: Kind) -> bool:
    """Whether somebody is to be told of this kind of things (R6); of safety, always."""
    if kind is Kind.SAFETY:
        return True
    row = tx.session.get(Preference, resident)
    if row is None:
        return True
    if row.muted or kind.value in row.off:
        return False
    return kind is not Kind.DIGEST or row.every != Every.NEVER


def set_digest(
    tx: Tx,
    by: Who,
    *,
    every: Every | None = None,
    weekday: int | None = None,
    hour: int | None = None,
    empty: bool | None = None,
) -> Chosen:
    """Choose when the digest comes; what is None stays as it is. Raises `refusals.Broken`."""
    row = _hold(tx, by)
    if hour is not None and hour not in HOURS:
        raise refusals.Broken("digest-hour", first=HOURS[0], last=HOURS[-1])
    if weekday is not None and weekday not in range(7):
        raise refusals.Missing("weekday")
    row.every = row.every if every is None else every.value
    row.weekday = row.weekday if weekday is None else weekday
    row.hour = row.hour if hour is None else hour
    row.empty = row.empty if empty is None else empty
    return _kept(tx, by, row)


def switch(tx: Tx, by: Who, *, kind: Kind, wanted: bool) -> Chosen:
    """Switch a kind of notices on or off; raises `refusals.Denied` for what always comes."""
    row = _hold(tx, by)
    if kind not in MAY_BE_OFF:
        raise refusals.Denied("always-told")
    off = {Kind(one) for one in row.off} - {kind} | (set() if wanted else {kind})
    row.off = sorted(one.value for one in off)
    return _kept(tx, by, row)


def mute(tx: Tx, by: Who, *, muted: bool) -> Chosen:
    """«Не беспокоить»: nothing but safety; or all that was chosen again."""
    row = _hold(tx, by)
    row.muted = muted
    return _kept(tx, by, row)


def _hold(tx: Tx, by: Who) -> Preference:
    own = by.must_have(Role.PARENT)
    tx.lock(f"preference:{own}")
    row = tx.session.get(Preference, own, populate_existing=True)
    return row or Preference(resident_id=own)


def _kept(tx: Tx, by: Who, row: Preference) -> Chosen:
    tx.session.add(row)
    journal.write(tx, "preference.set", by=by.id, subject="resident", subject_id=row.resident_id)
    tx.session.flush()
    return _chosen(row)


def _chosen(row: Preference | None) -> Chosen:
    if row is None:
        return DEFAULT
    return Chosen(
        every=Every(row.every),
        weekday=row.weekday,
        hour=row.hour,
        empty=row.empty,
        muted=row.muted,
        off=frozenset(Kind(one) for one in row.off),
    )

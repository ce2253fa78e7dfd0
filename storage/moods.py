"""How somebody is: their own matter, for fourteen days (Q1).

Nobody else is shown a mood. The school learns of the last whole week only, when ten or more people
answered, and in shares rounded to tens: from two such numbers nobody's answer can be reckoned out.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Field, SQLModel, col, select

from storage import access, refusals, rotation
from storage.access import Segment
from storage.columns import Instant
from storage.residents import Role, Who
from storage.store import Tx

#: From the worst to the best; the worst is asked about.
MOODS = ("m1", "m2", "m3", "m4", "m5")
LOW = "m1"
LOW_TIMES = 3
LOW_WITHIN = timedelta(days=7)
#: Numbers of fewer people are told to nobody.
LEAST_PEOPLE = 10


class MoodMark(SQLModel, table=True):
    """One answer, sealed: whoever has the database file cannot read it."""

    __tablename__ = "mood_mark"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    resident_id: int = Field(foreign_key="resident.id", index=True)
    sealed: str
    at: datetime = Field(sa_type=Instant, index=True)


rotation.sealed(MoodMark, "sealed")


@dataclass(frozen=True)
class MoodView:
    """A mark of one's own."""

    mood: str
    at: datetime


@dataclass(frozen=True)
class WeekNumbers:
    """A whole week of the school: the share of each mood in per cent, in tens."""

    since: date
    until: date
    shares: dict[str, int]


def mark(tx: Tx, by: Who, *, mood: str) -> bool:
    """Keep how somebody is; tells whether it is the third low one within a week."""
    access.must_enter(by, Segment.REST)
    if mood not in MOODS:
        raise refusals.Missing("mood")
    own = by.must_be_resident()
    tx.session.add(MoodMark(resident_id=own, sealed=tx.sealer.seal(mood), at=tx.now))
    tx.session.flush()
    if mood != LOW:
        return False
    low = [one for one in _own(tx, own) if one.mood == LOW and one.at > tx.now - LOW_WITHIN]
    return len(low) >= LOW_TIMES


def own(tx: Tx, by: Who) -> list[MoodView]:
    """One's own marks, the newest first."""
    access.must_enter(by, Segment.REST)
    return _own(tx, by.must_be_resident())


def forget_own(tx: Tx, by: Who) -> None:
    """Erase one's own marks now."""
    own = by.must_be_resident()
    tx.session.execute(delete(MoodMark).where(col(MoodMark.resident_id) == own))


def week(tx: Tx, by: Who) -> WeekNumbers | None:
    """The last whole week in numbers, None where fewer than ten people answered in it."""
    by.must_have(Role.PSYCHOLOGIST, Role.COORDINATOR, Role.ADMIN)
    today = tx.now.astimezone(tx.rules.zone).date()
    until = today - timedelta(days=today.weekday())
    since = until - timedelta(days=7)
    rows = tx.session.exec(select(MoodMark).order_by(col(MoodMark.id)))
    # One voice each: the last of the week.
    last = {
        row.resident_id: tx.sealer.open(row.sealed)
        for row in rows
        if since <= row.at.astimezone(tx.rules.zone).date() < until
    }
    if len(last) < LEAST_PEOPLE:
        return None
    answers = list(last.values())
    shares = {one: in_tens(answers.count(one), len(answers)) for one in MOODS}
    return WeekNumbers(since, until - timedelta(days=1), shares)


def forget_old(tx: Tx) -> None:
    """Erase what has been kept for its time."""
    since = tx.now - timedelta(days=tx.rules.mood_days)
    tx.session.execute(delete(MoodMark).where(col(MoodMark.at) < since))


def _own(tx: Tx, resident: int) -> list[MoodView]:
    since = tx.now - timedelta(days=tx.rules.mood_days)
    rows = tx.session.exec(
        select(MoodMark)
        .where(MoodMark.resident_id == resident, col(MoodMark.at) >= since)
        .order_by(col(MoodMark.id).desc())
    )
    return [MoodView(tx.sealer.open(row.sealed), row.at) for row in rows]


def in_tens(count: int, of: int) -> int:
    """A share in per cent, rounded to tens."""
    return (count * 10 + of // 2) // of * 10

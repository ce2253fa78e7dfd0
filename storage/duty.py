"""Who of the school is on duty for children in danger, and when (Q4).

A line says on which weekday, or on which one day, somebody is on duty, within hours of the school's
clock. Whether they stand there as psychologist or as administrator is told by their roles.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_
from sqlmodel import Field, SQLModel, col, select

from storage import journal, refusals, residents
from storage.columns import Instant
from storage.residents import Role, Who
from storage.store import Tx

#: Who may be on duty, and who may edit the roster.
ROLES = (Role.PSYCHOLOGIST, Role.COORDINATOR, Role.ADMIN)
DAY_ENDS = 24 * 60


class DutyLine(SQLModel, table=True):
    """A line of the roster: a ``weekday`` (0 is Monday) or one ``day``; minutes of the day.

    On one day somebody may stand there ``instead_of`` somebody else.
    """

    __tablename__ = "duty_line"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    resident_id: int = Field(foreign_key="resident.id", index=True)
    weekday: int | None = None
    day: date | None = None
    since_minute: int
    until_minute: int
    instead_of: int | None = Field(default=None, foreign_key="resident.id")
    made_by: int = Field(foreign_key="resident.id")
    made_at: datetime = Field(sa_type=Instant)


@dataclass(frozen=True)
class DutyView:
    """A line as the roster shows it."""

    id: int
    who: Who
    weekday: int | None
    day: date | None
    since_minute: int
    until_minute: int
    instead_of: Who | None
    now: bool


def must_lead(by: Who) -> int:
    """Give the id of somebody who may see and edit the roster; raises `refusals.Denied`."""
    return by.must_have(*ROLES)


def lines(tx: Tx, by: Who) -> list[DutyView]:
    """The roster from today on: weekdays first, then single days; raises `refusals.Denied`."""
    must_lead(by)
    today = tx.now.astimezone(tx.rules.zone).date()
    rows = tx.session.exec(
        select(DutyLine)
        .where(or_(col(DutyLine.day).is_(None), col(DutyLine.day) >= today))
        .order_by(
            col(DutyLine.day).nulls_first(),
            col(DutyLine.weekday),
            col(DutyLine.since_minute),
            col(DutyLine.id),
        )
    ).all()
    named = {row.resident_id for row in rows} | {row.instead_of for row in rows if row.instead_of}
    people = residents.people(tx, named)
    now = set(on_duty(tx))
    return [_view(tx, row, people, now) for row in rows]


def _view(tx: Tx, row: DutyLine, people: dict[int, Who], now: set[int]) -> DutyView:
    assert row.id is not None
    return DutyView(
        row.id,
        people[row.resident_id],
        row.weekday,
        row.day,
        row.since_minute,
        row.until_minute,
        people[row.instead_of] if row.instead_of else None,
        row.resident_id in now and _is_now(tx, row),
    )


def candidates(tx: Tx, by: Who) -> list[Who]:
    """Who may be on duty; raises `refusals.Denied`."""
    must_lead(by)
    return residents.with_role(tx, *ROLES)


def add(
    tx: Tx,
    by: Who,
    *,
    person: int,
    since_minute: int,
    until_minute: int,
    weekdays: tuple[int, ...] = (),
    day: date | None = None,
    instead_of: int | None = None,
) -> tuple[int, ...]:
    """Put somebody on duty, on weekdays or on one day; gives the lines' ids.

    Raises `refusals.Denied`, `refusals.Missing`, `refusals.Broken` ("duty-hours", "duty-day",
    "duty-person").
    """
    own = must_lead(by)
    _must_be_staff(tx, person)
    if not 0 <= since_minute < until_minute <= DAY_ENDS:
        raise refusals.Broken("duty-hours")
    if bool(weekdays) == (day is not None) or any(one not in range(7) for one in weekdays):
        raise refusals.Broken("duty-day")
    if instead_of is not None and (day is None or instead_of == person):
        raise refusals.Broken("duty-day")
    made: list[int] = []
    for weekday in weekdays or (None,):
        row = DutyLine(
            resident_id=person,
            weekday=weekday,
            day=day,
            since_minute=since_minute,
            until_minute=until_minute,
            instead_of=instead_of,
            made_by=own,
            made_at=tx.now,
        )
        tx.session.add(row)
        tx.session.flush()
        assert row.id is not None
        made.append(row.id)
        journal.write(tx, "duty.add", by=own, subject="duty", subject_id=row.id, person=person)
    return tuple(made)


def _must_be_staff(tx: Tx, person: int) -> None:
    if not residents.who(tx, person).has(*ROLES) or not residents.is_here(tx, person):
        raise refusals.Broken("duty-person")


def remove(tx: Tx, by: Who, *, line: int) -> None:
    """Take a line out; raises `refusals.Denied`, `refusals.Spent` if it is gone."""
    own = must_lead(by)
    row = tx.session.get(DutyLine, line)
    if row is None:
        raise refusals.Spent("duty-gone")
    tx.session.delete(row)
    journal.write(
        tx, "duty.remove", by=own, subject="duty", subject_id=line, person=row.resident_id
    )


def on_duty(tx: Tx) -> list[int]:
    """Who is on duty at this moment, the longest in the roster first."""
    return _present(tx, [row for row in _today(tx) if _is_now(tx, row)])


def of_today(tx: Tx) -> list[int]:
    """Everybody whom today's roster names, at whatever hour."""
    return _present(tx, _today(tx))


def is_empty(tx: Tx) -> bool:
    """Whether nobody at all will be on duty from today on."""
    today = tx.now.astimezone(tx.rules.zone).date()
    rows = tx.session.exec(select(DutyLine)).all()
    return not _present(tx, [row for row in rows if row.day is None or row.day >= today])


def _today(tx: Tx) -> list[DutyLine]:
    local = tx.now.astimezone(tx.rules.zone)
    rows = tx.session.exec(
        select(DutyLine)
        .where(or_(col(DutyLine.day) == local.date(), col(DutyLine.weekday) == local.weekday()))
        .order_by(col(DutyLine.id))
    ).all()
    return [row for row in rows if not _is_replaced(row, rows)]


def _is_replaced(row: DutyLine, rows: Sequence[DutyLine]) -> bool:
    """Whether somebody stands there instead today, in these hours."""
    return any(
        other.instead_of == row.resident_id
        and other.day is not None
        and other.since_minute <= row.since_minute
        and row.until_minute <= other.until_minute
        for other in rows
        if other is not row
    )


def _is_now(tx: Tx, row: DutyLine) -> bool:
    local = tx.now.astimezone(tx.rules.zone)
    if row.day is not None and row.day != local.date():
        return False
    if row.day is None and row.weekday != local.weekday():
        return False
    return row.since_minute <= local.hour * 60 + local.minute < row.until_minute


def _present(tx: Tx, rows: list[DutyLine]) -> list[int]:
    """Those of a roster who are residents still, and have a role for it, each once."""
    people = residents.people(tx, {row.resident_id for row in rows})
    return [
        number
        for number in dict.fromkeys(row.resident_id for row in rows)
        if people[number].has(*ROLES) and residents.is_here(tx, number)
    ]

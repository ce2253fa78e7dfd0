"""Registration codes that nobody has used and that end soon: who is to know (A4)."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import aliased
from sqlmodel import col, select

from storage import residents
from storage.codes import Code, Purpose
from storage.residents import Resident, Role, Who
from storage.store import Tx

TOLD_BEFORE = timedelta(days=3)


@dataclass(frozen=True)
class CodesEnding:
    """How many codes of a class ("" of several) end on a day unused, for one adult."""

    grade: str
    day: date
    count: int


def found(tx: Tx) -> list[tuple[int, date]]:
    """Which adult is to be told, and of which day's codes."""
    return sorted({(adult, day) for adult, day, _ in _unused(tx, tx.now, tx.now + TOLD_BEFORE)})


def notice(tx: Tx, *, resident: int, day: int) -> CodesEnding | None:
    """What the job "code.tell" has to say; None if the codes were used meanwhile."""
    mine = [
        grade
        for adult, ends, grade in _unused(tx, tx.now, tx.now + TOLD_BEFORE * 2)
        if adult == resident and ends.toordinal() == day
    ]
    if not mine:
        return None
    grade = mine[0] if len(set(mine)) == 1 else ""
    return CodesEnding(grade, date.fromordinal(day), len(mine))


def _unused(tx: Tx, since: object, until: object) -> list[tuple[int, date, str]]:
    """(adult, day, class) for each code: the class teachers of the pupil's class, else the
    coordinators."""
    child = aliased(Resident)
    rows = tx.session.execute(
        select(Code.expires_at, Resident.grade, child.grade)
        .join(Resident, col(Resident.id) == col(Code.resident_id))
        .outerjoin(child, col(child.id) == col(Code.child_id))
        .where(
            Code.purpose == Purpose.REGISTER.value,
            col(Code.used_at).is_(None),
            col(Code.expires_at) > since,
            col(Code.expires_at) <= until,
            col(Resident.left_at).is_(None),
        )
    )
    teachers = residents.with_role(tx, Role.CLASS_TEACHER)
    coordinators = residents.with_role(tx, Role.COORDINATOR)
    found: list[tuple[int, date, str]] = []
    for ends, own, childs in rows:
        grade = childs or own or ""
        adults = [one for one in teachers if grade and one.grade == grade] or coordinators
        day = ends.astimezone(tx.rules.zone).date()
        found += [(_id(one), day, grade) for one in adults]
    return found


def _id(who: Who) -> int:
    return who.must_be_resident()

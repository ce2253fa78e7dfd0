"""The school's people file put into the store: once, however often it is read (A4)."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import select

from storage import codes, enrolment, families, residents, spelling
from storage.enrolment import Name, Register
from storage.people import PersonRow
from storage.residents import Kind, Resident, Role, Who
from storage.store import Tx
from storage.talks import Account

TAKEN = frozenset({"added", "changed", "same"})


@dataclass(frozen=True)
class Imported:
    """What became of a row: ``code`` is there to be printed until it is used.

    ``outcome`` is added, changed, same, or why it could not be taken: child-wanted,
    child-missing, child-many, pupil-many, row-differs. ``is_over``: the contract has ended, and
    the code will not be taken (A3). ``moved_from`` is the class in which a pupil was before.
    ``until`` is when the code ends.
    """

    row: PersonRow
    outcome: str
    code: str | None = None
    is_over: bool = False
    moved_from: str = ""
    until: datetime | None = None

    @property
    def is_wrong(self) -> bool:
        return self.outcome not in TAKEN


@dataclass(frozen=True)
class Plan:
    """A file as a whole: its rows in the order to take them, children before parents.

    ``classes`` are those in which the file has pupils of one name; ``differing`` the numbers of
    rows that say other things of a person than a row before. ``loose``: who is known without a
    patronymic is the one whom the file names with it, if nobody else can be meant.
    """

    rows: tuple[PersonRow, ...]
    classes: Mapping[Name, frozenset[str]]
    differing: frozenset[int]
    loose: bool = False


@dataclass(frozen=True)
class Trial:
    """What an import would do; ``absent`` are pupils of the file's classes who are not in it."""

    taken: tuple[Imported, ...]
    absent: tuple[Who, ...]


class _Undone(Exception):
    """Nothing of a trial stays."""


def plan(rows: Sequence[PersonRow], *, loose: bool = False) -> Plan:
    """Look a file over; a child may stand in it after the parent."""
    classes: dict[Name, frozenset[str]] = {}
    for row in rows:
        if Role.STUDENT in row.roles:
            classes[enrolment.name_of(row)] = classes.get(enrolment.name_of(row), frozenset()) | {
                row.grade
            }
    ordered = sorted(rows, key=lambda row: (row.child is not None, row.number))
    return Plan(tuple(ordered), classes, _differing(ordered), loose)


def take(tx: Tx, plan: Plan, rows: Sequence[PersonRow]) -> list[Imported]:
    """Import ``rows`` of a plan, a few dozen to a step; the second time changes nothing.

    A wrong row is told in its `Imported` and the others go in.
    """
    tx.lock("people")
    register = Register(tx)
    return [_take(tx, register, plan, row) for row in rows]


def try_out(tx: Tx, plan: Plan) -> Trial:
    """Look what an import would do; nothing of it is kept."""
    found = Trial((), ())
    with suppress(_Undone), tx.attempt():
        found = Trial(tuple(take(tx, plan, plan.rows)), tuple(absent(tx, plan)))
        raise _Undone
    return found


def absent(tx: Tx, plan: Plan) -> list[Who]:
    """The pupils of the file's classes whom it does not name: perhaps they have left."""
    named = {
        (name.family, name.name, grade) for name, grades in plan.classes.items() for grade in grades
    }
    classes = {grade for _, _, grade in named}
    return [
        one
        for one in residents.with_role(tx, Role.STUDENT)
        if one.grade in classes
        and (spelling.key(one.family), spelling.key(one.name), one.grade) not in named
    ]


def _differing(rows: Sequence[PersonRow]) -> frozenset[int]:
    said: dict[tuple[Name, str, str], object] = {}
    wrong: set[int] = set()
    for row in rows:
        if Role.STUDENT in row.roles:
            continue
        for thing in enrolment.SAID_ONCE:
            value = enrolment.value(row, thing)
            house = row.organisation if enrolment.kind(row) is Kind.EXTERNAL else ""
            if value and said.setdefault((enrolment.name_of(row), house, thing), value) != value:
                wrong.add(row.number)
    return frozenset(wrong)


def _take(tx: Tx, register: Register, plan: Plan, row: PersonRow) -> Imported:
    if row.number in plan.differing:
        return Imported(row, "row-differs")
    child: Resident | None = None
    if Role.PARENT in row.roles:
        if row.child is None:
            return Imported(row, "child-wanted")
        found = register.pupils(row.child)
        if len(found) != 1:
            return Imported(row, "child-missing" if not found else "child-many")
        child = found[0]
    named = register.named(row)
    if plan.loose and not named:
        named = _without_patronymic(tx, register, row, child)
    person = _same(plan, row, named)
    if person is None and Role.STUDENT in row.roles and _is_unclear(plan, row, named):
        return Imported(row, "pupil-many")
    outcome = "same" if person is not None else "added"
    was_in = person.grade if person is not None and Role.STUDENT in row.roles else ""
    if person is None:
        person = register.add(row)
    elif register.update(person, row):
        outcome = "changed"
    assert person.id is not None
    if child is not None and child.id is not None:
        if families.announce(tx, person.id, child.id) and outcome == "same":
            outcome = "changed"
        code = _code(tx, person.id, child.id)
        return Imported(row, outcome, code, until=codes.good_until(tx, code))
    is_over = not residents.is_current(tx, person)
    moved_from = was_in if was_in != person.grade else ""
    code = _code(tx, person.id, None)
    until = codes.good_until(tx, code)
    return Imported(row, outcome, code, is_over, moved_from, until)


def _without_patronymic(
    tx: Tx, register: Register, row: PersonRow, child: Resident | None
) -> list[Resident]:
    """The one pupil of the class, or parent of the child, who is known by the same names and no
    patronymic, or the other way round: two lists of one school."""
    found = [
        one
        for one in register.namesakes(row)
        if (child is not None and families.is_announced(tx, one.id, child.id))
        or (child is None and one.grade == row.grade and register.is_pupil(one))
    ]
    told = len(found) == 1 and not (found[0].patronymic and row.patronymic)
    return found if told else []


def _code(tx: Tx, resident: int, child: int | None) -> str | None:
    """The code to print: the one that waits, none for who has come in, else a new one."""
    if codes.was_used(tx, resident, child) or (child is None and _has_come_in(tx, resident)):
        return None
    waiting = codes.printable(tx, resident, child)
    return waiting or codes.make(tx, resident=resident, child=child)


def _has_come_in(tx: Tx, resident: int) -> bool:
    return (
        tx.session.exec(select(Account.id).where(Account.resident_id == resident)).first()
        is not None
    )


def _same(plan: Plan, row: PersonRow, named: Sequence[Resident]) -> Resident | None:
    """The person whom a row means; a pupil's class tells namesakes apart.

    A pupil came into another class if the file leaves nobody else for the row, and no other
    row for that pupil.
    """
    if Role.STUDENT not in row.roles:
        return named[0] if named else None
    here = [one for one in named if one.grade == row.grade]
    if here:
        return here[0]
    left, wanted = _moved(plan, row, named)
    return left[0] if len(left) == len(wanted) == 1 else None


def _is_unclear(plan: Plan, row: PersonRow, named: Sequence[Resident]) -> bool:
    return bool(_moved(plan, row, named)[0])


def _moved(
    plan: Plan, row: PersonRow, named: Sequence[Resident]
) -> tuple[list[Resident], frozenset[str]]:
    """Pupils of this name of whose class the file says nothing, and its classes that are new."""
    classes = plan.classes[enrolment.name_of(row)]
    left = [one for one in named if one.grade not in classes]
    return left, classes - {one.grade for one in named}

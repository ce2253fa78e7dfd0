"""The school's people file put into the store: once, however often it is read (A4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import col, select

from storage import codes, families, journal, residents
from storage.people import ChildName, PersonRow
from storage.residents import Kind, Resident, ResidentRole, Role
from storage.store import Tx
from storage.talks import Account

Name = tuple[str, str, str]
TAKEN = frozenset({"added", "changed", "same"})
#: What a file may say of a person once, and not otherwise in another row.
_SAID_ONCE = ("grade", "subjects", "contract_number", "contract_until")


@dataclass(frozen=True)
class Imported:
    """What became of a row: ``code`` is there to be printed until it is used.

    ``outcome`` is added, changed, same, or why it could not be taken: child-wanted,
    child-missing, child-many, pupil-many, row-differs.
    """

    row: PersonRow
    outcome: str
    code: str | None = None

    @property
    def is_wrong(self) -> bool:
        return self.outcome not in TAKEN


@dataclass(frozen=True)
class Plan:
    """A file as a whole: its rows in the order to take them, children before parents.

    ``classes`` are those in which the file has pupils of one name; ``differing`` the numbers of
    rows that say other things of a person than a row before.
    """

    rows: tuple[PersonRow, ...]
    classes: Mapping[Name, frozenset[str]]
    differing: frozenset[int]


def plan(rows: Sequence[PersonRow]) -> Plan:
    """Look a file over; a child may stand in it after the parent."""
    classes: dict[Name, frozenset[str]] = {}
    for row in rows:
        if Role.STUDENT in row.roles:
            classes[_name(row)] = classes.get(_name(row), frozenset()) | {row.grade}
    ordered = sorted(rows, key=lambda row: (row.child is not None, row.number))
    return Plan(tuple(ordered), classes, _differing(ordered))


def take(tx: Tx, plan: Plan, rows: Sequence[PersonRow]) -> list[Imported]:
    """Import ``rows`` of a plan, a few dozen to a step; the second time changes nothing.

    A wrong row is told in its `Imported` and the others go in.
    """
    tx.lock("people")
    return [_take(tx, plan, row) for row in rows]


def by_hand(tx: Tx, row: PersonRow) -> Imported:
    """Take one person in, known or not, with a code that works (`coworking code`).

    Whoever lost the account that they came in with comes in again by such a code, with the
    children they have; a new parent comes by the file, which names the child.
    """
    alone = replace(row, roles=row.roles - {Role.PARENT})
    file = plan([alone])
    if not alone.roles and _same(file, alone, _named(tx, alone)) is None:
        return Imported(row, "child-wanted")
    (taken,) = take(tx, file, file.rows)
    person = _same(file, alone, _named(tx, alone))
    if taken.code is not None or person is None or person.id is None:
        return taken
    return replace(taken, code=codes.make(tx, resident=person.id))


def _differing(rows: Sequence[PersonRow]) -> frozenset[int]:
    said: dict[tuple[Name, str, str], object] = {}
    wrong: set[int] = set()
    for row in rows:
        if Role.STUDENT in row.roles:
            continue
        for thing in _SAID_ONCE:
            value = _value(row, thing)
            house = row.organisation if _kind(row) is Kind.EXTERNAL else ""
            if value and said.setdefault((_name(row), house, thing), value) != value:
                wrong.add(row.number)
    return frozenset(wrong)


def _name(row: PersonRow) -> Name:
    return row.family, row.name, row.patronymic


def _value(row: PersonRow, thing: str) -> object:
    """What a row says of its own person: a parent's class would be the child's."""
    if thing == "grade" and row.roles.isdisjoint({Role.STUDENT, Role.CLASS_TEACHER}):
        return ""
    return getattr(row, thing)


def _take(tx: Tx, plan: Plan, row: PersonRow) -> Imported:
    if row.number in plan.differing:
        return Imported(row, "row-differs")
    child: Resident | None = None
    if Role.PARENT in row.roles:
        if row.child is None:
            return Imported(row, "child-wanted")
        found = _pupils(tx, row.child)
        if len(found) != 1:
            return Imported(row, "child-missing" if not found else "child-many")
        child = found[0]
    named = _named(tx, row)
    person = _same(plan, row, named)
    if person is None and Role.STUDENT in row.roles and _is_unclear(plan, row, named):
        return Imported(row, "pupil-many")
    outcome = "same" if person is not None else "added"
    if person is None:
        person = _add(tx, row)
    elif _update(tx, person, row):
        outcome = "changed"
    assert person.id is not None
    if child is not None and child.id is not None:
        if families.announce(tx, person.id, child.id) and outcome == "same":
            outcome = "changed"
        return Imported(row, outcome, _code(tx, person.id, child.id))
    return Imported(row, outcome, _code(tx, person.id, None))


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


def _named(tx: Tx, row: PersonRow) -> list[Resident]:
    """Who of the store's people a row may mean, by name."""
    named = tx.session.exec(
        select(Resident)
        .where(
            Resident.family == row.family,
            Resident.name == row.name,
            Resident.patronymic == row.patronymic,
            Resident.kind == _kind(row),
            col(Resident.left_at).is_(None),
        )
        .order_by(col(Resident.id))
    ).all()
    is_pupil = Role.STUDENT in row.roles
    same = [one for one in named if _is_pupil(tx, one) == is_pupil]
    if _kind(row) is Kind.EXTERNAL:
        same = [one for one in same if one.organisation == row.organisation]
    return same


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
    classes = plan.classes[_name(row)]
    left = [one for one in named if one.grade not in classes]
    return left, classes - {one.grade for one in named}


def _is_pupil(tx: Tx, person: Resident) -> bool:
    return tx.session.get(ResidentRole, (person.id, Role.STUDENT.value)) is not None


def _kind(row: PersonRow) -> Kind:
    return Kind.EXTERNAL if Role.PARTNER in row.roles else Kind.INTERNAL


def _add(tx: Tx, row: PersonRow) -> Resident:
    person = Resident(
        kind=_kind(row),
        family=row.family,
        name=row.name,
        patronymic=row.patronymic,
        grade=str(_value(row, "grade")),
        subjects=row.subjects,
        organisation=row.organisation,
        contract_number=row.contract_number,
        contract_until=row.contract_until,
        created_at=tx.now,
    )
    tx.session.add(person)
    tx.session.flush()
    assert person.id is not None
    for role in sorted(row.roles):
        tx.session.add(ResidentRole(resident_id=person.id, role=Role(role).value))
    journal.write(tx, "resident.add", by=None, subject="resident", subject_id=person.id)
    tx.session.flush()
    return person


def _update(tx: Tx, person: Resident, row: PersonRow) -> bool:
    """Bring a known person up to the file; roles are added, never taken (that is an act)."""
    changed = False
    for thing in _SAID_ONCE:
        value = _value(row, thing)
        if value and getattr(person, thing) != value:
            setattr(person, thing, value)
            changed = True
    assert person.id is not None
    for role in sorted(row.roles):
        if tx.session.get(ResidentRole, (person.id, role)) is None:
            tx.session.add(ResidentRole(resident_id=person.id, role=Role(role).value))
            changed = True
    if changed:
        journal.write(tx, "resident.change", by=None, subject="resident", subject_id=person.id)
        tx.session.flush()
    return changed


def _pupils(tx: Tx, name: ChildName) -> list[Resident]:
    rows = tx.session.exec(
        select(Resident).where(
            Resident.family == name.family,
            Resident.name == name.name,
            Resident.grade == name.grade,
            col(Resident.left_at).is_(None),
        )
    ).all()
    return [one for one in rows if residents.is_current(tx, one) and _is_pupil(tx, one)]

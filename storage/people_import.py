"""The school's people file put into the store: once, however often it is read (A4)."""

from dataclasses import dataclass, field

from sqlmodel import col, select

from storage import codes, families, journal, residents
from storage.people import ChildName, PersonRow
from storage.residents import Kind, Resident, ResidentRole, Role
from storage.store import Tx


@dataclass(frozen=True)
class Imported:
    """What became of a row: ``code`` is there to be printed until it is used.

    ``outcome`` is added, changed, same, or why it could not be taken: child-wanted,
    child-missing, child-many.
    """

    row: PersonRow
    outcome: str
    code: str | None = None

    @property
    def is_wrong(self) -> bool:
        return self.outcome.startswith("child-")


@dataclass(frozen=True)
class Report:
    """What became of a file's rows, in the file's order."""

    rows: tuple[Imported, ...] = field(default_factory=tuple)

    def count(self, outcome: str) -> int:
        return sum(one.outcome == outcome for one in self.rows)


def pupils_first(rows: list[PersonRow]) -> list[PersonRow]:
    """The order to import in: a child may stand in the file after the parent."""
    return sorted(rows, key=lambda row: (row.child is not None, row.number))


def take(tx: Tx, rows: list[PersonRow]) -> list[Imported]:
    """Import rows, a few hundred to a step; the second time changes nothing.

    A wrong row is told in its `Imported` and the others go in.
    """
    tx.lock("people")
    return [_take(tx, row) for row in rows]


def _take(tx: Tx, row: PersonRow) -> Imported:
    child: Resident | None = None
    if Role.PARENT in row.roles:
        if row.child is None:
            return Imported(row, "child-wanted")
        found = _pupils(tx, row.child)
        if len(found) != 1:
            return Imported(row, "child-missing" if not found else "child-many")
        child = found[0]
    person = _find(tx, row)
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
    if codes.was_used(tx, resident, child):
        return None
    waiting = codes.printable(tx, resident, child)
    return waiting or codes.make(tx, resident=resident, child=child)


def _find(tx: Tx, row: PersonRow) -> Resident | None:
    """The same person: by name, and by what tells namesakes apart."""
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
    if is_pupil:
        here = [one for one in same if one.grade == row.grade]
        return here[0] if here else (same[0] if len(same) == 1 else None)
    if _kind(row) is Kind.EXTERNAL:
        same = [one for one in same if one.organisation == row.organisation]
    return same[0] if same else None


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
        grade=row.grade,
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
    for name in ("grade", "subjects", "contract_number", "contract_until"):
        value = getattr(row, name)
        if value and getattr(person, name) != value:
            setattr(person, name, value)
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

"""People of the store found by the names that the school writes, and brought in."""

from typing import NamedTuple

from sqlmodel import col, select

from storage import journal, partners, residents, spelling
from storage.people import ChildName, PersonRow
from storage.residents import Kind, Resident, ResidentRole, Role
from storage.store import Tx

#: What the school may say of a person once, and not otherwise in another row.
SAID_ONCE = ("grade", "subjects", "contract_number", "contract_until")


class Name(NamedTuple):
    """A name as `spelling.key` has it: two spellings of one name are equal."""

    family: str
    name: str
    patronymic: str


def name_of(of: PersonRow | Resident) -> Name:
    """The name of a row, or of somebody known, to compare by."""
    return Name(spelling.key(of.family), spelling.key(of.name), spelling.key(of.patronymic))


class Register:
    """Everybody who has not left, by name, as it is in this step; `add` keeps it so."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._named: dict[tuple[str, str], list[int]] = {}
        known = tx.session.exec(
            select(Resident.id, Resident.family, Resident.name)
            .where(col(Resident.left_at).is_(None))
            .order_by(col(Resident.id))
        )
        for number, family, name in known:
            self._note(number, family, name)

    def namesakes(self, row: PersonRow) -> list[Resident]:
        """Who has the family name and the first name of a row, whatever else."""
        name = name_of(row)
        return self._residents(self._named.get((name.family, name.name), []))

    def named(self, row: PersonRow) -> list[Resident]:
        """Whom a row may mean: pupils for a pupil, and partners of the row's organisation."""
        wanted = name_of(row)
        is_pupil = Role.STUDENT in row.roles
        same = [
            one
            for one in self.namesakes(row)
            if name_of(one) == wanted and one.kind == kind(row) and self.is_pupil(one) == is_pupil
        ]
        if kind(row) is Kind.EXTERNAL:
            house = spelling.key(row.organisation)
            same = [one for one in same if spelling.key(one.organisation) == house]
        return same

    def pupils(self, child: ChildName) -> list[Resident]:
        """The pupils whom a parent's row may mean, with their patronymic or without."""
        wanted = spelling.key(f"{child.family} {child.name}")
        numbers = [
            number
            for (family, name), those in self._named.items()
            if wanted.startswith(f"{family} {name}")
            for number in those
        ]
        return [
            one
            for one in self._residents(numbers)
            if one.grade == child.grade
            and wanted in (_called(one, ""), _called(one, one.patronymic))
            and self.is_pupil(one)
            and residents.is_current(self._tx, one)
        ]

    def is_pupil(self, person: Resident) -> bool:
        return self._tx.session.get(ResidentRole, (person.id, Role.STUDENT.value)) is not None

    def add(self, row: PersonRow) -> Resident:
        """Write down somebody who is not known yet."""
        tx = self._tx
        person = Resident(
            kind=kind(row),
            family=row.family,
            name=row.name,
            patronymic=row.patronymic,
            grade=str(value(row, "grade")),
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
        self._note(person.id, person.family, person.name)
        partners.note(tx, person)
        return person

    def update(self, person: Resident, row: PersonRow) -> bool:
        """Bring a known person up to a row; roles are added, never taken (that is an act)."""
        tx = self._tx
        changed = False
        for thing in SAID_ONCE:
            said = value(row, thing)
            if said and getattr(person, thing) != said:
                setattr(person, thing, said)
                changed = True
        if row.patronymic and not person.patronymic:
            person.patronymic = row.patronymic
            changed = True
        assert person.id is not None
        for role in sorted(row.roles):
            if tx.session.get(ResidentRole, (person.id, role)) is None:
                tx.session.add(ResidentRole(resident_id=person.id, role=Role(role).value))
                changed = True
        if changed:
            journal.write(tx, "resident.change", by=None, subject="resident", subject_id=person.id)
            tx.session.flush()
            partners.note(tx, person)
        return changed

    def _note(self, number: int | None, family: str, name: str) -> None:
        assert number is not None
        key = spelling.key(family), spelling.key(name)
        self._named.setdefault(key, []).append(number)

    def _residents(self, numbers: list[int]) -> list[Resident]:
        return [self._tx.session.get_one(Resident, number) for number in sorted(numbers)]


def kind(row: PersonRow) -> Kind:
    """A partner is of another house, and so another person than a namesake of ours."""
    return Kind.EXTERNAL if Role.PARTNER in row.roles else Kind.INTERNAL


def value(row: PersonRow, thing: str) -> object:
    """What a row says of its own person: a parent's class would be the child's."""
    if thing == "grade" and row.roles.isdisjoint({Role.STUDENT, Role.CLASS_TEACHER}):
        return ""
    return getattr(row, thing)


def _called(pupil: Resident, patronymic: str) -> str:
    return spelling.key(f"{pupil.family} {pupil.name} {patronymic}")

"""A small lyceum for the lab, let in as a real one is: by its people file (A4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from storage import codes, people_import, residents
from storage.people import ChildName, PersonRow
from storage.residents import Role
from storage.store import Tx

#: The resident's id of whom the school does not know.
NOBODY = 0


@dataclass(frozen=True)
class Person:
    """One of the school. ``code`` lets them in, ``child_codes`` tell a parent's other children;
    who does not join by themselves waits for somebody to try it. ``messengers`` are those on their
    phone, the first is the one that they come in by."""

    name: str
    resident: int
    roles: tuple[Role, ...]
    code: str
    child_codes: tuple[str, ...] = ()
    grade: str = ""
    joins: bool = True
    messengers: tuple[str, ...] = ("vk",)


def _row(
    full_name: str,
    *roles: Role,
    grade: str = "",
    child: str = "",
    organisation: str = "",
    contract: str = "",
    until: date | None = None,
    subjects: str = "",
) -> PersonRow:
    family, name, *patronymic = full_name.split()
    return PersonRow(
        number=0,
        family=family,
        name=name,
        patronymic=" ".join(patronymic),
        roles=frozenset(role.value for role in roles),
        grade=grade,
        child=ChildName(*child.split()) if child else None,
        organisation=organisation,
        contract_number=contract,
        contract_until=until,
        subjects=subjects,
    )


#: The file: a parent has a row for each child.
ROWS: tuple[PersonRow, ...] = (
    _row("Котова Аня", Role.STUDENT, grade="10А"),
    _row("Белов Боря", Role.STUDENT, grade="10А"),
    _row("Орлова Вера", Role.STUDENT, grade="8Б"),
    _row("Гусев Глеб", Role.STUDENT, grade="8Б"),
    _row("Орлова Соня", Role.STUDENT, grade="10А"),
    _row("Ахметов Тимур", Role.STUDENT, grade="9В"),
    _row("Ветрова Даша", Role.STUDENT, grade="8Б"),
    _row("Соколова Мария Ивановна", Role.TEACHER, Role.SUPERVISOR, subjects="биология, экология"),
    _row("Зуев Павел Петрович", Role.TEACHER, Role.SUPERVISOR, subjects="физика, информатика"),
    _row(
        "Фомина Нина Львовна",
        Role.TEACHER,
        Role.CLASS_TEACHER,
        grade="10А",
        subjects="литература",
    ),
    _row("Громова Елена Андреевна", Role.PSYCHOLOGIST),
    _row("Лебедева Ольга Юрьевна", Role.COORDINATOR),
    _row("Королёв Сергей Викторович", Role.COUNCIL, Role.CHAIR),
    _row("Дорохов Виктор Николаевич", Role.COUNCIL, Role.SECRETARY),
    _row("Савина Людмила Фёдоровна", Role.COUNCIL),
    _row("Котов Иван Олегович", Role.PARENT, child="Котова Аня 10А"),
    _row("Орлова Татьяна Сергеевна", Role.PARENT, child="Орлова Вера 8Б"),
    _row("Орлова Татьяна Сергеевна", Role.PARENT, child="Орлова Соня 10А"),
    _row("Ветрова Алина Игоревна", Role.PARENT, child="Ветрова Даша 8Б"),
    _row(
        "Тихонов Роман Алексеевич",
        Role.PARTNER,
        organisation="Технопарк «Горизонт»",
        contract="17/26",
        until=date(2027, 6, 30),
    ),
)
#: Came to the school in the middle of the term, with a code in the hand.
NEWCOMERS = frozenset({"Даша", "Алина"})
#: Who has what on the phone, VK if nothing is said.
ON_PHONES = {
    "Аня": ("vk", "sferum"),
    "Мария": ("vk", "sferum"),
    "Тимур": ("sferum",),
    "Нина": ("sferum", "vk"),
    "Иван": ("sferum",),
    "Татьяна": ("sferum",),
}
GUEST = Person("Кирилл Маслов", NOBODY, (), code="", joins=False)


def settle(tx: Tx) -> dict[str, Person]:
    """Write the school down; gives its people, and a guest of it, by first name."""
    rows = [replace(row, number=number) for number, row in enumerate(ROWS, start=2)]
    plan = people_import.plan(rows)
    codes_of: dict[str, list[str]] = {}
    for taken in people_import.take(tx, plan, plan.rows):
        if taken.is_wrong or taken.code is None:
            raise ValueError(f"row {taken.row.number} of the lab's school: {taken.outcome}")
        codes_of.setdefault(taken.row.name, []).append(taken.code)
    ids = {person.name: person.must_be_resident() for person in residents.with_role(tx, *Role)}
    people = {row.name: _person(row, ids[row.name], codes_of[row.name]) for row in rows}
    return people | {GUEST.name.split()[0]: GUEST}


def _person(row: PersonRow, resident: int, printed: Sequence[str]) -> Person:
    return Person(
        name=f"{row.name} {row.family}",
        resident=resident,
        roles=tuple(Role(role) for role in sorted(row.roles)),
        code=printed[0],
        child_codes=tuple(printed[1:]),
        grade=row.grade,
        joins=row.name not in NEWCOMERS,
        messengers=ON_PHONES.get(row.name, ("vk",)),
    )


def print_codes(tx: Tx, people: dict[str, Person]) -> dict[str, Person]:
    """Print the newcomers' codes today: those from the beginning of the term are over."""
    rows = {row.name: row for row in ROWS}
    return {
        name: replace(one, code=_print(tx, one, rows[name], people)) if name in NEWCOMERS else one
        for name, one in people.items()
    }


def _print(tx: Tx, person: Person, row: PersonRow, people: dict[str, Person]) -> str:
    child = people[row.child.name].resident if row.child else None
    return codes.make(tx, resident=person.resident, child=child)

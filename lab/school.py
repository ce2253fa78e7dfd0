"""A small school for the lab, made through the store's own acts."""

from dataclasses import dataclass

from storage import codes, families, profiles
from storage.residents import Role
from storage.store import Tx


@dataclass(frozen=True)
class Person:
    """One of the school; ``code`` lets them in, ``child_codes`` make a parent known."""

    name: str
    resident: int
    roles: tuple[Role, ...]
    code: str
    child_codes: tuple[str, ...] = ()


#: family, name, patronymic, class, roles
PEOPLE: tuple[tuple[str, str, str, str, tuple[Role, ...]], ...] = (
    ("Котова", "Аня", "", "10А", (Role.STUDENT,)),
    ("Белов", "Боря", "", "10А", (Role.STUDENT,)),
    ("Орлова", "Вера", "", "8Б", (Role.STUDENT,)),
    ("Гусев", "Глеб", "", "8Б", (Role.STUDENT,)),
    ("Соколова", "Мария", "Ивановна", "", (Role.TEACHER, Role.SUPERVISOR)),
    ("Зуев", "Павел", "Петрович", "", (Role.TEACHER, Role.SUPERVISOR)),
    ("Фомина", "Нина", "Львовна", "10А", (Role.TEACHER, Role.CLASS_TEACHER)),
    ("Лебедева", "Ольга", "Юрьевна", "", (Role.COORDINATOR,)),
    ("Котов", "Иван", "Олегович", "", (Role.PARENT,)),
)
FAMILIES = (("Котов", "Котова"),)


def settle(tx: Tx) -> dict[str, Person]:
    """Write the school down; gives its people by first name."""
    ids: dict[str, int] = {}
    people: dict[str, Person] = {}
    for family, name, patronymic, grade, roles in PEOPLE:
        number = profiles.add(
            tx,
            family=family,
            name=name,
            patronymic=patronymic,
            grade=grade,
            roles=frozenset(roles),
        )
        ids[family] = number
        people[name] = Person(name, number, roles, codes.make(tx, resident=number))
    for parent, child in FAMILIES:
        families.announce(tx, ids[parent], ids[child])
    return people

"""Rows of the people file (A4), as read: the school's word about a person."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ChildName:
    """How a parent's row names the child: «Фамилия Имя Класс».

    ``name`` is all between the family name's first word and the class: two first names, or a
    patronymic that tells namesakes of one class apart.
    """

    family: str
    name: str
    grade: str


@dataclass(frozen=True)
class PersonRow:
    """A row: ``number`` is its line in the file, ``roles`` are names of `residents.Role`."""

    number: int
    family: str
    name: str
    patronymic: str = ""
    roles: frozenset[str] = frozenset()
    grade: str = ""
    child: ChildName | None = None
    organisation: str = ""
    contract_number: str = ""
    contract_until: date | None = None
    subjects: str = ""

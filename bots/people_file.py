"""The people file (A4): XLSX or CSV with a Russian header, columns in any order.

The words of its header, its roles and its complaints are the file's own language and stand here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from bots import school_export, tables
from dialogs import words
from storage import spelling
from storage.our_accounts import Door
from storage.people import ChildName, PersonRow

COLUMNS = {
    "фамилия": "family",
    "имя": "name",
    "отчество": "patronymic",
    "роль": "roles",
    "класс": "grade",
    "ребенок": "child",
    "организация": "organisation",
    "договор": "contract_number",
    "договор до": "contract_until",
    "предмет": "subjects",
}
HEADER = (
    "Фамилия",
    "Имя",
    "Отчество",
    "Роль",
    "Класс",
    "Ребёнок",
    "Организация",
    "Договор",
    "Договор до",
    "Предмет",
)
ROLES = {
    "ученик": "student",
    "ученица": "student",
    "обучающийся": "student",
    "родитель": "parent",
    "учитель": "teacher",
    "классный руководитель": "class_teacher",
    "руководитель проектов": "supervisor",
    "руководитель проекта": "supervisor",
    "тьютор": "tutor",
    "консультант": "consultant",
    "эксперт": "expert",
    "психолог": "psychologist",
    "координатор": "coordinator",
    "член совета": "council",
    "председатель": "chair",
    "секретарь": "secretary",
    "рабочая группа": "working_group",
    "администратор": "admin",
    "партнер": "partner",
}
REASONS = {
    "child-wanted": "у родителя не указан ребёнок: «Фамилия Имя Класс» или с отчеством",
    "child-missing": "такого ребёнка нет среди учеников",
    "child-many": "таких учеников несколько: допишите отчество, «Фамилия Имя Отчество Класс»",
    "pupil-many": "однофамильцы: непонятно, кто из них перешёл в этот класс",
    "row-differs": "другая строка говорит об этом человеке иное",
}
CONTRACT_OVER = "внимание: договор окончился, код не подействует"
#: A file of newcomers alone may mean a namesake of somebody who stays where they are.
MOVED = "внимание: {name} был(а) в {before}, теперь в {after}; тот ли это ученик?"
_GRADE = re.compile(r"(1[01]|[1-9])\s*-?\s*([А-ЯЁ])?")
_CHILD = re.compile(r"(\S+)\s+(\S.*?)\s+((?:1[01]|[1-9])\s*-?\s*[^\W\d]?)")


@dataclass(frozen=True)
class RowError:
    """A row that cannot be taken, and why, in the file's language."""

    number: int
    reason: str


@dataclass(frozen=True)
class PeopleFile:
    """What was read. ``notes`` are remarks on rows that need nothing; ``unread`` the columns that
    were not looked at; ``loose``: an export, in which a patronymic may be new to us."""

    rows: tuple[PersonRow, ...]
    errors: tuple[RowError, ...]
    notes: tuple[RowError, ...] = ()
    unread: tuple[str, ...] = ()
    loose: bool = False


class WrongRow(Exception):
    """What is said of a person cannot be taken; the message says why, in the file's language."""


def read(path: Path) -> PeopleFile:
    """Read a people file, or a list of pupils as a school's system exports it.

    Raises `tables.UnreadableFile`, also for one without a header.
    """
    table = tables.read(path)
    names = [COLUMNS.get(_plain(cell), "") for cell in table[0]]
    missing = {"family", "name", "roles"} - set(names)
    if missing:
        return _school_list(table)
    rows: list[PersonRow] = []
    errors: list[RowError] = []
    for number, cells in enumerate(table[1:], 2):
        if not any(cell not in (None, "") for cell in cells):
            continue
        values = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        try:
            rows.append(_row(number, values))
        except WrongRow as wrong:
            errors.append(RowError(number, str(wrong)))
    return PeopleFile(tuple(rows), tuple(errors))


def _school_list(table: Sequence[Sequence[object]]) -> PeopleFile:
    place = school_export.header_of(table)
    if place is None:
        raise tables.UnreadableFile(
            "the header row must hold: Фамилия, Имя, Роль; or, of an export: ФИО, Класс"
        )
    found = school_export.read(table, place)
    return PeopleFile(
        tuple(found.rows),
        tuple(RowError(one.number, one.reason) for one in found.errors),
        tuple(RowError(one.number, one.reason) for one in found.notes),
        found.unread,
        loose=True,
    )


def write(path: Path, rows: Iterable[PersonRow]) -> None:
    """Write rows as a people file; raises `tables.CannotWrite`."""
    tables.write(path, [HEADER, *(_cells(row) for row in rows)])


def row_by_hand(
    role: str, family: str, name: str, patronymic: str = "", grade: str = ""
) -> PersonRow:
    """One person in a command's words, held to the file's rules; raises `WrongRow`.

    The role may also be called as the store calls it; a parent's child and a partner's
    organisation cannot be said so.
    """
    word = _plain(role)
    return _person(
        {"family": family, "name": name, "patronymic": patronymic, "grade": grade},
        number=0,
        roles=frozenset({word}) if word in ROLES.values() else _roles(role),
    )


def is_next_year(before: str, after: str) -> bool:
    """Whether a pupil came from one class into the other as everybody does in September."""
    old, new = _GRADE.fullmatch(before), _GRADE.fullmatch(after)
    return (
        old is not None and new is not None and int(new[1]) == int(old[1]) + 1 and new[2] == old[2]
    )


def write_codes(
    path: Path, rows: Iterable[tuple[PersonRow, str | None]], doors: Sequence[Door] = ()
) -> None:
    """Write the rows with a column «Код», and the links that carry it to each of ``doors``, for
    printing; a code has one slip, and who has none.

    Raises `tables.CannotWrite`.
    """
    slips: dict[str | PersonRow, tuple[PersonRow, str | None]] = {}
    for row, code in rows:
        slips.setdefault(code or replace(row, number=0), (row, code))
    titles = [
        words.label("sheet-link", messenger=words.label("messenger-name", messenger=one.messenger))
        for one in doors
    ]
    table = [[*HEADER, "Код", *titles]]
    for row, code in slips.values():
        links = [one.with_code(code) if code else "" for one in doors]
        table.append([*_cells(row), code or "", *links])
    tables.write(path, table)


def _row(number: int, values: dict[str, object]) -> PersonRow:
    person = _person(values, number=number, roles=_roles(_text(values.get("roles"))))
    child = _child(_text(values.get("child"))) if "parent" in person.roles else None
    organisation = _text(values.get("organisation"))
    if "partner" in person.roles and not organisation:
        raise WrongRow("у партнёра нет организации")
    return replace(
        person,
        child=child,
        organisation=organisation,
        contract_number=_text(values.get("contract_number")),
        contract_until=_date(values.get("contract_until")),
        subjects=_text(values.get("subjects")),
    )


def _person(values: dict[str, object], *, number: int, roles: frozenset[str]) -> PersonRow:
    family, name = _text(values.get("family")), _text(values.get("name"))
    if not family or not name:
        raise WrongRow("нет фамилии или имени")
    grade = _grade(_text(values.get("grade")))
    if "student" in roles and not grade:
        raise WrongRow("у ученика нет класса")
    patronymic = _text(values.get("patronymic"))
    return PersonRow(number, family, name, patronymic, roles=roles, grade=grade)


def _roles(text: str) -> frozenset[str]:
    named = [_plain(part) for part in text.split(",") if part.strip()]
    unknown = [part for part in named if part not in ROLES]
    if unknown:
        raise WrongRow(f"неизвестная роль: {', '.join(unknown)}")
    if not named:
        raise WrongRow("нет роли")
    return frozenset(ROLES[part] for part in named)


def _grade(text: str) -> str:
    if not text:
        return ""
    found = _GRADE.fullmatch(spelling.russian(text.strip()))
    if found is None:
        raise WrongRow("класс пишется как 8А")
    return found[1] + (found[2] or "")


def _child(text: str) -> ChildName:
    # The class stands at the end: between it and the family name may be two first names.
    found = _CHILD.fullmatch(text)
    if found is not None:
        return ChildName(found[1], found[2], _grade(found[3]))
    words = text.split()
    if len(words) > 2:
        _grade(words[-1])
    raise WrongRow(REASONS["child-wanted"])


def _date(value: object) -> date | None:
    if value in (None, ""):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for shape in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(_text(value), shape).date()  # noqa: DTZ007 (a day, no zone)
        except ValueError:
            continue
    raise WrongRow("дата пишется как 31.05.2027")


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str(value).split()) if value is not None else ""
    return text[1:] if text.startswith("'") and text[1:2] in tables.FORMULA else text


def _plain(value: object) -> str:
    return _text(value).casefold().replace("ё", "е")


def _cells(row: PersonRow) -> list[str]:
    words = {role: word for word, role in reversed(ROLES.items())}
    child = f"{row.child.family} {row.child.name} {row.child.grade}" if row.child else ""
    until = row.contract_until.strftime("%d.%m.%Y") if row.contract_until else ""
    roles = ", ".join(words[role].replace("партнер", "партнёр") for role in sorted(row.roles))
    cells = [
        row.family,
        row.name,
        row.patronymic,
        roles,
        row.grade,
        child,
        row.organisation,
        row.contract_number,
        until,
        row.subjects,
    ]
    return [tables.safe(cell) for cell in cells]

"""The people file (A4): XLSX or CSV with a Russian header, columns in any order.

The words of its header, its roles and its complaints are the file's own language and stand here.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

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
    "child-wanted": "у родителя не указан ребёнок: «Фамилия Имя Класс»",
    "child-missing": "такого ребёнка нет среди учеников",
    "child-many": "таких учеников несколько: допишите класс",
    "pupil-many": "однофамильцы: непонятно, кто из них перешёл в этот класс",
    "row-differs": "другая строка говорит об этом человеке иное",
}
_GRADE = re.compile(r"(1[01]|[1-9])\s*-?\s*([А-ЯЁ])?", re.IGNORECASE)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class RowError:
    """A row that cannot be taken, and why, in the file's language."""

    number: int
    reason: str


@dataclass(frozen=True)
class PeopleFile:
    rows: tuple[PersonRow, ...]
    errors: tuple[RowError, ...]


class UnreadableFile(Exception):
    """Not a people file at all; the message says why."""


class _Wrong(Exception):
    pass


def read(path: Path) -> PeopleFile:
    """Read a people file; raises `UnreadableFile` for one without its header."""
    table = _xlsx(path) if path.suffix.lower() == ".xlsx" else _csv(path)
    if not table:
        raise UnreadableFile("the file is empty")
    names = [COLUMNS.get(_plain(cell), "") for cell in table[0]]
    missing = {"family", "name", "roles"} - set(names)
    if missing:
        raise UnreadableFile("the header row must hold: Фамилия, Имя, Роль")
    rows: list[PersonRow] = []
    errors: list[RowError] = []
    for number, cells in enumerate(table[1:], 2):
        if not any(cell not in (None, "") for cell in cells):
            continue
        values = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        try:
            rows.append(_row(number, values))
        except _Wrong as wrong:
            errors.append(RowError(number, str(wrong)))
    return PeopleFile(tuple(rows), tuple(errors))


def write_codes(path: Path, rows: Iterable[tuple[PersonRow, str | None]]) -> None:
    """Write the rows with a column «Код», for printing; CSV or XLSX by the name."""
    table = [[*HEADER, "Код"], *[[*_cells(row), code or ""] for row, code in rows]]
    if path.suffix.lower() == ".xlsx":
        _write_xlsx(path, table)
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(table)


def _row(number: int, values: dict[str, object]) -> PersonRow:
    family, name = _text(values.get("family")), _text(values.get("name"))
    if not family or not name:
        raise _Wrong("нет фамилии или имени")
    roles = _roles(_text(values.get("roles")))
    grade = _grade(_text(values.get("grade")))
    if "student" in roles and not grade:
        raise _Wrong("у ученика нет класса")
    child = _child(_text(values.get("child"))) if "parent" in roles else None
    organisation = _text(values.get("organisation"))
    if "partner" in roles and not organisation:
        raise _Wrong("у партнёра нет организации")
    return PersonRow(
        number=number,
        family=family,
        name=name,
        patronymic=_text(values.get("patronymic")),
        roles=roles,
        grade=grade,
        child=child,
        organisation=organisation,
        contract_number=_text(values.get("contract_number")),
        contract_until=_date(values.get("contract_until")),
        subjects=_text(values.get("subjects")),
    )


def _roles(text: str) -> frozenset[str]:
    named = [_plain(part) for part in text.split(",") if part.strip()]
    unknown = [part for part in named if part not in ROLES]
    if unknown:
        raise _Wrong(f"неизвестная роль: {', '.join(unknown)}")
    if not named:
        raise _Wrong("нет роли")
    return frozenset(ROLES[part] for part in named)


def _grade(text: str) -> str:
    if not text:
        return ""
    found = _GRADE.fullmatch(text.strip())
    if found is None:
        raise _Wrong("класс пишется как 8А")
    return found[1] + (found[2] or "").upper()


def _child(text: str) -> ChildName:
    parts = text.split(maxsplit=2)
    if len(parts) != 3:
        raise _Wrong("у родителя не указан ребёнок: «Фамилия Имя Класс»")
    return ChildName(parts[0], parts[1], _grade(parts[2]))


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
    raise _Wrong("дата пишется как 31.05.2027")


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str(value).split()) if value is not None else ""
    return text[1:] if text.startswith("'") and text[1:2] in _FORMULA else text


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
    # A spreadsheet would run these as formulas.
    return [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]


def _csv(path: Path) -> list[Sequence[object]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1251", errors="replace")
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    return [list(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter)]


def _xlsx(path: Path) -> list[Sequence[object]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, OSError, ValueError) as error:
        raise UnreadableFile(f"not an XLSX file ({type(error).__name__})") from error
    try:
        sheet = book.worksheets[0]
        return [list(row) for row in sheet.iter_rows(values_only=True)]
    finally:
        book.close()


def _write_xlsx(path: Path, table: list[list[str]]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    for row in table:
        sheet.append(row)
    book.save(path)

"""Lists of pupils as school systems export them: columns called anyhow, titles above (A4, P12).

There is no published layout (facts on «Параграф»), so columns are known by many names, and what
is not known is not read: passports, addresses and health never leave the file. The words are the
files' own language and stand here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from storage import spelling
from storage.people import ChildName, PersonRow

#: How far down the header may stand, and how many columns of it must be known.
HEADER_WITHIN = 25
KNOWN_LEAST = 2
_NAMES = {
    "family": ("фамилия", "фамилия ученика", "фамилия обучающегося", "фамилия ребенка"),
    "name": ("имя", "имя ученика", "имя обучающегося", "имя ребенка"),
    "patronymic": ("отчество", "отчество ученика", "отчество обучающегося", "отчество ребенка"),
    "full": (
        "фио",
        "ф и о",
        "ученик",
        "обучающийся",
        "учащийся",
        "ребенок",
        "фио ученика",
        "фио учащегося",
        "фио обучающегося",
        "фио ребенка",
        "фамилия имя",
        "фамилия имя отчество",
        "фамилия и имя",
    ),
    "grade": ("класс", "класс группа", "группа", "учебный коллектив", "класс литера"),
    "parallel": ("параллель", "номер класса", "год обучения"),
    "letter": ("литера", "буква", "литера класса", "буква класса"),
    "left": ("выбыл", "дата выбытия", "статус", "движение"),
}
_COLUMNS = {name: column for column, names in _NAMES.items() for name in names}
_PARENT = re.compile(
    r"(фио )?(родител[ья]|(законн(ый|ого) )?представител[ья]|мат(ь|ери)|мама|от(ец|ца)|папа"
    r"|опекуна?)( ребенка| ученика)?( \d)?( фио)?"
)
_KINSHIP = re.compile(r"^(мать|мама|отец|папа|опекун|родитель|представитель)\s*[:–—-]?\s+", re.I)
_GRADE = re.compile(r"(1[01]|[1-9])\W*([А-ЯЁ])?\W*(КЛАСС|КЛ)?\W*")
_GRADE_WITHIN = re.compile(r"(?<!\d)(1[01]|[1-9])\s*[-«\"“”]?\s*([А-ЯЁ])(?![А-ЯЁ])")
_SEVERAL = re.compile(r"[;\n/]")
_NOT_A_NAME = re.compile(r"[\d+@(].*", re.DOTALL)
_INITIALS = re.compile(r"\b[^\W\d_]\.")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

NO_NAME = "не разобрать фамилию и имя"
NO_GRADE = "нет класса, или он записан непонятно"
HAS_LEFT = "отмечен(а) выбывшим: не вносится"
PARENT_UNCLEAR = "родитель записан не полностью, нужны фамилия и имя: не вносится"


@dataclass(frozen=True)
class Note:
    """What is to be said of a row."""

    number: int
    reason: str


@dataclass
class SchoolList:
    """What was read: people, rows that cannot be taken, remarks, and what was not looked at."""

    rows: list[PersonRow] = field(default_factory=list)
    errors: list[Note] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unread: tuple[str, ...] = ()


Cells = Sequence[object]


def header_of(table: Sequence[Cells]) -> int | None:
    """Where the header stands; None if this is no list of pupils."""
    for place, cells in enumerate(table[:HEADER_WITHIN]):
        known = {column for column in map(_column, cells) if column}
        if len(known) >= KNOWN_LEAST and ("full" in known or {"family", "name"} <= known):
            return place
    return None


def read(table: Sequence[Cells], place: int) -> SchoolList:
    """Read a list whose header stands at ``place``."""
    columns = [_column(cell) for cell in table[place]]
    named = [_text(cell) for cell in table[place]]
    found = SchoolList(
        unread=tuple(name for name, of in zip(named, columns, strict=True) if name and not of)
    )
    # A list of one class may name it above, or above each part.
    grade = next((one for row in table[:place] for one in [_caption(row)] if one), "")
    for number, cells in enumerate(table[place + 1 :], place + 2):
        written = [cell for cell in cells if _text(cell)]
        if len(written) <= 1:
            grade = _caption(cells) or grade
            continue
        _take(found, number, list(zip(columns, cells, strict=False)), grade)
    return found


def _take(
    found: SchoolList, number: int, row: Sequence[tuple[str, object]], grade_above: str
) -> None:
    said = {column: _text(cell) for column, cell in row if column and column != "parent"}
    name = _name(said)
    if name is None:
        # A line of totals has numbers and no name.
        if _WORD.search(said.get("full", "") + said.get("family", "")):
            found.errors.append(Note(number, NO_NAME))
        return
    if _has_left(said.get("left", "")):
        found.notes.append(Note(number, HAS_LEFT))
        return
    grade = _grade_of(said) or grade_above
    if not grade:
        found.errors.append(Note(number, NO_GRADE))
        return
    family, first, patronymic = name
    pupil = PersonRow(number, family, first, patronymic, roles=frozenset({"student"}), grade=grade)
    found.rows.append(pupil)
    child = ChildName(family, f"{first} {patronymic}".strip(), grade)
    for column, cell in row:
        if column == "parent":
            _take_parents(found, number, str(cell or ""), child)


def _take_parents(found: SchoolList, number: int, cell: str, child: ChildName) -> None:
    for part in _SEVERAL.split(cell):
        plain = _KINSHIP.sub("", " ".join(_NOT_A_NAME.sub("", part).split())).strip(" ,.–—-")
        if not plain:
            continue
        name = None if _INITIALS.search(f"{plain}.") and "." in part else _split(plain)
        if name is None:
            found.notes.append(Note(number, PARENT_UNCLEAR))
            continue
        family, first, patronymic = name
        roles = frozenset({"parent"})
        found.rows.append(PersonRow(number, family, first, patronymic, roles=roles, child=child))


def _column(cell: object) -> str:
    """What a header's cell names, "" for what we do not read."""
    plain = re.sub(r"[\W_]+", " ", _text(cell).casefold().replace("ё", "е")).strip()
    plain = re.sub(r"^ф и о\b", "фио", plain)
    return _COLUMNS.get(plain) or ("parent" if _PARENT.fullmatch(plain) else "")


def _name(said: dict[str, str]) -> tuple[str, str, str] | None:
    if said.get("family") and said.get("name"):
        return _cased(said["family"]), _cased(said["name"]), _cased(said.get("patronymic", ""))
    return _split(said.get("full", ""))


def _split(full: str) -> tuple[str, str, str] | None:
    parts = full.replace(",", " ").split()
    if len(parts) < 2 or not all(_WORD.fullmatch(part) for part in parts):
        return None
    return _cased(parts[0]), _cased(parts[1]), _cased(" ".join(parts[2:]))


def _cased(name: str) -> str:
    """«КОТОВА» as it is written: systems like capitals."""
    return name.title() if name.isupper() and len(name) > 1 else name


def _has_left(said: str) -> bool:
    plain = said.casefold()
    return bool(re.search(r"\d", plain)) or "выбы" in plain or "отчисл" in plain


def _grade_of(said: dict[str, str]) -> str:
    letter = spelling.russian(said.get("letter", "")).strip('«»"“” ')
    for column in ("grade", "parallel"):
        found = _GRADE.fullmatch(spelling.russian(said.get(column, "")).strip())
        if found is not None:
            return found[1] + (found[2] or letter[:1])
    return ""


def _caption(cells: Cells) -> str:
    """The class that a title names."""
    text = spelling.russian(" ".join(_text(cell) for cell in cells))
    found = _GRADE_WITHIN.search(text)
    return found[1] + found[2] if found is not None else ""


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split()) if value is not None else ""

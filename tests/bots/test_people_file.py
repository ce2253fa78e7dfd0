"""The school's people file (A4): read as people make it, written back with codes."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bots import people_file, tables
from bots.people_file import HEADER, ROLES, WrongRow
from storage.people import ChildName, PersonRow
from storage.residents import Role

Write = Callable[..., Path]


@pytest.fixture
def csv_file(tmp_path: Path) -> Write:
    """Writes a CSV from its text, in an encoding."""

    def write(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "people.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def xlsx(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def test_a_row_is_read_whole(csv_file: Write) -> None:
    path = csv_file(
        ";".join(HEADER)
        + "\nОрлов;Пётр;Ильич;партнёр, эксперт;;;Институт;17/2026;31.05.2027;физика, химия\n"
    )
    found = people_file.read(path)
    assert found.errors == ()
    assert found.rows == (
        PersonRow(
            number=2,
            family="Орлов",
            name="Пётр",
            patronymic="Ильич",
            roles=frozenset({"partner", "expert"}),
            organisation="Институт",
            contract_number="17/2026",
            contract_until=date(2027, 5, 31),
            subjects="физика, химия",
        ),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_any_spreadsheet_programs_csv_is_read(
    csv_file: Write, delimiter: str, encoding: str
) -> None:
    lines = ["Фамилия;Имя;Роль;Класс", "Котова;Анна;ученик;8А"]
    path = csv_file("\r\n".join(lines).replace(";", delimiter), encoding)
    (row,) = people_file.read(path).rows
    assert (row.family, row.name, row.grade) == ("Котова", "Анна", "8А")


def test_columns_may_stand_in_any_order_and_case(csv_file: Write) -> None:
    path = csv_file("класс;РОЛЬ; Имя ;Примечание;фамилия\n8А;Ученик;Анна;новенькая;Котова\n")
    (row,) = people_file.read(path).rows
    assert (row.family, row.name, row.grade) == ("Котова", "Анна", "8А")
    assert row.roles == {"student"}


@pytest.mark.parametrize("header", ["Ребёнок", "Ребенок"])
def test_a_parent_names_the_child(csv_file: Write, header: str) -> None:
    path = csv_file(f"Фамилия;Имя;Роль;{header}\nКотов;Иван;родитель;Котова  Анна 8 а\n")
    (row,) = people_file.read(path).rows
    assert row.child == ChildName("Котова", "Анна", "8А")


@pytest.mark.parametrize(
    ("written", "child"),
    [
        ("Котова Анна Мария 8А", ChildName("Котова", "Анна Мария", "8А")),
        ("Котова Анна Ивановна 8 - а", ChildName("Котова", "Анна Ивановна", "8А")),
        ("Котова Анна-Мария Ивановна 11", ChildName("Котова", "Анна-Мария Ивановна", "11")),
        ("Котова Анна 10A", ChildName("Котова", "Анна", "10А")),
    ],
)
def test_a_childs_class_stands_at_the_end(csv_file: Write, written: str, child: ChildName) -> None:
    path = csv_file(f"Фамилия;Имя;Роль;Ребёнок\nКотов;Иван;родитель;{written}\n")
    (row,) = people_file.read(path).rows
    assert row.child == child


@pytest.mark.parametrize("word", ["ученик", "Ученица", "student"])
def test_one_person_in_a_commands_words_is_a_row_of_the_file(word: str) -> None:
    row = people_file.row_by_hand(word, " Котова ", "Анна", grade="10a")
    student = frozenset({"student"})
    assert row == PersonRow(0, "Котова", "Анна", roles=student, grade="10А")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("ученик", "Котова", "Анна"), "класса"),
        (("ученик", "Котова", "Анна", "", "10Z"), "класс"),
        (("волшебник", "Котова", "Анна"), "волшебник"),
        (("учитель", "Котова", " "), "имени"),
    ],
)
def test_one_person_in_a_commands_words_is_held_to_the_files_rules(
    words: tuple[str, ...], reason: str
) -> None:
    with pytest.raises(WrongRow, match=reason):
        people_file.row_by_hand(*words)


@pytest.mark.parametrize("word", ROLES)
def test_every_role_in_words_is_one_of_the_stores(word: str) -> None:
    assert ROLES[word] in set(Role)


def test_every_role_of_the_store_has_a_word() -> None:
    assert set(ROLES.values()) == {role.value for role in Role}


@pytest.mark.parametrize(
    ("written", "grade"),
    [
        ("8А", "8А"),
        ("8 а", "8А"),
        ("8-А", "8А"),
        ("8 - а", "8А"),
        ("11б", "11Б"),
        ("10", "10"),
        ("10A", "10А"),
        ("9 b", "9В"),
    ],
)
def test_a_class_is_written_in_one_way(csv_file: Write, written: str, grade: str) -> None:
    path = csv_file(f"Фамилия;Имя;Роль;Класс\nКотова;Анна;ученик;{written}\n")
    (row,) = people_file.read(path).rows
    assert row.grade == grade


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (";Анна;ученик;8А;;;", "имени"),
        ("Котова;;ученик;8А;;;", "имени"),
        ("Котова;Анна;;8А;;;", "роли"),
        ("Котова;Анна;космонавт;8А;;;", "космонавт"),
        ("Котова;Анна;ученик;;;;", "класса"),
        ("Котова;Анна;ученик;13А;;;", "класс"),
        ("Котов;Иван;родитель;;;;", "ребёнок"),
        ("Котов;Иван;родитель;;Анна;;", "ребёнок"),
        ("Орлов;Пётр;партнёр;;;;", "организации"),
        ("Орлов;Пётр;партнёр;;;Институт;когда-нибудь", "дата"),
        ("Орлов;Пётр;партнёр;;;Институт;31.02.2027", "дата"),
    ],
)
def test_a_wrong_row_is_named_and_the_good_ones_go_in(
    csv_file: Write, cells: str, reason: str
) -> None:
    head = "Фамилия;Имя;Роль;Класс;Ребёнок;Организация;Договор до"
    good = "Белов;Олег;учитель;;;;"
    found = people_file.read(csv_file("\n".join([head, good, cells, good])))
    assert [row.number for row in found.rows] == [2, 4]
    (error,) = found.errors
    assert error.number == 3
    assert reason in error.reason


def test_empty_lines_are_skipped_and_numbers_stay(csv_file: Write) -> None:
    found = people_file.read(csv_file("Фамилия;Имя;Роль\n;;\nБелов;Олег;учитель\n"))
    assert [row.number for row in found.rows] == [3]


@pytest.mark.parametrize("text", ["", "Имя;Роль\nОлег;учитель\n", "просто текст\n"])
def test_a_file_without_its_header_is_no_people_file(csv_file: Write, text: str) -> None:
    with pytest.raises(tables.UnreadableFile):
        people_file.read(csv_file(text))


def test_a_file_that_only_calls_itself_a_spreadsheet_is_no_people_file(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    path.write_text("Фамилия;Имя;Роль", encoding="utf-8")
    with pytest.raises(tables.UnreadableFile):
        people_file.read(path)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize(
    "content",
    [
        b"\x7fELF\0\0" * 99,
        b"PK\x03\x04" + bytes(range(256)),
        b"\xff\xfe" + b"\x00\xd8",
        bytes(range(1, 256)) * 9,
        b'"' + b"a" * 200_000,
    ],
)
def test_a_file_of_something_else_is_no_people_file(
    tmp_path: Path, content: bytes, suffix: str
) -> None:
    path = tmp_path / f"people{suffix}"
    path.write_bytes(content)
    with pytest.raises(tables.UnreadableFile) as caught:
        people_file.read(path)
    assert "\n" not in str(caught.value)


def test_a_spreadsheets_own_dates_and_numbers_are_read(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "people.XLSX",
        [
            ["Фамилия", "Имя", "Роль", "Организация", "Договор", "Договор до"],
            ["Орлов", "Пётр", "партнёр", "Институт", 17.0, datetime(2027, 5, 31)],  # noqa: DTZ001 (as openpyxl has it)
            [None, None, None, None, None, None],
            ["Орлова", "Яна", "партнёр", "Институт", "17-б", "2027-05-31"],
        ],
    )
    first, second = people_file.read(path).rows
    assert (first.contract_number, first.contract_until) == ("17", date(2027, 5, 31))
    assert (second.number, second.contract_until) == (4, date(2027, 5, 31))


def test_codes_are_written_beside_the_rows(tmp_path: Path) -> None:
    anna = PersonRow(2, "Котова", "Анна", roles=frozenset({"student"}), grade="8А")
    oleg = PersonRow(3, "Белов", "Олег", roles=frozenset({"teacher"}))
    path = tmp_path / "codes.csv"
    people_file.write_codes(path, [(anna, "ABCD-2345"), (oleg, None)])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "a spreadsheet needs the mark"
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file, delimiter=";"))
    assert table[0] == [*HEADER, "Код"]
    assert [line[-1] for line in table[1:]] == ["ABCD-2345", ""]


def test_a_row_that_stands_twice_gets_one_slip(tmp_path: Path) -> None:
    anna = PersonRow(2, "Котова", "Анна", roles=frozenset({"student"}), grade="8А")
    oleg = PersonRow(4, "Белов", "Олег", roles=frozenset({"teacher"}))
    path = tmp_path / "codes.csv"
    twice = [(anna, "ABCD-2345"), (replace(anna, number=3), "ABCD-2345")]
    people_file.write_codes(path, [*twice, (oleg, None), (replace(oleg, number=5), None)])
    lines = path.read_text("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines] == ["Фамилия", "Котова", "Белов"]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_no_cell_is_run_as_a_formula(tmp_path: Path, suffix: str) -> None:
    bad = PersonRow(2, "=2+3", "@сумма", roles=frozenset({"teacher"}), subjects="-1+1")
    path = tmp_path / f"codes{suffix}"
    people_file.write_codes(path, [(bad, "ABCD-2345")])
    if suffix == ".xlsx":
        cells = [cell for row in load_workbook(path).worksheets[0].iter_rows() for cell in row]
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
        values = [str(cell.value) for cell in cells if cell.value is not None]
    else:
        values = path.read_text("utf-8-sig").replace("\n", ";").split(";")
    assert not [value for value in values if value.startswith(("=", "+", "-", "@"))]


WORD = st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=12).map(
    str.capitalize
)
#: What somebody might type into a cell, formulas and separators with it.
FREE = st.text(alphabet="абвЯ №\"«»;,=+-@0123456789'", max_size=20).map(
    lambda t: " ".join(t.split())
)
GRADE = st.builds(lambda n, letter: f"{n}{letter}", st.integers(1, 11), st.sampled_from("АБВ"))


@st.composite
def rows(draw: st.DrawFn) -> PersonRow:
    roles = draw(st.frozensets(st.sampled_from([role.value for role in Role]), min_size=1))
    child = st.builds(ChildName, WORD, WORD, GRADE)
    return PersonRow(
        number=2,
        family=draw(WORD),
        name=draw(WORD),
        patronymic=draw(st.one_of(st.just(""), WORD)),
        roles=roles,
        grade=draw(GRADE) if "student" in roles else "",
        child=draw(child) if "parent" in roles else None,
        organisation=draw(WORD) if "partner" in roles else "",
        contract_number=draw(FREE.filter(lambda text: not text.startswith("'"))),
        contract_until=draw(st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))),
        subjects=draw(FREE.filter(lambda text: not text.startswith("'"))),
    )


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@given(row=rows())
def test_what_was_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, row: PersonRow
) -> None:
    path = tmp_path_factory.getbasetemp() / f"round{suffix}"
    people_file.write_codes(path, [(row, "ABCD-2345")])
    found = people_file.read(path)
    assert found.errors == ()
    assert found.rows == (row,)


@pytest.mark.parametrize(
    ("before", "after", "usual"),
    [
        ("8А", "9А", True),
        ("9А", "10А", True),
        ("10", "11", True),
        ("8А", "9Б", False),
        ("8В", "8А", False),
        ("9А", "8А", False),
        ("1А", "11А", False),
        ("вечерний", "11А", False),
    ],
)
def test_a_year_up_with_the_class_is_usual(before: str, after: str, usual: bool) -> None:
    assert people_file.is_next_year(before, after) is usual

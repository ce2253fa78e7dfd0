"""A4, P12: lists of pupils as school systems export them; every name is made up."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from bots import people_file, school_export, tables
from bots.people_file import PeopleFile
from storage.people import ChildName, PersonRow

MESSY = """\
ГБОУ Лицей, список обучающихся на 01.09.2026
;;;;;;;
№;Ф.И.О.;Класс;Дата рождения;СНИЛС;Мать;Отец;Телефон родителя
1;КОТОВА АННА ПЕТРОВНА;10 «А»;01.02.2010;111-111;Котова Мария Львовна +7 900 00;Котов П.И.;+7 900
2;Белов Борис;10-А;;;мать: Белова Ольга Юрьевна;;
3;Ёлкина Вера Ильинична;10а;;;;"Ёлкин Илья Олегович
опекун Ёлкина Нина Львовна";
;Итого: 3;;;;;;
4;Гусев;10А;;;;;
5;Зуев Глеб Павлович;;;;;;
"""


def saved(path: Path, text: str, encoding: str = "cp1251") -> PeopleFile:
    path.write_text(text, encoding=encoding, newline="")
    return people_file.read(path)


def pupils(read: PeopleFile) -> list[tuple[str, str, str, str]]:
    return [
        (one.family, one.name, one.patronymic, one.grade)
        for one in read.rows
        if "student" in one.roles
    ]


def parents(read: PeopleFile) -> list[PersonRow]:
    return [one for one in read.rows if "parent" in one.roles]


def test_a_list_with_titles_above_and_the_old_encoding_is_read(tmp_path: Path) -> None:
    read = saved(tmp_path / "class.csv", MESSY)
    assert pupils(read) == [
        ("Котова", "Анна", "Петровна", "10А"),
        ("Белов", "Борис", "", "10А"),
        ("Ёлкина", "Вера", "Ильинична", "10А"),
    ]


def test_parents_come_with_the_child_without_telephones_and_kinship(tmp_path: Path) -> None:
    read = saved(tmp_path / "class.csv", MESSY)
    assert [(one.family, one.name, one.patronymic) for one in parents(read)] == [
        ("Котова", "Мария", "Львовна"),
        ("Белова", "Ольга", "Юрьевна"),
        ("Ёлкин", "Илья", "Олегович"),
        ("Ёлкина", "Нина", "Львовна"),
    ]
    assert parents(read)[0].child == ChildName("Котова", "Анна Петровна", "10А")


def test_what_cannot_be_taken_is_said_by_its_row(tmp_path: Path) -> None:
    read = saved(tmp_path / "class.csv", MESSY)
    assert [(one.number, one.reason) for one in read.errors] == [
        (8, school_export.NO_NAME),
        (9, school_export.NO_GRADE),
    ]
    assert [(one.number, one.reason) for one in read.notes] == [(4, school_export.PARENT_UNCLEAR)]


def test_what_we_have_no_use_for_is_not_read(tmp_path: Path) -> None:
    read = saved(tmp_path / "class.csv", MESSY)
    assert read.unread == ("№", "Дата рождения", "СНИЛС", "Телефон родителя")
    assert "900" not in repr(read.rows) and "111" not in repr(read.rows)


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_any_encoding_and_separator_will_do(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [["Фамилия", "Имя", "Параллель", "Литера"], ["Котова", "Анна", "9", "Б"]]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    read = saved(tmp_path / "class.csv", text, encoding)
    assert pupils(read) == [("Котова", "Анна", "", "9Б")]


def test_a_workbook_of_one_class_names_it_in_the_title(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Список 8«В» класса", None, None])
    sheet.merge_cells("A1:C1")
    sheet.append([None, None, None])
    sheet.append([None, "ФИО ученика", "Законный представитель 1", "Статус"])
    sheet.append([1, "Котова Анна Петровна", "Котов Пётр Ильич", "обучается"])
    sheet.append([2, "Белов Борис Олегович", None, "выбыл 01.10.2026"])
    path = tmp_path / "class.xlsx"
    book.save(path)
    read = people_file.read(path)
    assert pupils(read) == [("Котова", "Анна", "Петровна", "8В")]
    assert [one.family for one in parents(read)] == ["Котов"]
    assert [one.reason for one in read.notes] == [school_export.HAS_LEFT]


def test_classes_one_under_the_other_are_told_apart(tmp_path: Path) -> None:
    read = saved(tmp_path / "all.csv", "ФИО;Мать\n8А;\nКотова Анна;\n8Б класс;\nБелов Борис;\n")
    assert [one[3] for one in pupils(read)] == []


def test_captions_between_classes_name_those_below(tmp_path: Path) -> None:
    text = "№;ФИО;Мать\n;8А;\n1;Котова Анна;\n;8Б класс;\n1;Белов Борис;\n"
    read = saved(tmp_path / "all.csv", text)
    assert [one[3] for one in pupils(read)] == ["8А", "8Б"]


def test_the_people_file_is_still_the_people_file(tmp_path: Path) -> None:
    read = saved(tmp_path / "people.csv", "Фамилия;Имя;Роль;Класс\nКотова;Анна;ученик;10А\n")
    assert not read.loose and pupils(read) == [("Котова", "Анна", "", "10А")]


def test_what_is_no_list_of_people_is_refused(tmp_path: Path) -> None:
    with pytest.raises(tables.UnreadableFile):
        saved(tmp_path / "marks.csv", "Предмет;Оценка\nФизика;5\n")

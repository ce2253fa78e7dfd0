"""P10: documents are data in the outbox and files when they leave."""

import io

import pytest
from openpyxl import load_workbook

from bots import pictures
from dialogs import documents


def test_a_table_survives_the_outbox_and_becomes_a_workbook() -> None:
    rows = [["10А", "Котова"], ["10А", "Ёлкина-Бель"]]
    drawn = pictures.draw(documents.table("Класс 10А", ["Класс", "Фамилия"], rows))
    assert (drawn.kind, drawn.name) == ("document", "Класс 10А.xlsx")
    sheet = load_workbook(io.BytesIO(drawn.content or b"")).worksheets[0]
    assert [list(row) for row in sheet.values] == [["Класс", "Фамилия"], *rows]


def test_what_somebody_wrote_is_not_run_as_a_formula() -> None:
    drawn = pictures.draw(documents.table("x", ["Ответ"], [["=HYPERLINK(1)"]]))
    sheet = load_workbook(io.BytesIO(drawn.content or b"")).worksheets[0]
    assert [cell.data_type for cell in sheet["A"]] == ["s", "s"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Не дошло, проект «Мосты: а/б»", "Не дошло, проект «Мосты а б».xlsx"),
        ("../../etc", ".. .. etc.xlsx"),
        ("\n\t", "file.xlsx"),
        ("а" * 300, "а" * 80 + ".xlsx"),
    ],
)
def test_a_file_has_a_name_that_every_computer_takes(said: str, name: str) -> None:
    assert documents.file_name(said, "xlsx") == name


def test_a_kind_that_nobody_knows_is_said() -> None:
    with pytest.raises(KeyError):
        pictures.draw({"kind": "hologram", "data": ""})

"""Tables that people make and get: XLSX or CSV by the name; none is written over by chance."""

import codecs
import csv
import io
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

KINDS = (".csv", ".xlsx")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: How spreadsheet programs separate cells.
_DELIMITERS = (";", ",", "\t")
FIRST_LINES = 25


class UnreadableFile(Exception):
    """Not a table, or not the one that was wanted; the message says why."""


class CannotWrite(Exception):
    """The file cannot be written; the message says why."""


def read(path: Path) -> list[Sequence[object]]:
    """The rows of a table, at least one; raises `UnreadableFile`."""
    try:
        table = _xlsx(path) if path.suffix.lower() == ".xlsx" else _csv(path)
    except OSError as error:
        raise UnreadableFile(f"cannot be read: {error.strerror}") from error
    if not table:
        raise UnreadableFile("the file is empty")
    return table


def must_be_writable(path: Path, *, force: bool, kinds: Sequence[str] = KINDS) -> None:
    """Look before the work whether its file can be written; raises `CannotWrite`.

    ``force`` allows to write over a file that is there.
    """
    if path.suffix.lower() not in kinds:
        raise CannotWrite(f"{path}: it is written as {' or '.join(kinds)}")
    if not path.parent.is_dir():
        raise CannotWrite(f"{path} cannot be written: there is no folder {path.parent}")
    if path.is_dir():
        raise CannotWrite(f"{path} is a folder")
    if path.exists() and not force:
        raise CannotWrite(f"{path} is there already: give another name, or add --force")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise CannotWrite(f"{path} cannot be written: no right to")


def write(path: Path, table: Sequence[Sequence[str]], *, width: int | None = None) -> None:
    """Write a table, its header first; ``width`` is for all columns of an XLSX.

    Raises `CannotWrite`.
    """
    try:
        if path.suffix.lower() == ".xlsx":
            _fill(table, width).save(path)
            return
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(table)
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror}") from error


def safe(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def xlsx(table: Sequence[Sequence[str]], width: int = 24) -> bytes:
    """A table as an XLSX file's bytes, its header first."""
    made = io.BytesIO()
    _fill(table, width).save(made)
    return made.getvalue()


def _fill(table: Sequence[Sequence[str]], width: int | None) -> "Workbook":
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    for row in table:
        sheet.append(list(row))
    if width is not None:
        for column in range(1, len(table[0]) + 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
    return book


def _csv(path: Path) -> list[Sequence[object]]:
    text = _decoded(path.read_bytes())
    delimiter = _delimiter(text.splitlines()[:FIRST_LINES])
    try:
        return [list(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error as error:
        raise UnreadableFile(f"not a table: {error}") from error


def _delimiter(lines: Sequence[str]) -> str:
    """What parts the cells: what the header in the first line has, else what most lines have
    equally often, for titles may stand above it."""
    first = lines[0] if lines else ""
    told = [one for one in _DELIMITERS if one in first]
    if len(told) == 1 and first.count(told[0]) > 1 and ", " not in first:
        return told[0]

    def alike(one: str) -> tuple[int, int]:
        counts = Counter(count for line in lines if (count := line.count(one)))
        return max(((often, count) for count, often in counts.items()), default=(0, 0))

    return max(_DELIMITERS, key=alike)


def _decoded(raw: bytes) -> str:
    """The text of a CSV; Excel's «Текст Юникод» is UTF-16."""
    if raw.startswith(b"PK\x03\x04"):
        raise UnreadableFile("not a CSV but perhaps an XLSX: name it .xlsx")
    is_wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = raw.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1251", errors="replace")
    if "\0" in text:
        raise UnreadableFile("not a table: save it as CSV or XLSX")
    return text


def _xlsx(path: Path) -> list[Sequence[object]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
        finally:
            book.close()
    except OSError:
        raise
    except Exception as error:  # a damaged archive fails in the ways of three libraries
        raise UnreadableFile(f"not an XLSX file ({type(error).__name__})") from error

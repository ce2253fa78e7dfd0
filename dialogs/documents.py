"""Documents that the bot makes: said as plain data, drawn when they leave, as pictures are (P10).

A screen's ``picture`` of one of these kinds goes out as a file under ``name``.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from storage.outbox import PictureRow

XLSX = "xlsx"
#: Letters that a file's name may not hold somewhere.
_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', " "))
Row = Sequence[str]


@dataclass(frozen=True)
class Table:
    """A table with its header first; ``name`` is the file's, without what says its kind."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def table(name: str, header: Row, rows: Sequence[Row]) -> PictureRow:
    """A table to be sent as XLSX."""
    kept = [list(header), *(list(row) for row in rows)]
    return PictureRow(kind=XLSX, data=json.dumps([name, kept], ensure_ascii=False))


def header(text: str) -> list[str]:
    """The columns of a table whose header is one text, parted by ``|``."""
    return [cell.strip() for cell in text.split("|")]


def read_table(data: str) -> Table:
    """What `table` wrote."""
    name, rows = json.loads(data)
    return Table(name, tuple(tuple(row) for row in rows))


def file_name(name: str, ending: str) -> str:
    """A name that every messenger and every computer takes."""
    plain = " ".join(name.translate(_FORBIDDEN).split())[:80]
    return f"{plain or 'file'}.{ending}"

"""Tables for the school (P12): the projects as XLSX or CSV."""

import csv
from pathlib import Path

from dialogs import projects, words
from storage import overviews
from storage.cards import ProjectLine
from storage.residents import Role, Who
from storage.store import Store, Tx

#: Whoever runs the command has the database itself; the store's rule is asked all the same.
OPERATOR = Who(id=0, roles=frozenset({Role.ADMIN}))
FORMULAS = ("=", "+", "-", "@")


async def write_projects(store: Store, file: Path) -> int:
    """Write all projects, a row each; gives how many."""
    lines = await store.read(_all)
    await store.close()
    header = [cell.strip() for cell in words.label("export-projects").split("|")]
    table = [header, *[_row(line) for line in lines]]
    if file.suffix.lower() == ".xlsx":
        _write_xlsx(file, table)
    else:
        with file.open("w", encoding="utf-8-sig", newline="") as opened:
            csv.writer(opened, delimiter=";").writerows(table)
    return len(lines)


def _all(tx: Tx) -> list[ProjectLine]:
    return [line for group in overviews.by_stage(tx, OPERATOR) for line in group.projects]


def _row(line: ProjectLine) -> list[str]:
    grades = sorted({person.grade for person in line.members})
    cells = [
        line.title,
        ", ".join(grades),
        ", ".join(person.short for person in line.members),
        line.supervisor.short if line.supervisor else "",
        str(line.stage.number) if line.stage else "",
        line.stage.title if line.stage else "",
        words.label("chart-state", state=projects.state_of(line.stage)) if line.stage else "",
        line.stage.due.strftime("%d.%m.%Y") if line.stage else "",
    ]
    return [f"'{cell}" if cell.startswith(FORMULAS) else cell for cell in cells]


def _write_xlsx(file: Path, table: list[list[str]]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    for row in table:
        sheet.append(row)
    for column in "ABCDEFGH":
        sheet.column_dimensions[column].width = 24
    book.save(file)

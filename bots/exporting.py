"""Tables for the school (P12): the projects, and whom to tell on paper, as XLSX or CSV."""

from pathlib import Path

from bots import tables
from dialogs import home, paper, projects, words
from storage import overviews, reach
from storage.cards import ProjectLine
from storage.reach import Unreached
from storage.residents import Role, Who
from storage.store import Store, Tx

#: Whoever runs the command has the database itself; the store's rule is asked all the same.
OPERATOR = Who(id=0, roles=frozenset({Role.ADMIN}))


async def write_projects(store: Store, file: Path) -> int:
    """Write all projects, a row each; gives how many. Raises `tables.CannotWrite`."""
    lines = await store.read(_all)
    await store.close()
    header = [cell.strip() for cell in words.label("export-projects").split("|")]
    table = [header, *[_row(line) for line in lines]]
    tables.write(file, table, width=24)
    return len(lines)


async def write_paper(store: Store, file: Path) -> int:
    """Write who can be told on paper only; gives how many. Raises `tables.CannotWrite`."""
    told = await store.read(lambda tx: reach.on_paper(tx, OPERATOR))
    await store.close()
    people = sorted(told.people, key=lambda one: (one.who.grade, one.who.family, one.who.name))
    header = [cell.strip() for cell in words.label("export-paper").split("|")]
    tables.write(file, [header, *[_paper_row(one) for one in people]], width=24)
    return len(people)


def _paper_row(one: Unreached) -> list[str]:
    who = one.who
    cells = [
        who.family,
        who.name,
        who.patronymic,
        who.grade,
        home.roles_of(who),
        paper.why(one),
        words.local(one.since).strftime("%d.%m.%Y"),
        str(one.missed),
        words.local(one.code_until).strftime("%d.%m.%Y") if one.code_until else "",
    ]
    return [tables.safe(cell) for cell in cells]


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
    return [tables.safe(cell) for cell in cells]

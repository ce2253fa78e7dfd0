"""Tables for the school (P12): projects, people, consents, whom to tell on paper; XLSX or CSV."""

from collections.abc import Callable, Coroutine
from pathlib import Path

from bots import people_file, tables
from dialogs import consent_lists, home, paper, projects, words
from storage import class_lists, overviews, reach
from storage import consent_lists as consent_registers
from storage.cards import ProjectLine
from storage.consent_lists import PupilConsents
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


async def write_people(store: Store, file: Path) -> int:
    """Write pupils and their parents as a people file, which `coworking import` takes again;
    gives how many rows. Raises `tables.CannotWrite`."""
    rows = await store.read(class_lists.people)
    await store.close()
    people_file.write(file, rows)
    return len(rows)


async def write_consents(store: Store, file: Path) -> int:
    """Write who has consented to what, a row a pupil; gives how many.

    Raises `tables.CannotWrite`.
    """
    found = await store.read(_consents)
    await store.close()
    rows = [[tables.safe(cell) for cell in row] for row in consent_lists.rows(found)]
    tables.write(file, [consent_lists.columns(), *rows], width=24)
    return len(found)


def _consents(tx: Tx) -> list[PupilConsents]:
    return [
        one
        for grade in consent_registers.classes(tx, OPERATOR)
        for one in consent_registers.of_class(tx, OPERATOR, grade=grade)
    ]


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


#: The tables by name: how each is written, and what a row of it is.
TABLES: dict[str, tuple[Callable[[Store, Path], Coroutine[None, None, int]], str]] = {
    "projects": (write_projects, "project"),
    "paper": (write_paper, "people"),
    "classes": (write_people, "row"),
    "consents": (write_consents, "pupil"),
}

"""`coworking import`: the file taken in, or tried out; what is said of its rows."""

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from bots import checking, complaints, invitations, people_file, wiring
from bots.clock import Clock
from bots.people_file import PeopleFile
from bots.settings import Settings
from storage import people_import
from storage.our_accounts import Door
from storage.people_import import Imported, Plan, Trial
from storage.store import Store

out = Console(soft_wrap=True)

ROWS_TO_A_STEP = 50


async def take(
    store: Store, read: Settings, plan: Plan, *, wants_links: bool
) -> tuple[list[Imported], list[Door]]:
    """Take a file in, some rows to a step; gives also the doors for links, if they are wanted."""
    store.start()
    size = ROWS_TO_A_STEP
    parts = [plan.rows[at : at + size] for at in range(0, len(plan.rows), size)]
    taken: list[Imported] = []
    try:
        for part in track(
            parts, "importing", console=complaints.err, transient=True, disable=len(parts) < 2
        ):
            taken += await store.run(partial(people_import.take, plan=plan, rows=part))
        clock = Clock(read.clock_start)
        doors = await invitations.doors(store, read, clock) if wants_links else []
    finally:
        await store.close()
    return taken, doors


async def try_out(read: Settings, plan: Plan) -> Trial:
    """What `take` would do. Without a database there is none afterwards, either."""
    with tempfile.TemporaryDirectory() as folder:
        place, secret = read.database_file, None
        if place is not None and not place.exists():
            empty = f"sqlite:///{Path(folder) / 'empty.db'}"
            read, secret = read.model_copy(update={"database_url": empty}), "for a trial"
        store = wiring.open_store(read, Clock(read.clock_start), secret=secret)
        store.start()
        try:
            return await store.run(partial(people_import.try_out, plan=plan))
        finally:
            await store.close()


def tell_rows(people: PeopleFile, taken: Sequence[Imported]) -> None:
    """Say what is wrong or odd, row by row as the file has them."""
    said = [(one.number, one.reason) for one in (*people.errors, *people.notes)]
    said += [(one.row.number, people_file.REASONS[one.outcome]) for one in taken if one.is_wrong]
    said += [(one.row.number, people_file.CONTRACT_OVER) for one in taken if one.is_over]
    said += [(one.row.number, _moved(one)) for one in taken if _is_odd_move(one)]
    for number, reason in sorted(said):
        complaints.err.print(f"row {number}: {reason}", highlight=False, markup=False)


def summary(people: PeopleFile, taken: Sequence[Imported]) -> str:
    """How many rows came to what."""
    counts = {
        name: sum(one.outcome == name for one in taken) for name in ("added", "changed", "same")
    }
    refused = len(people.errors) + sum(one.is_wrong for one in taken)
    said = ", ".join(f"{name} {number}" for name, number in counts.items())
    return f"{said}, refused {refused}"


def show_trial(trial: Trial, people: PeopleFile) -> None:
    """Show what an import would change, and whom the file leaves out."""
    table = Table("row", "who", "class or child", "what would happen", highlight=False)
    for one in sorted(trial.taken, key=lambda one: one.row.number):
        if one.outcome != "same":
            table.add_row(str(one.row.number), _who(one), _where(one), _what(one))
    for who in trial.absent:
        name = escape(f"{who.family} {who.name} {who.patronymic}".strip())
        table.add_row("", name, who.grade, "not in the file; stays as it is")
    if table.row_count:
        out.print(table)
    if people.unread:
        out.print(f"not read: {', '.join(people.unread)}", highlight=False, markup=False)
    left = checking.counted(len(trial.absent), "pupil")
    said = f"{summary(people, trial.taken)}; {left} not in the file. Nothing was written."
    out.print(said, highlight=False, markup=False)


def _who(one: Imported) -> str:
    return escape(f"{one.row.family} {one.row.name} {one.row.patronymic}".strip())


def _where(one: Imported) -> str:
    child = one.row.child
    if child is None:
        return one.row.grade
    return escape(f"{child.family} {child.name} {child.grade}")


def _what(one: Imported) -> str:
    if one.is_wrong:
        return f"refused: {escape(people_file.REASONS[one.outcome])}"
    if one.moved_from:
        return f"moved from {one.moved_from} to {one.row.grade}"
    return one.outcome


def _is_odd_move(one: Imported) -> bool:
    before, after = one.moved_from, one.row.grade
    return bool(before) and not people_file.is_next_year(before, after)


def _moved(one: Imported) -> str:
    name = f"{one.row.family} {one.row.name}"
    return people_file.MOVED.format(name=name, before=one.moved_from, after=one.row.grade)

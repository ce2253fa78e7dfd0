"""`coworking`: the administrator's commands (O2). Errors are one line; exit codes are for scripts.

0 done · 1 something is wrong (said in one line) · 2 the command was called wrongly · 3 done in
part (some rows of a file were refused).
"""

import asyncio
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bots import backup as backups
from bots import (
    checking,
    cli_import,
    cli_yandex,
    code_sheet,
    complaints,
    exporting,
    invitations,
    keys,
    logs,
    people_file,
    settings,
    tables,
)
from bots.clock import Clock
from bots.settings import Settings
from storage import our_accounts, people_by_hand, people_import, schema
from storage.our_accounts import Door
from storage.people_by_hand import ByHand
from storage.residents import Who
from storage.store import Store

app = typer.Typer(
    help="Chat bots of a school's digital coworking space.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
out = Console(soft_wrap=True)

ROWS_TO_A_STEP = 50
PARTLY = 3

Sheet = Annotated[
    Path | None, typer.Option("--sheet", help="Where to write slips with QR codes (HTML) to print.")
]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]


def main() -> None:
    """All commands but `run` as it is usually said; see `bots.start`."""
    with complaints.in_one_line():
        try:
            app()
        except tables.CannotWrite as error:
            complaints.end(error)


def _settings() -> Settings:
    read = settings.read()
    logs.set_up(read.log_level, as_json=read.log_json)
    return read


def _clock(read: Settings) -> Clock:
    return Clock(read.clock_start)


@app.command()
def run() -> None:
    """Run all bots that have a token, until SIGTERM or Ctrl+C."""
    from bots import running

    running.run()


@app.command()
def demo(
    port: Annotated[
        int | None, typer.Option(help="Port of the page; 0 for any free one.", min=0, max=65535)
    ] = None,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
    telegram: Annotated[bool, typer.Option("--telegram", help="A guest has Telegram too.")] = False,
) -> None:
    """Open the lab: a small school and its bots on a page in the browser; needs no token."""
    from lab.page import show

    def say(address: str) -> None:
        out.print(f"The lab is at {address} (Ctrl+C ends it)", highlight=False)

    logs.set_up("error", as_json=False)
    try:
        asyncio.run(show.show(port, say=say, browser=browser, telegram=telegram))
    except OSError as error:
        complaints.end(f"cannot listen on port {port} ({error.strerror})")


@app.command()
def check() -> None:
    """Check settings, database, tokens and rights; a line of advice for each."""
    read = _settings()
    results = asyncio.run(checking.check(read, _clock(read)))
    for result in results:
        sign = {"ok": "[green]ok[/]", "warn": "[yellow]warn[/]", "bad": "[red]bad[/]"}[result.level]
        out.print(f"{sign:>4}  {result.what}: {result.said}", highlight=False)
    if any(result.level == "bad" for result in results):
        sys.exit(1)


@app.command()
def migrate() -> None:
    """Bring the database to the newest version, with what is shipped; nothing is lost."""
    from bots import wiring

    async def fill(store: Store) -> None:
        store.start()
        try:
            await wiring.fill(store)
        finally:
            await store.close()

    store = _store(_settings())
    asyncio.run(fill(store))
    out.print(f"the database is at version {schema.version(store.engine)}", highlight=False)


def _store(read: Settings) -> Store:
    from bots import wiring

    place = read.database_file
    if place is not None and not place.exists():
        said = f"a new, empty database: {place.absolute()}"
        complaints.err.print(said, highlight=False, markup=False)
    return wiring.open_store(read, _clock(read))


@app.command(name="rotate-keys")
def rotate_keys() -> None:
    """Seal everything anew with the newest of SECRET_KEYS; the old ones are not needed then."""
    read = _settings()
    resealed, unreadable = asyncio.run(keys.rotate(_store(read), read.files_dir))
    said = f"{checking.counted(resealed, 'sealed thing')} sealed with the newest key"
    out.print(f"{said}, {unreadable} that no key opens", highlight=False)
    if unreadable:
        sys.exit(PARTLY)


@app.command()
def replay() -> None:
    """Take again what was set aside or failed because something broke; stop `run` first."""
    from bots.app import Suite

    async def again(read: Settings) -> tuple[int, int]:
        suite = Suite(read, _clock(read))
        if not suite.ownership.take():
            complaints.end("the bots are running: stop them first")
        await suite.open()
        gone, tried = await suite.replay(), await suite.try_again()
        await suite.settle()
        await suite.stop()
        return gone, tried

    gone, tried = asyncio.run(again(_settings()))
    said = f"{checking.counted(gone, 'update')} taken, {checking.counted(tried, 'job')} tried again"
    out.print(said, highlight=False)


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="XLSX or CSV.")],
    codes_file: Annotated[
        Path | None, typer.Option("--codes", help="Where to write the codes (CSV or XLSX).")
    ] = None,
    sheet: Sheet = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")
    ] = False,
    force: Force = False,
) -> None:
    """Import people from the school's file and write their one-time codes.

    The file is the people file, or a list of pupils as a school's system exports it (ФИО, Класс,
    Мать, Отец…). A second import of the same file changes nothing and gives no second code.
    """
    if codes_file is not None:
        if codes_file.resolve() == file.resolve():
            complaints.end(f"{codes_file} is the file that is read: give the codes another name")
        tables.must_be_writable(codes_file, force=force)
    if sheet is not None:
        tables.must_be_writable(sheet, force=force, kinds=code_sheet.KINDS)
    read = _settings()
    try:
        people = people_file.read(file)
    except tables.UnreadableFile as error:
        complaints.end(f"{file.name}: {error}")
    plan = people_import.plan(people.rows, loose=people.loose)
    if dry_run:
        trial = asyncio.run(cli_import.try_out(read, plan))
        cli_import.tell_rows(people, trial.taken)
        cli_import.show_trial(trial, people)
        if people.errors or any(one.is_wrong for one in trial.taken):
            sys.exit(PARTLY)
        return
    wants_links = codes_file is not None or sheet is not None
    taken, doors = asyncio.run(cli_import.take(_store(read), read, plan, wants_links=wants_links))
    taken.sort(key=lambda one: one.row.number)
    wrong = [one for one in taken if one.is_wrong]
    cli_import.tell_rows(people, taken)
    if codes_file is not None:
        slips = [(o.row, o.code) for o in taken if not o.is_wrong]
        people_file.write_codes(codes_file, slips, doors)
    if sheet is not None:
        _write_sheet(sheet, code_sheet.of_import(taken), doors, read)
    out.print(cli_import.summary(people, taken), highlight=False)
    if people.errors or wrong:
        sys.exit(PARTLY)


def _write_sheet(
    file: Path, slips: list[code_sheet.Slip], doors: list[Door], read: Settings
) -> None:
    if not doors:
        said = "no messenger told its address: the slips have no QR codes"
        complaints.err.print(said, highlight=False)
    code_sheet.write(file, slips, doors, read.school_name)
    out.print(f"{checking.counted(len(slips), 'slip')} written to {file}", highlight=False)


@app.command()
def code(
    role: Annotated[str, typer.Argument(help="ученик, учитель, координатор … or student …")],
    family: Annotated[str, typer.Argument(help="Family name.")],
    name: Annotated[str, typer.Argument(help="First name.")],
    patronymic: Annotated[str, typer.Argument(help="Patronymic, if there is one.")] = "",
    grade: Annotated[str, typer.Option(help="Class of a pupil, like 8А.")] = "",
    new: Annotated[
        bool, typer.Option("--new", help="Write the person down if nobody is called so.")
    ] = False,
    sheet: Sheet = None,
    force: Force = False,
) -> None:
    """Print a one-time code for one resident, who is named exactly as in the people file.

    The code alone goes to the output; whose it is, and the links that carry it, beside it.
    Partners, and parents who are new, come by `import`: the file names the contract, the child.
    """
    try:
        row = people_file.row_by_hand(role, family, name, patronymic, grade)
    except people_file.WrongRow as error:
        complaints.end(str(error))

    if sheet is not None:
        tables.must_be_writable(sheet, force=force, kinds=code_sheet.KINDS)
    read = _settings()

    async def give(store: Store) -> tuple[ByHand, list[Door]]:
        store.start()
        try:
            given = await store.run(partial(people_by_hand.give, row=row, new=new))
            if sheet is not None:
                return given, await invitations.doors(store, read, _clock(read))
            return given, await store.run(our_accounts.doors)
        finally:
            await store.close()

    given, doors = asyncio.run(give(_store(read)))
    if given.person is None or given.code is None:
        complaints.end(_why_no_code(given))
    known = {"added": "new, written down now", "changed": "known, the role is new", "same": "known"}
    said = f"{_called(given.person)}: {known[given.outcome]}"
    complaints.err.print(said, highlight=False, markup=False)
    for line in code_sheet.links(doors, given.code):
        complaints.err.print(line, highlight=False, markup=False)
    if sheet is not None:
        code_sheet.write(sheet, code_sheet.of_hand(given), doors, read.school_name)
    out.print(given.code, highlight=False)


def _why_no_code(given: ByHand) -> str:
    if given.others:
        people = "; ".join(map(_called, given.others))
        return f"nobody is exactly so, but there is: {people} (name one exactly, or add --new)"
    if given.outcome == "by-file":
        return "a new parent or partner comes by import: the file names the child, the contract"
    return "nobody is called so: look at the spelling, or add --new to write them down"


def _called(person: Who) -> str:
    name = f"{person.family} {person.name} {person.patronymic}".strip()
    roles = ", ".join(sorted(person.roles))
    return f"{name} {person.grade} ({roles})".replace("  ", " ")


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="Where to write: XLSX or CSV.")],
    paper: Annotated[
        bool, typer.Option("--paper", help="Whom no messenger reaches, instead: why, since when.")
    ] = False,
    classes: Annotated[
        bool, typer.Option("--classes", help="Pupils and parents, instead, as a people file.")
    ] = False,
    consents: Annotated[
        bool, typer.Option("--consents", help="Who has consented to what, instead, by class.")
    ] = False,
    force: Force = False,
) -> None:
    """Write the projects' table: class, authors, supervisor, stage, due date."""
    named = {"paper": paper, "classes": classes, "consents": consents}
    wanted = [name for name, said in named.items() if said]
    if len(wanted) > 1:
        complaints.end("one table at a time: --paper, --classes or --consents")
    tables.must_be_writable(file, force=force)
    write, what = exporting.TABLES[wanted[0] if wanted else "projects"]
    count = asyncio.run(write(_store(_settings()), file))
    counted = f"{count} people" if what == "people" else checking.counted(count, what)
    out.print(f"{counted} written to {file}", highlight=False)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write the copy.")],
) -> None:
    """Copy the database while the bots run (SQLite; for PostgreSQL use pg_dump)."""
    try:
        size = backups.copy(_settings().database_url, file)
    except backups.CannotCopy as error:
        complaints.end(str(error))
    out.print(f"{size} bytes written to {file}", highlight=False)


cli_yandex.add_to(app, _settings, complaints.end)

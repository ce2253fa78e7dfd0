"""`coworking`: the administrator's commands (O2). Errors are one line; exit codes are for scripts.

0 done · 1 something is wrong (said in one line) · 2 the command was called wrongly · 3 done in
part (some rows of a file were refused).
"""

import asyncio
import os
import signal
import sys
from functools import partial
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import track

from bots import backup as backups
from bots import checking, exporting, logs, people_file, settings
from bots.clock import Clock
from bots.settings import Settings
from storage import people_import, schema
from storage.people import PersonRow
from storage.people_import import Imported
from storage.residents import Role
from storage.store import Store, StoreUnavailable

app = typer.Typer(
    help="Chat bots of a school's digital coworking space.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
out = Console(soft_wrap=True)
err = Console(stderr=True, soft_wrap=True)

ROWS_TO_A_STEP = 50
PARTLY = 3


def main() -> None:
    """The entry point of `coworking`."""
    # What it writes is about children: nobody else of this machine reads it.
    os.umask(0o077)
    try:
        app()
    except settings.SettingsError as error:
        _fail(error)
    except StoreUnavailable as error:
        _fail(f"the database cannot be used: {error} (docs/operations.md, Damage)")


def _fail(error: Exception | str) -> NoReturn:
    lines = error.lines if isinstance(error, settings.SettingsError) else [str(error)]
    for line in lines:
        err.print(f"coworking: {line}", style="red", highlight=False, markup=False)
    sys.exit(1)


def _settings() -> Settings:
    read = settings.read()
    logs.set_up(read.log_level, as_json=read.log_json)
    return read


def _clock(read: Settings) -> Clock:
    return Clock(read.clock_start)


@app.command()
def run() -> None:
    """Run all bots that have a token, until SIGTERM or Ctrl+C."""
    from bots import accounts
    from bots.app import Suite
    from bots.channel import Halted

    read = _settings()
    if not accounts.openings(read):
        _fail("no bot has a token: set SFERUM_TOKEN or VK_TOKEN (see .env.example)")

    async def serve() -> None:
        suite = Suite(read, _clock(read))
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(sign, stop.set)
        starting = asyncio.create_task(suite.start())
        stopping = asyncio.create_task(stop.wait())
        # To be stopped it need not have started: it may stand by, or wait for VK.
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            starting.result()
            await stopping
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
        await suite.stop()

    try:
        asyncio.run(serve())
    except Halted as error:
        _fail(f"a messenger refuses the account ({error.reason}): check the token and its rights")
    except OSError as error:
        _fail(f"cannot listen on {read.http_host}:{read.http_port} ({error.strerror})")


@app.command()
def demo(
    port: Annotated[
        int | None, typer.Option(help="Port of the page; 0 for any free one.", min=0, max=65535)
    ] = None,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
) -> None:
    """Open the lab: a small school and its bots on a page in the browser; needs no token."""
    from lab.page import show

    def say(address: str) -> None:
        out.print(f"The lab is at {address} (Ctrl+C ends it)", highlight=False)

    logs.set_up("error", as_json=False)
    try:
        asyncio.run(show.show(port, say=say, browser=browser))
    except OSError as error:
        _fail(f"cannot listen on port {port} ({error.strerror})")


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
    """Bring the database to the newest version; nothing is lost."""
    store = _store(_settings())
    out.print(f"the database is at version {schema.version(store.engine)}", highlight=False)


def _store(read: Settings) -> Store:
    from bots import wiring

    return wiring.open_store(read, _clock(read))


@app.command()
def replay() -> None:
    """Take updates again that were set aside because something broke on them; stop `run` first."""
    from bots.app import Suite

    async def again(read: Settings) -> int:
        suite = Suite(read, _clock(read))
        if not suite.ownership.take():
            _fail("the bots are running: stop them first")
        await suite.open()
        gone = await suite.replay()
        await suite.settle()
        await suite.stop()
        return gone

    out.print(f"{asyncio.run(again(_settings()))} updates taken again", highlight=False)


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="XLSX or CSV.")],
    codes_file: Annotated[
        Path | None, typer.Option("--codes", help="Where to write the codes (CSV or XLSX).")
    ] = None,
) -> None:
    """Import people from the school's file and write their one-time codes.

    A second import of the same file changes nothing and gives no second code.
    """
    try:
        people = people_file.read(file)
    except people_file.UnreadableFile as error:
        _fail(f"{file.name}: {error}")
    taken = asyncio.run(_import(_store(_settings()), list(people.rows)))
    wrong = [one for one in taken if one.is_wrong]
    for row_error in people.errors:
        err.print(f"row {row_error.number}: {row_error.reason}", highlight=False, markup=False)
    for one in wrong:
        reason = people_file.REASONS[one.outcome]
        err.print(f"row {one.row.number}: {reason}", highlight=False, markup=False)
    if codes_file is not None:
        in_order = sorted(taken, key=lambda one: one.row.number)
        printable = [(one.row, one.code) for one in in_order if not one.is_wrong]
        people_file.write_codes(codes_file, printable)
    counts = {
        name: sum(one.outcome == name for one in taken) for name in ("added", "changed", "same")
    }
    refused = len(people.errors) + len(wrong)
    said = ", ".join(f"{name} {number}" for name, number in counts.items())
    out.print(f"{said}, refused {refused}", highlight=False)
    if refused:
        sys.exit(PARTLY)


async def _import(store: Store, rows: list[PersonRow]) -> list[Imported]:
    store.start()
    plan = people_import.plan(rows)
    parts = [plan.rows[at : at + ROWS_TO_A_STEP] for at in range(0, len(rows), ROWS_TO_A_STEP)]
    taken: list[Imported] = []
    try:
        for part in track(parts, "importing", console=err, transient=True, disable=len(parts) < 2):
            taken += await store.run(partial(people_import.take, plan=plan, rows=part))
    finally:
        await store.close()
    return taken


@app.command()
def code(
    role: Annotated[str, typer.Argument(help="student, teacher, coordinator, admin …")],
    family: Annotated[str, typer.Argument(help="Family name.")],
    name: Annotated[str, typer.Argument(help="First name.")],
    patronymic: Annotated[str, typer.Argument(help="Patronymic, if there is one.")] = "",
    grade: Annotated[str, typer.Option(help="Class of a pupil, like 8А.")] = "",
) -> None:
    """Print a one-time code for one resident, who is made if nobody is called so.

    Partners, and parents who are new, come by `import`: the file names the contract, the child.
    """
    if role not in set(Role) - {Role.PARTNER}:
        _fail(f"no such role: {role}; one of {', '.join(Role)}")
    row = PersonRow(0, family, name, patronymic, roles=frozenset({role}), grade=grade)

    async def make(store: Store) -> Imported:
        store.start()
        try:
            return await store.run(partial(people_import.by_hand, row=row))
        finally:
            await store.close()

    made = asyncio.run(make(_store(_settings())))
    if made.is_wrong:
        _fail(people_file.REASONS[made.outcome])
    out.print(made.code or "", highlight=False)


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="Where to write: XLSX or CSV.")],
) -> None:
    """Write the projects' table: class, authors, supervisor, stage, due date."""
    count = asyncio.run(exporting.write_projects(_store(_settings()), file))
    out.print(f"{count} projects written to {file}", highlight=False)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write the copy.")],
) -> None:
    """Copy the database while the bots run (SQLite; for PostgreSQL use pg_dump)."""
    try:
        size = backups.copy(_settings().database_url, file)
    except backups.CannotCopy as error:
        _fail(str(error))
    out.print(f"{size} bytes written to {file}", highlight=False)

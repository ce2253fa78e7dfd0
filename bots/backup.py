"""A copy of the database while it is in use (O2)."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit


class CannotCopy(Exception):
    """The copy was not made; the message says why."""


def copy(url: str, target: Path) -> int:
    """Copy a SQLite database to ``target`` and check the copy; gives its size in bytes.

    The copy takes its final name only when it is whole. Raises `CannotCopy`.
    """
    if not urlsplit(url).scheme.startswith("sqlite"):
        raise CannotCopy("this is a PostgreSQL database: use pg_dump (docs/operations.md)")
    source = Path(url.partition("///")[2])
    if not source.exists():
        raise CannotCopy(f"there is no database at {source}")
    if target.exists():
        raise CannotCopy(f"{target} is there already")
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as taken:
            taken.execute("VACUUM INTO ?", (str(part),))
        with closing(sqlite3.connect(part)) as made:
            found = made.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        part.unlink(missing_ok=True)
        raise CannotCopy(f"the database cannot be copied now ({error})") from error
    if found != "ok":
        part.unlink(missing_ok=True)
        raise CannotCopy("the database is damaged: restore an earlier copy")
    part.replace(target)
    return target.stat().st_size

"""Databases for tests: an empty one or a migrated one, in SQLite and in PostgreSQL.

``TEST_POSTGRES_URL`` names a server where databases may be made and dropped at will.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, create_engine, make_url, text

from storage import schema
from storage.sealing import Sealer
from storage.store import Store

SERVER = os.environ.get("TEST_POSTGRES_URL", "")
KINDS = ["sqlite", "postgres"] if SERVER else ["sqlite"]


def migrate(url: str) -> None:
    """Bring a database to the newest version, through an engine like the suite's own."""
    store = Store(url, now=lambda: datetime.now(UTC), sealer=Sealer("secret"))
    schema.migrate(store.engine)
    store.engine.dispose()


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def make_sqlite(path: Path) -> Path:
    """A migrated file; closed, so that it may be copied."""
    migrate(sqlite_url(path))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


def copy_sqlite(template: Path, path: Path) -> str:
    shutil.copyfile(template, path)
    return sqlite_url(path)


@contextmanager
def postgres_database(name: str) -> Iterator[str]:
    """An empty database of this name; gives its URL and drops it at the end."""
    _on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
    yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    _on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def empty_postgres(url: str) -> None:
    """Take every row out, and count ids from 1 again."""
    tables = ", ".join(f'"{table.name}"' for table in schema.metadata.sorted_tables)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
    engine.dispose()


def _on_server(*statements: str) -> None:
    engine = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def indexes(connection: Connection) -> str:
    """The declarations of all indexes, as text to compare."""
    queries = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
        "postgresql": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    }
    found = connection.execute(text(queries[connection.dialect.name])).scalars()
    return "\n".join(sorted(found))

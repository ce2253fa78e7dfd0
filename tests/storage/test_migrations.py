"""The migrations make what the models say, on both stores."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import autogenerate
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from bots.clock import StoppedClock
from storage import schema, search
from storage.sealing import Sealer
from storage.store import Store
from tests import databases


@pytest.fixture(params=databases.KINDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path, clock: StoppedClock) -> Iterator[Engine]:
    """An engine of the store's on a database without tables."""
    if request.param == "postgres":
        name = f"test_empty_{request.getfixturevalue('worker_id')}"
        with databases.postgres_database(name) as url:
            yield from engine(url, clock)
    else:
        yield from engine(databases.sqlite_url(tmp_path / "data" / "store.db"), clock)


def engine(url: str, clock: StoppedClock) -> Iterator[Engine]:
    store = Store(url, now=clock.now, sealer=Sealer("secret"))
    yield store.engine
    store.engine.dispose()


def declared_indexes(engine: Engine) -> str:
    with engine.connect() as connection:
        return databases.indexes(connection)


def test_the_newest_version_is_the_one_that_the_store_wants() -> None:
    scripts = ScriptDirectory.from_config(schema.alembic_config())
    assert scripts.get_heads() == [schema.LATEST]


def test_an_empty_database_is_brought_to_the_newest_version(empty: Engine) -> None:
    assert schema.version(empty) is None
    schema.migrate(empty)
    assert schema.version(empty) == schema.LATEST


def test_a_database_of_the_newest_version_is_left_alone(empty: Engine) -> None:
    schema.migrate(empty)
    before = declared_indexes(empty)
    schema.migrate(empty)
    assert declared_indexes(empty) == before


def test_migrations_and_models_agree(empty: Engine) -> None:
    schema.migrate(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": search.is_declared}
        )
        assert autogenerate.compare_metadata(context, schema.metadata) == []


def test_migrations_and_models_agree_in_indexes_and_their_conditions(empty: Engine) -> None:
    schema.migrate(empty)
    migrated = declared_indexes(empty)
    schema.metadata.drop_all(empty)
    schema.metadata.create_all(empty)
    assert declared_indexes(empty) == migrated


def test_ids_that_leave_the_program_are_never_used_again(sqlite_template: Path) -> None:
    """VK's ``random_id`` comes from an id of the outbox, which SQLite would give again."""
    connection = sqlite3.connect(sqlite_template)
    tables = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    kept = {name for name, declared in tables if "AUTOINCREMENT" in declared}
    connection.close()
    assert "outbox" in kept
    assert kept == {
        name
        for name, table in schema.metadata.tables.items()
        if table.dialect_kwargs.get("sqlite_autoincrement")
    }

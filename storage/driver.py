"""Words taken to the database's driver as they are, past SQLAlchemy's own way of executing."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError


def run(connection: Connection, sql: str, parameters: Any = ()) -> Any:
    """Execute; gives the driver's cursor, which the caller closes.

    Raises what SQLAlchemy raises, whichever driver it was.
    """
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql, parameters)
    except Exception as error:  # told as the session tells it
        raise _known(error, sql, connection) from error
    return cursor


def run_many(connection: Connection, sql: str, rows: Sequence[Any]) -> None:
    """Execute once for each row of parameters; raises as `run` does."""
    cursor = connection.connection.cursor()
    try:
        cursor.executemany(sql, rows)
    except Exception as error:  # told as the session tells it
        raise _known(error, sql, connection) from error
    finally:
        cursor.close()


def say_savepoints_as_they_are(dialect: Dialect) -> None:
    """Each savepoint has a name of its own, and SQLAlchemy would compile each anew."""
    for method, words in (
        ("do_savepoint", "SAVEPOINT"),
        ("do_rollback_to_savepoint", "ROLLBACK TO SAVEPOINT"),
        ("do_release_savepoint", "RELEASE SAVEPOINT"),
    ):
        setattr(dialect, method, partial(_say_savepoint, words))


def _say_savepoint(words: str, connection: Connection, name: str) -> None:
    run(connection, f"{words} {name}").close()


def _known(error: Exception, sql: str, connection: Connection) -> BaseException:
    driver = connection.dialect.loaded_dbapi.Error
    return DBAPIError.instance(
        sql, None, error, driver, hide_parameters=True, dialect=connection.dialect
    )

"""Column types and indexes that mean the same in SQLite and in PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, datetime

from pydantic import JsonValue
from sqlalchemy import JSON, Connection, DateTime, Index, Table, event, text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; a naive one is refused, it would be a guess."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be kept")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Forgettable(TypeDecorator[dict[str, JsonValue]]):
    """An object that can be asked for again: what is not readable any more is an empty one.

    Without this a damaged row of one person would break every step of theirs.
    """

    impl = JSON
    cache_ok = True

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[object], dict[str, JsonValue]]:
        read = super().result_processor(dialect, coltype)

        def found(value: object) -> dict[str, JsonValue]:
            try:
                told = read(value) if read is not None else value
            except ValueError:
                told = None
            return told if isinstance(told, dict) else {}

        return found


_WHERE = "where"


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of the rows that a condition picks, in both databases.

    To PostgreSQL the condition is told when its tables are made: told here, it would bring that
    whole dialect, two megabytes, into a program that has SQLite.
    """
    told = {_WHERE: where}
    return Index(name, *columns, unique=unique, sqlite_where=text(where), info=told)


def tell_conditions(table: Table) -> None:
    """Tell PostgreSQL's dialect the conditions of a table's indexes."""
    for index in table.indexes:
        if _WHERE in index.info:
            index.dialect_options["postgresql"][_WHERE] = text(index.info[_WHERE])


@event.listens_for(Table, "before_create")
def _tell_before_it_is_made(table: Table, connection: Connection, **_told: object) -> None:
    if connection.dialect.name == "postgresql":
        tell_conditions(table)

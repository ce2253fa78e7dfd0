"""Statements made ready once, for what every update does.

SQLAlchemy writes the statement and knows the types; but to take it to the driver, and the rows
back as objects, costs five to ten times what the database needs (docs/performance.md). So here a
statement is compiled at its first use, once for each database, and goes to the driver as it is.
What is not done for every update goes through the session.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import BindParameter, SelectBase, UpdateBase, bindparam
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel

from storage import driver
from storage.store import Tx

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

R = TypeVar("R")
Processor = Callable[[Any], Any]


@dataclass(frozen=True)
class _Text:
    """A statement as one database understands it; ``order`` is None where parameters have names."""

    sql: str
    order: tuple[str, ...] | None
    constants: Mapping[str, Any]
    binds: Mapping[str, Processor]
    results: tuple[tuple[int, Processor], ...]

    def parameters(self, values: Mapping[str, Any]) -> Any:
        given = {**values, **self.constants}
        for name, processor in self.binds.items():
            given[name] = processor(given[name])
        return given if self.order is None else [given[name] for name in self.order]

    def cells(self, found: Iterable[Any]) -> Iterable[Any]:
        if not self.results:
            return found
        cells = list(found)
        for place, processor in self.results:
            cells[place] = processor(cells[place])
        return cells


class _Ready:
    """Values are ``bindparam``s, without an ``IN`` of many.

    What the session has not written yet is written before.
    """

    def __init__(self, statement: SelectBase | UpdateBase) -> None:
        self._statement = statement
        self._texts: dict[str, _Text] = {}

    def _run(self, tx: Tx, values: Mapping[str, object]) -> tuple[Any, _Text]:
        tx.session.flush()
        connection = tx.connection
        text = self._texts.get(connection.dialect.name) or self._make(connection.dialect)
        return driver.run(connection, text.sql, text.parameters(values)), text

    def _make(self, dialect: Dialect) -> _Text:
        compiled = self._statement.compile(dialect=dialect)
        binds = {
            name: processor
            for name, bind in compiled.binds.items()
            if (processor := _impl(bind.type, dialect).bind_processor(dialect)) is not None
        }
        constants = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        results = tuple(
            (place, processor)
            for place, column in enumerate(self._statement.exported_columns)
            if (processor := _impl(column.type, dialect).result_processor(dialect, None))
        )
        order = None if compiled.positiontup is None else tuple(compiled.positiontup)
        made = self._texts[dialect.name] = _Text(str(compiled), order, constants, binds, results)
        return made


class Change(_Ready):
    """A ready statement that writes."""

    def run(self, tx: Tx, **values: object) -> int:
        """Write; gives how many rows."""
        cursor, _ = self._run(tx, values)
        count: int = cursor.rowcount
        cursor.close()
        return count

    def run_many(self, tx: Tx, rows: Sequence[Mapping[str, object]]) -> None:
        """Write once for each of ``rows``, in one call of the driver."""
        if not rows:
            return
        tx.session.flush()
        connection = tx.connection
        text = self._texts.get(connection.dialect.name) or self._make(connection.dialect)
        driver.run_many(connection, text.sql, [text.parameters(row) for row in rows])


class Addition:
    """A ready statement that adds a row of ``table`` if none is there.

    Whoever adds the same at this moment is waited for; a question after it finds the row.
    """

    def __init__(self, table: type[SQLModel], *names: str) -> None:
        self._table, self._names = table, names
        self._changes: dict[str, Change] = {}

    def run(self, tx: Tx, **values: object) -> bool:
        """Add; False if the row was there."""
        database = tx.connection.dialect.name
        change = self._changes.get(database) or self._make(database)
        return change.run(tx, **values) == 1

    def _make(self, database: str) -> Change:
        values: dict[str, BindParameter[object]] = {name: bindparam(name) for name in self._names}
        made = _insert(database, self._table).values(values).on_conflict_do_nothing()
        self._changes[database] = Change(made)
        return self._changes[database]


class Question(_Ready, Generic[R]):
    """A ready statement that gives rows; ``row`` makes one of its columns, in their order."""

    def __init__(self, statement: SelectBase | UpdateBase, row: Callable[..., R]) -> None:
        super().__init__(statement)
        self._row = row

    def all(self, tx: Tx, **values: object) -> list[R]:
        """Every row."""
        cursor, text = self._run(tx, values)
        rows = [self._row(*text.cells(found)) for found in cursor.fetchall()]
        cursor.close()
        return rows

    def first(self, tx: Tx, **values: object) -> R | None:
        """The first row, if there is one."""
        cursor, text = self._run(tx, values)
        found = cursor.fetchone()
        cursor.close()
        return None if found is None else self._row(*text.cells(found))


def _insert(database: str, table: type[SQLModel]) -> "sqlite.Insert | postgresql.Insert":
    if database == "sqlite":
        return sqlite.insert(table)
    # Imported where it is used: a school with a file must not pay for a server.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def _impl(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)

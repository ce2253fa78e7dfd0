"""Rows of any table, made of what its columns ask for and nothing else."""

from datetime import date, datetime
from itertools import count

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, Table, insert
from sqlalchemy.types import TypeDecorator

from storage.columns import Instant
from storage.store import Tx

_numbers = count(1)
Values = dict[str, object]


def add(tx: Tx, table: Table, **told: object) -> object:
    """Add a row, and first those that it must point at; gives its key."""
    values: Values = dict(told)
    for column in table.columns:
        if column.name not in values and not _is_left(column):
            values[column.name] = _value(tx, column)
    done = tx.session.execute(insert(table).values(values).returning(*table.primary_key.columns))
    return done.scalars().one()


def _is_left(column: Column[object]) -> bool:
    made = column.primary_key and column.autoincrement is not False and not column.foreign_keys
    return bool(column.nullable or (made and isinstance(column.type, Integer)))


def _value(tx: Tx, column: Column[object]) -> object:
    for foreign in column.foreign_keys:
        return add(tx, foreign.column.table)
    kind = column.type
    if isinstance(kind, Instant):
        return tx.now
    inner = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    if isinstance(inner, JSON):
        return {}
    if isinstance(inner, Boolean):
        return False
    if isinstance(inner, Integer | Float):
        return next(_numbers)
    if isinstance(inner, Date):
        return _day(tx.now)
    # What was not told to be sealed is not there.
    return "" if column.name.startswith("sealed") else f"x{next(_numbers)}"


def _day(now: datetime) -> date:
    return now.date()

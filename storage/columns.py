"""Column types that mean the same in SQLite and in PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, datetime

from pydantic import JsonValue
from sqlalchemy import JSON, DateTime
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

"""Everything a store holds, to see whether something changed."""

from sqlalchemy import Connection

from storage import schema
from storage.store import Store

Rows = dict[str, list[tuple[object, ...]]]


def contents(store: Store) -> Rows:
    """The rows of all tables by the table's name."""
    with store.engine.connect() as connection:
        return rows_of(connection)


def rows_of(connection: Connection) -> Rows:
    return {
        table.name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
        for table in schema.metadata.sorted_tables
    }

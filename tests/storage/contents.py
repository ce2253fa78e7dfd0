"""Everything a store holds, to see whether something changed."""

from storage import schema
from storage.store import Store


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """The rows of all tables by the table's name."""
    with store.engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
            for table in schema.metadata.sorted_tables
        }

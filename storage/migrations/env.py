"""Runs migrations on the connection that `storage.schema` gives."""

from typing import TYPE_CHECKING, Literal

from alembic import context
from sqlmodel import AutoString

from storage import schema, search
from storage.columns import Instant

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext


def render(kind: str, item: object, _context: "AutogenContext") -> str | Literal[False]:
    """How a new migration writes our own types: as what the database keeps."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.metadata,
    render_as_batch=True,
    render_item=render,
    compare_type=True,
    include_name=search.is_declared,
)
with context.begin_transaction():
    context.run_migrations()

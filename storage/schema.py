"""The schema: all tables in one place, and the way to the newest version."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text
from sqlmodel import SQLModel

from storage import (
    approvals,
    codes,
    diary,
    drafts,
    families,
    files,
    invitations,
    jobs,
    journal,
    leaving,
    offers,
    outbox,
    projects,
    residents,
    stages,
    submissions,
    talks,
    terms,
    updates,
)

if TYPE_CHECKING:
    from alembic.config import Config

LATEST = "0001"

#: Every module that holds tables; importing them fills the metadata.
SUBJECTS = (
    approvals,
    codes,
    diary,
    drafts,
    families,
    files,
    invitations,
    jobs,
    journal,
    leaving,
    offers,
    outbox,
    projects,
    residents,
    stages,
    submissions,
    talks,
    terms,
    updates,
)
metadata = SQLModel.metadata


def version(engine: Engine) -> str | None:
    """The version that the database has, None if it is empty."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(engine: Engine) -> None:
    """Bring the database to `LATEST`; does nothing if it is there already."""
    if version(engine) == LATEST:
        return
    from alembic import command

    with engine.connect() as connection, connection.begin():
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def alembic_config() -> "Config":
    """Alembic's configuration, without a file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config

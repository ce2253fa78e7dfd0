"""The schema: all tables in one place, and the way to the newest version."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel

from storage import (
    announcement_outcomes,
    announcements,
    approvals,
    cases,
    chat_acts,
    chats,
    codes,
    conferences,
    consents,
    consultation_cards,
    consultation_questions,
    consultation_queue,
    consultation_slots,
    consultations,
    contest_cases,
    contest_jury,
    contest_teams,
    contest_works,
    contests,
    council,
    crisis_events,
    diary,
    digest_turns,
    drafts,
    duty,
    event_feedback,
    event_forms,
    event_lists,
    event_reminders,
    events,
    exhibition_questions,
    exhibits,
    families,
    faq,
    files,
    handoffs,
    helpline_checks,
    invitations,
    jobs,
    journal,
    leaving,
    leisure,
    moderation_journal,
    moods,
    motion_rows,
    offers,
    opened,
    our_accounts,
    outbox,
    parent_told,
    partners,
    preferences,
    presence,
    projects,
    psych_marks,
    questions,
    relay_lines,
    reports,
    residents,
    rest_runs,
    rooms,
    rotation,
    sanctions,
    search,
    service_tokens,
    slot_bookings,
    stages,
    submissions,
    talks,
    terms,
    updates,
)
from storage.store import StoreUnavailable, Tx

if TYPE_CHECKING:
    from alembic.config import Config

LATEST = "0015"

#: Every module that holds tables; importing them fills the metadata.
SUBJECTS = (
    announcement_outcomes,
    announcements,
    approvals,
    cases,
    chat_acts,
    chats,
    codes,
    conferences,
    consents,
    consultation_cards,
    consultation_queue,
    consultation_questions,
    consultation_slots,
    consultations,
    contest_cases,
    contest_jury,
    contest_teams,
    contest_works,
    contests,
    council,
    crisis_events,
    diary,
    digest_turns,
    drafts,
    duty,
    event_feedback,
    event_forms,
    event_lists,
    event_reminders,
    events,
    exhibition_questions,
    exhibits,
    families,
    faq,
    files,
    handoffs,
    helpline_checks,
    invitations,
    jobs,
    journal,
    leaving,
    moderation_journal,
    motion_rows,
    leisure,
    moods,
    offers,
    opened,
    our_accounts,
    outbox,
    parent_told,
    preferences,
    projects,
    questions,
    residents,
    search,
    partners,
    reports,
    sanctions,
    presence,
    psych_marks,
    relay_lines,
    rest_runs,
    rooms,
    service_tokens,
    slot_bookings,
    rotation,
    stages,
    submissions,
    talks,
    terms,
    updates,
)
metadata = SQLModel.metadata


def version(engine: Engine) -> str | None:
    """The version that the database has, None if it is empty; raises `StoreUnavailable`."""
    with _said_plainly():
        return _version(engine)


def _version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(engine: Engine) -> None:
    """Bring the database to `LATEST`; does nothing if it is there already.

    Raises `StoreUnavailable`, with the reason in words, where it cannot be used.
    """
    found = version(engine)
    if found == LATEST:
        _must_be_writable(engine)
        return
    from alembic import command
    from alembic.util import CommandError

    with _said_plainly(), engine.connect() as connection, connection.begin():
        config = alembic_config()
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            newer = f"it is of version {found}, which this program ({LATEST}) does not know"
            raise StoreUnavailable(newer) from error


_TOUCH = text("UPDATE alembic_version SET version_num = version_num")


def must_be_of_use(tx: Tx) -> None:
    """Write what stands there already: a store without room is no store (the health check)."""
    tx.session.execute(_TOUCH)


def _must_be_writable(engine: Engine) -> None:
    """Better one line at the start than a program that can answer nobody."""
    with _said_plainly(), engine.connect() as connection:
        connection.execute(_TOUCH)
        connection.rollback()


def damage(engine: Engine) -> str | None:
    """What is wrong with the database's pages, None if nothing is; PostgreSQL checks its own."""
    if engine.dialect.name != "sqlite":
        return None
    try:
        with engine.connect() as connection:
            said = str(connection.execute(text("PRAGMA quick_check(1)")).scalar())
    except DatabaseError as error:
        return _words_of(error)
    return None if said == "ok" else "pages are damaged"


@contextmanager
def _said_plainly() -> Iterator[None]:
    """What a database refuses, as `StoreUnavailable` in one line."""
    try:
        yield
    except DatabaseError as error:
        raise StoreUnavailable(_words_of(error)) from error


def _words_of(error: DatabaseError) -> str:
    """SQLite's own words name no row and no value; those of a server may."""
    if isinstance(error.orig, sqlite3.Error):
        return str(error.orig)
    return type(error.orig).__name__


def alembic_config() -> "Config":
    """Alembic's configuration, without a file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config

"""Who works on a store: one copy of the program, whoever else was started by mistake.

Both kinds of claim die with their process, whatever killed it: the next copy need not wait.
"""

import fcntl
import os
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from storage.store import StoreUnavailable

_NAME = "coworking: the copy that works"


class Ownership:
    """The claim to a store: a lock on a file beside SQLite's, a session's lock in PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._file: int | None = None
        self._connection: Connection | None = None

    def take(self) -> bool:
        """Take the store, or know it as taken already; False while another copy has it.

        Raises `StoreUnavailable`.
        """
        if self._file is not None or self._connection is not None:
            return True
        if self._engine.dialect.name == "sqlite":
            return self._take_file()
        return self._take_session()

    def release(self) -> None:
        """Let another copy have the store."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def _take_file(self) -> bool:
        database = self._engine.url.database
        if not database or database == ":memory:":
            return True
        # Not the database itself: to close it would drop the locks that SQLite holds on it.
        path = Path(database + ".owner")
        try:
            opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreUnavailable(f"{path.name} cannot be opened: {error.strerror}") from error
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(opened)
            return False
        self._file = opened
        return True

    def _take_session(self) -> bool:
        try:
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            took = connection.execute(
                text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))"), {"name": _NAME}
            ).scalar()
        except SQLAlchemyError as error:
            raise StoreUnavailable(type(error).__name__) from error
        if not took:
            connection.close()
            return False
        self._connection = connection
        return True

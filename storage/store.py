"""The store: one transaction per step, many steps to a commit.

SQLite has one writer: a thread takes the steps that wait, runs each in a savepoint of its own
and commits them together, so that ``synchronous=FULL`` costs one flush for many.
PostgreSQL has a few threads with a connection each. Long reads go through the asynchronous
engine, on connections of their own. Nothing outside this module knows which it is.
"""

import asyncio
import queue
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, cast

import structlog
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session

from storage import driver
from storage.rules import Rules
from storage.sealing import Sealer

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

log = structlog.get_logger()

T = TypeVar("T")

STEPS_TO_A_COMMIT = 16
POSTGRES_WRITERS = 4
BUSY_MILLISECONDS = 5_000
TRIES_OF_A_COMMIT = 3
#: PostgreSQL chose this transaction to be undone, so that another could go on (SQLSTATE).
CLASHES = frozenset({"40001", "40P01"})


class StoreUnavailable(Exception):
    """The store cannot write now (disk full, locked, gone): do not acknowledge, try later."""


@dataclass
class Tx:
    """One step's view of the store: its session, its instant, its source of ids.

    ``now`` is the only time a step knows. ``signals`` are the channels whose outbox the step
    has filled; their senders are woken after the commit.
    """

    session: Session
    now: datetime
    rules: Rules
    sealer: Sealer
    new_key: Callable[[], str]
    signals: set[str] = field(default_factory=set)
    #: The session's transaction whose connection was asked for; None at an attempt's ends.
    _here: SessionTransaction | None = None

    @property
    def connection(self) -> Connection:
        """The session's connection, within the attempt that is open.

        Asking the session makes that attempt's savepoint, and is dear: it is done once for each.
        """
        if self._here is None or not self._here.is_active:
            self.session.connection()
            self._here = self.session.get_nested_transaction() or self.session.get_transaction()
        bind = self.session.bind
        assert isinstance(bind, Connection)
        return bind

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Undo everything inside if it raises; what was before stays.

        Raises `StoreUnavailable` where the trouble is the store's and not of what was tried.
        """
        self._here = None
        try:
            with self.session.begin_nested():
                yield
        except OperationalError as error:
            raise StoreUnavailable(type(error.orig).__name__) from error
        except Exception:
            # Some rows are written past the session, which cannot know that this was undone.
            self.session.expire_all()
            raise
        finally:
            self._here = None

    def lock(self, name: str) -> bool:
        """Wait until no other transaction holds ``name``; kept until the commit.

        Tells whether others may have written meanwhile: SQLite has one writer, who holds
        everything already.
        """
        if self.connection.dialect.name != "postgresql":
            return False
        self.connection.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name}
        )
        return True


Step = Callable[[Tx], T]


@dataclass(frozen=True)
class Failure:
    """A step of a batch that raised and was undone alone."""

    error: Exception


@dataclass(frozen=True)
class _Unit(Generic[T]):
    steps: Sequence[Step[T]]
    done: "asyncio.Future[list[T | Failure]]"


class Store:
    """Runs steps and reads; see the module's text.

    ``url`` is ``DATABASE_URL``; ``now`` the suite's clock; ``new_key`` gives unguessable ids;
    ``busy_ms`` is how long SQLite's writer waits for another process that holds the file.
    """

    def __init__(
        self,
        url: str,
        *,
        now: Callable[[], datetime],
        sealer: Sealer,
        rules: Rules | None = None,
        new_key: Callable[[], str] = lambda: secrets.token_urlsafe(9),
        busy_ms: int = BUSY_MILLISECONDS,
    ) -> None:
        self._url = _with_driver(make_url(url), asynchronous=False)
        self._now = now
        self._rules = rules or Rules()
        self._sealer = sealer
        self._new_key = new_key
        self._listeners: list[Callable[[set[str]], None]] = []
        self.engine = _engine(self._url, busy_ms)
        self._reader: AsyncEngine | None = None
        self._queue: queue.SimpleQueue[_Unit[object] | None] = queue.SimpleQueue()
        self._one_writer = self._url.get_backend_name() == "sqlite"
        self._pool: ThreadPoolExecutor | None = None
        self._thread: threading.Thread | None = None

    @property
    def rules(self) -> Rules:
        return self._rules

    def start(self) -> None:
        """Start the writer; the schema must be up to date (`storage.schema`)."""
        if self._one_writer:
            self._thread = threading.Thread(target=self._write, name="store", daemon=True)
            self._thread.start()
        else:
            self._pool = ThreadPoolExecutor(POSTGRES_WRITERS, thread_name_prefix="store")

    async def close(self) -> None:
        """Finish the steps in hand and let the connections go."""
        if self._thread is not None:
            thread, self._thread = self._thread, None
            self._queue.put(None)
            await asyncio.to_thread(thread.join)
        if self._pool is not None:
            pool, self._pool = self._pool, None
            await asyncio.to_thread(pool.shutdown)
        if self._reader is not None:
            await self._reader.dispose()
            self._reader = None
        self.engine.dispose()

    def on_commit(self, listener: Callable[[set[str]], None]) -> None:
        """Have ``listener`` called, on the writer's thread, with the signals of each commit."""
        self._listeners.append(listener)

    async def run(self, step: Step[T]) -> T:
        """Run one step; return its value after the commit.

        Raises what the step raised (and nothing of it stays), or `StoreUnavailable`.
        """
        (result,) = await self.run_together([step])
        if isinstance(result, Failure):
            raise result.error
        return result

    async def run_together(self, steps: Sequence[Step[T]]) -> list[T | Failure]:
        """Run ``steps`` in order in one commit; one that raises is undone alone.

        Raises `StoreUnavailable` if nothing of them could be kept.
        """
        return await self.submit(steps)

    def submit(self, steps: Sequence[Step[T]]) -> "asyncio.Future[list[T | Failure]]":
        """Hand ``steps`` to the writer, as `run_together`; the future is done after the commit.

        What is called off before the writer comes to it is not run.
        """
        unit = _Unit(steps, asyncio.get_running_loop().create_future())
        if self._thread is not None:
            self._queue.put(cast("_Unit[object]", unit))
        elif self._pool is not None:
            self._pool.submit(self._write_together, [cast("_Unit[object]", unit)])
        else:
            raise StoreUnavailable("the store is not running")
        return unit.done

    async def read(self, query: Step[T]) -> T:
        """Run a long read on a connection of its own, beside the writer; it sees one state."""
        if self._reader is None:
            self._reader = _reading_engine(_with_driver(self._url, asynchronous=True))
        async with self._reader.connect() as connection:
            return await connection.run_sync(self._read, query)

    def _read(self, connection: Connection, query: Step[T]) -> T:
        with Session(bind=connection) as session:
            return query(self._tx(session))

    def _write(self) -> None:
        while (unit := self._queue.get()) is not None:
            units, steps = [unit], len(unit.steps)
            last = False
            while steps < STEPS_TO_A_COMMIT and not self._queue.empty():
                following = self._queue.get()
                if following is None:
                    last = True
                    break
                units.append(following)
                steps += len(following.steps)
            self._write_together(units)
            if last:
                return

    def _write_together(self, units: list[_Unit[object]]) -> None:
        wanted = [unit for unit in units if not unit.done.cancelled()]
        try:
            results, signals = self._commit(wanted)
        except Exception as error:  # whoever waits must hear of it, and the writer must live on
            if not isinstance(error, SQLAlchemyError | StoreUnavailable):
                log.error("store_failed", error=type(error).__name__)
            trouble = StoreUnavailable(type(getattr(error, "orig", error)).__name__)
            _hand_back([(unit, trouble) for unit in wanted])
            return
        _hand_back(list(zip(wanted, results, strict=True)))
        if signals:
            for listener in self._listeners:
                _tell(listener, signals)

    def _commit(
        self, units: Sequence[_Unit[object]], tries: int = TRIES_OF_A_COMMIT
    ) -> tuple[list[list[object | Failure]], set[str]]:
        signals: set[str] = set()
        try:
            with self.engine.connect() as connection, connection.begin():
                results = [
                    [self._run_alone(connection, step, signals) for step in unit.steps]
                    for unit in units
                ]
        except Exception as error:
            if tries > 1 and _is_clash(error):
                return self._commit(units, tries - 1)
            raise
        return results, signals

    def _run_alone(
        self, connection: Connection, step: Step[object], signals: set[str]
    ) -> object | Failure:
        savepoint = connection.begin_nested()
        # The savepoint is ours: the session neither makes one nor ends this one.
        with Session(
            bind=connection, join_transaction_mode="rollback_only", expire_on_commit=False
        ) as session:
            tx = self._tx(session)
            try:
                value = step(tx)
                session.flush()
            except (OperationalError, StoreUnavailable):
                raise
            except Exception as error:  # a failed step must not take its neighbours with it
                if savepoint.is_active:
                    savepoint.rollback()
                return Failure(error)
        savepoint.commit()
        signals |= tx.signals
        return value

    def _tx(self, session: Session) -> Tx:
        return Tx(session, self._now(), self._rules, self._sealer, self._new_key)


_Ended = tuple[_Unit[object], "list[object | Failure] | StoreUnavailable"]


def _hand_back(ended: Sequence[_Ended]) -> None:
    """Give results to those who wait, all of a commit in one call of their loop."""
    for loop in {unit.done.get_loop() for unit, _ in ended}:
        try:
            loop.call_soon_threadsafe(_resolve, loop, ended)
        except RuntimeError:
            # The loop has ended, and whoever waited with it.
            continue


def _resolve(loop: asyncio.AbstractEventLoop, ended: Sequence[_Ended]) -> None:
    for unit, result in ended:
        if unit.done.get_loop() is not loop or unit.done.done():
            continue
        if isinstance(result, StoreUnavailable):
            unit.done.set_exception(result)
        else:
            unit.done.set_result(result)


def _is_clash(error: BaseException) -> bool:
    """Whether the same steps may do better the next time; `Tx.attempt` wraps what it met."""
    cause = error.__cause__ if isinstance(error, StoreUnavailable) else error
    return getattr(getattr(cause, "orig", None), "sqlstate", None) in CLASHES


def _tell(listener: Callable[[set[str]], None], signals: set[str]) -> None:
    try:
        listener(signals)
    except Exception as error:  # what was committed stays so, whoever was told of it
        log.error("listener_failed", error=type(error).__name__)


def _with_driver(url: URL, *, asynchronous: bool) -> URL:
    if url.get_backend_name() == "sqlite":
        return url.set(drivername="sqlite+aiosqlite" if asynchronous else "sqlite")
    return url.set(drivername="postgresql+psycopg")


def _engine(url: URL, busy_ms: int) -> Engine:
    if url.get_backend_name() != "sqlite":
        engine = create_engine(url, pool_size=POSTGRES_WRITERS, max_overflow=2, pool_pre_ping=True)
        driver.say_savepoints_as_they_are(engine.dialect)
        return engine
    if url.database and url.database != ":memory:":
        _make_folder(Path(url.database).parent)
    engine = create_engine(url)
    driver.say_savepoints_as_they_are(engine.dialect)
    event.listen(engine, "connect", lambda connection, _: _prepare_sqlite(connection, busy_ms))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(f"its folder cannot be made: {error.strerror}") from error


def _reading_engine(url: URL) -> "AsyncEngine":
    from sqlalchemy.ext.asyncio import create_async_engine  # the bots read nothing long

    if url.get_backend_name() != "sqlite":
        return create_async_engine(url, isolation_level="REPEATABLE READ")
    engine = create_async_engine(url)
    # The driver's own transaction control would let each query see a later state.
    event.listen(engine.sync_engine, "connect", _leave_transactions_to_us)
    event.listen(
        engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN")
    )
    return engine


def _leave_transactions_to_us(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # a DB-API connection


def _prepare_sqlite(connection: object, busy_ms: int) -> None:
    # The driver's own transaction control would begin late and break savepoints.
    connection.isolation_level = None  # type: ignore[attr-defined]  # a DB-API connection
    cursor = connection.cursor()  # type: ignore[attr-defined]  # a DB-API connection
    for pragma in (
        f"busy_timeout={busy_ms}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",  # what was deleted is overwritten, not left in a free page
    ):
        try:
            cursor.execute(f"PRAGMA {pragma}")
        except UnicodeDecodeError as error:  # the driver cannot read what SQLite says of damage
            raise sqlite3.DatabaseError("the schema is damaged") from error
    cursor.close()

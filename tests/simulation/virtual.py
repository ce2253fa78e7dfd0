"""Virtual time: a loop that never waits, and a store that needs no thread."""

import asyncio
import selectors
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Engine

from storage.store import Failure, Step, Store

T = TypeVar("T")


SHORTEST = 1e-6


class NothingHappens(RuntimeError):
    """Everybody waits for something that will never come."""


class _Selector(selectors.SelectSelector):
    """Nothing comes from outside: whoever waits for a time is there at once."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise NothingHappens
        if timeout > 0:
            # Late in a long time a very short one would be lost in rounding, and come for ever.
            self.seconds += max(timeout, SHORTEST)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop whose time is told by what it waits for; its threads are not threads."""

    def __init__(self) -> None:
        self._selector_of_time = _Selector()
        super().__init__(self._selector_of_time)

    def time(self) -> float:
        return self._selector_of_time.seconds

    def sleep_over(self, seconds: float) -> None:
        """Let time go at once, as for a machine that was asleep: all that was due is late."""
        self._selector_of_time.seconds += seconds

    def run_in_executor(  # type: ignore[override]  # a future is what the loop's own gives too
        self, executor: Executor | None, func: Callable[..., T], *args: Any
    ) -> "asyncio.Future[T]":
        done: asyncio.Future[T] = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as error:  # it is whoever waits who hears of it
            done.set_exception(error)
        return done

    def _write_to_self(self) -> None:
        """Nobody sleeps who would have to be woken."""


class VirtualClock:
    """The suite's clock over a loop's time; the wall's hands can be put forward and back."""

    def __init__(self, loop: VirtualLoop, start: datetime) -> None:
        self._loop = loop
        self._start = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._loop.time())

    def monotonic(self) -> float:
        return self._loop.time()

    def put(self, span: timedelta) -> None:
        """Put the hands forward or back; the pace goes on as it was."""
        self._start += span


class OneThreadStore(Store):
    """The store, with its steps run when the loop comes to them, many to a commit as ever."""

    _asked = False

    def goes_on(self, engine: Engine) -> None:
        """Use an engine of an earlier store on the same file, which knows all statements by now:
        to make them anew for each takes most of the time."""
        self.engine = engine

    def start(self) -> None:
        self._thread = threading.current_thread()

    def submit(self, steps: Sequence[Step[T]]) -> "asyncio.Future[list[T | Failure]]":
        done = super().submit(steps)
        if not self._asked:
            self._asked = True
            done.get_loop().call_soon(self._write_what_waits)
        return done

    def _write_what_waits(self) -> None:
        self._asked = False
        if self._thread is not None:
            self._queue.put(None)
            self._write()

    def kill(self) -> None:
        """End as a killed program does: what waits is never written."""
        self._thread = None
        while not self._queue.empty():
            self._queue.get()
        self.engine.dispose()

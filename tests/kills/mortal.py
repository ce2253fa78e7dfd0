"""The program as something that is killed: started, found dead, started again."""

import asyncio
import random
import signal
import socket
import sqlite3
import sys
import time
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bots.clock import Clock
from tests.kills.points import Point
from tests.kills.sides import Side
from tests.process.program import PATIENCE, Process, until

LAUNCHER = Path(__file__).with_name("launcher.py")
START = datetime(2026, 9, 7, 13, 0, tzinfo=UTC)
LOGGED = "log.txt"
#: Below those that the system gives to outgoing connections, which could take a port while the
#: program is down.
PORTS = range(20_000, 32_000)


def _free_port() -> int:
    while True:
        port = random.choice(PORTS)
        with socket.socket() as tried, suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return port


class Mortal(Process):
    """`coworking run` on a SQLite file; its clock runs on while it is dead."""

    def __init__(self, folder: Path, side: Side, clock: Clock) -> None:
        super().__init__(folder, _free_port())
        self._side = side
        self.database = folder / "coworking.db"
        self.clock = clock
        self.settings: dict[str, str] = {}
        self.since = 0.0

    @property
    def environment(self) -> dict[str, str]:
        ours = {"CLOCK_START": self.clock.now().isoformat(), "MAX_PROJECTS_PER_SUPERVISOR": "100"}
        theirs = self._side.environment(f"http://127.0.0.1:{self._port}")
        return {**super().environment, **ours, **theirs, **self.settings}

    def pass_time(self, span: timedelta) -> None:
        """Let time pass while it is down."""
        self.clock.advance(span)

    async def spawn(self, point: Point | None = None, number: int = 0, *words: str) -> None:
        """Start a command (``run``, if none is said) that may die at a point; wait for nothing."""
        command = words or ("run",)
        fatal = (
            [point.moment, point.function, str(number)] if point else ["before", "os:_exit", "0"]
        )
        self.since = time.monotonic()
        with (self.database.parent / LOGGED).open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                str(LAUNCHER),
                *fatal,
                *command,
                env=self.environment,
                stdout=log,
                stderr=log,
                cwd=self.database.parent,
            )

    @property
    def is_alive(self) -> bool:
        return self._process is not None and self._process.returncode is None

    def strike(self) -> None:
        """kill -9, without waiting."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()

    def ask_to_stop(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)

    async def ended(self, patience: float = PATIENCE) -> int:
        """Wait for its end; gives the exit code, negative for a signal."""
        assert self._process is not None
        return await asyncio.wait_for(self._process.wait(), patience)

    async def kill(self) -> None:
        self.strike()
        await self.ended()

    async def listening(self) -> None:
        """Wait until it takes updates in; to be asked right after its start."""
        heard = self._side.hellos()
        await until(self._side.stand_in, lambda: self._side.hellos() > heard)
        if self._side.posts:
            await self.healthy()
            self._side.called_at(f"http://127.0.0.1:{self._port}")
            await until(self._side.stand_in, lambda: self._side.is_awaited)

    async def close(self) -> None:
        if self.is_alive:
            await self.kill()

    def ask(self, query: str) -> list[tuple[object, ...]]:
        """What stands in the database."""
        with closing(sqlite3.connect(self.database)) as found:
            return list(found.execute(query))

    def log(self) -> str:
        path = self.database.parent / LOGGED
        return path.read_text(encoding="utf-8") if path.exists() else ""

"""`coworking` as a process, for tests that stop and kill it."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import aiohttp

from lab.bell import Bell
from lab.vk.server import VkStandIn

#: The program under test is the one beside the tests, wherever another is installed.
ROOT = Path(__file__).parents[2]
#: Seconds; only a program that hangs waits for so long.
PATIENCE = 60.0


class Rings(Protocol):
    """A stand-in, as it is listened to."""

    @property
    def changed(self) -> Bell: ...


class Process:
    """`coworking` with its data in a folder, and no messenger yet."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        self._port = port
        self._process: asyncio.subprocess.Process | None = None

    @property
    def environment(self) -> dict[str, str]:
        """Settings in the environment, and nothing of ours from outside."""
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": f"sqlite:///{self._folder / 'coworking.db'}",
            "SECRET_KEY": "a key for tests",
            "FILES_DIR": str(self._folder / "files"),
            "MESSAGES_PER_MINUTE": "0",
            "HTTP_PORT": str(self._port),
            "CLOCK_START": "2026-09-07T13:00:00+00:00",
        }

    async def command(self, *words: str) -> tuple[int, str, str]:
        """Run a command to its end: exit code, output, errors."""
        process = await self._start(*words)
        out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
        return process.returncode or 0, out.decode(), err.decode()

    async def _start(self, *words: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            "from bots.start import main; main()",
            *words,
            env=self.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=self._folder,
        )

    async def _healthy(self, session: aiohttp.ClientSession) -> None:
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{self._port}/healthz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)

    async def healthy(self) -> None:
        """Wait until it says that it is."""
        async with aiohttp.ClientSession() as session:
            await asyncio.wait_for(self._healthy(session), PATIENCE)

    async def get(self, path: str) -> tuple[int, str]:
        """Ask the program's own HTTP."""
        url = f"http://127.0.0.1:{self._port}{path}"
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            return answer.status, await answer.text()

    async def stop(self, sign: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """Send a signal; gives the exit code and what was logged."""
        assert self._process is not None
        self._process.send_signal(sign)
        _, err = await asyncio.wait_for(self._process.communicate(), PATIENCE)
        code = self._process.returncode or 0
        self._process = None
        return code, (err or b"").decode()

    async def close(self) -> None:
        if self._process is not None:
            await self.stop(signal.SIGKILL)


class Program(Process):
    """`coworking run` against a stand-in of VK."""

    def __init__(self, folder: Path, vk: VkStandIn, port: int) -> None:
        super().__init__(folder, port)
        self._vk = vk

    @property
    def environment(self) -> dict[str, str]:
        return {
            **super().environment,
            "VK_TOKEN": "a-token",
            "VK_API_URL": self._vk.url,
            "VK_LONGPOLL_WAIT": "2",
            "VK_RATE": "1000",
        }

    async def start(self) -> None:
        """Start `coworking run` and wait until it is healthy and has its place in VK's queue."""
        before = self._polls_begun()
        self._process = await self._start("run")
        await self.healthy()
        await until(self._vk, lambda: self._polls_begun() > before)

    def _polls_begun(self) -> int:
        return sum(call.method == "groups.getLongPollServer" for call in self._vk.calls)


async def until(where: Rings, condition: Callable[[], bool]) -> None:
    """Wait until something is so, looking whenever something changes at a messenger."""

    async def come() -> None:
        while not condition():
            seen = where.changed.count
            if condition():
                return
            await where.changed.wait(seen)

    await asyncio.wait_for(come(), PATIENCE)

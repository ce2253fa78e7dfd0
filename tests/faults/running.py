"""`coworking run` by Callback in a process of its own, with its database within reach."""

import asyncio
import os
import resource
import socket
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import aiohttp

from lab.vk.community import Community
from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn
from tests.process.program import PATIENCE, Program, until

SECRET = "a-secret"


class Running(Program):
    """The program, called by VK; what VK is answered stands in ``community.callbacks``."""

    def __init__(self, folder: Path, vk: VkStandIn) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        super().__init__(folder, vk, port)
        self.database = folder / "coworking.db"
        self.address = f"http://127.0.0.1:{port}"
        #: The most bytes that a file may have from the start on, and where the log goes.
        self.room: int | None = None
        self.log: Path | None = None
        #: Another way to the database.
        self.url = ""

    @property
    def environment(self) -> dict[str, str]:
        called = {"VK_UPDATES": "callback", "VK_CALLBACK_SECRET": SECRET}
        if self.url:
            called["DATABASE_URL"] = self.url
        return {**super().environment, **called}

    async def start(self) -> None:
        self._process = await self._start("run")
        async with aiohttp.ClientSession() as session:
            await asyncio.wait_for(self._healthy(session), PATIENCE)

    async def _start(self, *words: str) -> asyncio.subprocess.Process:
        limit = f"resource.setrlimit(resource.RLIMIT_FSIZE, ({self.room}, -1));"
        code = f"import resource;{limit if self.room else ''}from bots.cli import main; main()"
        with (self.log or Path(os.devnull)).open("wb") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                "-c",
                code,
                *words,
                env=self.environment,
                stdout=asyncio.subprocess.PIPE,
                stderr=log if self.log else asyncio.subprocess.PIPE,
                cwd=self.database.parent,
            )

    def limit_files(self, size: int | None) -> None:
        """Let no file grow beyond ``size`` bytes; None lets them grow again."""
        assert self._process is not None
        most = resource.RLIM_INFINITY if size is None else size
        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

    def ask(self, query: str) -> list[tuple[object, ...]]:
        """What stands in the database."""
        with closing(sqlite3.connect(self.database)) as found:
            return list(found.execute(query))

    def is_whole(self) -> bool:
        return self.ask("PRAGMA integrity_check") == [("ok",)]


def heard(person: VkPerson, community: Community) -> list[str]:
    return [one.text for one in person.shown(community) if not one.mine]


async def answered(vk: VkStandIn, person: VkPerson, community: Community, count: int) -> None:
    await until(vk, lambda: len(heard(person, community)) >= count)

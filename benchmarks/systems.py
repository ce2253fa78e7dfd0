"""The programs that are measured, each a process on a core of its own."""

import asyncio
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import dialog

CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [0]
#: One core for what is measured, another for the messenger and the people.
SYSTEM_CORE, LOAD_CORE = CORES[-1], CORES[0]
#: What is measured in each messenger, by the suite's name of that.
NAMES: Mapping[str, tuple[str, ...]] = {
    "vk": ("suite", "vkbottle", "floor"),
    "sferum": ("suite, MAX", "maxapi"),
    "telegram": ("suite, Telegram", "aiogram"),
}
MODULES = {
    "vkbottle": "benchmarks.peer_vkbottle",
    "floor": "benchmarks.floor",
    "maxapi": "benchmarks.peer_maxapi",
    "aiogram": "benchmarks.peer_aiogram",
}
STARTS_WITHIN = 30.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Usage:
    """What a process has used: seconds of CPU, megabytes, open files, threads."""

    cpu: float
    rss: float
    files: int
    threads: int


class System:
    """One program in one messenger, ``channel``; ``seeded`` is the suite's database with people
    in it, copied for each run."""

    def __init__(
        self,
        name: str,
        folder: Path,
        api: str,
        seeded: Path,
        rate: int = 1_000_000,
        channel: str = "vk",
    ) -> None:
        self.name = name
        self._channel = channel
        self._folder = folder
        self._api = api
        self._rate = rate
        self.database = folder / f"{name}.db"
        for part in folder.glob(f"{name}.db*"):
            part.unlink()
        if name not in MODULES:
            shutil.copy(seeded, self.database)
        self.port = _free_port()
        self.hook = f"http://127.0.0.1:{self.port}/{channel}"
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> float:
        """Start it; gives the seconds until it listens and is ready."""
        begun = time.perf_counter()
        with (self._folder / f"{self.name}.log").open("wb") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command(),
                env=self._environment(),
                cwd=self._folder,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=log,
                preexec_fn=_onto_its_core,
            )
        while not await _listens(self.port):
            if self._process.returncode is not None or time.perf_counter() - begun > STARTS_WITHIN:
                raise RuntimeError((self._folder / f"{self.name}.log").read_text()[-2_000:])
            await asyncio.sleep(0.01)
        return time.perf_counter() - begun

    def usage(self) -> Usage:
        assert self._process is not None
        own = Path(f"/proc/{self._process.pid}")
        fields = (own / "stat").read_text().rpartition(")")[2].split()
        pages = int((own / "statm").read_text().split()[1])
        return Usage(
            cpu=(int(fields[11]) + int(fields[12])) / TICKS,
            rss=pages * os.sysconf("SC_PAGE_SIZE") / 2**20,
            files=len(list((own / "fd").iterdir())),
            threads=len(list((own / "task").iterdir())),
        )

    async def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(self._process.wait(), STARTS_WITHIN)
            self._process = None

    def _command(self) -> list[str]:
        if self.name not in MODULES:
            return [sys.executable, "-c", "from bots.start import main; main()", "run"]
        module = MODULES[self.name]
        return [sys.executable, "-m", module, str(self.database), self._api, str(self.port)]

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "SECRET_KEY": "a key for measurements",
            "FILES_DIR": str(self._folder / "files"),
            **self._account(),
            "MESSAGES_PER_MINUTE": "0",
            "HTTP_PORT": str(self.port),
            "LOG_LEVEL": "error",
        }

    def _account(self) -> dict[str, str]:
        if self._channel == "sferum":
            return {
                "SFERUM_TOKEN": dialog.TOKEN,
                "SFERUM_API_URL": self._api,
                "SFERUM_UPDATES": "webhook",
                "SFERUM_SECRET": dialog.SECRET,
                "SFERUM_RATE": str(self._rate),
                "SFERUM_CHAT_RATE": str(self._rate),
                "PUBLIC_URL": self.hook.rpartition("/")[0],
            }
        if self._channel == "telegram":
            return {
                "TELEGRAM_TOKEN": dialog.TELEGRAM_TOKEN,
                "TELEGRAM_API_URL": self._api,
                "TELEGRAM_UPDATES": "webhook",
                "TELEGRAM_SECRET": dialog.SECRET,
                "TELEGRAM_RATE": str(self._rate),
                "TELEGRAM_CHAT_RATE": str(self._rate),
                "PUBLIC_URL": self.hook.rpartition("/")[0],
            }
        return {
            "VK_TOKEN": dialog.TOKEN,
            "VK_API_URL": self._api,
            "VK_UPDATES": "callback",
            "VK_CALLBACK_SECRET": dialog.SECRET,
            "VK_RATE": str(self._rate),
        }


def _onto_its_core() -> None:
    if len(CORES) > 1:
        os.sched_setaffinity(0, {SYSTEM_CORE})


def stay_aside() -> None:
    """Keep this process off the core of what is measured."""
    if len(CORES) > 1:
        os.sched_setaffinity(0, {LOAD_CORE})


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


async def _listens(port: int) -> bool:
    """Whether the program answers HTTP, whatever it says."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /healthz HTTP/1.0\r\n\r\n")
        answered = await reader.readline()
        writer.close()
    except OSError:
        return False
    return answered.startswith(b"HTTP/")

"""What a school with VK and Sferum pays for at the start (O1): seconds, megabytes, libraries."""

import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bots.clock import Clock
from lab.sferum.server import SferumStandIn
from lab.vk.server import VkStandIn
from tests.process.program import ROOT, Process

#: Seconds of the CPU: who else uses the machine does not count.
STARTS_WITHIN = 1.5
MEGABYTES = 130
#: Libraries that only what is used may bring.
DEAR = (
    "aiogram",
    "maxapi",
    "vkbottle",
    "matplotlib",
    "docx",
    "fpdf",
    "icalendar",
    "snowballstemmer",
)
TICKS = os.sysconf("SC_CLK_TCK")


class Both(Process):
    """`coworking run` with a community in VK and a bot in MAX."""

    def __init__(self, folder: Path, port: int, vk: VkStandIn, sferum: SferumStandIn) -> None:
        super().__init__(folder, port)
        self._vk = vk
        self._sferum = sferum

    @property
    def environment(self) -> dict[str, str]:
        return {
            **super().environment,
            "VK_TOKEN": "a-token",
            "VK_API_URL": self._vk.url,
            "SFERUM_TOKEN": "a-token",
            "SFERUM_API_URL": self._sferum.url,
        }

    async def start(self) -> None:
        self._process = await self._start("run")
        await self.healthy()

    @property
    def seconds(self) -> float:
        """What it has used of the CPU."""
        fields = self._own("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @property
    def megabytes(self) -> float:
        return int(self._own("statm").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

    def _own(self, name: str) -> str:
        assert self._process is not None
        return Path(f"/proc/{self._process.pid}/{name}").read_text()


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[Both]:
    vk, sferum = VkStandIn(Clock().now, rate=None), SferumStandIn(Clock().now, rate=None)
    await vk.start()
    await sferum.start()
    vk.community("Коворкинг", token="a-token")
    sferum.bot("Коворкинг", token="a-token")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Both(tmp_path, port, vk, sferum)
    yield made
    await made.close()
    await sferum.stop()
    await vk.stop()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs Linux's /proc")
async def test_with_vk_and_sferum_it_starts_soon_and_stays_small(both: Both) -> None:
    code, _, logged = await both.command("migrate")
    assert code == 0, logged
    await both.start()
    assert both.seconds <= STARTS_WITHIN
    assert both.megabytes <= MEGABYTES


def test_no_library_is_imported_that_vk_and_sferum_do_not_need(tmp_path: Path) -> None:
    code = f"""
import sys
from bots import accounts, cli, settings
from bots.app import Suite
from bots.clock import Clock
from dialogs import words
words.load()
made = Suite(settings.read(None), Clock())
assert sorted(made.channels) == ["sferum", "vk"], made.channels
sys.stdout.write(" ".join(name for name in {DEAR!r} if name in sys.modules))
"""
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": f"sqlite:///{tmp_path / 'a.db'}",
            "SECRET_KEY": "a key for tests",
            "VK_TOKEN": "a-token",
            "SFERUM_TOKEN": "a-token",
        },
        capture_output=True,
        check=True,
        cwd=tmp_path,
    )
    assert told.stdout.decode() == ""


def test_the_certificate_of_max_is_found_without_its_library() -> None:
    code = """
import sys
from bots import sferum_api
names = [one["subject"] for one in sferum_api.trust().get_ca_certs()]
assert any("Russian Trusted Root CA" in str(one) for one in names), names
assert "maxapi" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)

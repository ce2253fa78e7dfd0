"""`coworking demo` as a newcomer starts it: one command, one address, one key to end it."""

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

#: Seconds; a quiet machine takes three.
PATIENCE = 30.0


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    program = "from bots.cli import main; main()"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program, "demo", "--port", "0", "--no-open"),
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    yield process
    if process.returncode is None:
        process.kill()
        await process.communicate()


async def test_the_demo_tells_its_address_and_ends_when_it_is_told(
    demo: asyncio.subprocess.Process, tmp_path: Path
) -> None:
    assert demo.stdout is not None
    line = (await asyncio.wait_for(demo.stdout.readline(), PATIENCE)).decode()
    address = re.search(r"http://127\.0\.0\.1:\d+/", line)
    assert address, line
    async with aiohttp.ClientSession() as session, session.get(address[0]) as answer:
        assert answer.status == 200
        assert "Аня Котова" in await answer.text()
    demo.send_signal(signal.SIGINT)
    _, errors = await asyncio.wait_for(demo.communicate(), PATIENCE)
    assert (demo.returncode, errors.decode()) == (0, "")
    assert list(tmp_path.iterdir()) == []

"""T17: it is asked to stop while people talk, again and again."""

import time
from pathlib import Path

import pytest

from tests.kills import scene

STOPS = 3


async def test_it_stops_in_time_and_nothing_is_lost(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    async with scene.opened(tmp_path, pytestconfig.getoption("--seed")) as opened:
        await opened.found_school()
        # The very first start begins at the queue's end: who wrote before it was never heard.
        await opened.program.spawn()
        await opened.program.listening()
        await opened.pupils[0].talk(1)
        await opened.program.kill()
        talking = opened.talking_on()
        for _ in range(max(STOPS, pytestconfig.getoption("--kills") // 10)):
            await opened.program.spawn()
            await opened.program.listening()
            await scene.ended(talking, opened.random.uniform(0.02, 0.5))
            asked = time.monotonic()
            opened.program.ask_to_stop()
            assert await opened.program.ended() == 0, opened.program.log()[-2000:]
            assert time.monotonic() - asked < 5
        await opened.program.spawn()
        await opened.program.listening()
        opened.tire()
        await talking
        await opened.end()

"""T1: the program is killed at random moments while sixteen people talk to it."""

from pathlib import Path

import pytest

from tests.kills import driver


async def test_nothing_is_lost_or_said_twice_however_often_it_is_killed(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    kills, seed = pytestconfig.getoption("--kills"), pytestconfig.getoption("--seed")
    killed = await driver.kill_at_random(tmp_path, kills, seed)
    assert killed.kills >= kills
    assert killed.entries > 0

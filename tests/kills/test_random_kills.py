"""T1: the program is killed at random moments while sixteen people talk to it."""

import sys
from pathlib import Path
from statistics import median

import pytest

from tests.kills import driver
from tests.kills.sides import SIDES

#: Each messenger gets all kills by one of its ways, by the other a part.
PARTS = {
    "vk": 1,
    "vk-callback": 4,
    "sferum": 4,
    "sferum-webhook": 1,
    "telegram": 10,
    "telegram-webhook": 1,
}
#: The one that can neither be told a key nor asked what went.
DOUBLES = "telegram"
#: Seconds to the first answer, on a machine that does much besides; the goal is 2.
USUALLY, AT_WORST = 10.0, 20.0


@pytest.mark.parametrize("way", SIDES)
async def test_nothing_is_lost_or_said_twice_however_often_it_is_killed(
    tmp_path: Path, pytestconfig: pytest.Config, way: str
) -> None:
    kills, seed = pytestconfig.getoption("--kills"), pytestconfig.getoption("--seed")
    killed = await driver.kill_at_random(tmp_path, way, max(1, kills // PARTS[way]), seed)
    sys.stdout.write(f"{killed}\n")
    assert killed.kills >= kills // PARTS[way]
    assert killed.entries > 0
    may = killed.in_flight if way.startswith(DOUBLES) else killed.kills // 10
    assert killed.doubled <= may
    assert median(killed.recoveries) <= USUALLY
    assert max(killed.recoveries) <= AT_WORST

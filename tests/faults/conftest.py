"""What the faults meet: the people of the conversations, and the program in its own process."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bots.clock import Clock
from lab.vk.community import Community
from lab.vk.server import VkStandIn
from tests.conversations.conftest import anna, boris, clock, maria, olga, space
from tests.faults.running import SECRET, Running

__all__ = ["anna", "boris", "clock", "maria", "olga", "space"]


@pytest.fixture
def vk_clock() -> Clock:
    """VK's own: moved on, it comes again with what was not taken."""
    return Clock()


@pytest.fixture
async def vk(vk_clock: Clock) -> AsyncIterator[VkStandIn]:
    vk = VkStandIn(vk_clock.now, rate=None)
    await vk.start()
    yield vk
    await vk.stop()


@pytest.fixture
async def program(vk: VkStandIn, tmp_path: Path) -> AsyncIterator[Running]:
    """The program, not started yet."""
    made = Running(tmp_path, vk)
    yield made
    await made.close()


@pytest.fixture
def community(vk: VkStandIn, program: Running) -> Community:
    made = vk.community("Коворкинг", token="a-token", secret=SECRET)
    made.callback(f"{program.address}/vk")
    return made


@pytest.fixture
def messenger() -> str:
    """The faults are ordered in VK's own words."""
    return "vk"

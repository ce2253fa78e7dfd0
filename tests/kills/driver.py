"""Killing at random moments (T1), seeded: the same seed kills after the same waits."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from tests.kills import scene
from tests.kills.scene import Scene

#: Seconds of work between a first answer and a death, and of life for one killed as it starts.
WORKS, STARTS = (0.02, 0.9), (0.05, 1.5)
KILLED_AS_IT_STARTS = 0.2


@dataclass(frozen=True)
class Killed:
    """What was done to the program, and how it stood it; nothing was wrong, or it had raised.

    Where the messenger has no key against doubles, ``in_flight`` messages had been picked and were
    not marked at the deaths; of these ``found`` ones were looked up there and not sent again,
    ``doubled`` ones were.
    """

    way: str
    kills: int
    entries: int
    updates: int
    messages: int
    in_flight: int
    found: int
    doubled: int
    recoveries: tuple[float, ...]

    def __str__(self) -> str:
        done = f"{self.kills} kills, {self.updates} updates, {self.entries} diary entries"
        looked_up = f", {self.found} looked up and found" if self.found else ""
        in_flight = f" ({self.in_flight} were in flight)" if self.in_flight else ""
        sent = f"{self.doubled} of {self.messages} messages doubled{in_flight}{looked_up}"
        ended = f"nothing lost, wrong or stuck, {sent}; {scene.summary(self.recoveries)}"
        return f"{self.way}: {done}: {ended}"


async def kill_at_random(folder: Path, way: str, kills: int, seed: int) -> Killed:
    """Kill the program ``kills`` times while sixteen talk; raises `AssertionError` if anything
    is lost, out of order or stuck, or doubled that was not in flight at a death."""
    async with scene.opened(folder, seed, way) as opened:
        await opened.found_school()
        await opened.program.spawn()
        await opened.program.listening()
        talking = [_for_ever(opened, number) for number in range(len(opened.pupils))]
        killed = in_flight = 0
        while killed < kills:
            await _live(opened)
            _raise_early(talking)
            await opened.program.kill()
            killed += 1
            in_flight += opened.in_flight()
            if opened.random.random() < KILLED_AS_IT_STARTS and killed < kills:
                await opened.program.spawn()
                await asyncio.sleep(opened.random.uniform(*STARTS))
                await opened.program.kill()
                killed += 1
                in_flight += opened.in_flight()
            await opened.restart()
        opened.tire()
        await asyncio.gather(*talking)
        await opened.end()
        return Killed(
            way,
            killed,
            sum(len(pupil.wrote) for pupil in opened.pupils),
            len(opened.side.updates),
            sum(len(messages) for messages in opened.side.shown().values()),
            in_flight,
            opened.program.log().count('"found_sent"'),
            opened.doubled,
            tuple(opened.recoveries),
        )


async def _live(opened: Scene) -> None:
    await asyncio.sleep(opened.random.uniform(*WORKS))


def _for_ever(opened: Scene, number: int) -> "asyncio.Task[None]":
    return asyncio.create_task(opened.pupils[number].talk_on())


def _raise_early(talking: "list[asyncio.Task[None]]") -> None:
    for one in talking:
        if one.done():
            one.result()

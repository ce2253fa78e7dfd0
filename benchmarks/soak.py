"""``python -m benchmarks.soak --minutes 5``: does anything grow that should not?

People write at a fixed rate while the messenger's API refuses, stalls, breaks off and answers
nonsense, and some updates come twice. Memory, tasks' threads, open files and the write-ahead log
at the end are compared with those after the first part; answers are counted.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from benchmarks import load, seed, systems
from benchmarks.messenger import Messenger
from benchmarks.systems import System

PER_SECOND = 50.0
USERS = 100
FAULTS = 0.05
REPEATS = 0.05
GROWTH_MOST = 0.05
#: The first part fills caches and is not compared.
WARM = 0.2
LOG_MOST = 64.0
#: Seconds in which connections that nobody uses are closed, at both ends.
SETTLES = 20.0


@dataclass(frozen=True)
class Standing:
    """What the program holds: megabytes, megabytes, counts."""

    rss: float
    log: float
    threads: int
    files: int


class Faulty(Messenger):
    """A messenger with troubles, by a seed; ``wrong`` calls were answered wrongly."""

    def __init__(self, seed_: int) -> None:
        super().__init__()
        self.chance = random.Random(seed_)
        self.wrong = 0

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        trouble = self.chance.random()
        if trouble >= FAULTS:
            return await super()._answer(request)
        self.wrong += 1
        match self.chance.choice(("busy", "closed", "late", "html", "forgets", "error")):
            case "busy":
                error = {"error_code": 6, "error_msg": "Too many requests per second"}
                return web.json_response({"error": error})
            case "closed":
                if request.transport is not None:
                    request.transport.close()
                return web.Response()
            case "late":
                await asyncio.sleep(0.5)
                return await super()._answer(request)
            case "html":
                return web.Response(status=502, text="<html>Bad Gateway</html>")
            case "forgets":
                await super()._answer(request)
                return web.Response(status=500)
            case _:
                return web.json_response({"error": {"error_code": 10, "error_msg": "Internal"}})


async def soak(minutes: float, seed_: int) -> bool:
    """Talk for so long; tells whether nothing was lost, doubled or grew."""
    messenger = Faulty(seed_)
    await messenger.start()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        await seed.make(folder / "seeded.db", USERS, 0)
        system = System("suite", folder, messenger.url, folder / "seeded.db")
        await system.start()
        try:
            first, before = await _part(messenger, system, minutes * WARM)
            second, after = await _part(messenger, system, minutes * (1 - WARM))
        finally:
            await system.stop()
            await messenger.stop()
    wrong = [*first.wrong, *second.wrong]
    for name_, said in (
        ("answered", len(first.seconds) + len(second.seconds)),
        ("p50, p99 ms", f"{second.milliseconds(0.5):.0f}, {second.milliseconds(0.99):.0f}"),
        ("calls troubled", messenger.wrong),
        ("sent again with the same random_id", messenger.repeated),
        ("wrong or lost", f"{len(wrong)} {wrong[:3]}"),
        ("before", before),
        ("after", after),
    ):
        sys.stdout.write(f"{name_}: {said}\n")
    return not wrong and _holds(before, after)


async def _part(
    messenger: Faulty, system: System, minutes: float
) -> tuple[load.Answered, Standing]:
    repeating = asyncio.create_task(_repeat(messenger, system.hook))
    found = await load.opened(messenger, system.hook, PER_SECOND, minutes * 60, USERS)
    repeating.cancel()
    await asyncio.gather(repeating, return_exceptions=True)
    await asyncio.sleep(SETTLES)
    return found, _standing(system)


async def _repeat(messenger: Faulty, hook: str) -> None:
    """Bring answered updates again, as a messenger that was not heard."""
    while True:
        await asyncio.sleep(1 / (PER_SECOND * REPEATS))
        if messenger.said:
            await messenger.post(hook, *messenger.chance.choice(messenger.said))


def _standing(system: System) -> Standing:
    usage = system.usage()
    log = Path(f"{system.database}-wal")
    return Standing(
        rss=round(usage.rss, 1),
        log=round(log.stat().st_size / 2**20, 1) if log.exists() else 0.0,
        threads=usage.threads,
        files=usage.files,
    )


def _holds(before: Standing, after: Standing) -> bool:
    return (
        after.rss <= before.rss * (1 + GROWTH_MOST)
        and after.threads <= before.threads + 1
        and after.files <= before.files + 5
        and after.log <= LOG_MOST
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args()
    sys.stdout.write(f"seed {asked.seed}\n")
    systems.stay_aside()
    held = asyncio.run(soak(asked.minutes, asked.seed))
    sys.stdout.write("it holds\n" if held else "IT DOES NOT HOLD\n")
    sys.exit(not held)


if __name__ == "__main__":
    main()

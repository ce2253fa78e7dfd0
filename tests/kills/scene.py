"""Where the killing happens: a messenger, a school in a file, the pupils, and the program."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bots import wiring
from bots.clock import Clock
from bots.settings import Settings
from storage import updates
from storage.store import Tx
from tests.conversations.phones import Phone
from tests.kills import invariants, schooling
from tests.kills.crowd import Pupil
from tests.kills.mortal import START, Mortal
from tests.kills.schooling import School
from tests.kills.sides import SIDES, Side
from tests.process.program import until

#: What a messenger that posts does after minutes, it does here after seconds.
BRINGS_AGAIN = 0.3


@dataclass
class Scene:
    """``recoveries`` are seconds from a start after a death to the first answer; ``doubled`` is
    known at the end."""

    side: Side
    program: Mortal
    pupils: list[Pupil]
    teacher: Phone
    random: Random
    doubled: int = 0
    school: School | None = None
    recoveries: list[float] = field(default_factory=list)

    async def found_school(self, *, with_request: bool = False) -> None:
        """Write the school down; the program must be down, or wait."""
        users = [str(pupil.phone.id) for pupil in self.pupils] + [str(self.teacher.id)]

        def write(tx: Tx) -> School:
            school = schooling.found(tx, self.side.channel, users)
            if with_request:
                schooling.ask(tx, school)
            if (end := self.side.queue_end) is not None:
                # It has listened here before: what comes from now on must not be lost.
                updates.move(tx, self.side.channel, end)
            return school

        settings = Settings(
            _env_file=None,
            database_url=f"sqlite:///{self.program.database}",
            secret_key="a key for tests",
            max_projects_per_supervisor=100,
        )
        store = wiring.open_store(settings, self.program.clock)
        store.start()
        self.school = await store.run(write)
        await store.close()
        for one in (*(pupil.phone for pupil in self.pupils), self.teacher):
            self.side.meet(one)

    async def restart(self) -> None:
        """Start anew, and note how long it took until somebody was answered."""
        before = len(self.side.stand_in.calls)
        await self.program.spawn()
        with suppress(TimeoutError):
            await until(self.side.stand_in, lambda: self.side.said_since(before))
            self.recoveries.append(time.monotonic() - self.program.since)

    def talking(self, dialogs: int) -> "asyncio.Future[list[None]]":
        return asyncio.gather(*(pupil.talk(dialogs) for pupil in self.pupils))

    def talking_on(self) -> "asyncio.Future[list[None]]":
        """They talk until they are tired."""
        return asyncio.gather(*(pupil.talk_on() for pupil in self.pupils))

    def tire(self) -> None:
        """Let those who talk on end after the dialog in hand."""
        for pupil in self.pupils:
            pupil.tired = True

    async def end(self) -> None:
        """Let everything be said, stop as one should, and check what must be so."""
        await self.settled()
        self.program.ask_to_stop()
        assert await self.program.ended() == 0, self.program.log()[-2000:]
        self.doubled = invariants.check(self.program, self.side, self.pupils)

    async def settled(self) -> None:
        """Wait until every update is taken, every message said, every job done that is due."""
        await self.side.stand_in.wait_taken(30)
        async with asyncio.timeout(30):
            while self._waiting():
                await asyncio.sleep(0.1)

    def in_flight(self) -> int:
        """How many messages had been picked and are not known to have gone; the program is down."""
        ((count,),) = self.program.ask(
            "SELECT count(*) FROM outbox WHERE state = 'waiting' AND left_at IS NOT NULL"
        )
        return int(str(count))

    def _waiting(self) -> int:
        now = self.program.clock.now().strftime("%Y-%m-%d %H:%M:%S")
        ((count,),) = self.program.ask(
            "SELECT (SELECT count(*) FROM outbox WHERE state = 'waiting') + (SELECT count(*)"
            f" FROM job WHERE done_at IS NULL AND due_at <= '{now}')"
        )
        return int(str(count))


@asynccontextmanager
async def opened(folder: Path, seed: int, way: str = "vk") -> AsyncIterator[Scene]:
    """A scene whose pupils have nothing to write in yet; ``way`` is one of `sides.SIDES`."""
    clock, random = Clock(START), Random(seed)
    side = SIDES[way](clock.now)
    await side.stand_in.start()
    names = [f"Ученик {n}" for n in range(schooling.PUPILS)]
    pupils = [
        Pupil(name, side.phone(name), side, Random(f"{seed}-{n}")) for n, name in enumerate(names)
    ]
    program = Mortal(folder, side, clock)
    bringing = asyncio.create_task(_bring_again(side, program))
    try:
        yield Scene(side, program, pupils, side.phone("Мария"), random)
    finally:
        bringing.cancel()
        await asyncio.gather(bringing, return_exceptions=True)
        await program.close()
        await side.stand_in.stop()


async def _bring_again(side: Side, program: Mortal) -> None:
    """Post again and again what the program did not take, while it lives."""
    while side.posts:
        await asyncio.sleep(BRINGS_AGAIN)
        if program.is_alive:
            await side.bring_again()


async def ended(talking: "asyncio.Future[list[None]]", seconds: float) -> bool:
    """Wait so long for the talk to end; tells whether it has. Raises what it raised."""
    done, _ = await asyncio.wait({talking}, timeout=seconds)
    if done:
        talking.result()
    return bool(done)


def summary(recoveries: Sequence[float]) -> str:
    ordered = sorted(recoveries) or [0.0]
    middle, worst = ordered[len(ordered) // 2], ordered[-1]
    return f"recovery {middle:.2f} s in the middle, {worst:.2f} s at worst"

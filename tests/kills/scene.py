"""Where the killing happens: VK, a school in a file, the pupils, and the program."""

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
from lab.vk.community import Community
from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn
from storage.store import Tx
from tests.kills import invariants, schooling
from tests.kills.crowd import Pupil
from tests.kills.mortal import START, Mortal
from tests.kills.schooling import School
from tests.process.program import until


@dataclass
class Scene:
    """``recoveries`` are seconds from a start after a death to the first answer at VK."""

    vk: VkStandIn
    community: Community
    program: Mortal
    pupils: list[Pupil]
    teacher: VkPerson
    random: Random
    school: School | None = None
    recoveries: list[float] = field(default_factory=list)

    async def found_school(self, *, with_request: bool = False) -> None:
        """Write the school down; the program must be down, or wait."""
        users = [str(pupil.phone.id) for pupil in self.pupils] + [str(self.teacher.id)]

        def write(tx: Tx) -> School:
            school = schooling.found(tx, users)
            if with_request:
                schooling.ask(tx, school)
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
            self.community.talk(one.id).allowed = True

    async def restart(self) -> None:
        """Start anew, and note how long it took until somebody was answered."""
        answers = self._answers()
        await self.program.spawn()
        with suppress(TimeoutError):
            await until(self.vk, lambda: self._answers() > answers)
            self.recoveries.append(time.monotonic() - self.program.since)

    def _answers(self) -> int:
        own = -self.community.group_id
        talks = self.community.conversations.values()
        return sum(one.from_id == own for talk in talks for one in talk.messages)

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
        invariants.check(self.program, self.community, self.pupils)

    async def settled(self) -> None:
        """Wait until every update is taken, every message said, every job done that is due."""
        await self.vk.wait_taken(30)
        async with asyncio.timeout(30):
            while self._waiting():
                await asyncio.sleep(0.1)

    def _waiting(self) -> int:
        now = self.program.clock.now().strftime("%Y-%m-%d %H:%M:%S")
        ((count,),) = self.program.ask(
            "SELECT (SELECT count(*) FROM outbox WHERE state = 'waiting') + (SELECT count(*)"
            f" FROM job WHERE done_at IS NULL AND due_at <= '{now}')"
        )
        return int(str(count))


@asynccontextmanager
async def opened(folder: Path, seed: int) -> AsyncIterator[Scene]:
    """A scene whose pupils have nothing to write in yet."""
    clock, random = Clock(START), Random(seed)
    vk = VkStandIn(clock.now, rate=None)
    await vk.start()
    community = vk.community("Коворкинг", token="a-token")
    pupils = [
        Pupil(vk.person(f"Ученик {n}"), community, vk, Random(f"{seed}-{n}"))
        for n in range(schooling.PUPILS)
    ]
    program = Mortal(folder, vk, clock)
    try:
        yield Scene(vk, community, program, pupils, vk.person("Мария"), random)
    finally:
        await program.close()
        await vk.stop()


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

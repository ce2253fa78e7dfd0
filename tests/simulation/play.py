"""One seed, from the beginning to rest."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from lab.troubles import Fault, Trouble
from lab.vk.server import VkStandIn
from lab.vk.talks import Json
from tests.simulation import beginning, wire
from tests.simulation.beginning import Beginning
from tests.simulation.invariants import Invariants, Wrong
from tests.simulation.post import Post
from tests.simulation.program import OUTSIDE, Program
from tests.simulation.virtual import VirtualClock, VirtualLoop
from tests.simulation.walkers import Walker
from tests.simulation.wire import Way

EVENTS = 50
KINDS = {"message_new", "message_event", "message_allow", "message_deny"}
FAULTS: tuple[Fault, ...] = (
    "error", "bad_gateway", "reset_before", "reset_after", "truncated", "delay", "hang", "array",
)  # fmt: skip
CODES = (1, 6, 9, 10)
#: How much each of the cast does.
TALK = (5, 5, 1, 1)
#: How often it is looked whether all has come to rest before that is given up.
PATIENCE = 300


@dataclass
class Played:
    """What came of a seed. ``trace`` tells the same seed from others, ``wrong`` what broke."""

    seed: int
    trace: str = ""
    wrong: str = ""
    events: int = 0
    messages: int = 0
    crashes: int = 0
    beyond_memory: int = 0
    lines: list[str] = field(default_factory=list, repr=False)


def play(
    seed: int,
    base: Beginning,
    *,
    events: int = EVENTS,
    tell: Callable[[str], None] = lambda line: None,
) -> Played:
    """Play a seed; never raises for what the suite does wrong."""
    loop = VirtualLoop()
    world = World(seed, base, loop, tell)
    try:
        loop.run_until_complete(loop.create_task(world.run(events), name=f"{OUTSIDE} world"))
    finally:
        world.close()
        loop.close()
    return world.played


class World:
    """Everybody and everything of a seed."""

    def __init__(
        self,
        seed: int,
        base: Beginning,
        loop: VirtualLoop,
        tell: Callable[[str], None],
    ) -> None:
        self.played = Played(seed)
        self._random = Random(seed)
        self._loop = loop
        self._tell = tell
        disk = base.lay_out()
        # VK's clock is its own: putting ours does not move it.
        self._real = VirtualClock(loop, beginning.START)
        self._clock = VirtualClock(loop, beginning.START)
        self._vk = VkStandIn(
            self._real.now, monotonic=self._real.monotonic, rate=20, sleep=asyncio.sleep
        )
        self._community = self._vk.community("Коворкинг", token="a-token", secret="a-secret")
        phones = beginning.meet(self._vk)
        polls = seed % 2 == 1
        server = self._community.callback(wire.URL)
        server.kinds = set(KINDS)
        self._community.long_poll.kinds = set(KINDS)
        self._community.long_poll.enabled = polls
        way = Way(self._vk, self._community, Random(seed + 1), asyncio.sleep)
        self._program = Program(
            disk, self._clock, base.rules, beginning.SEALER, self._community, way, polls=polls
        )
        self._post = Post(self._vk, server, self._program, "a-secret", Random(seed + 2))
        self._polls = polls
        if polls:
            self._community.callbacks.clear()
        self._walkers = [
            Walker(phones[name], self._community, Random(seed * 1_000 + n), base.code)
            for n, name in enumerate(self._cast())
        ]
        self._invariants = Invariants(disk.path, self._community)
        self._known: dict[tuple[int, int], int] = {}
        self._events: set[str] = set()
        self._server = server

    def _cast(self) -> list[str]:
        """A project's people, who talk most, and a few of the others."""
        at_work = self._random.choice((["anna", "maria"], ["boris", "pavel"]))
        others = [name for name in beginning.names() if name not in at_work]
        return at_work + self._random.sample(others, 2)

    def close(self) -> None:
        self._invariants.close()

    async def run(self, events: int) -> None:
        """Begin, let ``events`` things happen, come to rest."""
        try:
            self._program.start()
            self._program.work()
            # Until the first poll has told where the queue ends now.
            await asyncio.sleep(2)
            for walker in self._walkers:
                await walker.phone.allow(self._community)
            for number in range(events):
                self._say(f"#{number} {await self._happening()}")
                self._deliver()
                await asyncio.sleep(self._random.choice((0.0, 0.02, 0.1, 0.4, 1.5)))
                self._look()
            await self._come_to_rest()
            self._invariants.check_at_rest(self._events)
        except Wrong as wrong:
            self.played.wrong = str(wrong)
        except Exception as error:
            self.played.wrong = f"{type(error).__name__}: {error}"
            raise
        finally:
            self.played.events = len(self._events)
            self.played.beyond_memory = self._invariants.beyond_memory
            self.played.trace = hashlib.sha256("\n".join(self.played.lines).encode()).hexdigest()
            await self._post.end()
            await self._program.kill()

    async def _happening(self) -> str:
        if self._vk.troubles.outage and self._random.random() < 0.3:
            self._vk.troubles.outage = False
            return "the outage is over"
        (what,) = self._random.choices(
            (self._somebody_acts, self._trouble, self._outage, self._move_time, self._crash,
             self._repeat),
            (80, 6, 2, 4, 5, 3),
        )  # fmt: skip
        return await what()

    async def _somebody_acts(self) -> str:
        (walker,) = self._random.choices(self._walkers, TALK)
        return f"{walker.phone.name} {await walker.act()}"

    async def _outage(self) -> str:
        self._vk.troubles.outage = True
        return "an outage begins"

    async def _trouble(self) -> str:
        made = Trouble(
            self._random.choice(FAULTS),
            self._random.choice(("", "execute", "messages.send", "messages.edit", "poll")),
            times=self._random.choice((1, 1, 2, 5)),
            code=self._random.choice(CODES),
            seconds=self._random.choice((0.5, 3.0, 30.0)),
        )
        self._vk.troubles.order(made)
        return f"trouble: {made.fault} {made.code} {made.method} x{made.times}"

    async def _move_time(self) -> str:
        hours = self._random.choice((1, -1, 24, -24))
        if self._random.random() < 0.4:
            self._clock.put(timedelta(hours=hours))
            return f"our clock is put by {hours} h"
        seconds = self._random.choice((60.0, 1_200.0, 3_700.0, 30_000.0, 90_000.0))
        self._loop.sleep_over(seconds)
        return f"{seconds:.0f} s go by"

    async def _crash(self) -> str:
        if self._random.random() < 0.5:
            self._deliver()
            for _ in range(self._random.randrange(60)):
                await asyncio.sleep(0)
        else:
            await asyncio.sleep(self._random.random())
        await self._program.kill()
        await asyncio.sleep(self._random.choice((0.0, 1.0, 20.0)))
        self._program.start()
        self._program.work()
        self.played.crashes += 1
        return "killed and started"

    async def _repeat(self) -> str:
        if self._random.random() < 0.5:
            self._vk.troubles.repeat_updates(self._random.randint(2, 5))
            self._vk.troubles.reorder_updates()
            return "updates will come again and in another order"
        events = self._community.long_poll.events[-10:]
        if not events:
            return "nothing to repeat"
        self._vk.repeat_event(self._community, self._random.choice(events))
        return "an old update comes again"

    def _deliver(self) -> None:
        """What people did is on its way."""
        waiting: list[Json] = (
            self._community.long_poll.events
            if self._polls
            else [one.event for one in self._server.waiting]
        )
        for event in waiting:
            self._events.add(f"vk:{self._community.group_id}:{event['event_id']}")
        if not self._polls:
            self._post.collect()

    def _look(self) -> None:
        """Check, and write what is new on the phones into the trace."""
        if self._program.faults:
            raise Wrong(f"the program ended: {self._program.faults}")
        self._invariants.check()
        for talk in self._community.conversations.values():
            for one in talk.messages:
                if self._known.get((talk.peer, one.cmid)) != one.version:
                    self._known[talk.peer, one.cmid] = one.version
                    if one.from_id < 0:
                        self.played.messages += 1
                        self._say(f"  {talk.peer} {one.random_id} < {one.text!r}")

    async def _come_to_rest(self) -> None:
        self._vk.troubles.clear()
        for tried in range(PATIENCE):
            await asyncio.sleep(0.5)
            due = self._invariants.waiting()
            if due is None and not self._pending():
                break
            ahead = 0.0 if due is None else (due - self._clock.now()).total_seconds()
            self._loop.sleep_over(30.0 if self._pending() else max(ahead, 2.0 * tried))
        else:
            raise Wrong("it never comes to rest")
        await asyncio.sleep(2)
        self._say("at rest")
        self._look()

    def _pending(self) -> bool:
        if self._polls:
            return self._vk.pending(self._community) > 0
        return self._post.unanswered > 0

    def _say(self, line: str) -> None:
        told = f"{self._loop.time():10.2f} {line}"
        self.played.lines.append(told)
        self._tell(told)

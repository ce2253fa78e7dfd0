"""The suite's own objects, wired for virtual time: started, killed and started anew."""

import asyncio
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, event

from bots import roster
from bots.channel import Incoming, Upload
from bots.deliver import Deliverer
from bots.intake import Taken
from bots.receive import Handle, Receiver
from bots.vk import VkChannel
from lab.vk.community import Community
from scheduler.tick import Ticker
from storage import updates
from storage.outbox import PictureRow
from storage.rules import Rules
from storage.sealing import Sealer
from storage.store import Step, Tx
from tests.simulation import wire
from tests.simulation.virtual import OneThreadStore, VirtualClock
from tests.simulation.wire import Way

CHANNEL = "vk"
#: How the tasks are called that are not the program's and live on when it is killed.
OUTSIDE = "outside"
TICKS = 1.0
#: One account that carries all bots of the suite.
EVERYTHING = roster.of([bot.name for bot in roster.ALL])


class NotDrawn(Exception):
    """Pictures take too long here: the words go without."""


class Witness(Receiver):
    """A receiver whose every step writes down, in the same commit, which update it took and
    which rows of the outbox came of it; a second taking of one update cannot be written."""

    def _step(self, incoming: Incoming, handle: Handle | None = None) -> Step[Taken]:
        step = super()._step(incoming, handle)

        def witnessed(tx: Tx) -> Taken:
            connection = tx.session.connection()
            last = "SELECT coalesce(max(id), 0) FROM outbox"
            before = connection.exec_driver_sql(last).scalar_one()
            taken = step(tx)
            tx.session.flush()
            after = connection.exec_driver_sql(last).scalar_one()
            if taken.outcome != "repeat":
                connection.exec_driver_sql(
                    "INSERT INTO witness VALUES (?, ?, ?, ?)",
                    (incoming.key, taken.outcome, before, after),
                )
            return taken

        return witnessed


class Disk:
    """The file of the store; the same place for all seeds, written anew for each."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.url = f"sqlite:///{path}"
        self._engine: Engine | None = None

    def write(self, content: bytes) -> None:
        for beside in self.path.parent.glob(f"{self.path.name}-*"):
            beside.unlink()
        self.path.write_bytes(content)

    def carries(self, store: OneThreadStore) -> None:
        """Let a store be on this file."""
        if self._engine is None:
            self._engine = store.engine
            event.listen(self._engine, "connect", _without_syncing)
        store.goes_on(self._engine)


class Program:
    """A suite of one VK account on a file; ``keys`` is the source of ids, the same for a seed."""

    def __init__(
        self,
        disk: "Disk",
        clock: VirtualClock,
        rules: Rules,
        sealer: Sealer,
        community: Community,
        way: Way,
        *,
        polls: bool,
    ) -> None:
        self._disk = disk
        self._clock = clock
        self._rules = rules
        self._sealer = sealer
        self._community = community
        self._way = way
        self._polls = polls
        self._keys = count(1)
        self._tasks: list[asyncio.Task[None]] = []
        self._answers: set[asyncio.Task[None]] = set()
        self.outcomes: list[str] = []
        self.faults: list[BaseException] = []
        self.is_up = False

    def start(self) -> None:
        """Open on the file as it is, with nothing else remembered."""
        self.is_up = True
        self.store = OneThreadStore(
            self._disk.url,
            now=self._clock.now,
            sealer=self._sealer,
            rules=self._rules,
            new_key=lambda: f"key-{next(self._keys):08x}",
        )
        self._disk.carries(self.store)
        self.store.start()
        self.store.on_commit(lambda signals: self.deliverer.wake())
        self.channel = VkChannel(
            CHANNEL,
            self._community.token,
            api_url=wire.URL,
            monotonic=self._clock.monotonic,
            group_id=self._community.group_id,
            secret=self._community.secret,
            wait=25,
        )
        self._way.join(self.channel)
        self.receiver = Witness(self.store, lambda channel: EVERYTHING)
        self.deliverer = Deliverer(
            self.channel,
            self.store,
            draw=_cannot_draw,
            files_dir=self._disk.path.parent / "files",
        )
        self.ticker = Ticker(self.store, {})

    def work(self) -> None:
        """Send, tick and listen from now on; without it `settle` does what is due."""
        self._begin(self.deliverer.run())
        self._begin(self._tick())
        if self._polls:
            self._begin(self._listen())

    async def settle(self) -> None:
        """Do everything that is due, until nothing is."""
        again = True
        while again:
            if self._answers:
                await asyncio.wait(self._answers)
            again = await self.ticker.run_due()
            again = await self.deliverer.drain() or again

    def _begin(self, work: "asyncio._CoroutineLike[None]") -> None:
        task = asyncio.get_running_loop().create_task(work)
        task.add_done_callback(self._ended)
        self._tasks.append(task)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        if not task.cancelled() and (fault := task.exception()) is not None:
            self.faults.append(fault)

    async def kill(self) -> None:
        """End at once, in the middle of whatever it does; the messenger hears nothing more."""
        self.store.kill()
        self.is_up = False
        # In the order of their making: what is cancelled first must not hang on a set's order.
        own = [task for task in asyncio.all_tasks() if not task.get_name().startswith(OUTSIDE)]
        left = sorted(own, key=lambda task: int(task.get_name().partition("-")[2]))
        while left:
            # More than once: Python 3.11's wait_for forgets a cancelling that comes with its end.
            for task in left:
                task.cancel()
            await asyncio.sleep(0)
            left = [task for task in left if not task.done()]
        self._tasks.clear()
        self._answers.clear()

    async def post(self, body: bytes) -> int:
        """What the Callback's address answers to a request, as `bots.webhook` does."""
        decision = self.channel.decide(body)
        if decision.incoming is not None:
            try:
                taken = await self.receiver.take(decision.incoming)
            except Exception:  # whatever it is, VK brings it again
                return 503
            self._after(decision.incoming, taken)
        return decision.status

    async def _listen(self) -> None:
        position = await self.store.run(lambda tx: updates.position(tx, CHANNEL))

        async def receive(batch: Sequence[Incoming], where: str | None) -> None:
            taken = await self.receiver.take_batch(batch, CHANNEL, where)
            for incoming, how in zip(batch, taken, strict=True):
                self._after(incoming, how)

        await self.channel.listen(receive, position)

    def _after(self, incoming: Incoming, taken: Taken) -> None:
        self.outcomes.append(taken.outcome)
        if incoming.callback is not None:
            answer = asyncio.create_task(self.channel.acknowledge(incoming, taken.note))
            self._answers.add(answer)
            answer.add_done_callback(self._answers.discard)

    async def _tick(self) -> None:
        while True:
            await self.ticker.run_due()
            await asyncio.sleep(TICKS)


def _without_syncing(connection: object, _record: object) -> None:
    # What a cut of power would take is no matter of this simulation, and a flush costs time.
    cursor = connection.cursor()  # type: ignore[attr-defined]  # a DB-API connection
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()


def _cannot_draw(picture: PictureRow) -> Upload:
    raise NotDrawn

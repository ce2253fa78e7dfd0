"""Digests for a town: planned and put into the outbox, with people asking meanwhile (R2)."""

import asyncio
import gc
import json
import sys
import time
from asyncio.subprocess import PIPE
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import dialog, families, seed
from bots import project, wiring
from bots.channel import Incoming
from bots.clock import StoppedClock
from bots.receive import Receiver
from scheduler.digests import Digests
from storage import delivery
from storage.delivery import Result
from storage.digest_turns import Slot
from storage.outbox import Message, Rank, State
from storage.store import Store, Tx

#: A Thursday, 18:00 in Moscow.
SLOT = Slot(datetime(2026, 11, 26, tzinfo=UTC).date(), 18)
NOW = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)
ASKS_EVERY = 0.025
LOOKS_EVERY = 0.01


@dataclass(frozen=True)
class Planned:
    """Digests of ``parents`` put into the outbox; milliseconds of who asked meanwhile, and for how
    long the loop was held at worst. ``cpu`` is the process's, with the answers; ``grown`` in MB."""

    parents: int
    digests: int
    seconds: float
    cpu: float
    grown: float
    asked: int
    ask_p50: float
    ask_p99: float
    ask_worst: float
    loop_p99: float
    loop_worst: float


async def measure(folder: Path, parents: int, pupils: int = 8) -> Planned:
    """Make a town of ``parents`` and plan their digests of one hour."""
    database = folder / f"digests-{parents}.db"
    await seed.make(database, pupils, 0)
    families.fill(database, parents, now=NOW)
    store = wiring.open_store(seed.settings(database), StoppedClock(NOW))
    store.start()
    asked: list[float] = []
    held: list[float] = []
    receiver = Receiver(store, lambda channel: project.BOT)
    await _ask(store, receiver, [], number=10**9, pupils=pupils)
    gc.freeze()  # as the program does at its start
    beside = [
        asyncio.create_task(_ask_on(store, receiver, asked, pupils)),
        asyncio.create_task(_watch(held)),
    ]
    before, begun, used = _resident(), time.perf_counter(), time.process_time()
    count = await Digests(store).send(SLOT)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - used
    grown = _peak() - before
    for task in beside:
        task.cancel()
    await asyncio.gather(*beside, return_exceptions=True)
    await store.close()
    return Planned(
        parents=parents,
        digests=count,
        seconds=seconds,
        cpu=cpu,
        grown=max(0.0, grown),
        asked=len(asked),
        ask_p50=_part(asked, 0.5),
        ask_p99=_part(asked, 0.99),
        ask_worst=_part(asked, 1.0),
        loop_p99=_part(held, 0.99),
        loop_worst=_part(held, 1.0),
    )


async def _ask_on(store: Store, receiver: Receiver, asked: list[float], pupils: int) -> None:
    """Messages at a fixed rate, whether or not the last was answered."""
    number, waiting = 0, set[asyncio.Task[None]]()
    try:
        while True:
            task = asyncio.create_task(_ask(store, receiver, asked, number, pupils))
            waiting.add(task)
            task.add_done_callback(waiting.discard)
            number += 1
            await asyncio.sleep(ASKS_EVERY)
    finally:
        await asyncio.gather(*waiting)


async def _ask(
    store: Store, receiver: Receiver, asked: list[float], number: int, pupils: int
) -> None:
    """From a pupil's message to the answer's being picked to be sent."""
    line = dialog.DIALOG[number // pupils % len(dialog.DIALOG)]
    user = str(dialog.FIRST_USER + number % pupils)
    begun = time.perf_counter()
    await receiver.take(
        Incoming("vk", f"ask-{number}", "message", user, user, text=line.said, raw="{}")
    )
    await store.run(_send)
    asked.append(time.perf_counter() - begun)


def _send(tx: Tx) -> None:
    """As the sender does: pick what is most urgent, and mark it."""
    rows: list[Message] = delivery.due(tx, "vk", 25, least=Rank.ANSWER)
    delivery.record(tx, [Result(one.id or 0, State.SENT) for one in rows])


async def _watch(held: list[float]) -> None:
    """For how long the loop lets others wait."""
    while True:
        begun = time.perf_counter()
        await asyncio.sleep(LOOKS_EVERY)
        held.append(time.perf_counter() - begun - LOOKS_EVERY)


def _part(seconds: list[float], share: float) -> float:
    """A percentile in milliseconds."""
    ordered = sorted(seconds) or [0.0]
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1_000


def _resident() -> float:
    return _status("VmRSS:")


def _peak() -> float:
    return _status("VmHWM:")


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith(name)) / 1024


async def apart(folder: Path, parents: int) -> dict[str, object]:
    """The same in a process of its own, whose memory is nobody else's."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.digests", str(folder), str(parents), stdout=PIPE
    )
    told, _ = await process.communicate()
    found: dict[str, object] = json.loads(told.splitlines()[-1])
    return found


if __name__ == "__main__":
    measured = asyncio.run(measure(Path(sys.argv[1]), int(sys.argv[2])))
    sys.stdout.write(f"{json.dumps(asdict(measured))}\n")

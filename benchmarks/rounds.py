"""What is measured: the dialog beside peers, a mailing with somebody asking meanwhile, growth."""

import asyncio
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import dialog, load, seed, systems
from benchmarks.load import Answered
from benchmarks.messenger import Messenger
from benchmarks.systems import System
from benchmarks.wires import MaxWire, TelegramWire, VkWire, Wire

WIRES: dict[str, Wire] = {"vk": VkWire(), "sferum": MaxWire(), "telegram": TelegramWire()}
ASKS_EVERY = 0.2
RATES = {"vk": 20, "sferum": 30}
MAX_LATENCY = 0.060


@dataclass(frozen=True)
class Sizes:
    """How much is measured."""

    rounds: int = 3
    users: int = 32
    warm: float = 1.0
    closed: float = 6.0
    opened: float = 8.0
    per_second: float = 40.0
    letters: int = 1_000
    latencies: tuple[float, ...] = (0.015, 0.060)
    grown: tuple[int, ...] = (1_000, 100_000, 1_000_000)
    towns: tuple[int, ...] = (1_000, 10_000, 100_000)


@dataclass(frozen=True)
class Talked:
    """One round of one system."""

    system: str
    start: float
    rss_start: float
    rss_end: float
    per_second: float
    cpu_per_thousand: float
    p50_full: float
    p99_full: float
    p50_open: float
    p99_open: float
    cpu_open: float
    calls_per_update: float
    wrong: int


async def talked(
    messenger: Messenger, name: str, folder: Path, seeded: Path, size: Sizes
) -> Talked:
    """Start a system, talk to it as fast as it goes and then at a fixed rate, stop it."""
    messenger.meet()
    system = System(name, folder, messenger.url, seeded, channel=messenger.wire.channel)
    start = await system.start()
    rss = system.usage().rss
    try:
        warm = await load.closed(messenger, system.hook, size.users, size.warm)
        messenger.forget()
        before = system.usage()
        full = await load.closed(messenger, system.hook, size.users, size.closed)
        after, calls = system.usage(), messenger.calls
        opened = await load.opened(messenger, system.hook, size.per_second, size.opened, size.users)
        end = system.usage()
    finally:
        await system.stop()
    answers = max(1, len(full.seconds))
    return Talked(
        system=name,
        start=start,
        rss_start=rss,
        rss_end=end.rss,
        per_second=full.per_second,
        cpu_per_thousand=(after.cpu - before.cpu) / answers * 1_000,
        p50_full=full.milliseconds(0.5),
        p99_full=full.milliseconds(0.99),
        p50_open=opened.milliseconds(0.5),
        p99_open=opened.milliseconds(0.99),
        cpu_open=(end.cpu - after.cpu) / max(opened.span, 0.001) * 100,
        calls_per_update=calls / answers,
        wrong=len(warm.wrong) + len(full.wrong) + len(opened.wrong),
    )


@dataclass(frozen=True)
class Mailed:
    """A mailing of ``letters``; ``seconds`` from the commit to the last letter's arrival.

    ``asking``: somebody goes on asking meanwhile, or asks once at the beginning.
    """

    channel: str
    asking: bool
    latency: float
    letters: int
    seconds: float
    calls: int
    refused: int
    lost: int
    doubled: int
    ask_p50: float
    ask_worst: float
    asked: int


async def mailed(
    messenger: Messenger,
    folder: Path,
    seeded: Path,
    latency: float,
    size: Sizes,
    *,
    asking: bool = True,
) -> Mailed:
    """Mail everybody within the messenger's calls a second, while a pupil goes on talking."""
    messenger.meet()
    channel = messenger.wire.channel
    rate, letters = RATES[channel], size.letters
    system = System("mailing", folder, messenger.url, seeded, rate=rate, channel=channel)
    await system.start()
    asked = Answered()
    try:
        await load.closed(messenger, system.hook, 1, 0.1)
        await asyncio.sleep(1.1)
        messenger.forget()
        messenger.rate, messenger.latency = rate, latency
        await asyncio.to_thread(asyncio.run, seed.queue_letters(system.database, letters))
        begun = time.perf_counter()
        # It wakes the sender, as the commit would if the program itself had queued the letters.
        talk = asyncio.create_task(_ask_on(messenger, system.hook, asked, for_ever=asking))
        readers = range(seed.FIRST_READER, seed.FIRST_READER + letters)
        while time.perf_counter() - begun < 60 and not all(
            one in messenger.arrived for one in readers
        ):
            await asyncio.sleep(0.01)
        talk.cancel()
        await asyncio.gather(talk, return_exceptions=True)
        # A letter that comes twice may come late.
        await asyncio.sleep(1.5)
    finally:
        messenger.rate, messenger.latency = None, 0.0
        await system.stop()
    times = [messenger.arrived[one] for one in readers if one in messenger.arrived]
    return Mailed(
        channel=channel,
        asking=asking,
        latency=latency,
        letters=letters,
        seconds=max((one[0] for one in times), default=begun) - begun,
        calls=messenger.calls,
        refused=messenger.refused,
        lost=letters - len(times),
        doubled=sum(len(one) - 1 for one in times),
        ask_p50=asked.milliseconds(0.5),
        ask_worst=asked.milliseconds(1.0),
        asked=len(asked.seconds),
    )


async def _ask_on(messenger: Messenger, hook: str, asked: Answered, *, for_ever: bool) -> None:
    number = 10_000_000
    while True:
        for line in dialog.DIALOG:
            number += 1
            asked.seconds.append(await messenger.says(hook, dialog.FIRST_USER, number, line))
            if not for_ever:
                return
            await asyncio.sleep(ASKS_EVERY)


async def run(size: Sizes, folder: Path) -> dict[str, object]:
    """Everything, peers interleaved so that the machine's moods meet all alike."""
    seeded = {channel: folder / f"seeded-{channel}.db" for channel in WIRES}
    for channel, database in seeded.items():
        await seed.make(database, size.users, size.letters, channel)
    messengers = {channel: Messenger(wire) for channel, wire in WIRES.items()}
    for messenger in messengers.values():
        await messenger.start()
    try:
        talks = [
            asdict(await talked(messengers[channel], name, folder, seeded[channel], size))
            for _ in range(size.rounds)
            for channel in WIRES
            for name in systems.NAMES[channel]
        ]
        mailings = [
            asdict(await mailed(messengers["vk"], folder, seeded["vk"], latency, size))
            for _ in range(size.rounds)
            for latency in size.latencies
        ]
        # Half a minute each, whatever the machine: no more than once.
        mailings += [
            asdict(
                await mailed(
                    messengers["sferum"],
                    folder,
                    seeded["sferum"],
                    MAX_LATENCY,
                    size,
                    asking=asking,
                )
            )
            for asking in (False, True)
        ]
    finally:
        for messenger in messengers.values():
            await messenger.stop()
    return {"dialog": talks, "mailing": mailings}

"""People at work: so many at once (closed loop), or so many messages a second (open loop)."""

import asyncio
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks import dialog
from benchmarks.messenger import Messenger, Wrong

_numbers = itertools.count(1)


@dataclass
class Answered:
    """What came of it; ``seconds`` each answer took, ``span`` the whole."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    span: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.span if self.span else 0.0

    def milliseconds(self, share: float) -> float:
        """A percentile of the answers' times."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1_000 if ordered else 0.0


async def closed(messenger: Messenger, hook: str, users: int, seconds: float) -> Answered:
    """``users`` talk, each writing as soon as the answer is there, until the time is up."""
    found = Answered()
    begun = time.perf_counter()

    async def talk(user: int) -> None:
        while time.perf_counter() - begun < seconds:
            for line in dialog.DIALOG:
                await _say(messenger, hook, user, line, found)

    await asyncio.gather(*(talk(dialog.FIRST_USER + one) for one in range(users)))
    found.span = time.perf_counter() - begun
    return found


async def opened(
    messenger: Messenger, hook: str, per_second: float, seconds: float, users: int
) -> Answered:
    """Messages at a fixed rate, whether or not the answers come; each user's in order."""
    found = Answered()
    begun = time.perf_counter()
    free: asyncio.Queue[tuple[int, Iterator[dialog.Line]]] = asyncio.Queue()
    for one in range(users):
        free.put_nowait((dialog.FIRST_USER + one, itertools.cycle(dialog.DIALOG)))
    tasks: set[asyncio.Task[None]] = set()

    async def say(user: int, lines: Iterator[dialog.Line], due: float) -> None:
        late = time.perf_counter() - due
        await _say(messenger, hook, user, next(lines), found, late)
        free.put_nowait((user, lines))

    for number in range(int(per_second * seconds)):
        due = begun + number / per_second
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        user, lines = await free.get()
        task = asyncio.create_task(say(user, lines, due))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    await asyncio.gather(*tasks)
    found.span = time.perf_counter() - begun
    return found


async def _say(
    messenger: Messenger,
    hook: str,
    user: int,
    line: dialog.Line,
    found: Answered,
    late: float = 0.0,
) -> None:
    try:
        found.seconds.append(late + await messenger.says(hook, user, next(_numbers), line))
    except (Wrong, TimeoutError, OSError) as error:
        found.wrong.append(f"{type(error).__name__}: {error}")

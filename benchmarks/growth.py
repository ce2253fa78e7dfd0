"""What a grown store costs: an update, and the outbox's questions, with ever more rows."""

import json
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from benchmarks import dialog, seed
from bots import project
from bots.channel import Incoming
from bots.receive import Receiver
from storage import delivery, outbox, talks, updates
from storage.outbox import Letter, Rank
from storage.store import Tx

T = TypeVar("T")
ASKED = 400
WAITING = 1_000


@dataclass(frozen=True)
class Grown:
    """Milliseconds with ``rows`` in each of the outbox, the keys and the journal."""

    rows: int
    megabytes: float
    update_p50: float
    update_p99: float
    due_idle: float
    due_mailing: float
    forget_keys: float


def fill(database: Path, rows: int) -> None:
    """Write sent messages, taken keys and journal lines up to ``rows`` of each."""
    with sqlite3.connect(database) as store:
        store.execute("PRAGMA synchronous=OFF")
        places = [one for (one,) in store.execute("SELECT id FROM talk")]
        (known,) = store.execute("SELECT count(*) FROM outbox").fetchone()
        # A month of messages; keys are younger than a week.
        now = datetime.now(UTC)
        button = {"label": "Открыть", "action": "diary.show", "args": {"project": 1}}
        buttons = json.dumps([button | {"again": True, "style": "plain", "row": 0}])

        def moment(number: int, days: int) -> str:
            at = now - timedelta(days=days * (1 - number / rows))
            return f"{at:%Y-%m-%d %H:%M:%S.%f}"

        new = range(known, rows)
        store.executemany(
            "INSERT INTO outbox (talk_id, channel, peer, kind, key, text, buttons, files, page,"
            " rank, state, due_at, attempts, created_at, sent_at, external_id)"
            " VALUES (?, 'vk', ?, 'send', ?, ?, ?, '[]', 0, 1, 'sent', ?, 1, ?, ?, ?)",
            (
                (
                    places[one % len(places)], str(one), f"grown-{one}", "Записано в дневник " * 8,
                    buttons, moment(one, 29), moment(one, 29), moment(one, 29), str(one),
                )
                for one in new
            ),
        )  # fmt: skip
        store.executemany(
            "INSERT INTO taken_update (key, at) VALUES (?, ?)",
            ((f"vk:373:grown-{one}", moment(one, 6)) for one in new),
        )
        store.executemany(
            "INSERT INTO journal (at, actor_id, act, subject, subject_id, details)"
            " VALUES (?, 1, 'diary.write', 'project', ?, '{}')",
            ((moment(one, 300), one % 1_000) for one in new),
        )
    store.close()


async def measure(database: Path, rows: int, users: int) -> Grown:
    """Grow the store to ``rows`` and measure, one update after another."""
    fill(database, rows)
    store = seed.open_store(database)
    receiver = Receiver(store, lambda channel: project.BOT)
    took: list[float] = []
    for number in range(ASKED):
        line = dialog.DIALOG[number % len(dialog.DIALOG)]
        user = str(dialog.FIRST_USER + number // len(dialog.DIALOG) % users)
        incoming = Incoming(
            "vk", f"{rows}-{number}", "message", user, user, text=line.said, raw="{}"
        )
        begun = time.perf_counter()
        await receiver.take(incoming)
        took.append(time.perf_counter() - begun)
    took.sort()

    async def timed(step: Callable[[Tx], T]) -> float:
        begun = time.perf_counter()
        await store.run(step)
        return (time.perf_counter() - begun) * 1_000

    await store.run(_void_all)
    idle = await timed(lambda tx: delivery.due(tx, "vk", 25))
    await store.run(_queue)
    mailing = await timed(lambda tx: delivery.due(tx, "vk", 25))
    await store.run(_void_all)
    forget = await timed(updates.forget_old)
    await store.close()
    return Grown(
        rows=rows,
        megabytes=database.stat().st_size / 2**20,
        update_p50=took[len(took) // 2] * 1_000,
        update_p99=took[int(len(took) * 0.99)] * 1_000,
        due_idle=idle,
        due_mailing=mailing,
        forget_keys=forget,
    )


def _queue(tx: Tx) -> None:
    for talk in seed.readers(tx)[:WAITING]:
        outbox.put(tx, talks.address(talk), Letter("…", rank=Rank.MAILING))


def _void_all(tx: Tx) -> None:
    while waiting := delivery.due(tx, "vk", 1_000):
        delivery.record(tx, [delivery.Result(one.id or 0, outbox.State.VOID) for one in waiting])

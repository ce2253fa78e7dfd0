"""What is looked up once a day: late stages, codes that end, what is kept too long.

What is found becomes a job of its own, with a key by which it is told once.
"""

from collections.abc import Callable, Mapping
from functools import partial

import structlog

from storage import codes_ending, jobs, journal, lateness, retention
from storage.store import Store, Tx

log = structlog.get_logger()

#: So many found things become jobs in one step.
HANDFUL = 200
#: By the word with which the journal counts them.
LET_GO: Mapping[str, Callable[[Tx], int]] = {
    "codes_unused": retention.codes_unused,
    "codes_used": retention.codes_used,
    "journal_lines": retention.journal_lines,
    "accounts": retention.accounts_of_who_left,
}


class Daily:
    """Jobs that read at length beside the writer, and write in small steps."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def overdue(self, args: dict[str, int]) -> bool:
        """The job "overdue.find": stages that are so late that the parents are told (R3)."""
        after = 0
        while late := await self._store.read(partial(lateness.found, after=after, limit=HANDFUL)):
            await self._store.run(partial(_plan_late, late=late))
            after = late[-1].stage
        return True

    async def codes(self, args: dict[str, int]) -> bool:
        """The job "code.find": codes that end soon and that nobody has used."""
        unused = await self._store.read(codes_ending.found)

        def plan(tx: Tx) -> None:
            tx.lock("daily")
            for adult, ends in unused:
                day = ends.toordinal()
                jobs.plan(tx, "code.tell", f"{adult}:{day}", tx.now, resident=adult, day=day)

        await self._store.run(plan)
        return True

    async def retention(self, args: dict[str, int]) -> bool:
        """The job "retention.run": what was kept for its time is let go, and counted (D3)."""
        counts = {name: await self._let_go(act) for name, act in LET_GO.items()}
        if any(counts.values()):
            await self._store.run(lambda tx: _count(tx, counts))
        return True

    async def _let_go(self, act: Callable[[Tx], int]) -> int:
        count = 0
        while portion := await self._store.run(act):
            count += portion
        return count


def _count(tx: Tx, counts: Mapping[str, int]) -> None:
    journal.write(tx, "retention.run", by=None, subject="", subject_id=None, **counts)


def _plan_late(tx: Tx, late: list[lateness.LateStage]) -> None:
    tx.lock("daily")
    for one in late:
        due = one.due.toordinal()
        jobs.plan(tx, "overdue.tell", f"{one.stage}:{due}", tx.now, stage=one.stage, due=due)

"""Digests by the clock: planned by long reads, put into the outbox a handful at a time (R2)."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import partial

import structlog

from dialogs import digests as texts
from scheduler import periods
from storage import digest_turns, digests, jobs, journal, quiet
from storage.digest_turns import Slot
from storage.digests import Ready
from storage.store import Store, Tx

log = structlog.get_logger()

#: Parents read at once and written in one step: some milliseconds of the writer's time.
HANDFUL = 200


class Digests:
    """Sends the digests of an hour; a job that needs more than a step."""

    def __init__(self, store: Store, handful: int = HANDFUL) -> None:
        self._store = store
        self._handful = handful

    async def job(self, args: dict[str, int]) -> bool:
        """The job "digest.send": the digests of its hour, unless it is too late for them.

        In the parents' quiet hours it is done at their end, with what is true then.
        """
        slot = Slot(date.fromordinal(args["day"]), args["hour"])
        if await self._store.run(partial(_may_send, args=args)):
            count = await self.send(slot)
            if count:
                await self._store.run(lambda tx: _write_down(tx, count))
        return True

    async def send(self, slot: Slot) -> int:
        """Put the digests of a slot into the outbox; gives how many.

        Run again after a stop, or beside another process, it sends nothing twice.
        """
        count, after, made = 0, 0, list[Ready]()
        while True:
            # The next are read while these are written.
            (coming, last), kept = await asyncio.gather(
                self._store.read(partial(self._plan, slot=slot, after=after)),
                self._keep(slot, made),
            )
            count += kept
            if last is None:
                return count
            made, after = coming, last

    def _plan(self, tx: Tx, slot: Slot, after: int) -> tuple[list[Ready], int | None]:
        readers = digest_turns.readers(tx, slot, after=after, limit=self._handful)
        reached = [one for one in readers if one.place is not None]
        return texts.compose(tx, reached), readers[-1].id if readers else None

    async def _keep(self, slot: Slot, made: Sequence[Ready]) -> int:
        if not made:
            return 0
        return await self._store.run(lambda tx: digests.keep(tx, slot, made))


def _may_send(tx: Tx, args: dict[str, int]) -> bool:
    planned = datetime.combine(
        date.fromordinal(args["day"]), time(args["hour"], args["minute"]), tx.rules.zone
    )
    if "until" in args:
        planned = datetime.fromtimestamp(args["until"], tx.rules.zone)
    if tx.now - planned > periods.grace_of("digest.send"):
        log.warning("digests_skipped", name=f"{planned:%Y-%m-%d %H:%M}")
        return False
    opens = quiet.opens(tx.now, "parent", tx.rules)
    if opens > tx.now:
        until = int(opens.timestamp())
        key = f"{planned:%Y-%m-%dT%H:%M}:later"
        jobs.plan(tx, "digest.send", key, opens, **args | {"until": until})
        return False
    return True


def _write_down(tx: Tx, count: int) -> None:
    log.info("digests_sent", count=count)
    journal.write(tx, "digest.send", by=None, count=count)

"""What is due is done: jobs are rows, APScheduler only ticks."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler import periods, plans
from scheduler.periods import Period
from storage import (
    announcements,
    codes,
    consultation_ends,
    crisis_events,
    delivery,
    digests,
    drafts,
    jobs,
    moods,
    parent_told,
    question_reminders,
    updates,
)
from storage.jobs import Job
from storage.store import Store, StoreUnavailable, Tx

log = structlog.get_logger()

EVERY = 1.0
TRIES = 8
OUTSIDE_AT_ONCE = 2
FORGETTING = (
    updates.forget_old,
    delivery.forget_old,
    jobs.forget_old,
    drafts.forget_old,
    codes.forget_old_tries,
    digests.forget_old,
    parent_told.forget_old,
    question_reminders.forget_old,
    announcements.forget_old,
    moods.forget_old,
    crisis_events.forget_old,
    consultation_ends.forget_old,
)
#: A job that needs more than a step (a download): a coroutine of its arguments; whether it is done.
Outside = Callable[[dict[str, int]], Awaitable[bool]]


@dataclass(frozen=True)
class _Planned:
    """When periods were planned last, and until when that is enough for each."""

    at: datetime
    until: Mapping[Period, datetime]


class Ticker:
    """Runs due jobs, each in a step of its own together with its being done."""

    def __init__(
        self, store: Store, outside: Mapping[str, Outside], coming_again: Sequence[Period] = ()
    ) -> None:
        self._store = store
        self._outside = outside
        self._periods = coming_again
        self._planned: _Planned | None = None
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self) -> None:
        """Tick every second, and tidy up now and every hour."""
        for work in (self._run_steps, self._run_outside):
            self._scheduler.add_job(_stoppable(work), "interval", seconds=EVERY, max_instances=1)
        self._scheduler.add_job(_stoppable(self.tidy))
        self._scheduler.add_job(_stoppable(self.tidy), "interval", hours=1, max_instances=1)
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def run_due(self) -> bool:
        """Do everything that is due; tells whether there was anything."""
        try:
            # Most often nothing is: one look is enough for that.
            self._planned, steps, outside = await self._store.run(self._look_at_all)
        except StoreUnavailable:
            log.warning("store_unavailable")
            return False
        if steps:
            await self._run_steps()
        if steps or outside:
            await self._run_outside()
        return bool(steps or outside)

    async def tidy(self) -> None:
        """Let go what has been kept for its time."""
        try:
            for forget in FORGETTING:
                await self._store.run(forget)
        except StoreUnavailable:
            log.warning("store_unavailable")

    async def _run_steps(self) -> None:
        try:
            self._planned, due = await self._store.run(self._look)
            for job in due:
                await self._run(job)
        except StoreUnavailable:
            log.warning("store_unavailable")

    def _look(self, tx: Tx) -> tuple[_Planned | None, list[Job]]:
        """Have the next of each period in the store, and see which steps are due; a period is
        planned anew when it has passed, and all are when the clock was put back."""
        was = self._planned
        until = was.until if was is not None and was.at <= tx.now else {}
        passed = [one for one in self._periods if one not in until or until[one] <= tx.now]
        if passed:
            was = _Planned(tx.now, {**until, **periods.plan(tx, passed)})
        return was, jobs.due(tx, but=self._outside)

    def _look_at_all(self, tx: Tx) -> tuple[_Planned | None, bool, bool]:
        """As `_look`; whether steps are due, and whether anything from outside is."""
        planned, steps = self._look(tx)
        return planned, bool(steps), bool(jobs.due(tx, 1, only=self._outside))

    async def _run_outside(self) -> None:
        """Beside the steps, and a few at once: a slow download holds up no reminder."""
        if not self._outside:
            return
        try:
            due = await self._store.run(partial(jobs.due, only=self._outside))
        except StoreUnavailable:
            log.warning("store_unavailable")
            return
        waiting = deque(due)
        await asyncio.gather(*(self._run_in_turn(waiting) for _ in range(OUTSIDE_AT_ONCE)))

    async def _run_in_turn(self, waiting: deque[Job]) -> None:
        while waiting:
            job = waiting.popleft()
            number = job.id or 0
            try:
                done = await self._outside_done(job, self._outside[job.name])
                await self._store.run(partial(_end, number=number, tried=job.attempts, done=done))
            except StoreUnavailable:
                log.warning("store_unavailable")
                return

    async def _run(self, job: Job) -> None:
        number = job.id or 0
        try:
            await self._store.run(lambda tx: _do(tx, job))
        except StoreUnavailable:
            raise
        except Exception as error:  # one bad job must not stop the others
            log.error("job_failed", name=job.name, error=type(error).__name__)
            await self._store.run(lambda tx: _end(tx, number, job.attempts, done=False))

    async def _outside_done(self, job: Job, outside: Outside) -> bool:
        try:
            return await outside(job.args)
        except StoreUnavailable:
            raise
        except Exception as error:  # a full disk, a changed key: the other jobs go on
            log.error("job_failed", name=job.name, error=type(error).__name__)
            return False


def _stoppable(work: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
    """The scheduler says of work that is cut off by a stop that it failed: it shall end quietly."""

    async def run() -> None:
        with suppress(asyncio.CancelledError):
            await work()

    return run


def _do(tx: Tx, job: Job) -> None:
    if not jobs.is_mine(tx, job.id or 0):
        return
    if plans.knows(job.name):
        plans.run(tx, job.name, job.args)
    else:
        log.warning("job_unknown", name=job.name)
    jobs.finish(tx, job.id or 0)


def _end(tx: Tx, number: int, tried: int, *, done: bool) -> None:
    if done:
        jobs.finish(tx, number)
    elif tried + 1 >= TRIES:
        jobs.fail(tx, number)
    else:
        jobs.put_off(tx, number, tx.now + timedelta(seconds=2.0 ** min(tried + 1, 10)))

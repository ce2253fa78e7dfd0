"""What is due is done: jobs are rows, APScheduler only ticks."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler import plans
from storage import delivery, jobs, updates
from storage.jobs import Job
from storage.store import Store, StoreUnavailable, Tx

log = structlog.get_logger()

EVERY = 1.0
TRIES = 8
#: A job that needs more than a step (a download): a coroutine of its arguments; whether it is done.
Outside = Callable[[dict[str, int]], Awaitable[bool]]


class Ticker:
    """Runs due jobs, each in a step of its own together with its being done."""

    def __init__(self, store: Store, outside: Mapping[str, Outside]) -> None:
        self._store = store
        self._outside = outside
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self) -> None:
        """Tick every second, and tidy up every hour."""
        self._scheduler.add_job(self.run_due, "interval", seconds=EVERY, max_instances=1)
        self._scheduler.add_job(self.tidy, "interval", hours=1, max_instances=1)
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def run_due(self) -> bool:
        """Do everything that is due; tells whether there was anything."""
        try:
            due = await self._store.run(jobs.due)
            for job in due:
                await self._run(job)
        except StoreUnavailable:
            log.warning("store_unavailable")
            return False
        return bool(due)

    async def tidy(self) -> None:
        """Let old keys and old messages go."""
        await self._store.run(updates.forget_old)
        await self._store.run(delivery.forget_old)
        await self._store.run(jobs.forget_old)

    async def _run(self, job: Job) -> None:
        number = job.id or 0
        outside = self._outside.get(job.name)
        if outside is not None:
            done = await self._outside_done(job, outside) or job.attempts + 1 >= TRIES
            await self._store.run(lambda tx: _end(tx, number, job.attempts, done))
            return
        try:
            await self._store.run(lambda tx: _do(tx, job))
        except StoreUnavailable:
            raise
        except Exception as error:  # one bad job must not stop the others
            log.error("job_failed", name=job.name, error=type(error).__name__)
            done = job.attempts + 1 >= TRIES
            await self._store.run(lambda tx: _end(tx, number, job.attempts, done))

    async def _outside_done(self, job: Job, outside: Outside) -> bool:
        try:
            return await outside(job.args)
        except StoreUnavailable:
            raise
        except Exception as error:  # a full disk, a changed key: the other jobs go on
            log.error("job_failed", name=job.name, error=type(error).__name__)
            return False


def _do(tx: Tx, job: Job) -> None:
    if plans.knows(job.name):
        plans.run(tx, job.name, job.args)
    else:
        log.warning("job_unknown", name=job.name)
    jobs.finish(tx, job.id or 0)


def _end(tx: Tx, number: int, attempts: int, done: bool) -> None:
    if done:
        jobs.finish(tx, number)
    else:
        jobs.put_off(tx, number, tx.now + timedelta(seconds=2.0 ** min(attempts + 1, 10)))

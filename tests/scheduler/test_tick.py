"""One job's trouble is nobody else's."""

from datetime import timedelta

from bots.clock import StoppedClock
from scheduler.tick import TRIES, Ticker
from storage import jobs, updates
from storage.store import Store, Tx


async def no_room(args: dict[str, int]) -> bool:
    raise OSError(28, "No space left on device")


async def well(args: dict[str, int]) -> bool:
    return True


async def test_a_job_that_fails_does_not_hold_up_the_others(
    store: Store, clock: StoppedClock
) -> None:
    def plan(tx: Tx) -> None:
        jobs.plan(tx, "breaks", "1", tx.now)
        jobs.plan(tx, "works", "1", tx.now)

    await store.run(plan)
    ticker = Ticker(store, {"breaks": no_room, "works": well})
    await ticker.run_due()
    assert await store.run(jobs.due) == []
    for _ in range(TRIES):
        clock.advance(timedelta(hours=1))
        await ticker.run_due()
    clock.advance(timedelta(days=1))
    assert await store.run(jobs.due) == []


async def test_what_nobody_took_up_again_is_forgotten(store: Store, clock: StoppedClock) -> None:
    await store.run(lambda tx: updates.park(tx, "vk", "1", "{}", ValueError()))
    clock.advance(updates.PARKED_KEPT - timedelta(days=1))
    await Ticker(store, {}).tidy()
    assert len(await store.run(updates.parked)) == 1
    clock.advance(timedelta(days=2))
    await Ticker(store, {}).tidy()
    assert await store.run(updates.parked) == []

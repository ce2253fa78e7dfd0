"""One job's trouble is nobody else's."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from bots.clock import StoppedClock
from scheduler import plans
from scheduler.tick import OUTSIDE_AT_ONCE, TRIES, Ticker
from storage import codes, drafts, jobs, talks, updates
from storage.codes import CodeTry
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
    assert await store.run(jobs.failed) == 0


async def test_a_job_that_failed_too_often_stays_so_until_it_is_taken_again(
    store: Store, clock: StoppedClock
) -> None:
    await store.run(lambda tx: jobs.plan(tx, "breaks", "1", tx.now))
    for _ in range(TRIES):
        await Ticker(store, {"breaks": no_room}).run_due()
        clock.advance(timedelta(hours=1))
    assert not await Ticker(store, {"breaks": no_room}).run_due()
    clock.advance(jobs.DONE_KEPT * 2)
    await Ticker(store, {}).tidy()
    assert await store.run(jobs.failed) == 1
    assert await store.run(jobs.take_again) == 1
    assert await Ticker(store, {"breaks": well}).run_due()
    assert await store.run(jobs.failed) == 0
    assert await store.run(jobs.due) == []


async def test_a_step_that_fails_too_often_stays_failed(
    store: Store, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(tx: Tx, review: int) -> None:
        raise ValueError(review)

    monkeypatch.setitem(plans.PLANS, "review.remind", breaks)
    await store.run(lambda tx: jobs.plan(tx, "review.remind", "1", tx.now, review=1))
    for _ in range(TRIES):
        await Ticker(store, {}).run_due()
        clock.advance(timedelta(hours=1))
    assert await store.run(jobs.failed) == 1


async def test_slow_downloads_go_two_at_once_and_hold_up_no_step(
    store: Store, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    reminded: list[int] = []
    monkeypatch.setitem(plans.PLANS, "review.remind", lambda tx, review: reminded.append(review))
    begun: list[int] = []
    crowd, let_on = asyncio.Event(), asyncio.Event()

    async def slow(args: dict[str, int]) -> bool:
        begun.append(args["file"])
        if len(begun) == OUTSIDE_AT_ONCE:
            crowd.set()
        await let_on.wait()
        return True

    def plan(tx: Tx) -> None:
        for number in range(60):
            jobs.plan(tx, "file.copy", str(number), tx.now, file=number)
        jobs.plan(tx, "review.remind", "1", tx.now, review=7)

    await store.run(plan)
    ticker = Ticker(store, {"file.copy": slow})
    downloads = asyncio.create_task(ticker.run_due())
    await crowd.wait()
    assert (begun, reminded) == ([0, 1], [7])
    let_on.set()
    await downloads
    while await ticker.run_due():
        pass
    assert sorted(begun) == list(range(60))


async def test_forms_and_wrong_codes_are_forgotten_in_their_time(
    store: Store, clock: StoppedClock
) -> None:
    def begin(tx: Tx) -> None:
        drafts.begin(tx, "r1", "idea.send", {})
        codes.look(tx, account=talks.account(tx, "vk", "5").id or 0, text="нет")

    def left(tx: Tx) -> tuple[int, int]:
        tries = tx.session.exec(select(CodeTry)).all()
        return int(drafts.latest(tx, "r1") is not None), len(tries)

    await store.run(begin)
    await Ticker(store, {}).tidy()
    assert await store.run(left) == (1, 1)
    clock.advance(codes.TRIES_KEPT * 2)
    await Ticker(store, {}).tidy()
    assert await store.run(left) == (1, 0)
    clock.advance(timedelta(days=store.rules.draft_days))
    await Ticker(store, {}).tidy()
    assert await store.run(left) == (0, 0)


async def test_an_update_that_was_taken_again_is_kept_no_longer(store: Store) -> None:
    await store.run(lambda tx: updates.park(tx, "vk", "1", "{}", ValueError()))
    (one,) = await store.run(updates.parked)
    await store.run(lambda tx: updates.take_back(tx, one.id or 0))
    assert await store.run(updates.parked) == []


async def test_what_nobody_took_up_again_is_forgotten(store: Store, clock: StoppedClock) -> None:
    await store.run(lambda tx: updates.park(tx, "vk", "1", "{}", ValueError()))
    clock.advance(updates.PARKED_KEPT - timedelta(days=1))
    await Ticker(store, {}).tidy()
    assert len(await store.run(updates.parked)) == 1
    clock.advance(timedelta(days=2))
    await Ticker(store, {}).tidy()
    assert await store.run(updates.parked) == []

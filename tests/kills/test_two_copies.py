"""T18: two copies were started by mistake on one store."""

import asyncio
from pathlib import Path

from bots.clock import Clock
from storage.ownership import Ownership
from storage.store import Store
from tests.kills import scene
from tests.kills.mortal import Mortal


async def test_the_second_stands_by_and_takes_over_when_the_first_dies(tmp_path: Path) -> None:
    async with scene.opened(tmp_path, 1) as opened:
        await opened.found_school()
        second = Mortal(tmp_path, opened.side, Clock(opened.program.clock.now()))
        try:
            await opened.program.spawn()
            await opened.program.listening()
            await second.spawn()
            talking = opened.talking_on()
            await standing_by(second)
            await opened.program.kill()
            await second.listening()
            opened.tire()
            await talking
            assert opened.program.log().count("took_over") == 1
            opened.program, first = second, opened.program
            await opened.end()
            assert not first.is_alive
        finally:
            await second.close()


async def standing_by(second: Mortal) -> None:
    async with asyncio.timeout(20):
        while "standing_by" not in second.log():
            await asyncio.sleep(0.05)


async def test_a_store_is_taken_by_one(store: Store) -> None:
    first, second = Ownership(store.engine), Ownership(store.engine)
    assert first.take() and first.take()
    assert not second.take()
    first.release()
    assert second.take()
    second.release()

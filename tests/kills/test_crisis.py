"""Q4: an alert is never lost, however often the program is killed while children write (I1, I3)."""

import asyncio
from pathlib import Path

import pytest

from bots import wiring
from bots.settings import Settings
from storage import duty, residents
from storage.residents import ResidentRole, Role
from storage.store import Tx
from tests.kills import scene
from tests.kills.scene import Scene

RED = "я больше не хочу жить"
KILLS = 20
#: Seconds from a child's words to the program's death.
LIVES = 0.5


async def put_on_duty(opened: Scene) -> None:
    """The teacher is the psychologist too, on duty at any hour; the program must be down."""
    assert opened.school is not None
    person = opened.school.supervisor

    def write(tx: Tx) -> None:
        tx.session.add(ResidentRole(resident_id=person, role=Role.PSYCHOLOGIST))
        tx.session.flush()
        who = residents.who(tx, person)
        days = tuple(range(7))
        duty.add(tx, who, person=person, since_minute=0, until_minute=duty.DAY_ENDS, weekdays=days)

    settings = Settings(
        _env_file=None,
        database_url=f"sqlite:///{opened.program.database}",
        secret_key="a key for tests",
    )
    store = wiring.open_store(settings, opened.program.clock)
    store.start()
    await store.run(write)
    await store.close()


@pytest.mark.parametrize("way", ["vk-callback", "sferum-webhook"])
async def test_every_child_gets_the_card_and_every_alert_arrives(
    tmp_path: Path, pytestconfig: pytest.Config, way: str
) -> None:
    seed: int = pytestconfig.getoption("--seed")
    async with scene.opened(tmp_path, seed, way) as opened:
        await opened.found_school()
        await put_on_duty(opened)
        await opened.program.spawn()
        await opened.program.listening()
        for number in range(KILLS):
            await opened.pupils[number % len(opened.pupils)].phone.write(RED)
            await asyncio.sleep(opened.random.uniform(0, LIVES))
            await opened.program.kill()
            await opened.program.spawn()
            await opened.program.listening()
        await opened.settled()
        for pupil in opened.pupils:
            assert any("8-800-2000-122" in text for text in pupil.heard), pupil.name
        events = [int(str(one)) for (one,) in opened.program.ask("SELECT id FROM crisis_event")]
        assert len(events) == len(opened.pupils)
        told = opened.side.heard(opened.teacher, 0)
        for event in events:
            assert any(f"Сигнал К-{event}," in text for text in told), event
        await opened.end()

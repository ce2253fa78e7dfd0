"""Q3: a talk with the psychologist goes on over deaths: every word once, in order, both ways."""

import asyncio
from pathlib import Path

import pytest
from sqlmodel import select

from bots import wiring
from bots.settings import Settings
from storage import handoff_work, handoffs, residents
from storage.handoffs import Urgency
from storage.residents import ResidentRole, Role
from storage.store import Tx
from tests.conversations.phones import Phone
from tests.kills import scene
from tests.kills.scene import Scene

WORDS = 100
KILLS = 5


async def test_a_hundred_words_each_way_survive_deaths(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    async with scene.opened(tmp_path, pytestconfig.getoption("--seed")) as opened:
        await opened.found_school()
        await _let_talk(opened)
        await opened.program.spawn()
        await opened.program.listening()
        pupil, psychologist = opened.pupils[0].phone, opened.pupils[1].phone
        talking = asyncio.gather(_say(opened, pupil, "вопрос"), _say(opened, psychologist, "ответ"))
        for _ in range(KILLS):
            await asyncio.sleep(opened.random.uniform(0.3, 1.2))
            await opened.program.kill()
            await opened.restart()
        await talking
        await opened.end()
        assert _came(opened, psychologist, "вопрос") == list(range(WORDS))
        assert _came(opened, pupil, "ответ") == list(range(WORDS))


async def _let_talk(opened: Scene) -> None:
    """The first pupil is in a talk with the second, who is a psychologist from now on."""
    assert opened.school is not None
    asks, answers, *_ = opened.school.pupils

    def take(tx: Tx) -> None:
        for row in tx.session.exec(select(ResidentRole).where(ResidentRole.resident_id == answers)):
            tx.session.delete(row)
        tx.session.add(ResidentRole(resident_id=answers, role=Role.PSYCHOLOGIST))
        tx.session.flush()
        made = handoffs.ask(tx, residents.who(tx, asks), topic="other", urgency=Urgency.NOW)
        handoff_work.take(tx, residents.who(tx, answers), handoff=handoffs.key(made))

    settings = Settings(
        _env_file=None,
        database_url=f"sqlite:///{opened.program.database}",
        secret_key="a key for tests",
    )
    store = wiring.open_store(settings, opened.program.clock)
    store.start()
    await store.run(take)
    await store.close()


async def _say(opened: Scene, phone: Phone, word: str) -> None:
    for number in range(WORDS):
        await phone.write(f"{word} {number}.")
        await asyncio.sleep(opened.random.uniform(0, 0.1))


def _came(opened: Scene, phone: Phone, word: str) -> list[int]:
    """The numbers of the words that came, in the order of their coming."""
    heard = [text for text in opened.side.heard(phone, 0) if f": {word} " in text]
    return [int(text.rpartition(" ")[2].rstrip(".")) for text in heard]

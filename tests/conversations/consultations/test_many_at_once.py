"""K1: thirty pupils press at once: few edits, the last state right, nobody lost."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from storage.consultation_queue import Visit
from storage.outbox import Message
from storage.residents import Role
from storage.store import Tx
from tests.conversations.phones import Sferum, Vk
from tests.conversations.space import Chat, Space, Speaker

PUPILS = 30
SPAN = timedelta(seconds=2)


def edits(space: Space) -> int:
    """How many edits the messenger was asked for."""
    if isinstance(space.messenger, Vk):
        return sum(one.method == "messages.edit" for one in space.messenger.stand_in.calls)
    assert isinstance(space.messenger, Sferum)
    return sum(
        (one.method, one.path) == ("PUT", "/messages") for one in space.messenger.stand_in.calls
    )


@pytest.mark.parametrize("gap", [SPAN / PUPILS, timedelta()], ids=["in two seconds", "at once"])
async def test_thirty_presses_make_three_edits_at_most(
    space: Space, opened: Chat, maria: Speaker, gap: timedelta
) -> None:
    pupils = [
        await space.resident(f"Имя{number}", "Ученик", Role.STUDENT, grade="8А")
        for number in range(PUPILS)
    ]
    for one in pupils:
        opened.lets_in(one)
    await space.pass_time(timedelta(minutes=1))
    before, said = edits(space), len(opened.heard(maria))
    notes = []
    for one in pupils:
        notes.append(await opened.presses(one, "Встать в очередь"))
        await space.pass_time(gap)
    assert 1 <= edits(space) - before <= 3
    assert len(opened.heard(maria)) == said
    assert [f"номер {number}." in note for number, note in enumerate(notes, start=1)] == [
        True
    ] * PUPILS
    await space.pass_time(timedelta(seconds=1))
    assert f"В очереди {PUPILS} человек" in opened.heard(maria)[-1]
    assert "Дальше: № 1, № 2, № 3, № 4, № 5" in opened.heard(maria)[-1]
    numbers = await space.run(lambda tx: list(tx.session.exec(select(Visit.number))))
    assert sorted(numbers) == list(range(1, PUPILS + 1))


async def test_after_a_stop_in_the_middle_the_last_state_is_shown(
    space: Space, opened: Chat, maria: Speaker, anna: Speaker, boris: Speaker
) -> None:
    await space.pass_time(timedelta(minutes=1))
    await opened.presses(anna, "Встать в очередь")
    await opened.presses(boris, "Встать в очередь")
    assert await space.run(waiting) == 1
    await space.restart()
    await space.pass_time(timedelta(seconds=1))
    assert "В очереди 2 человека" in opened.heard(maria)[-1]
    assert await space.run(waiting) == 0


def waiting(tx: Tx) -> int:
    query = select(Message.id).where(Message.kind == "edit", col(Message.state) == "waiting")
    return len(tx.session.exec(query).all())

"""M8: the moderators' journal is append-only, and a tampered line is found."""

import pytest
from sqlalchemy import text

from storage import moderation_journal
from storage.store import Step, Store, Tx


def written(count: int) -> Step[None]:
    def step(tx: Tx) -> None:
        for number in range(count):
            moderation_journal.write(tx, "sanction.give", by=1, about=2, sanction=number)

    return step


async def test_a_chain_that_nobody_touched_is_whole(store: Store) -> None:
    assert await store.run(moderation_journal.broken) is None
    await store.run(written(5))
    await store.run(written(3))
    assert await store.run(moderation_journal.broken) is None


TAMPERED = {
    "another actor": ("UPDATE moderation_line SET actor_id = 7 WHERE number = 3", 3),
    "another person": ("UPDATE moderation_line SET about_id = 7 WHERE number = 3", 3),
    "another act": ("UPDATE moderation_line SET act = 'sanction.lifted' WHERE number = 3", 3),
    "other details": ("UPDATE moderation_line SET details = '{}' WHERE number = 3", 3),
    "taken out": ("DELETE FROM moderation_line WHERE number = 3", 3),
    "another mark": ("UPDATE moderation_line SET mark = 'x' WHERE number = 5", 5),
    "put in front": ("UPDATE moderation_line SET number = 0 WHERE number = 1", 1),
}


@pytest.mark.parametrize(("statement", "found"), TAMPERED.values(), ids=TAMPERED)
async def test_a_tampered_line_is_found(store: Store, statement: str, found: int) -> None:
    await store.run(written(5))

    def tamper(tx: Tx) -> None:
        tx.session.execute(text(statement))

    await store.run(tamper)
    assert await store.run(moderation_journal.broken) == found


async def test_a_person_reads_the_lines_about_themselves(store: Store) -> None:
    await store.run(written(2))
    lines = await store.run(lambda tx: moderation_journal.about(tx, 2))
    assert [one.act for one in lines] == ["sanction.give", "sanction.give"]
    assert await store.run(lambda tx: moderation_journal.about(tx, 1)) == []

"""Who is no resident any more is told nothing; somebody else is (A3, P5)."""

from storage import profiles, residents
from storage.store import Tx
from tests.conversations import projects
from tests.conversations.space import Space, Speaker


async def leaves(space: Space, who: Speaker, by: Speaker) -> None:
    def leave(tx: Tx) -> None:
        profiles.leave(tx, residents.who(tx, by.resident), resident=who.resident)

    await space.run(leave)


async def test_a_supervisor_who_left_is_not_told_of_a_stage_and_the_coordinator_is(
    space: Space, anna: Speaker, maria: Speaker, olga: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await leaves(space, maria, by=olga)
    maria.looks_up()
    olga.looks_up()
    await projects.submits(anna)
    await maria.hears_nothing()
    await olga.sees("Аня", "ждёт проверки")

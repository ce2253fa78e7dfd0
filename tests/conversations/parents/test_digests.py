"""Digests in parents' words (R1, R2, R3)."""

from datetime import UTC, datetime, timedelta

from bots.clock import StoppedClock
from storage import families, residents
from storage.residents import Role
from tests.conversations.parents.conftest import comes_in
from tests.conversations.projects import TITLE, submits, with_supervisor
from tests.conversations.space import Space, Speaker

#: Thursday, 18:00 in Moscow, and a minute.
THURSDAY = datetime(2026, 10, 8, 15, 1, tzinfo=UTC)
RESTRICTED = "Доступ к сведениям о ребёнке ограничен. Обратитесь в лицей."


async def until(space: Space, clock: StoppedClock, moment: datetime) -> None:
    await space.pass_time(moment - clock.now())


async def restricts(space: Space, parent: Speaker, child: Speaker) -> None:
    """The school has seen a court's paper."""

    olga = await space.resident("Ольга", "Лебедева", Role.COORDINATOR, patronymic="Юрьевна")
    await space.run(
        lambda tx: families.restrict(
            tx,
            residents.who(tx, olga.resident),
            parent=parent.resident,
            child=child.resident,
            restricted=True,
        )
    )


async def test_on_thursday_at_six_a_parent_gets_what_was_decided_since(
    space: Space, clock: StoppedClock, anna: Speaker, maria: Speaker, ivan: Speaker
) -> None:
    await with_supervisor(anna, maria)
    await submits(anna)
    await maria.presses("Вернуть")
    await maria.says("Уточни цель: непонятно, чего именно станет меньше")
    await maria.presses("Подтвердить")
    ivan.looks_up()
    await until(space, clock, THURSDAY - timedelta(minutes=5))
    await ivan.hears_nothing()
    await until(space, clock, THURSDAY)
    await ivan.sees("Иван Олегович", "Аня К., 10А", TITLE, "Возвращён на доработку", "Замысел")
    await ivan.does_not_see("Уточни цель")
    ivan.looks_up()
    await until(space, clock, THURSDAY + timedelta(days=6))
    await ivan.hears_nothing()


__all__ = ["comes_in"]

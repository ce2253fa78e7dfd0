"""A3: every door of a suspended pupil and teacher, by their own words; the rest by `may_enter`."""

from datetime import timedelta

import pytest

from dialogs import registry
from storage import access, sanctions
from storage.access import COLUMNS, Segment
from storage.ladder import Step
from storage.residents import Kind, Resident, Role
from storage.store import Tx
from tests.conversations import projects
from tests.conversations.space import Space, Speaker

#: What answers a suspended pupil by a command, as it answers everybody.
KEPT = {"mydata", "my-records", "appeal", "help", "menu", "start", "etiquette", "report"}


async def suspend(space: Space, who: Speaker) -> None:
    def step(tx: Tx) -> None:
        until = tx.now + timedelta(days=7)
        sanctions.impose(
            tx, to=who.resident, step=Step.SUSPENSION, reason="так", motion=None, until=until
        )

    await space.run(step)


async def test_a_suspended_pupil_goes_on_with_the_compulsory_project(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await projects.starts_project(anna, "Мария Ивановна Соколова")
    await maria.presses("Беру")
    await suspend(space, anna)
    await anna.says("Мои проекты")
    await anna.does_not_see("приостановлен")
    await anna.says("дневник: работаю дальше, всё по плану")
    await anna.does_not_see("приостановлен")
    for word in KEPT:
        await anna.says(registry.COMMANDS[word].label)
        await anna.does_not_see("приостановлен до")


async def test_a_suspended_teacher_is_refused_what_they_led(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await projects.starts_project(anna, "Мария Ивановна Соколова")
    await maria.presses("Беру")
    await suspend(space, maria)
    for command in ("Мои проекты", "Очередь проверки", "Чаты"):
        await maria.says(command)
        await maria.does_not_see("Аня К.", "Беру")
    await maria.says("Мои данные")
    await maria.sees("Соколова Мария Ивановна")


ROLES = {
    "pupil": (Role.STUDENT,),
    "other internal": (Role.TEACHER, Role.PARENT),
    "external": (Role.PARTNER,),
}


@pytest.mark.parametrize("column", COLUMNS)
async def test_every_cell_of_the_matrix_in_conversation(
    space: Space, maria: Speaker, column: str
) -> None:
    """The stages have commands: each column says «Новый проект», which is for pupils; the other
    segments are asked as their acts will ask."""
    expected = COLUMNS[column]
    base = column.partition(",")[0]
    if base == "non-resident":
        who = await space.stranger("Кто-то")
        await who.says("Начать")
    else:
        who = await space.resident("Кто", "Нибудь", *ROLES[base], grade="10А")
    if base == "external":

        def part(tx: Tx) -> None:
            tx.session.get_one(Resident, who.resident).kind = Kind.EXTERNAL

        await space.run(part)
    if "suspended" in column:
        await suspend(space, who)
    if "opened" in column or column == "external, suspended":
        await space.opens_everything("non_resident" if base == "non-resident" else "external")
    for segment in Segment:
        assert await space.may_enter(who, segment.value) == access.may_enter(expected, segment), (
            segment
        )
    denied = len(await space.journal("denied"))
    await who.says("Новый проект")
    begins = base == "pupil"
    assert (len(await space.journal("denied")) == denied) == begins

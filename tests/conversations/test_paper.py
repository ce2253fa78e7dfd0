"""R5, P12: the list for paper, as coordinators and class teachers see it."""

from datetime import timedelta
from pathlib import Path

from bots import exporting, tables, wiring
from dialogs.screen import screen
from dialogs.tell import tell
from storage.residents import Role
from tests.conversations.space import Space, Speaker


async def misses(space: Space, who: Speaker) -> None:
    """Somebody forbids messages, and a notice reaches them nowhere."""
    await who.phone.block()
    await space.settle()
    await space.run(lambda tx: tell(tx, [who.resident], screen("Новость")))
    await space.settle()


async def test_the_coordinator_sees_whom_to_tell_on_paper_and_why(
    space: Space, anna: Speaker, olga: Speaker
) -> None:
    await olga.says("Список для бумаги")
    await olga.sees("на бумаге никому сообщать не нужно")
    await misses(space, anna)
    await olga.says("Список для бумаги")
    await olga.sees("1 человеку", "Котова Аня, 10А", space.messenger.title)
    await olga.sees("с 7 сентября", "не дошло 1 сообщение")


async def test_who_writes_again_needs_no_paper(space: Space, anna: Speaker, olga: Speaker) -> None:
    await misses(space, anna)
    await space.pass_time(timedelta(hours=1))
    await anna.says("Меню")
    await olga.says("Список для бумаги")
    await olga.sees("никому сообщать не нужно", "Снова на связи", "Котова Аня, 10А")


async def test_who_never_came_in_is_listed_apart(space: Space, olga: Speaker) -> None:
    boris = await space.stranger("Боря")
    await space.code_for(boris, "Боря", "Белов", Role.STUDENT, grade="10А")
    await olga.says("Список для бумаги")
    await olga.does_not_see("Белов")
    await olga.presses("Ещё не входили: 1")
    await olga.sees("Белов Боря, 10А", "код действует до 21 сентября")


async def test_the_list_is_on_the_desk_and_for_staff_only(
    space: Space, anna: Speaker, maria: Speaker, olga: Speaker
) -> None:
    await olga.says("Все проекты")
    await olga.presses("Список для бумаги")
    await olga.sees("на бумаге")
    for other in (anna, maria):
        await other.says("Список для бумаги")
        await other.sees("Это делают другие роли")


async def test_the_list_is_a_table_too(
    space: Space, anna: Speaker, olga: Speaker, tmp_path: Path
) -> None:
    await misses(space, anna)
    file = tmp_path / "paper.csv"
    store = wiring.open_store(space.settings(), space.clock)
    assert await exporting.write_paper(store, file) == 1
    header, row = tables.read(file)
    assert list(header)[5] == "Почему не дойдёт"
    assert list(row)[:4] == ["Котова", "Аня", "", "10А"]
    assert space.messenger.title in str(row[5])

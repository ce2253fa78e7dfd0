"""C11, Q4: danger first, then whose the conversation is; a form keeps its answers and gets no words
of danger, wherever it is being filled."""

from storage import drafts
from storage.store import Tx
from tests.conversations.rest.conftest import OTHER
from tests.conversations.space import Space, Speaker
from tests.conversations.test_two_messengers import linked

RED = "я больше не хочу жить"


async def begins_a_project(anna: Speaker) -> None:
    await anna.says("Новый проект")
    await anna.presses("Индивидуальный проект")
    await anna.says("1")


async def kept(space: Space, anna: Speaker) -> dict[str, object]:
    def look(tx: Tx) -> dict[str, object]:
        found = drafts.find(tx, f"r{anna.resident}", "project.new")
        return dict(found.answers) if found is not None else {}

    return await space.run(look)


async def test_red_words_are_no_answer_and_the_form_goes_on_where_it_was(
    space: Space, anna: Speaker
) -> None:
    await begins_a_project(anna)
    before = await kept(space, anna)
    await anna.says(RED)
    await anna.sees("112")
    await anna.does_not_see("Продолжить")
    assert await kept(space, anna) == before
    await anna.says("Помощь")
    await anna.sees("Продолжить")


async def test_a_form_in_the_other_messenger_is_not_spoken_of_beside_the_card(
    space: Space, anna: Speaker, messenger: str
) -> None:
    beside = await linked(space, anna, await space.open_beside(OTHER[messenger]))
    await begins_a_project(anna)
    before = await kept(space, anna)
    beside.looks_up()
    await beside.says(RED)
    await beside.sees("112", "Позвать взрослого лицея")
    await beside.does_not_see("Продолжить", "Новый проект")
    assert await kept(space, anna) == before


async def test_red_words_while_a_request_waits_are_kept_for_the_psychologist(
    space: Space, anna: Speaker, elena: Speaker
) -> None:
    await anna.says("Поговорить с психологом")
    await anna.presses("Мне опасно ждать")
    await anna.says(RED)
    await anna.sees("112", "8-800-2000-122")
    await elena.presses("Взять")
    assert sum(RED in one.text for one in elena.screen) == 1

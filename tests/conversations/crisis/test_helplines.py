"""Q1, Q4: the numbers stand in one place, and the card shows what answered."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bots import checking
from dialogs import crisis_lexicon, registry
from storage import helpline_checks, residents
from storage.store import Tx
from tests.conversations.space import Space, Speaker

RED = "я не хочу больше жить"
MCHS = "989-50-50"


def noted(by: Speaker, line: str, *, works: bool) -> Callable[[Tx], None]:
    def note(tx: Tx) -> None:
        helpline_checks.note(tx, residents.who(tx, by.resident), line=line, works=works)

    return note


@pytest.mark.parametrize("said", ["Куда позвонить", "Телефоны помощи", "телефон доверия"])
async def test_both_names_lead_to_one_list(anna: Speaker, said: str) -> None:
    await anna.says(said)
    await anna.sees("112", "8-800-2000-122", MCHS, "004", "pomoschryadom.ru")
    await anna.does_not_see("708-40-41", "251-00-33")


def test_there_is_one_command_for_them() -> None:
    names = ("Куда позвонить", "Телефоны помощи", "телефон доверия", "куда звонить")
    found = [registry.find_command(one) for one in names]
    assert {one[0].name for one in found if one is not None} == {"helplines"}
    assert None not in found


async def test_a_number_that_did_not_answer_leaves_the_card_too(
    space: Space, anna: Speaker, elena: Speaker
) -> None:
    await anna.says(RED)
    await anna.sees("112", "8-800-2000-122", MCHS)
    await space.run(noted(elena, "mchs", works=False))
    await anna.says("Мне плохо прямо сейчас")
    await anna.sees("112", "8-800-2000-122")
    await anna.does_not_see(MCHS)


async def test_112_stays_on_the_card_whatever_was_noted(
    space: Space, anna: Speaker, elena: Speaker
) -> None:
    for one in crisis_lexicon.loaded().content.helplines:
        await space.run(noted(elena, one.id, works=False))
    await anna.says(RED)
    await anna.sees("112", "Позвать взрослого лицея")
    await anna.does_not_see("8-800-2000-122")
    await anna.says("Куда позвонить")
    await anna.sees("112")


async def test_the_check_goes_by_the_calls_that_were_noted(
    space: Space, anna: Speaker, elena: Speaker
) -> None:
    lines = [one for one in crisis_lexicon.loaded().content.helplines if one.show_in_crisis]

    async def told() -> list[str]:
        results = await checking.check(space.settings(), space.clock)
        return [f"{one.level} {one.said}" for one in results if one.what == "helplines"]

    assert "never called" in (await told())[0]
    for one in lines:
        await space.run(noted(elena, one.id, works=True))
    assert await told() == []
    await space.pass_time(timedelta(days=101))
    assert "called last on 2026-09-07" in (await told())[0]
    await space.run(noted(elena, lines[0].id, works=True))
    assert "called last on 2026-09-07" in (await told())[0]

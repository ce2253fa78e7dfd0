"""C4: a resident with two accounts goes on in one where they stopped in the other.

Two communities stand for two messengers until there are more: each is a channel of its own.
"""

import pytest

from tests.conversations.space import Space, Speaker

pytestmark = pytest.mark.parametrize("messenger", ["vk"], indirect=True)


async def test_a_form_begun_in_one_is_offered_in_the_other(space: Space, anna: Speaker) -> None:
    await anna.says("Новый проект")
    await anna.says("1")
    other = await space.second_community()
    at_other = await space.elsewhere(anna, other)
    await at_other.says("Исследовательский")
    await at_other.sees("В другом разговоре со мной не закончено: «Новый проект» (1 ответ)")
    await at_other.presses("Продолжить здесь")
    await at_other.sees("Какого типа твой проект?")
    await at_other.says("Исследовательский")
    await at_other.sees("Как называется проект?")


async def test_a_notice_goes_where_the_person_can_be_reached(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    other = await space.second_community()
    at_other = await space.elsewhere(maria, other)
    await at_other.says("Меню")
    await at_other.phone.block()
    await space.settle()
    await anna.says("Новый проект")
    for said in ("1", "1", "Птицы нашего двора", "биология", "чтобы их узнавали", "1", "1"):
        await anna.says(said)
    maria.looks_up()
    await anna.presses("Подтвердить")
    await maria.sees("Просят руководить проектом")

"""A form's choices, typed instead of pressed (C2)."""

from storage.residents import Role
from tests.conversations.space import Space, Speaker


async def test_a_choice_is_known_by_its_beginning(anna: Speaker) -> None:
    await anna.says("Новый проект")
    await anna.says("коллект")
    await anna.sees("Какого типа твой проект?")


async def test_a_choice_of_people_is_known_by_the_surname(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await space.resident("Мария", "Белая", Role.SUPERVISOR, patronymic="Ивановна")
    for said in (
        *("Новый проект", "Индивидуальный проект", "1", "Мусор", "биология"),
        *("чтобы в лицее стало меньше мусора", "1"),
    ):
        await anna.says(said)
    await anna.says("Мария Ивановна")
    await anna.sees("Выбери один из вариантов")
    await anna.says("соколова")
    await anna.sees("Руководитель: Мария Ивановна Соколова")

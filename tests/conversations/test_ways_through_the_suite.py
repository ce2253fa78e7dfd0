"""O1, C2, C3: in one account all segments are near, typed in a hurry or pressed."""

import pytest

from storage.residents import Role
from tests.conversations.space import Space, Speaker


@pytest.fixture(params=["sferum", "vk"])
def messenger(request: pytest.FixtureRequest) -> str:
    """One messenger with a keyboard that stays, and one without."""
    name: str = request.param
    return name


async def test_a_pupil_reaches_every_bot_in_small_letters(anna: Speaker) -> None:
    assert "Мне плохо прямо сейчас" in anna.menu or "Мне плохо прямо сейчас" in anna.last.labels
    for word, seen in (
        ("проекты", "Новый проект"),
        ("события", "Генератор событий"),
        ("комната отдыха", "Мне плохо прямо сейчас"),
        ("совет", "Сетевой этикет"),
        ("мои данные", "Родителям отправлено"),
    ):
        await anna.says(word)
        await anna.sees(seen)


async def test_thanks_are_answered_and_a_typo_is_understood(anna: Speaker) -> None:
    await anna.says("спасибо!")
    await anna.sees("Всегда пожалуйста")
    await anna.says("для радителей")
    await anna.sees("Для родителей")


async def test_a_stranger_is_led_in_from_every_door(space: Space) -> None:
    stranger = await space.stranger("Кто-то")
    for word in ("проекты", "для родителей", "совет"):
        await stranger.says(word)
        await stranger.sees("Пришлите код")


async def test_a_chair_opens_what_is_behind_the_council(space: Space) -> None:
    chair = await space.resident(
        "Сергей", "Королёв", Role.COUNCIL, Role.CHAIR, patronymic="Викторович"
    )
    await chair.says("Совет")
    await chair.sees("Голосования", "Апелляция", "Сетевой этикет")
    await chair.says("помощь")
    await chair.sees("Комната отдыха:", "Совет:")

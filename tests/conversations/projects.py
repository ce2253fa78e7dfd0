"""The way to a project, said once for many conversations."""

from tests.conversations.space import Speaker

TITLE = "Раздельный сбор в лицее"


async def starts_project(
    pupil: Speaker, supervisor: str | None = None, *, kind: str = "Индивидуальный проект"
) -> None:
    """A pupil begins a project and asks ``supervisor``, by the name on the button."""
    await pupil.says("Новый проект")
    await pupil.presses(kind)
    await pupil.says("Исследовательский")
    await pupil.says(TITLE)
    await pupil.says("экология")
    await pupil.says("чтобы в лицее стало меньше мусора")
    await pupil.says("1")
    if supervisor is None:
        await pupil.says("Пропустить")
    else:
        await pupil.presses(supervisor)
    await pupil.presses("Подтвердить")


async def with_supervisor(
    pupil: Speaker,
    maria: Speaker,
    *,
    kind: str = "Индивидуальный проект",
    place: str = "Мария Ивановна Соколова",
) -> None:
    """A project that its supervisor has accepted; ``place`` is her button."""
    await starts_project(pupil, place, kind=kind)
    await maria.presses("Беру")


async def ticks_all(pupil: Speaker) -> None:
    """Tick every item of the open stage by its number."""
    await pupil.says("Мои проекты")
    await pupil.presses("Этап 1")
    for number in range(1, 7):
        await pupil.says(str(number))


async def submits(pupil: Speaker) -> None:
    await ticks_all(pupil)
    await pupil.presses("Сдать этап")

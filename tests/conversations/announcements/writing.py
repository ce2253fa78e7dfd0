"""How announcements are written, said once for many conversations."""

from datetime import timedelta

from tests.conversations.space import Space, Speaker

TEXT = "В пятницу едем в музей космонавтики, сбор в 9 у входа."
WORDS = "Поездка ученика в музей космонавтики в пятницу, проезд на автобусе."
MINUTE = timedelta(seconds=61)


async def writes(
    author: Speaker,
    kind: str,
    *answers: str,
    to: tuple[str, ...] = ("10А класс",),
    audience: str | None = "Родителям",
    text: str = TEXT,
) -> None:
    """An announcement as far as its preview; ``answers`` are those between text and files."""
    await author.says("Новое объявление")
    for one in to:
        await author.presses(one)
    await author.presses(kind)
    if audience is not None:
        await author.presses(audience)
    await author.says(text)
    for said in answers:
        await author.says(said)
    await author.says("Пропустить")
    await author.presses("Подтвердить")


async def sends(space: Space, author: Speaker) -> None:
    """Send what was looked over, and let the minute pass."""
    await author.presses("Отправить")
    await space.pass_time(MINUTE)

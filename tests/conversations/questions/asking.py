"""The way to a question, said once for many conversations."""

from tests.conversations.space import Speaker

WORDS = "Когда начинается экскурсия в Пулково?"


async def asks(parent: Speaker, text: str = WORDS, *, to: str = "Классный руководитель") -> None:
    """A parent of one child asks; nothing in the frequent questions fits."""
    await parent.says("Задать вопрос")
    await parent.says(text)
    await parent.says(to)
    await parent.presses("Подтвердить")


async def complains(parent: Speaker, text: str, about: str) -> None:
    """A complaint about somebody, by the beginning of their name in the list."""
    await parent.says("Задать вопрос")
    await parent.says(text)
    await parent.says("Жалоба")
    await parent.says(about)
    await parent.presses("Подтвердить")

"""How an event comes about in these conversations: proposed, approved, joined."""

from tests.conversations.space import Speaker

ANSWERS = {
    "format": "Пропустить",
    "title": "Вечер роботов",
    "purpose": "Покажем, что собрали за осень",
    "starts": "12.09 16:00",
    "length": "1 час",
    "place": "В лицее",
    "room": "Кабинет 305",
    "places": "Пропустить",
    "audience": "Только лицей",
    "pupils": "Ученики всех классов",
    "consent": "Не нужно",
    "host": "Пропустить",
    "cohosts": "Пропустить",
}


async def proposes(who: Speaker, **answers: str) -> None:
    """Say everything that an event needs, and confirm it."""
    said = ANSWERS | answers
    left_out = {"room"} if said["place"] == "В Телемосте" else set()
    left_out |= {"cohosts"} if said["place"] == "В лицее" else set()
    left_out |= {"consent"} if said["pupils"] == "Без учеников" else set()
    await who.says("Предложить событие")
    for field, answer in said.items():
        if field not in left_out:
            await who.says(answer)
    await who.presses("Подтвердить")


async def approves(who: Speaker, title: str = "Вечер роботов") -> None:
    """Approve what waits."""
    await opens(who, "События на одобрении", title)
    await who.presses("Одобрить")
    await who.sees("Одобрено")


async def opens(who: Speaker, listed: str = "События", title: str = "Вечер роботов") -> None:
    """Open an event from a list."""
    await who.says(listed)
    lines = _lines(who)
    found = [line for line in lines if title in line]
    assert found, who.space.transcript()
    await who.says(found[0])


def _lines(who: Speaker) -> list[str]:
    """What a list offers, whether its messenger shows labels or numbers."""
    found: list[str] = []
    for line in (*who.last.labels, *who.last.text.splitlines()):
        number, dot, rest = line.partition(". ")
        if dot and number.strip().isdecimal():
            found.append(rest)
    return found

"""A pupil in one messenger and psychologists in the other."""

from collections.abc import Awaitable, Callable

import pytest

from storage import consents, residents
from storage.consents import Purpose, Signed, Way
from storage.residents import Role
from storage.store import Tx
from tests.conversations.phones import Messenger
from tests.conversations.space import Space, Speaker

#: Where the psychologists sit while the pupil is in the first.
OTHER = {"sferum": "vk", "vk": "sferum"}
Agree = Callable[[Speaker], Awaitable[None]]


@pytest.fixture(params=["sferum", "vk"])
def messenger(request: pytest.FixtureRequest) -> str:
    """The pupils' messenger; the staff's is the other one."""
    name: str = request.param
    return name


@pytest.fixture
async def other(space: Space, messenger: str) -> Messenger:
    return await space.open_beside(OTHER[messenger])


async def come_in(
    space: Space, other: Messenger, name: str, family: str, patronymic: str, *roles: Role
) -> Speaker:
    """A member of the staff, registered in the other messenger."""
    speaker = Speaker(space, f"{name} {family}", other.phone(f"{name} {family}"))
    space.people[speaker.name] = speaker
    code = await space.code_for(speaker, name, family, *roles, patronymic=patronymic)
    await speaker.says(code)
    await speaker.presses("Да, это я")
    return speaker


@pytest.fixture
async def irina(space: Space, other: Messenger) -> Speaker:
    """A psychologist."""
    return await come_in(space, other, "Ирина", "Павлова", "Сергеевна", Role.PSYCHOLOGIST)


@pytest.fixture
async def tamara(space: Space, other: Messenger) -> Speaker:
    """Another psychologist."""
    return await come_in(space, other, "Тамара", "Белкина", "Олеговна", Role.PSYCHOLOGIST)


@pytest.fixture
async def agree(space: Space, irina: Speaker) -> Agree:
    """A representative's word on paper, entered by the psychologist."""

    async def entered(pupil: Speaker) -> None:
        def enter(tx: Tx) -> None:
            consents.enter(
                tx,
                residents.who(tx, irina.resident),
                subject=pupil.resident,
                purpose=Purpose.PSYCHOLOGIST,
                signed_as=Signed.REPRESENTATIVE,
                way=Way.PAPER,
                reference="17",
                text="согласие",
            )

        await space.run(enter)

    return entered


@pytest.fixture
async def pupil(anna: Speaker, irina: Speaker, agree: Agree) -> Speaker:
    """Anna, whose mother has signed."""
    await agree(anna)
    return anna


async def asks(
    who: Speaker, words: str | None = None, *, topic: str = "Семья", urgency: str = "Сегодня"
) -> None:
    """Ask for the psychologist, to the end."""
    await who.says("Поговорить с психологом")
    await who.says(topic)
    await who.says(urgency)
    if words is None:
        await who.presses("Пропустить")
    else:
        await who.says(words)
    await who.presses("Подтвердить")


@pytest.fixture
async def talking(pupil: Speaker, irina: Speaker) -> None:
    """Irina is there and has taken what Anna asked."""
    await irina.says("На связи")
    await asks(pupil, "Мне трудно дома")
    await irina.presses("Взять")
    pupil.looks_up()


__all__ = ["OTHER", "asks", "come_in"]

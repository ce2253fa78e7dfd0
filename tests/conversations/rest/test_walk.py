"""Q6, A5: a walk through everything that can be said and pressed, by those who have no part in a
talk; a right is no matter of the messenger, so that this is done in one."""

import pytest

from dialogs import registry
from storage.residents import Role
from tests.conversations.phones import Messenger
from tests.conversations.rest.conftest import come_in
from tests.conversations.rest.test_secrecy import WORDS, talk
from tests.conversations.space import Space, Speaker


@pytest.fixture
def messenger() -> str:
    """The pupil's."""
    return "vk"


ROLES = [
    (Role.PSYCHOLOGIST,),
    (Role.COORDINATOR,),
    (Role.ADMIN,),
    (Role.CHAIR, Role.COUNCIL, Role.SECRETARY),
    (Role.TEACHER, Role.CLASS_TEACHER, Role.SUPERVISOR, Role.TUTOR),
    (Role.PARENT,),
]


@pytest.mark.parametrize("roles", ROLES, ids=lambda roles: roles[0].value)
async def test_whatever_another_says_or_forges_shows_no_word(
    space: Space,
    pupil: Speaker,
    irina: Speaker,
    other: Messenger,
    roles: tuple[Role, ...],
) -> None:
    """Every command, and every button of the talk, by somebody who has no part in it."""
    await talk(space, pupil, irina)
    await irina.says("Отмена")
    someone = await come_in(space, other, "Лев", "Тихий", "Ильич", *roles)
    before = len(someone.screen)
    for known in list(registry.COMMANDS.values()):
        await someone.says(known.label)
        await someone.says(f"/{known.label}")
    shown = "\n".join(repr(one) for one in someone.screen[before:] if not one.mine)
    assert [word for word in WORDS if word in shown] == []

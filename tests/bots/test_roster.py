"""O1: one account may carry one bot or all; the keyboard of all has the entry of each."""

from bots import project, roster
from dialogs.registry import Bot, Menu
from storage.residents import Kind, Role, Who

PUPIL = Who(id=1, name="Аня", kind=Kind.INTERNAL, roles=frozenset({Role.STUDENT}))


def entry(who: Who) -> Menu:
    return (("projects", "chats"),)


OTHER = Bot("other", "project-greeting", lambda who: (("queue",),), entry)


def test_an_account_of_one_bot_is_that_bot() -> None:
    assert roster.of(("project",)) is project.BOT


def test_a_keyboard_of_several_has_each_entry_once_and_ends_as_all_do() -> None:
    shown = roster.joined((project.BOT, OTHER), PUPIL)
    words = [word for row in shown for word in row]
    assert len(words) == len(set(words))
    assert "chats" in words and "queue" not in words
    assert shown[-1] == roster.LAST


def test_a_stranger_is_led_to_registration() -> None:
    shown = roster.joined((project.BOT, OTHER), Who(id=None))
    assert shown[0] == ("register",) and shown[-1] == ("help",)

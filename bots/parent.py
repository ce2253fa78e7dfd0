"""The parent bot: its greeting, its permanent keyboard, the dialogs it needs."""

from dialogs import accounts, faq, home, projects, question_desk, questions
from dialogs.registry import Bot, Menu
from storage.residents import STAFF, Role, Who

#: Imported so that their commands and actions are registered.
DIALOGS = (accounts, faq, home, projects, question_desk, questions)


def menu(who: Who) -> Menu:
    """The permanent keyboard by role; a stranger's leads to registration."""
    return (*entry(who), ("mydata", "help") if who.id is not None else ("help",))


def entry(who: Who) -> Menu:
    """What leads here from a keyboard of several bots."""
    if who.id is None:
        return (("register",), ("known",))
    rows: list[tuple[str, ...]] = []
    if who.has(Role.PARENT):
        rows += [("ask", "my-questions")]
    if who.has(*STAFF):
        rows += [("parent-questions", "faq")]
    elif who.has(Role.PARENT):
        rows += [("faq",)]
    return tuple(rows)


BOT = Bot("parent", "parent-greeting", menu, entry)

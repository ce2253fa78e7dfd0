"""The parent bot: its greeting, its permanent keyboard, the dialogs it needs."""

from dialogs import (
    accounts,
    announcement_answers,
    children,
    digest_settings,
    faq,
    home,
    own_consents,
    parents_told,
    projects,
    question_desk,
    questions,
)
from dialogs.registry import Bot, Menu
from storage.residents import STAFF, Role, Who

#: Imported so that their commands and actions are registered.
DIALOGS = (
    accounts,
    announcement_answers,
    children,
    digest_settings,
    faq,
    home,
    own_consents,
    parents_told,
    projects,
    question_desk,
    questions,
)


def menu(who: Who) -> Menu:
    """The permanent keyboard by role; a stranger's leads to registration."""
    if who.id is None:
        return (*entry(who), ("help",))
    rows = [*entry(who)]
    if who.has(Role.PARENT):
        rows += [("my-questions", "faq"), ("digest", "told")]
    if who.is_pupil or who.has(Role.PARENT):
        rows += [("my-consents",)]
    if who.has(*STAFF):
        rows += [("faq",)]
    if who.has(Role.COORDINATOR, Role.ADMIN):
        rows += [("digest-preview",)]
    return (*dict.fromkeys(rows), ("mydata", "help"))


def entry(who: Who) -> Menu:
    """What leads here from a keyboard of several bots."""
    if who.id is None:
        return (("register",), ("known",))
    rows: list[tuple[str, ...]] = []
    if who.has(Role.PARENT):
        rows += [("children", "ask")]
    if who.is_pupil:
        rows += [("parents-told",)]
    if who.has(*STAFF):
        rows += [("parent-questions",)]
    return tuple(rows)


BOT = Bot("parent", "parent-greeting", menu, entry)

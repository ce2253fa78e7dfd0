"""The parent bot: its greeting, its permanent keyboard, the dialogs it needs."""

from dialogs import (
    accounts,
    announcement_answers,
    children,
    digest_settings,
    doors,
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
    doors,
    faq,
    home,
    own_consents,
    parents_told,
    projects,
    question_desk,
    questions,
)


#: How many words lead here from a keyboard of several bots, the door among them.
MOST, MOST_OF_STAFF = 4, 2


def menu(who: Who) -> Menu:
    """The permanent keyboard by role; a stranger's leads to registration."""
    if who.id is None:
        return (("register",), ("known",), ("help",))
    return (*doors.in_pairs(_words(who)), ("mydata", "help"))


def entry(who: Who) -> Menu:
    """What leads here from a keyboard of several bots; a pupil's is in «Мои данные»."""
    if who.id is None:
        return (("register",), ("known",))
    if not who.has(*STAFF, Role.PARENT):
        return ()
    most = MOST if who.has(Role.PARENT) else MOST_OF_STAFF
    return doors.in_pairs(doors.shortened(_words(who), "for-parents", most))


def _words(who: Who) -> list[str]:
    """All that a person may do here, what is needed most first."""
    said: list[str] = []
    if who.has(Role.PARENT):
        said += ["children", "ask"]
    if who.has(*STAFF):
        said += ["parent-questions"]
    if who.has(Role.PARENT):
        said += ["my-questions", "digest", "told"]
    if who.has(*STAFF, Role.PARENT):
        said += ["faq"]
    if who.is_pupil:
        said += ["parents-told"]
    if who.is_pupil or who.has(Role.PARENT):
        said += ["my-consents"]
    if who.has(Role.COORDINATOR, Role.ADMIN):
        said += ["digest-preview"]
    return said


BOT = doors.led_to(Bot("parent", "parent-greeting", menu, entry, "for-parents"))

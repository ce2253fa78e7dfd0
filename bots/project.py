"""The project bot: its greeting, its permanent keyboard, the dialogs it needs."""

from dialogs import (
    accounts,
    announcement_answers,
    announcement_cards,
    announcements,
    chats,
    class_table,
    consent_lists,
    crisis,
    crisis_talks,
    crisis_work,
    desk,
    diary,
    doors,
    duty,
    home,
    own_consents,
    paper,
    projects,
    reviews,
    stages,
    team,
)
from dialogs.registry import Bot, Menu
from storage import announcement_receivers
from storage import consent_lists as consent_registers
from storage.residents import STAFF, Role, Who

#: Imported so that their commands and actions are registered.
DIALOGS = (
    accounts,
    chats,
    crisis,
    crisis_talks,
    crisis_work,
    desk,
    diary,
    doors,
    duty,
    home,
    announcement_answers,
    announcement_cards,
    announcements,
    class_table,
    consent_lists,
    own_consents,
    paper,
    projects,
    reviews,
    stages,
    team,
)


#: How many words lead here from a keyboard of several bots, the door among them.
MOST = 4


def menu(who: Who) -> Menu:
    """The permanent keyboard by role; a stranger's leads to registration."""
    if who.id is None:
        return (("register",), ("known",), ("help",))
    return (*doors.in_pairs(_words(who)), ("mydata", "help"))


def entry(who: Who) -> Menu:
    """What leads here from a keyboard of several bots: what is needed most, and the door."""
    if who.id is None:
        return (("register",), ("known",))
    return doors.in_pairs(doors.shortened(_words(who), "door-projects", MOST))


def _words(who: Who) -> list[str]:
    """All that a person may do here, what is needed most first."""
    said: list[str] = []
    if who.is_pupil:
        said += ["projects", "new-project", "diary", "join-team"]
    if who.has(Role.SUPERVISOR, Role.TUTOR, Role.COORDINATOR):
        said += ["queue"]
    if who.has(Role.COORDINATOR, Role.CLASS_TEACHER, Role.ADMIN):
        said += ["desk"]
    if announcement_receivers.may_write(who):
        said += ["announcements"]
        said += ["consents"] if consent_registers.is_clerk(who) else []
    if who.has(Role.SUPERVISOR):
        said += ["offers"]
    if who.has(Role.PSYCHOLOGIST, Role.COORDINATOR, Role.ADMIN):
        said += ["signals", "duty"]
    if not who.is_pupil and who.has(*STAFF, Role.PARENT):
        said += ["projects"]
    return said


BOT = doors.led_to(Bot("project", "project-greeting", menu, entry, "door-projects"))

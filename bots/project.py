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


def menu(who: Who) -> Menu:
    """The permanent keyboard by role; a stranger's leads to registration."""
    return (*entry(who), ("mydata", "help") if who.id is not None else ("help",))


def entry(who: Who) -> Menu:
    """What leads here from a keyboard of several bots."""
    if who.id is None:
        return (("register",), ("known",))
    rows: list[tuple[str, ...]] = []
    if who.is_pupil:
        rows += [("projects", "new-project"), ("diary", "join-team")]
    if who.has(Role.SUPERVISOR, Role.TUTOR, Role.COORDINATOR):
        rows += [("queue", "offers")]
    if who.has(Role.COORDINATOR, Role.CLASS_TEACHER, Role.ADMIN):
        rows += [("desk",)]
    if who.has(Role.PSYCHOLOGIST, Role.COORDINATOR, Role.ADMIN):
        rows += [("duty", "signals")]
    if announcement_receivers.may_write(who):
        clerk = consent_registers.is_clerk(who)
        rows += [("announcements", "consents") if clerk else ("announcements",)]
    if not who.is_pupil and who.has(*STAFF, Role.PARENT):
        rows += [("projects",)]
    return tuple(rows)


BOT = Bot("project", "project-greeting", menu, entry)

"""The parent bot: its greeting, its permanent keyboard, the dialogs it needs."""

from dialogs import accounts, announcement_answers, home, own_consents
from dialogs.registry import Bot, Menu
from storage.residents import Role, Who

#: Imported so that their commands and actions are registered.
DIALOGS = (accounts, announcement_answers, home, own_consents)


def menu(who: Who) -> Menu:
    """The permanent keyboard; a stranger's leads to registration."""
    return (*entry(who), ("mydata", "help") if who.id is not None else ("help",))


def entry(who: Who) -> Menu:
    """What leads here from a keyboard of several bots."""
    if who.id is None:
        return (("register",), ("known",))
    return (("my-consents",),) if who.is_pupil or who.has(Role.PARENT) else ()


BOT = Bot("parent", "parent-greeting", menu, entry)

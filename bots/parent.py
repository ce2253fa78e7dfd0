"""The parent bot: its greeting, its permanent keyboard, the dialogs it needs."""

from dialogs import accounts, children, digest_settings, home, parents_told
from dialogs.registry import Bot, Menu
from storage.residents import Role, Who

#: Imported so that their commands and actions are registered.
DIALOGS = (accounts, children, digest_settings, home, parents_told)


def menu(who: Who) -> Menu:
    """The permanent keyboard; a stranger's leads to registration."""
    return (*entry(who), ("mydata", "help") if who.id is not None else ("help",))


def entry(who: Who) -> Menu:
    """What leads here from a keyboard of several bots."""
    if who.id is None:
        return (("register",), ("known",))
    rows: list[tuple[str, ...]] = []
    if who.has(Role.PARENT):
        rows += [("children",), ("digest", "told")]
    if who.is_pupil:
        rows += [("parents-told",)]
    if who.has(Role.COORDINATOR, Role.ADMIN):
        rows += [("digest-preview",)]
    return tuple(rows)


BOT = Bot("parent", "parent-greeting", menu, entry)

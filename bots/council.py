"""The Council's bot: order in chats, votes, access, partners."""

from dialogs import (
    appeals,
    ballots,
    cases,
    contracts,
    council,
    home,
    moderation,
    moderator_queue,
    motions,
)
from dialogs.registry import Bot, Menu
from storage import council as seats
from storage import partners
from storage.residents import Role, Who

#: Imported so that their commands and actions are registered.
DIALOGS = (
    appeals,
    ballots,
    cases,
    contracts,
    council,
    home,
    moderation,
    moderator_queue,
    motions,
)


def menu(who: Who) -> Menu:
    """The permanent keyboard by role; a stranger's leads to registration."""
    if who.id is None:
        return (("register",), ("known",), ("help",))
    rows: list[tuple[str, ...]] = []
    if who.has(Role.COUNCIL, Role.CHAIR, Role.SECRETARY):
        rows += [("council", "motions"), ("cases", "protocols")]
    if who.has(*seats.MODERATORS):
        rows += [("mod-queue",)]
    if who.has(*partners.MAY_SIGN):
        rows += [("contracts", "council-list")]
    rows += [("my-records", "etiquette"), ("report", "appeal"), ("mydata", "help")]
    return tuple(rows)


def entry(who: Who) -> Menu:
    """What leads here from a keyboard of several bots."""
    rows: list[tuple[str, ...]] = []
    if who.has(Role.COUNCIL, Role.CHAIR, Role.SECRETARY):
        rows += [("council", "mod-queue")]
    elif who.has(*seats.MODERATORS):
        rows += [("mod-queue",)]
    elif who.has(*partners.MAY_SIGN):
        rows += [("contracts", "council-list")]
    return tuple(rows)


BOT = Bot("council", "council-greeting", menu, entry)

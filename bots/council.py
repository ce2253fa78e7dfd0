"""The Council's bot: order in chats, votes, access, partners."""

from dialogs import (
    appeals,
    ballots,
    cases,
    contracts,
    council,
    doors,
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
    doors,
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
    """What leads here from a keyboard of several bots; the rest is on the screen of «Совет»."""
    if who.id is None:
        return ()
    if who.has(*seats.MODERATORS):
        return (("council", "mod-queue"),)
    if who.has(*partners.MAY_SIGN):
        return (("contracts", "council"),)
    return (("council",),)


BOT = doors.led_to(Bot("council", "council-greeting", menu, entry, "council"))

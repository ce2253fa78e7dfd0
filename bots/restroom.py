"""The rest-room bot: techniques, moods, helplines, the psychologist and the psychologist's desk."""

from dialogs import (
    accounts,
    doors,
    helplines,
    home,
    leisure,
    moods,
    psych_desk,
    psychologist,
    registry,
    relay,
    rest,
    talk,
)
from dialogs.registry import Bot, Menu
from storage.residents import Role, Who

#: Imported so that their commands and actions are registered.
DIALOGS = (
    accounts,
    doors,
    helplines,
    home,
    leisure,
    moods,
    psych_desk,
    psychologist,
    relay,
    rest,
    talk,
)
#: «Мне плохо прямо сейчас»: a command of the crisis dialog.
FEEL_BAD = "feel-bad"


def menu(who: Who) -> Menu:
    """The permanent keyboard by role; a stranger's leads to registration and to the numbers."""
    if who.id is None:
        return _there((("register",), ("known", "helplines", FEEL_BAD), ("help",)))
    rows: list[tuple[str, ...]] = []
    if who.has(Role.PSYCHOLOGIST):
        rows += [("psych-here", "psych-away"), ("psych-queue", "talks")]
    if rest.may_rest(who):
        rows += [("breathe", "stretch"), ("distract", "mood")]
    if who.is_pupil:
        rows.append(("psychologist",))
    if who.is_pupil:
        rows.append((FEEL_BAD,))
    if rest.may_rest(who):
        rows.append(("helplines",))
    rows.append(("mydata", "help"))
    return _there(rows)


def entry(who: Who) -> Menu:
    """What leads here from a keyboard of several bots."""
    if who.id is None:
        return _there(((FEEL_BAD, "helplines"),))
    rows: list[tuple[str, ...]] = []
    if who.has(Role.PSYCHOLOGIST):
        rows += [("psych-queue", "talks"), ("psych-here", "psych-away")]
    if who.is_pupil:
        return _there([*rows, ("rest", "psychologist"), (FEEL_BAD,)])
    if rest.may_rest(who):
        return _there([*rows, ("rest",)])
    return _there(rows)


def _there(rows: Menu | list[tuple[str, ...]]) -> Menu:
    """Only commands that this program has."""
    kept = (tuple(word for word in row if word in registry.COMMANDS) for row in rows)
    return tuple(row for row in kept if row)


BOT = doors.led_to(Bot("restroom", "restroom-greeting", menu, entry, "rest"))

"""The bots of the suite, and which of them live in an account (O1).

What a resident can say is the same everywhere; a bot is a greeting and a keyboard. A new bot is its
module and a name in ``ALL``.
"""

from collections.abc import Sequence

from bots import council, event, parent, project, restroom
from dialogs.registry import Bot, Menu
from storage.residents import Who

#: In the order of their rows on a keyboard that carries them all.
ALL: tuple[Bot, ...] = (project.BOT, parent.BOT, restroom.BOT, event.BOT, council.BOT)
#: What every keyboard ends with.
LAST = ("mydata", "help")
#: A longer keyboard hides the conversation on a phone.
MOST_ROWS = 8
#: Whoever needs it must not look for it among others.
ALONE = (restroom.FEEL_BAD,)
#: Short enough to be the third in a row.
SHORT = ("council",)


def of(names: Sequence[str]) -> Bot:
    """The bot of an account that carries ``names``: one of them, or all in one."""
    here = tuple(bot for bot in ALL if bot.name in names)
    if len(here) == 1:
        return here[0]
    return Bot("space", "space-greeting", lambda who: joined(here, who))


def joined(bots: Sequence[Bot], who: Who) -> Menu:
    """One keyboard of several bots: the entry of each, nothing twice, and short (`MOST_ROWS`).

    Where somebody's many roles make it long, bots are shortened to a row, the longest first: its
    first word and its door, behind which is the rest.
    """
    last = LAST if who.id is not None else ("help",)
    doors = [bot.doors(who) for bot in bots]
    while len(menu := _laid(doors, last)) > MOST_ROWS:
        longest = max(range(len(doors)), key=lambda place: _length(doors[place]))
        if _length(doors[longest]) < 2:
            break
        doors[longest] = _shortened(bots[longest], doors[longest])
    return menu


def _length(rows: Menu) -> int:
    return sum(1 for row in rows if row != ALONE)


def _shortened(bot: Bot, rows: Menu) -> Menu:
    door = (bot.door,) if bot.door else rows[0][1:]
    return (tuple(dict.fromkeys((rows[0][0], *door))), *(row for row in rows if row == ALONE))


def _laid(doors: Sequence[Menu], last: tuple[str, ...]) -> Menu:
    """Rows of two; words that are alone in their row share one, a short one that is left with
    ``last``."""
    rows = _once([row for menu in doors for row in menu])
    paired: list[tuple[str, ...]] = []
    waiting: int | None = None
    for row in rows:
        if len(row) > 1 or row == ALONE:
            paired.append(row)
        elif waiting is None:
            waiting = len(paired)
            paired.append(row)
        else:
            paired[waiting] = (*paired[waiting], *row)
            waiting = None
    if waiting is not None and paired[waiting] == SHORT and len(last) == len(LAST):
        last = (*paired.pop(waiting), *last)
    return (*paired, last)


def _once(rows: Sequence[Sequence[str]]) -> Menu:
    seen: set[str] = set()
    kept: list[tuple[str, ...]] = []
    for row in rows:
        fresh = tuple(word for word in dict.fromkeys(row) if word not in seen)
        seen.update(fresh)
        if fresh:
            kept.append(fresh)
    return tuple(kept)

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


def of(names: Sequence[str]) -> Bot:
    """The bot of an account that carries ``names``: one of them, or all in one."""
    here = tuple(bot for bot in ALL if bot.name in names)
    if len(here) == 1:
        return here[0]
    return Bot("space", "space-greeting", lambda who: joined(here, who))


def joined(bots: Sequence[Bot], who: Who) -> Menu:
    """One keyboard of several bots: the entry of each, nothing twice."""
    if who.id is None:
        return _once([*(row for bot in bots for row in bot.doors(who)), ("help",)])
    return _once([*(row for bot in bots for row in bot.doors(who)), LAST])


def _once(rows: Sequence[Sequence[str]]) -> Menu:
    seen: set[str] = set()
    kept: list[tuple[str, ...]] = []
    for row in rows:
        fresh = tuple(word for word in dict.fromkeys(row) if word not in seen)
        seen.update(fresh)
        if fresh:
            kept.append(fresh)
    return tuple(kept)

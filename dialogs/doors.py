"""Doors: the ways into one bot of the suite from an account that carries several (O1).

A keyboard of five bots holds the few words that a person needs most; behind a door is the whole
menu of one bot, as buttons. The bots' modules say what their menus are: this one knows no bot.
"""

from dialogs import registry, words
from dialogs.registry import Bot, Menu, Turn, command
from dialogs.screen import Button, Screen, link, screen
from storage.residents import Who
from storage.store import Tx

#: What stays on every keyboard and needs no door.
EVERYWHERE = frozenset({"mydata", "help"})
#: In the order of a keyboard that carries them all.
ORDER = ("project", "parent", "restroom", "event", "council")
_menus: dict[str, Bot] = {}


def led_to(bot: Bot) -> Bot:
    """Register what is behind a bot's door; gives the bot."""
    _menus[bot.name] = bot
    return bot


def ways(bot: str, who: Who, *but: str) -> list[list[Button]]:
    """Rows of buttons: all that a bot has for a person, without what they look at (``but``)."""
    menu = _menus[bot].menu(who) if bot in _menus else ()
    rows = [[way(word) for word in row if word not in EVERYWHERE.union(but)] for row in menu]
    return [row for row in rows if row]


def contents(who: Who) -> list[tuple[str, list[str]]]:
    """All that is suggested to a person, by bot: its title and its words; without a title what
    belongs to none, last."""
    left = [known.name for known in registry.COMMANDS.values() if known.listed(who)]
    found: list[tuple[str, list[str]]] = []
    known = [_menus[name] for name in ORDER if name in _menus and who.id is not None]
    for bot in known:
        here = [word for row in bot.menu(who) for word in row if word in left]
        here = [word for word in here if word not in EVERYWHERE and word != bot.door]
        left = [word for word in left if word not in here and word != bot.door]
        if here:
            found.append((_label(bot.door), [_label(word) for word in here]))
    return [*found, ("", [_label(word) for word in left])]


def _label(word: str) -> str:
    return registry.COMMANDS[word].label


def way(word: str) -> Button:
    """A button that says a command."""
    return link(registry.COMMANDS[word].label, "command.run", word=word)


def shortened(asked: list[str], door: str, most: int) -> list[str]:
    """The first words of a bot and its door, where there are more than ``most``."""
    return asked if len(asked) <= most else [*asked[: most - 1], door]


def in_pairs(asked: list[str]) -> Menu:
    return tuple(tuple(asked[at : at + 2]) for at in range(0, len(asked), 2))


@command("door-projects", listed=registry.residents_only)
def projects(tx: Tx, turn: Turn) -> Screen:
    """«Проекты»: all of the project bot."""
    turn.who.must_be_resident()
    return screen(words.say("door-projects"), *ways("project", turn.who))


@command("for-parents", listed=registry.residents_only)
def parents(tx: Tx, turn: Turn) -> Screen:
    """«Для родителей»: all of the parent bot; to pupils and teachers what is theirs in it."""
    turn.who.must_be_resident()
    return screen(words.say("door-parents", you=turn.you), *ways("parent", turn.who))

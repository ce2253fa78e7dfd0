"""What a segment may register: actions of buttons and commands; and what each is given."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from dialogs import typed, words
from dialogs.screen import Screen
from storage.outbox import Shown
from storage.residents import Who
from storage.store import Tx
from storage.talks import Conversation

Function = TypeVar("Function", bound=Callable[..., Screen])
Menu = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Bot:
    """A bot of the suite: ``greeting`` is a text's id; ``menu`` gives the permanent keyboard
    for a person, rows of command names, and ``entry`` the rows that lead to it from the keyboard
    of an account that carries several bots (without one, all of ``menu``). ``door`` is the
    command whose screen has all of the bot."""

    name: str
    greeting: str
    menu: Callable[[Who], Menu]
    entry: Callable[[Who], Menu] | None = None
    door: str = ""

    def doors(self, who: Who) -> Menu:
        """The rows that lead to this bot from a keyboard of several."""
        return (self.entry or self.menu)(who)


@dataclass(frozen=True)
class Pointed:
    """Whom a message points at, by their account (None if we never met it), and the message: its
    id in this conversation and its words, where it is one."""

    account: int | None
    message: str = ""
    text: str = ""


@dataclass(frozen=True)
class Turn:
    """What one person did in one conversation. ``files`` are ids of files just kept; ``message``
    is the messenger's id of what was said in a chat, ``pointed`` whom it is about."""

    who: Who
    bot: Bot
    talk: Conversation
    text: str = ""
    press: str | None = None
    command: str | None = None
    files: tuple[int, ...] = ()
    in_chat: bool = False
    mentioned: bool = False
    message: str = ""
    pointed: Pointed | None = None

    @property
    def owner(self) -> str:
        """Whose drafts these are; a resident's go with them into other messengers (C4)."""
        return f"r{self.who.id}" if self.who.id is not None else f"a{self.who.account_id}"

    @property
    def you(self) -> str:
        """Whether to say «ты» (pupils) or «вы» (everybody else, C8); a value for the texts."""
        return "ty" if self.who.is_pupil else "vy"


@dataclass(frozen=True)
class Answer:
    """What is said back: ``edited`` is the message that the first screen takes the place of;
    ``private`` asks to say it in private though it was asked in a chat (C6); ``note`` is shown
    where the button was pressed; ``page`` turns the page of ``edited``'s list."""

    screens: tuple[Screen, ...]
    edited: Shown | None = None
    private: bool = False
    note: str | None = None
    page: int | None = None


@dataclass(frozen=True)
class Action:
    name: str
    run: Callable[..., Screen]
    present: str | None
    form: type[BaseModel] | None
    at_once: bool = False

    def fitting(self, args: Mapping[str, int | str]) -> dict[str, int | str]:
        """Those of ``args`` that the function takes: stored buttons outlive changes of code."""
        code = self.run.__code__
        taken = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        return {name: value for name, value in args.items() if name in taken}


@dataclass(frozen=True)
class Command:
    name: str
    run: Callable[..., Screen]
    argument: bool
    in_chats: bool
    keeps_form: bool
    reads: Callable[[str], str | None] | None
    listed: Callable[[Who], bool]

    def said(self) -> Sequence[str]:
        """Its words as people type them, the label first."""
        return [word.strip() for word in words.label(f"command-{self.name}").split("|")]

    @property
    def label(self) -> str:
        return self.said()[0]


ACTIONS: dict[str, Action] = {}
COMMANDS: dict[str, Command] = {}
_by_word: dict[str, Command] = {}


def action(
    name: str,
    *,
    present: str | None = None,
    form: type[BaseModel] | None = None,
    at_once: bool = False,
) -> Callable[[Function], Function]:
    """Register what a button does, under a stored name ("stage.accept").

    The function takes ``(tx, turn, **args)``. ``present`` is the action that shows how things
    stand, for a second press (C5); ``form`` asks its questions first and comes as ``form=``. A form
    is done ``at_once`` with its last answer where that is no more than a message that is sent.
    """

    def register(run: Function) -> Function:
        ACTIONS[name] = Action(name, run, present, form, at_once)
        return run

    return register


def everybody(who: Who) -> bool:
    """A command for all, non-residents too."""
    return True


def residents_only(who: Who) -> bool:
    return who.id is not None


def command(
    name: str,
    *,
    argument: bool = False,
    in_chats: bool = False,
    keeps_form: bool = False,
    reads: Callable[[str], str | None] | None = None,
    listed: Callable[[Who], bool] = residents_only,
) -> Callable[[Function], Function]:
    """Register a command; its words are the text ``command-<name>``, parted by ``|``.

    The function takes ``(tx, turn)``, with ``rest`` if ``argument`` (what follows the word) or
    ``reads`` (what it finds in a text that has no word). ``in_chats`` lets it answer in a group;
    ``keeps_form`` leaves a form that is being filled as it is; ``listed`` says to whom the
    command is suggested (rights are asked in the store).
    """

    def register(run: Function) -> Function:
        COMMANDS[name] = Command(name, run, argument, in_chats, keeps_form, reads, listed)
        _by_word.clear()
        return run

    return register


def forget_words() -> None:
    """Read the commands' words anew: the texts were changed."""
    _by_word.clear()


def find_command(text: str) -> tuple[Command, str] | None:
    """The command that a text is, and what follows it (C1)."""
    if not _by_word:
        for known in COMMANDS.values():
            _by_word.update((typed.normal(word), known) for word in known.said())
    head, rest = _parted(text)
    begun = _by_word.get(typed.normal(head[: 2 * typed.COMPARED]))
    if begun is not None and begun.argument and rest:
        return begun, rest
    exact = _by_word.get(typed.normal(text[: 2 * typed.COMPARED]))
    if exact is not None:
        return exact, ""
    for known in COMMANDS.values():
        if known.reads is not None and (found := known.reads(text)) is not None:
            return known, found
    return None


def _parted(text: str) -> tuple[str, str]:
    """A command's word and what follows: «дневник: …» or «/консультация …».

    A space alone parts nothing: «Дневник наблюдений» may well be the title of a project.
    """
    text = text.strip()
    head, _, rest = text.partition(" " if text.startswith(("/", "!")) else ":")
    return head, rest.strip()


def suggested(who: Who) -> list[str]:
    """Labels of the commands that are suggested to a person."""
    return [known.label for known in COMMANDS.values() if known.listed(who)]


@action("command.run")
def run_command(tx: Tx, turn: Turn, word: str) -> Screen:
    """A command behind a button: of the nearest ones, of a greeting."""
    known = COMMANDS[word]
    if turn.in_chat and not known.in_chats:
        # What one person may is nothing for everybody's eyes (C6).
        return Screen(words.say("home-help-chat"))
    args = {"rest": ""} if known.argument or known.reads else {}
    return known.run(tx, turn, **args)

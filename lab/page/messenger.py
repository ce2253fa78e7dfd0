"""What the page asks of a messenger's stand-in; a new messenger is one more of these."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Trouble(StrEnum):
    """How the messenger behaves."""

    NONE = "none"
    SLOW = "slow"
    FAILING = "failing"
    TWICE = "twice"
    SILENT = "silent"


@dataclass(frozen=True)
class Talk:
    """A conversation as the list shows it. ``people`` are the residents who may write in it: one
    in private, the members in a group; ``received`` counts the bots' messages."""

    key: str
    title: str
    group: bool
    people: tuple[int, ...]
    received: int


@dataclass(frozen=True)
class Key:
    """A button. ``link`` is what it opens, "" when it is pressed."""

    label: str
    colour: str
    link: str


Rows = tuple[tuple[Key, ...], ...]


@dataclass(frozen=True)
class File:
    """A picture or a document in a message; ``reference`` is its name in the messenger."""

    name: str
    reference: str
    picture: bool
    size: int


@dataclass(frozen=True)
class Line:
    """A message on somebody's screen; ``author`` is "" for one's own, ``reply`` quotes another."""

    number: int
    mine: bool
    author: str
    text: str
    at: datetime
    edited: bool
    deleted: bool
    rows: Rows
    files: tuple[File, ...]
    reply: str


@dataclass(frozen=True)
class Look:
    """A conversation as one phone shows it. ``notices`` are the answers to presses, oldest first;
    ``waiting`` presses have no answer yet; ``shut`` tells why nothing can be written."""

    lines: tuple[Line, ...]
    menu: Rows
    typing: bool
    notices: tuple[str, ...]
    waiting: int
    shut: bool


@dataclass(frozen=True)
class Call:
    """A call as it went over the wire; ``inward`` from the messenger to the suite. ``fault`` is the
    trouble that it met, "" for none; ``inside`` another call, which is listed after it."""

    name: str
    asked: Mapping[str, object]
    answered: object
    at: datetime
    ok: bool
    inward: bool
    fault: str
    inside: bool


@dataclass(frozen=True)
class Upload:
    """A file that somebody attaches."""

    name: str
    content: bytes
    picture: bool


class NotPossible(Exception):
    """The phone does not let its owner do this: the button is gone, the chat is closed."""


class Messenger(Protocol):
    """A messenger with everybody's phones. ``who`` is a resident's id."""

    name: str
    title: str

    @property
    def pulse(self) -> int:
        """A number that grows with every change."""

    def talks(self) -> Sequence[Talk]:
        """All conversations, private ones first."""

    def look(self, talk: str, who: int) -> Look:
        """What a phone shows; raises `NotPossible` for somebody else's conversation."""

    async def write(self, talk: str, who: int, text: str, files: Sequence[Upload]) -> None:
        """Write; raises `NotPossible`."""

    async def press(self, talk: str, who: int, number: int, row: int, place: int) -> None:
        """Press a button of a message, of the permanent keyboard with number 0; raises
        `NotPossible`."""

    def file(self, reference: str) -> bytes | None:
        """What a file holds."""

    def calls(self, since: int) -> Sequence[Call]:
        """The calls after the first ``since`` of them."""

    def behave(self, trouble: Trouble) -> None:
        """Change how the messenger behaves, from now on."""

    async def changed(self, since: int) -> None:
        """Wait until the pulse is over ``since``."""

"""What a phone shows of a conversation, the same in every messenger."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class NoSuchButton(LookupError):
    """The phone shows no button with this label, or none at this place."""


class ShownFile(Protocol):
    """A file in a message; ``reference`` is the messenger's name of it."""

    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def content(self) -> bytes: ...
    @property
    def reference(self) -> str: ...


@dataclass(frozen=True)
class Button:
    """A button; ``payload`` is what the bot gets, "" when there is none."""

    label: str
    type: str
    payload: str = ""
    color: str = ""
    link: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class ShownMessage:
    """A message as a phone shows it; ``mine``: written by the phone's owner. ``cmid`` and
    ``reply_to`` are numbers in this conversation, from 1 on."""

    cmid: int
    mine: bool
    from_id: int
    text: str
    rows: Rows
    attachments: tuple[ShownFile, ...]
    edited: bool
    deleted: bool
    at: datetime
    reply_to: int | None

    @property
    def labels(self) -> list[str]:
        return [button.label for row in self.rows for button in row]


def button_labelled(rows: Rows, label: str) -> Button | None:
    return next((one for row in rows for one in row if one.label == label), None)


def button_at(rows: Rows, row: int, place: int) -> Button:
    """The button that stands there; raises `NoSuchButton`."""
    try:
        return rows[row][place]
    except IndexError:
        raise NoSuchButton(f"{row}, {place}") from None

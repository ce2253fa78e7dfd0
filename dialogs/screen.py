"""Screens: what a person sees at once, as a value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from storage.outbox import PictureRow, Shown, Style

Row = tuple["Button", ...]


@dataclass(frozen=True)
class Button:
    """A button: what it says, and the action that is run when it is pressed.

    ``args`` stay in our store. ``again`` marks what may be repeated: reading and navigation.
    """

    label: str
    action: str
    args: Mapping[str, int | str] = field(default_factory=dict)
    again: bool = False
    style: Style = "plain"


def button(label: str, action: str, *, style: Style = "plain", **args: int | str) -> Button:
    """A button that acts, once."""
    return Button(label, action, args, again=False, style=style)


def link(label: str, action: str, *, style: Style = "plain", **args: int | str) -> Button:
    """A button that only shows something, as often as one likes."""
    return Button(label, action, args, again=True, style=style)


@dataclass(frozen=True)
class Screen:
    """``text`` is neutral markup; ``items`` are a list to choose from, by button or number;
    ``menu`` shows the bot's permanent keyboard; ``files`` are ids of stored files; ``first`` goes
    ahead of everything that waits, as a message of its own: a child may be in danger (Q4); the text
    of a ``sealed`` one is not to be read in the store (Q6); of a ``note`` nothing else is said."""

    text: str
    rows: tuple[Row, ...] = ()
    items: tuple[Button, ...] = ()
    menu: tuple[tuple[str, ...], ...] | None = None
    picture: PictureRow | None = None
    files: tuple[int, ...] = ()
    first: bool = False
    sealed: bool = False
    note: str | None = None

    def after(self, *said: str) -> "Screen":
        """The same screen with something said before it."""
        return replace(self, text="\n\n".join([*said, self.text]))

    def plus(self, *rows: Row) -> "Screen":
        """The same screen with more rows of buttons."""
        return replace(self, rows=self.rows + rows)


def screen(text: str, *rows: Sequence[Button], items: Sequence[Button] = ()) -> Screen:
    """A screen of a text and rows of buttons; empty rows are left out."""
    return Screen(text, tuple(tuple(row) for row in rows if row), tuple(items))


def of(message: Shown, text: str) -> Screen:
    """The screen that a message of ours showed, with this text."""
    rows: dict[int, list[Button]] = {}
    items: list[Button] = []
    for kept in message.buttons:
        one = Button(kept["label"], kept["action"], kept["args"], kept["again"], kept["style"])
        (items if kept["row"] is None else rows.setdefault(kept["row"], [])).append(one)
    return Screen(
        text,
        tuple(tuple(row) for row in rows.values()),
        tuple(items),
        picture=message.picture,
        files=tuple(message.files),
        sealed=message.sealed,
    )

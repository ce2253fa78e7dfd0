"""Making a row of the outbox fit a channel: keyboards within limits, lists by number, pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from bots.channel import Key, Limits
from dialogs import registry, words
from storage.outbox import ButtonRow, Message

ELLIPSIS = "…"
LINE_LENGTH = 140


@dataclass(frozen=True)
class Rendered:
    """What the channel is given: neutral markup and keys."""

    text: str
    inline: tuple[tuple[Key, ...], ...]
    menu: tuple[tuple[Key, ...], ...] | None


def render(message: Message, limits: Limits, said: str | None = None) -> Rendered:
    """Lay a message out; ``said`` is the text of one that is kept sealed.

    A list whose labels fit becomes a key a line; a longer one is numbered in the text and picked
    by number (C2); what does not fit on a keyboard goes to further pages.
    """
    items = [(i, one) for i, one in enumerate(message.buttons) if one["row"] is None]
    rows = _rows(message, limits)
    text = message.text if said is None else said
    room = limits.inline_rows - len(rows)
    if items and _fits_as_lines(items, room, limits.label):
        lines: list[tuple[Key, ...]] = [
            (Key(f"{n}. {one['label']}", f"{message.key}.{i}", one["style"]),)
            for n, (i, one) in enumerate(items, 1)
        ]
    elif items:
        page = _page(message, items, room, limits, len(text))
        text = "\n".join([text, "", *(_line(n, items[n - 1][1]) for n in page.numbers)])
        keys = [
            Key(str(n), f"{message.key}.{items[n - 1][0]}", items[n - 1][1]["style"])
            for n in page.numbers
        ]
        lines = [*_by_rows(keys, limits.inline_in_row), *page.turning]
    else:
        lines = []
    return Rendered(text, (*lines, *rows), _menu(message))


def _fits_as_lines(items: Sequence[tuple[int, ButtonRow]], room: int, label: int) -> bool:
    longest = max(len(one["label"]) for _, one in items)
    return len(items) <= room and longest + len(f"{len(items)}. ") <= label


@dataclass(frozen=True)
class Page:
    """What of a long list is shown at once, by number from 1, and the keys that turn it."""

    numbers: range
    turning: tuple[tuple[Key, ...], ...]


def _page(
    message: Message,
    items: Sequence[tuple[int, ButtonRow]],
    room: int,
    limits: Limits,
    length: int,
) -> Page:
    used = sum(1 for one in message.buttons if one["row"] is not None)
    fit = min(
        limits.inline_keys - used,
        room * limits.inline_in_row,
        _lines_that_fit(limits.text - length, items),
    )
    if len(items) <= fit:
        return Page(range(1, len(items) + 1), ())
    shown = max(1, min(fit - 2, (room - 1) * limits.inline_in_row))
    pages = -(-len(items) // shown)
    page = min(message.page, pages - 1)
    turning = tuple(
        Key(words.label(name), f"{message.key}.p{to}")
        for name, to, there in (
            ("page-back", page - 1, page > 0),
            ("page-on", page + 1, page < pages - 1),
        )
        if there
    )
    return Page(range(page * shown + 1, min((page + 1) * shown, len(items)) + 1), (turning,))


def _lines_that_fit(room: int, items: Sequence[tuple[int, ButtonRow]]) -> int:
    """How many lines of the longest item a text has room for."""
    longest = max(len(_line(len(items), one)) for _, one in items) + 1
    return max(1, (room - 2) // longest)


def _line(number: int, one: ButtonRow) -> str:
    return f"{number}. {_escaped(_cut(one['label'], LINE_LENGTH))}"


def _by_rows(keys: Sequence[Key], in_row: int) -> list[tuple[Key, ...]]:
    return [tuple(keys[at : at + in_row]) for at in range(0, len(keys), in_row)]


def _rows(message: Message, limits: Limits) -> list[tuple[Key, ...]]:
    rows: dict[int, list[Key]] = {}
    for i, one in enumerate(message.buttons):
        if one["row"] is not None:
            label = _cut(one["label"], limits.label)
            rows.setdefault(one["row"], []).append(Key(label, f"{message.key}.{i}", one["style"]))
    laid = [part for row in rows.values() for part in _by_rows(row, limits.inline_in_row)]
    return laid[: limits.inline_rows]


def _menu(message: Message) -> tuple[tuple[Key, ...], ...] | None:
    if message.menu is None:
        return None
    return tuple(
        tuple(Key(registry.COMMANDS[name].label, name) for name in row) for row in message.menu
    )


def _cut(label: str, length: int) -> str:
    return label if len(label) <= length else label[: length - 1].rstrip() + ELLIPSIS


def _escaped(label: str) -> str:
    return label.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

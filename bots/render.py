"""Making a row of the outbox fit a channel: keyboards within limits, lists by number, pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from bots.channel import Key, Limits
from dialogs import registry, words
from storage.outbox import ButtonRow, Message

ELLIPSIS = "…"


@dataclass(frozen=True)
class Rendered:
    """What the channel is given: neutral markup and keys."""

    text: str
    inline: tuple[tuple[Key, ...], ...]
    menu: tuple[tuple[Key, ...], ...] | None


def render(message: Message, limits: Limits) -> Rendered:
    """Lay a message out.

    A list whose labels fit becomes a key a line; a longer one is numbered in the text and picked
    by number (C2); what does not fit on a keyboard goes to further pages.
    """
    items = [(i, one) for i, one in enumerate(message.buttons) if one["row"] is None]
    rows = _rows(message, limits)
    text = message.text
    room = limits.inline_rows - len(rows)
    if items and _fits_as_lines(items, room, limits.label):
        lines: list[tuple[Key, ...]] = [
            (Key(f"{n}. {one['label']}", f"{message.key}.{i}", one["style"]),)
            for n, (i, one) in enumerate(items, 1)
        ]
    elif items:
        numbered = [f"{n}. {_escaped(one['label'])}" for n, (_, one) in enumerate(items, 1)]
        text = "\n".join([text, "", *numbered])
        lines = _numbers(message, items, room, limits)
    else:
        lines = []
    return Rendered(text, (*lines, *rows), _menu(message))


def _fits_as_lines(items: Sequence[tuple[int, ButtonRow]], room: int, label: int) -> bool:
    longest = max(len(one["label"]) for _, one in items)
    return len(items) <= room and longest + len(f"{len(items)}. ") <= label


def _numbers(
    message: Message, items: Sequence[tuple[int, ButtonRow]], room: int, limits: Limits
) -> list[tuple[Key, ...]]:
    used = sum(1 for one in message.buttons if one["row"] is not None)
    keys = [Key(str(n), f"{message.key}.{i}", one["style"]) for n, (i, one) in enumerate(items, 1)]
    most = min(limits.inline_keys - used, room * limits.inline_in_row)
    if len(keys) > most:
        shown = max(1, min(most - 2, (room - 1) * limits.inline_in_row))
        pages = -(-len(keys) // shown)
        page = min(message.page, pages - 1)
        turning = [
            Key(words.label(name), f"{message.key}.p{to}")
            for name, to, there in (
                ("page-back", page - 1, page > 0),
                ("page-on", page + 1, page < pages - 1),
            )
            if there
        ]
        keys = keys[page * shown : (page + 1) * shown]
        return [*_by_rows(keys, limits.inline_in_row), tuple(turning)]
    return _by_rows(keys, limits.inline_in_row)


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

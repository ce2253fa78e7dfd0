"""Keyboards as VK wants them, checked before they leave: any fault there is error 911.

Limits: dev.vk.com/api/bots/development/keyboard.
"""

import json
from collections.abc import Sequence
from typing import Literal

from bots.channel import Key, Limits, Rejected

LIMITS = Limits(
    text=4000,
    label=40,
    inline_rows=6,
    inline_in_row=5,
    inline_keys=10,
    menu_rows=10,
    menu_in_row=5,
    batch=25,
    per_second=20.0,
    keyed=True,
)
MENU_KEYS = 40
PAYLOAD_LENGTH = 255

PRESS, COMMAND = "k", "c"

_COLOURS = {"plain": "secondary", "primary": "primary", "good": "positive", "bad": "negative"}

Rows = Sequence[Sequence[Key]]
Button = dict[str, str | dict[str, str]]  # VK's own JSON


def of(inline: Rows, menu: Rows | None) -> str | None:
    """The ``keyboard`` parameter, None for none; raises `Rejected`.

    A message carries one keyboard: buttons of its own go before the menu's.
    An empty menu takes the keyboard away.
    """
    if inline:
        _check(inline, LIMITS.inline_rows, LIMITS.inline_in_row, LIMITS.inline_keys)
        return _json(inline, "callback", PRESS)
    if menu is not None:
        _check(menu, LIMITS.menu_rows, LIMITS.menu_in_row, MENU_KEYS)
        return _json(menu, "text", COMMAND)
    return None


def _check(rows: Rows, most_rows: int, most_in_row: int, most_keys: int) -> None:
    _must(len(rows) <= most_rows, "rows")
    _must(all(1 <= len(row) <= most_in_row for row in rows), "row")
    keys = [key for row in rows for key in row]
    _must(len(keys) <= most_keys, "keys")
    _must(all(1 <= len(key.label) <= LIMITS.label for key in keys), "label")
    _must(all(len(_payload(PRESS, key)) <= PAYLOAD_LENGTH for key in keys), "payload")


def _must(kept: bool, what: str) -> None:
    if not kept:
        raise Rejected(f"keyboard {what}")


def _json(rows: Rows, kind: Literal["callback", "text"], name: str) -> str:
    buttons = [[_button(key, kind, name) for key in row] for row in rows]
    keyboard = {"one_time": False, "inline": kind == "callback", "buttons": buttons}
    return json.dumps(keyboard, ensure_ascii=False, separators=(",", ":"))


def _button(key: Key, kind: Literal["callback", "text"], name: str) -> Button:
    return {
        "action": {"type": kind, "label": key.label, "payload": _payload(name, key)},
        "color": _COLOURS[key.style],
    }


def _payload(name: str, key: Key) -> str:
    return json.dumps({name: key.payload}, separators=(",", ":"))

"""Keyboards as MAX wants them, checked before they leave.

Limits: dev.max.ru/docs-api/methods/POST/messages. MAX has no keyboard that stays below the
conversation: a menu goes out under its message, with commands in its buttons.
"""

import json
from collections.abc import Sequence

from bots.channel import Key, Limits, Rejected

#: 210 keys are allowed; labels longer than about 20 characters are cut by phones when alone in a
#: row, so a list of long labels is numbered in the text rather than put on keys.
LIMITS = Limits(
    text=4000,
    label=40,
    inline_rows=30,
    inline_in_row=3,
    inline_keys=90,
    menu_rows=30,
    menu_in_row=3,
    batch=30,
    per_second=30.0,
)
MOST_IN_ROW = 7
PAYLOAD_LENGTH = 1024

PRESS, COMMAND = "k", "c"
#: `json.dumps` would make such an encoder for every button.
_json = json.JSONEncoder(separators=(",", ":")).encode

Rows = Sequence[Sequence[Key]]


def of(inline: Rows, menu: Rows | None) -> dict[str, object] | None:
    """The attachment that is the keyboard, None for none; raises `Rejected`."""
    rows, name = (inline, PRESS) if inline else (menu or (), COMMAND)
    rows = [row for row in rows if row]
    if not rows:
        return None
    _must(len(rows) <= LIMITS.inline_rows, "rows")
    _must(all(len(row) <= MOST_IN_ROW for row in rows), "row")
    buttons = [[_button(name, key) for key in row] for row in rows]
    return {"type": "inline_keyboard", "payload": {"buttons": buttons}}


def _button(name: str, key: Key) -> dict[str, str]:
    _must(1 <= len(key.label) <= 128, "label")
    payload = _json({name: key.payload})
    _must(len(payload) <= PAYLOAD_LENGTH, "payload")
    return {"type": "callback", "text": key.label, "payload": payload}


def _must(kept: bool, what: str) -> None:
    if not kept:
        raise Rejected(f"keyboard {what}")

"""Keyboards as Telegram wants them, in aiogram's types, checked before they leave.

Limits: core.telegram.org/bots/api. A button's data is at most 64 bytes: our reference fits. The
menu is a keyboard of the conversation, whose keys say their label as if it was typed.
"""

from collections.abc import Sequence

from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bots.channel import Key, Rejected
from bots.telegram_limits import LIMITS, PRESS

DATA_BYTES = 64

Rows = Sequence[Sequence[Key]]
Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


def of(inline: Rows, menu: Rows | None) -> Keyboard | None:
    """The one keyboard that a message may have, None for none; raises `Rejected`.

    An empty ``menu`` takes the conversation's keyboard away.
    """
    under = under_message(inline)
    if under is not None or menu is None:
        return under
    rows = [[KeyboardButton(text=key.label) for key in row] for row in menu if row]
    if not rows:
        return ReplyKeyboardRemove(remove_keyboard=True)
    return ReplyKeyboardMarkup(keyboard=rows, resize_keyboard=True, is_persistent=True)


def under_message(inline: Rows) -> InlineKeyboardMarkup | None:
    """The message's own buttons; raises `Rejected`."""
    rows = [row for row in inline if row]
    if not rows:
        return None
    _must(len(rows) <= LIMITS.inline_rows, "rows")
    _must(sum(map(len, rows)) <= LIMITS.inline_keys, "keys")
    return InlineKeyboardMarkup(inline_keyboard=[[_button(key) for key in row] for row in rows])


def _button(key: Key) -> InlineKeyboardButton:
    data = f"{PRESS}:{key.payload}"
    _must(len(data.encode()) <= DATA_BYTES, "data")
    _must(bool(key.label), "label")
    return InlineKeyboardButton(text=key.label, callback_data=data)


def _must(kept: bool, what: str) -> None:
    if not kept:
        raise Rejected(f"keyboard {what}")

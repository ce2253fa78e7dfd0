"""Keyboards of messages, read strictly (core.telegram.org/bots/api#inlinekeyboardmarkup)."""

from dataclasses import dataclass

from lab.shown import Button, Rows
from lab.telegram import errors
from lab.telegram.talks import Json

DATA_BYTES = 64
MOST_IN_ROW, MOST = 8, 100


@dataclass(frozen=True)
class Keyboard:
    """What a ``reply_markup`` says: buttons under the message, or a ``menu`` to stay (empty: to be
    removed; None: left as it is)."""

    rows: Rows = ()
    menu: Rows | None = None


def read(markup: object) -> Keyboard:
    """Raises `Refusal`."""
    if markup is None:
        return Keyboard()
    if not isinstance(markup, dict):
        raise errors.bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        return Keyboard(rows=_rows(markup["inline_keyboard"], inline=True))
    if "keyboard" in markup:
        return Keyboard(menu=_rows(markup["keyboard"], inline=False))
    if markup.get("remove_keyboard") is True:
        return Keyboard(menu=())
    raise errors.bad("object expected as reply markup")


def _rows(told: object, *, inline: bool) -> Rows:
    if not isinstance(told, list) or not all(isinstance(row, list) for row in told):
        raise errors.bad("inline keyboard markup must be an array of arrays")
    rows = tuple(tuple(_button(one, inline=inline) for one in row) for row in told)
    if sum(map(len, rows)) > MOST or any(len(row) > MOST_IN_ROW for row in rows):
        raise errors.bad("REPLY_MARKUP_TOO_LONG")
    return rows


def _button(told: Json, *, inline: bool) -> Button:
    text = told.get("text") if isinstance(told, dict) else None
    if not isinstance(text, str) or not text:
        raise errors.bad("can't parse inline keyboard button: Text buttons are unallowed")
    if not inline:
        return Button(text, "text")
    data, url = told.get("callback_data"), told.get("url")
    if isinstance(data, str):
        if not 1 <= len(data.encode()) <= DATA_BYTES:
            raise errors.bad("BUTTON_DATA_INVALID")
        return Button(text, "callback", data)
    if isinstance(url, str) and url:
        return Button(text, "link", link=url)
    raise errors.bad("can't parse inline keyboard button: Text buttons are unallowed")

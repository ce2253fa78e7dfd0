"""VK's rules for keyboards (facts/vk.md, 2.1); any fault is error 911."""

import json
from typing import Any

from lab.shown import Button
from lab.vk.errors import ApiError
from lab.vk.talks import Json, Keyboard

COLOURS = {"primary", "secondary", "negative", "positive"}
WITH_LABEL = {"text", "callback"}
NEEDED = {
    "text": ("label",),
    "callback": ("label",),
    "open_link": ("label", "link"),
    "open_app": ("label", "app_id"),
    "vkpay": ("hash",),
    "location": (),
}
ROWS, INLINE_ROWS, IN_A_ROW, BUTTONS, INLINE_BUTTONS = 10, 6, 5, 40, 10
LABEL, PAYLOAD = 40, 255


def read(text: str) -> Keyboard:
    """Read and check a keyboard parameter; raises `ApiError` 911."""
    try:
        keyboard = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ApiError(911, "not JSON") from error
    _must(isinstance(keyboard, dict), "not an object")
    _must(set(keyboard) <= {"one_time", "inline", "buttons", "author_id"}, "unknown field")
    rows, inline = keyboard.get("buttons"), keyboard.get("inline", False)
    one_time = keyboard.get("one_time", False)
    _must(isinstance(rows, list), "no buttons")
    _must(isinstance(inline, bool) and isinstance(one_time, bool), "flags are not booleans")
    _must(not (inline and one_time), "one_time is not for inline")
    _must(not inline or bool(rows), "inline keyboard is empty")
    _must(len(rows) <= (INLINE_ROWS if inline else ROWS), "too many rows")
    for row in rows:
        _must(isinstance(row, list) and 1 <= len(row) <= IN_A_ROW, "row of 1 to 5 buttons")
    _must(sum(map(len, rows)) <= (INLINE_BUTTONS if inline else BUTTONS), "too many buttons")
    return Keyboard(tuple(tuple(_button(one) for one in row) for row in rows), inline, one_time)


def _button(button: Any) -> Button:  # whatever a bot may send
    _must(isinstance(button, dict) and isinstance(button.get("action"), dict), "no action")
    _must(set(button) <= {"action", "color"}, "unknown field of a button")
    action: Json = button["action"]
    kind = action.get("type")
    _must(isinstance(kind, str) and kind in NEEDED, "unknown type of button")
    for name in NEEDED[str(kind)]:
        _must(bool(action.get(name)), f"{name} is missing")
    if kind in WITH_LABEL:
        color = button.get("color", "secondary")
        _must(isinstance(color, str) and color in COLOURS, "unknown color")
    else:
        _must("color" not in button, "color is for text and callback only")
    label, link = action.get("label", ""), action.get("link", "")
    _must(isinstance(label, str) and len(label) <= LABEL, "label is over 40 characters")
    _must(isinstance(link, str), "link is not text")
    if kind == "open_link":
        _must(link.startswith(("https://", "http://")), "link is not an address")
    return Button(label, str(kind), _payload(action), button.get("color", ""), link)


def _payload(action: Json) -> str:
    payload = action.get("payload")
    if payload is None or payload == "":
        return ""
    text = payload if isinstance(payload, str) else dumps(payload)
    _must(len(text) <= PAYLOAD, "payload is over 255 characters")
    _must(text.startswith("{") and text.endswith("}"), "payload is not an object")
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ApiError(911, "payload is not JSON") from error
    return text


def dumps(value: object) -> str:
    """JSON as VK writes it: compact, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _must(kept: bool, fault: str) -> None:
    if not kept:
        raise ApiError(911, fault)

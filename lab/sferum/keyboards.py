"""MAX's rules for keyboards (facts/sferum-max.md, 2.5); any fault is 400 proto.payload."""

from typing import Any

from lab.sferum import errors, params
from lab.sferum.talks import Json
from lab.shown import Button, Rows

ROWS, IN_A_ROW, IN_A_WIDE_ROW, BUTTONS = 30, 7, 3, 210
LABEL, PAYLOAD, LINK, APP_PAYLOAD = 128, 1024, 2048, 512
WIDE = {"link", "open_app", "request_geo_location", "request_contact"}
TYPES = WIDE | {"callback", "message", "clipboard"}
INTENTS = {"default", "positive", "negative"}


def read(payload: Any) -> Rows:
    """Read and check the payload of an inline keyboard; raises `Refusal` 400."""
    rows = params.listed(params.mapping(payload, "payload").get("buttons"), "buttons")
    _must(1 <= len(rows) <= ROWS, f"1 to {ROWS} rows of buttons")
    made = tuple(_row(params.listed(row, "row")) for row in rows)
    _must(sum(map(len, made)) <= BUTTONS, f"over {BUTTONS} buttons")
    return made


def _row(row: list[Any]) -> tuple[Button, ...]:
    made = tuple(_button(params.mapping(one, "button")) for one in row)
    most = IN_A_WIDE_ROW if any(one.type in WIDE for one in made) else IN_A_ROW
    _must(1 <= len(made) <= most, f"1 to {most} buttons in this row")
    return made


def _button(button: Json) -> Button:
    kind = button.get("type")
    _must(isinstance(kind, str) and kind in TYPES, "unknown type of button")
    label = params.text(button.get("text"), "text", 1, LABEL)
    if kind == "link":
        link = params.text(button.get("url"), "url", 1, LINK)
        _must(link.startswith(("https://", "http://", "max://")), "url is not a link")
        return Button(label, "link", link=link)
    if kind == "callback":
        intent = button.get("intent") or "default"
        _must(intent in INTENTS, "unknown intent")
        payload = params.text(button.get("payload"), "payload", 0, PAYLOAD)
        return Button(label, "callback", payload, intent)
    if kind == "clipboard":
        return Button(label, "clipboard", params.text(button.get("payload"), "payload", 1, PAYLOAD))
    if kind == "open_app":
        app = params.text(button.get("web_app"), "web_app", 1)
        payload = params.text(button.get("payload") or "", "payload", 0, APP_PAYLOAD)
        return Button(label, "open_app", payload, link=app)
    return Button(label, str(kind))


def shape(rows: Rows) -> Json:
    """A keyboard as an attachment of a message."""
    buttons = [[_button_shape(one) for one in row] for row in rows]
    return {"type": "inline_keyboard", "payload": {"buttons": buttons}}


def _button_shape(button: Button) -> Json:
    made: Json = {"type": button.type, "text": button.label}
    if button.type in ("callback", "clipboard"):
        made["payload"] = button.payload
    if button.type == "callback":
        made["intent"] = button.color
    elif button.type == "link":
        made["url"] = button.link
    elif button.type == "open_app":
        made |= {"web_app": button.link, "payload": button.payload}
    elif button.type == "request_geo_location":
        made["quick"] = False
    return made


def _must(kept: bool, fault: str) -> None:
    if not kept:
        raise errors.malformed(fault)

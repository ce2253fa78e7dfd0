"""A row of the outbox as MAX wants it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bots import sferum_keyboard, vk_json
from bots.channel import Outgoing, Rejected, Upload
from bots.sferum_api import Json, Query
from bots.sferum_updates import CHAT
from bots.vk_json import Json as Read
from dialogs import words

TEXT_LENGTH = sferum_keyboard.LIMITS.text


@dataclass(frozen=True)
class File:
    """An attachment that is up: ``kind`` is MAX's word of it; ``is_new`` if it went up just now."""

    kind: str
    token: str
    is_new: bool

    @property
    def attachment(self) -> Json:
        return {"type": self.kind, "payload": {"token": self.token}}


def address(outgoing: Outgoing) -> Query:
    """Whom a message goes to; raises `Rejected`."""
    if outgoing.peer.startswith(CHAT):
        return {"chat_id": _number(outgoing.peer.removeprefix(CHAT))}
    return {"user_id": _number(outgoing.peer)}


def body(outgoing: Outgoing, files: Sequence[File]) -> Json:
    """The message itself; raises `Rejected`.

    An empty list of attachments takes an edited message's old keyboard away.
    """
    attachments: list[Json] = [one.attachment for one in files]
    keyboard = sferum_keyboard.of(outgoing.inline, outgoing.menu)
    if keyboard is not None:
        attachments.append(keyboard)
    marked: Json = {"text": outgoing.text, "format": "html"}
    if len(outgoing.text) > TEXT_LENGTH:
        marked = {"text": words.plain(outgoing.text)[:TEXT_LENGTH]}
    return {**marked, "attachments": attachments}


def mid(message: object) -> str:
    """A message's id, "" if it has none."""
    inside = vk_json.mapping(vk_json.mapping(message).get("body"))
    return vk_json.text(inside.get("mid"), 200)


def parts(outgoing: Outgoing) -> list[tuple[int, ...]]:
    """The messages that a row is, in order: the places of their uploads.

    A document goes alone in its message (the keyboard may stand with it), so all but one go before
    the words, all of them where there are pictures.
    """
    there = [n for n, one in enumerate(outgoing.uploads) if one.content or one.reference]
    documents = [n for n in there if outgoing.uploads[n].kind == "document"]
    ahead = documents if len(documents) < len(there) else documents[:-1]
    return [*((n,) for n in ahead), tuple(n for n in there if n not in ahead)]


def is_last(outgoing: Outgoing, message: Read) -> bool:
    """Whether a message of ours that stands at MAX is the row's last part: its buttons, or words.

    Buttons carry the row's own key; without any, equal words are taken for the same message.
    """
    inside = vk_json.mapping(message.get("body"))
    if outgoing.inline:
        ours = sferum_keyboard.of(outgoing.inline, None)
        return _payloads(inside.get("attachments")) == _payloads([ours])
    text = vk_json.text(inside.get("text"), 20_000)
    return text.strip() == words.plain(outgoing.text)[:TEXT_LENGTH].strip()


def is_ahead(upload: Upload, message: Read) -> bool:
    """Whether a message of ours is a document that went ahead: alone, under its name."""
    inside = vk_json.mapping(message.get("body"))
    attached = inside.get("attachments")
    names = [
        vk_json.text(vk_json.mapping(one).get("filename"), 1_000)
        for one in (attached if isinstance(attached, list) else [])
    ]
    return not inside.get("text") and names == [upload.name]


def _payloads(attachments: object) -> list[object]:
    found: list[object] = []
    for one in attachments if isinstance(attachments, list) else []:
        rows = vk_json.mapping(vk_json.mapping(one).get("payload")).get("buttons")
        for row in rows if isinstance(rows, list) else []:
            keys = row if isinstance(row, list) else []
            found += [vk_json.mapping(key).get("payload") for key in keys]
    return found


def _number(told: str) -> int:
    try:
        return int(told)
    except ValueError:
        raise Rejected("no peer") from None

"""What a bot puts into a message (NewMessageBody): read, checked, and put there."""

from dataclasses import dataclass
from typing import Any

from lab.sferum import errors, formats, keyboards, params
from lab.sferum.errors import Refusal
from lab.sferum.shapes import MEDIA
from lab.sferum.talks import Attachment, Json, Link, Message
from lab.sferum.world import World
from lab.shown import Rows

OTHERS = ("contact", "location", "share", "sticker")
ALONE = ("file", "audio", "contact", "sticker")
FORMATS = (None, "html", "markdown")
LINKS = ("reply", "forward")


@dataclass(frozen=True)
class Content:
    """A checked body. ``attachments`` and ``rows`` are None together: keep what there is."""

    text: str | None
    markup: tuple[Json, ...]
    attachments: tuple[Attachment, ...] | None
    rows: Rows
    link: Link | None

    @property
    def empty(self) -> bool:
        shown = (self.text or "").strip() or self.attachments or self.rows
        return not shown and self.link is None


def read(world: World, body: Json) -> Content:
    """Read a body; raises `Refusal` 400."""
    form = body.get("format")
    if form not in FORMATS:
        raise errors.malformed("unknown format")
    if body.get("notify") not in (None, True, False):
        raise errors.malformed("notify is neither true nor false")
    written, markup = None, tuple[Json, ...]()
    if body.get("text") is not None:
        whole = params.text(body["text"], "text", 0, world.settings.text_length)
        written, markup = formats.read(whole, form)
    attachments, rows = _attachments(world, body.get("attachments"))
    return Content(written, markup, attachments, rows, _link(world, body.get("link")))


def put(world: World, message: Message, content: Content) -> None:
    """Change a message: what is null in the body stays as it was."""
    if content.text is not None:
        message.text, message.markup = content.text, content.markup
    if content.attachments is not None:
        message.attachments, message.rows = content.attachments, content.rows
    if content.link is not None:
        message.link = content.link
    world.changed.ring()


def would_empty(message: Message, content: Content) -> bool:
    """Whether nothing would be left of a message that is changed so."""
    written = message.text if content.text is None else content.text
    if content.attachments is None:
        left = message.attachments or message.rows
    else:
        left = content.attachments or content.rows
    return not (written.strip() or left or message.link or content.link)


def _attachments(world: World, sent: Any) -> tuple[tuple[Attachment, ...] | None, Rows]:
    if sent is None:
        return None, ()
    kept: list[Attachment] = []
    rows: Rows = ()
    for one in params.listed(sent, "attachments"):
        kind = params.mapping(one, "attachment").get("type")
        if kind == "inline_keyboard":
            if rows:
                raise errors.malformed("one keyboard only")
            rows = keyboards.read(one.get("payload"))
        elif kind in MEDIA:
            kept += _files(world, kind, params.mapping(one.get("payload"), "payload"))
        elif kind in OTHERS:
            kept.append(Attachment(kind, payload={k: v for k, v in one.items() if k != "type"}))
        else:
            raise errors.malformed("unknown type of attachment")
    _must_be_alone(world, kept, rows)
    return tuple(kept), rows


def _must_be_alone(world: World, kept: list[Attachment], rows: Rows) -> None:
    if not any(one.kind in ALONE for one in kept):
        return
    if len(kept) > 1:
        raise errors.malformed("must be the only attachment")
    if rows and not world.settings.file_with_keyboard:
        raise errors.malformed("a keyboard cannot stand beside this attachment")


def _files(world: World, kind: str, payload: Json) -> list[Attachment]:
    """The files that a payload names by token; pictures may be several, or a link."""
    if kind == "image" and payload.get("photos"):
        photos = params.mapping(payload["photos"], "photos")
        tokens = [params.mapping(one, "photo").get("token") for one in photos.values()]
    elif kind == "image" and payload.get("url"):
        return [Attachment("image", name=params.text(payload["url"], "url", 1))]
    else:
        tokens = [payload.get("token")]
    return [_file(world, kind, params.text(one, "token", 1)) for one in tokens]


def _file(world: World, kind: str, token: str) -> Attachment:
    kept = world.files.get(token)
    ready = world.ready.get(token)
    if kept is None or kept.kind != kind:
        raise errors.malformed(f"unknown token of {kind}")
    if ready is not None and world.now() < ready:
        fault = f"Key: errors.process.attachment.{kind}.not.processed"
        raise Refusal(400, fault, "attachment.not.ready")
    return kept


def _link(world: World, sent: Any) -> Link | None:
    if sent is None:
        return None
    kind = params.mapping(sent, "link").get("type")
    message = world.messages.get(params.text(sent.get("mid"), "mid", 1))
    if kind not in LINKS:
        raise errors.malformed("unknown type of link")
    if message is None or message.deleted:
        raise Refusal(404, "the linked message is not there")
    return Link(kind, message)

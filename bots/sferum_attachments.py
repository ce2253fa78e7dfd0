"""What people attach in MAX, from raw JSON (dev.max.ru/docs-api/objects/Attachment)."""

from collections.abc import Mapping

from bots import vk_json
from bots.vk_json import Json
from storage.files import Attachment, FileKind

MOST = 50
_ADDRESS_LENGTH = 2_000
_TOKEN_LENGTH = 1_000
_NAME_LENGTH = 200
_KINDS: Mapping[str, FileKind] = {
    "image": "photo",
    "file": "document",
    "audio": "audio",
    "video": "video",
}
#: What is no file: keyboards, and what MAX draws of an address by itself.
_NO_FILES = frozenset({"inline_keyboard", "share"})


def read(value: object) -> tuple[Attachment, ...]:
    """The attachments of a message; one of a kind that we do not know stays as "other"."""
    if not isinstance(value, list):
        return ()
    return tuple(
        _one(one) for one in value[:MOST] if isinstance(one, dict) and _kind(one) not in _NO_FILES
    )


def _one(attachment: Json) -> Attachment:
    kind = _kind(attachment)
    payload = vk_json.mapping(attachment.get("payload"))
    return Attachment(
        kind=_KINDS.get(kind, "other"),
        reference=vk_json.text(payload.get("token"), _TOKEN_LENGTH) or kind or "unknown",
        url=_address(payload.get("url")),
        name=vk_json.text(attachment.get("filename"), _NAME_LENGTH),
        size=vk_json.number(attachment.get("size")),
    )


def _kind(attachment: Json) -> str:
    return vk_json.text(attachment.get("type"), 40)


def _address(value: object) -> str | None:
    address = vk_json.text(value, _ADDRESS_LENGTH + 1)
    is_web = address.startswith(("https://", "http://")) and len(address) <= _ADDRESS_LENGTH
    return address if is_web else None

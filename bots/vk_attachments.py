"""What people attach in VK, from raw JSON (dev.vk.com/reference/objects/attachments-message)."""

import re
from collections.abc import Mapping

from bots import vk_json
from bots.vk_json import Json
from storage.files import Attachment, FileKind

MOST = 50
_ADDRESS_LENGTH = 2_000
_NAME_LENGTH = 200
_KINDS: Mapping[str, FileKind] = {
    "photo": "photo",
    "doc": "document",
    "audio": "audio",
    "audio_message": "audio",
    "video": "video",
    "video_message": "video",
}
_WORD = re.compile(r"[A-Za-z0-9_]{1,64}")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,128}")


def read(value: object) -> tuple[Attachment, ...]:
    """The attachments of a message; one of a kind that we do not know stays as "other"."""
    if not isinstance(value, list):
        return ()
    return tuple(_one(one) for one in value[:MOST] if isinstance(one, dict))


def _one(attachment: Json) -> Attachment:
    told = attachment.get("type")
    kind = told if isinstance(told, str) and _WORD.fullmatch(told) else "unknown"
    content = vk_json.mapping(attachment.get(kind))
    return Attachment(
        kind=_KINDS.get(kind, "other"),
        reference=_reference(kind, content),
        url=_photo_address(content) if kind == "photo" else _file_address(content),
        name=vk_json.text(content.get("title"), _NAME_LENGTH) if kind in _KINDS else "",
        size=vk_json.number(content.get("size")),
    )


def _reference(kind: str, content: Json) -> str:
    owner, file = vk_json.number(content.get("owner_id")), vk_json.number(content.get("id"))
    if owner is None or file is None:
        return kind
    key = content.get("access_key")
    last = f"_{key}" if isinstance(key, str) and _KEY.fullmatch(key) else ""
    return f"{kind}{owner}_{file}{last}"


def _photo_address(photo: Json) -> str | None:
    """Where the largest size of a photo is."""
    told = photo.get("sizes")
    sizes = [vk_json.mapping(one) for one in told] if isinstance(told, list) else []
    sizes.append(vk_json.mapping(photo.get("orig_photo")))
    sizes = [one for one in sizes if _address(one.get("url")) is not None]
    return _address(max(sizes, key=_area).get("url")) if sizes else None


def _area(size: Json) -> int:
    width, height = vk_json.number(size.get("width")), vk_json.number(size.get("height"))
    return (width or 0) * (height or 0)


def _file_address(file: Json) -> str | None:
    names = ("url", "link_ogg", "link_mp3")
    return next((found for name in names if (found := _address(file.get(name)))), None)


def _address(value: object) -> str | None:
    address = vk_json.text(value, _ADDRESS_LENGTH + 1)
    is_web = address.startswith(("https://", "http://")) and len(address) <= _ADDRESS_LENGTH
    return address if is_web else None

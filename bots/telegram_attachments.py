"""What people attach in Telegram, from raw JSON: an id by which the bot may ask for the file.

Telegram gives no address with a message: it is asked for (getFile) when the copy is made, so what
stands for it is the id under a scheme of our own.
"""

from bots import vk_json
from bots.vk_json import Json
from storage.files import Attachment, FileKind

SCHEME = "telegram-file:"
_ID_LENGTH = 300
_NAME_LENGTH = 200
_KINDS: dict[str, FileKind] = {
    "document": "document",
    "audio": "audio",
    "voice": "audio",
    "video": "video",
    "video_note": "video",
    "animation": "video",
}
#: What is no file of theirs: it is noticed, and not kept.
_OTHERS = ("sticker", "contact", "location", "venue", "poll", "dice", "game", "story", "paid_media")


def read(message: Json) -> tuple[Attachment, ...]:
    """The files of a message; something that we do not know stays as "other"."""
    photo = message.get("photo")
    if isinstance(photo, list) and photo:
        sizes = [vk_json.mapping(one) for one in photo]
        largest = max(sizes, key=lambda one: vk_json.number(one.get("width")) or 0)
        return (_file("photo", largest),)
    # An animation comes as a document too, for programs that do not know it.
    for name, kind in reversed(_KINDS.items()):
        if isinstance(told := message.get(name), dict):
            return (_file(kind, told),)
    return tuple(Attachment("other", name) for name in _OTHERS if name in message)


def _file(kind: FileKind, told: Json) -> Attachment:
    reference = vk_json.text(told.get("file_id"), _ID_LENGTH)
    return Attachment(
        kind=kind,
        reference=reference or "unknown",
        url=f"{SCHEME}{reference}" if reference else None,
        name=vk_json.text(told.get("file_name"), _NAME_LENGTH),
        size=vk_json.number(told.get("file_size")),
    )

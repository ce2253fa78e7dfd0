"""Pictures and documents of the outbox, made when they leave: by kind."""

from collections.abc import Callable

from pydantic import BaseModel

from bots.channel import Upload
from dialogs import calendar_entries, certificates, charts, documents
from storage.outbox import PictureRow


def draw(picture: PictureRow) -> bytes:
    """Draw a picture as PNG, or write a document; raises `KeyError` for an unknown kind."""
    return MAKERS[picture["kind"]](picture["data"])


# Imported where they are used: matplotlib costs a second and 60 MB, and most messages have no
# picture.


def _stages(data: str) -> bytes:
    from bots import drawing

    return drawing.draw_stages(charts.read(data))


def _qr(data: str) -> bytes:
    from bots import qr

    return qr.png(data)


def _docx(data: str) -> bytes:
    from bots import document_file

    return document_file.docx(documents.read(data))


def _ics(data: str) -> bytes:
    from bots import calendar_file

    return calendar_file.ics(calendar_entries.read(data))


def _pdf(data: str) -> bytes:
    from bots import certificate_file

    return certificate_file.pdf(certificates.read(data))


def _feedback(data: str) -> bytes:
    from bots import feedback_picture

    return feedback_picture.draw(charts.FeedbackChart.model_validate_json(data))


MAKERS: dict[str, Callable[[str], bytes]] = {
    "stages": _stages,
    "qr": _qr,
    "docx": _docx,
    "ics": _ics,
    "pdf": _pdf,
    "feedback": _feedback,
}
#: Kinds that are sent as documents; their data says the file's name.
DOCUMENTS = frozenset({"docx", "ics", "pdf"})


def upload(picture: PictureRow, content: bytes) -> Upload:
    """What was drawn as a file to send: a picture to look at, or a document under its name."""
    kind = picture["kind"]
    if kind not in DOCUMENTS:
        return Upload("photo", f"{kind}.png", content)
    return Upload("document", _Named.model_validate_json(picture["data"]).file, content)


class _Named(BaseModel):
    file: str

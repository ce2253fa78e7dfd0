"""Pictures of the outbox, drawn when they leave: by kind."""

from collections.abc import Callable
from typing import Literal

from dialogs import charts
from storage.outbox import PictureRow


def draw(picture: PictureRow) -> bytes:
    """Draw a picture as PNG; raises `KeyError` for a kind that nobody knows."""
    return MAKERS[picture["kind"]](picture["data"])


# Imported where they are used: matplotlib costs a second and 60 MB, and most messages have no
# picture.


def _stages(data: str) -> bytes:
    from bots import drawing

    return drawing.draw_stages(charts.read(data))


def _qr(data: str) -> bytes:
    from bots import qr

    return qr.png(data)


def _protocol_docx(data: str) -> bytes:
    from bots import protocol_docx

    return protocol_docx.make(data)


def _protocol_pdf(data: str) -> bytes:
    from bots import protocol_pdf

    return protocol_pdf.make(data)


MAKERS: dict[str, Callable[[str], bytes]] = {
    "stages": _stages,
    "qr": _qr,
    "protocol-docx": _protocol_docx,
    "protocol-pdf": _protocol_pdf,
}
#: Those that are documents, by the ending of their names.
DOCUMENTS = {"protocol-docx": ".docx", "protocol-pdf": ".pdf"}


def named(picture: PictureRow) -> tuple[Literal["photo", "document"], str]:
    """What a picture goes up as, and its file's name."""
    kind = picture["kind"]
    if kind in DOCUMENTS:
        return "document", f"protocol{DOCUMENTS[kind]}"
    return "photo", f"{kind}.png"

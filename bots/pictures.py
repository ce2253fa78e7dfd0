"""What is drawn when it leaves: pictures, and documents that the bot makes; by kind."""

from collections.abc import Callable

from bots.channel import Upload
from dialogs import charts, documents
from storage.outbox import PictureRow

#: Letters that a file's name may not hold somewhere.
_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', " "))


def draw(picture: PictureRow) -> Upload:
    """Draw a picture or a document; raises `KeyError` for a kind that nobody knows."""
    return MAKERS[picture["kind"]](picture["data"])


# Imported where they are used: matplotlib costs a second and 60 MB, and most messages have no
# picture.


def _stages(data: str) -> Upload:
    from bots import drawing

    return Upload("photo", "stages.png", drawing.draw_stages(charts.read(data)))


def _qr(data: str) -> Upload:
    from bots import qr

    return Upload("photo", "qr.png", qr.png(data))


def _xlsx(data: str) -> Upload:
    from bots import tables

    told = documents.read_table(data)
    cells = [[tables.safe(cell) for cell in row] for row in told.rows]
    return Upload("document", file_name(told.name, "xlsx"), tables.xlsx(cells))


def file_name(name: str, kind: str) -> str:
    """A name that every messenger and every computer takes."""
    plain = " ".join(name.translate(_FORBIDDEN).split())[:80]
    return f"{plain or 'file'}.{kind}"


def _protocol_docx(data: str) -> Upload:
    from bots import protocol_docx

    return Upload("document", file_name("protocol", "docx"), protocol_docx.make(data))


def _protocol_pdf(data: str) -> Upload:
    from bots import protocol_pdf

    return Upload("document", file_name("protocol", "pdf"), protocol_pdf.make(data))


MAKERS: dict[str, Callable[[str], Upload]] = {
    "stages": _stages,
    "qr": _qr,
    documents.XLSX: _xlsx,
    "protocol-docx": _protocol_docx,
    "protocol-pdf": _protocol_pdf,
}

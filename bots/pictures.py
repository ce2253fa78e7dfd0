"""What is drawn when it leaves: pictures, and documents that the bot makes; by kind."""

from collections.abc import Callable

from bots.channel import Upload
from dialogs import calendar_entries, certificates, charts, documents, printed, programme_pictures
from storage.outbox import PictureRow


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
    return Upload("document", documents.file_name(told.name, "xlsx"), tables.xlsx(cells))


def _protocol_docx(data: str) -> Upload:
    from bots import protocol_docx

    return Upload("document", documents.file_name("protocol", "docx"), protocol_docx.make(data))


def _protocol_pdf(data: str) -> Upload:
    from bots import protocol_pdf

    return Upload("document", documents.file_name("protocol", "pdf"), protocol_pdf.make(data))


def _docx(data: str) -> Upload:
    from bots import document_file

    told = printed.read(data)
    return Upload("document", told.file, document_file.docx(told))


def _ics(data: str) -> Upload:
    from bots import calendar_file

    entry = calendar_entries.read(data)
    return Upload("document", entry.file, calendar_file.ics(entry))


def _pdf(data: str) -> Upload:
    from bots import certificate_file

    told = certificates.read(data)
    return Upload("document", told.file, certificate_file.pdf(told))


def _feedback(data: str) -> Upload:
    from bots import feedback_picture

    told = charts.FeedbackChart.model_validate_json(data)
    return Upload("photo", "feedback.png", feedback_picture.draw(told))


def _programme(data: str) -> Upload:
    from bots import programme_picture

    told = programme_pictures.read(data)
    return Upload("photo", "programme.png", programme_picture.draw(told))


MAKERS: dict[str, Callable[[str], Upload]] = {
    "stages": _stages,
    "qr": _qr,
    documents.XLSX: _xlsx,
    "docx": _docx,
    "ics": _ics,
    "pdf": _pdf,
    "feedback": _feedback,
    "programme": _programme,
    "protocol-docx": _protocol_docx,
    "protocol-pdf": _protocol_pdf,
}

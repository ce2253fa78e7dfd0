"""A protocol as DOCX, from what `dialogs.protocol_text` says of it."""

import io
import json

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

FONT = "Times New Roman"


def make(data: str) -> bytes:
    """The document's bytes."""
    told = json.loads(data)
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    for number, line in enumerate(told["title"]):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(line)
        run.bold = number == 1
    for heading, said in told["parts"]:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{heading} ").bold = True
        first, *more = said.split("\n")
        paragraph.add_run(first)
        for line in more:
            document.add_paragraph(line)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()

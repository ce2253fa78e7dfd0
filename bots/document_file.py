"""A document of the outbox as DOCX (E7)."""

import io

from docx import Document as new_docx
from docx.document import Document as Made
from docx.shared import Cm, Pt

from dialogs.printed import Block, Document

FONT = "DejaVu Sans"
SIZE = Pt(10.5)
MARGIN = Cm(2)


def docx(document: Document) -> bytes:
    """Write a document down."""
    made: Made = new_docx()
    style = made.styles["Normal"]
    style.font.name, style.font.size = FONT, SIZE
    for section in made.sections:
        section.left_margin = section.right_margin = MARGIN
        section.top_margin = section.bottom_margin = MARGIN
    made.core_properties.title = document.title
    made.core_properties.author = ""
    made.add_heading(document.title, level=0)
    for block in document.blocks:
        _add(made, block)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _add(made: Made, block: Block) -> None:
    if block.kind == "table":
        table = made.add_table(rows=0, cols=len(block.rows[0]))
        table.style = "Table Grid"
        for row in block.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        return
    for line in block.lines:
        if block.kind == "heading":
            made.add_heading(line, level=2)
        else:
            made.add_paragraph(line, style="List Bullet" if block.kind == "list" else None)

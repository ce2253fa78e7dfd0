"""What a printed document says, as plain data; it is written as DOCX when it leaves (E7)."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from storage.outbox import PictureRow


class Block(BaseModel):
    """A part of a document: a heading, a paragraph, a list or a table, its lines in order;
    a table's lines are rows of cells."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["heading", "text", "list", "table"]
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Document(BaseModel):
    """A document under its ``file`` name."""

    model_config = ConfigDict(frozen=True)

    file: str
    title: str
    blocks: tuple[Block, ...]


def row(document: Document) -> PictureRow:
    """A document for the outbox."""
    return PictureRow(kind="docx", data=document.model_dump_json())


def read(data: str) -> Document:
    """A document as it was kept."""
    return Document.model_validate_json(data)

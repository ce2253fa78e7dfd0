"""What was said in a talk with the psychologist: a row a message, sealed (Q3, Q6)."""

from datetime import datetime

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from storage import rotation
from storage.columns import Instant


class RelayLine(SQLModel, table=True):
    """A message from one side to the other. ``shown_at`` is when it went on its way to the reader
    (until then it is unread), ``arrived_at`` when their messenger took it, ``failed_at`` when it
    was given up."""

    __tablename__ = "relay_line"
    __table_args__ = (
        Index("ix_relay_line_handoff", "handoff_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    handoff_id: int = Field(foreign_key="handoff.id")
    from_pupil: bool
    sealed: str
    files: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    at: datetime = Field(sa_type=Instant)
    shown_at: datetime | None = Field(default=None, sa_type=Instant)
    arrived_at: datetime | None = Field(default=None, sa_type=Instant)
    failed_at: datetime | None = Field(default=None, sa_type=Instant)


rotation.sealed(RelayLine, "sealed")

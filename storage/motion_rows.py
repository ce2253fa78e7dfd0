"""Motions and ballots as rows (M4)."""

from datetime import datetime
from enum import StrEnum

from pydantic import JsonValue
from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from storage import rotation
from storage.columns import Instant


class MotionKind(StrEnum):
    """What is voted on; the Council's own matters are `GENERAL`."""

    CONFIRM = "confirm"
    SUSPEND = "suspend"
    REMOVE = "remove"
    APPEAL = "appeal"
    OPEN = "open"
    CLOSE = "close"
    GENERAL = "general"


#: These want two thirds of those voting and a majority of the list.
QUALIFIED = frozenset({MotionKind.REMOVE, MotionKind.OPEN})
#: These are about a person.
PERSONAL = frozenset({MotionKind.CONFIRM, MotionKind.SUSPEND, MotionKind.REMOVE, MotionKind.APPEAL})


class Motion(SQLModel, table=True):
    """A question put to the vote. ``number`` and ``protocol`` come with its end; ``casting`` is
    the chair's choice in a secret ballot, sealed and forgotten then: an even split wants it."""

    __tablename__ = "motion"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    text: str
    case_id: int | None = Field(default=None, foreign_key="council_case.id")
    resident_id: int | None = Field(default=None, foreign_key="resident.id", index=True)
    sanction_id: int | None = None
    segment: str = ""
    opened_to: str = ""
    asked_until: datetime | None = Field(default=None, sa_type=Instant)
    for_safety: bool = False
    secret: bool = False
    rapporteur_id: int | None = Field(default=None, foreign_key="resident.id")
    opened_by: int | None = Field(default=None, foreign_key="resident.id")
    opened_at: datetime = Field(sa_type=Instant)
    ends_at: datetime = Field(sa_type=Instant, index=True)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    result: str = ""
    number: int | None = Field(default=None, unique=True)
    size: int = 0
    yes: int = 0
    no: int = 0
    abstained: int = 0
    casting: str = ""
    protocol: dict[str, JsonValue] | None = Field(default=None, sa_column=Column(JSON))


rotation.sealed(Motion, "casting")


class Ballot(SQLModel, table=True):
    """A member of the list for one motion. ``interest`` says why they do not vote; ``choice``
    stays empty in a secret ballot."""

    __tablename__ = "ballot"

    motion_id: int = Field(foreign_key="motion.id", primary_key=True)
    member_id: int = Field(foreign_key="resident.id", primary_key=True)
    interest: str = ""
    voted_at: datetime | None = Field(default=None, sa_type=Instant)
    choice: str = ""

"""A certificate of an event, as plain data; written as PDF when it leaves (E4)."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from dialogs import documents, words
from storage.conference_day import Spoken
from storage.event_attendance import Attended
from storage.outbox import PictureRow
from storage.residents import Who


class Certificate(BaseModel):
    """What stands on it, from the top."""

    model_config = ConfigDict(frozen=True)

    file: str
    heading: str
    name: str
    said: str
    event: str
    when: str
    school: str


def row(attended: Attended, school: str) -> PictureRow:
    """A certificate of who was there, for the outbox."""
    who = attended.who
    heading = words.label("certificate-heading")
    said = _said(who.grade if who.is_pupil else "")
    return _row(who, heading, said, attended.title, attended.starts_at, school)


def speaker(spoken: Spoken, school: str) -> PictureRow:
    """A certificate of who gave a talk at a conference (E5), for the outbox."""
    who = spoken.who
    grade = who.grade if who.is_pupil else ""
    text = "certificate-speaker" if grade else "certificate-speaker-adult"
    said = words.label(text, title=spoken.title, **({"grade": grade} if grade else {}))
    heading = words.label("certificate-heading-speaker")
    return _row(who, heading, said, spoken.event_title, spoken.starts_at, school)


def _row(
    who: Who, heading: str, said: str, title: str, starts: datetime, school: str
) -> PictureRow:
    made = Certificate(
        file=documents.file_name(words.label("certificate-file", title=title), "pdf"),
        heading=heading,
        name=" ".join(part for part in (who.family, who.name, who.patronymic) if part),
        said=said,
        event=f"«{title}»",
        when=words.label("certificate-when", starts=starts),
        school=school or words.label("home-school"),
    )
    return PictureRow(kind="pdf", data=made.model_dump_json())


def _said(grade: str) -> str:
    if grade:
        return words.label("certificate-said", grade=grade)
    return words.label("certificate-said-adult")


def read(data: str) -> Certificate:
    """A certificate as it was kept."""
    return Certificate.model_validate_json(data)

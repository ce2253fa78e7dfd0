"""A certificate of an event, as plain data; written as PDF when it leaves (E4)."""

from pydantic import BaseModel, ConfigDict

from dialogs import documents, words
from storage.event_attendance import Attended
from storage.outbox import PictureRow


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
    """A certificate for the outbox."""
    who = attended.who
    name = " ".join(part for part in (who.family, who.name, who.patronymic) if part)
    made = Certificate(
        file=documents.file_name(words.label("certificate-file", title=attended.title), "pdf"),
        heading=words.label("certificate-heading"),
        name=name,
        said=_said(who.grade if who.is_pupil else ""),
        event=f"«{attended.title}»",
        when=words.label("certificate-when", starts=attended.starts_at),
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

"""The diary of a project: what was done, in the pupils' words, in one message (P4)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Field, SQLModel, col, select

from storage import projects, residents, revisions, wording
from storage.columns import Instant
from storage.projects import Member, Project, ProjectState, key
from storage.ready import Question
from storage.residents import Who
from storage.store import Tx


class DiaryEntry(SQLModel, table=True):
    """One line of a diary; entries are added, never changed."""

    __tablename__ = "diary_entry"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    author_id: int = Field(foreign_key="resident.id")
    at: datetime = Field(sa_type=Instant)
    text: str


@dataclass(frozen=True)
class Entry:
    id: int
    project: int
    title: str
    by: Who
    at: datetime
    text: str


@dataclass(frozen=True)
class Notebook:
    """A diary that a pupil may write in."""

    project: int
    title: str


def write(tx: Tx, by: Who, *, project: int, text: str) -> Entry:
    """Add to the diary; for members only."""
    row, standing = projects.hold(tx, by, project)
    actor = projects.must_be_member(by, standing)
    said = wording.passage(text, "diary", wording.DIARY_MAX)
    entry = DiaryEntry(project_id=project, author_id=actor, at=tx.now, text=said)
    tx.session.add(entry)
    tx.session.flush()
    revisions.changed(tx, row, actor, "diary.write", entry=entry.id)
    return _view(tx, row, entry)


def note(tx: Tx, *, project: int, author: int, text: str) -> None:
    """Put in what came to pass outside the project's own work (a consultation, K3); who may have
    it written is the caller's rule."""
    row = projects.lock(tx, project)
    if row is None:
        return
    said = wording.passage(text, "diary", wording.DIARY_MAX)
    entry = DiaryEntry(project_id=project, author_id=author, at=tx.now, text=said)
    tx.session.add(entry)
    tx.session.flush()
    revisions.changed(tx, row, author, "diary.write", entry=entry.id)


def entries(
    tx: Tx, by: Who, *, project: int, limit: int = 10, before: int | None = None
) -> list[Entry]:
    """Read the diary, newest first; ``before`` is the id of an entry already shown."""
    row, _ = projects.see(tx, by, project)
    wanted = select(DiaryEntry).where(DiaryEntry.project_id == project)
    if before is not None:
        wanted = wanted.where(col(DiaryEntry.id) < before)
    found = tx.session.exec(wanted.order_by(col(DiaryEntry.id).desc()).limit(limit))
    return [_view(tx, row, entry) for entry in found]


_WRITABLE = Question(
    select_columns(col(Project.id), col(Project.title))
    .join(Member, col(Member.project_id) == col(Project.id))
    .where(
        col(Member.resident_id) == bindparam("pupil"),
        col(Member.left_at).is_(None),
        col(Project.state) == ProjectState.ACTIVE.value,
    )
    .order_by(col(Project.id).desc()),
    Notebook,
)


def writable(tx: Tx, by: Who) -> list[Notebook]:
    """The diaries of this pupil's projects under way, the latest begun first."""
    return _WRITABLE.all(tx, pupil=by.must_be_resident())


def _view(tx: Tx, project: Project, entry: DiaryEntry) -> Entry:
    return Entry(
        id=key(entry.id),
        project=key(project.id),
        title=project.title,
        by=residents.who(tx, entry.author_id),
        at=entry.at,
        text=entry.text,
    )

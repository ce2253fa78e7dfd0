"""What an exhibition holds (E5): a project's work with its authors and pictures, who looked at it
and liked it."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel, col, select

from storage import columns, refusals, residents
from storage.columns import Instant
from storage.projects import key
from storage.residents import Kind, Who
from storage.store import Tx

PICTURES_MOST = 5


class ExhibitState(StrEnum):
    """``sent`` waits for the hosts; an ``approved`` one is shown once everybody has agreed."""

    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


#: While its authors may change it.
OPEN = (ExhibitState.DRAFT, ExhibitState.RETURNED)
#: While words are asked for.
ASKING = (ExhibitState.SENT, ExhibitState.APPROVED)


class Exhibit(SQLModel, table=True):
    """A project's work in an exhibition, one of a project at a time; ``shown_at`` is when others
    could see it first, ``remark`` what has to be mended. ``edition`` grows when it is changed after
    somebody may have agreed to it."""

    __tablename__ = "exhibit"
    __table_args__ = (
        columns.partial_index(
            "ix_exhibit_standing",
            "event_id",
            "project_id",
            unique=True,
            where="state <> 'withdrawn'",
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    title: str
    annotation: str
    edition: int = 1
    state: str = ExhibitState.DRAFT
    remark: str = ""
    made_by: int = Field(foreign_key="resident.id")
    made_at: datetime = Field(sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    decided_by: int | None = Field(default=None, foreign_key="resident.id")
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    shown_at: datetime | None = Field(default=None, sa_type=Instant)
    withdrawn_by: int | None = Field(default=None, foreign_key="resident.id")
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)


class ExhibitAuthor(SQLModel, table=True):
    """Whose work it is: the team on the day of the sending."""

    __tablename__ = "exhibit_author"

    exhibit_id: int = Field(foreign_key="exhibit.id", primary_key=True)
    resident_id: int = Field(foreign_key="resident.id", primary_key=True, index=True)


class ExhibitPicture(SQLModel, table=True):
    """A picture of a work; ``artefact_id`` is where in the project it was taken from. The file is
    the exhibition's own, so that it goes with the work."""

    __tablename__ = "exhibit_picture"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    exhibit_id: int = Field(foreign_key="exhibit.id", index=True)
    artefact_id: int | None = Field(default=None, foreign_key="artefact.id")
    file_id: int = Field(foreign_key="stored_file.id")


class ExhibitVisit(SQLModel, table=True):
    """That a person has looked at a work, and since when they like it; ``person`` is "r7" for a
    resident, "a7" for an account of nobody."""

    __tablename__ = "exhibit_visit"

    exhibit_id: int = Field(foreign_key="exhibit.id", primary_key=True)
    person: str = Field(primary_key=True)
    seen_at: datetime = Field(sa_type=Instant)
    liked_at: datetime | None = Field(default=None, sa_type=Instant)


def find(tx: Tx, exhibit_id: int) -> Exhibit:
    """Read a work's row; raises `refusals.Missing`."""
    row = tx.session.get(Exhibit, exhibit_id)
    if row is None:
        raise refusals.Missing("exhibit")
    return row


def hold(tx: Tx, exhibit_id: int) -> Exhibit:
    """Lock a work and read it as it is now; raises `refusals.Missing`."""
    tx.lock(f"exhibit:{exhibit_id}")
    tx.session.flush()
    row = tx.session.get(Exhibit, exhibit_id, populate_existing=True)
    if row is None:
        raise refusals.Missing("exhibit")
    return row


def author_ids(tx: Tx, exhibit_id: int) -> tuple[int, ...]:
    return tuple(authors_of_many(tx, [exhibit_id]).get(exhibit_id, ()))


def authors_of_many(tx: Tx, exhibits: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """The authors of several works, each by their ids."""
    rows = tx.session.exec(
        select(ExhibitAuthor)
        .where(col(ExhibitAuthor.exhibit_id).in_(list(exhibits)))
        .order_by(col(ExhibitAuthor.resident_id))
    )
    found: dict[int, tuple[int, ...]] = {}
    for row in rows:
        found[row.exhibit_id] = (*found.get(row.exhibit_id, ()), row.resident_id)
    return found


def is_author(tx: Tx, who: Who, exhibit_id: int) -> bool:
    return who.id is not None and who.id in author_ids(tx, exhibit_id)


def pictures(tx: Tx, exhibit_id: int) -> list[ExhibitPicture]:
    """A work's pictures in the order of adding."""
    rows = tx.session.exec(
        select(ExhibitPicture)
        .where(ExhibitPicture.exhibit_id == exhibit_id)
        .order_by(col(ExhibitPicture.id))
    )
    return list(rows)


def of_event(tx: Tx, event: int, *states: ExhibitState) -> list[Exhibit]:
    """An exhibition's works in these states, in the order of beginning."""
    rows = tx.session.exec(
        select(Exhibit)
        .where(Exhibit.event_id == event, col(Exhibit.state).in_([one.value for one in states]))
        .order_by(col(Exhibit.id))
    )
    return list(rows)


def names(tx: Tx, by: Who, exhibit_id: int) -> tuple[str, ...]:
    """How a work's authors are named to who looks: pupils as everywhere (D4), to whom the school
    does not know or who is of a partner by the given name alone."""
    people = residents.people(tx, author_ids(tx, exhibit_id)).values()
    is_ours = by.id is not None and by.kind is Kind.INTERNAL
    return tuple(one.short if is_ours else one.name for one in people)


def tell(tx: Tx, row: Exhibit, but: Who | None = None) -> tuple[int, ...]:
    """A work's authors who are to be told, without who acts."""
    actor = but.id if but is not None else None
    return tuple(one for one in author_ids(tx, key(row.id)) if one != actor)

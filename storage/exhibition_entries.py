"""A project's work on its way into an exhibition: begun, changed and sent by the team (E5).

It stays the team's own until it is sent. What comes back with a remark may be changed; what was
approved may only be taken out.
"""

from dataclasses import dataclass

from sqlmodel import col, delete, select

from storage import (
    access,
    events,
    exhibition_consents,
    exhibitions,
    exhibits,
    families,
    files,
    jobs,
    journal,
    projects,
    refusals,
    residents,
    wording,
)
from storage.access import Segment
from storage.events import Event
from storage.exhibition_consents import Lacking
from storage.exhibitions import Phase
from storage.exhibits import Exhibit, ExhibitAuthor, ExhibitPicture, ExhibitState
from storage.projects import Member, Project, ProjectState, key
from storage.residents import Who
from storage.store import Tx

ANNOTATION_MAX = 600


@dataclass(frozen=True)
class Candidate:
    """A project of one's own that may be shown in an exhibition."""

    project: int
    title: str


@dataclass(frozen=True)
class Entry:
    """A work as its authors, their parents and the hosts see it; ``lacking`` is whose agreement
    is wanting, ``keeps`` whether who looks keeps the exhibition, ``tell`` are residents to be told
    of an act."""

    id: int
    event: int
    event_title: str
    project: int
    project_title: str
    title: str
    annotation: str
    state: ExhibitState
    remark: str
    authors: tuple[Who, ...]
    pictures: tuple[int, ...]
    lacking: tuple[Lacking, ...]
    mine: bool
    keeps: bool
    edits: bool
    decides: bool
    removes: bool
    phase: Phase
    tell: tuple[int, ...] = ()


def candidates(tx: Tx, by: Who, *, event: int) -> list[Candidate]:
    """The person's own projects without a work in this exhibition, the newest first."""
    row = exhibitions.see(tx, by, event)
    if by.id is None or exhibitions.phase(tx, row) is Phase.OVER:
        return []
    there = select(Exhibit.project_id).where(
        Exhibit.event_id == event, Exhibit.state != ExhibitState.WITHDRAWN
    )
    rows = tx.session.exec(
        select(Project)
        .join(Member, col(Member.project_id) == col(Project.id))
        .where(
            Member.resident_id == by.id,
            col(Member.left_at).is_(None),
            Project.state != ProjectState.ARCHIVED,
            col(Project.id).not_in(there),
        )
        .order_by(col(Project.id).desc())
    )
    return [Candidate(key(one.id), one.title) for one in rows]


def own(tx: Tx, by: Who, *, event: int) -> list[Entry]:
    """The works somebody is an author of, and those of their children, once they are sent."""
    row = exhibitions.see(tx, by, event)
    if by.id is None:
        return []
    those = select(ExhibitAuthor.exhibit_id).where(
        col(ExhibitAuthor.resident_id).in_([by.id, *families.children_ids(tx, by.id)])
    )
    rows = tx.session.exec(
        select(Exhibit)
        .where(
            Exhibit.event_id == event,
            Exhibit.state != ExhibitState.WITHDRAWN,
            col(Exhibit.id).in_(those),
        )
        .order_by(col(Exhibit.id))
    )
    seen = (view(tx, by, one, row) for one in rows)
    return [one for one in seen if one.mine or one.state is not ExhibitState.DRAFT]


def begin(tx: Tx, by: Who, *, event: int, project: int, title: str, annotation: str) -> Entry:
    """Begin a work; raises `Spent` where the project has one there already."""
    row = exhibitions.see(tx, by, event)
    if exhibitions.phase(tx, row) is Phase.OVER:
        raise refusals.Broken("exhibition-over", ended=exhibitions.ends_at(tx, row))
    own = _must_be_of_team(tx, by, project)
    tx.lock(f"exhibition:{event}")
    standing = select(Exhibit.id).where(
        Exhibit.event_id == event,
        Exhibit.project_id == project,
        Exhibit.state != ExhibitState.WITHDRAWN,
    )
    if tx.session.exec(standing).first() is not None:
        raise refusals.Spent("exhibit-begun")
    made = Exhibit(
        event_id=event,
        project_id=project,
        title=wording.line(title, "title"),
        annotation=wording.passage(annotation, "annotation", ANNOTATION_MAX),
        made_by=own,
        made_at=tx.now,
    )
    tx.session.add(made)
    tx.session.flush()
    _write_authors(tx, made)
    write_down(tx, "exhibit.begin", by, made)
    return view(tx, by, made, row)


def edit(tx: Tx, by: Who, *, exhibit: int, title: str = "", annotation: str = "") -> Entry:
    """Write a work's words anew; what is "" stays."""
    row, event = hold_to_edit(tx, by, exhibit)
    if title:
        row.title = wording.line(title, "title")
    if annotation:
        row.annotation = wording.passage(annotation, "annotation", ANNOTATION_MAX)
    changed(tx, row)
    return view(tx, by, row, event)


def changed(tx: Tx, row: Exhibit) -> None:
    """A work was changed: whoever agreed to it as it was sent is to agree anew."""
    if row.state == ExhibitState.RETURNED:
        row.edition += 1
    tx.session.flush()


def send(tx: Tx, by: Who, *, exhibit: int, words: str) -> Entry:
    """Send a work to the hosts. ``words`` are what the sender agrees to; ``tell`` are the hosts."""
    row, event = hold_to_edit(tx, by, exhibit)
    if not exhibits.pictures(tx, exhibit):
        raise refusals.Broken("exhibit-no-picture")
    _write_authors(tx, row)
    row.state, row.sent_at, row.remark = ExhibitState.SENT, tx.now, ""
    tx.session.flush()
    exhibition_consents.give(tx, by, row, subject=by.must_be_resident(), words=words)
    plan(tx, event)
    write_down(tx, "exhibit.send", by, row)
    tell = exhibitions.keepers(tx, event, *exhibits.author_ids(tx, exhibit))
    return view(tx, by, row, event, tell)


def withdraw(tx: Tx, by: Who, *, exhibit: int) -> Entry:
    """Take a work out at once, let its pictures go, erase what was written about it: its authors,
    their parents, who keeps the exhibition. ``tell`` are the authors, and the keepers where it was
    none of them. Gives the work as it was."""
    row = exhibits.hold(tx, exhibit)
    if row.state == ExhibitState.WITHDRAWN or not may_remove(tx, by, row):
        raise refusals.Missing("exhibit")
    event = events.find(tx, row.event_id)
    told = exhibits.tell(tx, row, by)
    sent = row.state in (ExhibitState.SENT, ExhibitState.APPROVED)
    if sent and not exhibitions.keeps(tx, event, by):
        told = (*told, *exhibitions.keepers(tx, event, *told, key(by.id)))
    seen = view(tx, by, row, event, told)
    row.state, row.withdrawn_by, row.withdrawn_at = ExhibitState.WITHDRAWN, by.id, tx.now
    row.annotation, kept = "", exhibits.pictures(tx, exhibit)
    tx.session.execute(delete(ExhibitPicture).where(col(ExhibitPicture.exhibit_id) == exhibit))
    tx.session.flush()
    for one in kept:
        files.let_go(tx, one.file_id)
    write_down(tx, "exhibit.withdraw", by, row)
    return seen


def may_remove(tx: Tx, by: Who, row: Exhibit) -> bool:
    """Whether somebody may take a work out; no suspension and no audience stands in the way of
    authors and parents: it is about their own data."""
    if by.id is None:
        return False
    authors = exhibits.author_ids(tx, key(row.id))
    if by.id in authors or exhibition_consents.children_among(tx, by, authors):
        return True
    event = events.find(tx, row.event_id)
    return access.may_enter(by, Segment.EVENTS) and exhibitions.keeps(tx, event, by)


def show(tx: Tx, by: Who, *, exhibit: int) -> Entry:
    """A work in whatever state, to its authors, their parents and the keepers; raises Missing."""
    row = exhibits.find(tx, exhibit)
    if row.state == ExhibitState.WITHDRAWN or not may_remove(tx, by, row):
        raise refusals.Missing("exhibit")
    is_draft = row.state == ExhibitState.DRAFT
    if is_draft and not exhibits.is_author(tx, by, exhibit):
        raise refusals.Missing("exhibit")
    return view(tx, by, row, events.find(tx, row.event_id))


def hold_to_edit(tx: Tx, by: Who, exhibit: int) -> tuple[Exhibit, Event]:
    """Lock a work that one of the team may change now; raises `Missing`, `Denied`, `Broken`."""
    access.must_enter_freely(by, Segment.EVENTS)
    row = exhibits.hold(tx, exhibit)
    if row.state == ExhibitState.WITHDRAWN or not may_remove(tx, by, row):
        raise refusals.Missing("exhibit")
    _must_be_of_team(tx, by, row.project_id)
    if row.state not in exhibits.OPEN:
        raise refusals.Broken("exhibit-sent")
    event = exhibitions.find(tx, row.event_id)
    if exhibitions.phase(tx, event) is Phase.OVER:
        raise refusals.Broken("exhibition-over", ended=exhibitions.ends_at(tx, event))
    return row, event


def plan(tx: Tx, event: Event) -> None:
    """Plan the opening and the end of an exhibition as it is planned now."""
    number = key(event.id)
    for name, at in (
        ("exhibition.open", event.starts_at),
        ("exhibition.close", exhibitions.ends_at(tx, event)),
    ):
        jobs.plan(tx, name, f"{number}:{at:%Y%m%d%H%M}", at, event=number)


def view(tx: Tx, by: Who, row: Exhibit, event: Event, tell: tuple[int, ...] = ()) -> Entry:
    """A work as somebody sees it; rights are the caller's matter."""
    number = key(row.id)
    authors = exhibits.author_ids(tx, number)
    people = residents.people(tx, authors)
    mine, keeps = by.id is not None and by.id in authors, exhibitions.keeps(tx, event, by)
    open_ = row.state in exhibits.OPEN
    in_team = by.id in projects.member_ids(tx, row.project_id)
    return Entry(
        id=number,
        event=row.event_id,
        event_title=event.title,
        project=row.project_id,
        project_title=tx.session.get_one(Project, row.project_id).title,
        title=row.title,
        annotation=row.annotation,
        state=ExhibitState(row.state),
        remark=row.remark,
        authors=tuple(people[one] for one in authors),
        pictures=tuple(one.file_id for one in exhibits.pictures(tx, number)),
        lacking=exhibition_consents.lacking(tx, row),
        mine=mine,
        keeps=keeps,
        edits=mine and in_team and open_,
        decides=keeps and not mine and row.state == ExhibitState.SENT,
        removes=may_remove(tx, by, row),
        phase=exhibitions.phase(tx, event),
        tell=tell,
    )


def _must_be_of_team(tx: Tx, by: Who, project: int) -> int:
    row, standing = projects.see(tx, by, project)
    actor = projects.must_be_member(by, standing)
    if row.state == ProjectState.ARCHIVED:
        raise refusals.Broken("project-closed", title=row.title)
    return actor


def _write_authors(tx: Tx, row: Exhibit) -> None:
    """The authors are the team as it is now."""
    number = key(row.id)
    tx.session.execute(delete(ExhibitAuthor).where(col(ExhibitAuthor.exhibit_id) == number))
    tx.session.add_all(
        ExhibitAuthor(exhibit_id=number, resident_id=one)
        for one in projects.member_ids(tx, row.project_id)
    )
    tx.session.flush()


def write_down(tx: Tx, act: str, by: Who, row: Exhibit) -> None:
    """A line of the audit journal about a work."""
    journal.write(tx, act, by=by.id, subject="exhibit", subject_id=row.id, event=row.event_id)

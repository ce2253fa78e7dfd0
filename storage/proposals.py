"""Beginning a project, and saying better what it is (P1)."""

from dataclasses import dataclass
from datetime import date

from storage import access, offers, projects, refusals, residents, revisions, stages, wording
from storage.access import Segment
from storage.offers import OfferView
from storage.projects import Member, Project, ProjectKind, Relation, key
from storage.residents import Role, Who
from storage.stages import StageState
from storage.store import Tx
from storage.templates import Template

SUBJECT_MAX = 100


@dataclass(frozen=True)
class Started:
    """A new project: its first stage is open; ``offer`` is None without a wanted supervisor."""

    project: int
    title: str
    stage: int
    stage_title: str
    due: date
    offer: OfferView | None
    tell: tuple[int, ...]


@dataclass(frozen=True)
class Edited:
    project: int
    title: str
    purpose: str
    revision: int
    tell: tuple[int, ...]


def create(
    tx: Tx,
    by: Who,
    *,
    kind: str,
    type: str,
    title: str,
    subject: str,
    purpose: str,
    wanted_supervisor: int | None = None,
    template: str | None = None,
) -> Started:
    """Begin a project with oneself as the first member; work on stage 1 may begin at once.

    ``kind``, ``type`` and ``template`` are keys of the catalogue; without ``template`` the
    class decides. Without a wanted supervisor the coordinators are told.
    """
    author = by.must_have(Role.STUDENT)
    if kind != ProjectKind.INDIVIDUAL:
        access.must_enter_freely(by, Segment.STAGES)
    _must_be_known(tx, kind, type)
    laid_out_by = _template(tx, by, template)
    supervisor = offers.must_supervise(tx, wanted_supervisor) if wanted_supervisor else None
    project = Project(
        kind=kind,
        type=type,
        title=wording.line(title, "title"),
        subject=wording.line(subject, "subject", SUBJECT_MAX),
        purpose=wording.passage(purpose, "purpose"),
        template=laid_out_by.key,
        author_id=author,
        created_at=tx.now,
    )
    tx.session.add(project)
    tx.session.flush()
    tx.session.add(Member(project_id=key(project.id), resident_id=author, joined_at=tx.now))
    first = stages.lay_out(tx, project, laid_out_by)[0]
    revisions.changed(tx, project, author, "project.create", template=laid_out_by.key)
    offer = offers.put(tx, by, project, supervisor) if supervisor else None
    return Started(
        project=key(project.id),
        title=project.title,
        stage=key(first.id),
        stage_title=first.title,
        due=first.due,
        offer=offer,
        tell=offer.tell if offer else projects.tell(by, *residents.coordinators(tx)),
    )


def _must_be_known(tx: Tx, kind: str, type: str) -> None:
    catalogue = tx.rules.catalogue
    if kind not in set(ProjectKind) or catalogue.kind(kind) is None:
        raise refusals.Broken("kind-unknown")
    if catalogue.type(type) is None:
        raise refusals.Broken("type-unknown")


def _template(tx: Tx, by: Who, wanted: str | None) -> Template:
    catalogue = tx.rules.catalogue
    found = catalogue.template_for(by.grade) if wanted is None else catalogue.template(wanted)
    if found is None:
        raise refusals.Broken("template-unknown")
    return found


def edit(
    tx: Tx,
    by: Who,
    *,
    project: int,
    title: str | None = None,
    purpose: str | None = None,
    seen: int | None = None,
) -> Edited:
    """Say the title or purpose anew: the members until stage 1 is accepted (the topic is approved
    by an order then), later the coordinator."""
    row, standing = projects.hold(tx, by, project)
    if Relation.COORDINATOR not in standing:
        projects.must_be_member(by, standing)
        if is_fixed(tx, project):
            raise refusals.Broken("title-fixed")
    new_title = row.title if title is None else wording.line(title, "title")
    new_purpose = row.purpose if purpose is None else wording.passage(purpose, "purpose")
    if (new_title, new_purpose) == (row.title, row.purpose):
        raise refusals.Spent("nothing-changed")
    revisions.must_know(tx, row, by, seen)
    row.title, row.purpose = new_title, new_purpose
    revisions.changed(tx, row, by.id, "project.edit")
    told = (*projects.member_ids(tx, project), row.supervisor_id)
    return Edited(project, row.title, row.purpose, row.revision, projects.tell(by, *told))


def is_fixed(tx: Tx, project_id: int) -> bool:
    """Whether the topic is approved, that is, stage 1 is accepted."""
    return stages.of(tx, project_id)[0].state == StageState.ACCEPTED

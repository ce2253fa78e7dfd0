"""Projects whose supervisor changes or whose life ends: no orphan stays unnoticed (P1)."""

from dataclasses import dataclass

from sqlmodel import col, or_, select

from storage import approvals, jobs, offers, projects, refusals, residents, revisions, stages
from storage.offers import OfferState
from storage.projects import Project, ProjectState, key
from storage.residents import Role, Who
from storage.store import Tx

MAY_HAND_OVER = (Role.COORDINATOR, Role.ADMIN)


@dataclass(frozen=True)
class Orphan:
    """A project that lost its supervisor, or whose offer lost its receiver."""

    project: int
    title: str
    members: tuple[Who, ...]


@dataclass(frozen=True)
class Orphans:
    supervisor: Who
    projects: tuple[Orphan, ...]
    tell: tuple[int, ...]


@dataclass(frozen=True)
class HandedOver:
    project: int
    title: str
    supervisor: Who
    former: Who | None
    members: tuple[Who, ...]
    tell: tuple[int, ...]


@dataclass(frozen=True)
class Archived:
    project: int
    title: str
    tell: tuple[int, ...]


def supervisor_left(tx: Tx, by: Who, *, supervisor: int) -> Orphans:
    """Free all projects of a supervisor who leaves; coordinators and pupils are to be told.

    The person's offers that wait come back at once.
    """
    actor = by.must_have(*MAY_HAND_OVER)
    person = residents.who(tx, supervisor)
    ids = tx.session.exec(
        select(Project.id)
        .where(
            Project.state == ProjectState.ACTIVE,
            or_(col(Project.supervisor_id) == supervisor, col(Project.offered_to) == supervisor),
        )
        .order_by(col(Project.id))
    ).all()
    freed = [_free(tx, key(one), supervisor, actor) for one in ids]
    orphans = tuple(one for one in freed if one is not None)
    jobs.plan(
        tx, "question.left", f"{supervisor}:{tx.now.isoformat()}", tx.now, resident=supervisor
    )
    pupils = [member.id for one in orphans for member in one.members]
    return Orphans(person, orphans, projects.tell(by, *pupils, *residents.coordinators(tx)))


def _free(tx: Tx, project_id: int, supervisor: int, actor: int) -> Orphan | None:
    project = projects.lock(tx, project_id)
    if project is None or project.state != ProjectState.ACTIVE:
        return None
    if project.offered_to == supervisor:
        offers.close(tx, project, actor, OfferState.EXPIRED)
    elif project.supervisor_id == supervisor:
        project.supervisor_id = None
        revisions.changed(tx, project, actor, "project.orphan", former=supervisor)
    else:
        return None
    return Orphan(project_id, project.title, projects.members(tx, project_id))


def hand_over(tx: Tx, by: Who, *, project: int, to: int) -> HandedOver:
    """Give a project another supervisor; an offer that waits is withdrawn."""
    actor = by.must_have(*MAY_HAND_OVER)
    row, _ = projects.hold(tx, by, project)
    supervisor = offers.must_supervise(tx, to)
    if row.supervisor_id == to:
        raise refusals.Spent("same-supervisor", name=supervisor.short)
    projects.must_have_room(tx, supervisor)
    former, asked = projects.supervisor(tx, row), row.offered_to
    offers.close(tx, row, actor, OfferState.WITHDRAWN)
    row.supervisor_id = to
    revisions.changed(
        tx, row, actor, "project.hand_over", member=to, former=former.id if former else None
    )
    team = projects.members(tx, project)
    told = projects.tell(by, *(one.id for one in team), to, former.id if former else None, asked)
    return HandedOver(project, row.title, supervisor, former, team, told)


def archive(tx: Tx, by: Who, *, project: int) -> Archived:
    """Put a project away: nothing in it changes any more, nobody is asked about it."""
    actor = by.must_have(*MAY_HAND_OVER)
    row = projects.lock(tx, project)
    if row is None:
        raise refusals.Missing("project")
    if row.state == ProjectState.ARCHIVED:
        raise refusals.Spent("project-archived", title=row.title)
    offers.close(tx, row, actor, OfferState.WITHDRAWN)
    for stage in stages.of(tx, project):
        approvals.withdraw(tx, key(stage.id), actor)
    row.state = ProjectState.ARCHIVED
    revisions.changed(tx, row, actor, "project.archive")
    told = (*projects.member_ids(tx, project), row.supervisor_id)
    return Archived(project, row.title, projects.tell(by, *told))

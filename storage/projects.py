"""Projects and their members: who stands how to a project, and what follows from it (P1, P7)."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import cast

from sqlalchemy import and_, bindparam, false, func, or_
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Field, SQLModel, col, select

from storage import access, families, refusals, relevance, residents
from storage.access import Segment
from storage.columns import Instant
from storage.ready import Question
from storage.residents import Resident, Role, Who
from storage.store import Tx


class ProjectKind(StrEnum):
    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"


class ProjectState(StrEnum):
    ACTIVE = "active"
    FINISHED = "finished"
    ARCHIVED = "archived"


class Relation(StrEnum):
    """How a person stands to a project."""

    MEMBER = "member"
    SUPERVISOR = "supervisor"
    OFFERED = "offered"
    COORDINATOR = "coordinator"
    READER = "reader"


class Project(SQLModel, table=True):
    """A project. ``offered_to`` is the supervisor who has been asked and has not answered yet;
    ``revision`` grows with each change (P7)."""

    __tablename__ = "project"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    type: str
    title: str
    subject: str
    purpose: str
    template: str
    author_id: int = Field(foreign_key="resident.id")
    supervisor_id: int | None = Field(default=None, foreign_key="resident.id", index=True)
    offered_to: int | None = Field(default=None, foreign_key="resident.id", index=True)
    state: str = ProjectState.ACTIVE
    revision: int = 1
    created_at: datetime = Field(sa_type=Instant)
    finished_at: datetime | None = Field(default=None, sa_type=Instant)


class Member(SQLModel, table=True):
    """A pupil's part in a project; kept, with ``left_at``, after they leave the team."""

    __tablename__ = "member"

    project_id: int = Field(foreign_key="project.id", primary_key=True)
    resident_id: int = Field(foreign_key="resident.id", primary_key=True, index=True)
    role: str = ""
    contribution: str = ""
    joined_at: datetime = Field(sa_type=Instant)
    left_at: datetime | None = Field(default=None, sa_type=Instant)


def key(row_id: int | None) -> int:
    """The id of a row that has been kept."""
    return cast("int", row_id)


def relations(tx: Tx, by: Who, project: Project) -> frozenset[Relation]:
    """How ``by`` stands to a project; nothing at all means that they may not know of it (A5)."""
    if by.id is None or (by.suspended and not _is_compulsory(by, project)):
        return frozenset()
    team = set(member_ids(tx, key(project.id)))
    found: set[Relation] = set()
    if by.id in team:
        found.add(Relation.MEMBER)
    if by.id == project.supervisor_id:
        found.add(Relation.SUPERVISOR)
    if by.id == project.offered_to:
        found.add(Relation.OFFERED)
    if by.has(Role.COORDINATOR):
        found.add(Relation.COORDINATOR)
    if by.has(Role.ADMIN) or _is_class_teacher(tx, by, team) or _is_parent(tx, by, team):
        found.add(Relation.READER)
    return frozenset(found & {Relation.MEMBER}) if by.suspended else frozenset(found)


def _is_compulsory(by: Who, project: Project) -> bool:
    """What a suspended pupil keeps (A3): the individual project, which every pupil must do."""
    return by.is_pupil and project.kind == ProjectKind.INDIVIDUAL


def _is_class_teacher(tx: Tx, by: Who, team: set[int]) -> bool:
    if not by.has(Role.CLASS_TEACHER) or not by.grade:
        return False
    grades = tx.session.exec(select(Resident.grade).where(col(Resident.id).in_(team)))
    return by.grade in set(grades)


def _is_parent(tx: Tx, by: Who, team: set[int]) -> bool:
    if not by.has(Role.PARENT) or by.id is None:
        return False
    return not team.isdisjoint(families.children_ids(tx, by.id))


def seen_by(tx: Tx, by: Who) -> ColumnElement[bool]:
    """The condition on `Project` that keeps what ``by`` may see; the twin of `relations`."""
    if by.id is None or not access.may_enter(by, Segment.STAGES):
        return false()
    if by.suspended:
        return and_(_has_member([by.id]), col(Project.kind) == ProjectKind.INDIVIDUAL.value)
    if by.has(Role.COORDINATOR, Role.ADMIN):
        return col(Project.id).is_not(None)
    ways: list[ColumnElement[bool]] = [
        col(Project.supervisor_id) == by.id,
        col(Project.offered_to) == by.id,
        _has_member([by.id]),
    ]
    if by.has(Role.PARENT):
        ways.append(_has_member(families.children_ids(tx, by.id)))
    if by.has(Role.CLASS_TEACHER) and by.grade:
        ways.append(has_member_of_grade(by.grade))
    return or_(*ways)


def _has_member(ids: Iterable[int]) -> ColumnElement[bool]:
    return col(Project.id).in_(
        select(Member.project_id).where(
            col(Member.resident_id).in_(list(ids)), col(Member.left_at).is_(None)
        )
    )


def has_member_of_grade(grade: str) -> ColumnElement[bool]:
    """The condition on `Project` that somebody of the class works on it."""
    return col(Project.id).in_(
        select(Member.project_id)
        .join(Resident, col(Resident.id) == col(Member.resident_id))
        .where(col(Member.left_at).is_(None), Resident.grade == grade)
    )


def see(tx: Tx, by: Who, project_id: int) -> tuple[Project, frozenset[Relation]]:
    """Read a project that ``by`` may see; raises `refusals.Missing` otherwise."""
    access.must_enter(by, Segment.STAGES)
    project = tx.session.get(Project, project_id)
    standing = relations(tx, by, project) if project else frozenset()
    if project is None or not standing:
        raise refusals.Missing("project")
    return project, standing


def hold(tx: Tx, by: Who, project_id: int) -> tuple[Project, frozenset[Relation]]:
    """Lock a project, then read it for a change; it must be under way.

    Raises `refusals.Missing`, and `refusals.Broken` for a project that is over.
    """
    access.must_enter(by, Segment.STAGES)
    project = lock(tx, project_id)
    standing = relations(tx, by, project) if project else frozenset()
    if project is None or not standing:
        raise refusals.Missing("project")
    if project.state != ProjectState.ACTIVE:
        raise refusals.Broken("project-closed", title=project.title)
    return project, standing


def lock(tx: Tx, project_id: int) -> Project | None:
    """Lock a project against other steps and read it afresh; no rights are asked."""
    tx.lock(f"project:{project_id}")
    tx.session.flush()
    return tx.session.get(Project, project_id, populate_existing=True)


def must_be_member(by: Who, standing: frozenset[Relation]) -> int:
    """Give the member's id; raises `refusals.Denied` for everybody else."""
    if Relation.MEMBER not in standing:
        raise refusals.Denied("not-member")
    return by.must_be_resident()


def must_lead(by: Who, standing: frozenset[Relation]) -> int:
    """Give the id of the supervisor, or the coordinator for them; raises `refusals.Denied`."""
    if standing.isdisjoint({Relation.SUPERVISOR, Relation.COORDINATOR}):
        raise refusals.Denied("not-supervisor")
    return by.must_be_resident()


_TEAM = Question(
    select(Member.resident_id)
    .where(col(Member.project_id) == bindparam("project"), col(Member.left_at).is_(None))
    .order_by(col(Member.joined_at), col(Member.resident_id)),
    int,
)


def member_ids(tx: Tx, project_id: int) -> list[int]:
    """The team as it is now, in the order of joining."""
    return _TEAM.all(tx, project=project_id)


def members(tx: Tx, project_id: int) -> tuple[Who, ...]:
    return members_of_many(tx, [project_id]).get(project_id, ())


def members_of_many(tx: Tx, project_ids: list[int]) -> dict[int, tuple[Who, ...]]:
    """The teams of several projects as they are now, each in the order of joining."""
    rows = tx.session.exec(
        select(Member)
        .where(col(Member.project_id).in_(project_ids), col(Member.left_at).is_(None))
        .order_by(col(Member.joined_at), col(Member.resident_id))
    ).all()
    people = residents.people(tx, (row.resident_id for row in rows))
    found: dict[int, tuple[Who, ...]] = {}
    for row in rows:
        found[row.project_id] = (*found.get(row.project_id, ()), people[row.resident_id])
    return found


def supervisor(tx: Tx, project: Project) -> Who | None:
    return residents.who(tx, project.supervisor_id) if project.supervisor_id else None


def tell(by: Who | None, *people: int | None) -> tuple[int, ...]:
    """Whom a view names as to be told: each once, never the one who acted."""
    actor = by.id if by else None
    return tuple(dict.fromkeys(one for one in people if one is not None and one != actor))


def active_of(tx: Tx, supervisor_id: int) -> int:
    """How many projects under way a supervisor has."""
    return tx.session.exec(
        select(func.count())
        .select_from(Project)
        .where(Project.supervisor_id == supervisor_id, Project.state == ProjectState.ACTIVE)
    ).one()


def must_have_room(tx: Tx, person: Who) -> None:
    """Raise `refusals.Broken` if a supervisor has as many projects as allowed (P1).

    The supervisor is locked, so that two steps cannot both take the last place.
    """
    tx.lock(f"supervisor:{person.id}")
    limit = tx.rules.max_projects_per_supervisor
    if active_of(tx, key(person.id)) >= limit:
        raise refusals.Broken("supervisor-full", limit=limit, name=person.short)


@relevance.check("project.orphan")
def _is_orphan(tx: Tx, project_id: int) -> bool:
    project = tx.session.get(Project, project_id)
    return (
        project is not None
        and project.state == ProjectState.ACTIVE
        and project.supervisor_id is None
        and project.offered_to is None
    )

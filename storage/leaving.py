"""Leaving a team: only with the supervisor's word (P7)."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Field, SQLModel, col, select

from storage import columns, projects, refusals, relevance, residents, revisions, wording
from storage.columns import Instant
from storage.projects import Member, Project, ProjectKind, ProjectState, key
from storage.residents import Role, Who
from storage.store import Tx

REASON_MAX = 500


class LeaveRequest(SQLModel, table=True):
    """A member's wish to leave; ``granted`` is None while it waits."""

    __tablename__ = "leave_request"
    __table_args__ = (
        columns.partial_index(
            "ix_leave_waiting",
            "project_id",
            "resident_id",
            unique=True,
            where="granted IS NULL",
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id")
    resident_id: int = Field(foreign_key="resident.id")
    reason: str
    asked_at: datetime = Field(sa_type=Instant)
    granted: bool | None = None
    decided_by: int | None = Field(default=None, foreign_key="resident.id")
    decided_at: datetime | None = Field(default=None, sa_type=Instant)


@dataclass(frozen=True)
class LeaveView:
    id: int
    project: int
    title: str
    pupil: Who
    reason: str
    granted: bool | None
    tell: tuple[int, ...]


def ask(tx: Tx, by: Who, *, project: int, reason: str) -> LeaveView:
    """Ask to leave a team; without a supervisor the coordinator decides."""
    row, standing = projects.hold(tx, by, project)
    actor = projects.must_be_member(by, standing)
    if row.kind != ProjectKind.COLLECTIVE:
        raise refusals.Broken("not-collective")
    if len(projects.member_ids(tx, project)) == 1:
        raise refusals.Broken("last-member")
    if _waiting(tx, project, actor) is not None:
        raise refusals.Spent("leave-open", title=row.title)
    request = LeaveRequest(
        project_id=project,
        resident_id=actor,
        reason=wording.passage(reason, "reason", REASON_MAX),
        asked_at=tx.now,
    )
    tx.session.add(request)
    tx.session.flush()
    revisions.changed(tx, row, actor, "leave.ask", request=request.id, member=actor)
    deciding = [row.supervisor_id] if row.supervisor_id else residents.coordinators(tx)
    return _view(tx, row, request, projects.tell(by, *deciding))


def decide(tx: Tx, by: Who, *, request: int, granted: bool) -> LeaveView:
    """Let a member go, or not; the last one stays."""
    found = tx.session.get(LeaveRequest, request)
    if found is None:
        raise refusals.Missing("request")
    try:
        project, standing = projects.hold(tx, by, found.project_id)
    except refusals.Missing:
        raise refusals.Missing("request") from None
    actor = projects.must_lead(by, standing)
    tx.session.refresh(found)
    if found.granted is not None:
        raise refusals.Spent("leave-decided", granted=int(found.granted))
    team = projects.member_ids(tx, found.project_id)
    if granted and len(team) == 1:
        raise refusals.Broken("last-member")
    found.granted, found.decided_by, found.decided_at = granted, actor, tx.now
    if granted:
        member = tx.session.get(Member, (found.project_id, found.resident_id))
        assert member is not None
        member.left_at = tx.now
    act = "leave.grant" if granted else "leave.refuse"
    revisions.changed(tx, project, actor, act, request=request, member=found.resident_id)
    told = team if granted else [found.resident_id]
    return _view(tx, project, found, projects.tell(by, *told))


def request(tx: Tx, by: Who, *, request: int) -> LeaveView:
    """Show a request to the member who asked and to who decides."""
    row = tx.session.get(LeaveRequest, request)
    if row is None:
        raise refusals.Missing("request")
    try:
        project, standing = projects.see(tx, by, row.project_id)
    except refusals.Missing:
        raise refusals.Missing("request") from None
    if row.resident_id != by.id:
        projects.must_lead(by, standing)
    return _view(tx, project, row, ())


def waiting(tx: Tx, by: Who) -> list[LeaveView]:
    """The requests that wait for this person's word, oldest first."""
    mine = col(Project.supervisor_id) == by.must_be_resident()
    if by.has(Role.COORDINATOR):
        mine = mine | col(Project.supervisor_id).is_(None)
    rows = tx.session.exec(
        select(LeaveRequest, Project)
        .join(Project, col(Project.id) == col(LeaveRequest.project_id))
        .where(col(LeaveRequest.granted).is_(None), Project.state == ProjectState.ACTIVE, mine)
        .order_by(col(LeaveRequest.id))
    )
    return [_view(tx, project, row, ()) for row, project in rows]


def _waiting(tx: Tx, project_id: int, resident_id: int) -> int | None:
    return tx.session.exec(
        select(LeaveRequest.id).where(
            LeaveRequest.project_id == project_id,
            LeaveRequest.resident_id == resident_id,
            col(LeaveRequest.granted).is_(None),
        )
    ).first()


def _view(tx: Tx, project: Project, row: LeaveRequest, told: tuple[int, ...]) -> LeaveView:
    return LeaveView(
        id=key(row.id),
        project=key(project.id),
        title=project.title,
        pupil=residents.who(tx, row.resident_id),
        reason=row.reason,
        granted=row.granted,
        tell=told,
    )


@relevance.check("leave.waits")
def _waits(tx: Tx, request_id: int) -> bool:
    row = tx.session.get(LeaveRequest, request_id)
    return row is not None and row.granted is None

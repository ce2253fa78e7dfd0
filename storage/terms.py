"""More time for a stage: asked for with a reason, decided by the supervisor (P6)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Field, SQLModel, col, select

from storage import (
    columns,
    projects,
    refusals,
    relevance,
    residents,
    revisions,
    stages,
    wording,
    workdays,
)
from storage.columns import Instant
from storage.projects import Project, ProjectState, key
from storage.residents import Role, Who
from storage.stages import Stage, StageState
from storage.store import Tx

REASON_MAX = 500


class ExtensionRequest(SQLModel, table=True):
    """A wish for more time; ``granted`` is None while it waits, at most one of a stage does."""

    __tablename__ = "extension_request"
    __table_args__ = (
        columns.partial_index(
            "ix_extension_waiting",
            "stage_id",
            unique=True,
            where="granted IS NULL",
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    stage_id: int = Field(foreign_key="stage.id")
    asked_by: int = Field(foreign_key="resident.id")
    asked_at: datetime = Field(sa_type=Instant)
    days: int
    reason: str
    due: date
    until: date
    granted: bool | None = None
    decided_by: int | None = Field(default=None, foreign_key="resident.id")
    decided_at: datetime | None = Field(default=None, sa_type=Instant)


@dataclass(frozen=True)
class ExtensionView:
    """A request for more time: from ``due`` to ``until``; ``granted`` is None while it waits."""

    id: int
    project: int
    project_title: str
    stage: int
    stage_title: str
    by: Who
    days: int
    reason: str
    due: date
    until: date
    granted: bool | None
    tell: tuple[int, ...]


def ask(tx: Tx, by: Who, *, stage: int, days: int, reason: str) -> ExtensionView:
    """Ask for ``days`` more, counted from the due date, or from today if that has passed."""
    project, standing = stages.hold(tx, by, stage)
    actor = projects.must_be_member(by, standing)
    row = stages.get(tx, stage)
    stages.must_be_open(tx, row)
    if not 1 <= days <= tx.rules.extension_max_days:
        raise refusals.Broken("days-range", max=tx.rules.extension_max_days)
    if project.supervisor_id is None:
        raise refusals.Broken("no-supervisor")
    if waiting_for(tx, stage) is not None:
        raise refusals.Spent("extension-open", title=row.title)
    today = tx.now.astimezone(tx.rules.zone).date()
    request = ExtensionRequest(
        stage_id=stage,
        asked_by=actor,
        asked_at=tx.now,
        days=days,
        reason=wording.passage(reason, "reason", REASON_MAX),
        due=row.due,
        until=workdays.on_or_after(max(row.due, today) + timedelta(days=days), tx.rules),
    )
    tx.session.add(request)
    tx.session.flush()
    revisions.changed(
        tx, project, actor, "extension.ask", stage=stage, request=request.id, days=days
    )
    return _view(tx, project, row, request, projects.tell(by, project.supervisor_id))


def decide(tx: Tx, by: Who, *, request: int, granted: bool) -> ExtensionView:
    """Grant or refuse more time; only this stage's due date moves."""
    found = _find(tx, request)
    try:
        project, standing = projects.hold(tx, by, stages.project_of(tx, found.stage_id))
    except refusals.Missing:
        raise refusals.Missing("request") from None
    actor = projects.must_lead(by, standing)
    row = tx.session.get(ExtensionRequest, request, populate_existing=True)
    assert row is not None
    if row.granted is not None:
        raise refusals.Spent("extension-decided", granted=int(row.granted))
    stage = stages.get(tx, row.stage_id)
    if stage.state == StageState.ACCEPTED:
        raise refusals.Spent("stage-accepted", title=stage.title)
    row.granted, row.decided_by, row.decided_at = granted, actor, tx.now
    if granted:
        stage.due = row.until
        if stage.state in stages.OPEN:
            stages.plan_reminders(tx, stage)
    act = "extension.grant" if granted else "extension.refuse"
    revisions.changed(tx, project, actor, act, stage=stage.id, request=request)
    team = projects.member_ids(tx, key(project.id))
    return _view(tx, project, stage, row, projects.tell(by, *team))


def request(tx: Tx, by: Who, *, request: int) -> ExtensionView:
    """Show a request to whoever may see the project."""
    row = _find(tx, request)
    stage = stages.get(tx, row.stage_id)
    try:
        project, _ = projects.see(tx, by, stage.project_id)
    except refusals.Missing:
        raise refusals.Missing("request") from None
    return _view(tx, project, stage, row, ())


def waiting(tx: Tx, by: Who) -> list[ExtensionView]:
    """The requests that wait for this person's word, oldest first."""
    own = by.must_be_resident()
    mine = col(Project.supervisor_id) == own
    if by.has(Role.COORDINATOR):
        mine = mine | col(Project.supervisor_id).is_(None)
    rows = tx.session.exec(
        select(ExtensionRequest, Stage, Project)
        .join(Stage, col(Stage.id) == col(ExtensionRequest.stage_id))
        .join(Project, col(Project.id) == col(Stage.project_id))
        .where(
            col(ExtensionRequest.granted).is_(None),
            Stage.state != StageState.ACCEPTED,
            Project.state == ProjectState.ACTIVE,
            mine,
        )
        .order_by(col(ExtensionRequest.id))
    )
    return [_view(tx, project, stage, row, ()) for row, stage, project in rows]


def waiting_for(tx: Tx, stage_id: int) -> int | None:
    """The id of a stage's request that waits, if any."""
    return tx.session.exec(
        select(ExtensionRequest.id).where(
            ExtensionRequest.stage_id == stage_id, col(ExtensionRequest.granted).is_(None)
        )
    ).first()


def _find(tx: Tx, request_id: int) -> ExtensionRequest:
    row = tx.session.get(ExtensionRequest, request_id)
    if row is None:
        raise refusals.Missing("request")
    return row


def _view(
    tx: Tx, project: Project, stage: Stage, row: ExtensionRequest, told: tuple[int, ...]
) -> ExtensionView:
    return ExtensionView(
        id=key(row.id),
        project=key(project.id),
        project_title=project.title,
        stage=key(stage.id),
        stage_title=stage.title,
        by=residents.who(tx, row.asked_by),
        days=row.days,
        reason=row.reason,
        due=row.due,
        until=row.until,
        granted=row.granted,
        tell=told,
    )


@relevance.check("extension.waits")
def _waits(tx: Tx, request_id: int) -> bool:
    row = tx.session.get(ExtensionRequest, request_id)
    if row is None or row.granted is not None:
        return False
    return stages.get(tx, row.stage_id).state != StageState.ACCEPTED

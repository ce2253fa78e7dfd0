"""The stages of a project: what each asks for, and in which order they open (P2)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel, col, select

from storage import deadlines, jobs, projects, refusals, relevance
from storage.columns import Instant
from storage.projects import Project, Relation, key
from storage.residents import Who
from storage.store import Tx
from storage.templates import StageSpec, Template


class StageState(StrEnum):
    WAITING = "waiting"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


#: The pupil is at work; in every other state a stage is not theirs to change.
OPEN = frozenset({StageState.IN_PROGRESS, StageState.RETURNED})


class Stage(SQLModel, table=True):
    """A stage as it was laid out when the project began: a later edit of the template changes no
    project under way. ``then_gate`` asks for a second approval."""

    __tablename__ = "stage"
    __table_args__ = (UniqueConstraint("project_id", "number"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    number: int
    key: str
    title: str
    goal: str
    due: date
    gate: str
    then_gate: str | None = None
    basis: str = ""
    artefact_names: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    remind_days: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    state: str = StageState.WAITING
    accepted_at: datetime | None = Field(default=None, sa_type=Instant)


class ChecklistItem(SQLModel, table=True):
    """A line to be ticked; ``by_staff`` ones not by the pupil (a defence that took place)."""

    __tablename__ = "checklist_item"
    __table_args__ = (UniqueConstraint("stage_id", "position"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    stage_id: int = Field(foreign_key="stage.id")
    position: int
    key: str
    text: str
    required: bool
    by_staff: bool = False
    done_by: int | None = Field(default=None, foreign_key="resident.id")
    done_at: datetime | None = Field(default=None, sa_type=Instant)


class Artefact(SQLModel, table=True):
    """What a pupil attached to a stage: a file that came in, or an address (P4)."""

    __tablename__ = "artefact"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    stage_id: int = Field(foreign_key="stage.id", index=True)
    kind: str
    title: str
    file_id: int | None = Field(default=None, foreign_key="stored_file.id")
    url: str | None = None
    added_by: int = Field(foreign_key="resident.id")
    added_at: datetime = Field(sa_type=Instant)
    removed_at: datetime | None = Field(default=None, sa_type=Instant)


def lay_out(tx: Tx, project: Project, template: Template) -> list[Stage]:
    """Make a project's stages from its template; the first is open at once."""
    start = tx.now.astimezone(tx.rules.zone).date()
    dates = deadlines.spread(template, start, tx.rules)
    rows = [
        _stage(project, number, spec, due)
        for number, (spec, due) in enumerate(zip(template.stages, dates, strict=True), start=1)
    ]
    tx.session.add_all(rows)
    tx.session.flush()
    for row, spec in zip(rows, template.stages, strict=True):
        tx.session.add_all(_checklist(row, spec, project.type))
    tx.session.flush()
    begin(tx, rows[0])
    return rows


def _stage(project: Project, number: int, spec: StageSpec, due: date) -> Stage:
    return Stage(
        project_id=key(project.id),
        number=number,
        key=spec.key,
        title=spec.title,
        goal=spec.goal,
        due=due,
        gate=spec.gate.who,
        then_gate=spec.gate.then,
        basis=spec.gate.basis,
        artefact_names=list(spec.artefacts),
        remind_days=list(spec.reminders),
    )


def _checklist(stage: Stage, spec: StageSpec, project_type: str) -> list[ChecklistItem]:
    wanted = [item for item in spec.checklist if item.concerns(project_type)]
    return [
        ChecklistItem(
            stage_id=key(stage.id),
            position=position,
            key=item.key,
            text=item.text,
            required=item.is_required(project_type),
            by_staff=item.who == "commission",
        )
        for position, item in enumerate(wanted, start=1)
    ]


def begin(tx: Tx, stage: Stage) -> None:
    """Open a stage for work."""
    stage.state = StageState.IN_PROGRESS
    plan_reminders(tx, stage)


def plan_reminders(tx: Tx, stage: Stage) -> None:
    """Plan what reminds of the due date; a moved date gets reminders of its own (C10)."""
    moments = deadlines.reminder_moments(stage.due, tuple(stage.remind_days), tx.now, tx.rules)
    for days, moment in moments:
        due = stage.due.toordinal()
        jobs.plan(
            tx,
            "stage.remind",
            f"{stage.id}:{due}:{days}",
            moment,
            stage=key(stage.id),
            due=due,
            days=days,
        )


def of(tx: Tx, project_id: int) -> list[Stage]:
    """A project's stages in order, read afresh."""
    return of_many(tx, [project_id]).get(project_id, [])


def of_many(tx: Tx, project_ids: list[int]) -> dict[int, list[Stage]]:
    """The stages of each project in order, read afresh."""
    found: dict[int, list[Stage]] = {}
    for stage in tx.session.exec(
        select(Stage)
        .where(col(Stage.project_id).in_(project_ids))
        .order_by(col(Stage.number))
        .execution_options(populate_existing=True)
    ):
        found.setdefault(stage.project_id, []).append(stage)
    return found


def current(tx: Tx, project_id: int) -> Stage | None:
    """The first stage that has not been accepted."""
    return next((stage for stage in of(tx, project_id) if stage.state != StageState.ACCEPTED), None)


def following(tx: Tx, stage: Stage) -> Stage | None:
    return tx.session.exec(
        select(Stage).where(Stage.project_id == stage.project_id, Stage.number == stage.number + 1)
    ).first()


def project_of(tx: Tx, stage_id: int) -> int:
    """Whose stage it is, before anything is locked; raises `refusals.Missing`."""
    found = tx.session.exec(select(Stage.project_id).where(Stage.id == stage_id)).first()
    if found is None:
        raise refusals.Missing("stage")
    return found


def hold(tx: Tx, by: Who, stage_id: int) -> tuple[Project, frozenset[Relation]]:
    """Lock the project of a stage for a change; raises as `projects.hold` does."""
    try:
        return projects.hold(tx, by, project_of(tx, stage_id))
    except refusals.Missing:
        raise refusals.Missing("stage") from None


def see(tx: Tx, by: Who, stage_id: int) -> tuple[Stage, Project, frozenset[Relation]]:
    """Read a stage that ``by`` may see; raises `refusals.Missing` otherwise."""
    stage = get(tx, stage_id)
    try:
        project, standing = projects.see(tx, by, stage.project_id)
    except refusals.Missing:
        raise refusals.Missing("stage") from None
    return stage, project, standing


def get(tx: Tx, stage_id: int) -> Stage:
    """Read a stage afresh; raises `refusals.Missing`."""
    stage = tx.session.get(Stage, stage_id, populate_existing=True)
    if stage is None:
        raise refusals.Missing("stage")
    return stage


def must_be_open(tx: Tx, stage: Stage) -> None:
    """Raise unless the pupil may change the stage now: `refusals.Spent` after sending it in,
    `refusals.Broken` for one that is not the current."""
    if stage.state == StageState.SUBMITTED:
        raise refusals.Spent("stage-submitted", title=stage.title)
    if stage.state == StageState.ACCEPTED:
        raise refusals.Spent("stage-accepted", title=stage.title)
    if stage.state == StageState.WAITING:
        now = current(tx, stage.project_id)
        raise refusals.Broken("stage-not-current", title=now.title if now else "")


def checklist(tx: Tx, stage_id: int) -> list[ChecklistItem]:
    """A stage's items in order, read afresh."""
    return checklists(tx, [stage_id]).get(stage_id, [])


def checklists(tx: Tx, stage_ids: list[int]) -> dict[int, list[ChecklistItem]]:
    """The items of each stage in order, read afresh."""
    found: dict[int, list[ChecklistItem]] = {}
    for item in tx.session.exec(
        select(ChecklistItem)
        .where(col(ChecklistItem.stage_id).in_(stage_ids))
        .order_by(col(ChecklistItem.position))
        .execution_options(populate_existing=True)
    ):
        found.setdefault(item.stage_id, []).append(item)
    return found


def artefacts(tx: Tx, stage_id: int) -> list[Artefact]:
    """What is attached to a stage now, in the order of adding."""
    return list(
        tx.session.exec(
            select(Artefact)
            .where(Artefact.stage_id == stage_id, col(Artefact.removed_at).is_(None))
            .order_by(col(Artefact.id))
            .execution_options(populate_existing=True)
        )
    )


def missing(items: list[ChecklistItem]) -> tuple[str, ...]:
    """The required items that nobody has ticked, in words of the template."""
    return tuple(item.text for item in items if item.required and item.done_at is None)


@relevance.check("stage.open")
def _is_open(tx: Tx, stage_id: int) -> bool:
    stage = tx.session.get(Stage, stage_id)
    return stage is not None and stage.state in OPEN

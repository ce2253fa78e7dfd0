"""What people see of projects: lists, cards, stages, the time line (P3)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select

from storage import (
    approvals,
    deadlines,
    offers,
    projects,
    proposals,
    residents,
    stages,
    teams,
    terms,
)
from storage.offers import OfferView
from storage.projects import Project, ProjectState, Relation, key
from storage.residents import Who
from storage.stages import Artefact, ChecklistItem, Stage, StageState
from storage.store import Tx
from storage.teams import MemberView
from storage.templates import Problem


@dataclass(frozen=True)
class StageLine:
    """A stage in a list; ``overdue_days`` is above 0 only while the pupils are late with it."""

    id: int
    number: int
    total: int
    title: str
    state: StageState
    due: date
    overdue_days: int
    required_done: int
    required: int
    done: int
    items: int


@dataclass(frozen=True)
class ProjectLine:
    """A project in a list; ``stage`` is the current one, None when all are accepted."""

    id: int
    title: str
    kind: str
    state: ProjectState
    members: tuple[Who, ...]
    supervisor: Who | None
    offered_to: Who | None
    stage: StageLine | None


@dataclass(frozen=True)
class Card:
    """A project's card; ``relations`` say how the reader stands to it."""

    id: int
    title: str
    kind: str
    kind_title: str
    type_title: str
    subject: str
    purpose: str
    state: ProjectState
    revision: int
    members: tuple[MemberView, ...]
    supervisor: Who | None
    offer: OfferView | None
    stage: StageLine | None
    accepted: int
    total: int
    relations: frozenset[Relation]
    may_edit: bool


@dataclass(frozen=True)
class ItemView:
    id: int
    text: str
    required: bool
    by_staff: bool
    done: bool
    done_by: Who | None
    done_at: datetime | None


@dataclass(frozen=True)
class ArtefactView:
    id: int
    kind: str
    title: str
    file: int | None
    url: str | None
    by: Who
    at: datetime


@dataclass(frozen=True)
class RemarkView:
    id: int
    text: str
    done: bool
    done_by: Who | None


@dataclass(frozen=True)
class StageView:
    """All of a stage. ``remarks`` are those of the last return while it is being mended;
    ``review`` and ``extension`` the ids of what waits for somebody's word."""

    id: int
    project: int
    project_title: str
    revision: int
    number: int
    total: int
    title: str
    goal: str
    state: StageState
    due: date
    overdue_days: int
    items: tuple[ItemView, ...]
    artefacts: tuple[ArtefactView, ...]
    artefact_names: tuple[str, ...]
    remarks: tuple[RemarkView, ...]
    gate: str
    then: str | None
    review: int | None
    extension: int | None
    questions: tuple[str, ...]
    problems: tuple[Problem, ...]
    relations: frozenset[Relation]


@dataclass(frozen=True)
class ChartStage:
    number: int
    title: str
    state: StageState
    due: date
    overdue: bool
    accepted_on: date | None


@dataclass(frozen=True)
class Chart:
    """What the picture of the stages shows; all dates are local days."""

    project: int
    title: str
    today: date
    started: date
    stages: tuple[ChartStage, ...]


def visible_to(tx: Tx, by: Who) -> list[ProjectLine]:
    """The projects that this person may see, those under way first; archived ones left out."""
    rows = tx.session.exec(
        select(Project)
        .where(projects.seen_by(tx, by), Project.state != ProjectState.ARCHIVED)
        .order_by(col(Project.state), col(Project.id))
    )
    return lines(tx, list(rows))


def card(tx: Tx, by: Who, *, project: int) -> Card:
    """A project's card; raises `refusals.Missing` for who may not see it."""
    row, standing = projects.see(tx, by, project)
    all_stages = stages.of(tx, project)
    now = _current(all_stages)
    catalogue = tx.rules.catalogue
    kind, type_ = catalogue.kind(row.kind), catalogue.type(row.type)
    return Card(
        id=project,
        title=row.title,
        kind=row.kind,
        kind_title=kind.title if kind else row.kind,
        type_title=type_.title if type_ else row.type,
        subject=row.subject,
        purpose=row.purpose,
        state=ProjectState(row.state),
        revision=row.revision,
        members=teams.team(tx, project),
        supervisor=projects.supervisor(tx, row),
        offer=offers.open_of(tx, row),
        stage=_stage_line(tx, now, len(all_stages), stages.checklist(tx, key(now.id)))
        if now
        else None,
        accepted=sum(one.state == StageState.ACCEPTED for one in all_stages),
        total=len(all_stages),
        relations=standing,
        may_edit=_may_edit(tx, row, standing),
    )


def _may_edit(tx: Tx, row: Project, standing: frozenset[Relation]) -> bool:
    if row.state != ProjectState.ACTIVE:
        return False
    if Relation.COORDINATOR in standing:
        return True
    return Relation.MEMBER in standing and not proposals.is_fixed(tx, key(row.id))


def stage(tx: Tx, by: Who, *, stage: int) -> StageView:
    """All of one stage; raises `refusals.Missing` for who may not see the project."""
    row, project, standing = stages.see(tx, by, stage)
    spec = tx.rules.catalogue.stage(project.template, row.key)
    review = approvals.waiting_review(tx, stage)
    mending = row.state in stages.OPEN
    return StageView(
        id=stage,
        project=key(project.id),
        project_title=project.title,
        revision=project.revision,
        number=row.number,
        total=len(stages.of(tx, key(project.id))),
        title=row.title,
        goal=row.goal,
        state=StageState(row.state),
        due=row.due,
        overdue_days=_overdue(tx, row),
        items=tuple(_item(tx, one) for one in stages.checklist(tx, stage)),
        artefacts=tuple(_artefact(tx, one) for one in stages.artefacts(tx, stage)),
        artefact_names=tuple(row.artefact_names),
        remarks=_remarks(tx, stage) if mending else (),
        gate=row.gate,
        then=row.then_gate,
        review=review.id if review else None,
        extension=terms.waiting_for(tx, stage),
        questions=spec.questions if spec else (),
        problems=spec.problems if spec else (),
        relations=standing,
    )


def stage_lines(tx: Tx, by: Who, *, project: int) -> list[StageLine]:
    """A project's stages in order."""
    projects.see(tx, by, project)
    rows = stages.of(tx, project)
    items = stages.checklists(tx, [key(row.id) for row in rows])
    return [_stage_line(tx, row, len(rows), items.get(key(row.id), [])) for row in rows]


def chart(tx: Tx, by: Who, *, project: int) -> Chart:
    """What the picture on «Показать на схеме» is drawn from."""
    row, _ = projects.see(tx, by, project)
    zone = tx.rules.zone
    return Chart(
        project=project,
        title=row.title,
        today=today(tx),
        started=row.created_at.astimezone(zone).date(),
        stages=tuple(
            ChartStage(
                number=one.number,
                title=one.title,
                state=StageState(one.state),
                due=one.due,
                overdue=_overdue(tx, one) > 0,
                accepted_on=one.accepted_at.astimezone(zone).date() if one.accepted_at else None,
            )
            for one in stages.of(tx, project)
        ),
    )


def lines(tx: Tx, rows: list[Project]) -> list[ProjectLine]:
    """Projects in a list, in few questions to the database; rights are the caller's matter."""
    ids = [key(row.id) for row in rows]
    by_project = stages.of_many(tx, ids)
    now = {one: _current(by_project.get(one, [])) for one in ids}
    items = stages.checklists(tx, [key(row.id) for row in now.values() if row])
    teams_of = projects.members_of_many(tx, ids)
    adults = [one for row in rows for one in (row.supervisor_id, row.offered_to) if one]
    people = residents.people(tx, adults)

    def current(project_id: int) -> StageLine | None:
        row = now[project_id]
        if row is None:
            return None
        return _stage_line(tx, row, len(by_project[project_id]), items.get(key(row.id), []))

    return [
        ProjectLine(
            id=key(row.id),
            title=row.title,
            kind=row.kind,
            state=ProjectState(row.state),
            members=teams_of.get(key(row.id), ()),
            supervisor=people[row.supervisor_id] if row.supervisor_id else None,
            offered_to=people[row.offered_to] if row.offered_to else None,
            stage=current(key(row.id)),
        )
        for row in rows
    ]


def today(tx: Tx) -> date:
    return tx.now.astimezone(tx.rules.zone).date()


def _current(all_stages: list[Stage]) -> Stage | None:
    return next((one for one in all_stages if one.state != StageState.ACCEPTED), None)


def _overdue(tx: Tx, row: Stage) -> int:
    if row.state in (StageState.SUBMITTED, StageState.ACCEPTED):
        return 0
    return deadlines.overdue_days(row.due, today(tx))


def _stage_line(tx: Tx, row: Stage, total: int, items: list[ChecklistItem]) -> StageLine:
    required = [one for one in items if one.required]
    return StageLine(
        id=key(row.id),
        number=row.number,
        total=total,
        title=row.title,
        state=StageState(row.state),
        due=row.due,
        overdue_days=_overdue(tx, row),
        required_done=sum(one.done_at is not None for one in required),
        required=len(required),
        done=sum(one.done_at is not None for one in items),
        items=len(items),
    )


def _item(tx: Tx, row: ChecklistItem) -> ItemView:
    return ItemView(
        id=key(row.id),
        text=row.text,
        required=row.required,
        by_staff=row.by_staff,
        done=row.done_at is not None,
        done_by=residents.who(tx, row.done_by) if row.done_by else None,
        done_at=row.done_at,
    )


def _artefact(tx: Tx, row: Artefact) -> ArtefactView:
    return ArtefactView(
        id=key(row.id),
        kind=row.kind,
        title=row.title,
        file=row.file_id,
        url=row.url,
        by=residents.who(tx, row.added_by),
        at=row.added_at,
    )


def _remarks(tx: Tx, stage_id: int) -> tuple[RemarkView, ...]:
    return tuple(
        RemarkView(
            id=key(one.id),
            text=one.text,
            done=one.done_at is not None,
            done_by=residents.who(tx, one.done_by) if one.done_by else None,
        )
        for one in approvals.last_remarks(tx, stage_id)
    )

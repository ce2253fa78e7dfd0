"""Stages sent in: what was handed over, as it was at that moment (P4)."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel, ConfigDict
from sqlalchemy import JSON, Column, UniqueConstraint, func
from sqlmodel import Field, SQLModel, select

from storage import approvals, projects, refusals, residents, revisions, stages
from storage.columns import Instant
from storage.projects import Project, ProjectKind, key
from storage.residents import Who
from storage.stages import Stage, StageState
from storage.store import Tx


class SentItem(BaseModel):
    model_config = ConfigDict(frozen=True)

    text: str
    required: bool
    done: bool


class SentArtefact(BaseModel):
    model_config = ConfigDict(frozen=True)

    kind: str
    title: str
    file: int | None
    url: str | None


class Snapshot(BaseModel):
    """What was sent in, kept for good as JSON."""

    model_config = ConfigDict(frozen=True)

    title: str
    purpose: str
    items: tuple[SentItem, ...]
    artefacts: tuple[SentArtefact, ...]


class Submission(SQLModel, table=True):
    """One sending in of a stage; ``attempt`` counts them from 1."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("stage_id", "attempt"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    stage_id: int = Field(foreign_key="stage.id")
    attempt: int
    sent_by: int = Field(foreign_key="resident.id")
    sent_at: datetime = Field(sa_type=Instant)
    snapshot: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))


@dataclass(frozen=True)
class Submitted:
    """A stage that now waits for a verdict of ``waits_for``; ``tell`` are those who give it,
    ``team`` the other members."""

    submission: int
    review: int
    stage: int
    number: int
    stage_title: str
    project: int
    project_title: str
    waits_for: str
    attempt: int
    team: tuple[int, ...]
    tell: tuple[int, ...]


@dataclass(frozen=True)
class SubmissionView:
    """What was sent in, as it was at that moment."""

    id: int
    project: int
    project_title: str
    stage: int
    stage_title: str
    number: int
    attempt: int
    by: Who
    at: datetime
    title: str
    purpose: str
    items: tuple[SentItem, ...]
    artefacts: tuple[SentArtefact, ...]


def submit(tx: Tx, by: Who, *, stage: int, seen: int | None = None) -> Submitted:
    """Send a stage in. All required items and all remarks of the last return must be ticked.

    Raises `refusals.Broken` ("items-missing", one line a missing thing; "no-supervisor";
    "team-small"), `refusals.Spent` for what is sent in already, `refusals.Changed`.
    """
    project, standing = stages.hold(tx, by, stage)
    actor = projects.must_be_member(by, standing)
    row = stages.get(tx, stage)
    stages.must_be_open(tx, row)
    revisions.must_know(tx, project, by, seen)
    items = stages.checklist(tx, stage)
    missing = stages.missing(items) + tuple(one.text for one in approvals.open_remarks(tx, stage))
    if missing:
        raise refusals.Broken("items-missing", missing, number=len(missing))
    if project.supervisor_id is None:
        raise refusals.Broken("no-supervisor")
    _team_must_be_whole(tx, project)
    submission = _keep(tx, project, row, actor)
    row.state = StageState.SUBMITTED
    review = approvals.ask(tx, key(submission.id), stage, row.gate)
    revisions.changed(
        tx, project, actor, "stage.submit", stage=stage, submission=submission.id, review=review.id
    )
    return Submitted(
        submission=key(submission.id),
        review=key(review.id),
        stage=stage,
        number=row.number,
        stage_title=row.title,
        project=key(project.id),
        project_title=project.title,
        waits_for=review.role,
        attempt=submission.attempt,
        team=projects.tell(by, *projects.member_ids(tx, key(project.id))),
        tell=projects.tell(by, *approvals.reviewers(tx, project, review.role)),
    )


def _team_must_be_whole(tx: Tx, project: Project) -> None:
    if project.kind != ProjectKind.COLLECTIVE:
        return
    least = team_min(tx, project)
    if len(projects.member_ids(tx, key(project.id))) < least:
        raise refusals.Broken("team-small", min=least)


def team_min(tx: Tx, project: Project) -> int:
    kind = tx.rules.catalogue.kind(project.kind)
    return kind.members.min if kind else 1


def _keep(tx: Tx, project: Project, stage: Stage, actor: int) -> Submission:
    stage_id = key(stage.id)
    snapshot = Snapshot(
        title=project.title,
        purpose=project.purpose,
        items=tuple(
            SentItem(text=item.text, required=item.required, done=item.done_at is not None)
            for item in stages.checklist(tx, stage_id)
        ),
        artefacts=tuple(
            SentArtefact(kind=one.kind, title=one.title, file=one.file_id, url=one.url)
            for one in stages.artefacts(tx, stage_id)
        ),
    )
    earlier = tx.session.exec(
        select(func.count()).select_from(Submission).where(Submission.stage_id == stage_id)
    ).one()
    row = Submission(
        stage_id=stage_id,
        attempt=earlier + 1,
        sent_by=actor,
        sent_at=tx.now,
        snapshot=snapshot.model_dump(mode="json"),
    )
    tx.session.add(row)
    tx.session.flush()
    return row


def sent(tx: Tx, by: Who, *, submission: int) -> SubmissionView:
    """Show what was sent in to anybody who may see the project."""
    row = tx.session.get(Submission, submission)
    if row is None:
        raise refusals.Missing("submission")
    try:
        stage, project, _ = stages.see(tx, by, row.stage_id)
    except refusals.Missing:
        raise refusals.Missing("submission") from None
    return view(tx, project, stage, row)


def view(tx: Tx, project: Project, stage: Stage, row: Submission) -> SubmissionView:
    snapshot = Snapshot.model_validate(row.snapshot)
    return SubmissionView(
        id=key(row.id),
        project=key(project.id),
        project_title=project.title,
        stage=key(stage.id),
        stage_title=stage.title,
        number=stage.number,
        attempt=row.attempt,
        by=residents.who(tx, row.sent_by),
        at=row.sent_at,
        title=snapshot.title,
        purpose=snapshot.purpose,
        items=snapshot.items,
        artefacts=snapshot.artefacts,
    )

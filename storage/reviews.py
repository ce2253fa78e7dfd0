"""Reviewing what was sent in: the queue, the verdicts, the way back (P5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from storage import (
    approvals,
    projects,
    refusals,
    residents,
    revisions,
    stages,
    submissions,
    wording,
)
from storage.approvals import Review, Verdict
from storage.projects import Project, ProjectState, Relation, key
from storage.residents import Role, Who
from storage.stages import Stage, StageState
from storage.store import Tx
from storage.submissions import Submission, SubmissionView

REMARKS_MAX = 10
REMARK_LENGTH = 500


@dataclass(frozen=True)
class ReviewView:
    """A stage that was sent in, before the eyes of who decides; ``verdict`` is None while it
    waits, ``remarks_before`` are those of the last return."""

    id: int
    role: str
    basis: str
    asked_at: datetime
    verdict: Verdict | None
    decided_by: Who | None
    decided_at: datetime | None
    sent: SubmissionView
    remarks_before: tuple[str, ...]


@dataclass(frozen=True)
class NextReview:
    """The second approval of a stage, asked for now."""

    review: int
    role: str
    tell: tuple[int, ...]


@dataclass(frozen=True)
class NextStage:
    stage: int
    number: int
    title: str
    due: date


@dataclass(frozen=True)
class Accepted:
    """A stage that was accepted, or (with ``second``) approved once and waiting for another."""

    stage: int
    number: int
    stage_title: str
    project: int
    project_title: str
    second: NextReview | None
    next: NextStage | None
    finished: bool
    members: tuple[Who, ...]
    tell: tuple[int, ...]


@dataclass(frozen=True)
class Returned:
    """A stage that goes back to the pupils."""

    stage: int
    number: int
    stage_title: str
    project: int
    project_title: str
    remarks: tuple[str, ...]
    tell: tuple[int, ...]


def open(tx: Tx, by: Who, *, review: int) -> ReviewView:
    """Show what waits for a verdict to who may give it, also after it was given."""
    row, stage, project, standing = _see(tx, by, review)
    if not approvals.may_decide(row.role, standing):
        raise refusals.Denied("not-reviewer")
    submission = tx.session.get(Submission, row.submission_id)
    assert submission is not None
    return ReviewView(
        id=review,
        role=row.role,
        basis=stage.basis,
        asked_at=row.asked_at,
        verdict=Verdict(row.verdict) if row.verdict else None,
        decided_by=residents.who(tx, row.decided_by) if row.decided_by else None,
        decided_at=row.decided_at,
        sent=submissions.view(tx, project, stage, submission),
        remarks_before=tuple(one.text for one in approvals.last_remarks(tx, key(stage.id))),
    )


def accept(tx: Tx, by: Who, *, review: int) -> Accepted:
    """Accept a stage, or approve it where another approval is still to come.

    A coordinator's approval stands for both where the second would be a coordinator's.
    """
    row, stage, project, actor = _hold_to_decide(tx, by, review)
    _decide(tx, row, Verdict.ACCEPTED, actor)
    second = _second_role(by, row, stage)
    if second is not None:
        asked = approvals.ask(tx, row.submission_id, key(stage.id), second)
        revisions.changed(
            tx, project, actor, "stage.approve", stage=stage.id, review=review, next=asked.id
        )
        told = projects.tell(by, *approvals.reviewers(tx, project, second))
        return _accepted(tx, by, project, stage, NextReview(key(asked.id), second, told), None)
    stage.state, stage.accepted_at = StageState.ACCEPTED, tx.now
    following = stages.following(tx, stage)
    if following is None:
        project.state, project.finished_at = ProjectState.FINISHED, tx.now
    else:
        stages.begin(tx, following)
    revisions.changed(tx, project, actor, "stage.accept", stage=stage.id, review=review)
    return _accepted(tx, by, project, stage, None, following)


def _second_role(by: Who, review: Review, stage: Stage) -> str | None:
    if stage.then_gate is None or review.role == stage.then_gate:
        return None
    if stage.then_gate == "coordinator" and by.has(Role.COORDINATOR):
        return None
    return stage.then_gate


def _accepted(
    tx: Tx,
    by: Who,
    project: Project,
    stage: Stage,
    second: NextReview | None,
    following: Stage | None,
) -> Accepted:
    team = projects.members(tx, key(project.id))
    others = () if second else (project.supervisor_id,)
    return Accepted(
        stage=key(stage.id),
        number=stage.number,
        stage_title=stage.title,
        project=key(project.id),
        project_title=project.title,
        second=second,
        next=_next(following),
        finished=project.state == ProjectState.FINISHED,
        members=team,
        tell=projects.tell(by, *(one.id for one in team), *others),
    )


def _next(stage: Stage | None) -> NextStage | None:
    return NextStage(key(stage.id), stage.number, stage.title, stage.due) if stage else None


def send_back(tx: Tx, by: Who, *, review: int, remarks: Sequence[str]) -> Returned:
    """Return a stage with remarks, which the pupils tick off before sending it in again."""
    texts = _clean(remarks)
    row, stage, project, actor = _hold_to_decide(tx, by, review)
    _decide(tx, row, Verdict.RETURNED, actor)
    approvals.add_remarks(tx, row, actor, texts)
    stage.state = StageState.RETURNED
    stages.plan_reminders(tx, stage)
    revisions.changed(tx, project, actor, "stage.return", stage=stage.id, review=review)
    return _returned(tx, by, project, stage, texts)


def _clean(remarks: Sequence[str]) -> tuple[str, ...]:
    texts = tuple(wording.passage(one, "remark", REMARK_LENGTH) for one in remarks if one.strip())
    if not texts:
        raise refusals.Broken("remarks-needed")
    if len(texts) > REMARKS_MAX:
        raise refusals.Broken("remarks-many", limit=REMARKS_MAX)
    return tuple(dict.fromkeys(texts))


def reopen(tx: Tx, by: Who, *, stage: int, reason: str) -> Returned:
    """Return a stage that was accepted: a coordinator only, with a reason, the last one only.

    Work on the stage after it stops; what was sent in there is withdrawn, its ticks stay.
    """
    actor = by.must_have(Role.COORDINATOR)
    texts = _clean([reason])
    project = projects.lock(tx, stages.project_of(tx, stage))
    if project is None or project.state == ProjectState.ARCHIVED:
        raise refusals.Broken("project-closed", title=project.title if project else "")
    row = stages.get(tx, stage)
    _must_be_last_accepted(tx, row)
    if project.state == ProjectState.FINISHED:
        supervisor = projects.supervisor(tx, project)
        if supervisor is not None:
            projects.must_have_room(tx, supervisor)
        project.state, project.finished_at = ProjectState.ACTIVE, None
    following = stages.following(tx, row)
    if following is not None:
        approvals.withdraw(tx, key(following.id), actor)
        following.state = StageState.WAITING
    review = approvals.last_review(tx, stage)
    again = Review(
        submission_id=review.submission_id,
        stage_id=stage,
        role="coordinator",
        asked_at=tx.now,
        verdict=Verdict.RETURNED,
        decided_by=actor,
        decided_at=tx.now,
    )
    tx.session.add(again)
    tx.session.flush()
    approvals.add_remarks(tx, again, actor, texts)
    row.state, row.accepted_at = StageState.RETURNED, None
    stages.plan_reminders(tx, row)
    revisions.changed(tx, project, actor, "stage.reopen", stage=stage, review=again.id)
    return _returned(tx, by, project, row, texts)


def _must_be_last_accepted(tx: Tx, stage: Stage) -> None:
    accepted = [one for one in stages.of(tx, stage.project_id) if one.state == StageState.ACCEPTED]
    if not accepted or accepted[-1].id != stage.id:
        title = accepted[-1].title if accepted else ""
        raise refusals.Broken("not-last-accepted", title=title)


def _returned(tx: Tx, by: Who, project: Project, stage: Stage, texts: tuple[str, ...]) -> Returned:
    team = projects.member_ids(tx, key(project.id))
    return Returned(
        stage=key(stage.id),
        number=stage.number,
        stage_title=stage.title,
        project=key(project.id),
        project_title=project.title,
        remarks=texts,
        tell=projects.tell(by, *team, project.supervisor_id),
    )


def _see(tx: Tx, by: Who, review_id: int) -> tuple[Review, Stage, Project, frozenset[Relation]]:
    row = tx.session.get(Review, review_id)
    if row is None:
        raise refusals.Missing("review")
    stage = stages.get(tx, row.stage_id)
    try:
        project, standing = projects.see(tx, by, stage.project_id)
    except refusals.Missing:
        raise refusals.Missing("review") from None
    return row, stage, project, standing


def _hold_to_decide(tx: Tx, by: Who, review_id: int) -> tuple[Review, Stage, Project, int]:
    """Lock the project of a review that waits for ``by``."""
    _, stage, _, standing = _see(tx, by, review_id)
    project = projects.lock(tx, stage.project_id)
    row = tx.session.get(Review, review_id, populate_existing=True)
    assert project is not None and row is not None
    standing = projects.relations(tx, by, project)
    if not approvals.may_decide(row.role, standing):
        raise refusals.Denied("not-reviewer")
    if row.verdict is not None:
        raise refusals.Spent("review-done", verdict=row.verdict, title=stage.title)
    if project.state != ProjectState.ACTIVE:
        raise refusals.Broken("project-closed", title=project.title)
    return row, stages.get(tx, row.stage_id), project, by.must_be_resident()


def _decide(tx: Tx, review: Review, verdict: Verdict, actor: int) -> None:
    review.verdict, review.decided_by, review.decided_at = verdict, actor, tx.now
    tx.session.flush()

"""What waits for a verdict, for how long, and what verdicts there were (P5)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import col, select

from storage import access, approvals, projects, residents, stages, workdays
from storage.approvals import Remark, Review, Verdict
from storage.projects import Project, ProjectState, key
from storage.residents import Role, Who
from storage.stages import Stage
from storage.store import Tx
from storage.submissions import Submission

BY_SUPERVISOR = ("supervisor", "tutor")


@dataclass(frozen=True)
class Waiting:
    """A verdict that is asked for; ``working_days`` is for how long it has waited."""

    review: int
    submission: int
    stage: int
    number: int
    stage_title: str
    project: int
    project_title: str
    role: str
    by: Who
    since: datetime
    working_days: int
    supervisor: Who | None


@dataclass(frozen=True)
class Reminder:
    """A verdict that is late, and who is to be reminded."""

    waiting: Waiting
    tell: tuple[int, ...]


@dataclass(frozen=True)
class PastVerdict:
    submission: int
    attempt: int
    sent_at: datetime
    verdict: Verdict
    by: Who | None
    at: datetime
    remarks: tuple[str, ...]


def waiting(tx: Tx, by: Who) -> list[Waiting]:
    """What waits for this person's verdict, oldest first («Очередь проверки»)."""
    own = by.must_be_resident()
    access.must_not_be_suspended(by)
    mine: list[ColumnElement[bool]] = [
        and_(col(Project.supervisor_id) == own, col(Review.role).in_(BY_SUPERVISOR))
    ]
    if by.has(Role.COORDINATOR):
        mine.append(col(Review.role).not_in(BY_SUPERVISOR))
        mine.append(col(Project.supervisor_id).is_(None))
    return _rows(tx, or_(*mine))


def late(tx: Tx, by: Who) -> list[Waiting]:
    """What has waited so long that the coordinator is to know, oldest first."""
    by.must_have(Role.COORDINATOR, Role.ADMIN)
    limit = tx.rules.review_escalate_days
    everything = _rows(tx, col(Project.id).is_not(None))
    return [one for one in everything if one.working_days >= limit]


def reminder(tx: Tx, *, review: int, escalate: bool) -> Reminder | None:
    """What the jobs "review.remind" and "review.escalate" have to say; None once decided."""
    rows = _rows(tx, col(Review.id) == review)
    if not rows:
        return None
    project = tx.session.get(Project, rows[0].project)
    assert project is not None
    reviewers = approvals.reviewers(tx, project, rows[0].role)
    told = residents.coordinators(tx) if escalate else reviewers
    return Reminder(rows[0], projects.tell(None, *told))


def past(tx: Tx, by: Who, *, stage: int) -> list[PastVerdict]:
    """All verdicts on a stage, oldest first, for whoever may see the project."""
    stages.see(tx, by, stage)
    found = tx.session.exec(
        select(Review, Submission)
        .join(Submission, col(Submission.id) == col(Review.submission_id))
        .where(Review.stage_id == stage, col(Review.verdict).is_not(None))
        .order_by(col(Review.id))
    )
    return [_past(tx, review, submission) for review, submission in found]


def _past(tx: Tx, review: Review, submission: Submission) -> PastVerdict:
    texts = tx.session.exec(
        select(Remark.text).where(Remark.review_id == review.id).order_by(col(Remark.position))
    )
    return PastVerdict(
        submission=key(submission.id),
        attempt=submission.attempt,
        sent_at=submission.sent_at,
        verdict=Verdict(review.verdict or ""),
        by=residents.who(tx, review.decided_by) if review.decided_by else None,
        at=review.decided_at or review.asked_at,
        remarks=tuple(texts),
    )


def _rows(tx: Tx, condition: ColumnElement[bool]) -> list[Waiting]:
    found = tx.session.exec(
        select(Review, Submission, Stage, Project)
        .join(Submission, col(Submission.id) == col(Review.submission_id))
        .join(Stage, col(Stage.id) == col(Review.stage_id))
        .join(Project, col(Project.id) == col(Stage.project_id))
        .where(col(Review.verdict).is_(None), Project.state == ProjectState.ACTIVE, condition)
        .order_by(col(Review.asked_at), col(Review.id))
    )
    return [
        Waiting(
            review=key(review.id),
            submission=key(submission.id),
            stage=key(stage.id),
            number=stage.number,
            stage_title=stage.title,
            project=key(project.id),
            project_title=project.title,
            role=review.role,
            by=residents.who(tx, submission.sent_by),
            since=review.asked_at,
            working_days=workdays.passed(review.asked_at, tx.now, tx.rules),
            supervisor=projects.supervisor(tx, project),
        )
        for review, submission, stage, project in found
    ]

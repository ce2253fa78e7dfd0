"""What a digest says of children's projects: where they are, what was decided (R2).

Titles and dates only: never a remark, a mark, another pupil's name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import or_
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from storage import deadlines
from storage.approvals import Review, Verdict
from storage.projects import Member, Project, ProjectState
from storage.stages import OPEN, Stage, StageState
from storage.store import Tx


@dataclass(frozen=True)
class Decided:
    """A stage that was accepted, or with ``returned`` sent back to be mended."""

    title: str
    at: datetime
    returned: bool


@dataclass
class ProjectNews:
    """A project of a child: the stage that is worked on now (None when all are accepted), for how
    many days it is overdue, and what was decided, in order."""

    id: int
    title: str
    number: int = 0
    stage: str | None = None
    due: date | None = None
    state: StageState | None = None
    overdue_days: int = 0
    decided: list[Decided] = field(default_factory=list)


def of_children(tx: Tx, children: Iterable[int], since: datetime) -> dict[int, list[ProjectNews]]:
    """The projects of each child that are under way or ended after ``since``; in four questions
    to the database however many children they are. Whose children these are is asked before."""
    rows = tx.session.execute(
        select_columns(col(Member.resident_id), col(Project.id), col(Project.title))
        .join(Project, col(Project.id) == col(Member.project_id))
        .where(
            col(Member.resident_id).in_(list(children)),
            col(Member.left_at).is_(None),
            or_(
                col(Project.state) == ProjectState.ACTIVE.value,
                col(Project.finished_at) > since,
            ),
        )
        .order_by(col(Member.resident_id), col(Project.id))
    )
    news: dict[int, ProjectNews] = {}
    found: dict[int, list[ProjectNews]] = {}
    for child, number, title in rows:
        one = news.setdefault(number, ProjectNews(number, title))
        found.setdefault(child, []).append(one)
    _add_stages(tx, news, since)
    _add_returns(tx, news, since)
    for one in news.values():
        one.decided.sort(key=lambda decided: decided.at)
    return found


def _add_stages(tx: Tx, news: dict[int, ProjectNews], since: datetime) -> None:
    today = tx.now.astimezone(tx.rules.zone).date()
    now = [*OPEN, StageState.SUBMITTED]
    rows = tx.session.execute(
        select_columns(
            col(Stage.project_id),
            col(Stage.number),
            col(Stage.title),
            col(Stage.due),
            col(Stage.state),
            col(Stage.accepted_at),
        ).where(
            col(Stage.project_id).in_(list(news)),
            or_(col(Stage.state).in_(now), col(Stage.accepted_at) > since),
        )
    )
    for project, number, title, due, state, accepted_at in rows:
        one = news[project]
        if accepted_at is not None:
            one.decided.append(Decided(title, accepted_at, returned=False))
            continue
        one.number, one.stage, one.due, one.state = number, title, due, StageState(state)
        if one.state in OPEN:
            one.overdue_days = deadlines.overdue_days(due, today)


def _add_returns(tx: Tx, news: dict[int, ProjectNews], since: datetime) -> None:
    rows: Sequence[tuple[int, str, datetime | None]] = tx.session.exec(
        select(Stage.project_id, Stage.title, Review.decided_at)
        .join(Review, col(Review.stage_id) == col(Stage.id))
        .where(
            col(Stage.project_id).in_(list(news)),
            Review.verdict == Verdict.RETURNED.value,
            col(Review.decided_at) > since,
        )
    ).all()
    for project, title, at in rows:
        if at is not None:
            news[project].decided.append(Decided(title, at, returned=True))

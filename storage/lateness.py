"""Stages that are so late that the parents are told at once (R3)."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select as select_columns
from sqlmodel import col

from storage import deadlines, families, projects, residents, stages
from storage.projects import Project, ProjectState
from storage.stages import Stage
from storage.store import Tx

#: Overdue for more than so many days.
DAYS = 7


@dataclass(frozen=True)
class LateStage:
    """A stage and the date that it was due, which may be moved meanwhile."""

    stage: int
    due: date


@dataclass(frozen=True)
class LateChild:
    """A child who is late, and the parents who may know."""

    id: int
    short: str
    parents: tuple[int, ...]


@dataclass(frozen=True)
class LateNotice:
    """What the parents are told."""

    stage: int
    title: str
    project: int
    project_title: str
    due: date
    days: int
    children: tuple[LateChild, ...]


def found(tx: Tx, *, after: int, limit: int) -> list[LateStage]:
    """Stages that are too late today, by id, those after one."""
    last = tx.now.astimezone(tx.rules.zone).date() - timedelta(days=DAYS)
    rows = tx.session.execute(
        select_columns(col(Stage.id), col(Stage.due))
        .join(Project, col(Project.id) == col(Stage.project_id))
        .where(
            col(Stage.id) > after,
            col(Stage.state).in_(list(stages.OPEN)),
            col(Stage.due) < last,
            col(Project.state) == ProjectState.ACTIVE.value,
        )
        .order_by(col(Stage.id))
        .limit(limit)
    )
    return [LateStage(stage, due) for stage, due in rows]


def notice(tx: Tx, *, stage: int, due: int) -> LateNotice | None:
    """What the job "overdue.tell" has to say; None if the stage was sent in or its date moved."""
    row = tx.session.get(Stage, stage)
    project = tx.session.get(Project, row.project_id) if row else None
    if row is None or project is None or project.state != ProjectState.ACTIVE:
        return None
    days = deadlines.overdue_days(row.due, tx.now.astimezone(tx.rules.zone).date())
    if row.state not in stages.OPEN or row.due.toordinal() != due or days <= DAYS:
        return None
    return LateNotice(
        stage=stage,
        title=row.title,
        project=row.project_id,
        project_title=project.title,
        due=row.due,
        days=days,
        children=tuple(_child(tx, number) for number in projects.member_ids(tx, row.project_id)),
    )


def _child(tx: Tx, number: int) -> LateChild:
    parents = [one.id for one in families.parents_of(tx, number) if one.id is not None]
    return LateChild(number, residents.who(tx, number).short, tuple(parents))

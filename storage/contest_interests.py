"""What keeps somebody of the jury from judging a team (E5)."""

from enum import StrEnum

from sqlmodel import col, select

from storage import contest_teams
from storage.contest_teams import ContestTeam
from storage.families import FamilyLink
from storage.projects import Member, Project, ProjectState
from storage.store import Tx


class Interest(StrEnum):
    """Why somebody may not judge a team. A parent whom the school has shut out of a child is not to
    know where the child is (R1): for them such a team is not there."""

    FAMILY = "family"
    SUPERVISOR = "supervisor"
    HIDDEN = "hidden"


def of(tx: Tx, juror: int, team: ContestTeam) -> Interest | None:
    """What keeps somebody from judging a team, if anything does."""
    people = contest_teams.member_ids(tx, team)
    links = tx.session.exec(
        select(FamilyLink).where(
            FamilyLink.parent_id == juror, col(FamilyLink.child_id).in_(people)
        )
    ).all()
    if any(one.restricted for one in links):
        return Interest.HIDDEN
    if links:
        return Interest.FAMILY
    led = tx.session.exec(
        select(Project.id)
        .join(Member, col(Member.project_id) == col(Project.id))
        .where(
            Project.supervisor_id == juror,
            Project.state == ProjectState.ACTIVE,
            col(Member.resident_id).in_(people),
            col(Member.left_at).is_(None),
        )
    ).first()
    return Interest.SUPERVISOR if led is not None else None

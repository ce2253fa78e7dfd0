"""What keeps somebody of the jury from judging a team (E5)."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from sqlmodel import col, select

from storage import contest_teams
from storage.contest_teams import ContestTeam
from storage.families import FamilyLink
from storage.projects import Member, Project, ProjectState, key
from storage.store import Tx


class Interest(StrEnum):
    """Why somebody may not judge a team. A parent whom the school has shut out of a child is not to
    know where the child is (R1): for them such a team is not there."""

    FAMILY = "family"
    SUPERVISOR = "supervisor"
    HIDDEN = "hidden"


def of(tx: Tx, juror: int, team: ContestTeam) -> Interest | None:
    """What keeps somebody from judging a team, if anything does."""
    number = key(team.id)
    return among(tx, [juror], {number: contest_teams.member_ids(tx, team)}).get((juror, number))


def among(
    tx: Tx, jury: Collection[int], rosters: Mapping[int, tuple[int, ...]]
) -> dict[tuple[int, int], Interest]:
    """All that keeps somebody of a jury from judging some team, by juror and team."""
    team_of = {person: team for team, people in rosters.items() for person in people}
    led = tx.session.exec(
        select(Project.supervisor_id, Member.resident_id)
        .join(Member, col(Member.project_id) == col(Project.id))
        .where(
            col(Project.supervisor_id).in_(jury),
            Project.state == ProjectState.ACTIVE,
            col(Member.resident_id).in_(team_of),
            col(Member.left_at).is_(None),
        )
    )
    found = {
        (juror, team_of[pupil]): Interest.SUPERVISOR for juror, pupil in led if juror is not None
    }
    links = tx.session.exec(
        select(FamilyLink)
        .where(col(FamilyLink.parent_id).in_(jury), col(FamilyLink.child_id).in_(team_of))
        .order_by(col(FamilyLink.restricted))
    )
    # Those of who is shut out come last, and prevail.
    for one in links:
        kind = Interest.HIDDEN if one.restricted else Interest.FAMILY
        found[one.parent_id, team_of[one.child_id]] = kind
    return found

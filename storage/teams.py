"""Teams of collective projects: who is in, what each does (P7)."""

from dataclasses import dataclass

from storage import projects, refusals, residents, revisions, wording
from storage.projects import Member, Project, ProjectKind, key
from storage.residents import Who
from storage.store import Tx

ROLE_MAX = 60


@dataclass(frozen=True)
class MemberView:
    """A member of a team: the role there and the own contribution, both may be empty."""

    who: Who
    role: str
    contribution: str
    tell: tuple[int, ...] = ()


def set_role(
    tx: Tx, by: Who, *, project: int, member: int, role: str, seen: int | None = None
) -> MemberView:
    """Say what a member does in the team; any member may, knowing of others' changes."""
    row, actor = hold_team(tx, by, project)
    kept = _member(tx, project, member)
    words = wording.line(role, "role", ROLE_MAX)
    if kept.role and kept.role != words:
        revisions.must_know(tx, row, by, seen)
    kept.role = words
    revisions.changed(tx, row, actor, "team.role", member=member)
    return _member_view(tx, kept, projects.tell(by, member))


def write_contribution(tx: Tx, by: Who, *, project: int, text: str) -> MemberView:
    """Write what oneself has contributed; nobody writes another's."""
    row, actor = hold_team(tx, by, project)
    kept = _member(tx, project, actor)
    kept.contribution = wording.passage(text, "contribution")
    revisions.changed(tx, row, actor, "team.contribution", member=actor)
    return _member_view(tx, kept, ())


def team(tx: Tx, project_id: int) -> tuple[MemberView, ...]:
    """The members as they are now, in the order of joining; rights are the caller's matter."""
    rows = (_member(tx, project_id, one) for one in projects.member_ids(tx, project_id))
    return tuple(_member_view(tx, row, ()) for row in rows)


def hold_team(tx: Tx, by: Who, project_id: int) -> tuple[Project, int]:
    project, standing = projects.hold(tx, by, project_id)
    actor = projects.must_be_member(by, standing)
    if project.kind != ProjectKind.COLLECTIVE:
        raise refusals.Broken("not-collective")
    return project, actor


def must_have_place(tx: Tx, project: Project) -> None:
    kind = tx.rules.catalogue.kind(project.kind)
    limit = min(kind.members.max, tx.rules.team_max) if kind else 1
    if len(projects.member_ids(tx, key(project.id))) >= limit:
        raise refusals.Broken("team-full", max=limit)


def enrol(tx: Tx, project_id: int, pupil: int) -> None:
    row = tx.session.get(Member, (project_id, pupil), populate_existing=True)
    if row is None:
        tx.session.add(Member(project_id=project_id, resident_id=pupil, joined_at=tx.now))
    else:
        row.left_at, row.joined_at = None, tx.now
    tx.session.flush()


def _member(tx: Tx, project_id: int, resident_id: int) -> Member:
    row = tx.session.get(Member, (project_id, resident_id), populate_existing=True)
    if row is None or row.left_at is not None:
        raise refusals.Missing("pupil")
    return row


def _member_view(tx: Tx, row: Member, told: tuple[int, ...]) -> MemberView:
    return MemberView(residents.who(tx, row.resident_id), row.role, row.contribution, told)

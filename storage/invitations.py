"""Coming into a team: by a code that goes round, or asked from the list of pupils (P7)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel, col, select

from storage import (
    access,
    codes,
    columns,
    projects,
    refusals,
    relevance,
    residents,
    revisions,
    teams,
)
from storage.access import Segment
from storage.columns import Instant
from storage.projects import Project, ProjectState, key
from storage.residents import Resident, Role, Who
from storage.store import Tx

CODE_LASTS = timedelta(hours=48)
CANDIDATES_SHOWN = 30


class TeamCode(SQLModel, table=True):
    """The code by which pupils join a team; one a project, found by its fingerprint."""

    __tablename__ = "team_code"

    project_id: int = Field(foreign_key="project.id", primary_key=True)
    fingerprint: str = Field(unique=True)
    expires_at: datetime = Field(sa_type=Instant)


class Invitation(SQLModel, table=True):
    """A pupil asked into a team; ``agreed`` is None while it waits."""

    __tablename__ = "invitation"
    __table_args__ = (
        columns.partial_index(
            "ix_invitation_waiting",
            "project_id",
            "resident_id",
            unique=True,
            where="agreed IS NULL",
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id")
    resident_id: int = Field(foreign_key="resident.id", index=True)
    invited_by: int = Field(foreign_key="resident.id")
    invited_at: datetime = Field(sa_type=Instant)
    agreed: bool | None = None
    answered_at: datetime | None = Field(default=None, sa_type=Instant)


@dataclass(frozen=True)
class InviteCode:
    code: str
    project: int
    title: str
    expires_at: datetime


@dataclass(frozen=True)
class Joined:
    project: int
    title: str
    members: tuple[Who, ...]
    tell: tuple[int, ...]


@dataclass(frozen=True)
class InvitationView:
    id: int
    project: int
    title: str
    by: Who
    pupil: Who
    agreed: bool | None
    members: tuple[Who, ...]
    tell: tuple[int, ...]


def make_code(tx: Tx, by: Who, *, project: int) -> InviteCode:
    """Make a code for the team; it lasts 48 hours and replaces the one before.

    Guessing is hopeless: 40 bits, and only registered pupils may try.
    """
    row, actor = teams.hold_team(tx, by, project)
    teams.must_have_place(tx, row)
    code = codes.readable(tx.new_key())
    kept = tx.session.get(TeamCode, project, populate_existing=True)
    expires_at = tx.now + CODE_LASTS
    fingerprint = tx.sealer.fingerprint(code)
    if kept is None:
        kept = TeamCode(project_id=project, fingerprint=fingerprint, expires_at=expires_at)
        tx.session.add(kept)
    kept.fingerprint, kept.expires_at = fingerprint, expires_at
    revisions.changed(tx, row, actor, "team.code")
    return InviteCode(code, project, row.title, expires_at)


def join(tx: Tx, by: Who, *, code: str) -> Joined:
    """Come into a team by its code, however it is typed; raises `refusals.Missing` ("code")."""
    by.must_have(Role.STUDENT)
    access.must_enter_freely(by, Segment.STAGES)
    plain = codes.normalise(code) or ""
    kept = tx.session.exec(
        select(TeamCode).where(TeamCode.fingerprint == tx.sealer.fingerprint(plain))
    ).first()
    if kept is None or kept.expires_at <= tx.now:
        raise refusals.Missing("code")
    return _come_in(tx, by, kept.project_id)


def _come_in(tx: Tx, by: Who, project_id: int) -> Joined:
    pupil = by.must_be_resident()
    project = projects.lock(tx, project_id)
    if project is None or project.state != ProjectState.ACTIVE:
        raise refusals.Missing("code")
    if pupil in projects.member_ids(tx, project_id):
        raise refusals.Spent("already-member", title=project.title)
    teams.must_have_place(tx, project)
    teams.enrol(tx, project_id, pupil)
    invitation = _waiting(tx, project_id, pupil)
    if invitation is not None:
        invitation.agreed, invitation.answered_at = True, tx.now
    revisions.changed(tx, project, pupil, "team.join", member=pupil)
    team = projects.members(tx, project_id)
    told = projects.tell(by, *(one.id for one in team), project.supervisor_id)
    return Joined(project_id, project.title, team, told)


def candidates(tx: Tx, by: Who, *, project: int, starts: str = "") -> list[Who]:
    """Pupils who may be asked into the team, classmates first, by the family name's beginning."""
    row, standing = projects.see(tx, by, project)
    projects.must_be_member(by, standing)
    wanted = (
        select(Resident)
        .join(residents.ResidentRole, col(residents.ResidentRole.resident_id) == col(Resident.id))
        .where(
            residents.ResidentRole.role == Role.STUDENT,
            col(Resident.id).not_in(projects.member_ids(tx, key(row.id))),
            col(Resident.left_at).is_(None),
        )
        .order_by(
            (col(Resident.grade) == by.grade).desc(), col(Resident.family), col(Resident.name)
        )
    )
    # Databases fold the case of Cyrillic letters differently; here it is one way for both.
    beginning = starts.strip().casefold()
    fitting = [
        one for one in tx.session.exec(wanted) if one.family.casefold().startswith(beginning)
    ]
    return [residents.who(tx, key(one.id)) for one in fitting[:CANDIDATES_SHOWN]]


def invite(tx: Tx, by: Who, *, project: int, pupil: int) -> InvitationView:
    """Ask a pupil into the team."""
    row, actor = teams.hold_team(tx, by, project)
    try:
        person = residents.who(tx, pupil)
    except refusals.Missing:
        raise refusals.Missing("pupil") from None
    if not person.is_pupil:
        raise refusals.Missing("pupil")
    if pupil in projects.member_ids(tx, project):
        raise refusals.Spent("already-member", title=row.title)
    if _waiting(tx, project, pupil) is not None:
        raise refusals.Spent("already-invited", name=person.short)
    teams.must_have_place(tx, row)
    kept = Invitation(project_id=project, resident_id=pupil, invited_by=actor, invited_at=tx.now)
    tx.session.add(kept)
    tx.session.flush()
    revisions.changed(tx, row, actor, "team.invite", invitation=kept.id, member=pupil)
    return _view(tx, row, kept, (pupil,))


def answer(tx: Tx, by: Who, *, invitation: int, agreed: bool) -> InvitationView:
    """Agree to an invitation or not; only the pupil who was asked."""
    own = by.must_be_resident()
    kept = tx.session.get(Invitation, invitation)
    if kept is None or kept.resident_id != own:
        raise refusals.Missing("invitation")
    project = projects.lock(tx, kept.project_id)
    tx.session.refresh(kept)
    if project is None or project.state != ProjectState.ACTIVE:
        raise refusals.Missing("invitation")
    if kept.agreed is not None:
        raise refusals.Spent("invitation-answered", title=project.title, agreed=int(kept.agreed))
    if agreed:
        access.must_enter_freely(by, Segment.STAGES)
        joined = _come_in(tx, by, kept.project_id)
        return _view(tx, project, kept, joined.tell)
    kept.agreed, kept.answered_at = False, tx.now
    revisions.changed(tx, project, own, "team.answer", invitation=invitation)
    return _view(tx, project, kept, projects.tell(by, kept.invited_by))


def show(tx: Tx, by: Who, *, invitation: int) -> InvitationView:
    """Show an invitation to the pupil who was asked, or to the team."""
    kept = tx.session.get(Invitation, invitation)
    project = tx.session.get(Project, kept.project_id) if kept else None
    if kept is None or project is None:
        raise refusals.Missing("invitation")
    if kept.resident_id != by.id and by.id not in projects.member_ids(tx, kept.project_id):
        raise refusals.Missing("invitation")
    return _view(tx, project, kept, ())


def waiting(tx: Tx, by: Who) -> list[InvitationView]:
    """What waits for this pupil's answer, oldest first."""
    rows = tx.session.exec(
        select(Invitation, Project)
        .join(Project, col(Project.id) == col(Invitation.project_id))
        .where(
            Invitation.resident_id == by.must_be_resident(),
            col(Invitation.agreed).is_(None),
            Project.state == ProjectState.ACTIVE,
        )
        .order_by(col(Invitation.id))
    )
    return [_view(tx, project, kept, ()) for kept, project in rows]


def _waiting(tx: Tx, project_id: int, pupil: int) -> Invitation | None:
    return tx.session.exec(
        select(Invitation).where(
            Invitation.project_id == project_id,
            Invitation.resident_id == pupil,
            col(Invitation.agreed).is_(None),
        )
    ).first()


def _view(tx: Tx, project: Project, kept: Invitation, told: tuple[int, ...]) -> InvitationView:
    return InvitationView(
        id=key(kept.id),
        project=key(project.id),
        title=project.title,
        by=residents.who(tx, kept.invited_by),
        pupil=residents.who(tx, kept.resident_id),
        agreed=kept.agreed,
        members=projects.members(tx, key(project.id)),
        tell=told,
    )


@relevance.check("invitation.waits")
def _waits(tx: Tx, invitation_id: int) -> bool:
    kept = tx.session.get(Invitation, invitation_id)
    return kept is not None and kept.agreed is None

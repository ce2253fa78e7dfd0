"""Offers of a project to a supervisor: asked, answered, come back (P1)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func
from sqlmodel import Field, SQLModel, col, select

from storage import (
    access,
    columns,
    jobs,
    projects,
    refusals,
    relevance,
    residents,
    revisions,
    wording,
    workdays,
)
from storage.access import Segment
from storage.columns import Instant
from storage.projects import Project, ProjectState, key
from storage.residents import Role, Who
from storage.store import Tx

COMMENT_MAX = 500


class OfferState(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Offer(SQLModel, table=True):
    """A supervisor asked to lead a project. At most one of a project waits; then
    ``Project.offered_to`` names the same person."""

    __tablename__ = "offer"
    __table_args__ = (
        columns.partial_index(
            "ix_offer_waiting",
            "project_id",
            unique=True,
            where="state = 'waiting'",
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id")
    supervisor_id: int = Field(foreign_key="resident.id", index=True)
    state: str = OfferState.WAITING
    comment: str = ""
    made_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)


@dataclass(frozen=True)
class OfferView:
    """An offer and the project it is about; ``comment`` is the supervisor's, on declining."""

    id: int
    project: int
    title: str
    kind: str
    type_title: str
    subject: str
    purpose: str
    members: tuple[Who, ...]
    supervisor: Who
    state: OfferState
    comment: str
    made_at: datetime
    expires_at: datetime
    tell: tuple[int, ...]


@dataclass(frozen=True)
class SupervisorLine:
    """A supervisor whom one may ask, and how many projects they have under way."""

    who: Who
    active: int
    limit: int

    @property
    def free(self) -> int:
        return max(0, self.limit - self.active)


def supervisors(tx: Tx, by: Who) -> list[SupervisorLine]:
    """Everybody who supervises, by name, with the places they have left."""
    access.must_enter(by, Segment.STAGES)
    counts = dict(
        tx.session.exec(
            select(Project.supervisor_id, func.count())
            .where(Project.state == ProjectState.ACTIVE, col(Project.supervisor_id).is_not(None))
            .group_by(col(Project.supervisor_id))
        ).all()
    )
    limit = tx.rules.max_projects_per_supervisor
    return [SupervisorLine(person, counts.get(person.id, 0), limit) for person in _supervisors(tx)]


def _supervisors(tx: Tx) -> list[Who]:
    """Whoever has the role and may enter the stages: nobody external (A2)."""
    people = residents.with_role(tx, Role.SUPERVISOR)
    return [person for person in people if access.may_enter(person, Segment.STAGES)]


def make(tx: Tx, by: Who, *, project: int, supervisor: int) -> OfferView:
    """Ask a supervisor, at the start or after another declined or did not answer."""
    row, standing = projects.hold(tx, by, project)
    projects.must_be_member(by, standing)
    if row.supervisor_id is not None:
        raise refusals.Spent("supervisor-set", name=residents.who(tx, row.supervisor_id).short)
    if row.offered_to is not None:
        raise refusals.Spent("offer-open", name=residents.who(tx, row.offered_to).short)
    return put(tx, by, row, must_supervise(tx, supervisor))


def put(tx: Tx, by: Who, project: Project, supervisor: Who) -> OfferView:
    """Write an offer down and plan its coming back; the project is locked and free."""
    projects.must_have_room(tx, supervisor)
    offer = Offer(
        project_id=key(project.id),
        supervisor_id=key(supervisor.id),
        made_at=tx.now,
        expires_at=workdays.later(tx.now, tx.rules.offer_working_days, tx.rules),
    )
    tx.session.add(offer)
    project.offered_to = supervisor.id
    tx.session.flush()
    jobs.plan(tx, "offer.expire", str(offer.id), offer.expires_at, offer=key(offer.id))
    revisions.changed(tx, project, by.id, "offer.make", offer=offer.id, member=supervisor.id)
    return _view(tx, project, offer, projects.tell(by, supervisor.id))


def must_supervise(tx: Tx, resident_id: int) -> Who:
    """Read a resident who supervises projects today; raises `refusals.Missing`."""
    for person in _supervisors(tx):
        if person.id == resident_id:
            return person
    raise refusals.Missing("supervisor")


def accept(tx: Tx, by: Who, *, offer: int) -> OfferView:
    """Take a project on; the limit is counted here, where nobody else can take the last place."""
    row, project = _hold_to_answer(tx, by, offer)
    projects.must_have_room(tx, by)
    _answer(tx, row, project, OfferState.ACCEPTED)
    project.supervisor_id = by.id
    revisions.changed(tx, project, by.id, "offer.accept", offer=offer)
    return _view(tx, project, row, _team(tx, by, project))


def decline(tx: Tx, by: Who, *, offer: int, comment: str) -> OfferView:
    """Decline with a comment; the pupil may ask another then."""
    row, project = _hold_to_answer(tx, by, offer)
    row.comment = wording.passage(comment, "comment", COMMENT_MAX)
    _answer(tx, row, project, OfferState.DECLINED)
    revisions.changed(tx, project, by.id, "offer.decline", offer=offer)
    return _view(tx, project, row, _team(tx, by, project))


def take_back(tx: Tx, by: Who, *, offer: int) -> OfferView:
    """Stop waiting for an answer; for the project's members."""
    row = _find(tx, offer)
    try:
        project, standing = projects.hold(tx, by, row.project_id)
    except refusals.Missing:
        raise refusals.Missing("offer") from None
    projects.must_be_member(by, standing)
    tx.session.refresh(row)
    _must_wait(row)
    _answer(tx, row, project, OfferState.WITHDRAWN)
    revisions.changed(tx, project, by.id, "offer.withdraw", offer=offer)
    return _view(tx, project, row, projects.tell(by, row.supervisor_id))


def expire(tx: Tx, *, offer: int) -> OfferView | None:
    """Let an offer come back that nobody answered (job "offer.expire"); None if it was."""
    found = tx.session.get(Offer, offer)
    project = projects.lock(tx, found.project_id) if found else None
    row = tx.session.get(Offer, offer, populate_existing=True)
    if row is None or project is None or row.state != OfferState.WAITING:
        return None
    if row.expires_at > tx.now:
        return None
    close(tx, project, None, OfferState.EXPIRED)
    return _view(tx, project, row, _team(tx, None, project))


def close(tx: Tx, project: Project, by: int | None, state: OfferState) -> None:
    """Close the offer of a project that waits, if one does; the project is locked."""
    row = tx.session.exec(
        select(Offer)
        .where(Offer.project_id == project.id, Offer.state == OfferState.WAITING)
        .execution_options(populate_existing=True)
    ).first()
    if row is not None:
        _answer(tx, row, project, state)
        act = "offer.expire" if state is OfferState.EXPIRED else "offer.withdraw"
        revisions.changed(tx, project, by, act, offer=row.id)


def show(tx: Tx, by: Who, *, offer: int) -> OfferView:
    """Show an offer to who was asked, and to whoever may see the project."""
    access.must_not_be_suspended(by)
    row = _find(tx, offer)
    project = tx.session.get(Project, row.project_id)
    if project is None or (row.supervisor_id != by.id and not projects.relations(tx, by, project)):
        raise refusals.Missing("offer")
    return _view(tx, project, row, ())


def waiting(tx: Tx, by: Who) -> list[OfferView]:
    """What waits for this supervisor's answer, oldest first."""
    access.must_not_be_suspended(by)
    rows = tx.session.exec(
        select(Offer, Project)
        .join(Project, col(Project.id) == col(Offer.project_id))
        .where(
            Offer.supervisor_id == by.must_be_resident(),
            Offer.state == OfferState.WAITING,
            Project.state == ProjectState.ACTIVE,
        )
        .order_by(col(Offer.id))
    )
    return [_view(tx, project, row, ()) for row, project in rows]


def open_of(tx: Tx, project: Project) -> OfferView | None:
    """The offer of a project that waits for an answer; rights are the caller's matter."""
    row = tx.session.exec(
        select(Offer).where(Offer.project_id == project.id, Offer.state == OfferState.WAITING)
    ).first()
    return _view(tx, project, row, ()) if row else None


def _find(tx: Tx, offer_id: int) -> Offer:
    row = tx.session.get(Offer, offer_id)
    if row is None:
        raise refusals.Missing("offer")
    return row


def _hold_to_answer(tx: Tx, by: Who, offer_id: int) -> tuple[Offer, Project]:
    access.must_enter(by, Segment.STAGES)
    own = by.must_be_resident()
    found = _find(tx, offer_id)
    if found.supervisor_id != own:
        raise refusals.Missing("offer")
    by.must_have(Role.SUPERVISOR)
    project = projects.lock(tx, found.project_id)
    row = tx.session.get(Offer, offer_id, populate_existing=True)
    assert row is not None and project is not None
    _must_wait(row)
    if project.state != ProjectState.ACTIVE:
        raise refusals.Broken("project-closed", title=project.title)
    return row, project


def _must_wait(row: Offer) -> None:
    if row.state != OfferState.WAITING:
        raise refusals.Spent("offer-answered", state=row.state)


def _answer(tx: Tx, row: Offer, project: Project, state: OfferState) -> None:
    row.state, row.answered_at = state, tx.now
    project.offered_to = None
    tx.session.flush()


def _team(tx: Tx, by: Who | None, project: Project) -> tuple[int, ...]:
    return projects.tell(by, *projects.member_ids(tx, key(project.id)))


def _view(tx: Tx, project: Project, row: Offer, told: tuple[int, ...]) -> OfferView:
    kind = tx.rules.catalogue.type(project.type)
    return OfferView(
        id=key(row.id),
        project=key(project.id),
        title=project.title,
        kind=project.kind,
        type_title=kind.title if kind else project.type,
        subject=project.subject,
        purpose=project.purpose,
        members=projects.members(tx, key(project.id)),
        supervisor=residents.who(tx, row.supervisor_id),
        state=OfferState(row.state),
        comment=row.comment,
        made_at=row.made_at,
        expires_at=row.expires_at,
        tell=told,
    )


@relevance.check("offer.waits")
def _waits(tx: Tx, offer_id: int) -> bool:
    row = tx.session.get(Offer, offer_id)
    return row is not None and row.state == OfferState.WAITING

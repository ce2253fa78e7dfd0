"""Random walks over projects: every act of pupils and staff, done by anybody to anything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st
from sqlmodel import SQLModel, col, select

from storage import (
    approvals,
    diary,
    handover,
    invitations,
    leaving,
    offers,
    projects,
    proposals,
    remarks,
    residents,
    reviews,
    stages,
    submissions,
    teams,
    terms,
    work,
)
from storage.approvals import Remark, Review
from storage.invitations import Invitation
from storage.leaving import LeaveRequest
from storage.offers import Offer, OfferState
from storage.projects import Project, ProjectKind, ProjectState
from storage.residents import Who
from storage.stages import ChecklistItem, Stage, StageState
from storage.store import Tx
from storage.terms import ExtensionRequest
from tests.storage.school import PEOPLE

Ids = Sequence[int | None]


@dataclass(frozen=True)
class Choice:
    """One step of a walk. If it ``fits``, it is done by one who may to a thing that is ready for
    it, as far as there is one; otherwise by ``who`` comes along to anything."""

    deed: str
    fits: bool
    who: int
    number: int
    flag: bool
    hours: int


@dataclass(frozen=True)
class Deed:
    """An act: what it is done to, which of these are ready for it, and who may do it then."""

    table: type[SQLModel]
    ready: Callable[[Tx], Ids]
    may: Callable[[Tx, int], Ids]
    act: Callable[[Tx, Who, Choice, int], object]


def everything(tx: Tx, table: type[SQLModel]) -> Ids:
    return tx.session.exec(select(table.id)).all()  # type: ignore[attr-defined]  # all have an id


def open_stages(tx: Tx) -> Ids:
    return tx.session.exec(select(Stage.id).where(col(Stage.state).in_(stages.OPEN))).all()


def complete_stages(tx: Tx) -> Ids:
    return [
        one
        for one in open_stages(tx)
        if one
        and not stages.missing(stages.checklist(tx, one))
        and not approvals.open_remarks(tx, one)
    ]


def open_items(tx: Tx) -> Ids:
    return tx.session.exec(
        select(ChecklistItem.id).where(
            col(ChecklistItem.stage_id).in_(open_stages(tx)), col(ChecklistItem.done_at).is_(None)
        )
    ).all()


def open_remarks(tx: Tx) -> Ids:
    return [
        remark.id for one in open_stages(tx) if one for remark in approvals.open_remarks(tx, one)
    ]


def waiting_offers(tx: Tx) -> Ids:
    return tx.session.exec(select(Offer.id).where(Offer.state == OfferState.WAITING)).all()


def waiting_reviews(tx: Tx) -> Ids:
    return tx.session.exec(select(Review.id).where(col(Review.verdict).is_(None))).all()


def accepted_stages(tx: Tx) -> Ids:
    return tx.session.exec(select(Stage.id).where(Stage.state == StageState.ACCEPTED)).all()


def active(tx: Tx) -> Ids:
    return tx.session.exec(select(Project.id).where(Project.state == ProjectState.ACTIVE)).all()


def teams_of_many(tx: Tx) -> Ids:
    return tx.session.exec(select(Project.id).where(Project.kind == ProjectKind.COLLECTIVE)).all()


def alone(tx: Tx) -> Ids:
    return tx.session.exec(
        select(Project.id).where(
            col(Project.supervisor_id).is_(None), col(Project.offered_to).is_(None)
        )
    ).all()


def team(tx: Tx, project: int) -> Ids:
    return projects.member_ids(tx, project)


def team_of_stage(tx: Tx, stage: int) -> Ids:
    return team(tx, stages.project_of(tx, stage))


def team_of_item(tx: Tx, item: int) -> Ids:
    row = tx.session.get_one(ChecklistItem, item)
    return people("olga") if row.by_staff else team_of_stage(tx, row.stage_id)


def reviewers(tx: Tx, review: int) -> Ids:
    row = tx.session.get_one(Review, review)
    project = tx.session.get_one(Project, stages.project_of(tx, row.stage_id))
    return approvals.reviewers(tx, project, row.role)


def leader(tx: Tx, project: int) -> Ids:
    return [tx.session.get_one(Project, project).supervisor_id]


def people(*names: str) -> Ids:
    return [number for number, name in enumerate(PEOPLE, start=1) if name in names]


PUPILS = people("anna", "boris", "vera", "gleb", "dasha", "egor")
SUPERVISORS = people("maria", "pavel")
COORDINATOR = people("olga")


def one_of(ids: Ids, number: int) -> int:
    """The n-th id counted from the last, or one that does not exist."""
    found = [one for one in ids if one is not None]
    return found[-1 - number % len(found)] if found else 999


DEEDS: dict[str, Deed] = {
    "create": Deed(
        Project,
        active,
        lambda tx, one: PUPILS,
        lambda tx, by, c, one: proposals.create(
            tx,
            by,
            kind="collective" if c.flag else "individual",
            type="research",
            title="Т",
            subject="С",
            purpose="Ц",
            wanted_supervisor=one_of(SUPERVISORS, c.number),
        ),
    ),
    "offer": Deed(
        Project,
        alone,
        team,
        lambda tx, by, c, one: offers.make(
            tx, by, project=one, supervisor=one_of(SUPERVISORS, c.number)
        ),
    ),
    "accept offer": Deed(
        Offer,
        waiting_offers,
        lambda tx, one: [tx.session.get_one(Offer, one).supervisor_id],
        lambda tx, by, c, one: offers.accept(tx, by, offer=one),
    ),
    "decline offer": Deed(
        Offer,
        waiting_offers,
        lambda tx, one: [tx.session.get_one(Offer, one).supervisor_id],
        lambda tx, by, c, one: offers.decline(tx, by, offer=one, comment="Нет"),
    ),
    "expire offer": Deed(
        Offer,
        waiting_offers,
        lambda tx, one: COORDINATOR,
        lambda tx, by, c, one: offers.expire(tx, offer=one),
    ),
    "edit": Deed(
        Project,
        active,
        team,
        lambda tx, by, c, one: proposals.edit(tx, by, project=one, title=f"Т{c.hours}"),
    ),
    "tick": Deed(
        ChecklistItem,
        open_items,
        team_of_item,
        lambda tx, by, c, one: work.tick(tx, by, item=one, done=c.fits or c.flag),
    ),
    "tick remark": Deed(
        Remark,
        open_remarks,
        lambda tx, one: team_of_stage(tx, tx.session.get_one(Remark, one).stage_id),
        lambda tx, by, c, one: remarks.tick(tx, by, remark=one, done=c.fits or c.flag),
    ),
    "link": Deed(
        Stage,
        open_stages,
        team_of_stage,
        lambda tx, by, c, one: work.attach(
            tx, by, stage=one, kind="link", title="Л", url="https://example.org"
        ),
    ),
    "submit": Deed(
        Stage,
        complete_stages,
        team_of_stage,
        lambda tx, by, c, one: submissions.submit(tx, by, stage=one),
    ),
    "accept": Deed(
        Review,
        waiting_reviews,
        reviewers,
        lambda tx, by, c, one: reviews.accept(tx, by, review=one),
    ),
    "return": Deed(
        Review,
        waiting_reviews,
        reviewers,
        lambda tx, by, c, one: reviews.send_back(tx, by, review=one, remarks=["Ещё раз"]),
    ),
    "reopen": Deed(
        Stage,
        accepted_stages,
        lambda tx, one: COORDINATOR,
        lambda tx, by, c, one: reviews.reopen(tx, by, stage=one, reason="Ещё раз"),
    ),
    "ask time": Deed(
        Stage,
        open_stages,
        team_of_stage,
        lambda tx, by, c, one: terms.ask(tx, by, stage=one, days=c.number, reason="Болел"),
    ),
    "give time": Deed(
        ExtensionRequest,
        lambda tx: everything(tx, ExtensionRequest),
        lambda tx, one: COORDINATOR,
        lambda tx, by, c, one: terms.decide(tx, by, request=one, granted=c.flag),
    ),
    "invite": Deed(
        Project,
        teams_of_many,
        team,
        lambda tx, by, c, one: invitations.invite(
            tx, by, project=one, pupil=one_of(PUPILS, c.hours)
        ),
    ),
    "answer": Deed(
        Invitation,
        lambda tx: everything(tx, Invitation),
        lambda tx, one: [tx.session.get_one(Invitation, one).resident_id],
        lambda tx, by, c, one: invitations.answer(tx, by, invitation=one, agreed=c.fits or c.flag),
    ),
    "contribute": Deed(
        Project,
        teams_of_many,
        team,
        lambda tx, by, c, one: teams.write_contribution(tx, by, project=one, text="Опрос"),
    ),
    "ask to leave": Deed(
        Project,
        teams_of_many,
        team,
        lambda tx, by, c, one: leaving.ask(tx, by, project=one, reason="Устал"),
    ),
    "let go": Deed(
        LeaveRequest,
        lambda tx: everything(tx, LeaveRequest),
        lambda tx, one: leader(tx, tx.session.get_one(LeaveRequest, one).project_id),
        lambda tx, by, c, one: leaving.decide(tx, by, request=one, granted=c.flag),
    ),
    "diary": Deed(
        Project,
        active,
        team,
        lambda tx, by, c, one: diary.write(tx, by, project=one, text="Запись"),
    ),
    "supervisor leaves": Deed(
        Project,
        active,
        lambda tx, one: COORDINATOR,
        lambda tx, by, c, one: handover.supervisor_left(
            tx, by, supervisor=one_of(SUPERVISORS, c.number)
        ),
    ),
    "hand over": Deed(
        Project,
        active,
        lambda tx, one: COORDINATOR,
        lambda tx, by, c, one: handover.hand_over(
            tx, by, project=one, to=one_of(SUPERVISORS, c.number)
        ),
    ),
    "archive": Deed(
        Project,
        active,
        lambda tx, one: COORDINATOR,
        lambda tx, by, c, one: handover.archive(tx, by, project=one),
    ),
}
FORWARD = ("accept", "accept offer", "answer", "invite", "submit", "tick", "tick remark")

choices = st.builds(
    Choice,
    deed=st.sampled_from(sorted(DEEDS)),
    fits=st.sampled_from([True, True, True, False]),
    who=st.sampled_from(range(1, len(PEOPLE) + 1)),
    number=st.integers(0, 12),
    flag=st.booleans(),
    hours=st.integers(0, 40),
)
forward = choices.flatmap(
    lambda choice: st.sampled_from(FORWARD).map(lambda deed: replace(choice, deed=deed, fits=True))
)


def walk_on(tx: Tx, choice: Choice) -> None:
    """Do one step of a walk; raises what the act raises.

    Where nothing is ready for a fitting deed, one that moves a project on is done instead.
    """
    deed = DEEDS[choice.deed]
    ready = deed.ready(tx) if choice.fits else []
    for other in FORWARD if choice.fits else ():
        if ready:
            break
        deed = DEEDS[other]
        ready = deed.ready(tx)
    thing = one_of(ready or everything(tx, deed.table), choice.number)
    may = [one for one in deed.may(tx, thing) if one] if ready else []
    actor = one_of(may, choice.number) if may else choice.who
    deed.act(tx, residents.who(tx, actor), choice, thing)

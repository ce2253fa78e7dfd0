"""Whose a parent's question becomes: routes, colleagues, taking, handing over, leavers (R4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, select

from storage import access, families, journal, projects, questions, refusals, residents
from storage.access import Segment
from storage.projects import Project, ProjectState, key
from storage.questions import (
    Question,
    QuestionAssignment,
    QuestionState,
    QuestionView,
    Route,
    Standing,
)
from storage.residents import STAFF, Role, Who
from storage.store import Tx

#: Who takes it where nobody stands behind a route.
LAST = (Role.COORDINATOR, Role.ADMIN)


@dataclass(frozen=True)
class Way:
    """A way that a question may go: ``project`` is whose supervisor is asked."""

    route: Route
    who: Who | None = None
    project: int | None = None
    project_title: str = ""


@dataclass(frozen=True)
class Passed:
    """A question that goes on to others; ``former`` were to answer it before."""

    view: QuestionView
    former: tuple[Who, ...]


def ways(tx: Tx, by: Who, *, child: int) -> list[Way]:
    """To whom a parent may write about a child, the usual one first; raises as `must_be_parent`."""
    must_be_parent(tx, by, child)
    person = residents.who(tx, child)
    teachers = _class_teachers(tx, by, person)
    found = [Way(Route.CLASS_TEACHER, teachers[0] if teachers else None)]
    for project in _projects(tx, child):
        lead = projects.supervisor(tx, project)
        if lead is not None and lead.id != by.id and _may_answer(tx, lead):
            found.append(Way(Route.SUPERVISOR, lead, key(project.id), project.title))
    return [*found, Way(Route.COORDINATOR), Way(Route.ADMINISTRATION), Way(Route.COMPLAINT)]


def children(tx: Tx, by: Who) -> list[Who]:
    """About whom a parent may ask; raises `refusals.Denied` where all are shut off, and
    `refusals.Broken` for a parent whom the school's codes have made nobody's yet."""
    access.must_enter(by, Segment.SUPPORT)
    by.must_have(Role.PARENT)
    found = families.children_of(tx, by)
    if found:
        return found
    if families.is_restricted(tx, by):
        raise refusals.Denied("question-child")
    raise refusals.Broken("question-no-child")


def staff(tx: Tx, by: Who) -> list[Who]:
    """Whom a complaint may be about: everybody who works at the school, by name."""
    by.must_have(Role.PARENT)
    return [one for one in residents.with_role(tx, *STAFF) if one.id != by.id]


def must_be_parent(tx: Tx, by: Who, child: int) -> int:
    """Give the parent's id; raises `refusals.Denied`, with no reason for a child shut off (R1)."""
    access.must_enter(by, Segment.SUPPORT)
    own = by.must_have(Role.PARENT)
    if child not in families.children_ids(tx, own):
        raise refusals.Denied("question-child")
    return own


def handlers(
    tx: Tx, by: Who, *, child: Who, route: Route, project: int | None, about: int | None
) -> list[int]:
    """Who is to answer; never the asker, and never the one whom a complaint is about.

    Raises `refusals.Broken` ("question-nobody") where nobody is left.
    """
    found = _by_route(tx, by, child, route, project, about)
    ways = [found] if route is Route.COMPLAINT else [found, *(_with_roles(tx, [x]) for x in LAST)]
    for those in ways:
        left = [one for one in those if one not in (by.id, about)]
        if left:
            return left
    raise refusals.Broken("question-nobody")


def _by_route(
    tx: Tx, by: Who, child: Who, route: Route, project: int | None, about: int | None
) -> list[int]:
    if route is Route.CLASS_TEACHER:
        return [key(one.id) for one in _class_teachers(tx, by, child)]
    if route is Route.SUPERVISOR:
        return _supervisor_of(tx, by, child, project)
    if route is Route.COORDINATOR:
        return _with_roles(tx, (Role.COORDINATOR,)) or _with_roles(tx, (Role.TUTOR,))
    if route is Route.ADMINISTRATION:
        return _with_roles(tx, (Role.ADMIN,)) or _with_roles(tx, (Role.COORDINATOR,))
    left = [one for one in _with_roles(tx, (Role.ADMIN,)) if one not in (by.id, about)]
    return left or _with_roles(tx, (Role.COORDINATOR,))


def _supervisor_of(tx: Tx, by: Who, child: Who, project: int | None) -> list[int]:
    if project is None:
        raise refusals.Missing("project")
    row, _ = projects.see(tx, by, project)
    if child.id not in projects.member_ids(tx, project):
        raise refusals.Missing("project")
    lead = projects.supervisor(tx, row)
    return [key(lead.id)] if lead is not None and _may_answer(tx, lead) else []


def _class_teachers(tx: Tx, by: Who, child: Who) -> list[Who]:
    return [
        one
        for one in residents.with_role(tx, Role.CLASS_TEACHER)
        if child.grade and one.grade == child.grade and one.id != by.id and _may_answer(tx, one)
    ]


def _with_roles(tx: Tx, roles: Iterable[Role]) -> list[int]:
    return [key(one.id) for one in residents.with_role(tx, *roles) if _may_answer(tx, one)]


def _may_answer(tx: Tx, person: Who) -> bool:
    return (
        person.id is not None
        and residents.is_here(tx, person.id)
        and person.has(*STAFF)
        and access.may_enter(person, Segment.SUPPORT)
    )


def _projects(tx: Tx, child: int) -> list[Project]:
    return list(
        tx.session.exec(
            select(Project)
            .join(projects.Member, col(projects.Member.project_id) == col(Project.id))
            .where(
                projects.Member.resident_id == child,
                col(projects.Member.left_at).is_(None),
                Project.state == ProjectState.ACTIVE,
            )
            .order_by(col(Project.id))
        )
    )


def assign(tx: Tx, row: Question, to: Iterable[int], *, by: int | None) -> None:
    """Let ``to`` answer from now on, and nobody else."""
    wanted = [one for one in dict.fromkeys(to) if one != row.about_id]
    kept = set()
    for one in questions.assignments(tx, key(row.id)):
        if one.resident_id in wanted:
            kept.add(one.resident_id)
        else:
            one.ended_at = tx.now
    for resident in wanted:
        if resident not in kept:
            tx.session.add(
                QuestionAssignment(
                    question_id=key(row.id), resident_id=resident, given_by=by, at=tx.now
                )
            )
    tx.session.flush()


def colleagues(tx: Tx, by: Who, *, question: int) -> list[Who]:
    """To whom a question may be handed over; a complaint stays with those who look over it."""
    row, stands = questions.find(tx, by, question)
    _must_lead(stands)
    roles = (
        STAFF if row.route != Route.COMPLAINT else questions.overseers(tx, row.route, row.about_id)
    )
    now = {one.resident_id for one in questions.assignments(tx, question)}
    alone = now if len(now) == 1 else set()
    shut = alone | {row.asker_id, row.about_id}
    return [
        one
        for one in residents.with_role(tx, *roles)
        if one.id not in shut and one.id != by.id and _may_answer(tx, one)
    ]


def hand_over(tx: Tx, by: Who, *, question: int, to: int) -> Passed:
    """Give a question to a colleague; the clock goes on."""
    row, stands = questions.hold(tx, by, question)
    actor = _must_lead(stands, by)
    _must_be_open(row)
    if to not in [one.id for one in colleagues(tx, by, question=question)]:
        raise refusals.Missing("question-colleague")
    former = _former(tx, row, but={actor, to})
    assign(tx, row, [to], by=actor)
    journal.write(
        tx, "question.hand_over", by=actor, subject="question", subject_id=question, to=to
    )
    return Passed(questions.view(tx, row, stands), former)


def take(tx: Tx, by: Who, *, question: int) -> Passed:
    """Answer a question oneself that one looks over, or that was given to several."""
    row, stands = questions.hold(tx, by, question)
    actor = _must_lead(stands, by)
    _must_be_open(row)
    now = [one.resident_id for one in questions.assignments(tx, question)]
    if now == [actor]:
        raise refusals.Spent("question-yours")
    former = _former(tx, row, but={actor})
    assign(tx, row, [actor], by=actor)
    journal.write(tx, "question.take", by=actor, subject="question", subject_id=question)
    return Passed(questions.view(tx, row, stands), former)


def _former(tx: Tx, row: Question, *, but: set[int]) -> tuple[Who, ...]:
    ids = [one.resident_id for one in questions.assignments(tx, key(row.id))]
    return tuple(residents.who(tx, one) for one in ids if one not in but)


def _must_lead(stands: Standing, by: Who | None = None) -> int:
    if stands is Standing.ASKER:
        raise refusals.Denied("question-not-yours")
    return by.must_be_resident() if by is not None else 0


def _must_be_open(row: Question) -> None:
    if row.state != QuestionState.OPEN:
        raise refusals.Spent("question-closed")


def pass_on(tx: Tx, row: Question) -> Passed | None:
    """Give a question to others if nobody is left to answer it; the question is locked."""
    now = [residents.who(tx, one.resident_id) for one in questions.assignments(tx, key(row.id))]
    if any(_still_answers(tx, one, row) for one in now):
        return None
    roles = questions.overseers(tx, row.route, row.about_id)
    heirs = _with_roles(tx, (Role.COORDINATOR,) if Role.COORDINATOR in roles else roles)
    heirs = [one for one in heirs or _with_roles(tx, roles) if one not in (row.asker_id,)]
    if not heirs:
        return None
    assign(tx, row, heirs, by=None)
    journal.write(tx, "question.pass_on", by=None, subject="question", subject_id=row.id)
    return Passed(questions.view(tx, row, Standing.OVERSEER), tuple(now))


def _still_answers(tx: Tx, person: Who, row: Question) -> bool:
    if not _may_answer(tx, person):
        return False
    if row.route != Route.SUPERVISOR or row.project_id is None:
        return True
    project = tx.session.get(Project, row.project_id)
    gone = project is not None and project.supervisor_id is None
    return not (gone and person.has(Role.SUPERVISOR) and not person.has(*LAST))


def left(tx: Tx, *, resident: int) -> list[Passed]:
    """What the job "question.left" does: open questions of who left go on to the coordinator."""
    ids = tx.session.exec(
        select(QuestionAssignment.question_id)
        .join(Question, col(Question.id) == col(QuestionAssignment.question_id))
        .where(
            QuestionAssignment.resident_id == resident,
            col(QuestionAssignment.ended_at).is_(None),
            Question.state == QuestionState.OPEN,
        )
        .order_by(col(Question.id))
    ).all()
    passed = []
    for one in ids:
        row = questions.lock(tx, one)
        if row is not None and (done := pass_on(tx, row)) is not None:
            passed.append(done)
    return passed

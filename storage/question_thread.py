"""What is said in a parent's question: asked, answered, gone on with, closed, marked (R4).

Texts are kept here and nowhere else: the journal has ids only.
"""

from dataclasses import dataclass

from storage import (
    files,
    journal,
    question_routes,
    question_terms,
    questions,
    refusals,
    residents,
    wording,
)
from storage.projects import key
from storage.questions import (
    Question,
    QuestionMessage,
    QuestionState,
    QuestionView,
    Route,
    Standing,
)
from storage.residents import Who
from storage.store import Tx

TEXT_MAX = 3_000
FILES_MAX = 10
LINE_MAX = 300


@dataclass(frozen=True)
class Said:
    """A message that was kept: ``view`` is the thread with it as the last one.

    ``former`` are colleagues who need not answer any more; ``passed`` says that the question went
    on to others because nobody was left to answer; ``reopened`` that it had been closed;
    ``reaches`` that the parent may still read it.
    """

    view: QuestionView
    by: Who
    text: str
    files: tuple[int, ...]
    former: tuple[Who, ...] = ()
    passed: question_routes.Passed | None = None
    reopened: bool = False
    reaches: bool = True

    @property
    def by_asker(self) -> bool:
        return self.view.standing is Standing.ASKER


@dataclass(frozen=True)
class Closed:
    """A question that was closed; ``by_asker`` tells by whom."""

    view: QuestionView
    by_asker: bool


def ask(
    tx: Tx,
    by: Who,
    *,
    child: int,
    route: Route,
    text: str,
    attached: tuple[int, ...] = (),
    project: int | None = None,
    about: int | None = None,
) -> Said:
    """Ask about one's child; raises Denied, Missing, `refusals.Broken` where nobody may answer."""
    own = question_routes.must_be_parent(tx, by, child)
    person = residents.who(tx, child)
    if about is not None and route is not Route.COMPLAINT:
        raise refusals.Broken("question-route")
    to = question_routes.handlers(tx, by, child=person, route=route, project=project, about=about)
    row = Question(
        asker_id=own,
        child_id=child,
        route=route,
        project_id=project if route is Route.SUPERVISOR else None,
        about_id=about,
        asked_at=tx.now,
    )
    tx.session.add(row)
    tx.session.flush()
    said = _keep(tx, row, own, text, attached, by_staff=False)
    question_routes.assign(tx, row, to, by=own)
    question_terms.start(tx, row)
    journal.write(
        tx, "question.ask", by=own, subject="question", subject_id=row.id, route=route.value
    )
    view = questions.view(tx, row, Standing.ASKER)
    return Said(view, by, said.text, tuple(said.files))


def write(tx: Tx, by: Who, *, question: int, text: str, attached: tuple[int, ...] = ()) -> Said:
    """Go on in a thread: the parent, or who is to answer.

    Raises Missing, Denied; `refusals.Spent` for who answered before a colleague took it over, and
    for a question that is closed (a parent's word opens it again).
    """
    row, stands = questions.hold(tx, by, question)
    if stands is Standing.ASKER:
        return _asked_further(tx, by, row, text, attached)
    if row.state != QuestionState.OPEN:
        raise refusals.Spent("question-closed")
    if stands is Standing.OVERSEER:
        if questions.answered_before(tx, by, row):
            raise questions.taken(tx, question)
        raise refusals.Denied("question-take-first")
    return _answered(tx, by, row, text, attached)


def _asked_further(tx: Tx, by: Who, row: Question, text: str, attached: tuple[int, ...]) -> Said:
    own, reopened = by.must_be_resident(), row.state != QuestionState.OPEN
    if reopened:
        row.state, row.closed_at, row.closed_by = QuestionState.OPEN, None, None
        row.mark = row.mark_line = ""
    said = _keep(tx, row, own, text, attached, by_staff=False)
    passed = question_routes.pass_on(tx, row)
    question_terms.start(tx, row)
    act = "question.reopen" if reopened else "question.write"
    journal.write(tx, act, by=own, subject="question", subject_id=row.id)
    view = questions.view(tx, row, Standing.ASKER)
    return Said(view, by, said.text, tuple(said.files), passed=passed, reopened=reopened)


def _answered(tx: Tx, by: Who, row: Question, text: str, attached: tuple[int, ...]) -> Said:
    own = by.must_be_resident()
    others = [
        residents.who(tx, one.resident_id)
        for one in questions.assignments(tx, key(row.id))
        if one.resident_id != own
    ]
    said = _keep(tx, row, own, text, attached, by_staff=True)
    question_routes.assign(tx, row, [own], by=own)
    question_terms.stop(row)
    journal.write(tx, "question.answer", by=own, subject="question", subject_id=row.id)
    view = questions.view(tx, row, Standing.RESPONSIBLE)
    reaches = question_terms.is_the_askers(tx, key(row.id))
    return Said(view, by, said.text, tuple(said.files), former=tuple(others), reaches=reaches)


def _keep(
    tx: Tx, row: Question, author: int, text: str, attached: tuple[int, ...], *, by_staff: bool
) -> QuestionMessage:
    if len(attached) > FILES_MAX:
        raise refusals.Broken("artefacts-many", limit=FILES_MAX)
    if any(files.get(tx, one) is None for one in attached):
        raise refusals.Missing("file-missing")
    if text.strip() or not attached:
        text = wording.passage(text, "text", TEXT_MAX)
    made = QuestionMessage(
        question_id=key(row.id),
        author_id=author,
        by_staff=by_staff,
        text=text.strip(),
        files=list(attached),
        at=tx.now,
    )
    tx.session.add(made)
    tx.session.flush()
    return made


def close(tx: Tx, by: Who, *, question: int) -> Closed:
    """Close a thread: the parent, who is to answer, or who looks over."""
    row, stands = questions.hold(tx, by, question)
    if row.state != QuestionState.OPEN:
        raise refusals.Spent("question-closed")
    row.state, row.closed_at, row.closed_by = QuestionState.CLOSED, tx.now, by.id
    question_terms.stop(row)
    tx.session.flush()
    journal.write(tx, "question.close", by=by.id, subject="question", subject_id=question)
    view = questions.view(tx, row, stands)
    return Closed(view, by_asker=stands is Standing.ASKER)


def mark(tx: Tx, by: Who, *, question: int, helped: bool) -> QuestionView:
    """Say whether the answer helped, once, after the closing; for the parent who asked."""
    row, stands = _hold_closed(tx, by, question)
    if row.mark:
        raise refusals.Spent("question-marked")
    row.mark = "helped" if helped else "not_helped"
    tx.session.flush()
    journal.write(
        tx, "question.mark", by=by.id, subject="question", subject_id=question, mark=row.mark
    )
    return questions.view(tx, row, stands)


def add_line(tx: Tx, by: Who, *, question: int, line: str) -> QuestionView:
    """Add one line to the mark, once; for the parent who asked."""
    row, stands = _hold_closed(tx, by, question)
    if row.mark_line:
        raise refusals.Spent("question-marked")
    row.mark_line = wording.line(line, "line", LINE_MAX)
    tx.session.flush()
    journal.write(tx, "question.line", by=by.id, subject="question", subject_id=question)
    return questions.view(tx, row, stands)


def _hold_closed(tx: Tx, by: Who, question: int) -> tuple[Question, Standing]:
    row, stands = questions.hold(tx, by, question)
    if stands is not Standing.ASKER:
        raise refusals.Denied("question-not-yours")
    if row.state == QuestionState.OPEN:
        raise refusals.Broken("question-open")
    return row, stands


def may_share(view: QuestionView) -> bool:
    """Whether an answer of the thread may be offered to everybody (never one to a complaint)."""
    return view.route is not Route.COMPLAINT and view.standing is not Standing.ASKER

"""Questions to the authors of a work, and their answers (E5).

What somebody asks who is neither a pupil of the school nor of its staff goes through its adults
first, and the answers are shown to them, too: nobody from outside is alone with a pupil.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel, col, select

from storage import (
    access,
    event_rules,
    exhibition_consents,
    exhibition_entries,
    exhibitions,
    exhibits,
    refusals,
    relevance,
    reports,
    residents,
    wording,
)
from storage.columns import Instant
from storage.events import Event
from storage.exhibits import Exhibit, ExhibitState
from storage.projects import key
from storage.reports import ReportView
from storage.residents import Kind, Who
from storage.store import Tx

LONGEST = 500
#: Of one person about one work.
MOST = 3


class QuestionState(StrEnum):
    """``held`` waits for the hosts; ``dropped`` is shown to nobody any more."""

    HELD = "held"
    ASKED = "asked"
    ANSWERED = "answered"
    DROPPED = "dropped"


class ExhibitQuestion(SQLModel, table=True):
    """A visitor's question about a work."""

    __tablename__ = "exhibit_question"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    exhibit_id: int = Field(foreign_key="exhibit.id", index=True)
    asker_id: int = Field(foreign_key="resident.id", index=True)
    text: str
    state: str = QuestionState.ASKED
    asked_at: datetime = Field(sa_type=Instant)
    decided_by: int | None = Field(default=None, foreign_key="resident.id")


class ExhibitAnswer(SQLModel, table=True):
    """An author's answer; each author has one."""

    __tablename__ = "exhibit_answer"

    question_id: int = Field(foreign_key="exhibit_question.id", primary_key=True)
    author_id: int = Field(foreign_key="resident.id", primary_key=True)
    text: str
    at: datetime = Field(sa_type=Instant)


@dataclass(frozen=True)
class QuestionView:
    """A question as one of its sides sees it. ``answers`` are in their order; ``tell`` are
    residents to be told of an act, ``watch`` the school's adults who see strangers' words."""

    id: int
    exhibit: int
    event: int
    title: str
    text: str
    asker: Who
    state: QuestionState
    answers: tuple[str, ...]
    names: tuple[str, ...]
    may_answer: bool
    may_complain: bool
    may_pass: bool
    may_drop: bool
    tell: tuple[int, ...] = ()
    watch: tuple[int, ...] = ()


@dataclass(frozen=True)
class Answered:
    """A question that was answered, as it stands beside the work: without who asked."""

    text: str
    answers: tuple[str, ...]


def is_trusted(who: Who) -> bool:
    """Whose questions go to pupils at once: pupils of the school and its staff."""
    return who.kind is Kind.INTERNAL and (who.is_pupil or event_rules.is_staff(who))


def ask(tx: Tx, by: Who, *, exhibit: int, text: str) -> QuestionView:
    """Ask about a work that is shown. ``tell`` are the authors, or, of a question that is held,
    the school's adults who keep the exhibition."""
    row, event = _to_ask(tx, by, exhibit)
    made = ExhibitQuestion(
        exhibit_id=exhibit,
        asker_id=by.must_be_resident(),
        text=wording.passage(text, "question", LONGEST),
        state=QuestionState.ASKED if is_trusted(by) else QuestionState.HELD,
        asked_at=tx.now,
    )
    tx.session.add(made)
    tx.session.flush()
    exhibition_entries.write_down(tx, "exhibit.ask", by, row)
    return _view(tx, by, made, row, event, tell=_to_tell(tx, made, row, event))


def _to_ask(tx: Tx, by: Who, exhibit: int) -> tuple[Exhibit, Event]:
    own = by.must_be_resident()
    row, event = exhibitions.exhibit_of(tx, by, exhibit)
    if not exhibition_consents.is_shown(tx, row):
        raise refusals.Missing("exhibit")
    exhibitions.must_walk(tx, event, by)
    exhibitions.must_be_open(tx, event)
    if exhibits.is_author(tx, by, exhibit):
        raise refusals.Denied("exhibit-own-question")
    if by.silenced:
        raise refusals.Denied("exhibit-silenced")
    exhibits.hold(tx, exhibit)
    asked = tx.session.exec(
        select(ExhibitQuestion.id).where(
            ExhibitQuestion.exhibit_id == exhibit, ExhibitQuestion.asker_id == own
        )
    ).all()
    if len(asked) >= MOST:
        raise refusals.Broken("exhibit-questions-many", most=MOST)
    return row, event


def pass_on(tx: Tx, by: Who, *, question: int) -> QuestionView:
    """Let a held question go on. ``tell`` are the authors."""
    made, row, event = _held(tx, by, question)
    _must_watch(tx, by, made, row, event)
    if made.state != QuestionState.HELD:
        raise refusals.Spent("exhibit-question-decided")
    made.state, made.decided_by = QuestionState.ASKED, by.id
    tx.session.flush()
    exhibition_entries.write_down(tx, "exhibit.pass", by, row)
    return _view(tx, by, made, row, event, tell=_to_tell(tx, made, row, event))


def drop(tx: Tx, by: Who, *, question: int) -> QuestionView:
    """Take a question away, answered or not, with its answers. ``tell`` is who asked."""
    made, row, event = _held(tx, by, question)
    _must_watch(tx, by, made, row, event)
    if made.state == QuestionState.DROPPED:
        raise refusals.Spent("exhibit-question-decided")
    made.state, made.decided_by = QuestionState.DROPPED, by.id
    tx.session.flush()
    exhibition_entries.write_down(tx, "exhibit.drop", by, row)
    return _view(tx, by, made, row, event, tell=(made.asker_id,))


def answer(tx: Tx, by: Who, *, question: int, text: str) -> QuestionView:
    """Answer, each author once; the first answer answers it. ``tell`` is who asked and, at the
    first, the other authors; ``watch`` the adults where somebody from outside is answered."""
    made, row, event = _held(tx, by, question)
    own = by.must_be_resident()
    access.must_not_be_suspended(by)
    if own not in exhibits.author_ids(tx, key(row.id)) or made.state == QuestionState.HELD:
        raise refusals.Missing("exhibit-question")
    if made.state == QuestionState.DROPPED:
        raise refusals.Spent("exhibit-question-decided")
    if tx.session.get(ExhibitAnswer, (question, own)) is not None:
        raise refusals.Spent("exhibit-answered")
    first = made.state == QuestionState.ASKED
    said = wording.passage(text, "answer", LONGEST)
    tx.session.add(ExhibitAnswer(question_id=question, author_id=own, text=said, at=tx.now))
    made.state = QuestionState.ANSWERED
    tx.session.flush()
    exhibition_entries.write_down(tx, "exhibit.answer", by, row)
    asker = residents.who(tx, made.asker_id)
    others = exhibits.tell(tx, row, by) if first else ()
    watch = () if is_trusted(asker) else _watchers(tx, made, row, event)
    return _view(tx, by, made, row, event, tell=(made.asker_id, *others), watch=watch)


def complain(tx: Tx, by: Who, *, question: int, talk: int) -> ReportView:
    """«Пожаловаться»: an author sends a question to the moderators; it goes away at once."""
    made, row, _ = _held(tx, by, question)
    if not exhibits.is_author(tx, by, key(row.id)) or made.state == QuestionState.HELD:
        raise refusals.Missing("exhibit-question")
    if made.state == QuestionState.DROPPED:
        raise refusals.Spent("exhibit-question-decided")
    sent = reports.send(tx, by, about=made.asker_id, talk=talk, text=made.text)
    made.state, made.decided_by = QuestionState.DROPPED, by.id
    tx.session.flush()
    return sent


def show(tx: Tx, by: Who, *, question: int) -> QuestionView:
    """A question, to who asked it, to the authors once it has reached them, to the adults who
    keep the exhibition; raises `refusals.Missing`."""
    made, row, event = _found(tx, question)
    mine = by.id is not None and by.id == made.asker_id
    reached = made.state in (QuestionState.ASKED, QuestionState.ANSWERED)
    author = reached and exhibits.is_author(tx, by, key(row.id))
    if not (mine or author or _watches(tx, by, made, row, event)):
        raise refusals.Missing("exhibit-question")
    return _view(tx, by, made, row, event)


def waiting(tx: Tx, by: Who, *, event: int) -> list[QuestionView]:
    """What waits for this person: held questions for the keepers, others for the authors."""
    row = exhibitions.see(tx, by, event)
    rows = tx.session.exec(
        select(ExhibitQuestion)
        .join(Exhibit, col(Exhibit.id) == col(ExhibitQuestion.exhibit_id))
        .where(
            Exhibit.event_id == event,
            Exhibit.state == ExhibitState.APPROVED,
            col(ExhibitQuestion.state).in_([QuestionState.HELD, QuestionState.ASKED]),
        )
        .order_by(col(ExhibitQuestion.id))
    )
    seen = (_view(tx, by, one, exhibits.find(tx, one.exhibit_id), row) for one in rows)
    return [one for one in seen if one.may_pass or one.may_answer]


def answered(tx: Tx, exhibit: int) -> tuple[Answered, ...]:
    """What was asked and answered about a work, oldest first; who may look is the caller's rule."""
    rows = tx.session.exec(
        select(ExhibitQuestion)
        .where(
            ExhibitQuestion.exhibit_id == exhibit,
            ExhibitQuestion.state == QuestionState.ANSWERED,
        )
        .order_by(col(ExhibitQuestion.id))
    )
    return tuple(
        Answered(one.text, tuple(two.text for two in _answers(tx, key(one.id)))) for one in rows
    )


def _answers(tx: Tx, question: int) -> list[ExhibitAnswer]:
    rows = tx.session.exec(
        select(ExhibitAnswer)
        .where(ExhibitAnswer.question_id == question)
        .order_by(col(ExhibitAnswer.at), col(ExhibitAnswer.author_id))
    )
    return list(rows)


def _found(tx: Tx, question: int) -> tuple[ExhibitQuestion, Exhibit, Event]:
    made = tx.session.get(ExhibitQuestion, question, populate_existing=True)
    row = exhibits.find(tx, made.exhibit_id) if made is not None else None
    if made is None or row is None or row.state == ExhibitState.WITHDRAWN:
        raise refusals.Missing("exhibit-question")
    return made, row, exhibitions.find(tx, row.event_id)


def _held(tx: Tx, by: Who, question: int) -> tuple[ExhibitQuestion, Exhibit, Event]:
    """Lock a question and read it as it is now."""
    by.must_be_resident()
    tx.lock(f"exhibit-question:{question}")
    tx.session.flush()
    return _found(tx, question)


def _watches(tx: Tx, by: Who, made: ExhibitQuestion, row: Exhibit, event: Event) -> bool:
    """Whether somebody looks after what passes between strangers and pupils here: an adult of
    the school who keeps the exhibition, and is on neither side."""
    return (
        exhibitions.keeps(tx, event, by)
        and not by.suspended
        and event_rules.is_staff(by)
        and by.id != made.asker_id
        and not exhibits.is_author(tx, by, key(row.id))
    )


def _must_watch(tx: Tx, by: Who, made: ExhibitQuestion, row: Exhibit, event: Event) -> None:
    if not _watches(tx, by, made, row, event):
        raise refusals.Missing("exhibit-question")


def _watchers(tx: Tx, made: ExhibitQuestion, row: Exhibit, event: Event) -> tuple[int, ...]:
    authors = exhibits.author_ids(tx, key(row.id))
    return exhibitions.staff_keepers(tx, event, made.asker_id, *authors)


def _to_tell(tx: Tx, made: ExhibitQuestion, row: Exhibit, event: Event) -> tuple[int, ...]:
    if made.state == QuestionState.HELD:
        return _watchers(tx, made, row, event)
    return exhibits.author_ids(tx, key(row.id))


def _view(
    tx: Tx,
    by: Who,
    made: ExhibitQuestion,
    row: Exhibit,
    event: Event,
    *,
    tell: tuple[int, ...] = (),
    watch: tuple[int, ...] = (),
) -> QuestionView:
    state, said = QuestionState(made.state), _answers(tx, key(made.id))
    author = exhibits.is_author(tx, by, key(row.id))
    reached = state in (QuestionState.ASKED, QuestionState.ANSWERED)
    watches = _watches(tx, by, made, row, event)
    return QuestionView(
        id=key(made.id),
        exhibit=key(row.id),
        event=row.event_id,
        title=row.title,
        text=made.text,
        asker=residents.who(tx, made.asker_id),
        state=state,
        answers=tuple(one.text for one in said),
        names=exhibits.names(tx, by, key(row.id)),
        may_answer=author and reached and all(one.author_id != by.id for one in said),
        may_complain=author and reached,
        may_pass=watches and state is QuestionState.HELD,
        may_drop=watches and state is not QuestionState.DROPPED,
        tell=tell,
        watch=watch,
    )


@relevance.check("exhibit-question.held")
def _is_held(tx: Tx, question: int) -> bool:
    row = tx.session.get(ExhibitQuestion, question)
    return row is not None and row.state == QuestionState.HELD


@relevance.check("exhibit-question.stands")
def _stands(tx: Tx, question: int) -> bool:
    """Whether a question may still be shown to its authors."""
    row = tx.session.get(ExhibitQuestion, question)
    if row is None or row.state not in (QuestionState.ASKED, QuestionState.ANSWERED):
        return False
    return exhibits.find(tx, row.exhibit_id).state == ExhibitState.APPROVED

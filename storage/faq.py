"""Questions that are asked often, and answers for everybody (R4).

Entries come from the file that is shipped, from the school, and from answers to parents that
whoever gave them found useful for all: those are said anew, without names.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel, col, func, select

from storage import access, journal, questions, refusals, residents, search, stems, wording
from storage.access import Segment
from storage.columns import Instant
from storage.projects import key
from storage.questions import Question, Route, Standing
from storage.residents import Role, Who
from storage.store import Tx

#: The subject of these entries in `storage.search`.
SUBJECT = "faq"
EDITORS = (Role.COORDINATOR, Role.ADMIN)
QUESTION_MAX = 200
ANSWER_MAX = 1_500
SHOWN = 60
#: A name of two letters is a syllable of many words.
NAME_MIN = 3


class Source(StrEnum):
    STARTER = "starter"
    SCHOOL = "school"
    ANSWER = "answer"


class FaqEntry(SQLModel, table=True):
    """A question and its answer. ``key`` is the shipped file's name for it; ``question_id`` the
    thread that an answer was given in, for whoever edits: it is shown to nobody."""

    __tablename__ = "faq_entry"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    key: str | None = Field(default=None, unique=True)
    source: str
    question: str
    answer: str
    hidden: bool = False
    question_id: int | None = None
    made_by: int | None = Field(default=None, foreign_key="resident.id")
    made_at: datetime = Field(sa_type=Instant)
    edited_by: int | None = Field(default=None, foreign_key="resident.id")
    edited_at: datetime | None = Field(default=None, sa_type=Instant)


@dataclass(frozen=True)
class Starter:
    """An entry of the shipped file."""

    key: str
    question: str
    answer: str


@dataclass(frozen=True)
class FaqView:
    id: int
    source: Source
    question: str
    answer: str
    hidden: bool
    may_edit: bool


@dataclass(frozen=True)
class FaqList:
    lines: tuple[FaqView, ...]
    count: int
    may_edit: bool


def listed(tx: Tx, by: Who) -> FaqList:
    """The entries, the school's own and the shipped before answers; who edits sees hidden ones."""
    _must_read(by)
    query, count = select(FaqEntry), select(func.count()).select_from(FaqEntry)
    if not _edits(by):
        query = query.where(col(FaqEntry.hidden).is_(False))
        count = count.where(col(FaqEntry.hidden).is_(False))
    answers_last = col(FaqEntry.source) == Source.ANSWER
    rows = tx.session.exec(query.order_by(answers_last, col(FaqEntry.id)).limit(SHOWN))
    return FaqList(tuple(_view(by, row) for row in rows), tx.session.exec(count).one(), _edits(by))


def show(tx: Tx, by: Who, *, entry: int) -> FaqView:
    """One entry; a hidden one is there for those who edit only. Raises Missing."""
    _must_read(by)
    row = tx.session.get(FaqEntry, entry)
    if row is None or (row.hidden and not _edits(by)):
        raise refusals.Missing("faq")
    return _view(by, row)


def answers(tx: Tx, by: Who, *, words: str, limit: int = 3) -> list[FaqView]:
    """The entries that may answer a question already, the best first."""
    _must_read(by)
    ids = search.find(tx, SUBJECT, words, limit=limit)
    rows = tx.session.exec(select(FaqEntry).where(col(FaqEntry.id).in_(ids)))
    found = {row.id: row for row in rows if not row.hidden}
    return [_view(by, found[one]) for one in ids if one in found]


def add(tx: Tx, by: Who, *, question: str, answer: str) -> FaqView:
    """Add an entry; raises `refusals.Denied` unless coordinator or administrator."""
    actor = by.must_have(*EDITORS)
    row = _put(tx, Source.SCHOOL, question, answer, made_by=actor)
    journal.write(tx, "faq.add", by=actor, subject="faq", subject_id=row.id)
    return _view(by, row)


def edit(
    tx: Tx, by: Who, *, entry: int, question: str | None = None, answer: str | None = None
) -> FaqView:
    """Say an entry anew; raises Denied, Missing."""
    actor = by.must_have(*EDITORS)
    row = _hold(tx, entry)
    if question is not None:
        row.question = wording.line(question, "question", QUESTION_MAX)
    if answer is not None:
        row.answer = wording.passage(answer, "answer", ANSWER_MAX)
    row.edited_by, row.edited_at = actor, tx.now
    _index(tx, row)
    journal.write(tx, "faq.edit", by=actor, subject="faq", subject_id=entry)
    return _view(by, row)


def hide(tx: Tx, by: Who, *, entry: int, hidden: bool) -> FaqView:
    """Take an entry out of everybody's sight, or bring it back; raises Denied, Missing, Spent."""
    actor = by.must_have(*EDITORS)
    row = _hold(tx, entry)
    if row.hidden == hidden:
        raise refusals.Spent("faq-hidden" if hidden else "faq-shown")
    row.hidden, row.edited_by, row.edited_at = hidden, actor, tx.now
    _index(tx, row)
    journal.write(
        tx, "faq.hide" if hidden else "faq.unhide", by=actor, subject="faq", subject_id=entry
    )
    return _view(by, row)


def share(tx: Tx, by: Who, *, question: int, asked: str, answer: str) -> FaqView:
    """Offer an answer to everybody, said without names; for who answers the thread.

    Raises Missing, Denied (a complaint's answer is nobody else's), `refusals.Broken` while there is
    no answer, and where a name of the family is in the words.
    """
    row, stands = questions.hold(tx, by, question)
    if stands is Standing.ASKER or row.route == Route.COMPLAINT:
        raise refusals.Denied("question-not-shared")
    if not questions.staff_have_answered(tx, question):
        raise refusals.Broken("question-unanswered")
    _must_name_nobody(tx, row, f"{asked} {answer}")
    actor = by.must_be_resident()
    made = _put(tx, Source.ANSWER, asked, answer, made_by=actor, question_id=question)
    journal.write(tx, "faq.share", by=actor, subject="faq", subject_id=made.id, question=question)
    return _view(by, made)


def _must_name_nobody(tx: Tx, row: Question, words: str) -> None:
    """The names of the parent and the child stand in no answer for everybody, in any form."""
    said = set(stems.of(words))
    for person in residents.people(tx, (row.asker_id, row.child_id)).values():
        names = (person.family, person.name, person.patronymic)
        named = {stem for one in names if len(one) >= NAME_MIN for stem in stems.of(one)}
        if not said.isdisjoint(named):
            raise refusals.Broken("faq-names")


def start_with(tx: Tx, entries: Iterable[Starter]) -> int:
    """Put the shipped entries into the store that never were there; gives how many.

    What the school has changed or hidden since stays as the school has it.
    """
    known = set(tx.session.exec(select(FaqEntry.key).where(col(FaqEntry.key).is_not(None))))
    new: Sequence[Starter] = [one for one in entries if one.key not in known]
    for one in new:
        _put(tx, Source.STARTER, one.question, one.answer, name=one.key)
    return len(new)


def _put(
    tx: Tx,
    source: Source,
    question: str,
    answer: str,
    *,
    made_by: int | None = None,
    name: str | None = None,
    question_id: int | None = None,
) -> FaqEntry:
    row = FaqEntry(
        key=name,
        source=source,
        question=wording.line(question, "question", QUESTION_MAX),
        answer=wording.passage(answer, "answer", ANSWER_MAX),
        question_id=question_id,
        made_by=made_by,
        made_at=tx.now,
    )
    tx.session.add(row)
    tx.session.flush()
    _index(tx, row)
    return row


def _index(tx: Tx, row: FaqEntry) -> None:
    if row.hidden:
        search.drop(tx, SUBJECT, [key(row.id)])
    else:
        search.put(tx, SUBJECT, key(row.id), head=row.question, body=row.answer)


def _hold(tx: Tx, entry: int) -> FaqEntry:
    tx.lock(f"faq:{entry}")
    row = tx.session.get(FaqEntry, entry, populate_existing=True)
    if row is None:
        raise refusals.Missing("faq")
    return row


def _must_read(by: Who) -> None:
    access.must_enter(by, Segment.SUPPORT)


def _edits(by: Who) -> bool:
    return by.has(*EDITORS)


def _view(by: Who, row: FaqEntry) -> FaqView:
    return FaqView(
        key(row.id), Source(row.source), row.question, row.answer, row.hidden, _edits(by)
    )

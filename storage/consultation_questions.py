"""Questions to a consultation, sent in private; who has the same one adds a voice (K2)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel, col, func, select

from storage import consultations, refusals, stems, wording
from storage.columns import Instant
from storage.consultations import Consultation
from storage.projects import key
from storage.residents import Who
from storage.store import Tx

LONGEST = 300
#: Of one person in one consultation.
MOST = 10
#: What part of the words two questions share that are perhaps the same.
ALIKE = 0.5


class QuestionState(StrEnum):
    """``unsure``: something like it is there already, and its author has not said which it is."""

    UNSURE = "unsure"
    OPEN = "open"
    ANSWERED = "answered"


class Question(SQLModel, table=True):
    """A question to a consultation. Its author is told to nobody."""

    __tablename__ = "consultation_question"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    consultation_id: int = Field(foreign_key="consultation.id", index=True)
    author_id: int = Field(foreign_key="resident.id", index=True)
    text: str
    state: str = QuestionState.OPEN
    asked_at: datetime = Field(sa_type=Instant)


class QuestionVoice(SQLModel, table=True):
    """That somebody has a question, too; its author has the first voice."""

    __tablename__ = "consultation_voice"

    question_id: int = Field(foreign_key="consultation_question.id", primary_key=True)
    resident_id: int = Field(foreign_key="resident.id", primary_key=True)


@dataclass(frozen=True)
class QuestionView:
    """A question with its voices; ``mine`` whether who looks has one of them."""

    id: int
    consultation: int
    text: str
    votes: int
    mine: bool
    answered: bool


@dataclass(frozen=True)
class Asked:
    """What became of a question: it stands (``question``), or ``alike`` is there already."""

    question: int
    alike: QuestionView | None = None
    joined: bool = False


def ask(tx: Tx, by: Who, *, consultation: int, text: str) -> Asked:
    """Send a question. The same words as another's are a voice for that; what is like another
    waits until its author says whether it is the same."""
    row = _hold(tx, by, consultation)
    own = by.must_be_resident()
    said = wording.line(text, "question", LONGEST)
    rows = _of(tx, consultation)
    if sum(one.author_id == own for one in rows) >= MOST:
        raise refusals.Broken("consultation-many-questions", most=MOST)
    for one in rows:
        if one.author_id == own and one.state == QuestionState.UNSURE:
            tx.session.delete(one)
    tx.session.flush()
    near = _nearest(said, [one for one in rows if one.state != QuestionState.UNSURE])
    if near is not None and _likeness(said, near.text) == 1.0:
        _add_voice(tx, near, own)
        return Asked(key(near.id), _view(tx, near, own), joined=True)
    state = QuestionState.OPEN if near is None else QuestionState.UNSURE
    made = Question(
        consultation_id=key(row.id), author_id=own, text=said, state=state, asked_at=tx.now
    )
    tx.session.add(made)
    tx.session.flush()
    if near is None:
        _add_voice(tx, made, own)
        return Asked(key(made.id))
    return Asked(key(made.id), _view(tx, near, own))


def stand(tx: Tx, by: Who, *, question: int) -> QuestionView:
    """«У меня другой вопрос»: it stands beside the other."""
    row, own = _held(tx, by, question)
    if row.author_id != own:
        raise refusals.Missing("consultation-question")
    if row.state != QuestionState.UNSURE:
        raise refusals.Spent("consultation-question-stands")
    row.state = QuestionState.OPEN
    _add_voice(tx, row, own)
    return _view(tx, row, own)


def join(tx: Tx, by: Who, *, question: int, instead: int = 0) -> QuestionView:
    """«+1»: one has the same question; ``instead`` of one's own that was not sure yet."""
    row, own = _held(tx, by, question)
    if row.state == QuestionState.UNSURE:
        raise refusals.Missing("consultation-question")
    mine = tx.session.get(Question, instead) if instead else None
    if mine is not None and mine.author_id == own and mine.state == QuestionState.UNSURE:
        tx.session.delete(mine)
        tx.session.flush()
    if not _add_voice(tx, row, own):
        raise refusals.Spent("consultation-voice-given")
    return _view(tx, row, own)


def answered(tx: Tx, by: Who, *, question: int) -> QuestionView:
    """«Отвечено»: the teacher answered it; it comes into the summary."""
    row = _find(tx, question)
    consultations.hold_to_lead(tx, by, row.consultation_id)
    row.state = QuestionState.ANSWERED
    tx.session.flush()
    return _view(tx, row, by.must_be_resident())


def listed(tx: Tx, by: Who, *, consultation: int) -> list[QuestionView]:
    """The questions, those with most voices first, answered ones last; without their authors."""
    consultations.see(tx, by, consultation)
    own = by.must_be_resident()
    found = [_view(tx, one, own) for one in _of(tx, consultation) if one.state != "unsure"]
    return sorted(found, key=lambda one: (one.answered, -one.votes, one.id))


def answered_texts(tx: Tx, consultation: int) -> list[str]:
    """What was answered, for the summary."""
    return [one.text for one in _of(tx, consultation) if one.state == QuestionState.ANSWERED]


def open_count(tx: Tx, consultation: int) -> int:
    """How many questions wait for an answer."""
    return sum(one.state == QuestionState.OPEN for one in _of(tx, consultation))


def _hold(tx: Tx, by: Who, consultation: int) -> Consultation:
    consultations.see(tx, by, consultation)
    row = consultations.hold(tx, consultation)
    consultations.must_go_on(row)
    return row


def _held(tx: Tx, by: Who, question: int) -> tuple[Question, int]:
    row = _find(tx, question)
    try:
        _hold(tx, by, row.consultation_id)
    except refusals.Missing:
        raise refusals.Missing("consultation-question") from None
    return row, by.must_be_resident()


def _find(tx: Tx, question: int) -> Question:
    row = tx.session.get(Question, question)
    if row is None:
        raise refusals.Missing("consultation-question")
    return row


def _of(tx: Tx, consultation: int) -> list[Question]:
    query = select(Question).where(Question.consultation_id == consultation)
    return list(tx.session.exec(query.order_by(col(Question.id))))


def _nearest(said: str, rows: list[Question]) -> Question | None:
    best = max(rows, key=lambda one: _likeness(said, one.text), default=None)
    return best if best is not None and _likeness(said, best.text) >= ALIKE else None


def _likeness(one: str, other: str) -> float:
    """What part of the stems of both is in both; 1 for the same."""
    ours, theirs = set(stems.of(one)), set(stems.of(other))
    if not ours or not theirs:
        return 1.0 if stems.folded(one) == stems.folded(other) else 0.0
    return len(ours & theirs) / len(ours | theirs)


def _add_voice(tx: Tx, row: Question, resident: int) -> bool:
    if tx.session.get(QuestionVoice, (row.id, resident)) is not None:
        return False
    tx.session.add(QuestionVoice(question_id=key(row.id), resident_id=resident))
    tx.session.flush()
    return True


def _view(tx: Tx, row: Question, own: int) -> QuestionView:
    query = select(func.count()).select_from(QuestionVoice)
    return QuestionView(
        id=key(row.id),
        consultation=row.consultation_id,
        text=row.text,
        votes=tx.session.exec(query.where(QuestionVoice.question_id == row.id)).one(),
        mine=tx.session.get(QuestionVoice, (row.id, own)) is not None,
        answered=row.state == QuestionState.ANSWERED,
    )

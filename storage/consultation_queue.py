"""The queue of a consultation: standing in it, being called, how long it may take (K1, K3).

One is called at a time. Who is called and is not there goes behind the others once; the second
time they are out, and may stand in the queue anew.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import UniqueConstraint, func
from sqlmodel import Field, SQLModel, col, select

from storage import columns, consultations, refusals, relevance, residents
from storage.columns import Instant
from storage.consultations import Consultation, ConsultationView
from storage.projects import key
from storage.residents import Who
from storage.store import Tx

#: How often somebody may miss their turn before they are out of the queue.
SKIPS_MOST = 1
#: So many may wait; a chat has no more pupils that could be talked to in an evening.
WAITING_MOST = 200


class VisitState(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVED = "served"
    MISSED = "missed"
    LEFT = "left"
    UNHEARD = "unheard"


#: Somebody in these stands in the queue.
STANDING = (VisitState.WAITING.value, VisitState.CALLED.value)


class Visit(SQLModel, table=True):
    """Somebody's stand in a queue. ``number`` is theirs for good, ``turn`` the order of calling;
    ``unheard`` are those whom the end came before."""

    __tablename__ = "consultation_visit"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        columns.partial_index(
            "ix_consultation_visit_standing",
            "consultation_id",
            "resident_id",
            unique=True,
            where="state IN ('waiting', 'called')",
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    consultation_id: int = Field(foreign_key="consultation.id", index=True)
    resident_id: int = Field(foreign_key="resident.id", index=True)
    number: int
    turn: int
    state: str = VisitState.WAITING
    skips: int = 0
    joined_at: datetime = Field(sa_type=Instant)
    called_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


@dataclass(frozen=True)
class Place:
    """Where somebody stands: how many are ``ahead``, 0 with ``called`` for who is called;
    ``wait`` None while nobody can know."""

    visit: int
    number: int
    ahead: int
    called: bool
    wait: timedelta | None
    fresh: bool


@dataclass(frozen=True)
class Standing:
    """One of the queue."""

    visit: int
    number: int
    who: Who


@dataclass(frozen=True)
class Board:
    """What the card shows. ``wait`` is what somebody who comes now may expect, None while nobody
    was served yet; ``coming`` are the next, in order."""

    consultation: ConsultationView
    current: Standing | None
    coming: tuple[Standing, ...]
    waiting: int
    served: int
    wait: timedelta | None


@dataclass(frozen=True)
class Moved:
    """The queue went on: who is called now, if anybody is, and who missed their turn."""

    board: Board
    called: Standing | None
    missed: Standing | None = None
    out: bool = False


def join(tx: Tx, by: Who, *, consultation: int, talk: int) -> Place:
    """«Встать в очередь», pressed in the chat; who stands in it already stays where they are."""
    row = consultations.come(tx, by, consultation=consultation, talk=talk)
    own = by.must_be_resident()
    if own == row.teacher_id:
        raise refusals.Broken("consultation-own")
    if _standing(tx, consultation, own) is not None:
        return _place(tx, row, own, fresh=False)
    waiting = _count(tx, consultation, VisitState.WAITING)
    if waiting >= WAITING_MOST:
        raise refusals.Broken("consultation-full", most=WAITING_MOST)
    tx.session.add(
        Visit(
            consultation_id=consultation,
            resident_id=own,
            number=_last(tx, consultation, "number") + 1,
            turn=_last(tx, consultation, "turn") + 1,
            joined_at=tx.now,
        )
    )
    tx.session.flush()
    return _place(tx, row, own, fresh=True)


def leave(tx: Tx, by: Who, *, consultation: int) -> None:
    """Give one's place up; raises `refusals.Spent` for who stands in no queue."""
    consultations.see(tx, by, consultation)
    row = consultations.hold(tx, consultation)
    consultations.must_go_on(row)
    visit = _standing(tx, consultation, by.must_be_resident())
    if visit is None:
        raise refusals.Spent("consultation-not-in-line")
    visit.state, visit.ended_at = VisitState.LEFT, tx.now
    tx.session.flush()


def mine(tx: Tx, by: Who, *, consultation: int) -> Place | None:
    """«Мой номер»: where somebody stands, None for who does not."""
    row = consultations.see(tx, by, consultation)
    consultations.must_go_on(row)
    own = by.must_be_resident()
    if _standing(tx, consultation, own) is None:
        return None
    return _place(tx, row, own, fresh=False)


def go_on(tx: Tx, by: Who, *, consultation: int, after: int) -> Moved:
    """«Следующий»: who was called is served, the next is called; a pause is over.

    ``after`` is who was called when the button was shown (0 for nobody): a second press must not
    pass anybody over. Raises `refusals.Spent` then.
    """
    row = consultations.hold_to_lead(tx, by, consultation)
    current = _must_be_current(tx, consultation, after)
    if current is not None:
        current.state, current.ended_at = VisitState.SERVED, tx.now
    row.paused_at = None
    called = _call(tx, consultation)
    return Moved(board(tx, row), called)


def skip(tx: Tx, by: Who, *, consultation: int, after: int) -> Moved:
    """«Пропустить»: who was called is not there; the next is called.

    Raises `refusals.Broken` where nobody is called, `refusals.Spent` for an old button.
    """
    row = consultations.hold_to_lead(tx, by, consultation)
    current = _must_be_current(tx, consultation, after)
    if current is None:
        raise refusals.Broken("consultation-nobody-called")
    out = current.skips >= SKIPS_MOST
    current.skips += 1
    if out:
        current.state, current.ended_at = VisitState.MISSED, tx.now
    else:
        current.state, current.called_at = VisitState.WAITING, None
        current.turn = _last(tx, consultation, "turn") + 1
    row.paused_at = None
    called = _call(tx, consultation)
    return Moved(board(tx, row), called, missed=_shown(tx, current), out=out)


def pause(tx: Tx, by: Who, *, consultation: int) -> Board:
    """«Пауза», and the same button ends it; the queue stays, one may still stand in it."""
    row = consultations.hold_to_lead(tx, by, consultation)
    row.paused_at = None if row.paused_at is not None else tx.now
    tx.session.flush()
    return board(tx, row)


def end(tx: Tx, row: Consultation) -> list[Standing]:
    """Let everybody go: who is called was served, who waits was not; gives those. The lock is the
    caller's matter."""
    unheard: list[Standing] = []
    for visit in _in_order(tx, key(row.id)):
        called = visit.state == VisitState.CALLED
        visit.state = VisitState.SERVED if called else VisitState.UNHEARD
        visit.ended_at = tx.now
        if not called:
            unheard.append(_shown(tx, visit))
    tx.session.flush()
    return unheard


def board(tx: Tx, row: Consultation) -> Board:
    """The queue as everybody may see it: numbers and people; what is said of them is decided where
    it is said."""
    number = key(row.id)
    visits = _in_order(tx, number)
    people = residents.people(tx, [one.resident_id for one in visits])
    shown = [Standing(key(one.id), one.number, people[one.resident_id]) for one in visits]
    current = next((i for i, one in enumerate(visits) if one.state == VisitState.CALLED), None)
    coming = tuple(one for i, one in enumerate(shown) if i != current)
    return Board(
        consultation=consultations.view(tx, row),
        current=None if current is None else shown[current],
        coming=coming,
        waiting=len(coming),
        served=_count(tx, number, VisitState.SERVED),
        wait=_wait(tx, number, visits, len(coming)),
    )


def lead(tx: Tx, by: Who, *, consultation: int) -> Board:
    """The queue, to who leads it."""
    consultations.must_hold(by)
    row = consultations.find(tx, consultation)
    consultations.must_lead(row, by)
    return board(tx, row)


def shown(tx: Tx, *, consultation: int) -> Board:
    """The queue for its card."""
    return board(tx, consultations.find(tx, consultation))


def _call(tx: Tx, consultation: int) -> Standing | None:
    tx.session.flush()
    following = next(iter(_in_order(tx, consultation)), None)
    if following is None:
        return None
    following.state, following.called_at = VisitState.CALLED, tx.now
    tx.session.flush()
    return _shown(tx, following)


def _must_be_current(tx: Tx, consultation: int, after: int) -> Visit | None:
    current = tx.session.exec(
        select(Visit)
        .where(Visit.consultation_id == consultation, Visit.state == VisitState.CALLED)
        .execution_options(populate_existing=True)
    ).first()
    if (key(current.id) if current is not None else 0) != after:
        raise refusals.Spent("consultation-moved-on")
    return current


def _in_order(tx: Tx, consultation: int) -> list[Visit]:
    return list(
        tx.session.exec(
            select(Visit)
            .where(Visit.consultation_id == consultation, col(Visit.state).in_(STANDING))
            .order_by(col(Visit.turn))
            .execution_options(populate_existing=True)
        )
    )


def _standing(tx: Tx, consultation: int, resident: int) -> Visit | None:
    return tx.session.exec(
        select(Visit).where(
            Visit.consultation_id == consultation,
            Visit.resident_id == resident,
            col(Visit.state).in_(STANDING),
        )
    ).first()


def _place(tx: Tx, row: Consultation, resident: int, *, fresh: bool) -> Place:
    visits = _in_order(tx, key(row.id))
    index = next(i for i, one in enumerate(visits) if one.resident_id == resident)
    own = visits[index]
    called = own.state == VisitState.CALLED
    before = [one for one in visits[:index] if one.state == VisitState.WAITING]
    return Place(
        visit=key(own.id),
        number=own.number,
        ahead=0 if called else len(before),
        called=called,
        wait=timedelta() if called else _wait(tx, key(row.id), visits, len(before)),
        fresh=fresh,
    )


def _wait(tx: Tx, consultation: int, visits: list[Visit], ahead: int) -> timedelta | None:
    """How long it may take until so many and who is called were served, by how long it took until
    now; None while nobody was."""
    served = tx.session.exec(
        select(Visit).where(Visit.consultation_id == consultation, Visit.state == VisitState.SERVED)
    ).all()
    took = [one.ended_at - one.called_at for one in served if one.ended_at and one.called_at]
    if not took:
        return None
    mean = sum(took, timedelta()) / len(took)
    current = next((one for one in visits if one.state == VisitState.CALLED), None)
    left = timedelta()
    if current is not None and current.called_at is not None:
        left = max(timedelta(), mean - (tx.now - current.called_at))
    return mean * ahead + left


def _count(tx: Tx, consultation: int, state: VisitState) -> int:
    query = select(func.count()).select_from(Visit)
    return tx.session.exec(
        query.where(Visit.consultation_id == consultation, Visit.state == state)
    ).one()


def _last(tx: Tx, consultation: int, column: str) -> int:
    query = select(func.max(getattr(Visit, column))).where(Visit.consultation_id == consultation)
    return tx.session.exec(query).one() or 0


def _shown(tx: Tx, visit: Visit) -> Standing:
    return Standing(key(visit.id), visit.number, residents.who(tx, visit.resident_id))


@relevance.check("consultation.called")
def _is_called(tx: Tx, visit: int) -> bool:
    row = tx.session.get(Visit, visit)
    return row is not None and row.state == VisitState.CALLED

"""Children in danger: what was noticed, which adult took it, whom to alert next (Q4).

An event holds a level, moments and a code («К-27»), and never a word of what was said. Whose it is
stands in its row alone, for the one who answers, and is erased 30 days after. The journal knows
the event only by its number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import update
from sqlmodel import Field, SQLModel, col, select

from storage import duty, jobs, journal, refusals, relevance, residents, talks
from storage.columns import Instant
from storage.residents import Role, Who
from storage.store import Tx
from storage.talks import Address

#: The protocol's terms are no settings: a slip in them would cost a child help.
REPEAT_EVERY = timedelta(minutes=5)
NEXT_AFTER = timedelta(minutes=15)
#: So long an alert is repeated at all; after that a person has to look for it.
REPEATED_FOR = timedelta(hours=12)
#: What the same child says within this time belongs to the same event.
SAME_EVENT = timedelta(hours=2)
#: One careful question is asked once in this time.
ASKED_AGAIN = timedelta(minutes=30)
PERSON_KEPT = timedelta(days=30)
#: Who is alerted when nobody else answers.
EVERYBODY = duty.ROLES

Level = Literal["red", "threat", "abuse", "amber", "call"]
#: The worst first; a call is somebody's own press.
_WORSE: tuple[Level, ...] = ("red", "threat", "abuse", "call", "amber")


class CrisisEvent(SQLModel, table=True):
    """Something dangerous that a child said, or their call for an adult.

    ``alerted_at`` is when adults were alerted first, ``stage`` how far up the chain that went.
    """

    __tablename__ = "crisis_event"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    level: str
    resident_id: int | None = Field(default=None, foreign_key="resident.id", index=True)
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    talk_id: int | None = Field(default=None, foreign_key="talk.id")
    opened_at: datetime = Field(sa_type=Instant)
    heard_at: datetime = Field(sa_type=Instant, index=True)
    times: int = 1
    alerted_at: datetime | None = Field(default=None, sa_type=Instant)
    stage: int = 0
    taken_by: int | None = Field(default=None, foreign_key="resident.id")
    taken_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)


class CrisisAlert(SQLModel, table=True):
    """An adult who was alerted, and how often."""

    __tablename__ = "crisis_alert"

    event_id: int = Field(foreign_key="crisis_event.id", primary_key=True)
    resident_id: int = Field(foreign_key="resident.id", primary_key=True)
    times: int = 1
    last_at: datetime = Field(sa_type=Instant)


@dataclass(frozen=True)
class EventView:
    """An event as adults see it: no name, no class, no word of it; ``called``: adults know."""

    id: int
    level: Level
    opened_at: datetime
    times: int
    called: bool
    taken_by: Who | None
    taken_at: datetime | None
    closed: bool

    @property
    def code(self) -> str:
        return code_of(self.id)


@dataclass(frozen=True)
class Alert:
    """Whom to alert now; ``nobody_on_duty``: these are told without being on duty."""

    event: EventView
    to: tuple[int, ...]
    nobody_on_duty: bool = False
    again: bool = False


@dataclass(frozen=True)
class Heard:
    """What came of a child's words: ``alert`` None if nobody is alerted by them now; ``before``
    when the same was heard last, within the same event; ``called`` whether adults know of it;
    ``taker`` is who took the event already."""

    event: EventView
    alert: Alert | None
    before: datetime | None
    called: bool
    taker: int | None = None


@dataclass(frozen=True)
class Taken:
    """An event that an adult took: where the child wrote, and which others had been alerted."""

    event: EventView
    child: Address | None
    others: tuple[int, ...]


@dataclass(frozen=True)
class Wanted:
    """A talk that the adult who took an event asks for: with whom, and where they wrote. It is
    for the relay of `dialogs`; of its contents only the code is shown to the adult."""

    event: int
    code: str
    talk: int | None
    resident: int | None
    account: int | None


def code_of(event: int) -> str:
    """What an event is called: nothing follows from it."""
    return f"К-{event}"


def heard(tx: Tx, by: Who, *, talk: int, level: Level) -> Heard:
    """Write down that somebody's words sound dangerous; whoever may say it may be heard.

    A pupil's red, threat or abuse alerts adults. Somebody unregistered alerts nobody by words
    alone: they call an adult themselves. The same child's next words join the same event.
    """
    tx.lock(f"crisis:{by.account_id}")
    row = _recent(tx, by, SAME_EVENT)
    if level == "amber":
        return _asked(tx, by, talk, row)
    before = row.heard_at if row is not None else None
    row = row or _opened(tx, by, talk, level)
    if before is not None:
        _said_again(row, tx.now, talk, level)
        journal.write(tx, f"crisis.{level}", by=None, subject="crisis", subject_id=row.id)
    alert = _first_alert(tx, row) if by.id is not None else None
    return Heard(_view(tx, row), alert, before, row.alerted_at is not None, row.taken_by)


def call(tx: Tx, by: Who, *, talk: int, level: Level = "call") -> Heard:
    """Somebody calls an adult of the school, registered or not (Q4)."""
    tx.lock(f"crisis:{by.account_id}")
    row = _recent(tx, by, SAME_EVENT)
    before = row.heard_at if row is not None else None
    if row is None:
        row = _opened(tx, by, talk, level)
    else:
        _said_again(row, tx.now, talk, level)
        journal.write(tx, f"crisis.{level}", by=None, subject="crisis", subject_id=row.id)
    alert = _first_alert(tx, row)
    if alert is None and before is not None and row.taken_at is None:
        alert = _alert(tx, row, _known(tx, row))
    return Heard(_view(tx, row), alert, before, True, row.taken_by)


def safe(tx: Tx, by: Who, *, event: int) -> EventView:
    """«Я в безопасности»: written down; an alert that went out stays one. Raises `Missing`."""
    row = _must_be_own(tx, by, event)
    journal.write(tx, "crisis.safe", by=None, subject="crisis", subject_id=event)
    return _view(tx, row)


def must_be_own(tx: Tx, by: Who, *, event: int) -> EventView:
    """An event of whoever asks; raises `refusals.Missing`."""
    return _view(tx, _must_be_own(tx, by, event))


def last_of(tx: Tx, by: Who) -> EventView | None:
    """What was noticed of somebody within the last hours, if it was more than one question."""
    row = _recent(tx, by, SAME_EVENT)
    return None if row is None or row.level == "amber" else _view(tx, row)


def repeat(tx: Tx, *, event: int) -> Alert | None:
    """Alert again, and from the next moment of the chain on more people; None when it was taken.

    Each round plans the next in the same step, so that a stop in between loses none.
    """
    row = _held(tx, event)
    if row is None or not _waits(row) or row.alerted_at is None:
        return None
    if tx.now - row.alerted_at >= REPEATED_FOR:
        journal.write(tx, "crisis.unanswered", by=None, subject="crisis", subject_id=event)
        return None
    stage = min(2, int((tx.now - row.alerted_at) / NEXT_AFTER))
    if stage > row.stage:
        row.stage = stage
        journal.write(tx, "crisis.next", by=None, subject="crisis", subject_id=event, stage=stage)
    _plan(tx, row)
    return _alert(tx, row, _chain(tx, row))


def is_late(tx: Tx, *, event: int) -> bool:
    """Whether the first moment of the chain has just passed: then, once, the child is told."""
    row = tx.session.get(CrisisEvent, event)
    if row is None or row.alerted_at is None:
        return False
    return NEXT_AFTER <= tx.now - row.alerted_at < NEXT_AFTER + REPEAT_EVERY


def child_waits(tx: Tx, *, event: int) -> Address | None:
    """Where to tell a child that nobody took their event yet; None if somebody did."""
    row = _held(tx, event)
    return _place(tx, row) if row is not None and _waits(row) else None


def take(tx: Tx, by: Who, *, event: int) -> Taken:
    """«Взял в работу»: one adult wins. Raises Denied, Missing, Spent ("crisis-taken")."""
    own = _must_answer(tx, by, event)
    row = _held(tx, event)
    if row is None:
        raise refusals.Missing("crisis")
    if row.taken_by is not None:
        name = residents.who(tx, row.taken_by).short
        raise refusals.Spent("crisis-taken", code=code_of(event), name=name)
    row.taken_by, row.taken_at = own, tx.now
    journal.write(tx, "crisis.take", by=own, subject="crisis", subject_id=event)
    tx.session.flush()
    others = tuple(one for one in _known(tx, row) if one != own)
    return Taken(_view(tx, row), _place(tx, row), others)


def close(tx: Tx, by: Who, *, event: int) -> EventView:
    """The adult who took an event is done with it; raises Denied, Missing, Spent."""
    own = by.must_be_resident()
    row = _held(tx, event)
    if row is None or row.taken_by != own:
        raise refusals.Missing("crisis")
    if row.closed_at is not None:
        raise refusals.Spent("crisis-closed")
    row.closed_at = tx.now
    journal.write(tx, "crisis.close", by=own, subject="crisis", subject_id=event)
    return _view(tx, row)


def wanted(tx: Tx, by: Who, *, event: int) -> Wanted:
    """With whom the adult who took an event is to be brought together; raises Missing."""
    own = by.must_be_resident()
    row = tx.session.get(CrisisEvent, event)
    if row is None or row.taken_by != own or row.account_id is None:
        raise refusals.Missing("crisis")
    journal.write(tx, "crisis.talk", by=own, subject="crisis", subject_id=event)
    return Wanted(event, code_of(event), row.talk_id, row.resident_id, row.account_id)


def waiting(tx: Tx, by: Who) -> list[EventView]:
    """Events of which adults know and that are not closed, the latest first; raises Denied."""
    by.must_have(*EVERYBODY)
    rows = tx.session.exec(
        select(CrisisEvent)
        .where(col(CrisisEvent.alerted_at).is_not(None), col(CrisisEvent.closed_at).is_(None))
        .order_by(col(CrisisEvent.id).desc())
        .limit(50)
    )
    return [_view(tx, row) for row in rows]


def show(tx: Tx, by: Who, *, event: int) -> EventView:
    """An event as adults see it; raises Denied, Missing."""
    _must_answer(tx, by, event)
    return _view(tx, tx.session.get_one(CrisisEvent, event))


@relevance.check("crisis.waits")
def waits(tx: Tx, event: int) -> bool:
    """Whether nobody took an event yet."""
    row = tx.session.get(CrisisEvent, event)
    return row is not None and _waits(row)


def forget_old(tx: Tx) -> None:
    """Erase whose an event was, 30 days after it was heard last (D3); the numbers stay."""
    tx.session.execute(
        update(CrisisEvent)
        .where(
            col(CrisisEvent.heard_at) < tx.now - PERSON_KEPT,
            col(CrisisEvent.account_id).is_not(None),
        )
        .values(resident_id=None, account_id=None, talk_id=None)
    )


def _recent(tx: Tx, by: Who, within: timedelta) -> CrisisEvent | None:
    own = (
        CrisisEvent.resident_id == by.id
        if by.id is not None
        else CrisisEvent.account_id == by.account_id
    )
    return tx.session.exec(
        select(CrisisEvent)
        .where(
            own,
            col(CrisisEvent.heard_at) > tx.now - within,
            col(CrisisEvent.closed_at).is_(None),
        )
        .order_by(col(CrisisEvent.id).desc())
        .with_for_update()
    ).first()


def _asked(tx: Tx, by: Who, talk: int, row: CrisisEvent | None) -> Heard:
    """Amber: an event of its own, unless the child was heard a while ago."""
    before = row.heard_at if row is not None else None
    if row is None or tx.now - row.heard_at > ASKED_AGAIN:
        made = _opened(tx, by, talk, "amber") if row is None or row.level == "amber" else row
        return Heard(_view(tx, made), None, None, made.alerted_at is not None)
    return Heard(_view(tx, row), None, before, row.alerted_at is not None)


def _opened(tx: Tx, by: Who, talk: int, level: Level) -> CrisisEvent:
    row = CrisisEvent(
        level=level,
        resident_id=by.id,
        account_id=by.account_id,
        talk_id=talk,
        opened_at=tx.now,
        heard_at=tx.now,
    )
    tx.session.add(row)
    tx.session.flush()
    journal.write(tx, f"crisis.{level}", by=None, subject="crisis", subject_id=row.id)
    return row


def _said_again(row: CrisisEvent, now: datetime, talk: int, level: Level) -> None:
    row.times, row.heard_at, row.talk_id = row.times + 1, now, talk
    row.level = min(row.level, level, key=[*map(str, _WORSE)].index)


def _first_alert(tx: Tx, row: CrisisEvent) -> Alert | None:
    """Alert for the first time; None if adults know already and none of them has to hear more."""
    if row.alerted_at is not None:
        return None
    row.alerted_at = tx.now
    _plan(tx, row)
    return _alert(tx, row, _chain(tx, row))


def _plan(tx: Tx, row: CrisisEvent) -> None:
    due = tx.now + REPEAT_EVERY
    key = f"crisis:{row.id}:{int(due.timestamp())}"
    jobs.plan(tx, "crisis.repeat", key, due, event=row.id or 0)


def _chain(tx: Tx, row: CrisisEvent) -> list[int]:
    """Who is alerted at an event's present stage: those on duty; then all of today's roster and the
    psychologists; then every psychologist, coordinator and administrator."""
    now = duty.on_duty(tx)
    found = [*now, *_known(tx, row)]
    if row.stage >= 1:
        found += duty.of_today(tx)
        found += _of(tx, Role.PSYCHOLOGIST)
    if row.stage >= 2 or not now:
        found += _of(tx, *EVERYBODY)
    return list(dict.fromkeys(found))


def _of(tx: Tx, *roles: Role) -> list[int]:
    return [who.id for who in residents.with_role(tx, *roles) if who.id is not None]


def _known(tx: Tx, row: CrisisEvent) -> list[int]:
    rows = tx.session.exec(
        select(CrisisAlert.resident_id)
        .where(CrisisAlert.event_id == row.id)
        .order_by(col(CrisisAlert.resident_id))
    )
    return list(rows)


def _alert(tx: Tx, row: CrisisEvent, to: Iterable[int]) -> Alert:
    assert row.id is not None
    told = tuple(one for one in to if one != row.resident_id)
    again = bool(_known(tx, row))
    for one in told:
        known = tx.session.get(CrisisAlert, (row.id, one))
        if known is None:
            tx.session.add(CrisisAlert(event_id=row.id, resident_id=one, last_at=tx.now))
        else:
            known.times, known.last_at = known.times + 1, tx.now
    tx.session.flush()
    return Alert(_view(tx, row), told, not duty.on_duty(tx), again)


def _must_answer(tx: Tx, by: Who, event: int) -> int:
    """Give the id of an adult who may answer an event: by role, or because it was them who were
    alerted; raises Denied, Missing."""
    own = by.must_be_resident()
    if tx.session.get(CrisisEvent, event) is None:
        raise refusals.Missing("crisis")
    if not by.has(*EVERYBODY) and tx.session.get(CrisisAlert, (event, own)) is None:
        raise refusals.Denied("role")
    return own


def _must_be_own(tx: Tx, by: Who, event: int) -> CrisisEvent:
    row = tx.session.get(CrisisEvent, event)
    mine = row is not None and (
        row.account_id == by.account_id or (by.id is not None and row.resident_id == by.id)
    )
    if row is None or not mine:
        raise refusals.Missing("crisis")
    return row


def _held(tx: Tx, event: int) -> CrisisEvent | None:
    tx.lock(f"crisis-event:{event}")
    return tx.session.exec(
        select(CrisisEvent)
        .where(CrisisEvent.id == event)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def _waits(row: CrisisEvent) -> bool:
    return row.taken_at is None and row.closed_at is None


def _place(tx: Tx, row: CrisisEvent) -> Address | None:
    return None if row.talk_id is None else talks.place(tx, row.talk_id)


def _view(tx: Tx, row: CrisisEvent) -> EventView:
    assert row.id is not None
    level = next(one for one in _WORSE if one == row.level)
    taken_by = None if row.taken_by is None else residents.who(tx, row.taken_by)
    return EventView(
        id=row.id,
        level=level,
        opened_at=row.opened_at,
        times=row.times,
        called=row.alerted_at is not None,
        taken_by=taken_by,
        taken_at=row.taken_at,
        closed=row.closed_at is not None,
    )

"""Events of children in danger: their rows, whom to alert next, how long whose they are is kept.

An event holds a level, moments and a number that it is called by («К-27»), and never a word of what
was said. Whose it is stands in its row alone, for the one who answers, and is erased 30 days after.
The journal knows the event only by its number. What children do is in `storage.crisis`, what adults
do in `storage.crisis_work`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import update
from sqlmodel import Field, SQLModel, col, select

from storage import duty, jobs, journal, presence, relevance, residents, talks
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
WORSE: tuple[Level, ...] = ("red", "threat", "abuse", "call", "amber")


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


def code_of(event: int) -> str:
    """The number that an event is called by: nothing follows from it."""
    return str(event)


@relevance.check("crisis.waits")
def waits(tx: Tx, event: int) -> bool:
    """Whether nobody took an event yet."""
    row = tx.session.get(CrisisEvent, event)
    return row is not None and is_free(row)


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


def recent(tx: Tx, by: Who, within: timedelta) -> CrisisEvent | None:
    """A person's open event of the last ``within``."""
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


def begin(tx: Tx, by: Who, talk: int, level: Level) -> CrisisEvent:
    """Write an event down, and its line in the journal, which names nobody."""
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


def first_alert(tx: Tx, row: CrisisEvent) -> Alert | None:
    """Alert for the first time; None if adults know already and none of them has to hear more."""
    if row.alerted_at is not None:
        return None
    row.alerted_at = tx.now
    plan_again(tx, row)
    return alert(tx, row, chain(tx, row))


def plan_again(tx: Tx, row: CrisisEvent) -> None:
    """Have the alert repeated."""
    due = tx.now + REPEAT_EVERY
    key = f"crisis:{row.id}:{int(due.timestamp())}"
    jobs.plan(tx, "crisis.repeat", key, due, event=row.id or 0)


def chain(tx: Tx, row: CrisisEvent) -> list[int]:
    """Who is alerted at an event's present stage: those on duty; then all of today's roster and the
    psychologists; then every psychologist, coordinator and administrator.

    In each of these groups the psychologists who said «На связи» come first, the others as the
    roster has them.
    """
    now = duty.on_duty(tx)
    groups = [now, alerted(tx, row)]
    if row.stage >= 1:
        groups += [[*duty.of_today(tx), *residents.ids_with_role(tx, Role.PSYCHOLOGIST)]]
    if row.stage >= 2 or not now:
        groups += [list(residents.ids_with_role(tx, *EVERYBODY))]
    there = presence.here(tx)
    ordered = [sorted(group, key=lambda one: one not in there) for group in groups]
    return list(dict.fromkeys(one for group in ordered for one in group))


def alerted(tx: Tx, row: CrisisEvent) -> list[int]:
    """Who was alerted until now."""
    rows = tx.session.exec(
        select(CrisisAlert.resident_id)
        .where(CrisisAlert.event_id == row.id)
        .order_by(col(CrisisAlert.resident_id))
    )
    return list(rows)


def alert(tx: Tx, row: CrisisEvent, to: Iterable[int]) -> Alert:
    """Note who is alerted now; the child itself never is."""
    assert row.id is not None
    told = tuple(one for one in to if one != row.resident_id)
    again = bool(alerted(tx, row))
    for one in told:
        known = tx.session.get(CrisisAlert, (row.id, one))
        if known is None:
            tx.session.add(CrisisAlert(event_id=row.id, resident_id=one, last_at=tx.now))
        else:
            known.times, known.last_at = known.times + 1, tx.now
    tx.session.flush()
    return Alert(view(tx, row), told, not duty.on_duty(tx), again)


def hold(tx: Tx, event: int) -> CrisisEvent | None:
    """An event, locked until the commit."""
    tx.lock(f"crisis-event:{event}")
    return tx.session.exec(
        select(CrisisEvent)
        .where(CrisisEvent.id == event)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def is_free(row: CrisisEvent) -> bool:
    """Whether no adult has taken or closed it."""
    return row.taken_at is None and row.closed_at is None


def place(tx: Tx, row: CrisisEvent) -> Address | None:
    """Where the child wrote last."""
    return None if row.talk_id is None else talks.place(tx, row.talk_id)


def view(tx: Tx, row: CrisisEvent) -> EventView:
    """An event as adults see it."""
    assert row.id is not None
    level = next(one for one in WORSE if one == row.level)
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

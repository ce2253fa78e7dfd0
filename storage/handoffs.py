"""A pupil's request for the psychologist: asked, waiting, called off; what each side sees (Q2).

Nothing that a psychologist is shown holds the pupil's name, class or number: a `Card` has none. The
pupil is «Собеседник 17», by a number that is drawn anew for every request.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Field, SQLModel, col, select

from storage import (
    ages,
    columns,
    consents,
    jobs,
    journal,
    presence,
    psych_hours,
    refusals,
    residents,
    rotation,
)
from storage.ages import Age
from storage.columns import Instant
from storage.consents import Purpose, Signed
from storage.psych_hours import Promise
from storage.residents import Role, Who
from storage.store import Tx

_TOPIC = re.compile(r"[a-z_]{2,20}")
#: Numbers of pseudonyms are drawn from here, so that they tell neither order nor how many ask.
LOWEST, HIGHEST = 11, 999
#: A talk in which nobody says anything any more ends by itself.
LAPSES_AFTER = timedelta(days=7)
#: A request that nobody took in that time is called off, and the pupil told so.
GIVEN_UP_AFTER = timedelta(days=30)
TIMES_OFFERED = 6
#: For so long after asking what fits nothing else is taken for words to the psychologist.
FRESH = timedelta(hours=2)


class Urgency(StrEnum):
    """How urgent a pupil says it is, the most urgent first; NOW is danger, and needs no consent."""

    NOW = "now"
    TODAY = "today"
    WEEK = "week"
    ADVICE = "advice"


URGENCY_ORDER = tuple(Urgency)


class State(StrEnum):
    WAITING = "waiting"
    TAKEN = "taken"
    ENDED = "ended"


_OPEN_STATES = "state IN ('waiting', 'taken')"


class Handoff(SQLModel, table=True):
    """A request and the talk that came of it.

    ``number`` is the pseudonym's; ``current`` marks the talk that its psychologist is in now;
    ``asked_through`` is the last line that was said before it was taken, ``answered_through`` the
    last one that a psychologist has answered. Thirty days after the end ``pupil_id``, ``number``
    and everything sealed are erased; topic, urgency and times stay (Q6).
    """

    __tablename__ = "handoff"
    __table_args__ = (
        columns.partial_index(
            "ix_handoff_open",
            "pupil_id",
            unique=True,
            where=_OPEN_STATES,
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    pupil_id: int | None = Field(default=None, foreign_key="resident.id", index=True)
    number: int | None = None
    topic: str
    urgency: str
    state: str = State.WAITING
    psychologist_id: int | None = Field(default=None, foreign_key="resident.id", index=True)
    left_by: int | None = None
    current: bool = False
    round: int = 0
    asked_at: datetime = Field(sa_type=Instant)
    waits_since: datetime = Field(sa_type=Instant)
    taken_at: datetime | None = Field(default=None, sa_type=Instant)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    asked_through: int = 0
    answered_through: int = 0
    last_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_by: str = ""
    wish_at: datetime | None = Field(default=None, sa_type=Instant)
    meeting_at: datetime | None = Field(default=None, sa_type=Instant)
    sealed_place: str = ""
    named_at: datetime | None = Field(default=None, sa_type=Instant)
    revealed_at: datetime | None = Field(default=None, sa_type=Instant)
    sealed_reason: str = ""
    erased_at: datetime | None = Field(default=None, sa_type=Instant)
    pupil_mark_id: int | None = None
    pupil_marked: int = 0
    staff_mark_id: int | None = None
    staff_marked: int = 0


rotation.sealed(Handoff, "sealed_place")
rotation.sealed(Handoff, "sealed_reason")


@dataclass(frozen=True)
class Card:
    """What a psychologist sees of a request, in the queue and after."""

    id: int
    number: int
    topic: str
    urgency: Urgency
    waits: timedelta
    wish_at: datetime | None
    meeting_at: datetime | None


@dataclass(frozen=True)
class Own:
    """A pupil's own request; ``psychologist`` is who took it."""

    id: int
    topic: str
    urgency: Urgency
    state: State
    psychologist: Who | None
    promise: Promise
    wish_at: datetime | None
    meeting_at: datetime | None


class Way(StrEnum):
    """Whether a pupil may ask: yes, in danger only (no consent is on record), or not at all."""

    OPEN = "open"
    DANGER_ONLY = "danger_only"
    SHUT = "shut"


def way(tx: Tx, by: Who) -> Way:
    """How far asking is open to a pupil: by the representative's word, by age, in danger (Q2).

    A suspended pupil may ask too (A3), so the segment's matrix is not asked here.
    """
    own = by.must_have(Role.STUDENT)
    age = ages.of(tx, by)
    by_age = age is Age.ADULT or (age is Age.TEENAGER and tx.rules.psych_consent_age <= 14)
    if by_age or Signed.REPRESENTATIVE not in consents.missing(tx, own, Purpose.PSYCHOLOGIST):
        return Way.OPEN
    return Way.DANGER_ONLY if tx.rules.psych_emergency_without_consent else Way.SHUT


def ask(tx: Tx, by: Who, *, topic: str, urgency: Urgency) -> Handoff:
    """Write a request down; raises Denied, Spent where one is open already."""
    found = way(tx, by)
    if found is Way.SHUT or (found is Way.DANGER_ONLY and urgency is not Urgency.NOW):
        raise refusals.Broken("psych-consent")
    if not _TOPIC.fullmatch(topic):
        raise refusals.Broken("psych-topic")
    own = by.must_be_resident()
    tx.lock(f"handoff:pupil:{own}")
    if open_of(tx, by) is not None:
        raise refusals.Spent("psych-open")
    row = Handoff(
        pupil_id=own,
        number=_draw(tx),
        topic=topic,
        urgency=urgency.value,
        asked_at=tx.now,
        waits_since=tx.now,
        last_at=tx.now,
    )
    tx.session.add(row)
    tx.session.flush()
    journal.write(tx, "handoff.ask", by=None, subject="handoff", subject_id=key(row))
    plan_lapse(tx, row)
    return row


def call_off(tx: Tx, by: Who) -> Handoff:
    """«Передумал»: the pupil needs it no more; nothing of it is kept longer for that."""
    row = hold_own(tx, by)
    if row.state != State.WAITING:
        raise refusals.Spent("psych-taken")
    close(tx, row, "pupil")
    return row


def wish(tx: Tx, by: Who, *, at: datetime) -> Handoff:
    """Book a time for a request that waits; as many a time as there are psychologists."""
    row = hold_own(tx, by)
    if row.state != State.WAITING:
        raise refusals.Spent("psych-taken")
    tx.lock("handoff:times")
    if at not in free_times(tx):
        raise refusals.Broken("psych-time")
    row.wish_at = at
    return row


def free_times(tx: Tx) -> list[datetime]:
    """The times that may be booked now."""
    booked = list(
        tx.session.exec(
            select(Handoff.wish_at).where(
                Handoff.state == State.WAITING, col(Handoff.wish_at).is_not(None)
            )
        )
    )
    most = len(residents.with_role(tx, Role.PSYCHOLOGIST))
    offered = psych_hours.times(tx.now, tx.rules, TIMES_OFFERED + len(booked))
    return [one for one in offered if booked.count(one) < most][:TIMES_OFFERED]


def own(tx: Tx, by: Who) -> Own | None:
    """A pupil's open request, as they see it."""
    row = open_of(tx, by)
    if row is None:
        return None
    return Own(
        id=key(row),
        topic=row.topic,
        urgency=Urgency(row.urgency),
        state=State(row.state),
        psychologist=residents.who(tx, row.psychologist_id) if row.psychologist_id else None,
        promise=promised(tx),
        wish_at=row.wish_at,
        meeting_at=row.meeting_at,
    )


def promised(tx: Tx) -> Promise:
    """When a pupil who asks now will be answered."""
    return psych_hours.promise(tx.now, tx.rules, anybody_here=bool(presence.here(tx)))


def card(tx: Tx, row: Handoff) -> Card:
    """A request without anything of its pupil."""
    return Card(
        id=key(row),
        number=row.number or 0,
        topic=row.topic,
        urgency=Urgency(row.urgency),
        waits=tx.now - row.waits_since,
        wish_at=row.wish_at,
        meeting_at=row.meeting_at,
    )


def open_of(tx: Tx, by: Who) -> Handoff | None:
    """The request of a pupil that waits or was taken."""
    return tx.session.exec(
        select(Handoff).where(
            Handoff.pupil_id == by.must_be_resident(),
            col(Handoff.state).in_([State.WAITING.value, State.TAKEN.value]),
        )
    ).first()


def is_fresh(tx: Tx, handoff: int) -> bool:
    """Whether a pupil has just asked, or said something to it."""
    row = tx.session.get(Handoff, handoff)
    return row is not None and tx.now - row.last_at <= FRESH


def hold_own(tx: Tx, by: Who) -> Handoff:
    """A pupil's open request, locked; raises Missing."""
    by.must_have(Role.STUDENT)
    row = open_of(tx, by)
    if row is None:
        raise refusals.Missing("psych-request")
    row = hold(tx, key(row))
    if row.state == State.ENDED:
        raise refusals.Missing("psych-request")
    return row


def hold(tx: Tx, handoff: int) -> Handoff:
    """A request, locked until the commit; raises Missing."""
    tx.lock(f"handoff:{handoff}")
    row = tx.session.get(Handoff, handoff, populate_existing=True)
    if row is None:
        raise refusals.Missing("psych-request")
    return row


def close(tx: Tx, row: Handoff, by: str) -> None:
    """End a request; what was said in it is erased when its time has come (Q6)."""
    row.state, row.ended_at, row.ended_by, row.current = State.ENDED, tx.now, by, False
    row.wish_at = None
    due = tx.now + timedelta(days=tx.rules.psych_talk_days)
    jobs.plan(tx, "handoff.erase", str(row.id), due, handoff=key(row))
    journal.write(tx, "handoff.end", by=None, subject="handoff", subject_id=row.id, side=by)
    tx.session.flush()


def lapse(tx: Tx, *, handoff: int) -> Handoff | None:
    """End what nobody goes on with (job "handoff.lapse"); None while it goes on."""
    row = hold(tx, handoff)
    if row.state == State.ENDED:
        return None
    if tx.now < _lapses_at(row):
        plan_lapse(tx, row)
        return None
    close(tx, row, "lapse")
    return row


def plan_lapse(tx: Tx, row: Handoff) -> None:
    due = _lapses_at(row)
    jobs.plan(tx, "handoff.lapse", f"{row.id}:{due.timestamp():.0f}", due, handoff=key(row))


def _lapses_at(row: Handoff) -> datetime:
    last = max(row.last_at, row.meeting_at or row.last_at, row.wish_at or row.last_at)
    return last + (GIVEN_UP_AFTER if row.state == State.WAITING else LAPSES_AFTER)


def key(row: Handoff) -> int:
    """The id of a row that is written already."""
    assert row.id is not None
    return row.id


def _draw(tx: Tx) -> int:
    """A number that no kept talk has: nobody is told apart by it."""
    taken = set(tx.session.exec(select(Handoff.number).where(col(Handoff.number).is_not(None))))
    highest = HIGHEST if len(taken) < HIGHEST // 2 else HIGHEST * 100
    while True:
        drawn = hashlib.sha256(tx.new_key().encode()).digest()
        number = LOWEST + int.from_bytes(drawn[:8], "big") % (highest - LOWEST + 1)
        if number not in taken:
            return number

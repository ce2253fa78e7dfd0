"""What people thought of an event: asked afterwards, told to the hosts in numbers (E4).

Answers of fewer than five are shown nowhere, and two looks never differ by fewer than five: a
summary is of the first five, ten, fifteen answers, so nobody's answer can be found by subtracting.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Field, SQLModel, select

from storage import (
    event_attendance,
    event_forms,
    event_lists,
    events,
    jobs,
    journal,
    refusals,
    relevance,
    wording,
)
from storage.columns import Instant
from storage.event_lists import Registration, Seat
from storage.event_reminders import AT_ONCE
from storage.events import Event, EventState, EventView
from storage.projects import key
from storage.residents import Who
from storage.store import Tx

LEAST = 5
ASKED_AFTER = timedelta(minutes=10)
#: Until when an answer is taken.
OPEN_FOR = timedelta(days=14)
WORDS_MAX = 300


class Answer(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class EventFeedback(SQLModel, table=True):
    """One answer; whose it is stands here only so that nobody answers twice."""

    __tablename__ = "event_feedback"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    line_id: int = Field(foreign_key="event_registration.id", unique=True)
    stars: int
    useful: str
    again: str
    words: str = ""
    at: datetime = Field(sa_type=Instant)


@dataclass(frozen=True)
class Summary:
    """What hosts see; ``answers`` is a multiple of five, 0 while there are fewer."""

    event: EventView
    answers: int
    mean: float
    stars: tuple[int, ...]
    useful: tuple[int, ...]
    again: tuple[int, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Asking:
    """Whom to ask about an event; ``form`` is the link of its form, "" where the bot asks."""

    event: EventView
    people: tuple[Registration, ...]
    form: str = ""


def plan(tx: Tx, row: Event) -> None:
    """Plan the question after the end of an event as it is planned now."""
    due, name = row.ends_at + ASKED_AFTER, f"{row.id}:{row.sequence}"
    jobs.plan(tx, "event.feedback", name, due, event=key(row.id), sequence=row.sequence)


def to_ask(tx: Tx, *, event: int, sequence: int, after: int = 0) -> Asking | None:
    """The next of those to be asked (job "event.feedback"), a step's worth; the rest gets a step of
    its own. None if the event was moved or cancelled."""
    row = tx.session.get(Event, event)
    if row is None or row.state != EventState.APPROVED or row.sequence != sequence:
        return None
    rest = [one for one in event_attendance.attenders(tx, row) if key(one.id) > after]
    people = sorted(rest, key=lambda one: key(one.id))[:AT_ONCE]
    if len(rest) > AT_ONCE:
        last = key(people[-1].id)
        name = f"{event}:{sequence}:{last}"
        jobs.plan(tx, "event.feedback", name, tx.now, event=event, sequence=sequence, after=last)
    return Asking(events.view(tx, row), tuple(people), event_forms.url(tx, event))


def may_answer(tx: Tx, row: Event, line: Registration | None) -> bool:
    """Whether somebody's answer is wanted now."""
    if line is None or line.state != Seat.REGISTERED or row.state != EventState.APPROVED:
        return False
    if not row.starts_at <= tx.now <= row.ends_at + OPEN_FOR:
        return False
    was_there = line.attended_at is not None or not row.code
    return was_there and not _has_answered(tx, key(line.id))


def give(
    tx: Tx, by: Who, *, event: int, stars: int, useful: Answer, again: Answer, words: str = ""
) -> None:
    """Answer, once; raises `refusals.Denied` for who was not there, `Spent` for a second time,
    `Broken` where a form is asked instead."""
    row = events.hold(tx, event)
    line = event_lists.mine(tx, by, event)
    if line is not None and _has_answered(tx, key(line.id)):
        raise refusals.Spent("event-feedback-given")
    if line is None or not may_answer(tx, row, line):
        raise refusals.Denied("event-not-attended")
    if event_forms.url(tx, event):
        raise refusals.Broken("event-feedback-by-form")
    if not 1 <= stars <= 5:
        raise refusals.Broken("event-stars")
    kept = wording.line(words, "words", WORDS_MAX) if words.strip() else ""
    tx.session.add(
        EventFeedback(
            event_id=event,
            line_id=key(line.id),
            stars=stars,
            useful=useful,
            again=again,
            words=kept,
            at=tx.now,
        )
    )
    tx.session.flush()
    journal.write(tx, "event.feedback", by=None, subject="event", subject_id=event)


def summary(tx: Tx, by: Who, *, event: int) -> Summary:
    """The answers in numbers, to hosts; raises `Denied`, `Missing`."""
    row = events.see(tx, by, event)
    if not events.manages(tx, row, by):
        raise refusals.Denied("event-not-host")
    rows = tx.session.exec(select(EventFeedback).where(EventFeedback.event_id == event)).all()
    rows = sorted(rows, key=lambda one: key(one.id))
    told = rows[: len(rows) // LEAST * LEAST]
    stars = Counter(one.stars for one in told)
    useful, again = Counter(one.useful for one in told), Counter(one.again for one in told)
    return Summary(
        event=events.view(tx, row),
        answers=len(told),
        mean=sum(one.stars for one in told) / len(told) if told else 0.0,
        stars=tuple(stars[number] for number in range(1, 6)),
        useful=tuple(useful[one.value] for one in Answer),
        again=tuple(again[one.value] for one in Answer),
        # By the alphabet: the order of answering would tell whose they are.
        words=tuple(sorted(one.words for one in told if one.words)),
    )


def has_begun(tx: Tx, event: int) -> bool:
    """Whether anybody answered the bot's own questions."""
    query = select(EventFeedback.id).where(EventFeedback.event_id == event)
    return tx.session.exec(query).first() is not None


def _has_answered(tx: Tx, line: int) -> bool:
    query = select(EventFeedback.id).where(EventFeedback.line_id == line)
    return tx.session.exec(query).first() is not None


@relevance.check("event.feedback-wanted")
def _is_wanted(tx: Tx, line: int) -> bool:
    found = tx.session.get(Registration, line)
    row = None if found is None else tx.session.get(Event, found.event_id)
    return row is not None and may_answer(tx, row, found)

"""Children in danger: what was noticed of their words, and their calls for an adult (Q4)."""

from dataclasses import dataclass
from datetime import datetime

from storage import crisis_events, journal, refusals
from storage.crisis_events import Alert, CrisisEvent, EventView, Level
from storage.residents import Who
from storage.store import Tx


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


def heard(tx: Tx, by: Who, *, talk: int, level: Level) -> Heard:
    """Write down that somebody's words sound dangerous; whoever may say it may be heard.

    A pupil's red, threat or abuse alerts adults. Somebody unregistered alerts nobody by words
    alone: they call an adult themselves. The same child's next words join the same event.
    """
    tx.lock(f"crisis:{by.account_id}")
    row = crisis_events.recent(tx, by, crisis_events.SAME_EVENT)
    if level == "amber":
        return _asked(tx, by, talk, row)
    before = row.heard_at if row is not None else None
    row = row or crisis_events.begin(tx, by, talk, level)
    if before is not None:
        _said_again(row, tx.now, talk, level)
        journal.write(tx, f"crisis.{level}", by=None, subject="crisis", subject_id=row.id)
    alert = crisis_events.first_alert(tx, row) if by.id is not None else None
    return Heard(
        crisis_events.view(tx, row), alert, before, row.alerted_at is not None, row.taken_by
    )


def call(tx: Tx, by: Who, *, talk: int, level: Level = "call") -> Heard:
    """Somebody calls an adult of the school, registered or not (Q4)."""
    tx.lock(f"crisis:{by.account_id}")
    row = crisis_events.recent(tx, by, crisis_events.SAME_EVENT)
    before = row.heard_at if row is not None else None
    if row is None:
        row = crisis_events.begin(tx, by, talk, level)
    else:
        _said_again(row, tx.now, talk, level)
        journal.write(tx, f"crisis.{level}", by=None, subject="crisis", subject_id=row.id)
    alert = crisis_events.first_alert(tx, row)
    if alert is None and before is not None and row.taken_at is None:
        alert = crisis_events.alert(tx, row, crisis_events.alerted(tx, row))
    return Heard(crisis_events.view(tx, row), alert, before, True, row.taken_by)


def safe(tx: Tx, by: Who, *, event: int) -> EventView:
    """«Я в безопасности»: written down; an alert that went out stays one. Raises `Missing`."""
    row = _must_be_own(tx, by, event)
    journal.write(tx, "crisis.safe", by=None, subject="crisis", subject_id=event)
    return crisis_events.view(tx, row)


def must_be_own(tx: Tx, by: Who, *, event: int) -> EventView:
    """An event of whoever asks; raises `refusals.Missing`."""
    return crisis_events.view(tx, _must_be_own(tx, by, event))


def last_of(tx: Tx, by: Who) -> EventView | None:
    """What was noticed of somebody within the last hours, if it was more than one question."""
    row = crisis_events.recent(tx, by, crisis_events.SAME_EVENT)
    return None if row is None or row.level == "amber" else crisis_events.view(tx, row)


def _asked(tx: Tx, by: Who, talk: int, row: CrisisEvent | None) -> Heard:
    """Amber: an event of its own, unless the child was heard a while ago."""
    before = row.heard_at if row is not None else None
    if row is None or tx.now - row.heard_at > crisis_events.ASKED_AGAIN:
        made = (
            crisis_events.begin(tx, by, talk, "amber")
            if row is None or row.level == "amber"
            else row
        )
        return Heard(crisis_events.view(tx, made), None, None, made.alerted_at is not None)
    return Heard(crisis_events.view(tx, row), None, before, row.alerted_at is not None)


def _said_again(row: CrisisEvent, now: datetime, talk: int, level: Level) -> None:
    row.times, row.heard_at, row.talk_id = row.times + 1, now, talk
    row.level = min(row.level, level, key=[*map(str, crisis_events.WORSE)].index)


def _must_be_own(tx: Tx, by: Who, event: int) -> CrisisEvent:
    row = tx.session.get(CrisisEvent, event)
    mine = row is not None and (
        row.account_id == by.account_id or (by.id is not None and row.resident_id == by.id)
    )
    if row is None or not mine:
        raise refusals.Missing("crisis")
    return row

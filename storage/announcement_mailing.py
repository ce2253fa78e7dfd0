"""An announcement on its way: who it went to, in parts, each once; who is reminded (R5, C10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, insert, update
from sqlmodel import col, select

from storage import announcement_outcomes as outcomes
from storage import announcement_receivers as circles
from storage import announcements, jobs, refusals, relevance, residents
from storage.announcement_outcomes import AnnouncementReceiver
from storage.announcements import Announcement, AnnouncementView, State
from storage.outbox import Message
from storage.outbox import State as Sending
from storage.projects import key
from storage.ready import Change
from storage.residents import Who
from storage.store import Tx

#: How many receivers a step writes to: the others do not wait for it long.
PART = 50
#: The outbox keeps its rows for 30 days: before that, how each went is written down.
SETTLED_AFTER = timedelta(days=25)


@dataclass(frozen=True)
class Letter:
    """An announcement for one of its receivers: ``id`` is the receiver's row, ``message`` what
    the person has got already."""

    id: int
    who: Who
    about: tuple[Who, ...]
    message: int | None
    sleeps: bool


@dataclass(frozen=True)
class Part:
    """Some receivers of an announcement, to be written to in this step."""

    announcement: AnnouncementView
    letters: tuple[Letter, ...]


def leave(tx: Tx, *, announcement: int) -> Part | None:
    """Give the next receivers, and plan those after them; None if it was taken back.

    The first time the receivers are written down, as the registers stand at this moment.
    """
    row = announcements.hold(tx, announcement)
    if row is None or row.state != State.SENT or row.leaves_at is None or row.leaves_at > tx.now:
        return None
    if row.left_at is None and not _write_down(tx, row):
        return None
    waiting = tx.session.exec(
        select(AnnouncementReceiver)
        .where(
            AnnouncementReceiver.announcement_id == announcement,
            col(AnnouncementReceiver.queued_at).is_(None),
        )
        .order_by(col(AnnouncementReceiver.id))
        .limit(PART)
    ).all()
    if len(waiting) == PART:
        name, last = "announcement.leave", waiting[-1].id
        jobs.plan(tx, name, f"{announcement}:{last}", tx.now, announcement=announcement)
    return _part(tx, row, waiting)


_QUEUED = Change(
    update(AnnouncementReceiver)
    .where(col(AnnouncementReceiver.id) == bindparam("receiver"))
    .values(queued_at=bindparam("now"), message_id=bindparam("message"), outcome=bindparam("ended"))
)


def queued(tx: Tx, letter: Letter, message: int | None) -> None:
    """Note that a receiver was written to; None: there is no way to them."""
    ended = "" if message is not None else "lost"
    _QUEUED.run(tx, receiver=letter.id, now=tx.now, message=message, ended=ended)


def remind(tx: Tx, by: Who, *, announcement: int) -> int:
    """Have those reminded who were reached and have not answered; gives how many they are.

    Raises `refusals.Broken` more often than once in ``rules.announcement_remind_hours``, after the
    term, and where there is nobody to remind.
    """
    announcements.see(tx, by, announcement)
    row = announcements.hold(tx, announcement)
    assert row is not None
    if row.left_at is None or row.kind == announcements.Kind.NONE:
        raise refusals.Broken("announcement-not-left")
    if row.answer_until is not None and row.answer_until <= tx.now:
        raise refusals.Broken("announcement-over", until=row.answer_until)
    pause = timedelta(hours=tx.rules.announcement_remind_hours)
    if row.reminded_at is not None and row.reminded_at + pause > tx.now:
        raise refusals.Broken("announcement-reminded", at=row.reminded_at + pause)
    silent = len(outcomes.silent_ids(tx, row))
    if not silent:
        raise refusals.Broken("announcement-all-answered")
    row.reminders, row.reminded_at = row.reminders + 1, tx.now
    mark = f"{announcement}:{row.reminders}:0"
    jobs.plan(tx, "announcement.remind", mark, tx.now, announcement=announcement, after=0)
    return silent


def reminders(tx: Tx, *, announcement: int, after: int) -> Part | None:
    """Give the next silent receivers after a receiver's row, and plan those after them."""
    row = announcements.hold(tx, announcement)
    if row is None or row.state != State.SENT or _is_over(tx, row):
        return None
    chosen = _next(tx, sorted(outcomes.silent_ids(tx, row)), after)
    if len(chosen) == PART:
        mark = f"{announcement}:{row.reminders}:{chosen[-1].id}"
        name, last = "announcement.remind", key(chosen[-1].id)
        jobs.plan(tx, name, mark, tx.now, announcement=announcement, after=last)
    return _part(tx, row, chosen)


def corrections(tx: Tx, *, announcement: int, after: int) -> Part | None:
    """Give the next receivers who have a message to be mended, and plan those after them."""
    row = announcements.hold(tx, announcement)
    if row is None or row.corrected_at is None:
        return None
    rows = tx.session.exec(
        select(AnnouncementReceiver.id).where(
            AnnouncementReceiver.announcement_id == announcement,
            col(AnnouncementReceiver.message_id).is_not(None),
        )
    )
    chosen = _next(tx, sorted(key(one) for one in rows), after)
    if len(chosen) == PART:
        name, mark = "announcement.correct", f"{announcement}:{tx.new_key()}"
        jobs.plan(tx, name, mark, tx.now, announcement=announcement, after=key(chosen[-1].id))
    return _part(tx, row, chosen)


def settle(tx: Tx, *, announcement: int) -> None:
    """Write down for good how each receiver's message ended, before the outbox forgets it."""
    rows = outcomes.of(tx, announcement)
    states = outcomes.ends(tx, rows)
    for row in rows:
        row.outcome = states[key(row.id)]


@relevance.check("announcement.stands")
def _stands(tx: Tx, receiver: int) -> bool:
    row = tx.session.get(AnnouncementReceiver, receiver)
    if row is None:
        return False
    stands = tx.session.get_one(Announcement, row.announcement_id).state == State.SENT
    return stands and bool(outcomes.entitled(tx, [row]))


@relevance.check("announcement.silent")
def _is_silent(tx: Tx, receiver: int) -> bool:
    row = tx.session.get(AnnouncementReceiver, receiver)
    if row is None or not _stands(tx, receiver):
        return False
    announcement = tx.session.get_one(Announcement, row.announcement_id)
    return not _is_over(tx, announcement) and outcomes.owes(tx, announcement, row)


def _is_over(tx: Tx, row: Announcement) -> bool:
    return row.answer_until is not None and row.answer_until <= tx.now


def _write_down(tx: Tx, row: Announcement) -> bool:
    """Write the receivers down; False if the author's right is gone meanwhile."""
    try:
        found = circles.circle(tx, residents.who(tx, row.author_id), row.scope, row.target)
    except refusals.Refusal:
        row.state = State.WITHDRAWN
        return False
    those = announcements.those_of(tx, row, found)
    if those:
        values = [
            {
                "announcement_id": row.id,
                "resident_id": one.who.id,
                "about": list(one.about),
                "known": one.known,
                "queued_at": None if one.known else tx.now,
                "outcome": "" if one.known else "lost",
            }
            for one in those
        ]
        tx.session.execute(insert(AnnouncementReceiver), values)
    row.left_at = tx.now
    later = tx.now + SETTLED_AFTER
    jobs.plan(tx, "announcement.settle", str(row.id), later, announcement=key(row.id))
    return True


def _next(tx: Tx, numbers: Sequence[int], after: int) -> list[AnnouncementReceiver]:
    wanted = [number for number in numbers if number > after][:PART]
    rows = tx.session.exec(
        select(AnnouncementReceiver)
        .where(col(AnnouncementReceiver.id).in_(wanted))
        .order_by(col(AnnouncementReceiver.id))
    )
    return list(rows)


def _part(tx: Tx, row: Announcement, rows: Sequence[AnnouncementReceiver]) -> Part:
    people = residents.people(tx, _everybody(rows))
    sleeping = _sleeping(tx, [one.message_id for one in rows if one.message_id is not None])
    letters = tuple(
        Letter(
            key(one.id),
            people[one.resident_id],
            tuple(people[child] for child in one.about),
            one.message_id,
            one.message_id in sleeping,
        )
        for one in rows
    )
    return Part(announcements.view(tx, row), letters)


def _everybody(rows: Iterable[AnnouncementReceiver]) -> set[int]:
    return {number for row in rows for number in (row.resident_id, *row.about)}


def _sleeping(tx: Tx, messages: Sequence[int]) -> frozenset[int]:
    """The messages that wait for the end of somebody's quiet hours."""
    found = tx.session.exec(
        select(Message.id).where(
            col(Message.id).in_(messages),
            Message.state == Sending.WAITING,
            Message.due_at > tx.now,
        )
    )
    return frozenset(key(one) for one in found)

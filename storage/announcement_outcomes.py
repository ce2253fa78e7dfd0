"""What became of an announcement: whom it reached, who answered, who owes an answer (R5)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import JSON, Column, UniqueConstraint, or_
from sqlmodel import Field, SQLModel, col, select

from storage import announcements, families
from storage.announcements import Announcement
from storage.columns import Instant
from storage.outbox import Message
from storage.outbox import State as Sending
from storage.projects import key
from storage.store import Tx


class AnnouncementReceiver(SQLModel, table=True):
    """One person whom an announcement went to, ``about`` which pupils; ``message_id`` is the row
    of the outbox, ``queued_at`` None until it is written; ``outcome`` how it ended, once known for
    good: "lost" from the beginning where there is no way to the person."""

    __tablename__ = "announcement_receiver"
    __table_args__ = (
        UniqueConstraint("announcement_id", "resident_id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    announcement_id: int = Field(foreign_key="announcement.id")
    resident_id: int = Field(foreign_key="resident.id", index=True)
    about: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    known: bool = True
    message_id: int | None = None
    queued_at: datetime | None = Field(default=None, sa_type=Instant)
    outcome: str = ""


class AnnouncementAnswer(SQLModel, table=True):
    """What a receiver answered, of the pupil ``subject_id`` or, with 0, as a whole.

    ``choice`` is the number of a choice, from 0; of a consent 1 is yes and 0 no.
    """

    __tablename__ = "announcement_answer"

    announcement_id: int = Field(foreign_key="announcement.id", primary_key=True)
    resident_id: int = Field(foreign_key="resident.id", primary_key=True)
    subject_id: int = Field(primary_key=True)
    choice: int
    consent_id: int | None = Field(default=None, foreign_key="consent.id")
    at: datetime = Field(sa_type=Instant)


def of(tx: Tx, announcement: int) -> Sequence[AnnouncementReceiver]:
    """Everybody whom an announcement went to."""
    return tx.session.exec(
        select(AnnouncementReceiver)
        .where(AnnouncementReceiver.announcement_id == announcement)
        .order_by(col(AnnouncementReceiver.id))
        .execution_options(populate_existing=True)
    ).all()


def entitled(tx: Tx, rows: Sequence[AnnouncementReceiver]) -> list[AnnouncementReceiver]:
    """Those who may still know of it: a parent who was shut out since is not among them."""
    about = {child for row in rows for child in row.about}
    pairs = {(link.parent_id, link.child_id) for link in families.links_of(tx, about)}
    return [
        row
        for row in rows
        if row.about == [row.resident_id]
        or any((row.resident_id, child) in pairs for child in row.about)
    ]


def ends(tx: Tx, rows: Sequence[AnnouncementReceiver]) -> dict[int, str]:
    """How each went, by its id: "waiting", "reached" or "lost"; also in another messenger."""
    first = {row.message_id for row in rows if row.message_id is not None and not row.outcome}
    states: dict[int | None, str] = {}
    moved: dict[int | None, int] = {}
    wanted = set(first)
    while wanted:
        found = tx.session.execute(
            select(Message.id, Message.state, Message.moved_to_id).where(
                col(Message.id).in_(wanted)
            )
        ).all()
        states |= {number: state for number, state, _ in found}
        moved |= {number: to for number, _, to in found if to is not None}
        wanted = {to for _, _, to in found if to is not None and to not in states}
    return {
        key(row.id): row.outcome or _outcome(states.get(_end(row.message_id, moved)), row)
        for row in rows
    }


def _end(number: int | None, moved: dict[int | None, int]) -> int | None:
    while number in moved:
        number = moved[number]
    return number


def _outcome(state: str | None, row: AnnouncementReceiver) -> str:
    if row.queued_at is None or state == Sending.WAITING:
        return "waiting"
    return "lost" if state in (Sending.FAILED, Sending.VOID) else "reached"


def silent_ids(tx: Tx, row: Announcement) -> list[int]:
    """The receivers' rows that were reached and owe an answer."""
    rows = entitled(tx, of(tx, key(row.id)))
    states, silent = ends(tx, rows), owing(row, rows, answers(tx, key(row.id)))
    return [key(one.id) for one in rows if one.id in silent and states[key(one.id)] == "reached"]


def owing(
    row: Announcement,
    rows: Sequence[AnnouncementReceiver],
    given: Sequence[AnnouncementAnswer],
) -> frozenset[int]:
    """The receivers' rows of which an answer is still wanted.

    A consent is wanted of each pupil once by a representative, whichever (R5).
    """
    if row.kind == announcements.Kind.NONE:
        return frozenset()
    if row.kind != announcements.Kind.CONSENT:
        answered = {one.resident_id for one in given}
        return frozenset(key(one.id) for one in rows if one.resident_id not in answered)
    said = {(one.subject_id, one.subject_id == one.resident_id) for one in given}
    return frozenset(
        key(one.id)
        for one in rows
        if any((subject, subject == one.resident_id) not in said for subject in one.about)
    )


def answers(tx: Tx, announcement: int) -> Sequence[AnnouncementAnswer]:
    """Every answer to an announcement, the earliest first."""
    return tx.session.exec(
        select(AnnouncementAnswer)
        .where(AnnouncementAnswer.announcement_id == announcement)
        .order_by(col(AnnouncementAnswer.at), col(AnnouncementAnswer.resident_id))
        .execution_options(populate_existing=True)
    ).all()


def owes(tx: Tx, row: Announcement, receiver: AnnouncementReceiver) -> bool:
    """Whether one receiver's answer is still wanted."""
    given = tx.session.exec(
        select(AnnouncementAnswer).where(
            AnnouncementAnswer.announcement_id == receiver.announcement_id,
            or_(
                col(AnnouncementAnswer.resident_id) == receiver.resident_id,
                col(AnnouncementAnswer.subject_id).in_(receiver.about),
            ),
        )
    ).all()
    return receiver.id in owing(row, [receiver], given)

"""Consultations in group chats: a teacher's queue in a chat, and who may do what with it (K1).

Who is in a chat is known to no messenger's bot: whoever presses its buttons there was there, and is
a guest of that consultation from then on.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Field, SQLModel, col, select

from storage import (
    access,
    chats,
    columns,
    journal,
    projects,
    refusals,
    residents,
    rotation,
    wording,
)
from storage.access import Segment
from storage.columns import Instant
from storage.projects import key
from storage.residents import Role, Who
from storage.store import Tx

#: Who holds consultations.
HOLDERS = (
    Role.TEACHER,
    Role.CLASS_TEACHER,
    Role.SUPERVISOR,
    Role.TUTOR,
    Role.CONSULTANT,
    Role.EXPERT,
    Role.COORDINATOR,
)


class Consultation(SQLModel, table=True):
    """A queue: open until ``closed_at``. ``link`` is a sealed address of a room, ``card_id`` the
    message that shows the queue in the chat, since ``card_at``, ``pin_id`` the act that pins it;
    ``room_reference`` is the provider's name of a room that was got, after ``room_tries``."""

    __tablename__ = "consultation"
    __table_args__ = (
        columns.partial_index(
            "ix_consultation_open",
            "talk_id",
            "teacher_id",
            unique=True,
            where="closed_at IS NULL",
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    talk_id: int = Field(foreign_key="talk.id", index=True)
    teacher_id: int = Field(foreign_key="resident.id", index=True)
    topic: str
    online: bool = False
    link: str = ""
    opened_at: datetime = Field(sa_type=Instant)
    paused_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    card_id: int | None = None
    card_at: datetime | None = Field(default=None, sa_type=Instant)
    pin_id: int | None = None
    room_tries: int = 0
    room_provider: str = ""
    room_reference: str = ""


rotation.sealed(Consultation, "link")


class ConsultationGuest(SQLModel, table=True):
    """Somebody who pressed a button of a consultation in its chat."""

    __tablename__ = "consultation_guest"

    consultation_id: int = Field(foreign_key="consultation.id", primary_key=True)
    resident_id: int = Field(foreign_key="resident.id", primary_key=True, index=True)


@dataclass(frozen=True)
class ConsultationView:
    """A consultation; ``chat`` is the chat's title, ``present`` whether we are in it, ``named``
    whether it belongs to a class or a project, so that short names may be said in it (C6)."""

    id: int
    talk: int
    chat: str
    present: bool
    named: bool
    teacher: Who
    topic: str
    online: bool
    url: str
    opened_at: datetime
    paused: bool
    closed: bool


def holds_some(who: Who) -> bool:
    """Whether somebody may hold consultations at all; the right is asked in the acts."""
    return who.id is not None and who.has(*HOLDERS)


def must_hold(by: Who) -> int:
    """Give the id of who may hold consultations; raises `refusals.Denied`."""
    access.must_enter(by, Segment.ROOMS)
    return by.must_have(*HOLDERS)


def open(
    tx: Tx, by: Who, *, talk: int, topic: str, online: bool = False, url: str = ""
) -> ConsultationView:
    """Open a queue in a chat (K1): one of a teacher's in a chat at a time.

    Raises `refusals.Spent` where one is open, `refusals.Broken` for a topic that is none.
    """
    own = must_hold(by)
    said = wording.line(topic, "topic")
    tx.lock(f"consultations:{talk}")
    if opened(tx, by, talk=talk) is not None:
        raise refusals.Spent("consultation-open")
    chats.know(tx, talk)
    row = Consultation(
        talk_id=talk,
        teacher_id=own,
        topic=said,
        online=online,
        link=tx.sealer.seal(wording.web_address(url)) if url else "",
        opened_at=tx.now,
    )
    tx.session.add(row)
    tx.session.flush()
    journal.write(tx, "consultation.open", by=own, subject="consultation", subject_id=row.id)
    return view(tx, row)


def set_link(tx: Tx, by: Who, *, consultation: int, url: str) -> ConsultationView:
    """Take a link that the teacher pasted, in the place of any other."""
    row = hold_to_lead(tx, by, consultation)
    row.link, row.online = tx.sealer.seal(wording.web_address(url)), True
    tx.session.flush()
    journal.write(tx, "consultation.link", by=by.id, subject="consultation", subject_id=row.id)
    return view(tx, row)


def opened(tx: Tx, by: Who, *, talk: int) -> ConsultationView | None:
    """The queue that this teacher has open in a chat."""
    row = tx.session.exec(
        select(Consultation).where(
            Consultation.talk_id == talk,
            Consultation.teacher_id == by.id,
            col(Consultation.closed_at).is_(None),
        )
    ).first()
    return None if row is None else view(tx, row)


def find(tx: Tx, number: int) -> Consultation:
    """Read a consultation's row; raises `refusals.Missing`."""
    row = tx.session.get(Consultation, number)
    if row is None:
        raise refusals.Missing("consultation")
    return row


def hold(tx: Tx, number: int) -> Consultation:
    """Lock a consultation and read it as it is now: its queue is changed under this lock only."""
    tx.lock(f"consultation:{number}")
    row = tx.session.get(Consultation, number, populate_existing=True)
    if row is None:
        raise refusals.Missing("consultation")
    return row


def hold_to_lead(tx: Tx, by: Who, number: int) -> Consultation:
    """Lock a consultation that somebody leads and that goes on; raises `Denied`, `Spent`."""
    must_hold(by)
    row = hold(tx, number)
    must_lead(row, by)
    must_go_on(row)
    return row


def must_lead(row: Consultation, by: Who) -> None:
    """Only who opened it leads a consultation; raises `refusals.Denied`."""
    if row.teacher_id != by.id:
        raise refusals.Denied("consultation-not-yours")


def must_go_on(row: Consultation) -> None:
    if row.closed_at is not None:
        raise refusals.Spent("consultation-closed")


def come(tx: Tx, by: Who, *, consultation: int, talk: int) -> Consultation:
    """Note that somebody pressed a button of a consultation in its chat, and lock it.

    Raises `refusals.Missing` for a press from anywhere else.
    """
    access.must_enter(by, Segment.ROOMS)
    own = by.must_be_resident()
    row = hold(tx, consultation)
    if row.talk_id != talk:
        raise refusals.Missing("consultation")
    must_go_on(row)
    if own != row.teacher_id and tx.session.get(ConsultationGuest, (row.id, own)) is None:
        tx.session.add(ConsultationGuest(consultation_id=key(row.id), resident_id=own))
        tx.session.flush()
    return row


def see(tx: Tx, by: Who, number: int) -> Consultation:
    """Read a consultation that is somebody's matter: its teacher's, its guests', and theirs whose
    class or project its chat belongs to; raises `refusals.Missing` for all others."""
    access.must_enter(by, Segment.ROOMS)
    by.must_be_resident()
    row = find(tx, number)
    if not _concerns(tx, row, by):
        raise refusals.Missing("consultation")
    return row


def _concerns(tx: Tx, row: Consultation, by: Who) -> bool:
    if row.teacher_id == by.id or tx.session.get(ConsultationGuest, (row.id, by.id)) is not None:
        return True
    chat = tx.session.get(chats.Chat, row.talk_id)
    if chat is None or not by.is_pupil:
        return False
    if chat.project_id is not None:
        return by.id in projects.member_ids(tx, chat.project_id)
    return bool(chat.grade) and chat.grade == by.grade


def going_on(tx: Tx, by: Who) -> list[ConsultationView]:
    """The open consultations that are somebody's matter, the latest first."""
    access.must_enter(by, Segment.ROOMS)
    by.must_be_resident()
    rows = tx.session.exec(
        select(Consultation)
        .where(col(Consultation.closed_at).is_(None))
        .order_by(col(Consultation.id).desc())
    )
    return [view(tx, row) for row in rows if _concerns(tx, row, by)]


def view(tx: Tx, row: Consultation) -> ConsultationView:
    chat = tx.session.get(chats.Chat, row.talk_id)
    return ConsultationView(
        id=key(row.id),
        talk=row.talk_id,
        chat=chat.title if chat is not None else "",
        present=chat is None or chat.present,
        named=chat is not None and chat.tied_to is not None,
        teacher=residents.who(tx, row.teacher_id),
        topic=row.topic,
        online=row.online,
        url=tx.sealer.open(row.link) if row.link else "",
        opened_at=row.opened_at,
        paused=row.paused_at is not None,
        closed=row.closed_at is not None,
    )

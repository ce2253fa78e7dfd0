"""Announcements by staff: written, looked over, sent, taken back within a minute (R5, C10).

One that was sent leaves a minute later, so that what was taken back was seen by nobody; one about
safety leaves at once, and a mistake in it is mended where it stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import JSON, Column, delete
from sqlmodel import Field, SQLModel, col, or_, select

from storage import announcement_receivers as circles
from storage import consents, jobs, journal, refusals, residents, wording
from storage.announcement_receivers import Audience, Circle, Reach, Receiver
from storage.columns import Instant
from storage.consents import Purpose
from storage.projects import key
from storage.residents import Role, Who
from storage.store import Tx

#: Within this a mistake can be taken back before anybody has seen it (R5).
GRACE = timedelta(minutes=1)
#: With names, a term and answers to choose from it is still one message in every messenger.
TEXT_MAX = 1_800
WORDS_MAX = 700
CHOICE_MAX = 60
CHOICES_LEAST, CHOICES_MOST = 2, 6
FILES_MOST = 9
SHOWN = 30
#: What was not sent, or was taken back, is of no use to anybody for longer.
UNSENT_KEPT = timedelta(days=7)
#: Who may write what passes quiet hours: a right of roles, not a box that anybody ticks (C10).
FOR_SAFETY = (Role.COORDINATOR, Role.ADMIN)


class Kind(StrEnum):
    """What answer is wanted."""

    NONE = "none"
    READ = "read"
    CHOICE = "choice"
    CONSENT = "consent"


class State(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


class Announcement(SQLModel, table=True):
    """An announcement. ``office`` is the role its author speaks as; ``title`` what the circle was
    called; ``leaves_at`` when it may leave, ``left_at`` when its receivers were written down."""

    __tablename__ = "announcement"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    author_id: int = Field(foreign_key="resident.id", index=True)
    office: str
    scope: str
    target: str
    title: str
    audience: str
    kind: str
    text: str
    files: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    choices: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    purpose: str = ""
    words: str = ""
    answer_until: datetime | None = Field(default=None, sa_type=Instant)
    safety: bool = False
    state: str = State.DRAFT
    created_at: datetime = Field(sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    leaves_at: datetime | None = Field(default=None, sa_type=Instant)
    left_at: datetime | None = Field(default=None, sa_type=Instant)
    corrected_at: datetime | None = Field(default=None, sa_type=Instant)
    reminders: int = 0
    reminded_at: datetime | None = Field(default=None, sa_type=Instant)


@dataclass(frozen=True)
class Wanted:
    """What a sender wants said, to whom, and what answer."""

    scope: str
    target: str
    text: str
    audience: Audience = Audience.PARENTS
    kind: Kind = Kind.NONE
    files: tuple[int, ...] = ()
    choices: tuple[str, ...] = ()
    purpose: Purpose | None = None
    words: str = ""
    answer_until: datetime | None = None
    safety: bool = False


@dataclass(frozen=True)
class AnnouncementView:
    """An announcement as everybody who may see it sees it."""

    id: int
    author: Who
    office: Role
    scope: str
    title: str
    audience: Audience
    kind: Kind
    text: str
    files: tuple[int, ...]
    choices: tuple[str, ...]
    words: str
    answer_until: datetime | None
    safety: bool
    state: State
    created_at: datetime
    sent_at: datetime | None
    leaves_at: datetime | None
    left: bool
    corrected: bool


@dataclass(frozen=True)
class Preview:
    """An announcement before it goes; ``example`` is one of its receivers, ``about`` whom it
    concerns there."""

    announcement: AnnouncementView
    reach: Reach
    example: Who
    about: tuple[Who, ...]


def compose(tx: Tx, by: Who, *, wanted: Wanted) -> Preview:
    """Write an announcement, to be looked over; nothing leaves.

    Raises `refusals.Denied` for another's circle or right, `refusals.Broken` for what cannot be.
    """
    own = circles.must_write(by)
    if wanted.safety and not by.has(*FOR_SAFETY):
        raise refusals.Denied("announcement-safety")
    found = circles.circle(tx, by, wanted.scope, wanted.target)
    _must_be_answerable(tx, by, wanted)
    row = Announcement(
        author_id=own,
        office=found.office,
        scope=wanted.scope,
        target=wanted.target,
        title=found.title,
        audience=wanted.audience,
        kind=wanted.kind,
        text=wording.passage(wanted.text, "text", TEXT_MAX),
        files=list(wanted.files[:FILES_MOST]),
        choices=_choices(wanted),
        purpose=wanted.purpose or "",
        words=wording.passage(wanted.words, "words", WORDS_MAX) if wanted.purpose else "",
        answer_until=None if wanted.kind is Kind.NONE else wanted.answer_until,
        safety=wanted.safety,
        created_at=tx.now,
    )
    those = _receivers(tx, row, found)
    tx.session.add(row)
    tx.session.flush()
    _note(tx, own, "announcement.write", row)
    return _preview(tx, row, those)


def preview(tx: Tx, by: Who, *, announcement: int) -> Preview:
    """Look a draft over again, with the numbers of this moment."""
    row = _own(tx, by, announcement)
    if row.state != State.DRAFT:
        raise refusals.Spent("announcement-sent")
    those = _receivers(tx, row, circles.circle(tx, by, row.scope, row.target))
    return _preview(tx, row, those)


def send(tx: Tx, by: Who, *, announcement: int) -> AnnouncementView:
    """Let an announcement go: in a minute, or at once if it is about safety."""
    row = _own(tx, by, announcement, for_change=True)
    if row.state != State.DRAFT:
        raise refusals.Spent("announcement-sent")
    if row.safety and not by.has(*FOR_SAFETY):
        raise refusals.Denied("announcement-safety")
    _receivers(tx, row, circles.circle(tx, by, row.scope, row.target))
    row.state, row.sent_at = State.SENT, tx.now
    row.leaves_at = tx.now if row.safety else tx.now + GRACE
    _note(tx, row.author_id, "announcement.send", row)
    jobs.plan(tx, "announcement.leave", f"{row.id}:0", row.leaves_at, announcement=key(row.id))
    return view(tx, row)


def withdraw(tx: Tx, by: Who, *, announcement: int) -> AnnouncementView:
    """Take an announcement back: a draft at any time, a sent one before it leaves.

    Raises `refusals.Spent` once it may have left.
    """
    row = _own(tx, by, announcement, for_change=True)
    if row.state == State.WITHDRAWN:
        raise refusals.Spent("announcement-withdrawn")
    if row.left_at is not None or (row.leaves_at is not None and row.leaves_at <= tx.now):
        raise refusals.Spent("announcement-left")
    row.state = State.WITHDRAWN
    _note(tx, row.author_id, "announcement.withdraw", row)
    return view(tx, row)


def correct(tx: Tx, by: Who, *, announcement: int, text: str) -> AnnouncementView:
    """Say an announcement that has left anew, where it stands on the phones.

    What somebody has agreed to is not changed under them: raises `refusals.Broken` for a consent.
    """
    row = _own(tx, by, announcement, for_change=True)
    if row.left_at is None:
        raise refusals.Broken("announcement-not-left")
    if row.kind == Kind.CONSENT:
        raise refusals.Broken("announcement-agreed")
    row.text, row.corrected_at = wording.passage(text, "text", TEXT_MAX), tx.now
    _note(tx, row.author_id, "announcement.correct", row)
    moment = f"{row.id}:{tx.new_key()}"
    jobs.plan(tx, "announcement.correct", moment, tx.now, announcement=key(row.id), after=0)
    return view(tx, row)


def sent_by(tx: Tx, by: Who) -> list[AnnouncementView]:
    """The latest announcements of one's own, drafts too; for coordinators and administrators also
    what others have sent."""
    own = circles.must_write(by)
    wanted = select(Announcement).where(Announcement.state != State.WITHDRAWN)
    mine = col(Announcement.author_id) == own
    if by.has(*FOR_SAFETY):
        wanted = wanted.where(or_(mine, col(Announcement.state) == State.SENT.value))
    else:
        wanted = wanted.where(mine)
    rows = tx.session.exec(wanted.order_by(col(Announcement.id).desc()).limit(SHOWN)).all()
    return [view(tx, row) for row in rows]


def see(tx: Tx, by: Who, announcement: int) -> Announcement:
    """Read an announcement for its author, a coordinator or an administrator; raises `Missing`."""
    own = circles.must_write(by)
    row = tx.session.get(Announcement, announcement)
    if row is None or not (row.author_id == own or by.has(*FOR_SAFETY)):
        raise refusals.Missing("announcement")
    return row


def view(tx: Tx, row: Announcement) -> AnnouncementView:
    """An announcement's row as a view."""
    return AnnouncementView(
        id=key(row.id),
        author=residents.who(tx, row.author_id),
        office=Role(row.office),
        scope=row.scope,
        title=row.title,
        audience=Audience(row.audience),
        kind=Kind(row.kind),
        text=row.text,
        files=tuple(row.files),
        choices=tuple(row.choices),
        words=row.words,
        answer_until=row.answer_until,
        safety=row.safety,
        state=State(row.state),
        created_at=row.created_at,
        sent_at=row.sent_at,
        leaves_at=row.leaves_at,
        left=row.left_at is not None,
        corrected=row.corrected_at is not None,
    )


def forget_old(tx: Tx) -> None:
    """Let go what nobody ever got."""
    tx.session.execute(
        delete(Announcement).where(
            col(Announcement.state).in_([State.DRAFT.value, State.WITHDRAWN.value]),
            col(Announcement.left_at).is_(None),
            col(Announcement.created_at) < tx.now - UNSENT_KEPT,
        )
    )


def hold(tx: Tx, announcement: int) -> Announcement | None:
    """Lock an announcement and read it afresh; no rights are asked."""
    tx.lock(f"announcement:{announcement}")
    tx.session.flush()
    return tx.session.get(Announcement, announcement, populate_existing=True)


def those_of(tx: Tx, row: Announcement, found: Circle) -> list[Receiver]:
    """Everybody whom an announcement is for, as things stand now."""
    return circles.receivers(tx, found, Audience(row.audience), signers=row.kind == Kind.CONSENT)


def thing_of(row: Announcement) -> str:
    """What a consent is about: this announcement's event, or the whole purpose ("")."""
    if row.purpose != Purpose.EVENTS:
        return ""
    return f"event:{row.target}" if row.scope == "event" else f"announcement:{row.id}"


def _own(tx: Tx, by: Who, announcement: int, *, for_change: bool = False) -> Announcement:
    if for_change:
        hold(tx, announcement)
    row = see(tx, by, announcement)
    if row.author_id != by.id:
        raise refusals.Denied("announcement-others")
    return row


def _receivers(tx: Tx, row: Announcement, found: Circle) -> list[Receiver]:
    those = those_of(tx, row, found)
    if not those:
        raise refusals.Broken("announcement-nobody")
    return those


def _preview(tx: Tx, row: Announcement, those: Sequence[Receiver]) -> Preview:
    # Parents come before pupils, and most have one child here: their letter is the usual one.
    example = min(those, key=lambda one: (one.about == (one.who.id,), len(one.about)))
    about = residents.people(tx, example.about)
    return Preview(
        view(tx, row), circles.reach(tx, those), example.who, tuple(about[n] for n in example.about)
    )


def _must_be_answerable(tx: Tx, by: Who, wanted: Wanted) -> None:
    if wanted.answer_until is not None and wanted.answer_until <= tx.now:
        raise refusals.Broken("announcement-past")
    if (wanted.kind is Kind.CONSENT) != (wanted.purpose is not None):
        raise refusals.Broken("announcement-purpose")
    if wanted.purpose is None or wanted.purpose is Purpose.EVENTS:
        return
    if wanted.purpose in consents.ON_PAPER:
        raise refusals.Denied("consent-on-paper")
    if not by.has(*FOR_SAFETY):
        raise refusals.Denied("announcement-purpose-wide")


def _choices(wanted: Wanted) -> list[str]:
    if wanted.kind is not Kind.CHOICE:
        return []
    said = [wording.line(one, "choice", CHOICE_MAX) for one in wanted.choices]
    plain: Sequence[str] = list(dict.fromkeys(said))
    if not CHOICES_LEAST <= len(plain) <= CHOICES_MOST:
        raise refusals.Broken("announcement-choices", least=CHOICES_LEAST, most=CHOICES_MOST)
    return list(plain)


def _note(tx: Tx, own: int, act: str, row: Announcement) -> None:
    journal.write(tx, act, by=own, subject="announcement", subject_id=row.id, scope=row.scope)

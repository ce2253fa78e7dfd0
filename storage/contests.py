"""A contest: a hackathon or a case tournament as a whole, who may do what, until when (E5).

What a contest is judged by is kept when its first team, case or juror comes: the school may mend
its file of formats while a contest goes on. All its acts run under the event's lock.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel, col, select

from storage import access, event_lists, events, jobs, journal, projects, refusals, registrations
from storage.access import Segment
from storage.columns import Instant
from storage.event_lists import Registration, Seat
from storage.events import Event, EventState, EventView, Pupils
from storage.formats import Flow
from storage.projects import key
from storage.residents import Who
from storage.store import Tx
from storage.talks import Account

#: A deadline may be later than the event by as much: works may be finished at home.
LATEST = timedelta(days=14)
#: Before the deadline, those who have handed nothing in are reminded.
WARNED_BEFORE = timedelta(minutes=30)


class Contest(SQLModel, table=True):
    """What an event has as a contest. ``closes_at`` is the deadline that a host has set, without
    one it is the event's end; then the moments at which its cases were dealt, its scoring closed
    and its results made known."""

    __tablename__ = "contest"

    event_id: int = Field(foreign_key="event.id", primary_key=True)
    least: int
    most: int
    criteria: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    max_each: int
    closes_at: datetime | None = Field(default=None, sa_type=Instant)
    dealt_at: datetime | None = Field(default=None, sa_type=Instant)
    scored_at: datetime | None = Field(default=None, sa_type=Instant)
    published_at: datetime | None = Field(default=None, sa_type=Instant)


class ContestJuror(SQLModel, table=True):
    """Somebody of the jury."""

    __tablename__ = "contest_juror"

    event_id: int = Field(foreign_key="event.id", primary_key=True)
    resident_id: int = Field(foreign_key="resident.id", primary_key=True, index=True)
    named_by: int = Field(foreign_key="resident.id")
    named_at: datetime = Field(sa_type=Instant)


@dataclass(frozen=True)
class ContestView:
    """A contest as it stands; ``least`` and ``most`` are of a team, ``deadline`` when works are
    not taken any more; they are while it is ``open``, and it is ``over`` afterwards.
    ``tell`` are those to be told of an act."""

    event: EventView
    least: int
    most: int
    criteria: tuple[str, ...]
    max_each: int
    deadline: datetime
    open: bool
    over: bool
    dealt: bool
    scored: bool
    published: bool
    tell: tuple[int, ...] = ()

    @property
    def best(self) -> int:
        """The most points that one juror may give to one work."""
        return len(self.criteria) * self.max_each


def see(tx: Tx, by: Who, event: int) -> tuple[Event, Contest]:
    """Read a contest that somebody may see: its event's audience, and its jury, who may be from
    elsewhere. Raises `refusals.Missing` for all others."""
    access.must_enter(by, Segment.EVENTS)
    row = events.find(tx, event)
    _must_see(tx, by, row)
    return row, _of(tx, row)


def hold(tx: Tx, by: Who, event: int) -> tuple[Event, Contest]:
    """Lock a contest that somebody may see, for an act; its event stands and may be over."""
    access.must_enter(by, Segment.EVENTS)
    by.must_be_resident()
    row = events.hold(tx, event)
    _must_see(tx, by, row)
    if row.state == EventState.CANCELLED:
        raise refusals.Spent("event-cancelled")
    kept = _of(tx, row)
    if kept not in tx.session:
        tx.session.add(kept)
        tx.session.flush()
        plan(tx, row)
    return row, kept


def hold_to_manage(tx: Tx, by: Who, event: int) -> tuple[Event, Contest]:
    """As `hold`, for its hosts; raises `refusals.Denied` for others."""
    row, kept = hold(tx, by, event)
    must_manage(tx, by, row)
    return row, kept


def must_manage(tx: Tx, by: Who, row: Event) -> None:
    if not events.manages(tx, row, by):
        raise refusals.Denied("event-not-host")


def _must_see(tx: Tx, by: Who, row: Event) -> None:
    if row.state not in (EventState.APPROVED, EventState.CANCELLED):
        raise refusals.Missing("contest")
    if not is_juror(tx, by, key(row.id)):
        events.must_see(tx, by, row)


def _of(tx: Tx, row: Event) -> Contest:
    """A contest as it is kept, or as the file of formats has it; raises `refusals.Missing`."""
    found = tx.session.get(Contest, row.id, populate_existing=True)
    if found is not None:
        return found
    kind = tx.rules.formats.get(row.format)
    is_contest = kind is not None and kind.flow is Flow.CONTEST
    if kind is None or not is_contest or kind.team_size is None or kind.scoring is None:
        raise refusals.Missing("contest")
    return Contest(
        event_id=key(row.id),
        least=kind.team_size.min,
        most=kind.team_size.max,
        criteria=list(kind.scoring.criteria),
        max_each=kind.scoring.max_each,
    )


def is_juror(tx: Tx, who: Who, event: int) -> bool:
    return who.id is not None and tx.session.get(ContestJuror, (event, who.id)) is not None


def jury_ids(tx: Tx, event: int) -> tuple[int, ...]:
    rows = tx.session.exec(
        select(ContestJuror.resident_id)
        .where(ContestJuror.event_id == event)
        .order_by(col(ContestJuror.named_at), col(ContestJuror.resident_id))
    )
    return tuple(rows)


def deadline(row: Event, kept: Contest) -> datetime:
    """Until when works are taken; a moved event leaves no deadline before its beginning."""
    if kept.closes_at is not None and kept.closes_at > row.starts_at:
        return kept.closes_at
    return row.ends_at


def is_open(tx: Tx, row: Event, kept: Contest) -> bool:
    """Whether works are taken now."""
    return row.starts_at <= tx.now and is_to_come(tx, row, kept)


def is_to_come(tx: Tx, row: Event, kept: Contest) -> bool:
    """Whether the deadline is to come: until then teams come together."""
    return tx.now < deadline(row, kept) and kept.scored_at is None


def must_be_before_scoring(kept: Contest) -> None:
    """What teams are and do is settled once the jury is done; raises `refusals.Broken`."""
    if kept.scored_at is not None:
        raise refusals.Broken("contest-scored")


def must_be_on(tx: Tx, row: Event, kept: Contest) -> None:
    """Works are taken still, or will be; raises `refusals.Broken`."""
    must_be_before_scoring(kept)
    if not is_to_come(tx, row, kept):
        raise refusals.Broken("contest-late", until=deadline(row, kept))


def must_take_part(tx: Tx, by: Who, row: Event) -> int:
    """Give the id of somebody who may be in a team: registered, with the parent's word where it is
    wanted, not of the jury, and a pupil where the event is for pupils. Raises `refusals.Denied`."""
    own = by.must_be_resident()
    if is_juror(tx, by, key(row.id)):
        raise refusals.Denied("contest-of-jury")
    if row.pupils != Pupils.NONE and not by.is_pupil:
        raise refusals.Denied("contest-pupils")
    line = event_lists.mine(tx, by, key(row.id))
    if line is None or line.state != Seat.REGISTERED:
        raise refusals.Denied("contest-not-registered", title=row.title)
    if not registrations.has_consent(tx, row, line):
        raise refusals.Denied("contest-consent")
    return own


def registered(tx: Tx, event: int) -> set[int]:
    """The residents who are registered, those included who were nobody we knew then; without a
    pupil whose parent's word is wanted and not there, should it have been taken back (D2)."""
    rows = tx.session.exec(
        select(Registration.resident_id, Account.resident_id)
        .outerjoin(Account, col(Account.id) == col(Registration.account_id))
        .where(Registration.event_id == event, Registration.state == Seat.REGISTERED)
    )
    here = {one for pair in rows for one in pair if one is not None}
    return here - registrations.without_consent(tx, events.find(tx, event), here)


def set_deadline(tx: Tx, by: Who, *, event: int, until: datetime) -> ContestView:
    """Set until when works are taken; raises `refusals.Broken` for a moment that makes none."""
    row, kept = hold_to_manage(tx, by, event)
    must_be_before_scoring(kept)
    if until <= max(tx.now, row.starts_at) or until > row.ends_at + LATEST:
        raise refusals.Broken("contest-deadline", days=LATEST.days)
    return _close(tx, by, row, kept, until)


def close_works(tx: Tx, by: Who, *, event: int) -> ContestView:
    """Take no more works from now on."""
    row, kept = hold_to_manage(tx, by, event)
    must_be_before_scoring(kept)
    if row.starts_at >= tx.now:
        raise refusals.Broken("contest-early", starts=row.starts_at)
    if deadline(row, kept) <= tx.now:
        raise refusals.Spent("contest-closed")
    return _close(tx, by, row, kept, tx.now)


def _close(tx: Tx, by: Who, row: Event, kept: Contest, until: datetime) -> ContestView:
    kept.closes_at = until
    tx.session.flush()
    journal.write(tx, "contest.deadline", by=by.id, subject="event", subject_id=row.id)
    plan(tx, row)
    here = sorted(registered(tx, key(row.id)))
    return replace(view(tx, row, kept), tell=projects.tell(by, *here))


def plan(tx: Tx, row: Event) -> None:
    """Plan what the clock does in a contest as it is planned now; nothing if it is none yet."""
    kept = tx.session.get(Contest, row.id)
    if kept is None:
        return
    event, until = key(row.id), deadline(row, kept)
    for name, due in (
        ("contest.deal", row.starts_at),
        ("contest.remind", until - WARNED_BEFORE),
        ("contest.over", until),
    ):
        stamp = int(until.timestamp()) if name != "contest.deal" else int(due.timestamp())
        if due > tx.now or name == "contest.over":
            jobs.plan(tx, name, f"{event}:{stamp}", max(due, tx.now), event=event, at=stamp)


def standing(tx: Tx, event: int) -> tuple[Event, Contest] | None:
    """An approved event and its contest, locked, for the clock; None where there is none."""
    row = events.hold(tx, event)
    kept = tx.session.get(Contest, event, populate_existing=True)
    if kept is None or row.state != EventState.APPROVED:
        return None
    return row, kept


def view(tx: Tx, row: Event, kept: Contest) -> ContestView:
    return ContestView(
        event=events.view(tx, row),
        least=kept.least,
        most=kept.most,
        criteria=tuple(kept.criteria),
        max_each=kept.max_each,
        deadline=deadline(row, kept),
        open=is_open(tx, row, kept),
        over=deadline(row, kept) <= tx.now,
        dealt=kept.dealt_at is not None,
        scored=kept.scored_at is not None,
        published=kept.published_at is not None,
    )

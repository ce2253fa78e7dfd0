"""Conferences: sections and talks as they are kept, and who may do what with them (E5).

Who holds the event runs the conference; the chair of a section decides about its talks. All that
changes it runs under the event's lock.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Field, SQLModel, col, select

from storage import events, jobs, projects, refusals, rotation
from storage.columns import Instant
from storage.events import Event, EventState
from storage.formats import Flow
from storage.projects import Project, key
from storage.residents import Who
from storage.store import Tx

#: Those whose time has changed are told when nothing more was changed for so long: once.
SETTLES = timedelta(minutes=5)


class TalkState(StrEnum):
    APPLIED = "applied"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    GIVEN = "given"
    ABSENT = "absent"


#: These stand in the programme.
IN_PROGRAMME = (TalkState.ACCEPTED, TalkState.GIVEN, TalkState.ABSENT)
#: These wait for a decision, or for the author.
OPEN = (TalkState.APPLIED, TalkState.RETURNED)


class Conference(SQLModel, table=True):
    """What an event has of its own: minutes of the plenary meetings at both ends, when its
    programme was published; ``revision`` grows with what may change somebody's time."""

    __tablename__ = "conference"

    event_id: int = Field(foreign_key="event.id", primary_key=True)
    opening: int = 0
    closing: int = 0
    published_at: datetime | None = Field(default=None, sa_type=Instant)
    revision: int = 0


class Section(SQLModel, table=True):
    """A section: ``place`` is a sealed room or link, "" the common meeting; it ``starts`` minutes
    after the event's beginning; a ``talk`` and its ``questions`` last minutes."""

    __tablename__ = "conference_section"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    title: str
    place: str = ""
    chair_id: int = Field(foreign_key="resident.id", index=True)
    starts: int
    talk: int
    questions: int


rotation.sealed(Section, "place")


class Talk(SQLModel, table=True):
    """A talk: an application first. ``position`` is its order in the section; ``told_at`` and
    ``told_section`` are what its speakers were told last, so that they learn of a change."""

    __tablename__ = "conference_talk"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    section_id: int | None = Field(default=None, foreign_key="conference_section.id")
    author_id: int = Field(foreign_key="resident.id", index=True)
    project_id: int | None = Field(default=None, foreign_key="project.id")
    title: str
    thesis: str
    state: str = TalkState.APPLIED
    remark: str = ""
    position: int = 0
    applied_at: datetime = Field(sa_type=Instant)
    told_at: datetime | None = Field(default=None, sa_type=Instant)
    told_section: int | None = None
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


def of_event(tx: Tx, row: Event) -> Conference:
    """What the event has of its own; raises `refusals.Missing` for one of another format."""
    if tx.rules.formats.flow(row.format) is not Flow.CONFERENCE:
        raise refusals.Missing("event")
    found = tx.session.get(Conference, key(row.id))
    return found or Conference(event_id=key(row.id))


def hold(tx: Tx, event: int) -> tuple[Event, Conference]:
    """Lock a conference that is still to come or going on; raises `Missing`, `Spent`, `Broken`."""
    row = events.hold(tx, event)
    found = of_event(tx, row)
    if row.state == EventState.APPROVED and row.ends_at + timedelta(hours=3) > tx.now:
        tx.session.add(found)
        tx.session.flush()
        tx.session.refresh(found)
        return row, found
    events.must_stand(tx, row)
    raise refusals.Broken("event-over")


def hold_to_manage(tx: Tx, by: Who, event: int) -> tuple[Event, Conference]:
    """Lock a conference that somebody holds; raises `Missing` or `Denied` for others."""
    events.hold_to_manage(tx, by, event)
    return hold(tx, event)


def hold_section(tx: Tx, by: Who, section: int) -> tuple[Section, Event, Conference]:
    """Lock a conference by one of its sections, for its chair and the hosts."""
    found = section_of(tx, section)
    row, conference = hold(tx, found.event_id)
    events.see(tx, by, found.event_id)
    tx.session.refresh(found)
    must_lead(tx, by, row, found)
    return found, row, conference


def place_of(tx: Tx, section: Section) -> str:
    """The room or the link of a section, "" for the common meeting."""
    return tx.sealer.open(section.place) if section.place else ""


def section_of(tx: Tx, section: int) -> Section:
    """Read a section; raises `refusals.Missing`."""
    found = tx.session.get(Section, section)
    if found is None:
        raise refusals.Missing("conference-section")
    return found


def talk_of(tx: Tx, talk: int) -> Talk:
    """Read a talk; raises `refusals.Missing`."""
    found = tx.session.get(Talk, talk)
    if found is None:
        raise refusals.Missing("conference-talk")
    return found


def hold_talk(tx: Tx, by: Who, talk: int) -> tuple[Talk, Event, Conference]:
    """Lock a conference by one of its talks; the caller's rule says whose matter it is."""
    found = talk_of(tx, talk)
    by.must_be_resident()
    events.see(tx, by, found.event_id)
    row, conference = hold(tx, found.event_id)
    tx.session.refresh(found)
    return found, row, conference


def leads(tx: Tx, by: Who, row: Event, section: Section | None) -> bool:
    """Whether somebody may decide about the talks of a section: its chair or a host."""
    chairs = section is not None and by.id is not None and section.chair_id == by.id
    return chairs or events.manages(tx, row, by)


def must_lead(tx: Tx, by: Who, row: Event, section: Section | None) -> None:
    by.must_be_resident()
    if not leads(tx, by, row, section):
        raise refusals.Denied("conference-not-chair")


def sections(tx: Tx, event: int) -> list[Section]:
    """The sections, by when they begin."""
    query = select(Section).where(Section.event_id == event)
    return list(tx.session.exec(query.order_by(col(Section.starts), col(Section.id))))


def talks(tx: Tx, event: int, *states: TalkState) -> list[Talk]:
    """The talks of these states, in the order of their sections."""
    query = select(Talk).where(
        Talk.event_id == event, col(Talk.state).in_([one.value for one in states])
    )
    return list(tx.session.exec(query.order_by(col(Talk.position), col(Talk.id))))


def speakers(tx: Tx, talk: Talk) -> tuple[int, ...]:
    """The author, and the team of the project that the talk is about."""
    team = projects.member_ids(tx, talk.project_id) if talk.project_id is not None else []
    return tuple(dict.fromkeys([talk.author_id, *team]))


def supervisor(tx: Tx, talk: Talk) -> Who | None:
    """Who leads the project of a talk."""
    row = tx.session.get(Project, talk.project_id) if talk.project_id is not None else None
    return projects.supervisor(tx, row) if row is not None else None


def touched(tx: Tx, conference: Conference) -> None:
    """Something has changed that may move talks: those concerned are told, once, a while after the
    last change, if the programme is out."""
    conference.revision += 1
    tx.session.flush()
    if conference.published_at is not None:
        name = f"{conference.event_id}:{conference.revision}"
        due, revision = tx.now + SETTLES, conference.revision
        jobs.plan(tx, "conference.tell", name, due, event=conference.event_id, revision=revision)


def event_moved(tx: Tx, event: int) -> None:
    """The event has another time: so have its talks."""
    found = tx.session.get(Conference, event)
    if found is not None:
        touched(tx, found)


def person_left(tx: Tx, event: int, resident: int) -> None:
    """Who gave the place at the event back speaks there no more: the time is free."""
    found = tx.session.get(Conference, event)
    if found is None:
        return
    standing = [
        one for one in talks(tx, event, *OPEN, TalkState.ACCEPTED) if one.author_id == resident
    ]
    for one in standing:
        if one.state == TalkState.ACCEPTED and found.published_at is not None:
            name = f"{one.id}:{found.revision}"
            jobs.plan(tx, "conference.fell-out", name, tx.now, talk=key(one.id))
        one.state, one.told_at = TalkState.WITHDRAWN, None
    if standing:
        touched(tx, found)

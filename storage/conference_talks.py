"""Talks of a conference: applying, deciding, the order, taking back (E5)."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import col, select

from storage import (
    conference_sections,
    conferences,
    event_lists,
    events,
    journal,
    projects,
    refusals,
    relevance,
    residents,
    wording,
)
from storage.conferences import IN_PROGRAMME, OPEN, Section, Talk, TalkState
from storage.event_lists import Seat
from storage.events import Event, EventState
from storage.projects import Member, Project, ProjectState, Relation, key
from storage.residents import Who
from storage.store import Tx

TITLE_MAX = 120
THESIS_MAX = 1_000
REMARK_MAX = 500
#: Applications of one person to one conference that are not closed.
MOST = 3


@dataclass(frozen=True)
class TalkView:
    """A talk as its speakers, the chair and the hosts see it; ``tell`` are residents to be told of
    an act. ``supervisor`` leads the project, ``may_decide`` is about the person who looks."""

    id: int
    event: int
    event_title: str
    title: str
    thesis: str
    state: TalkState
    remark: str
    author: Who
    team: tuple[Who, ...]
    supervisor: Who | None
    project: int | None
    project_title: str
    section: int | None
    section_title: str
    told_at: datetime | None
    mine: bool
    may_decide: bool
    tell: tuple[int, ...] = ()

    @property
    def speakers(self) -> tuple[Who, ...]:
        return (self.author, *self.team)


def may_apply(tx: Tx, by: Who, row: Event) -> bool:
    """Whether somebody may send an application now: a resident who is registered or a host."""
    if by.id is None or row.state != EventState.APPROVED or row.starts_at <= tx.now:
        return False
    line = event_lists.mine(tx, by, key(row.id))
    registered = line is not None and line.state == Seat.REGISTERED
    return registered or events.manages(tx, row, by)


def own_projects(tx: Tx, by: Who) -> list[tuple[int, str]]:
    """The projects, not archived, that a talk of this person may be about."""
    rows = tx.session.exec(
        select(Project)
        .join(Member, col(Member.project_id) == col(Project.id))
        .where(
            Member.resident_id == by.must_be_resident(),
            col(Member.left_at).is_(None),
            Project.state != ProjectState.ARCHIVED,
        )
        .order_by(col(Project.id).desc())
    )
    return [(key(row.id), row.title) for row in rows]


def apply(
    tx: Tx,
    by: Who,
    *,
    event: int,
    title: str,
    thesis: str,
    project: int | None = None,
    section: int | None = None,
) -> TalkView:
    """Send an application: a title, a thesis, one's own project and the wished section."""
    author = by.must_be_resident()
    events.see(tx, by, event)
    row, _ = conferences.hold(tx, event)
    events.must_see(tx, by, row)
    if not may_apply(tx, by, row):
        if row.starts_at <= tx.now:
            raise refusals.Broken("conference-begun")
        raise refusals.Denied("conference-not-registered")
    open_ones = [one for one in _of_author(tx, event, author) if one.state in (*OPEN, "accepted")]
    if len(open_ones) >= MOST:
        raise refusals.Broken("conference-talks-most", most=MOST)
    if project is not None:
        _must_be_own(tx, by, project)
        if any(one.project_id == project for one in open_ones):
            raise refusals.Broken("conference-project-twice")
    if section is not None and conferences.section_of(tx, section).event_id != event:
        raise refusals.Missing("conference-section")
    made = Talk(
        event_id=event,
        section_id=section,
        author_id=author,
        project_id=project,
        title=wording.line(title, "title", TITLE_MAX),
        thesis=wording.passage(thesis, "thesis", THESIS_MAX),
        applied_at=tx.now,
    )
    tx.session.add(made)
    tx.session.flush()
    _journal(tx, "conference.apply", by, made)
    return view(tx, by, row, made, _deciding(tx, row, made))


def amend(tx: Tx, by: Who, *, talk: int, title: str, thesis: str) -> TalkView:
    """Send a returned application in again, mended."""
    found, row, _ = conferences.hold_talk(tx, by, talk)
    _must_be_author(by, found)
    if found.state != TalkState.RETURNED:
        raise refusals.Spent("conference-talk-decided")
    found.title = wording.line(title, "title", TITLE_MAX)
    found.thesis = wording.passage(thesis, "thesis", THESIS_MAX)
    found.state, found.remark = TalkState.APPLIED, ""
    tx.session.flush()
    _journal(tx, "conference.amend", by, found)
    return view(tx, by, row, found, _deciding(tx, row, found))


def accept(tx: Tx, by: Who, *, talk: int, section: int) -> TalkView:
    """Take a talk into a section, at its end. For hosts; a chair takes into the own section."""
    found, row, conference = conferences.hold_talk(tx, by, talk)
    into = conferences.section_of(tx, section)
    conference_sections.must_be_of(conference, into)
    conferences.must_lead(tx, by, row, into)
    if found.state not in OPEN:
        raise refusals.Spent("conference-talk-decided")
    found.position = conference_sections.last_position(tx, section) + 1
    found.section_id, found.state, found.remark = section, TalkState.ACCEPTED, ""
    conferences.touched(tx, conference)
    _journal(tx, "conference.accept", by, found)
    return view(tx, by, row, found, conferences.speakers(tx, found))


def answer(tx: Tx, by: Who, *, talk: int, remark: str, declined: bool) -> TalkView:
    """Return an application with a remark, or decline it."""
    found, row, _ = conferences.hold_talk(tx, by, talk)
    conferences.must_lead(tx, by, row, _section(tx, found))
    if found.state != TalkState.APPLIED and not (declined and found.state == TalkState.RETURNED):
        raise refusals.Spent("conference-talk-decided")
    found.remark = wording.passage(remark, "remark", REMARK_MAX)
    found.state = TalkState.DECLINED if declined else TalkState.RETURNED
    tx.session.flush()
    _journal(tx, "conference.decline" if declined else "conference.return", by, found)
    return view(tx, by, row, found, conferences.speakers(tx, found))


def withdraw(tx: Tx, by: Who, *, talk: int) -> TalkView:
    """Take one's talk back; its time is free at once for those after it. ``told_at`` is what it
    was, so that who is to be told of it soon is."""
    found, row, conference = conferences.hold_talk(tx, by, talk)
    _must_be_author(by, found)
    if found.state not in (*OPEN, TalkState.ACCEPTED):
        raise refusals.Spent("conference-talk-over")
    had_time, was = found.state == TalkState.ACCEPTED, found.told_at
    found.state, found.told_at = TalkState.WITHDRAWN, None
    if had_time:
        conferences.touched(tx, conference)
    tx.session.flush()
    _journal(tx, "conference.withdraw", by, found)
    told = (*_deciding(tx, row, found), *conferences.speakers(tx, found))
    return replace(view(tx, by, row, found, told), told_at=was)


def fallen_out(tx: Tx, *, talk: int) -> TalkView | None:
    """A talk whose author has left the event (job "conference.fell-out"), with the chair, the
    hosts and the co-authors to be told; None where that is of no use any more."""
    found = conferences.talk_of(tx, talk)
    row = events.find(tx, found.event_id)
    over = row.state != EventState.APPROVED or row.ends_at <= tx.now
    if over or found.state != TalkState.WITHDRAWN:
        return None
    told = (*_deciding(tx, row, found), *conferences.speakers(tx, found))
    return view(tx, residents.who(tx, found.author_id), row, found, told)


def move(tx: Tx, by: Who, *, talk: int, up: bool) -> TalkView:
    """Change places with the talk before or after; raises `refusals.Broken` at the edge."""
    found, row, conference = conferences.hold_talk(tx, by, talk)
    conferences.must_lead(tx, by, row, _section(tx, found))
    _must_be_accepted(found)
    row_of = [
        one
        for one in conferences.talks(tx, found.event_id, *IN_PROGRAMME)
        if one.section_id == found.section_id
    ]
    at = row_of.index(found)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(row_of) or row_of[to].state != TalkState.ACCEPTED:
        raise refusals.Broken("conference-move-edge")
    other = row_of[to]
    row_of[at], row_of[to] = other, found
    for number, one in enumerate(row_of, start=1):
        one.position = number
    conferences.touched(tx, conference)
    _journal(tx, "conference.move", by, found)
    return view(tx, by, row, found)


def put(tx: Tx, by: Who, *, talk: int, section: int) -> TalkView:
    """Move an accepted talk to the end of another section; for hosts."""
    found, row, conference = conferences.hold_talk(tx, by, talk)
    conferences.must_lead(tx, by, row, None)
    into = conferences.section_of(tx, section)
    conference_sections.must_be_of(conference, into)
    _must_be_accepted(found)
    if found.section_id == section:
        raise refusals.Spent("conference-there-already")
    found.position = conference_sections.last_position(tx, section) + 1
    found.section_id = section
    conferences.touched(tx, conference)
    _journal(tx, "conference.move", by, found)
    return view(tx, by, row, found)


def see(tx: Tx, by: Who, *, talk: int) -> TalkView:
    """A talk with its thesis: for its speakers, the chair and the hosts; others know of none."""
    found = conferences.talk_of(tx, talk)
    row = events.see(tx, by, found.event_id)
    leads = conferences.leads(tx, by, row, _section(tx, found))
    if by.id is None or not (leads or by.id in conferences.speakers(tx, found)):
        raise refusals.Missing("conference-talk")
    return view(tx, by, row, found)


def mine(tx: Tx, by: Who, *, event: int) -> list[TalkView]:
    """One's own talks of a conference, also as a member of the project's team."""
    row = events.see(tx, by, event)
    conferences.of_event(tx, row)
    if by.id is None:
        return []
    found = conferences.talks(tx, event, *TalkState)
    return [view(tx, by, row, one) for one in found if by.id in conferences.speakers(tx, one)]


def waiting(tx: Tx, by: Who, *, event: int) -> list[TalkView]:
    """The applications that somebody may decide about, the first sent first."""
    row = events.see(tx, by, event)
    conferences.of_event(tx, row)
    found = conferences.talks(tx, event, TalkState.APPLIED)
    own = [one for one in found if conferences.leads(tx, by, row, _section(tx, one))]
    return [view(tx, by, row, one) for one in sorted(own, key=lambda one: key(one.id))]


def view(tx: Tx, by: Who, row: Event, talk: Talk, tell: tuple[int, ...] = ()) -> TalkView:
    """A talk for who may see it; rights are the caller's matter."""
    numbers = conferences.speakers(tx, talk)
    known = residents.people(tx, numbers)
    project = tx.session.get(Project, talk.project_id) if talk.project_id is not None else None
    section = _section(tx, talk)
    return TalkView(
        id=key(talk.id),
        event=talk.event_id,
        event_title=row.title,
        title=talk.title,
        thesis=talk.thesis,
        state=TalkState(talk.state),
        remark=talk.remark,
        author=known[talk.author_id],
        team=tuple(known[one] for one in numbers if one != talk.author_id),
        supervisor=conferences.supervisor(tx, talk),
        project=talk.project_id,
        project_title=project.title if project is not None else "",
        section=talk.section_id,
        section_title=section.title if section is not None else "",
        told_at=talk.told_at,
        mine=by.id == talk.author_id,
        may_decide=conferences.leads(tx, by, row, section),
        tell=projects.tell(by, *tell),
    )


def _of_author(tx: Tx, event: int, author: int) -> list[Talk]:
    return [one for one in conferences.talks(tx, event, *TalkState) if one.author_id == author]


def _must_be_own(tx: Tx, by: Who, project: int) -> None:
    row, standing = projects.see(tx, by, project)
    if Relation.MEMBER not in standing or row.state == ProjectState.ARCHIVED:
        raise refusals.Denied("not-member")


def _must_be_author(by: Who, talk: Talk) -> None:
    if by.id != talk.author_id:
        raise refusals.Missing("conference-talk")


def _must_be_accepted(talk: Talk) -> None:
    if talk.state != TalkState.ACCEPTED:
        raise refusals.Spent("conference-talk-over")


def _section(tx: Tx, talk: Talk) -> Section | None:
    return tx.session.get(Section, talk.section_id) if talk.section_id is not None else None


def _deciding(tx: Tx, row: Event, talk: Talk) -> tuple[int, ...]:
    section = _section(tx, talk)
    chair = (section.chair_id,) if section is not None else ()
    return (*chair, *events.host_ids(tx, key(row.id)))


def _journal(tx: Tx, act: str, by: Who, talk: Talk) -> None:
    journal.write(tx, act, by=by.id, subject="event", subject_id=talk.event_id, talk=talk.id)


@relevance.check("conference.applied")
def _waits(tx: Tx, talk: int) -> bool:
    found = tx.session.get(Talk, talk)
    return found is not None and found.state == TalkState.APPLIED

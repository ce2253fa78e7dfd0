"""The programme of a conference: when each talk is, publishing it, telling of changes (E5)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from storage import (
    conference_schedule,
    conference_sections,
    conferences,
    event_lists,
    events,
    jobs,
    journal,
    refusals,
    relevance,
    residents,
)
from storage.conference_schedule import Entry, Frame, Plan, Session
from storage.conferences import IN_PROGRAMME, Conference, Section, Talk, TalkState
from storage.event_lists import Seat
from storage.events import Event, EventState, EventView
from storage.generator import Place
from storage.projects import key
from storage.residents import Kind, Who
from storage.store import Tx

#: Minutes before one's own talk.
BEFORE = (1440, 30)
SOON = BEFORE[-1]


@dataclass(frozen=True)
class Line:
    """A talk in the programme; ``starts`` is None where there is no time for it."""

    talk: int
    title: str
    speakers: tuple[Who, ...]
    state: TalkState
    starts: datetime | None
    ends: datetime | None
    ended: datetime | None


@dataclass(frozen=True)
class Break:
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class Part:
    """A section of the programme; a link stands in ``place`` for those who are registered alone
    (E2), ``late`` is by how much it is behind its times, ``leads`` whether the person who looks
    decides about its talks."""

    section: int
    title: str
    place: str
    online: bool
    chair: Who
    starts: datetime
    lines: tuple[Line, ...]
    breaks: tuple[Break, ...]
    late: timedelta
    leads: bool

    @property
    def current(self) -> Line | None:
        """The first talk that was neither given nor passed over."""
        return next((one for one in self.lines if one.state is TalkState.ACCEPTED), None)


@dataclass(frozen=True)
class Clash:
    """Somebody who is wanted in two sections at once; a title is "" where they are the chair."""

    who: Who
    title: str
    other: str
    section: str
    other_section: str
    at: datetime


@dataclass(frozen=True)
class Programme:
    """All of it as one person sees it; ``beyond`` are titles for which there is no time,
    ``revision`` grows with every change of times."""

    event: EventView
    revision: int
    opening: int
    closing: int
    published: bool
    parts: tuple[Part, ...]
    beyond: tuple[str, ...]
    clashes: tuple[Clash, ...]
    manages: bool

    @property
    def leads(self) -> bool:
        return self.manages or any(part.leads for part in self.parts)


@dataclass(frozen=True)
class News:
    """Whose talk has another time or section, and what the time was; None where there is none."""

    talk: int
    title: str
    tell: tuple[int, ...]
    was: datetime | None
    now: datetime | None
    section: str
    place: str


def plan(tx: Tx, row: Event, conference: Conference) -> Plan:
    """Compute the times of a conference as it stands."""
    formats = tx.rules.formats.defaults
    frame = Frame(
        length=conference_sections.minutes(row),
        opening=conference.opening,
        closing=conference.closing,
        most=formats.screen_most,
        pause=formats.screen_break,
    )
    event = key(row.id)
    talks = conferences.talks(tx, event, *IN_PROGRAMME)
    sessions = [
        Session(
            id=key(one.id),
            starts=one.starts,
            each=one.talk + one.questions,
            screen=conference_sections.on_screen(tx, row, one),
            chair=one.chair_id,
            talks=tuple(
                Entry(key(talk.id), frozenset(conferences.speakers(tx, talk)))
                for talk in talks
                if talk.section_id == one.id
            ),
        )
        for one in conferences.sections(tx, event)
    ]
    return conference_schedule.plan(frame, sessions)


def show(tx: Tx, by: Who, *, event: int) -> Programme:
    """The programme, for whoever may see the event; before it is published the talks are shown
    to the hosts and the chairs alone."""
    row = events.see(tx, by, event)
    conference = conferences.of_event(tx, row)
    made = plan(tx, row, conference)
    manages = events.manages(tx, row, by)
    published = conference.published_at is not None
    seen = published or manages
    parts = tuple(
        _part(tx, by, row, made, one, seen=seen) for one in conferences.sections(tx, event)
    )
    titles = {key(one.id): one.title for one in conferences.talks(tx, event, *IN_PROGRAMME)}
    leads = manages or any(part.leads for part in parts)
    return Programme(
        event=events.view(tx, row),
        revision=conference.revision or 0,
        opening=conference.opening,
        closing=conference.closing,
        published=published,
        parts=parts,
        beyond=tuple(titles[one] for one in made.beyond) if leads else (),
        clashes=_clashes(tx, row, made, titles) if leads else (),
        manages=manages,
    )


def publish(tx: Tx, by: Who, *, event: int, anyway: bool = False) -> tuple[News, ...]:
    """Publish the programme: gives whom to tell of their times.

    Raises `refusals.Broken` for talks without a time, and for somebody who is wanted in two places
    unless ``anyway``.
    """
    row, conference = conferences.hold_to_manage(tx, by, event)
    events.must_stand(tx, row)
    if conference.published_at is not None:
        raise refusals.Spent("conference-published")
    made = plan(tx, row, conference)
    if not made.slots:
        raise refusals.Broken("conference-empty")
    titles = {key(one.id): one.title for one in conferences.talks(tx, event, *IN_PROGRAMME)}
    if made.beyond:
        left = tuple(titles[one] for one in made.beyond)
        raise refusals.Broken("conference-unfit", left, count=len(left))
    if made.clashes and not anyway:
        raise refusals.Broken("conference-clash", count=len(made.clashes))
    conference.published_at = tx.now
    journal.write(tx, "conference.publish", by=by.id, subject="event", subject_id=event)
    return _settle(tx, row, made)


def changed(tx: Tx, *, event: int, revision: int) -> tuple[News, ...]:
    """Whose time has changed since they were told (job "conference.tell"); none if it changed
    again meanwhile: then a later job tells."""
    row = events.hold(tx, event)
    conference = tx.session.get(Conference, event, populate_existing=True)
    if conference is None or conference.revision != revision or conference.published_at is None:
        return ()
    if row.state != EventState.APPROVED or row.ends_at <= tx.now:
        return ()
    return _settle(tx, row, plan(tx, row, conference))


def due(tx: Tx, *, talk: int, at: int) -> News | None:
    """Who is to be reminded of a talk at that time (seconds since 1970); None if it is another's
    time by now (job "conference.remind")."""
    found = tx.session.get(Talk, talk)
    if found is None or not _speaks(tx, talk) or found.told_at is None:
        return None
    if int(found.told_at.timestamp()) != at:
        return None
    return _news(tx, found, found.told_at, found.told_at)


def _settle(tx: Tx, row: Event, made: Plan) -> tuple[News, ...]:
    """Write down what the speakers are told now, and plan their reminders."""
    news: list[News] = []
    for talk in conferences.talks(tx, key(row.id), TalkState.ACCEPTED):
        slot = made.slot(key(talk.id))
        now = _at(row, slot.starts) if slot is not None else None
        if (talk.told_at, talk.told_section) == (now, talk.section_id):
            continue
        news.append(_news(tx, talk, talk.told_at, now))
        talk.told_at, talk.told_section = now, talk.section_id
        if now is not None:
            _plan_reminders(tx, talk, now)
    tx.session.flush()
    return tuple(news)


def _news(tx: Tx, talk: Talk, was: datetime | None, now: datetime | None) -> News:
    section = conferences.section_of(tx, talk.section_id or 0)
    return News(
        talk=key(talk.id),
        title=talk.title,
        tell=conferences.speakers(tx, talk),
        was=was,
        now=now,
        section=section.title,
        place=conferences.place_of(tx, section),
    )


def _plan_reminders(tx: Tx, talk: Talk, at: datetime) -> None:
    seconds = int(at.timestamp())
    for minutes in BEFORE:
        when = at - timedelta(minutes=minutes)
        if when > tx.now:
            name = f"{talk.id}:{seconds}:{minutes}"
            jobs.plan(
                tx, "conference.remind", name, when, talk=key(talk.id), at=seconds, minutes=minutes
            )


def _part(tx: Tx, by: Who, row: Event, made: Plan, section: Section, *, seen: bool) -> Part:
    leads = conferences.leads(tx, by, row, section)
    talks = conferences.talks(tx, key(row.id), *IN_PROGRAMME) if seen or leads else []
    own = [one for one in talks if one.section_id == section.id]
    place = conferences.place_of(tx, section)
    is_link = conference_sections.is_link(place)
    line = event_lists.mine(tx, by, key(row.id))
    shows_link = leads or (line is not None and line.state == Seat.REGISTERED)
    return Part(
        section=key(section.id),
        title=section.title,
        place=place if shows_link or not is_link else "",
        online=is_link or (not place and row.place != Place.OFFLINE),
        chair=residents.who(tx, section.chair_id),
        starts=_at(row, section.starts),
        lines=tuple(_line(tx, by, row, made, one, leads=leads) for one in own),
        breaks=tuple(
            Break(_at(row, one.starts), _at(row, one.ends))
            for one in made.pauses
            if one.section == section.id
        ),
        late=lateness(tx, row, made, own),
        leads=leads,
    )


def lateness(tx: Tx, row: Event, made: Plan, own: list[Talk]) -> timedelta:
    """By how much a section is behind: its last talk that is over ended so much too late, or the
    one that is on goes on beyond its time."""
    over = [one for one in own if one.ended_at is not None]
    late = timedelta()
    if over:
        last = max(over, key=lambda one: one.ended_at or tx.now)
        slot = made.slot(key(last.id))
        if slot is not None and last.ended_at is not None:
            late = last.ended_at - _at(row, slot.ends)
    return max(timedelta(), timedelta(minutes=int(late.total_seconds() // 60)))


def _line(tx: Tx, by: Who, row: Event, made: Plan, talk: Talk, *, leads: bool) -> Line:
    slot = made.slot(key(talk.id))
    # Names of pupils are for those whom the school knows.
    numbers = conferences.speakers(tx, talk) if by.id is not None else ()
    known = residents.people(tx, numbers)
    is_ours = leads or by.kind is Kind.INTERNAL
    return Line(
        talk=key(talk.id),
        title=talk.title,
        speakers=tuple(known[one] if is_ours else _given_name(known[one]) for one in numbers),
        state=TalkState(talk.state),
        starts=_at(row, slot.starts) if slot is not None else None,
        ends=_at(row, slot.ends) if slot is not None else None,
        ended=talk.ended_at,
    )


def _given_name(who: Who) -> Who:
    """A pupil as one is named to who is not of the school (D4): no letter, no form."""
    return replace(who, family="", grade="") if who.is_pupil else who


def _clashes(tx: Tx, row: Event, made: Plan, titles: dict[int, str]) -> tuple[Clash, ...]:
    named = {key(one.id): one.title for one in conferences.sections(tx, key(row.id))}
    people = residents.people(tx, [one.person for one in made.clashes])
    return tuple(
        Clash(
            who=people[one.person],
            title=titles.get(one.talk, ""),
            other=titles.get(one.other, ""),
            section=named[one.section],
            other_section=named[one.other_section],
            at=_at(row, one.at),
        )
        for one in made.clashes
    )


def _at(row: Event, minute: int) -> datetime:
    return row.starts_at + timedelta(minutes=minute)


@relevance.check("conference.speaks")
def _speaks(tx: Tx, talk: int) -> bool:
    found = tx.session.get(Talk, talk)
    if found is None or found.state != TalkState.ACCEPTED:
        return False
    row = tx.session.get(Event, found.event_id)
    return row is not None and row.state == EventState.APPROVED and row.ends_at > tx.now

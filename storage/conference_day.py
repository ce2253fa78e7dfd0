"""The day of a conference: talks are given one after another, who spoke gets a certificate (E5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage import (
    conference_programme,
    conferences,
    events,
    journal,
    projects,
    refusals,
)
from storage.conference_programme import Part
from storage.conferences import Section, Talk, TalkState
from storage.events import Event, EventState
from storage.projects import ProjectState, key
from storage.residents import Who
from storage.store import Tx

#: A conference may begin a little before its time.
EARLY = timedelta(minutes=15)


@dataclass(frozen=True)
class Coming:
    """The talk that comes after the one that is on; ``at`` when it is expected."""

    talk: int
    title: str
    tell: tuple[int, ...]
    at: datetime | None


@dataclass(frozen=True)
class Given:
    """A talk that is over: ``project`` is the one whose diary has a line of it."""

    talk: int
    title: str
    event: int
    event_title: str
    given: bool
    tell: tuple[int, ...]
    author: int
    project: int | None
    after_next: Coming | None
    late: timedelta


@dataclass(frozen=True)
class Spoken:
    """What a certificate of a speaker says."""

    title: str
    event_title: str
    starts_at: datetime
    who: Who


def end(tx: Tx, by: Who, *, talk: int, given: bool) -> Given:
    """«Следующий доклад»: the talk was given, or its speakers did not come. For the chair and the
    hosts, on the day; the one after the next is to be told."""
    found, row, _ = conferences.hold_talk(tx, by, talk)
    section = conferences.section_of(tx, found.section_id or 0)
    conferences.must_lead(tx, by, row, section)
    if found.state != TalkState.ACCEPTED and not (given and found.state == TalkState.ABSENT):
        raise refusals.Spent("conference-talk-over")
    if row.state != EventState.APPROVED or tx.now < row.starts_at - EARLY:
        raise refusals.Broken("conference-not-on")
    # One who comes late after all does not put the section's clock back.
    is_next = found.state == TalkState.ACCEPTED
    found.state = TalkState.GIVEN if given else TalkState.ABSENT
    if is_next:
        found.ended_at = tx.now if given else None
    tx.session.flush()
    act = "conference.give" if given else "conference.absent"
    journal.write(tx, act, by=by.id, subject="event", subject_id=found.event_id, talk=talk)
    late = _late(tx, row, section)
    return Given(
        talk=talk,
        title=found.title,
        event=found.event_id,
        event_title=row.title,
        given=given,
        tell=conferences.speakers(tx, found),
        author=found.author_id,
        project=_with_diary(tx, found) if given else None,
        after_next=_after_next(tx, row, section, late) if is_next else None,
        late=late,
    )


def certificate(tx: Tx, by: Who, *, talk: int) -> Spoken:
    """What the certificate says, to a speaker whose talk was given."""
    found = conferences.talk_of(tx, talk)
    row = events.see(tx, by, found.event_id)
    if by.id is None or by.id not in conferences.speakers(tx, found):
        raise refusals.Missing("conference-talk")
    if found.state != TalkState.GIVEN:
        raise refusals.Broken("conference-not-given")
    return Spoken(found.title, row.title, row.starts_at, by)


def now_on(tx: Tx, by: Who, *, event: int) -> list[Part]:
    """«Сейчас и дальше»: the sections that have talks to come, once the programme is out."""
    seen = conference_programme.show(tx, by, event=event)
    return [part for part in seen.parts if part.current is not None]


def is_on(tx: Tx, row_starts: datetime, row_ends: datetime) -> bool:
    """Whether it is the time of the conference now."""
    return row_starts - EARLY <= tx.now <= row_ends + timedelta(hours=3)


def _with_diary(tx: Tx, talk: Talk) -> int | None:
    """The project that the talk is about, while it is under way."""
    row = projects.lock(tx, talk.project_id) if talk.project_id is not None else None
    return talk.project_id if row is not None and row.state == ProjectState.ACTIVE else None


def _late(tx: Tx, row: Event, section: Section) -> timedelta:
    made = conference_programme.plan(tx, row, conferences.of_event(tx, row))
    return conference_programme.lateness(tx, row, made, _own(tx, row, section))


def _after_next(tx: Tx, row: Event, section: Section, late: timedelta) -> Coming | None:
    ahead = [one for one in _own(tx, row, section) if one.state == TalkState.ACCEPTED]
    if len(ahead) < 2:
        return None
    talk = ahead[1]
    slot = conference_programme.plan(tx, row, conferences.of_event(tx, row)).slot(key(talk.id))
    at = row.starts_at + timedelta(minutes=slot.starts) + late if slot is not None else None
    return Coming(key(talk.id), talk.title, conferences.speakers(tx, talk), at)


def _own(tx: Tx, row: Event, section: Section) -> list[Talk]:
    states = conferences.IN_PROGRAMME
    return [
        one for one in conferences.talks(tx, key(row.id), *states) if one.section_id == section.id
    ]

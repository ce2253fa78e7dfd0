"""Sections of a conference: added, changed and deleted by those who hold the event (E5)."""

from dataclasses import dataclass

from sqlmodel import col, func, select

from storage import conferences, journal, refusals, residents, wording
from storage.conferences import IN_PROGRAMME, Conference, Section, Talk
from storage.events import Event
from storage.generator import Place
from storage.projects import key
from storage.residents import STAFF, Who
from storage.store import Tx

PLACE_MAX = 1_000
#: A conference has room for so many on a picture and in a message.
MOST = 8
LONGEST_TALK = 60


@dataclass(frozen=True)
class Wanted:
    """What is asked about a section; ``place`` "" is the common meeting, times are minutes."""

    title: str
    chair: int
    place: str = ""
    starts: int = 0
    talk: int = 7
    questions: int = 3


def possible_chairs(tx: Tx) -> list[Who]:
    """Who may chair a section: the staff and the Council."""
    return [one for one in residents.with_role(tx, *STAFF) if one.id is not None]


def add(tx: Tx, by: Who, *, event: int, wanted: Wanted) -> int:
    """Add a section; gives its id."""
    row, _ = conferences.hold_to_manage(tx, by, event)
    if len(conferences.sections(tx, event)) >= MOST:
        raise refusals.Broken("conference-sections", most=MOST)
    made = Section(event_id=event, title="", chair_id=0, starts=0, talk=0, questions=0)
    _fill(tx, row, made, wanted)
    tx.session.add(made)
    tx.session.flush()
    journal.write(
        tx, "conference.section", by=by.id, subject="event", subject_id=event, section=made.id
    )
    return key(made.id)


def change(tx: Tx, by: Who, *, section: int, wanted: Wanted) -> None:
    """Give a section other words, another chair or other times."""
    found = conferences.section_of(tx, section)
    row, conference = conferences.hold_to_manage(tx, by, found.event_id)
    _fill(tx, row, found, wanted)
    conferences.touched(tx, conference)
    journal.write(
        tx, "conference.section", by=by.id, subject="event", subject_id=key(row.id), section=section
    )


def delete(tx: Tx, by: Who, *, section: int, to: int | None = None) -> None:
    """Delete a section without talks, or move its talks ``to`` the end of another."""
    found = conferences.section_of(tx, section)
    row, conference = conferences.hold_to_manage(tx, by, found.event_id)
    query = select(Talk).where(Talk.section_id == section).order_by(col(Talk.position))
    inside = tx.session.exec(query).all()
    other = conferences.section_of(tx, to) if to is not None else None
    if other is not None and (other.event_id != found.event_id or other.id == found.id):
        raise refusals.Missing("conference-section")
    standing = [one for one in inside if one.state in IN_PROGRAMME]
    if standing and other is None:
        raise refusals.Broken("conference-section-full", count=len(standing))
    last = last_position(tx, to) if to is not None else 0
    for number, talk in enumerate(inside, start=1):
        talk.section_id = to
        talk.position = last + number
    tx.session.flush()
    tx.session.delete(found)
    conferences.touched(tx, conference)
    journal.write(
        tx, "conference.unsection", by=by.id, subject="event", subject_id=key(row.id), to=to
    )


def plenary(tx: Tx, by: Who, *, event: int, opening: int, closing: int) -> None:
    """Set how many minutes all are together at the beginning and at the end; 0 for none."""
    row, conference = conferences.hold_to_manage(tx, by, event)
    if opening < 0 or closing < 0 or opening + closing >= minutes(row):
        raise refusals.Broken("conference-plenary", length=minutes(row))
    conference.opening, conference.closing = opening, closing
    conferences.touched(tx, conference)
    journal.write(tx, "conference.plenary", by=by.id, subject="event", subject_id=event)


def minutes(row: Event) -> int:
    """How long the event is."""
    return int((row.ends_at - row.starts_at).total_seconds() // 60)


def on_screen(tx: Tx, row: Event, section: Section) -> bool:
    """Whether people of a section sit before a screen: in the common meeting of an event that is
    not held in the school alone, or where a link leads."""
    if not section.place:
        return row.place != Place.OFFLINE
    return is_link(conferences.place_of(tx, section))


def is_link(place: str) -> bool:
    return place.lower().startswith(("http://", "https://"))


def last_position(tx: Tx, section: int) -> int:
    query = select(func.max(Talk.position)).where(Talk.section_id == section)
    return tx.session.exec(query).one() or 0


def _fill(tx: Tx, row: Event, section: Section, wanted: Wanted) -> None:
    section.title = wording.line(wanted.title, "title", 80)
    place = wanted.place.strip()
    if is_link(place):
        place = wording.web_address(place)
    section.place = tx.sealer.seal(wording.line(place, "room", PLACE_MAX)) if place else ""
    chair = residents.current(tx, [wanted.chair]).get(wanted.chair)
    if chair is None or not chair.has(*STAFF):
        raise refusals.Broken("conference-chair")
    section.chair_id = wanted.chair
    if not 0 <= wanted.starts < minutes(row):
        raise refusals.Broken("conference-start", length=minutes(row))
    each = wanted.talk + wanted.questions
    if wanted.talk < 1 or wanted.questions < 0 or each > LONGEST_TALK:
        raise refusals.Broken("conference-talk-length", most=LONGEST_TALK)
    section.starts, section.talk, section.questions = wanted.starts, wanted.talk, wanted.questions
    most = tx.rules.formats.defaults.screen_most
    if on_screen(tx, row, section) and each > most:
        raise refusals.Broken("conference-screen", most=most)


def must_be_of(conference: Conference, section: Section) -> None:
    """Raise `refusals.Missing` for a section of another conference."""
    if section.event_id != conference.event_id:
        raise refusals.Missing("conference-section")

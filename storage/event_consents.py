"""A parent's word about a child's part in an event (E3, D1)."""

from dataclasses import dataclass
from datetime import datetime

from storage import consents, event_lists, events, families, refusals, registrations, residents
from storage.consents import Purpose
from storage.event_lists import Registration, Seat
from storage.projects import key
from storage.registrations import Moved, Taken
from storage.residents import Who
from storage.store import Tx


@dataclass(frozen=True)
class Asked:
    """What a parent is asked: whose part, in which event, until when."""

    line: int
    event: int
    title: str
    purpose: str
    starts_at: datetime
    place: str
    room: str
    child: Who
    until: datetime | None
    state: Seat


def asked(tx: Tx, by: Who, *, line: int) -> Asked:
    """The question as it stands, for the child's parent; raises `refusals.Missing`."""
    own = by.must_be_resident()
    found = tx.session.get(Registration, line)
    if found is None or found.resident_id not in families.children_ids(tx, own):
        raise refusals.Missing("event")
    return _asked(tx, found)


def parents(tx: Tx, *, line: int) -> tuple[Asked, tuple[int, ...]]:
    """The question and who is to be asked it: every parent that the school knows."""
    found = tx.session.get_one(Registration, line)
    assert found.resident_id is not None
    those = families.parents_of(tx, found.resident_id)
    return _asked(tx, found), tuple(one.id for one in those if one.id is not None)


def allow(tx: Tx, by: Who, *, line: int, words: str) -> Taken:
    """The parent agrees: the child is registered."""
    question = asked(tx, by, line=line)
    row = events.hold(tx, question.event)
    found = _held(tx, line)
    consents.give(
        tx,
        by,
        subject=key(question.child.id),
        purpose=Purpose.EVENTS,
        text=words,
        thing=registrations.thing(question.event),
    )
    if registrations.has_consent(tx, row, found):
        found.state, found.until = Seat.REGISTERED, None
        tx.session.flush()
    return registrations.shown(tx, row, found)


def refuse(tx: Tx, by: Who, *, line: int) -> Moved:
    """The parent does not agree: the place is free again."""
    question = asked(tx, by, line=line)
    row = events.hold(tx, question.event)
    found = _held(tx, line)
    registrations.let_go(tx, found)
    return Moved(registrations.shown(tx, row, found), registrations.move(tx, row))


def take_back(tx: Tx, by: Who, *, line: int) -> Moved:
    """The parent takes the word back before the event: the child's place is free again (D2)."""
    question = asked(tx, by, line=line)
    row = events.hold(tx, question.event)
    found = tx.session.get_one(Registration, line, populate_existing=True)
    if found.state != Seat.REGISTERED or not row.consent:
        raise refusals.Spent("event-consent-over")
    thing = registrations.thing(question.event)
    for one in consents.about(tx, key(question.child.id)):
        is_own = one.signer is not None and one.signer.id == by.id
        if is_own and one.thing == thing and one.withdrawn_at is None:
            consents.withdraw(tx, by, consent=one.id)
    if registrations.has_consent(tx, row, found):
        # The other parent's word stands: both are equal (R1).
        return Moved(registrations.shown(tx, row, found))
    registrations.let_go(tx, found)
    return Moved(registrations.shown(tx, row, found), registrations.move(tx, row))


def of_thing(thing: str) -> int | None:
    """The event that a consent is about, None for one about something else."""
    kind, _, number = thing.partition(":")
    return int(number) if kind == "event" and number.isdecimal() else None


def word_gone(tx: Tx, *, subject: int, event: int) -> Moved | None:
    """A word for an event was taken back in «Мои согласия»: whose part it was about has no place
    there while another's word does not stand for it (D2); None if nothing changed by it."""
    row = events.hold(tx, event)
    line = event_lists.mine(tx, residents.who(tx, subject), event)
    if line is None or line.state != Seat.REGISTERED or row.ends_at <= tx.now:
        return None
    if registrations.has_consent(tx, row, line):
        return None
    registrations.let_go(tx, line)
    return Moved(registrations.shown(tx, row, line), registrations.move(tx, row))


def _held(tx: Tx, line: int) -> Registration:
    found = tx.session.get(Registration, line, populate_existing=True)
    if found is None or found.state != Seat.CONSENT:
        raise refusals.Spent("event-consent-over")
    return found


def _asked(tx: Tx, found: Registration) -> Asked:
    assert found.resident_id is not None
    row = events.find(tx, found.event_id)
    return Asked(
        line=key(found.id),
        event=found.event_id,
        title=row.title,
        purpose=row.purpose,
        starts_at=row.starts_at,
        place=row.place,
        room=row.room,
        child=residents.who(tx, found.resident_id),
        until=found.until,
        state=Seat(found.state),
    )

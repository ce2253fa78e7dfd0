"""When each talk of a conference is (E5): computed from the sections, nothing is asked of a store.

All times are whole minutes from the beginning of the event.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

#: In the place of a talk: the person chairs the section.
CHAIRING = 0


@dataclass(frozen=True)
class Frame:
    """What a day keeps to: its ``length``, the plenary meetings at both ends, and after how many
    minutes before a screen (``most``) there is a ``pause``."""

    length: int
    opening: int = 0
    closing: int = 0
    most: int = 30
    pause: int = 5


@dataclass(frozen=True)
class Entry:
    """A talk that wants a time; ``speakers`` are residents."""

    id: int
    speakers: frozenset[int]


@dataclass(frozen=True)
class Session:
    """A section: ``each`` is how long a talk takes with its questions, ``screen`` whether people
    sit before one; its talks in their order."""

    id: int
    starts: int
    each: int
    screen: bool
    chair: int
    talks: tuple[Entry, ...]


@dataclass(frozen=True)
class Slot:
    """A part of a section's time: a talk's, or a pause (``talk`` 0)."""

    section: int
    talk: int
    starts: int
    ends: int

    def meets(self, other: "Slot") -> bool:
        return self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True)
class Clash:
    """Somebody who is wanted in two sections at once, from minute ``at``; a ``talk`` is
    `CHAIRING` where the person is the chair."""

    person: int
    talk: int
    other: int
    section: int
    other_section: int
    at: int


@dataclass(frozen=True)
class Plan:
    """The whole of it; ``beyond`` are the talks for which there is no time."""

    slots: tuple[Slot, ...]
    pauses: tuple[Slot, ...]
    beyond: tuple[int, ...]
    clashes: tuple[Clash, ...]

    def slot(self, talk: int) -> Slot | None:
        """The time of a talk, None where it has none."""
        return next((one for one in self.slots if one.talk == talk), None)


def plan(frame: Frame, sessions: Sequence[Session]) -> Plan:
    """Give every talk its time: in the order of its section, one after another."""
    slots: list[Slot] = []
    pauses: list[Slot] = []
    beyond: list[int] = []
    for session in sessions:
        own, rests, left = _section(frame, session)
        slots += own
        pauses += rests
        beyond += left
    return Plan(tuple(slots), tuple(pauses), tuple(beyond), _clashes(sessions, slots))


def _section(frame: Frame, session: Session) -> tuple[list[Slot], list[Slot], list[int]]:
    slots: list[Slot] = []
    pauses: list[Slot] = []
    at = since = max(session.starts, frame.opening)
    until = frame.length - frame.closing
    for number, talk in enumerate(session.talks):
        begins = at
        # The first talk has nothing to rest from: a section may begin with it.
        if session.screen and at > since and at + session.each - since > frame.most:
            begins = at + frame.pause
        if begins + session.each > until:
            return slots, pauses, [one.id for one in session.talks[number:]]
        if begins > at:
            pauses.append(Slot(session.id, 0, at, begins))
            since = begins
        slots.append(Slot(session.id, talk.id, begins, begins + session.each))
        at = begins + session.each
    return slots, pauses, []


def _clashes(sessions: Sequence[Session], slots: Sequence[Slot]) -> tuple[Clash, ...]:
    wanted: dict[int, list[Slot]] = {}
    for session in sessions:
        for person, slot in _wanted(session, slots):
            wanted.setdefault(person, []).append(slot)
    found = [
        Clash(person, a.talk, b.talk, a.section, b.section, max(a.starts, b.starts))
        for person, all_of in sorted(wanted.items())
        for a, b in combinations(all_of, 2)
        if a.section != b.section and a.meets(b)
    ]
    return tuple(found)


def _wanted(session: Session, slots: Sequence[Slot]) -> Iterator[tuple[int, Slot]]:
    """Who must be in a section, and when; the chair from its first talk to its last."""
    own = [one for one in slots if one.section == session.id]
    if not own:
        return
    yield session.chair, Slot(session.id, CHAIRING, own[0].starts, own[-1].ends)
    speakers = {one.id: one.speakers for one in session.talks}
    for slot in own:
        for person in sorted(speakers[slot.talk] - {session.chair}):
            yield person, slot

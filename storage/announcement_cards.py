"""What the sender sees of an announcement: who was reached, who answered, who did not (R5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage import announcement_outcomes as outcomes
from storage import announcements, consents, residents
from storage.announcement_answers import YES
from storage.announcement_outcomes import AnnouncementAnswer, AnnouncementReceiver
from storage.announcements import Announcement, AnnouncementView, Kind
from storage.projects import key
from storage.residents import Who
from storage.store import Tx


@dataclass(frozen=True)
class Said:
    """An answer; ``about`` the pupil of a consent, ``withdrawn`` if it was taken back since."""

    about: Who | None
    choice: int
    at: datetime
    withdrawn: bool


@dataclass(frozen=True)
class Line:
    """One receiver: ``outcome`` is "waiting", "reached" or "lost"; ``owes`` an answer still."""

    who: Who
    about: tuple[Who, ...]
    known: bool
    outcome: str
    owes: bool
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Family:
    """A pupil of a consent: ``complete`` when all have signed who must; ``refused`` by somebody,
    ``differ`` when the representatives say different things."""

    pupil: Who
    complete: bool
    refused: bool
    differ: bool


@dataclass(frozen=True)
class Card:
    """An announcement and what became of it. Each receiver counts once: as having answered, as
    covered by the other representative, as silent, as lost, or (without an answer wanted) as told.
    """

    announcement: AnnouncementView
    lines: tuple[Line, ...]
    families: tuple[Family, ...]
    picked: tuple[int, ...]
    may_withdraw: bool
    may_remind: bool
    may_correct: bool

    @property
    def reached(self) -> int:
        return sum(one.outcome == "reached" for one in self.lines)

    @property
    def waiting(self) -> int:
        return sum(one.outcome == "waiting" for one in self.lines)

    @property
    def answered(self) -> tuple[Line, ...]:
        """Who said all that was asked of them."""
        return tuple(one for one in self.lines if one.said and not one.owes)

    @property
    def silent(self) -> tuple[Line, ...]:
        """Who was written to and is still waited for, also for one of several children."""
        return tuple(one for one in self.lines if one.owes and not self._is_lost(one))

    @property
    def lost(self) -> tuple[Line, ...]:
        """Whom no messenger reached and nobody has heard of: for paper."""
        return tuple(one for one in self.lines if self._is_lost(one))

    @property
    def covered(self) -> int:
        """Who need not answer: the other representative has."""
        return sum(not (one.owes or one.said or self._is_lost(one)) for one in self.lines)

    def _is_lost(self, one: Line) -> bool:
        return one.outcome == "lost" and not one.said


def card(tx: Tx, by: Who, *, announcement: int) -> Card:
    """Read the card; raises `refusals.Missing` for all but the author, coordinators and
    administrators."""
    row = announcements.see(tx, by, announcement)
    rows = outcomes.entitled(tx, outcomes.of(tx, announcement))
    given = outcomes.answers(tx, announcement)
    people = residents.people(tx, {n for one in rows for n in (one.resident_id, *one.about)})
    lines = tuple(_lines(tx, row, rows, given, people))
    is_own, left = row.author_id == by.id, row.left_at is not None
    in_time = row.answer_until is None or row.answer_until > tx.now
    return Card(
        announcement=announcements.view(tx, row),
        lines=lines,
        families=tuple(_families(tx, row, lines)) if row.kind == Kind.CONSENT else (),
        picked=_picked(row, given, rows),
        may_withdraw=is_own and not left and row.leaves_at is not None and tx.now < row.leaves_at,
        may_remind=left and in_time and row.kind != Kind.NONE,
        may_correct=is_own and left and row.kind != Kind.CONSENT,
    )


def _lines(
    tx: Tx,
    row: Announcement,
    rows: Sequence[AnnouncementReceiver],
    given: Sequence[AnnouncementAnswer],
    people: dict[int, Who],
) -> list[Line]:
    states, owing = outcomes.ends(tx, rows), outcomes.owing(row, rows, given)
    taken_back = consents.withdrawn_among(tx, [one.consent_id for one in given])
    said: dict[int, list[Said]] = {}
    for one in given:
        about = people.get(one.subject_id)
        spoken = Said(about, one.choice, one.at, withdrawn=one.consent_id in taken_back)
        said.setdefault(one.resident_id, []).append(spoken)
    found = [
        Line(
            people[one.resident_id],
            tuple(people[child] for child in one.about),
            one.known,
            states[key(one.id)],
            one.id in owing,
            tuple(said.get(one.resident_id, ())),
        )
        for one in rows
    ]
    return sorted(found, key=_by_name)


def _by_name(line: Line) -> tuple[str, str, str]:
    first = line.about[0] if line.about else line.who
    return (first.grade, line.who.family, line.who.name)


def _families(tx: Tx, row: Announcement, lines: Sequence[Line]) -> list[Family]:
    purpose, thing = consents.Purpose(row.purpose), announcements.thing_of(row)
    pupils = {key(pupil.id): pupil for line in lines for pupil in line.about}
    words: dict[int, set[bool]] = {}
    for line in lines:
        for one in line.said:
            if one.about is not None and one.about.id is not None:
                agreed = one.choice == YES and not one.withdrawn
                words.setdefault(one.about.id, set()).add(agreed)
    return [
        Family(
            pupil,
            consents.in_force(tx, number, purpose, thing),
            False in words.get(number, ()),
            len(words.get(number, ())) > 1,
        )
        for number, pupil in sorted(pupils.items())
    ]


def _picked(
    row: Announcement,
    given: Sequence[AnnouncementAnswer],
    rows: Sequence[AnnouncementReceiver],
) -> tuple[int, ...]:
    """How often each choice was taken, by those who may still know of it."""
    those = {one.resident_id for one in rows}
    return tuple(
        sum(one.choice == number for one in given if one.resident_id in those)
        for number in range(len(row.choices))
    )

"""Who may enter which segment of the space (A2; the regulation, 2.2-2.4).

The table of ``docs/access.md`` is written from this one. What a role may do inside a segment is
asked by the segment's own acts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from storage import refusals
from storage.residents import FOR_EVER, Kind, Role, Who


class Segment(StrEnum):
    EVENTS = "events"
    ROOMS = "rooms"
    STAGES = "stages"
    GENERATOR = "generator"
    BANK = "bank"
    REST = "rest"
    SUPPORT = "support"
    SHARING = "sharing"


@dataclass(frozen=True)
class Entry:
    """Whether one may enter; ``only`` says how far, in the table's words."""

    allowed: bool
    only: str = ""

    def __str__(self) -> str:
        sign = "+" if self.allowed else "-"
        return f"{sign} ({self.only})" if self.only else sign


@dataclass(frozen=True)
class Rule:
    """A line of the table: what the segment holds, and who may enter it."""

    holds: str
    internal: Entry
    external: Entry
    non_resident: Entry


YES = Entry(True)
NO = Entry(False)

TABLE: Mapping[Segment, Rule] = {
    Segment.EVENTS: Rule(
        "events: conferences, sessions, exhibitions",
        YES,
        YES,
        Entry(True, "events marked open"),
    ),
    Segment.ROOMS: Rule("meeting rooms: consultations", YES, YES, NO),
    Segment.STAGES: Rule("project stages, team search", YES, NO, NO),
    Segment.GENERATOR: Rule("event generator", YES, YES, YES),
    Segment.BANK: Rule(
        "open bank of project solutions", YES, YES, Entry(True, "read, send an idea")
    ),
    Segment.REST: Rule("rest room", Entry(True, "asking for the psychologist: pupils"), NO, NO),
    Segment.SUPPORT: Rule("support of teachers and parents", YES, NO, NO),
    Segment.SHARING: Rule("sharing experience, feedback, expert review", YES, YES, NO),
}


#: What a suspended pupil keeps of a segment (A3), in the table's words.
KEPT: Mapping[Segment, Entry] = {
    Segment.STAGES: Entry(True, "the compulsory project"),
    Segment.REST: Entry(True, "crisis card, helplines, asking for the psychologist"),
}
OPENED = Entry(True, "opened by the Council")


def entry(who: Who, segment: Segment) -> Entry:
    """What the table says for a person as they are today.

    A resident whose contract has ended, or who left, is a `Who` without an id already (A3). Who is
    suspended enters nothing but what a pupil keeps; what the Council has opened is open.
    """
    if who.suspended:
        return KEPT.get(segment, NO) if who.is_pupil else NO
    rule = TABLE[segment]
    if who.id is None:
        found = rule.non_resident
    else:
        found = rule.external if who.kind is Kind.EXTERNAL else rule.internal
    return OPENED if segment.value in who.opened and found != YES else found


def may_enter(who: Who, segment: Segment) -> bool:
    return entry(who, segment).allowed


def must_enter(who: Who, segment: Segment) -> None:
    """The first line of a segment's act; raises `refusals.Denied` for who may not enter.

    `refusals.Unregistered` says it to those whom a code of the school would let in. A suspended
    pupil passes here with what is kept of the segment (`KEPT`): what is more than that asks
    `must_enter_freely`.
    """
    if may_enter(who, segment):
        return
    who.must_be_resident()
    if who.suspended:
        raise _suspended(who)
    raise refusals.Denied("segment", segment=segment.value)


def must_enter_freely(who: Who, segment: Segment) -> None:
    """As `must_enter`, for what a suspended pupil does not keep."""
    must_enter(who, segment)
    if who.suspended:
        raise _suspended(who)


def must_not_be_suspended(who: Who) -> None:
    """For acts of no segment, that nobody does while suspended; raises `refusals.Denied`."""
    if who.suspended:
        raise _suspended(who)


def _suspended(who: Who) -> refusals.Denied:
    until = who.suspended_until
    if until is None or until >= FOR_EVER:
        return refusals.Denied("suspended-for-ever")
    return refusals.Denied("suspended", until=until)


#: Who stands in the columns of `matrix`, by what the table is asked.
COLUMNS: Mapping[str, Who] = {
    "pupil": Who(1, kind=Kind.INTERNAL, roles=frozenset({Role.STUDENT})),
    "pupil, suspended": Who(
        1, kind=Kind.INTERNAL, roles=frozenset({Role.STUDENT}), suspended_until=FOR_EVER
    ),
    "other internal": Who(1, kind=Kind.INTERNAL),
    "other internal, suspended": Who(1, kind=Kind.INTERNAL, suspended_until=FOR_EVER),
    "external": Who(1, kind=Kind.EXTERNAL),
    "external, opened": Who(1, kind=Kind.EXTERNAL, opened=frozenset(Segment)),
    "external, suspended": Who(
        1, kind=Kind.EXTERNAL, opened=frozenset(Segment), suspended_until=FOR_EVER
    ),
    "non-resident": Who(None),
    "non-resident, opened": Who(None, opened=frozenset(Segment)),
}


def matrix() -> list[str]:
    """The lines of every segment for everybody, suspended or not, opened or not."""
    return [
        f"| segment | {' | '.join(COLUMNS)} |",
        f"|---|{'---|' * len(COLUMNS)}",
        *(
            f"| {segment.value} | "
            + " | ".join(str(entry(who, segment)) for who in COLUMNS.values())
            + " |"
            for segment in TABLE
        ),
    ]


def markdown() -> list[str]:
    """The table's lines, for the documentation."""
    return [
        "| segment | internal | external | non-resident |",
        "|---|---|---|---|",
        *(
            f"| {rule.holds} | {rule.internal} | {rule.external} | {rule.non_resident} |"
            for rule in TABLE.values()
        ),
    ]

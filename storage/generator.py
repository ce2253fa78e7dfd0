"""Which formats fit what somebody wants, and a plan by minutes of one of them (E7).

A plan never lasts longer than was asked, keeps its format's bounds, and at the screen nobody sits
longer than the data file allows. It follows from the format, the minutes and the place alone: it
is made again wherever it is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from storage import access, refusals
from storage.access import Segment
from storage.formats import Format, Formats, Point
from storage.residents import Who
from storage.store import Tx

OFFERED = 3
#: Pauses are not squeezed below this, whatever the file says.
PAUSE_LEAST = 3


class Place(StrEnum):
    """Where people meet: the answers to the question ``place``."""

    OFFLINE = "offline"
    ONLINE = "online"
    MIXED = "mixed"

    @property
    def has_screen(self) -> bool:
        return self is not Place.OFFLINE


@dataclass(frozen=True)
class Wish:
    """What was answered: keys of the data file's options."""

    goal: str
    people: str
    time: str
    place: Place
    stage: str


@dataclass(frozen=True)
class Fitting:
    """A format that fits; ``minutes`` is how long its plan lasts, ``by_goal`` whether it is one
    of those meant for the goal."""

    format: Format
    minutes: int
    by_goal: bool


@dataclass(frozen=True)
class Step:
    """A line of a plan: minutes from the beginning, and how many."""

    at: int
    minutes: int
    title: str
    detail: str
    pause: bool
    #: The number of a part, where a long point was divided by pauses; 0 for a whole one.
    part: int = 0


@dataclass(frozen=True)
class Plan:
    """A format's meeting by minutes."""

    format: Format
    place: Place
    minutes: int
    steps: tuple[Step, ...]
    online_rules: tuple[str, ...]


def fitting(tx: Tx, by: Who, wish: Wish) -> list[Fitting]:
    """Two or three formats for what is wanted, the best first; everybody may ask.

    How many people and how much time are kept to; the goal and the stage of the project only
    put some before others. Raises `refusals.Missing` for an answer that is none.
    """
    access.must_enter(by, Segment.GENERATOR)
    return choose(tx.rules.formats, wish)


def choose(known: Formats, wish: Wish) -> list[Fitting]:
    """As `fitting`, of these formats."""
    asked = known.generator
    try:
        people, time = asked.people[wish.people], asked.times[wish.time]
        meant = asked.goals[wish.goal]
    except KeyError:
        raise refusals.Missing("answer") from None
    found: list[tuple[tuple[int, int, int, int], Fitting]] = []
    for one in known.formats:
        fits_people = one.size.min <= people.max and one.size.max >= people.min
        minutes = _minutes(known, one, wish.place, least=time.min, most=time.max)
        if not fits_people or minutes is None:
            continue
        by_goal = one.key in meant
        place = meant.index(one.key) if by_goal else len(meant)
        away = max(0, time.min - minutes)
        of_stage = wish.stage in one.stages
        rank = (0 if by_goal else 1, 0 if of_stage else 1, away, place)
        found.append((rank, Fitting(one, minutes, by_goal)))
    found.sort(key=lambda pair: pair[0])
    return [one for _, one in found[:OFFERED]]


def _minutes(known: Formats, one: Format, place: Place, *, least: int, most: int) -> int | None:
    """How long a format would last within ``most``: its usual length if that fits; if that is
    shorter than was asked, as long as both may."""
    if one.duration.min > most:
        return None
    usual = min(one.duration.default, most)
    wanted = min(one.duration.max, most) if usual < least else usual
    made = steps(known, one, wanted, place)
    total = sum(step.minutes for step in made)
    return total if one.duration.min <= total <= most else None


def plan(tx: Tx, by: Who, *, format: str, minutes: int, place: Place) -> Plan:
    """The plan of a format; raises `refusals.Missing` for an unknown one, `Broken` for minutes
    that the format does not allow."""
    access.must_enter(by, Segment.GENERATOR)
    known = tx.rules.formats
    one = known.get(format)
    if one is None:
        raise refusals.Missing("format")
    if not one.duration.min <= minutes <= one.duration.max:
        raise refusals.Broken("format-length", min=one.duration.min, max=one.duration.max)
    made = steps(known, one, minutes, place)
    total = sum(step.minutes for step in made)
    rules = known.online_rules if place.has_screen else ()
    return Plan(one, place, total, made, rules)


def steps(known: Formats, one: Format, minutes: int, place: Place) -> tuple[Step, ...]:
    """An agenda brought to at most ``minutes``, with pauses from the screen where there is one."""
    best: tuple[Step, ...] = ()
    for work in range(minutes, 0, -1):
        made = _laid_out(known, _scaled(one.agenda, work), place)
        total = sum(step.minutes for step in made)
        if total <= minutes:
            best = made
            break
    return best


def _scaled(agenda: Sequence[Point], minutes: int) -> list[Point]:
    """The points in proportion to ``minutes`` together; none is left out, pauses are kept."""
    kept = {number: point.minutes for number, point in enumerate(agenda) if point.pause}
    usual = sum(point.minutes for point in agenda)
    if minutes < usual:
        kept = {number: max(PAUSE_LEAST, span * minutes // usual) for number, span in kept.items()}
    work = [number for number in range(len(agenda)) if number not in kept]
    left = max(len(work), minutes - sum(kept.values()))
    whole = sum(agenda[number].minutes for number in work)
    shares = {number: max(1, agenda[number].minutes * left // whole) for number in work}
    longest = sorted(work, key=lambda one: -agenda[one].minutes)
    turn = 0
    while (more := left - sum(shares.values())) != 0:
        number = longest[turn % len(longest)]
        if more > 0 or shares[number] > 1:
            shares[number] += 1 if more > 0 else -1
        turn += 1
    lengths = shares | kept
    return [
        point.model_copy(update={"minutes": lengths[number]}) for number, point in enumerate(agenda)
    ]


def _laid_out(known: Formats, points: Sequence[Point], place: Place) -> tuple[Step, ...]:
    """One after another; at a screen with a pause before it gets too long."""
    most, rest = known.defaults.screen_most, known.defaults.screen_break
    made: list[Step] = []
    at = on_screen = 0
    for point in points:
        if point.pause:
            parts = [max(point.minutes, rest) if place.has_screen else point.minutes]
        else:
            parts = _parts(point.minutes, most) if place.has_screen else [point.minutes]
        for number, span in enumerate(parts, start=1):
            if point.pause:
                on_screen = 0
            elif place.has_screen:
                if on_screen + span > most:
                    made.append(Step(at, rest, "", "", True))
                    at, on_screen = at + rest, 0
                on_screen += span
            part = number if len(parts) > 1 else 0
            made.append(Step(at, span, point.title, point.detail, point.pause, part))
            at += span
    return tuple(made)


def _parts(minutes: int, most: int) -> list[int]:
    """A long point in even parts of at most ``most`` minutes."""
    count = -(-minutes // most)
    return [minutes // count + (1 if number < minutes % count else 0) for number in range(count)]

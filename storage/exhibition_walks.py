"""Going round an exhibition: what is next, what was seen, what is liked (E5).

Everybody goes in an order of their own, so that no work is liked for standing first. How many like
a work is told to a visitor who has liked it, and to all when the exhibition is over: nobody follows
a crowd.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, update
from sqlmodel import col, select

from storage import (
    event_lists,
    exhibition_consents,
    exhibition_desk,
    exhibitions,
    exhibits,
    refusals,
)
from storage.events import Event
from storage.exhibitions import Exhibition, Phase
from storage.exhibits import Exhibit, ExhibitState, ExhibitVisit
from storage.projects import key
from storage.ready import Addition
from storage.residents import Who
from storage.store import Tx


@dataclass(frozen=True)
class Stand:
    """A work as a visitor sees it: ``number`` of ``total`` in their order, ``seen`` how many they
    have looked at; ``likes`` is None while they are not told; ``own`` for its authors."""

    exhibit: int
    event: int
    event_title: str
    phase: Phase
    title: str
    annotation: str
    names: tuple[str, ...]
    pictures: tuple[int, ...]
    number: int
    total: int
    seen: int
    liked: bool
    likes: int | None
    own: bool
    keeps: bool
    asks: bool
    fresh: bool


@dataclass(frozen=True)
class Line:
    """A work in the list."""

    exhibit: int
    title: str
    seen: bool
    liked: bool


@dataclass(frozen=True)
class Round:
    """How far somebody has come."""

    exhibition: Exhibition
    lines: tuple[Line, ...]

    @property
    def seen(self) -> int:
        return sum(one.seen for one in self.lines)


_SEE = Addition(ExhibitVisit, "exhibit_id", "person", "seen_at")


def order(person: str, works: Collection[int]) -> list[int]:
    """A person's own order of works; it stays the same, whatever comes in or goes."""
    return sorted(works, key=lambda one: (_place(person, one), one))


def _place(person: str, work: int) -> bytes:
    return hashlib.sha256(f"{person}:{work}".encode()).digest()


def after(works: Sequence[int], seen: Collection[int], current: int | None) -> int | None:
    """What comes after ``current``: the next that was not seen, in a circle; then simply the next.
    None where there is nothing."""
    at = works.index(current) + 1 if current in works else 0
    rest = [*works[at:], *works[:at]]
    fresh = (one for one in rest if one not in seen and one != current)
    return next(fresh, next(iter(rest), None))


def before(works: Sequence[int], current: int | None) -> int | None:
    """What stands before ``current``, in a circle; None where there is nothing."""
    if not works:
        return None
    return works[works.index(current) - 1] if current in works else works[-1]


def look_round(tx: Tx, by: Who, *, event: int) -> Round:
    """The list of works, in the person's own order; empty for who may not go round now."""
    row = exhibitions.see(tx, by, event)
    told = exhibitions.view(tx, row, by)
    if not told.walks:
        return Round(told, ())
    works = {key(one.id): one for one in exhibition_consents.shown(tx, event)}
    visits = _visits(tx, by, works)
    lines = tuple(
        Line(one, works[one].title, one in visits, one in visits and visits[one])
        for one in order(_person(by), works)
    )
    return Round(told, lines)


def go_on(tx: Tx, by: Who, *, event: int, current: int = 0) -> int:
    """The work that comes next; raises `Broken` where there is none, or not now."""
    return _step(tx, by, event, current, back=False)


def go_back(tx: Tx, by: Who, *, event: int, current: int = 0) -> int:
    """The work that stands before; raises as `go_on`."""
    return _step(tx, by, event, current, back=True)


def _step(tx: Tx, by: Who, event: int, current: int, *, back: bool) -> int:
    row = exhibitions.see(tx, by, event)
    exhibitions.must_walk(tx, row, by)
    works = order(_person(by), [key(one.id) for one in exhibition_consents.shown(tx, event)])
    seen = () if back else tuple(_visits(tx, by, works))
    found = before(works, current) if back else after(works, seen, current)
    if found is None:
        raise refusals.Broken("exhibition-empty")
    return found


def look(tx: Tx, by: Who, *, exhibit: int) -> Stand:
    """Look at a work, which is noted; raises `Missing` for one that is not shown."""
    row, event = _seen_by(tx, by, exhibit)
    if exhibitions.phase(tx, event) is not Phase.BEFORE:
        _note(tx, by, exhibit)
    works = order(_person(by), [key(one.id) for one in exhibition_consents.shown(tx, row.event_id)])
    visits = _visits(tx, by, works)
    own, keeps = exhibits.is_author(tx, by, exhibit), exhibitions.keeps(tx, event, by)
    liked, phase = visits.get(exhibit, False), exhibitions.phase(tx, event)
    told = own or keeps or liked or phase is Phase.OVER
    return Stand(
        exhibit=exhibit,
        event=row.event_id,
        event_title=event.title,
        phase=phase,
        title=row.title,
        annotation=row.annotation,
        names=exhibits.names(tx, by, exhibit),
        pictures=tuple(one.file_id for one in exhibits.pictures(tx, exhibit)),
        number=works.index(exhibit) + 1,
        total=len(works),
        seen=len(visits),
        liked=liked,
        likes=exhibition_desk.likes(tx, exhibit) if told else None,
        own=own,
        keeps=keeps,
        asks=phase is Phase.OPEN and not own and by.id is not None,
        fresh=row.shown_at is None and phase is Phase.OPEN,
    )


_LIKE = (
    update(ExhibitVisit)
    .where(
        col(ExhibitVisit.exhibit_id) == bindparam("exhibit"),
        col(ExhibitVisit.person).in_(bindparam("those", expanding=True)),
    )
    .execution_options(synchronize_session=False)
)


def like(tx: Tx, by: Who, *, exhibit: int, liked: bool) -> Stand:
    """Like a work, or take it back: one like a person; to say what is so already changes nothing.

    Raises `Denied` for its authors, `Broken` outside the days it is open.
    """
    _, event = _seen_by(tx, by, exhibit)
    exhibitions.must_be_open(tx, event)
    if exhibits.is_author(tx, by, exhibit):
        raise refusals.Denied("exhibit-own-like")
    _note(tx, by, exhibit)
    those = list(event_lists.lines_of(by))
    if not liked:
        tx.session.execute(_LIKE.values(liked_at=None), {"exhibit": exhibit, "those": those})
    elif not _visits(tx, by, [exhibit])[exhibit]:
        tx.session.execute(
            _LIKE.values(liked_at=tx.now), {"exhibit": exhibit, "those": [_person(by)]}
        )
    return look(tx, by, exhibit=exhibit)


def _seen_by(tx: Tx, by: Who, exhibit: int) -> tuple[Exhibit, Event]:
    """A work that others see, for who may go round now."""
    row, event = exhibitions.exhibit_of(tx, by, exhibit)
    if row.state != ExhibitState.APPROVED or not exhibition_consents.is_shown(tx, row):
        raise refusals.Missing("exhibit")
    exhibitions.must_walk(tx, event, by)
    return row, event


def _note(tx: Tx, by: Who, exhibit: int) -> None:
    if exhibit not in _visits(tx, by, [exhibit]):
        _SEE.run(tx, exhibit_id=exhibit, person=_person(by), seen_at=tx.now)


def _visits(tx: Tx, by: Who, works: Collection[int]) -> dict[int, bool]:
    """Which of these works somebody has seen, each with whether they like it."""
    rows = tx.session.exec(
        select(ExhibitVisit)
        .where(
            col(ExhibitVisit.exhibit_id).in_(list(works)),
            col(ExhibitVisit.person).in_(event_lists.lines_of(by)),
        )
        .execution_options(populate_existing=True)
    )
    found: dict[int, bool] = {}
    for row in rows:
        found[row.exhibit_id] = found.get(row.exhibit_id, False) or row.liked_at is not None
    return found


def _person(who: Who) -> str:
    names = event_lists.lines_of(who)
    if not names:
        raise refusals.Unregistered
    return names[0]

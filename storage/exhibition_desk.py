"""Who keeps an exhibition decides about its works, and learns what the visitors chose (E5)."""

from dataclasses import dataclass

from sqlmodel import col, func, select

from storage import (
    access,
    exhibition_consents,
    exhibition_entries,
    exhibitions,
    exhibits,
    refusals,
    relevance,
    residents,
    wording,
)
from storage.access import Segment
from storage.events import Event
from storage.exhibition_entries import Entry
from storage.exhibitions import Exhibition, Phase
from storage.exhibits import Exhibit, ExhibitState, ExhibitVisit
from storage.projects import key
from storage.residents import Who
from storage.store import Tx

REMARK_MAX = 500
#: So many places are named of what the visitors liked.
PLACES = 3


@dataclass(frozen=True)
class Tally:
    """How many looked at a work, beside its authors, and how many liked it."""

    exhibit: int
    project: int
    title: str
    visitors: int
    likes: int


@dataclass(frozen=True)
class Results:
    """What the visitors chose: ``top`` by likes, none without a like, those with as many as the
    last of them too; ``others`` by the alphabet."""

    exhibition: Exhibition
    top: tuple[Tally, ...]
    others: tuple[Tally, ...]


@dataclass(frozen=True)
class Shown:
    """A work that others see from now on; ``author`` is in whose name the diary is written."""

    exhibit: int
    event: int
    event_title: str
    project: int
    title: str
    author: int
    tell: tuple[int, ...]


@dataclass(frozen=True)
class Closed:
    """The end of an exhibition: the numbers of its works, each with whom to tell; ``keepers``
    learn the results."""

    event: int
    title: str
    works: tuple[tuple[Shown, Tally], ...]
    keepers: tuple[int, ...]


def waiting(tx: Tx, by: Who, *, event: int) -> list[Entry]:
    """The works that wait for a decision, oldest first; raises `refusals.Denied`."""
    row = exhibitions.see(tx, by, event)
    _must_keep(tx, row, by)
    rows = exhibits.of_event(tx, event, ExhibitState.SENT)
    return [exhibition_entries.view(tx, by, one, row) for one in rows]


def standing(tx: Tx, by: Who, *, event: int) -> list[Entry]:
    """The approved works with what is wanting for them; raises `refusals.Denied`."""
    row = exhibitions.see(tx, by, event)
    _must_keep(tx, row, by)
    rows = exhibits.of_event(tx, event, ExhibitState.APPROVED)
    return [exhibition_entries.view(tx, by, one, row) for one in rows]


def approve(tx: Tx, by: Who, *, exhibit: int) -> Entry:
    """Let a work in; it is shown once every author's word is there. ``tell`` are the authors."""
    row, event = _held(tx, by, exhibit)
    row.state, row.decided_by, row.decided_at = ExhibitState.APPROVED, by.id, tx.now
    tx.session.flush()
    exhibition_entries.write_down(tx, "exhibit.approve", by, row)
    exhibition_entries.plan(tx, event)
    return exhibition_entries.view(tx, by, row, event, exhibits.tell(tx, row, by))


def give_back(tx: Tx, by: Who, *, exhibit: int, remark: str) -> Entry:
    """Return a work with what has to be mended. ``tell`` are the authors."""
    row, event = _held(tx, by, exhibit)
    row.state, row.decided_by, row.decided_at = ExhibitState.RETURNED, by.id, tx.now
    row.remark = wording.passage(remark, "remark", REMARK_MAX)
    tx.session.flush()
    exhibition_entries.write_down(tx, "exhibit.return", by, row)
    return exhibition_entries.view(tx, by, row, event, exhibits.tell(tx, row, by))


def _held(tx: Tx, by: Who, exhibit: int) -> tuple[Exhibit, Event]:
    """Lock a work that waits, for who keeps its exhibition and is none of its authors."""
    row = exhibits.hold(tx, exhibit)
    event = exhibitions.see(tx, by, row.event_id)
    if row.state in (ExhibitState.WITHDRAWN, ExhibitState.DRAFT):
        raise refusals.Missing("exhibit")
    _must_keep(tx, event, by)
    if exhibits.is_author(tx, by, exhibit):
        raise refusals.Denied("exhibit-own")
    if row.state != ExhibitState.SENT:
        raise refusals.Spent("exhibit-decided")
    return row, event


def now_shown(tx: Tx, *, exhibit: int) -> Shown | None:
    """Note that others see a work for the first time; None where they do not, or did before."""
    row = exhibits.hold(tx, exhibit)
    event = exhibitions.find(tx, row.event_id)
    if row.shown_at is not None or exhibitions.phase(tx, event) is not Phase.OPEN:
        return None
    if not exhibition_consents.is_shown(tx, row):
        return None
    row.shown_at = tx.now
    tx.session.flush()
    return _shown(tx, row, event)


def opened(tx: Tx, *, event: int) -> list[Shown]:
    """The works that are seen from the beginning (job "exhibition.open")."""
    row = exhibitions.standing(tx, event)
    if row is None:
        return []
    if exhibitions.phase(tx, row) is Phase.BEFORE:
        # It was moved.
        exhibition_entries.plan(tx, row)
        return []
    found = (now_shown(tx, exhibit=key(one.id)) for one in exhibition_consents.shown(tx, event))
    return [one for one in found if one is not None]


def closed(tx: Tx, *, event: int) -> Closed | None:
    """What the end of an exhibition has to say (job "exhibition.close"); None if it was moved."""
    row = exhibitions.standing(tx, event)
    if row is None:
        return None
    if exhibitions.phase(tx, row) is not Phase.OVER:
        exhibition_entries.plan(tx, row)
        return None
    works = exhibition_consents.shown(tx, event)
    told = tallies(tx, works)
    return Closed(
        event=event,
        title=row.title,
        works=tuple((_shown(tx, one, row), told[key(one.id)]) for one in works),
        keepers=exhibitions.keepers(tx, row),
    )


def results(tx: Tx, by: Who, *, event: int) -> Results:
    """What the visitors chose, in numbers, for who keeps the exhibition; raises `Denied`."""
    row = exhibitions.see(tx, by, event)
    _must_keep(tx, row, by)
    return _results(tx, row, by)


def chosen(tx: Tx, by: Who, *, event: int) -> tuple[str, ...]:
    """The titles that the visitors liked most, for all who may look, once it is over: no numbers,
    and nobody is last."""
    row = exhibitions.see(tx, by, event)
    if exhibitions.phase(tx, row) is not Phase.OVER or not exhibitions.walks(tx, row, by):
        return ()
    return tuple(sorted(one.title for one in _results(tx, row, by).top))


def tallies(tx: Tx, rows: list[Exhibit]) -> dict[int, Tally]:
    """The numbers of several works; authors' own visits do not count."""
    numbers = [key(row.id) for row in rows]
    authors = exhibits.authors_of_many(tx, numbers)
    visits = tx.session.exec(
        select(ExhibitVisit).where(col(ExhibitVisit.exhibit_id).in_(numbers))
    ).all()
    visitors, likes = dict.fromkeys(numbers, 0), dict.fromkeys(numbers, 0)
    for one in visits:
        if one.person in {f"r{author}" for author in authors.get(one.exhibit_id, ())}:
            continue
        visitors[one.exhibit_id] += 1
        likes[one.exhibit_id] += one.liked_at is not None
    return {
        key(row.id): Tally(
            key(row.id), row.project_id, row.title, visitors[key(row.id)], likes[key(row.id)]
        )
        for row in rows
    }


def likes(tx: Tx, exhibit: int) -> int:
    query = select(func.count()).select_from(ExhibitVisit)
    return tx.session.exec(
        query.where(ExhibitVisit.exhibit_id == exhibit, col(ExhibitVisit.liked_at).is_not(None))
    ).one()


def _results(tx: Tx, row: Event, by: Who) -> Results:
    told = tallies(tx, exhibition_consents.shown(tx, key(row.id)))
    ranked = sorted(told.values(), key=lambda one: (-one.likes, one.title))
    liked = [one for one in ranked if one.likes]
    least = liked[:PLACES][-1].likes if liked else 1
    top = tuple(one for one in liked if one.likes >= least)
    others = sorted((one for one in ranked if one not in top), key=lambda one: one.title)
    return Results(exhibitions.view(tx, row, by), top, tuple(others))


def _must_keep(tx: Tx, row: Event, by: Who) -> None:
    access.must_enter(by, Segment.EVENTS)
    if not exhibitions.keeps(tx, row, by):
        raise refusals.Denied("exhibition-not-keeper")


def _shown(tx: Tx, row: Exhibit, event: Event) -> Shown:
    here = residents.current(tx, exhibits.author_ids(tx, key(row.id)))
    return Shown(
        exhibit=key(row.id),
        event=row.event_id,
        event_title=event.title,
        project=row.project_id,
        title=row.title,
        author=row.made_by,
        tell=tuple(here),
    )


@relevance.check("exhibit.waits")
def _waits(tx: Tx, exhibit: int) -> bool:
    row = tx.session.get(Exhibit, exhibit)
    return row is not None and row.state == ExhibitState.SENT

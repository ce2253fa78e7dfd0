"""A contest as somebody sees it: what they may do there now (E5)."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from storage import (
    access,
    contest_cases,
    contest_jury,
    contest_results,
    contest_teams,
    contest_works,
    contests,
    events,
    refusals,
)
from storage.access import Segment
from storage.contest_results import Result
from storage.contest_teams import TeamView
from storage.contest_works import WorkView
from storage.contests import ContestJuror, ContestView
from storage.events import Event, EventState
from storage.projects import key
from storage.residents import Who
from storage.store import Tx

JUDGED_MOST = 20


@dataclass(frozen=True)
class ContestCard:
    """``takes_part`` tells that they may be in a team, ``looking`` that they look for one;
    ``cases`` counts those they may see, ``case`` names their team's."""

    contest: ContestView
    team: TeamView | None
    takes_part: bool
    looking: bool
    juror: bool
    manages: bool
    sees_event: bool
    cases: int
    case: str
    work: WorkView | None
    result: Result | None
    winners: tuple[Result, ...]


@dataclass(frozen=True)
class Managed:
    """A contest as its hosts see it, in numbers; ``waiting`` are sheets that are not whole."""

    contest: ContestView
    teams: int
    small: int
    looking: int
    handed: int
    cases: int
    jury: int
    waiting: int


def card(tx: Tx, by: Who, *, event: int) -> ContestCard:
    """A contest, for whoever may see it; raises `refusals.Missing`."""
    row, kept = contests.see(tx, by, event)
    stands = row.state == EventState.APPROVED
    team = contest_teams.mine(tx, by, event)
    case = contest_cases.of_team(tx, team) if team is not None else None
    return ContestCard(
        contest=contests.view(tx, row, kept),
        team=contest_teams.view(tx, kept, team) if team is not None else None,
        takes_part=stands and contests.is_to_come(tx, row, kept) and _takes_part(tx, by, row),
        looking=contest_teams.is_looking(tx, by, event),
        juror=contests.is_juror(tx, by, event),
        manages=stands and events.manages(tx, row, by),
        sees_event=_sees(tx, by, row),
        cases=len(contest_cases.listed(tx, by, event=event)),
        case=case.title if case is not None else "",
        work=contest_works.show(tx, by, team=key(team.id)) if team is not None else None,
        result=contest_results.own(tx, by, event=event),
        winners=contest_results.winners(tx, by, event=event),
    )


def _takes_part(tx: Tx, by: Who, row: Event) -> bool:
    try:
        contests.must_take_part(tx, by, row)
    except refusals.Denied:
        return False
    return True


def _sees(tx: Tx, by: Who, row: Event) -> bool:
    """Whether the event's own card is for them: somebody of the jury may be from elsewhere."""
    try:
        events.must_see(tx, by, row)
    except refusals.Missing:
        return False
    return True


@dataclass(frozen=True)
class Judged:
    """A contest in a juror's own list."""

    event: int
    title: str
    starts_at: datetime


def judged(tx: Tx, by: Who) -> list[Judged]:
    """The contests of whose jury somebody is, the latest first: the event's own card may not be
    for them."""
    if by.id is None or not access.may_enter(by, Segment.EVENTS):
        return []
    rows = tx.session.exec(
        select(Event)
        .join(ContestJuror, col(ContestJuror.event_id) == col(Event.id))
        .where(ContestJuror.resident_id == by.id, Event.state == EventState.APPROVED)
        .order_by(col(Event.starts_at).desc(), col(Event.id))
        .limit(JUDGED_MOST)
    )
    return [Judged(key(row.id), row.title, row.starts_at) for row in rows]


def managed(tx: Tx, by: Who, *, event: int) -> Managed:
    """How a contest goes, for its hosts; raises `refusals.Denied` for others."""
    row, kept = contests.see(tx, by, event)
    contests.must_manage(tx, by, row)
    teams, looking = contest_teams.listed(tx, by, event=event)
    jury = contest_jury.progress(tx, by, event=event)
    return Managed(
        contest=contests.view(tx, row, kept),
        teams=len(teams),
        small=sum(one.small for one in teams),
        looking=len(looking),
        handed=len(contest_works.handed(tx, event)),
        cases=len(contest_cases.listed(tx, by, event=event)),
        jury=len(jury),
        waiting=sum(one.of - one.done for one in jury),
    )

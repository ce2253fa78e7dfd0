"""Cases of a contest: hidden until all teams get them at one moment (E5)."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Field, SQLModel, col, select

from storage import contest_teams, contests, events, journal, projects, refusals, wording
from storage.columns import Instant
from storage.contests import Contest
from storage.events import Event, EventView
from storage.projects import key
from storage.residents import Who
from storage.store import Tx

CASES_MOST = 10
TEXT_MAX = 3_000


class ContestCase(SQLModel, table=True):
    """A case; who adds it is a host, a partner's too."""

    __tablename__ = "contest_case"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    title: str
    text: str
    url: str = ""
    added_by: int = Field(foreign_key="resident.id")
    added_at: datetime = Field(sa_type=Instant)
    removed_at: datetime | None = Field(default=None, sa_type=Instant)


@dataclass(frozen=True)
class CaseView:
    id: int
    event: int
    title: str
    text: str
    url: str
    tell: tuple[int, ...] = ()


@dataclass(frozen=True)
class Dealt:
    """Cases that all have got now; ``tell`` are all who take part."""

    event: EventView
    cases: tuple[CaseView, ...]
    tell: tuple[int, ...]


def add(tx: Tx, by: Who, *, event: int, title: str, text: str, url: str = "") -> CaseView:
    """Add a case, before they are dealt: later the teams would not have the same time for it."""
    row, kept = contests.hold_to_manage(tx, by, event)
    _must_not_be_dealt(kept)
    if len(_of_event(tx, event)) >= CASES_MOST:
        raise refusals.Broken("contest-cases-many", most=CASES_MOST)
    case = ContestCase(
        event_id=event,
        title=wording.line(title, "title"),
        text=wording.passage(text, "text", TEXT_MAX),
        url=wording.web_address(url) if url.strip() else "",
        added_by=by.must_be_resident(),
        added_at=tx.now,
    )
    tx.session.add(case)
    tx.session.flush()
    journal.write(
        tx, "contest.case", by=by.id, subject="event", subject_id=row.id, case=key(case.id)
    )
    return _view(case)


def remove(tx: Tx, by: Who, *, case: int) -> CaseView:
    """Take a case away before they are dealt."""
    found = _find(tx, case)
    _, kept = contests.hold_to_manage(tx, by, found.event_id)
    tx.session.refresh(found)
    _must_not_be_dealt(kept)
    if found.removed_at is not None:
        raise refusals.Spent("contest-case")
    found.removed_at = tx.now
    tx.session.flush()
    journal.write(
        tx, "contest.case-out", by=by.id, subject="event", subject_id=found.event_id, case=case
    )
    return _view(found)


def deal(tx: Tx, by: Who, *, event: int) -> Dealt:
    """«Раздать кейсы»: now, without waiting for the beginning."""
    row, kept = contests.hold_to_manage(tx, by, event)
    _must_not_be_dealt(kept)
    if not _of_event(tx, event):
        raise refusals.Broken("contest-no-cases")
    journal.write(tx, "contest.deal", by=by.id, subject="event", subject_id=event)
    return _deal(tx, row, kept)


def deal_due(tx: Tx, *, event: int, at: int) -> Dealt | None:
    """The event begins (job "contest.deal"): the cases are dealt, if any wait; None if the event
    was moved or they were dealt before."""
    found = contests.standing(tx, event)
    if found is None:
        return None
    row, kept = found
    is_now = int(row.starts_at.timestamp()) == at and kept.dealt_at is None
    return _deal(tx, row, kept) if is_now and _of_event(tx, event) else None


def _deal(tx: Tx, row: Event, kept: Contest) -> Dealt:
    kept.dealt_at = tx.now
    tx.session.flush()
    event = key(row.id)
    here = tuple(sorted(contests.registered(tx, event)))
    return Dealt(events.view(tx, row), tuple(map(_view, _of_event(tx, event))), here)


def choose(tx: Tx, by: Who, *, case: int) -> CaseView:
    """Take a case for one's team; the captain's word, until the deadline."""
    found = _find(tx, case)
    row, kept = contests.hold(tx, by, found.event_id)
    team = contest_teams.mine(tx, by, found.event_id)
    if kept.dealt_at is None or found.removed_at is not None:
        raise refusals.Missing("contest-case")
    if team is None:
        raise refusals.Denied("contest-not-member")
    contest_teams.must_be_captain(tx, by, team)
    contests.must_be_on(tx, row, kept)
    team.case_id = case
    tx.session.flush()
    journal.write(
        tx, "contest.choose", by=by.id, subject="event", subject_id=found.event_id, case=case
    )
    people = contest_teams.member_ids(tx, team)
    return replace(_view(found), tell=projects.tell(by, *people))


def listed(tx: Tx, by: Who, *, event: int) -> tuple[CaseView, ...]:
    """The cases that somebody may see: hosts all, everybody else those that were dealt."""
    row, kept = contests.see(tx, by, event)
    if kept.dealt_at is None and not events.manages(tx, row, by):
        return ()
    if not _is_inside(tx, by, row):
        return ()
    return tuple(map(_view, _of_event(tx, event)))


def show(tx: Tx, by: Who, *, case: int) -> CaseView:
    """A case, for whoever may see it; raises `refusals.Missing`."""
    found = _find(tx, case)
    if all(one.id != case for one in listed(tx, by, event=found.event_id)):
        raise refusals.Missing("contest-case")
    return _view(found)


def of_team(tx: Tx, team: contest_teams.ContestTeam) -> CaseView | None:
    """The case that a team works on: the chosen one, or the only one there is."""
    cases = _of_event(tx, team.event_id)
    chosen = [one for one in cases if one.id == team.case_id or len(cases) == 1]
    kept = tx.session.get(Contest, team.event_id)
    return _view(chosen[0]) if chosen and kept is not None and kept.dealt_at else None


def must_be_chosen(tx: Tx, team: contest_teams.ContestTeam, kept: Contest) -> None:
    """Where there are several cases, a team has one; raises `refusals.Broken`."""
    several = kept.dealt_at is not None and len(_of_event(tx, team.event_id)) > 1
    if several and team.case_id is None:
        raise refusals.Broken("contest-choose")


def _is_inside(tx: Tx, by: Who, row: Event) -> bool:
    """A case is for those who take part, judge or hold, and not for all who see the event."""
    event = key(row.id)
    is_one = by.id in contests.registered(tx, event) or contests.is_juror(tx, by, event)
    return is_one or events.manages(tx, row, by)


def _must_not_be_dealt(kept: Contest) -> None:
    if kept.dealt_at is not None:
        raise refusals.Spent("contest-dealt")


def _of_event(tx: Tx, event: int) -> list[ContestCase]:
    return list(
        tx.session.exec(
            select(ContestCase)
            .where(ContestCase.event_id == event, col(ContestCase.removed_at).is_(None))
            .order_by(col(ContestCase.id))
        )
    )


def _find(tx: Tx, case: int) -> ContestCase:
    found = tx.session.get(ContestCase, case)
    if found is None:
        raise refusals.Missing("contest-case")
    return found


def _view(case: ContestCase) -> CaseView:
    return CaseView(key(case.id), case.event_id, case.title, case.text, case.url)

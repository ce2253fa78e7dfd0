"""The jury of a contest: who is of it, whom each may judge, the marks (E5).

Nobody judges their own child's team, or one with a pupil whose project they supervise. Nobody of
the jury sees another's marks before the scoring is closed.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Field, SQLModel, col, select

from storage import (
    contest_interests,
    contest_teams,
    contest_works,
    contests,
    journal,
    refusals,
    residents,
)
from storage.columns import Instant
from storage.contest_interests import Interest
from storage.contest_teams import ContestTeam
from storage.contests import Contest, ContestJuror, ContestView
from storage.events import EventView
from storage.projects import key
from storage.residents import STAFF, Role, Who
from storage.store import Tx

JURY_MOST = 30


class ContestMark(SQLModel, table=True):
    """What somebody of the jury gave a team by one criterion, counted from 0."""

    __tablename__ = "contest_mark"

    team_id: int = Field(foreign_key="contest_team.id", primary_key=True)
    juror_id: int = Field(foreign_key="resident.id", primary_key=True, index=True)
    criterion: int = Field(primary_key=True)
    points: int
    at: datetime = Field(sa_type=Instant)


@dataclass(frozen=True)
class Named:
    """Somebody who is of the jury now, or not any more."""

    event: EventView
    who: Who


@dataclass(frozen=True)
class SheetLine:
    """A team in a juror's list: how many criteria have marks; ``newer`` tells that the work was
    handed in anew since."""

    team: int
    title: str
    handed: bool
    marks: int
    interest: Interest | None
    newer: bool


@dataclass(frozen=True)
class Sheet:
    """What a juror has given a team: a mark or None for each criterion."""

    contest: ContestView
    team: int
    title: str
    marks: tuple[int | None, ...]
    newer: bool

    @property
    def total(self) -> int:
        return sum(one or 0 for one in self.marks)

    @property
    def next(self) -> int | None:
        """The first criterion without a mark."""
        return next((n for n, one in enumerate(self.marks) if one is None), None)


@dataclass(frozen=True)
class Progress:
    """How far somebody of the jury is: whole sheets of those that they may fill."""

    who: Who
    done: int
    of: int


def candidates(tx: Tx, by: Who, *, event: int) -> list[Who]:
    """Who may be asked into the jury: staff and partners who are neither in it nor in a team."""
    row, _ = contests.see(tx, by, event)
    contests.must_manage(tx, by, row)
    rosters = contest_teams.rosters(tx, event)
    taken = {*contests.jury_ids(tx, event), *(one for team in rosters.values() for one in team)}
    found = residents.with_role(tx, *STAFF, Role.PARTNER)
    return [one for one in found if one.id not in taken and not one.is_pupil]


def name(tx: Tx, by: Who, *, event: int, juror: int) -> Named:
    """Ask somebody into the jury; for hosts."""
    row, kept = contests.hold_to_manage(tx, by, event)
    contests.must_be_before_scoring(kept)
    if juror in contests.jury_ids(tx, event):
        raise refusals.Spent("contest-juror-named")
    if all(one.id != juror for one in candidates(tx, by, event=event)):
        raise refusals.Missing("contest-juror")
    if len(contests.jury_ids(tx, event)) >= JURY_MOST:
        raise refusals.Broken("contest-jury-many", most=JURY_MOST)
    own = by.must_be_resident()
    tx.session.add(ContestJuror(event_id=event, resident_id=juror, named_by=own, named_at=tx.now))
    tx.session.flush()
    _journal(tx, "contest.juror", by, event, juror)
    return Named(contests.view(tx, row, kept).event, residents.who(tx, juror))


def remove(tx: Tx, by: Who, *, event: int, juror: int) -> Named:
    """Take somebody out of the jury: their marks count no more."""
    row, kept = contests.hold_to_manage(tx, by, event)
    contests.must_be_before_scoring(kept)
    found = tx.session.get(ContestJuror, (event, juror), populate_existing=True)
    if found is None:
        raise refusals.Spent("contest-juror-out")
    tx.session.delete(found)
    tx.session.flush()
    _journal(tx, "contest.juror-out", by, event, juror)
    return Named(contests.view(tx, row, kept).event, residents.who(tx, juror))


def _journal(tx: Tx, act: str, by: Who, event: int, juror: int) -> None:
    journal.write(tx, act, by=by.id, subject="event", subject_id=event, juror=juror)


def progress(tx: Tx, by: Who, *, event: int) -> list[Progress]:
    """How far everybody of the jury is, for hosts: no marks are told."""
    row, kept = contests.see(tx, by, event)
    contests.must_manage(tx, by, row)
    jury = contests.jury_ids(tx, event)
    known = residents.people(tx, jury)
    teams = contest_works.handed(tx, event)
    barred = contest_interests.among(tx, jury, contest_teams.rosters(tx, event))
    given = marks_of(tx, event)
    found: list[Progress] = []
    for juror in jury:
        own = [one for one in teams if (juror, one) not in barred]
        whole = [one for one in own if is_whole(given.get((juror, one), []), kept)]
        found.append(Progress(known[juror], len(whole), len(own)))
    return found


def lines(tx: Tx, by: Who, *, event: int) -> tuple[ContestView, list[SheetLine]]:
    """The teams as somebody of the jury sees them; raises `refusals.Denied` for others."""
    row, kept = contests.see(tx, by, event)
    own = must_judge(tx, by, event)
    barred = contest_interests.among(tx, [own], contest_teams.rosters(tx, event))
    handed, given = contest_works.handed(tx, event), marks_of(tx, event)
    found = [
        SheetLine(
            team=number,
            title=team.title,
            handed=number in handed,
            marks=len(given.get((own, number), [])),
            interest=barred.get((own, number)),
            newer=_is_newer(handed.get(number), given.get((own, number), [])),
        )
        for team in contest_teams.of_event(tx, event)
        if barred.get((own, number := key(team.id))) is not Interest.HIDDEN
    ]
    return contests.view(tx, row, kept), found


def sheet(tx: Tx, by: Who, *, team: int) -> Sheet:
    """One's own marks for a team; raises as `mark` where one may not judge it."""
    found = tx.session.get(ContestTeam, team)
    if found is None:
        raise refusals.Missing("contest-team")
    row, kept = contests.see(tx, by, found.event_id)
    own = must_judge(tx, by, found.event_id)
    _must_be_impartial(tx, own, found)
    at = contest_works.handed_at(tx, team)
    if at is None:
        raise refusals.Missing("contest-work")
    given = marks_of(tx, found.event_id).get((own, team), [])
    points = {one.criterion: one.points for one in given}
    return Sheet(
        contest=contests.view(tx, row, kept),
        team=team,
        title=found.title,
        marks=tuple(points.get(number) for number in range(len(kept.criteria))),
        newer=_is_newer(at, given),
    )


def mark(tx: Tx, by: Who, *, team: int, criterion: int, points: int) -> Sheet:
    """Give a mark by one criterion, or another instead; until the scoring is closed."""
    found, _, kept = contest_teams.hold(tx, by, team)
    own = must_judge(tx, by, found.event_id)
    contests.must_be_before_scoring(kept)
    _must_be_impartial(tx, own, found)
    if contest_works.handed_at(tx, team) is None:
        raise refusals.Missing("contest-work")
    if not 0 <= criterion < len(kept.criteria) or not 0 <= points <= kept.max_each:
        raise refusals.Broken("contest-points", most=kept.max_each)
    row = tx.session.get(ContestMark, (team, own, criterion), populate_existing=True)
    if row is None:
        row = ContestMark(team_id=team, juror_id=own, criterion=criterion, points=points, at=tx.now)
        tx.session.add(row)
    row.points, row.at = points, tx.now
    tx.session.flush()
    journal.write(
        tx,
        "contest.mark",
        by=own,
        subject="event",
        subject_id=found.event_id,
        team=team,
        criterion=criterion,
    )
    return sheet(tx, by, team=team)


def must_judge(tx: Tx, by: Who, event: int) -> int:
    """Give a juror's id; raises `refusals.Denied` for everybody else."""
    own = by.must_be_resident()
    if not contests.is_juror(tx, by, event):
        raise refusals.Denied("contest-not-juror")
    return own


def _must_be_impartial(tx: Tx, juror: int, team: ContestTeam) -> None:
    found = contest_interests.of(tx, juror, team)
    if found is Interest.HIDDEN:
        raise refusals.Missing("contest-team")
    if found is not None:
        raise refusals.Denied("contest-interest", interest=found.value)


def marks_of(tx: Tx, event: int) -> dict[tuple[int, int], list[ContestMark]]:
    """All marks of a contest, by juror and team, each in the order of criteria."""
    rows = tx.session.exec(
        select(ContestMark)
        .join(ContestTeam, col(ContestTeam.id) == col(ContestMark.team_id))
        .where(ContestTeam.event_id == event)
        .order_by(col(ContestMark.criterion))
        .execution_options(populate_existing=True)
    )
    found: dict[tuple[int, int], list[ContestMark]] = {}
    for one in rows:
        found.setdefault((one.juror_id, one.team_id), []).append(one)
    return found


def is_whole(given: list[ContestMark], kept: Contest) -> bool:
    """Whether somebody has given a mark by every criterion: only such sheets count."""
    return len({one.criterion for one in given}) == len(kept.criteria)


def _is_newer(at: datetime | None, given: list[ContestMark]) -> bool:
    return at is not None and any(one.at < at for one in given)

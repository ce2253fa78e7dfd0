"""What the teams of a contest hand in, until the deadline; every version is kept (E5)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, Column, UniqueConstraint, func
from sqlmodel import Field, SQLModel, col, select

from storage import (
    contest_cases,
    contest_interests,
    contest_teams,
    contests,
    events,
    journal,
    projects,
    refusals,
    relevance,
    residents,
    wording,
    work,
)
from storage.columns import Instant
from storage.contest_interests import Interest
from storage.contest_teams import ContestTeam
from storage.contests import Contest
from storage.events import EventState, EventView
from storage.residents import Who
from storage.store import Tx

TEXT_MAX = 1_000
FILES_MOST = 5


class ContestWork(SQLModel, table=True):
    """A version of a team's work; the last one counts. ``files`` are ids of stored files."""

    __tablename__ = "contest_work"
    __table_args__ = (UniqueConstraint("team_id", "version"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="contest_team.id")
    version: int
    title: str
    text: str
    url: str = ""
    files: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    by_id: int = Field(foreign_key="resident.id")
    at: datetime = Field(sa_type=Instant)


@dataclass(frozen=True)
class WorkView:
    """A team's work as it stands; ``case`` is what it is about, "" without one."""

    team: int
    event: int
    team_title: str
    case: str
    version: int
    title: str
    text: str
    url: str
    files: tuple[int, ...]
    by: Who
    at: datetime
    tell: tuple[int, ...] = ()


@dataclass(frozen=True)
class Deadline:
    """What the clock says of a contest's works; ``teams`` are ids of teams and of their people,
    ``handed`` and ``jury`` tell how many works there are and who judges them."""

    event: EventView
    until: datetime
    teams: tuple[tuple[int, tuple[int, ...]], ...]
    handed: int
    hosts: tuple[int, ...]
    jury: tuple[int, ...]


def hand_in(
    tx: Tx,
    by: Who,
    *,
    team: int,
    title: str,
    text: str,
    url: str = "",
    files: tuple[int, ...] = (),
) -> WorkView:
    """Hand a work in, or a better one instead of the last; any member may.

    Raises `refusals.Broken` before the beginning, after the deadline, without a link and a file,
    and while a team has chosen none of several cases.
    """
    found, row, kept = contest_teams.hold(tx, by, team)
    own = contest_teams.must_be_member(tx, by, found)
    contests.must_take_part(tx, by, row)
    if row.starts_at > tx.now:
        raise refusals.Broken("contest-early", starts=row.starts_at)
    if not contests.is_open(tx, row, kept):
        raise refusals.Broken("contest-late", until=contests.deadline(row, kept))
    contest_cases.must_be_chosen(tx, found, kept)
    if not files and not url.strip():
        raise refusals.Broken("contest-nothing")
    if len(files) > FILES_MOST:
        raise refusals.Broken("contest-files-many", most=FILES_MOST)
    last = _last(tx, team)
    made = ContestWork(
        team_id=team,
        version=last.version + 1 if last is not None else 1,
        title=wording.line(title, "title"),
        text=wording.passage(text, "text", TEXT_MAX),
        url=wording.web_address(url) if url.strip() else "",
        files=[work.own_file(tx, by, one) for one in files],
        by_id=own,
        at=tx.now,
    )
    tx.session.add(made)
    tx.session.flush()
    journal.write(
        tx,
        "contest.hand-in",
        by=own,
        subject="event",
        subject_id=found.event_id,
        team=team,
        version=made.version,
    )
    return _view(tx, found, made, by)


def show(tx: Tx, by: Who, *, team: int) -> WorkView | None:
    """A team's work, for the team, the jury and the hosts; None if there is none yet."""
    found = tx.session.get(ContestTeam, team)
    if found is None:
        raise refusals.Missing("contest-team")
    row, _ = contests.see(tx, by, found.event_id)
    may = events.manages(tx, row, by) or _judges(tx, by, found)
    if not may and by.id not in contest_teams.member_ids(tx, found):
        raise refusals.Missing("contest-team")
    last = _last(tx, team)
    return None if last is None else _view(tx, found, last)


def _judges(tx: Tx, by: Who, team: ContestTeam) -> bool:
    """Whether somebody is of the jury, and may know of the team (R1)."""
    is_one = contests.is_juror(tx, by, team.event_id)
    return is_one and contest_interests.of(tx, by.must_be_resident(), team) is not Interest.HIDDEN


def versions(tx: Tx, by: Who, *, team: int) -> list[WorkView]:
    """Everything that a team has handed in, the first before; for the team and the hosts."""
    contest_teams.show(tx, by, team=team)
    found = tx.session.get_one(ContestTeam, team)
    rows = tx.session.exec(
        select(ContestWork).where(ContestWork.team_id == team).order_by(col(ContestWork.version))
    ).all()
    return [_view(tx, found, one) for one in rows]


def handed(tx: Tx, event: int) -> dict[int, datetime]:
    """The teams that have handed something in, and when the last of it came."""
    rows = tx.session.exec(
        select(ContestWork.team_id, func.max(ContestWork.at))
        .where(col(ContestWork.team_id).in_(contest_teams.rosters(tx, event)))
        .group_by(col(ContestWork.team_id))
    )
    return dict(rows.all())


def handed_at(tx: Tx, team: int) -> datetime | None:
    """When a team's work came in as it is now, None if there is none."""
    last = _last(tx, team)
    return None if last is None else last.at


def title_of(tx: Tx, team: int) -> str:
    """What a team's work is called, "" without one; rights are the caller's matter."""
    last = _last(tx, team)
    return "" if last is None else last.title


def due(tx: Tx, *, event: int, at: int, over: bool) -> Deadline | None:
    """What the clock has to say shortly before the deadline, or at it (jobs "contest.remind",
    "contest.over"): ``teams`` are those that have handed nothing in. None if it was moved."""
    found = contests.standing(tx, event)
    if found is None:
        return None
    row, kept = found
    until = contests.deadline(row, kept)
    is_now = until <= tx.now if over else row.starts_at <= tx.now < until
    if int(until.timestamp()) != at or not is_now or kept.scored_at is not None:
        return None
    rosters, done = contest_teams.rosters(tx, event), handed(tx, event)
    return Deadline(
        event=events.view(tx, row),
        until=until,
        teams=tuple(pair for pair in rosters.items() if pair[0] not in done),
        handed=len(done),
        hosts=events.host_ids(tx, event),
        jury=contests.jury_ids(tx, event),
    )


def _last(tx: Tx, team: int) -> ContestWork | None:
    return tx.session.exec(
        select(ContestWork)
        .where(ContestWork.team_id == team)
        .order_by(col(ContestWork.version).desc())
        .limit(1)
    ).first()


def _view(tx: Tx, team: ContestTeam, made: ContestWork, by: Who | None = None) -> WorkView:
    case = contest_cases.of_team(tx, team)
    return WorkView(
        team=made.team_id,
        event=team.event_id,
        team_title=team.title,
        case=case.title if case is not None else "",
        version=made.version,
        title=made.title,
        text=made.text,
        url=made.url,
        files=tuple(made.files),
        by=residents.who(tx, made.by_id),
        at=made.at,
        tell=projects.tell(by, *contest_teams.member_ids(tx, team)),
    )


@relevance.check("contest.unhanded")
def _is_unhanded(tx: Tx, team: int) -> bool:
    found = tx.session.get(ContestTeam, team)
    kept = tx.session.get(Contest, found.event_id) if found is not None else None
    if kept is None:
        return False
    row = events.find(tx, kept.event_id)
    is_on = row.state == EventState.APPROVED and contests.is_open(tx, row, kept)
    return is_on and _last(tx, team) is None

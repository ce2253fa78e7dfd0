"""Teams of a contest: made by who is registered, joined by a code, or found for who looks (E5).

A team is who of its members is registered today: whoever gives the place in the event back has
left the team by it. Nobody is in two teams of one event: there is one row a person.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Field, SQLModel, col, select

from storage import codes, contests, event_rules, events, projects, refusals, residents
from storage.columns import Instant
from storage.contests import Contest
from storage.events import Event
from storage.projects import key
from storage.residents import Who
from storage.store import Tx


class ContestTeam(SQLModel, table=True):
    """A team; its code is found by its fingerprint. The points of all whole sheets of the jury,
    how many those are, and the place are kept when the scoring is closed."""

    __tablename__ = "contest_team"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    title: str
    captain_id: int = Field(foreign_key="resident.id")
    case_id: int | None = Field(default=None, foreign_key="contest_case.id")
    fingerprint: str | None = Field(default=None, unique=True)
    code_until: datetime | None = Field(default=None, sa_type=Instant)
    made_at: datetime = Field(sa_type=Instant)
    points: int = 0
    sheets: int = 0
    place: int | None = None


class ContestMember(SQLModel, table=True):
    """A person of a contest: in a team, or looking for one (``team_id`` is None)."""

    __tablename__ = "contest_member"

    event_id: int = Field(foreign_key="event.id", primary_key=True)
    resident_id: int = Field(foreign_key="resident.id", primary_key=True, index=True)
    team_id: int | None = Field(default=None, foreign_key="contest_team.id", index=True)
    joined_at: datetime = Field(sa_type=Instant)


@dataclass(frozen=True)
class TeamView:
    """A team as its members and hosts see it; ``small`` tells that it lacks people,
    ``may_remove`` that who looks may take it apart."""

    id: int
    event: int
    title: str
    members: tuple[Who, ...]
    captain: int
    small: bool
    full: bool
    may_remove: bool = False
    tell: tuple[int, ...] = ()


def of_code(tx: Tx, code: str) -> ContestTeam | None:
    """The team whose code this is, while it lasts."""
    plain = codes.normalise(code)
    if plain is None:
        return None
    found = tx.session.exec(
        select(ContestTeam).where(ContestTeam.fingerprint == tx.sealer.fingerprint(plain))
    ).first()
    is_good = found is not None and found.code_until is not None and found.code_until > tx.now
    return found if is_good else None


def show(tx: Tx, by: Who, *, team: int) -> TeamView:
    """A team, for its members and the hosts; raises `refusals.Missing` for all others."""
    found = tx.session.get(ContestTeam, team)
    if found is None:
        raise refusals.Missing("contest-team")
    row, kept = contests.see(tx, by, found.event_id)
    if not events.manages(tx, row, by) and by.id not in member_ids(tx, found):
        raise refusals.Missing("contest-team")
    adult = events.manages(tx, row, by) and event_rules.is_staff(by)
    return replace(view(tx, kept, found), may_remove=adult and kept.scored_at is None)


def mine(tx: Tx, by: Who, event: int) -> ContestTeam | None:
    """The team that somebody is in."""
    if by.id is None or by.id not in contests.registered(tx, event):
        return None
    line = tx.session.get(ContestMember, (event, by.id), populate_existing=True)
    return tx.session.get(ContestTeam, line.team_id) if line and line.team_id else None


def seen_by_member(tx: Tx, by: Who, event: int) -> TeamView | None:
    """The team that somebody is in, as they see it: ``tell`` are the others in it."""
    team, kept = mine(tx, by, event), tx.session.get(Contest, event)
    return view(tx, kept, team, by) if team is not None and kept is not None else None


def is_looking(tx: Tx, by: Who, event: int) -> bool:
    return any(one.id == by.id for one in looking(tx, event))


def looking(tx: Tx, event: int) -> list[Who]:
    """Who looks for a team, the longest first; rights are the caller's matter."""
    here = contests.registered(tx, event)
    rows = tx.session.exec(
        select(ContestMember.resident_id)
        .where(ContestMember.event_id == event, col(ContestMember.team_id).is_(None))
        .order_by(col(ContestMember.joined_at), col(ContestMember.resident_id))
    ).all()
    known = residents.people(tx, rows)
    return [known[one] for one in rows if one in here]


def listed(tx: Tx, by: Who, *, event: int) -> tuple[list[TeamView], list[Who]]:
    """All teams and who looks for one, for hosts."""
    row, kept = contests.see(tx, by, event)
    contests.must_manage(tx, by, row)
    return [view(tx, kept, one) for one in of_event(tx, event)], looking(tx, event)


def rosters(tx: Tx, event: int) -> dict[int, tuple[int, ...]]:
    """Who is in each team today, in the order of joining; teams without people are left out."""
    here = contests.registered(tx, event)
    lines = tx.session.exec(
        select(ContestMember.team_id, ContestMember.resident_id)
        .where(ContestMember.event_id == event, col(ContestMember.team_id).is_not(None))
        .order_by(col(ContestMember.joined_at), col(ContestMember.resident_id))
    )
    found: dict[int, tuple[int, ...]] = {}
    for team, person in lines:
        if team is not None and person in here:
            found[team] = (*found.get(team, ()), person)
    return found


def of_event(tx: Tx, event: int) -> list[ContestTeam]:
    """The teams that have people, in the order in which they were made."""
    return list(
        tx.session.exec(
            select(ContestTeam)
            .where(col(ContestTeam.id).in_(rosters(tx, event)))
            .order_by(col(ContestTeam.id))
            .execution_options(populate_existing=True)
        )
    )


def member_ids(tx: Tx, team: ContestTeam) -> tuple[int, ...]:
    """Who is in a team today, in the order of joining."""
    return rosters(tx, team.event_id).get(key(team.id), ())


def _captain(team: ContestTeam, people: tuple[int, ...]) -> int:
    """Who speaks for a team: its captain, or, where they left, who has been in it longest."""
    return next((one for one in people if one == team.captain_id), [*people, 0][0])


def hold(tx: Tx, by: Who, team: int) -> tuple[ContestTeam, Event, Contest]:
    """Lock a team's contest and read the team as it is now; raises `refusals.Missing`."""
    event = tx.session.exec(select(ContestTeam.event_id).where(ContestTeam.id == team)).first()
    if event is None:
        raise refusals.Missing("contest-team")
    row, kept = contests.hold(tx, by, event)
    return tx.session.get_one(ContestTeam, team, populate_existing=True), row, kept


def must_be_member(tx: Tx, by: Who, team: ContestTeam) -> int:
    """Give a member's id; raises `refusals.Denied` for everybody else."""
    own = by.must_be_resident()
    if own not in member_ids(tx, team):
        raise refusals.Denied("contest-not-member")
    return own


def must_be_captain(tx: Tx, by: Who, team: ContestTeam) -> int:
    """As `must_be_member`, for what is the captain's."""
    own = must_be_member(tx, by, team)
    if own != _captain(team, member_ids(tx, team)):
        raise refusals.Denied("contest-not-captain")
    return own


def view(tx: Tx, kept: Contest, team: ContestTeam, by: Who | None = None) -> TeamView:
    """A team to be shown; ``tell`` are its members but ``by``."""
    ids = member_ids(tx, team)
    known = residents.people(tx, ids)
    return TeamView(
        id=key(team.id),
        event=team.event_id,
        title=team.title,
        members=tuple(known[one] for one in ids),
        captain=_captain(team, ids),
        small=len(ids) < kept.least,
        full=len(ids) >= kept.most,
        tell=projects.tell(by, *ids),
    )

"""What the school's adults among the hosts take apart in a contest, and why: a team, or who is in
one (E5).

Their reason goes to pupils in their own words, so a partner who holds the event has no such act.
"""

from dataclasses import dataclass

from sqlmodel import select

from storage import contest_teams, contests, event_rules, journal, refusals, wording
from storage.contest_teams import ContestMember, ContestTeam, TeamView
from storage.contests import Contest
from storage.events import Event
from storage.residents import Who
from storage.store import Tx

REASON_MAX = 300


@dataclass(frozen=True)
class Removed:
    """Who is out of a team, and why; ``team`` is what is left of it, nobody where it was
    dissolved, ``tell`` of it who is in it still."""

    team: TeamView
    event_title: str
    out: tuple[int, ...]
    reason: str


def remove(tx: Tx, by: Who, *, team: int, pupil: int, reason: str) -> Removed:
    """Take somebody out of a team; its code is good no more. The captain's part goes to who has
    been in it longest. Raises `refusals.Missing` for one who is not in it."""
    found, row, kept = _held(tx, by, team)
    if pupil not in contest_teams.member_ids(tx, found):
        raise refusals.Missing("pupil")
    return _take_out(tx, by, found, row, kept, (pupil,), reason)


def dissolve(tx: Tx, by: Who, *, team: int, reason: str) -> Removed:
    """Take everybody out: a team without people is no team any more."""
    found, row, kept = _held(tx, by, team)
    people = contest_teams.member_ids(tx, found)
    if not people:
        raise refusals.Spent("contest-dissolved")
    return _take_out(tx, by, found, row, kept, people, reason)


def _held(tx: Tx, by: Who, team: int) -> tuple[ContestTeam, Event, Contest]:
    found, row, kept = contest_teams.hold(tx, by, team)
    contests.must_manage(tx, by, row)
    if not event_rules.is_staff(by):
        raise refusals.Denied("contest-not-adult")
    contests.must_be_before_scoring(kept)
    return found, row, kept


def _take_out(
    tx: Tx,
    by: Who,
    team: ContestTeam,
    row: Event,
    kept: Contest,
    people: tuple[int, ...],
    reason: str,
) -> Removed:
    said = wording.passage(reason, "reason", REASON_MAX)
    for line in tx.session.exec(select(ContestMember).where(ContestMember.team_id == team.id)):
        if line.resident_id in people:
            tx.session.delete(line)
    team.fingerprint, team.code_until = None, None
    tx.session.flush()
    journal.write(
        tx,
        "contest.remove",
        by=by.id,
        subject="event",
        subject_id=team.event_id,
        team=team.id,
        members=",".join(map(str, people)),
    )
    return Removed(contest_teams.view(tx, kept, team, by), row.title, people, said)

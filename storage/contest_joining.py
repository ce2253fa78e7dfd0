"""Coming into a team of a contest and leaving it: by a code, or put there by a host (E5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import select

from storage import codes, contest_teams, contests, events, journal, refusals, wording
from storage.contest_teams import ContestMember, ContestTeam, TeamView
from storage.contests import Contest
from storage.projects import key
from storage.residents import Who
from storage.store import Tx

CODE_LASTS = timedelta(hours=48)
TITLE_MAX = 60
TEAMS_MOST = 100


@dataclass(frozen=True)
class TeamCode:
    code: str
    team: TeamView
    until: datetime


def make(tx: Tx, by: Who, *, event: int, title: str) -> TeamView:
    """Make a team with oneself as its captain."""
    row, kept = contests.hold(tx, by, event)
    own = contests.must_take_part(tx, by, row)
    contests.must_be_on(tx, row, kept)
    _must_have_no_team(tx, event, own)
    others = contest_teams.of_event(tx, event)
    if len(others) >= TEAMS_MOST:
        raise refusals.Broken("contest-teams-many", most=TEAMS_MOST)
    said = _title(title, others)
    team = ContestTeam(event_id=event, title=said, captain_id=own, made_at=tx.now)
    tx.session.add(team)
    tx.session.flush()
    _put(tx, event, own, team.id)
    journal.write(tx, "contest.team", by=own, subject="event", subject_id=event, team=team.id)
    return contest_teams.view(tx, kept, team)


def rename(tx: Tx, by: Who, *, team: int, title: str) -> TeamView:
    """Give a team another name: its captain, or a host, where a name is unfit."""
    found, row, kept = contest_teams.hold(tx, by, team)
    if not events.manages(tx, row, by):
        contest_teams.must_be_captain(tx, by, found)
    contests.must_be_before_scoring(kept)
    others = [one for one in contest_teams.of_event(tx, found.event_id) if one.id != team]
    found.title = _title(title, others)
    tx.session.flush()
    _journal(tx, "contest.rename", by, found)
    return contest_teams.view(tx, kept, found, by)


def _title(title: str, others: list[ContestTeam]) -> str:
    said = wording.line(title, "title", TITLE_MAX)
    if any(one.title.casefold() == said.casefold() for one in others):
        raise refusals.Broken("contest-title-taken")
    return said


def make_code(tx: Tx, by: Who, *, team: int) -> TeamCode:
    """A code for the team, for any member to hand on; it lasts 48 hours and replaces the one
    before."""
    found, row, kept = contest_teams.hold(tx, by, team)
    contest_teams.must_be_member(tx, by, found)
    contests.must_be_on(tx, row, kept)
    _must_have_place(tx, kept, found)
    code = codes.readable(tx.new_key())
    found.fingerprint, found.code_until = tx.sealer.fingerprint(code), tx.now + CODE_LASTS
    tx.session.flush()
    _journal(tx, "contest.code", by, found)
    return TeamCode(code, contest_teams.view(tx, kept, found), found.code_until)


def join(tx: Tx, by: Who, *, code: str) -> TeamView:
    """Come into a team by its code; raises `refusals.Missing` ("code"), `refusals.Broken` where
    the team is full."""
    own = by.must_be_resident()
    known = contest_teams.of_code(tx, code)
    if known is None:
        raise refusals.Missing("code")
    found, row, kept = contest_teams.hold(tx, by, key(known.id))
    contests.must_take_part(tx, by, row)
    contests.must_be_on(tx, row, kept)
    _enter(tx, kept, found, own)
    _journal(tx, "contest.join", by, found, member=own)
    return contest_teams.view(tx, kept, found, by)


def put(tx: Tx, by: Who, *, team: int, pupil: int) -> TeamView:
    """Put somebody who looks for a team into one; for hosts."""
    found, row, kept = contest_teams.hold(tx, by, team)
    contests.must_manage(tx, by, row)
    contests.must_be_on(tx, row, kept)
    if all(one.id != pupil for one in contest_teams.looking(tx, found.event_id)):
        raise refusals.Spent("contest-not-looking")
    _enter(tx, kept, found, pupil)
    _journal(tx, "contest.put", by, found, member=pupil)
    return contest_teams.view(tx, kept, found, by)


def _enter(tx: Tx, kept: Contest, team: ContestTeam, own: int) -> None:
    _must_have_no_team(tx, team.event_id, own)
    _must_have_place(tx, kept, team)
    _forget_who_left(tx, team)
    _put(tx, team.event_id, own, team.id)


def _forget_who_left(tx: Tx, team: ContestTeam) -> None:
    """Whose place in the event was given back has none here either, should they come again."""
    here = contest_teams.member_ids(tx, team)
    for line in tx.session.exec(select(ContestMember).where(ContestMember.team_id == team.id)):
        if line.resident_id not in here:
            tx.session.delete(line)
    tx.session.flush()


def look(tx: Tx, by: Who, *, event: int, on: bool) -> None:
    """«Ищу команду», or not any more; hosts see who looks, and nobody else does. To
    say what is so already changes nothing."""
    row, kept = contests.hold(tx, by, event)
    own = contests.must_take_part(tx, by, row)
    contests.must_be_on(tx, row, kept)
    _must_have_no_team(tx, event, own)
    if on == contest_teams.is_looking(tx, by, event):
        return
    if on:
        _put(tx, event, own, None)
    else:
        _take_out(tx, event, own)
    journal.write(tx, "contest.look", by=own, subject="event", subject_id=event, on=int(on))


def leave(tx: Tx, by: Who, *, team: int) -> TeamView:
    """Leave a team; the captain's part goes to who has been in it longest. What the team has
    handed in stays; a team without people is no team any more."""
    found, _, kept = contest_teams.hold(tx, by, team)
    own = contest_teams.must_be_member(tx, by, found)
    contests.must_be_before_scoring(kept)
    _take_out(tx, found.event_id, own)
    _journal(tx, "contest.leave", by, found, member=own)
    return contest_teams.view(tx, kept, found, by)


def make_captain(tx: Tx, by: Who, *, team: int, pupil: int) -> TeamView:
    """Hand the captain's part over to another member."""
    found, _, kept = contest_teams.hold(tx, by, team)
    contest_teams.must_be_captain(tx, by, found)
    if pupil not in contest_teams.member_ids(tx, found):
        raise refusals.Missing("pupil")
    found.captain_id = pupil
    tx.session.flush()
    _journal(tx, "contest.captain", by, found, member=pupil)
    return contest_teams.view(tx, kept, found, by)


def _must_have_no_team(tx: Tx, event: int, own: int) -> None:
    line = tx.session.get(ContestMember, (event, own), populate_existing=True)
    if line is not None and line.team_id is not None:
        raise refusals.Spent("contest-in-team")


def _must_have_place(tx: Tx, kept: Contest, team: ContestTeam) -> None:
    people = contest_teams.member_ids(tx, team)
    if not people:
        raise refusals.Missing("contest-team")
    if len(people) >= kept.most:
        raise refusals.Broken("team-full", max=kept.most)


def _put(tx: Tx, event: int, own: int, team: int | None) -> None:
    line = tx.session.get(ContestMember, (event, own), populate_existing=True)
    if line is None:
        line = ContestMember(event_id=event, resident_id=own, joined_at=tx.now)
        tx.session.add(line)
    line.team_id, line.joined_at = team, tx.now
    tx.session.flush()


def _take_out(tx: Tx, event: int, own: int) -> None:
    line = tx.session.get(ContestMember, (event, own), populate_existing=True)
    if line is not None:
        tx.session.delete(line)
        tx.session.flush()


def _journal(tx: Tx, act: str, by: Who, team: ContestTeam, member: int | None = None) -> None:
    who = {} if member is None else {"member": member}
    journal.write(tx, act, by=by.id, subject="event", subject_id=team.event_id, team=team.id, **who)

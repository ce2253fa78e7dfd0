"""The end of a contest: the scoring is closed, places are told, the jury's protocol (E5).

Everybody sees the first three places and their own; who came last is for nobody but the hosts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from storage import (
    contest_interests,
    contest_jury,
    contest_places,
    contest_teams,
    contest_works,
    contests,
    events,
    journal,
    refusals,
    residents,
)
from storage.contest_interests import Interest
from storage.contest_places import Points
from storage.contest_teams import ContestTeam
from storage.contests import Contest, ContestView
from storage.events import Event
from storage.projects import key
from storage.residents import Who
from storage.store import Tx

#: Places that everybody is told of.
TOLD = 3


@dataclass(frozen=True)
class Result:
    """A team's result; ``mean`` are points of a sheet, None without a whole one; ``doubtful`` tells
    that fewer than half of the jury judged it."""

    team: int
    title: str
    place: int | None
    mean: float | None
    sheets: int
    doubtful: bool
    members: tuple[int, ...]


@dataclass(frozen=True)
class Results:
    """What the jury came to, the best first; those without a place last."""

    contest: ContestView
    jury: int
    lines: tuple[Result, ...]

    @property
    def winners(self) -> tuple[Result, ...]:
        return tuple(one for one in self.lines if one.place is not None and one.place <= TOLD)


@dataclass(frozen=True)
class JurySheet:
    """Somebody of the jury in the protocol: the total for each team in the results' order, None
    where the sheet is not whole; ``interests`` by team, where they might not judge."""

    who: Who
    totals: tuple[int | None, ...]
    interests: tuple[Interest | None, ...]


@dataclass(frozen=True)
class Protocol:
    """All that the jury's protocol says; ``means`` are by team and criterion."""

    results: Results
    school: str
    teams: tuple[tuple[Who, ...], ...]
    works: tuple[str, ...]
    means: tuple[tuple[float | None, ...], ...]
    jury: tuple[JurySheet, ...]


def close(tx: Tx, by: Who, *, event: int) -> Results:
    """Close the scoring: marks stay as they are, places are reckoned. For hosts, after the
    deadline, and once at least one work has a whole sheet."""
    row, kept = contests.hold_to_manage(tx, by, event)
    if kept.scored_at is not None:
        raise refusals.Spent("contest-scored")
    if contests.deadline(row, kept) > tx.now:
        raise refusals.Broken("contest-open", until=contests.deadline(row, kept))
    whole = _whole(tx, kept)
    got = {team: _points(whole, team) for team in contest_works.handed(tx, event)}
    found = contest_places.places(got)
    if not found:
        raise refusals.Broken("contest-no-marks")
    for team in contest_teams.of_event(tx, event):
        mine = got.get(key(team.id), Points(0, 0))
        team.points, team.sheets, team.place = mine.points, mine.sheets, found.get(key(team.id))
    kept.scored_at = tx.now
    tx.session.flush()
    journal.write(tx, "contest.close", by=by.id, subject="event", subject_id=event)
    return _results(tx, row, kept)


def reopen(tx: Tx, by: Who, *, event: int) -> ContestView:
    """Let the jury go on, before anybody was told of the results."""
    row, kept = contests.hold_to_manage(tx, by, event)
    if kept.published_at is not None:
        raise refusals.Spent("contest-published")
    if kept.scored_at is None:
        raise refusals.Spent("contest-not-scored")
    kept.scored_at = None
    for team in contest_teams.of_event(tx, event):
        team.points, team.sheets, team.place = 0, 0, None
    tx.session.flush()
    journal.write(tx, "contest.reopen", by=by.id, subject="event", subject_id=event)
    return contests.view(tx, row, kept)


def publish(tx: Tx, by: Who, *, event: int) -> Results:
    """Make the results known: each team is to be told its own."""
    row, kept = contests.hold_to_manage(tx, by, event)
    if kept.published_at is not None:
        raise refusals.Spent("contest-published")
    if kept.scored_at is None:
        raise refusals.Broken("contest-not-scored")
    kept.published_at = tx.now
    tx.session.flush()
    journal.write(tx, "contest.publish", by=by.id, subject="event", subject_id=event)
    return _results(tx, row, kept)


def all_of(tx: Tx, by: Who, *, event: int) -> Results:
    """All results once the scoring is closed, for hosts and the jury; raises `refusals.Denied` for
    others, `refusals.Broken` before."""
    row, kept = contests.see(tx, by, event)
    if not events.manages(tx, row, by) and not contests.is_juror(tx, by, event):
        raise refusals.Denied("event-not-host")
    _must_be_scored(kept)
    return _without_hidden(tx, by, _results(tx, row, kept))


def _without_hidden(tx: Tx, by: Who, results: Results) -> Results:
    """The results without the team of a child from whom the school has shut out who looks (R1)."""
    rosters = {one.team: one.members for one in results.lines}
    own = by.must_be_resident()
    barred = contest_interests.among(tx, [own], rosters)
    seen = (one for one in results.lines if barred.get((own, one.team)) is not Interest.HIDDEN)
    return replace(results, lines=tuple(seen))


def winners(tx: Tx, by: Who, *, event: int) -> tuple[Result, ...]:
    """The first three places, for all who see the event, once they are told."""
    row, kept = contests.see(tx, by, event)
    return _results(tx, row, kept).winners if kept.published_at is not None else ()


def own(tx: Tx, by: Who, *, event: int) -> Result | None:
    """The result of one's own team, once results are told; None without a team."""
    row, kept = contests.see(tx, by, event)
    team = contest_teams.mine(tx, by, event)
    if team is None or kept.published_at is None:
        return None
    jury = len(contests.jury_ids(tx, key(row.id)))
    return _result(tx, team, jury)


def protocol(tx: Tx, by: Who, *, event: int) -> Protocol:
    """The jury's protocol, for hosts, once the scoring is closed."""
    row, kept = contests.see(tx, by, event)
    contests.must_manage(tx, by, row)
    _must_be_scored(kept)
    results = _results(tx, row, kept)
    whole = _whole(tx, kept)
    people = residents.people(tx, (one for team in results.lines for one in team.members))
    return Protocol(
        results=results,
        school=tx.rules.school,
        teams=tuple(tuple(people[one] for one in line.members) for line in results.lines),
        works=tuple(contest_works.title_of(tx, one.team) for one in results.lines),
        means=tuple(_means(whole, one.team, len(kept.criteria)) for one in results.lines),
        jury=_sheets(tx, kept, results),
    )


def sheets(tx: Tx, by: Who, *, event: int) -> tuple[JurySheet, ...]:
    """Everybody's totals once the scoring is closed, for hosts and the jury; raises as
    `all_of`."""
    results = all_of(tx, by, event=event)
    _, kept = contests.see(tx, by, event)
    return _sheets(tx, kept, results)


def _sheets(tx: Tx, kept: Contest, results: Results) -> tuple[JurySheet, ...]:
    jury, teams = contests.jury_ids(tx, kept.event_id), [one.team for one in results.lines]
    known, whole = residents.people(tx, jury), _whole(tx, kept)
    barred = contest_interests.among(tx, jury, {one.team: one.members for one in results.lines})
    return tuple(
        JurySheet(
            who=known[juror],
            totals=tuple(
                sum(whole[juror, team]) if (juror, team) in whole else None for team in teams
            ),
            interests=tuple(barred.get((juror, team)) for team in teams),
        )
        for juror in jury
    )


def _must_be_scored(kept: Contest) -> None:
    if kept.scored_at is None:
        raise refusals.Broken("contest-not-scored")


def _whole(tx: Tx, kept: Contest) -> dict[tuple[int, int], list[int]]:
    """The points of all sheets that count, by juror and team: whole ones of the jury as it is, but
    where somebody is close to the team, should that have come up since the marks were given."""
    jury = contests.jury_ids(tx, kept.event_id)
    rosters = contest_teams.rosters(tx, kept.event_id)
    barred = contest_interests.among(tx, jury, rosters)
    return {
        pair: [one.points for one in given]
        for pair, given in contest_jury.marks_of(tx, kept.event_id).items()
        if pair[0] in jury and pair not in barred and contest_jury.is_whole(given, kept)
    }


def _points(whole: Mapping[tuple[int, int], list[int]], team: int) -> Points:
    totals = [sum(points) for (_, judged), points in whole.items() if judged == team]
    return Points(sum(totals), len(totals))


def _means(
    whole: Mapping[tuple[int, int], list[int]], team: int, criteria: int
) -> tuple[float | None, ...]:
    sheets = [points for (_, judged), points in whole.items() if judged == team]
    if not sheets:
        return (None,) * criteria
    return tuple(sum(column) / len(sheets) for column in zip(*sheets, strict=True))


def _results(tx: Tx, row: Event, kept: Contest) -> Results:
    event = key(row.id)
    jury = len(contests.jury_ids(tx, event))
    lines = [_result(tx, one, jury) for one in contest_teams.of_event(tx, event)]
    lines.sort(key=lambda one: (one.place is None, one.place or 0, one.team))
    return Results(contests.view(tx, row, kept), jury, tuple(lines))


def _result(tx: Tx, team: ContestTeam, jury: int) -> Result:
    got = Points(team.points, team.sheets)
    return Result(
        team=key(team.id),
        title=team.title,
        place=team.place,
        mean=float(got.mean) if got.sheets else None,
        sheets=got.sheets,
        doubtful=contest_places.is_doubtful(got.sheets, jury),
        members=contest_teams.member_ids(tx, team),
    )

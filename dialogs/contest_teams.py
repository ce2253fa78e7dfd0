"""Teams of a contest: made, joined by a code, found for who looks; the hosts' list (E5)."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import contest_notices, contests, words
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action
from dialogs.screen import Button, Screen, button, link, screen
from storage import contest_joining, contest_teams
from storage.contest_teams import TeamView
from storage.drafts import Answers, Args
from storage.residents import Who
from storage.store import Tx

Title = Annotated[str, StringConstraints(min_length=2, max_length=60)]


class Name(BaseModel):
    title: Title


@action("contest.make", present="contest.show", form=Name)
def make(tx: Tx, turn: Turn, event: int, form: Name) -> Screen:
    """«Создать команду»."""
    made = contest_joining.make(tx, turn.who, event=event, title=form.title)
    said = words.say("contest-made", title=made.title, you=turn.you)
    return show(tx, turn, made.id).after(said)


@action("contest.team")
def show(tx: Tx, turn: Turn, team: int) -> Screen:
    """Who is in a team, and what a member, the captain or a host may do."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = contest_teams.show(tx, turn.who, team=team)
    lines = [words.say("contest-team-head", title=seen.title)]
    lines += [
        words.say(
            "contest-member", name=one.short, captain="yes" if one.id == seen.captain else "no"
        )
        for one in seen.members
    ]
    rows = _own(turn, seen) if any(one.id == turn.who.id for one in seen.members) else []
    if not rows:
        lines.append(words.say("contest-team-note", small="yes" if seen.small else "no"))
        rows = [
            [
                link(words.label("contest-work-button"), "contest.work", team=team),
                link(words.label("contest-rename"), "contest.rename", team=team),
            ],
            _removal(seen),
            [link(words.label("contest-teams-button"), "contest.teams", event=seen.event)],
        ]
    return screen("\n".join(lines), *rows, [contests.back(seen.event)])


def _removal(seen: TeamView) -> list[Button]:
    if not seen.may_remove or not seen.members:
        return []
    dissolve = link(words.label("contest-dissolve"), "contest.dissolve", style="bad", team=seen.id)
    if len(seen.members) < 2:
        return [dissolve]
    return [link(words.label("contest-remove"), "contest.remove", team=seen.id), dissolve]


def _own(turn: Turn, seen: TeamView) -> list[list[Button]]:
    first = [link(words.label("contest-leave"), "contest.sure-leave", style="bad", team=seen.id)]
    if not seen.full:
        code = link(words.label("contest-code"), "contest.code", style="primary", team=seen.id)
        first.insert(0, code)
    if turn.who.id != seen.captain:
        return [first]
    second = [link(words.label("contest-rename"), "contest.rename", team=seen.id)]
    if len(seen.members) > 1:
        second.append(link(words.label("contest-captain"), "contest.captain", team=seen.id))
    return [first, second]


@action("contest.code")
def code(tx: Tx, turn: Turn, team: int) -> Screen:
    """A code that brings others into the team."""
    made = contest_joining.make_code(tx, turn.who, team=team)
    said = words.say(
        "contest-code-made", code=made.code, title=made.team.title, until=made.until, you=turn.you
    )
    return screen(said, [_to_team(team)])


def _to_team(team: int) -> Button:
    return link(words.label("contest-team-button"), "contest.team", team=team)


class Code(BaseModel):
    code: Annotated[str, StringConstraints(min_length=6, max_length=20), Ask(reads="code")]


@action("contest.join", form=Code)
def join(tx: Tx, turn: Turn, form: Code) -> Screen:
    """«Вступить по коду»."""
    return join_with(tx, turn, form.code)


def join_with(tx: Tx, turn: Turn, given: str) -> Screen:
    """Come into the team whose code was given; raises `refusals.Missing` if it is no team's."""
    joined = contest_joining.join(tx, turn.who, code=given)
    contest_notices.came(tx, turn.who, joined)
    said = words.say("contest-joined", title=joined.title, you=turn.you)
    return contests.show(tx, turn, joined.event).after(said)


@action("contest.look")
def look(tx: Tx, turn: Turn, event: int, on: int) -> Screen:
    """«Ищу команду», or not any more: to say what is so already changes nothing."""
    contest_joining.look(tx, turn.who, event=event, on=bool(on))
    return contests.show(tx, turn, event)


@action("contest.sure-leave")
def sure_to_leave(tx: Tx, turn: Turn, team: int) -> Screen:
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = contest_teams.show(tx, turn.who, team=team)
    said = words.say("contest-sure-leave", title=seen.title, you=turn.you)
    leave = button(words.label("contest-leave"), "contest.leave", style="bad", team=team)
    return screen(said, [leave, _to_team(team)])


@action("contest.leave")
def leave(tx: Tx, turn: Turn, team: int) -> Screen:
    left = contest_joining.leave(tx, turn.who, team=team)
    contest_notices.went(tx, turn.who, left)
    said = words.say("contest-left", title=left.title, you=turn.you)
    return contests.show(tx, turn, left.event).after(said)


@action("contest.rename", present="contest.team", form=Name)
def rename(tx: Tx, turn: Turn, team: int, form: Name) -> Screen:
    """Another name, by the captain or a host: the team is told."""
    renamed = contest_joining.rename(tx, turn.who, team=team, title=form.title)
    contest_notices.renamed(tx, turn.who, renamed)
    return show(tx, turn, team).after(words.say("contest-renamed", title=renamed.title))


def _others(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    seen = contest_teams.show(tx, who, team=int(args["team"]))
    return [Choice(one.id or 0, one.short) for one in seen.members if one.id != who.id]


class Captain(BaseModel):
    pupil: Annotated[int, Ask(choices=_others)]


@action("contest.captain", present="contest.team", form=Captain)
def make_captain(tx: Tx, turn: Turn, team: int, form: Captain) -> Screen:
    now = contest_joining.make_captain(tx, turn.who, team=team, pupil=form.pupil)
    contest_notices.captain(tx, now)
    return show(tx, turn, team)


@action("contest.teams")
def listed(tx: Tx, turn: Turn, event: int) -> Screen:
    """All teams and who looks for one, for hosts."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    teams, looking = contest_teams.listed(tx, turn.who, event=event)
    lines = [words.say("contest-teams-head", count=len(teams))]
    if looking:
        names = words.listing(one.short for one in looking)
        lines += ["", words.say("contest-teams-looking", names=names)]
    items = [
        link(
            words.label(
                "contest-teams-line",
                title=one.title,
                count=len(one.members),
                small="yes" if one.small else "no",
            ),
            "contest.team",
            team=one.id,
        )
        for one in teams
    ]
    put = []
    if looking and any(not one.full for one in teams):
        put = [link(words.label("contest-put"), "contest.put", style="good", event=event)]
    back = [link(words.label("contest-manage"), "contest.manage", event=event)]
    return screen("\n".join(lines), put, back, items=items)


def _looking(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    _, looking = contest_teams.listed(tx, who, event=int(args["event"]))
    return [Choice(one.id or 0, one.short) for one in looking]


def _with_room(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    teams, _ = contest_teams.listed(tx, who, event=int(args["event"]))
    return [Choice(one.id, one.title) for one in teams if not one.full]


class Put(BaseModel):
    """Who is put where."""

    pupil: Annotated[int, Ask(choices=_looking)]
    team: Annotated[int, Ask(choices=_with_room)]


@action("contest.put", present="contest.teams", form=Put)
def put(tx: Tx, turn: Turn, event: int, form: Put) -> Screen:
    """A host finds a team for somebody: both are told."""
    done = contest_joining.put(tx, turn.who, team=form.team, pupil=form.pupil)
    contest_notices.was_put(tx, done, form.pupil)
    return listed(tx, turn, event).after(words.say("contest-put-done", title=done.title))

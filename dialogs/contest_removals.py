"""A team dissolved, or somebody taken out of it, by an adult of the school who holds the contest
(E5)."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import contest_notices, contest_teams, etiquette, words
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action
from dialogs.screen import Screen
from storage import contest_removals
from storage import contest_teams as teams
from storage.drafts import Answers, Args
from storage.residents import Who
from storage.store import Tx

Reason = Annotated[str, StringConstraints(min_length=5, max_length=contest_removals.REASON_MAX)]


def _members(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    seen = teams.show(tx, who, team=int(args["team"]))
    return [Choice(one.id or 0, one.short) for one in seen.members]


class Removal(BaseModel):
    pupil: Annotated[int, Ask(choices=_members)]
    reason: Reason


@action("contest.remove", present="contest.team", form=Removal)
def remove(tx: Tx, turn: Turn, team: int, form: Removal) -> Screen:
    """«Убрать из команды»: they learn why, the others that they are gone."""
    etiquette.must_be_civil(form.reason)
    done = contest_removals.remove(tx, turn.who, team=team, pupil=form.pupil, reason=form.reason)
    contest_notices.removed(tx, turn.who, done)
    said = words.say("contest-removed", title=done.team.title)
    return contest_teams.listed(tx, turn, done.team.event).after(said)


class Dissolution(BaseModel):
    reason: Reason


@action("contest.dissolve", present="contest.team", form=Dissolution)
def dissolve(tx: Tx, turn: Turn, team: int, form: Dissolution) -> Screen:
    """«Распустить команду»: all of it learn why."""
    etiquette.must_be_civil(form.reason)
    done = contest_removals.dissolve(tx, turn.who, team=team, reason=form.reason)
    contest_notices.removed(tx, turn.who, done)
    said = words.say("contest-dissolved-done", title=done.team.title)
    return contest_teams.listed(tx, turn, done.team.event).after(said)

"""«Команды и задания»: a contest's first screen, and the hosts' own (E5)."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel

from dialogs import contest_notices, event_words, words
from dialogs.asking import Ask
from dialogs.registry import Turn, action
from dialogs.screen import Button, Screen, button, link, screen
from storage import contest_cards, contests
from storage.contest_cards import ContestCard, Managed
from storage.contests import ContestView
from storage.store import Tx

#: What hosts do one after another, by the name in the texts.
STEPS = {
    "deal": "contest.deal",
    "stop": "contest.stop",
    "close": "contest.close",
    "reopen": "contest.reopen",
    "publish": "contest.publish",
}


@action("contest.show")
def show(tx: Tx, turn: Turn, event: int) -> Screen:
    """A contest as the person who looks has part in it."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = contest_cards.card(tx, turn.who, event=event)
    rows = [*_own(seen), *_duties(seen)]
    if seen.sees_event:
        rows.append([event_words.back(event)])
    return screen("\n".join(_said(turn, seen)), *rows)


def _said(turn: Turn, seen: ContestCard) -> list[str]:
    contest = seen.contest
    lines = [words.say("contest-title", title=contest.event.title)]
    if seen.winners:
        lines.extend(_winners(seen))
    else:
        lines.append(words.say("contest-size", least=contest.least, most=contest.most))
        lines.append(deadline(contest))
    if seen.team is not None:
        lines += ["", *_team(turn, seen)]
    elif seen.takes_part:
        text = "contest-looking" if seen.looking else "contest-no-team"
        lines += ["", words.say(text, you=turn.you)]
    elif not (seen.juror or seen.manages or seen.winners or contest.scored):
        lines += ["", words.say("contest-outside", you=turn.you)]
    return lines


def _winners(seen: ContestCard) -> list[str]:
    """The first three places, as everybody is told."""
    best = seen.contest.best
    return (
        [words.say("contest-winners")]
        + [
            words.say("contest-winner", place=one.place or 0, title=one.title, mean=_mean(one.mean))
            for one in seen.winners
        ]
        + [words.say("contest-best", best=best)]
    )


def _mean(mean: float | None) -> float:
    return round(mean or 0.0, 2)


def _team(turn: Turn, seen: ContestCard) -> list[str]:
    assert seen.team is not None
    team, contest = seen.team, seen.contest
    lines = [words.say("contest-own-team", title=team.title, count=len(team.members), you=turn.you)]
    if seen.result is not None:
        lines.append(_result(turn, seen))
        return lines
    if team.small:
        lines.append(words.say("contest-small", least=contest.least))
    if seen.case:
        lines.append(words.say("contest-own-case", title=seen.case))
    elif seen.cases:
        lines.append(words.say("contest-case-wanted"))
    if seen.work is not None:
        work = seen.work
        lines.append(words.say("contest-own-work", title=work.title, at=work.at))
    elif not contest.scored:
        lines.append(words.say("contest-no-work"))
    return lines


def _result(turn: Turn, seen: ContestCard) -> str:
    result = seen.result
    if result is None or result.place is None or result.mean is None:
        return words.say("contest-own-unjudged", you=turn.you)
    return words.say(
        "contest-own-result",
        place=result.place,
        mean=_mean(result.mean),
        best=seen.contest.best,
        you=turn.you,
    )


def deadline(contest: ContestView) -> str:
    """Until when works are taken, or that they are not any more."""
    state = "closed" if contest.over else "early"
    if contest.scored or contest.open:
        state = "scored" if contest.scored else "open"
    return words.say(
        "contest-deadline",
        state=state,
        starts=contest.event.starts_at,
        until=contest.deadline,
    )


def _own(seen: ContestCard) -> list[list[Button]]:
    """What who takes part may do."""
    event, team = seen.contest.event.id, seen.team
    rows: list[list[Button]] = []
    if team is not None:
        rows.append([link(words.label("contest-team-button"), "contest.team", team=team.id)])
    elif seen.takes_part:
        on = int(not seen.looking)
        rows += [
            [
                link(words.label("contest-make"), "contest.make", style="good", event=event),
                link(words.label("contest-by-code"), "contest.join"),
            ],
            [link(words.label("contest-look", on=on), "contest.look", event=event, on=on)],
        ]
    if seen.cases and not seen.manages:
        rows.append([link(words.label("contest-cases-button"), "contest.cases", event=event)])
    if team is not None:
        row: list[Button] = []
        if seen.contest.open and (seen.case or not seen.cases):
            row.append(
                link(words.label("contest-hand-in"), "contest.hand-in", style="good", team=team.id)
            )
        if seen.work is not None:
            row.append(link(words.label("contest-work-button"), "contest.work", team=team.id))
        rows.append(row)
    return rows


def _duties(seen: ContestCard) -> list[list[Button]]:
    """What the jury and the hosts have to do."""
    event = seen.contest.event.id
    rows: list[list[Button]] = []
    if seen.juror:
        rows.append(
            [link(words.label("contest-judge"), "contest.judge", style="primary", event=event)]
        )
    if seen.manages:
        rows.append([link(words.label("contest-manage"), "contest.manage", event=event)])
    return rows


def back(event: int) -> Button:
    return link(words.label("contest-back"), "contest.show", event=event)


@action("contest.manage")
def manage(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Управление», for hosts: how far everything is, and what may be done next."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = contest_cards.managed(tx, turn.who, event=event)
    contest = seen.contest
    lines = [
        words.say("contest-manage-head", title=contest.event.title),
        deadline(contest),
        words.say("contest-manage-teams", teams=seen.teams, small=seen.small),
        words.say("contest-manage-looking", looking=seen.looking),
        words.say("contest-manage-cases", cases=seen.cases, dealt="yes" if contest.dealt else "no"),
        words.say("contest-manage-works", handed=seen.handed, teams=seen.teams),
        words.say("contest-manage-jury", jury=seen.jury, waiting=seen.waiting),
    ]
    rows = [
        [
            link(words.label("contest-teams-button"), "contest.teams", event=event),
            link(words.label("contest-jury-button"), "contest.jury", event=event),
        ],
        [link(words.label("contest-cases-button"), "contest.cases", event=event)],
        *_next(seen),
        [back(event)],
    ]
    if not contest.scored:
        rows[1].append(
            link(words.label("contest-deadline-button"), "contest.deadline", event=event)
        )
    return screen("\n".join(lines), *rows)


def _next(seen: Managed) -> list[list[Button]]:
    """The steps of a contest that are open now, each asked about before it is done."""
    contest = seen.contest
    if contest.scored:
        shown = [
            link(words.label("contest-results-button"), "contest.results", event=contest.event.id),
            link(words.label("contest-protocol"), "contest.protocol", event=contest.event.id),
        ]
        steps = [] if contest.published else [_step(seen, "publish"), _step(seen, "reopen")]
        return [shown, steps]
    steps = []
    if seen.cases and not contest.dealt:
        steps.append(_step(seen, "deal"))
    if contest.open:
        steps.append(_step(seen, "stop"))
    if contest.over and seen.jury:
        steps.append(_step(seen, "close"))
    return [[one] for one in steps]


def _step(seen: Managed, which: str) -> Button:
    event = seen.contest.event.id
    return link(words.label("contest-step", which=which), "contest.sure", event=event, which=which)


@action("contest.sure")
def sure(tx: Tx, turn: Turn, event: int, which: str) -> Screen:
    """What a step means, before it is taken."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = contest_cards.managed(tx, turn.who, event=event)
    if which not in STEPS:
        return manage(tx, turn, event)
    said = words.say("contest-sure", which=which, waiting=seen.waiting, handed=seen.handed)
    yes = button(words.label("contest-step", which=which), STEPS[which], style="good", event=event)
    return screen(said, [yes, _to_manage(event)])


def _to_manage(event: int) -> Button:
    return link(words.label("contest-manage"), "contest.manage", event=event)


class Deadline(BaseModel):
    until: Annotated[datetime, Ask(reads="moment")]


@action("contest.deadline", present="contest.manage", form=Deadline)
def set_deadline(tx: Tx, turn: Turn, event: int, form: Deadline) -> Screen:
    """«Срок сдачи»: everybody who takes part is told."""
    changed = contests.set_deadline(tx, turn.who, event=event, until=form.until)
    contest_notices.deadline_set(tx, changed)
    said = words.say("contest-deadline-set", until=changed.deadline)
    return manage(tx, turn, event).after(said)


@action("contest.stop", present="contest.manage")
def stop(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Закончить приём»: no more works from now on."""
    closed = contests.close_works(tx, turn.who, event=event)
    contest_notices.stopped(tx, closed)
    return manage(tx, turn, event).after(words.say("contest-stopped"))

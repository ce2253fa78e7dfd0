"""The jury of a contest: named by hosts; marks, one press a criterion (E5). Adults: «вы»."""

from typing import Annotated

from pydantic import BaseModel

from dialogs import contest_notices, contests, words
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action
from dialogs.screen import Button, Screen, button, link, screen
from storage import contest_cards, contest_jury
from storage.contest_jury import Sheet, SheetLine
from storage.drafts import Answers, Args
from storage.residents import Who
from storage.store import Tx

#: Marks in a row of buttons; with the way back they fit VK's ten keys.
IN_ROW = 3


@action("contest.jury")
def listed(tx: Tx, turn: Turn, event: int) -> Screen:
    """Who is of the jury and how far each is, for hosts."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    jury = contest_jury.progress(tx, turn.who, event=event)
    seen = contest_cards.card(tx, turn.who, event=event)
    lines = [words.say("contest-jury-head", count=len(jury))]
    lines += [
        words.say("contest-jury-line", name=_full(one.who), done=one.done, of=one.of)
        for one in jury
    ]
    row = []
    if not seen.contest.scored:
        row.append(
            link(words.label("contest-juror-add"), "contest.juror", style="good", event=event)
        )
        if jury:
            row.append(link(words.label("contest-juror-less"), "contest.juror-less", event=event))
    return screen("\n".join(lines), row, [_to_manage(event)])


def _to_manage(event: int) -> Button:
    return link(words.label("contest-manage"), "contest.manage", event=event)


def _full(who: Who) -> str:
    return f"{who.address} {who.family}"


def _candidates(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    found = contest_jury.candidates(tx, who, event=int(args["event"]))
    return [Choice(one.id or 0, _full(one)) for one in found]


class Juror(BaseModel):
    juror: Annotated[int, Ask(choices=_candidates)]


@action("contest.juror", present="contest.jury", form=Juror)
def name(tx: Tx, turn: Turn, event: int, form: Juror) -> Screen:
    """«Добавить в жюри»: they are told."""
    done = contest_jury.name(tx, turn.who, event=event, juror=form.juror)
    contest_notices.named(tx, turn.who, done)
    said = words.say("contest-juror-named", name=_full(done.who))
    return listed(tx, turn, event).after(said)


@action("contest.juror-less")
def whom_to_remove(tx: Tx, turn: Turn, event: int) -> Screen:
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    jury = contest_jury.progress(tx, turn.who, event=event)
    items = [
        button(_full(one.who), "contest.juror-out", event=event, resident=one.who.id or 0)
        for one in jury
    ]
    return screen(words.say("contest-juror-whom"), [_to_manage(event)], items=items)


@action("contest.juror-out", present="contest.jury")
def remove(tx: Tx, turn: Turn, event: int, resident: int) -> Screen:
    done = contest_jury.remove(tx, turn.who, event=event, juror=resident)
    said = words.say("contest-juror-gone", name=_full(done.who))
    return listed(tx, turn, event).after(said)


@action("contest.judged")
def judged(tx: Tx, turn: Turn) -> Screen:
    """«Я в жюри»: the contests of whose jury the person is, those from elsewhere, too."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    found = contest_cards.judged(tx, turn.who)
    items = [
        link(
            words.label("event-past-line", at=one.starts_at, title=one.title),
            "contest.show",
            event=one.event,
        )
        for one in found
    ]
    return screen(words.say("contest-judged", count=len(items)), items=items)


@action("contest.judge")
def judge(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Работы для жюри»: every team, and how far the own marks are."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    contest, found = contest_jury.lines(tx, turn.who, event=event)
    lines = [
        words.say("contest-judge-head", title=contest.event.title),
        contests.deadline(contest),
    ]
    lines += [
        words.say("contest-judge-barred", title=one.title, interest=one.interest.value)
        for one in found
        if one.interest is not None
    ]
    lines += [
        words.say("contest-judge-empty", title=one.title)
        for one in found
        if one.interest is None and not one.handed
    ]
    items = [
        link(_line(one, len(contest.criteria)), "contest.work", team=one.team)
        for one in found
        if one.interest is None and one.handed
    ]
    rows = []
    if contest.scored:
        rows.append([link(words.label("contest-results-button"), "contest.results", event=event)])
    return screen("\n".join(lines), *rows, [contests.back(event)], items=items)


def _line(one: SheetLine, criteria: int) -> str:
    state = "newer" if one.newer else "whole" if one.marks == criteria else "part"
    return words.label(
        "contest-judge-line",
        title=one.title,
        state=state if one.marks else "none",
        marks=one.marks,
        of=criteria,
    )


@action("contest.sheet")
def sheet(tx: Tx, turn: Turn, team: int) -> Screen:
    """One's own marks for a team; a criterion is pressed to give it another."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    return _shown(contest_jury.sheet(tx, turn.who, team=team))


def _shown(seen: Sheet) -> Screen:
    contest = seen.contest
    lines = [words.say("contest-sheet-head", title=seen.title)]
    if seen.newer:
        lines.append(words.say("contest-sheet-newer"))
    lines += [
        words.say("contest-sheet-line", criterion=criterion, points=-1 if one is None else one)
        for criterion, one in zip(contest.criteria, seen.marks, strict=True)
    ]
    lines.append(words.say("contest-sheet-total", total=seen.total, best=contest.best))
    items: list[Button] = []
    if not contest.scored:
        items = [
            link(criterion, "contest.criterion", team=seen.team, number=number)
            for number, criterion in enumerate(contest.criteria)
        ]
    else:
        lines.append(words.say("contest-sheet-closed"))
    ways = [
        link(words.label("contest-work-button"), "contest.work", team=seen.team),
        link(words.label("contest-judge"), "contest.judge", event=contest.event.id),
    ]
    return screen("\n".join(lines), ways, items=items)


@action("contest.criterion")
def criterion(tx: Tx, turn: Turn, team: int, number: int) -> Screen:
    """One criterion, with all marks that may be given by it."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = contest_jury.sheet(tx, turn.who, team=team)
    if seen.contest.scored or not 0 <= number < len(seen.marks):
        return _shown(seen)
    return _asked(seen, number)


def _asked(seen: Sheet, number: int) -> Screen:
    contest = seen.contest
    given = seen.marks[number]
    said = words.say(
        "contest-criterion",
        title=seen.title,
        criterion=contest.criteria[number],
        number=number + 1,
        of=len(contest.criteria),
        most=contest.max_each,
        points=-1 if given is None else given,
    )
    # A mark is set and not added to: a second press of it changes nothing.
    marks = [
        link(
            words.label("contest-mark", points=points),
            "contest.mark",
            team=seen.team,
            number=number,
            points=points,
        )
        for points in range(contest.max_each + 1)
    ]
    rows = [marks[at : at + IN_ROW] for at in range(0, len(marks), IN_ROW)]
    back = link(words.label("contest-sheet-button"), "contest.sheet", team=seen.team)
    return screen(said, *rows, [back])


@action("contest.mark")
def mark(tx: Tx, turn: Turn, team: int, number: int, points: int) -> Screen:
    """A mark is given; the next criterion without one comes at once."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = contest_jury.mark(tx, turn.who, team=team, criterion=number, points=points)
    return _shown(seen) if seen.next is None else _asked(seen, seen.next)

"""The end of a contest: the scoring closed, results told, the jury's protocol (E5)."""

from dialogs import contest_notices, contest_protocol, contests, words
from dialogs.registry import Turn, action
from dialogs.screen import Screen, link, screen
from storage import contest_results
from storage.contest_results import JurySheet, Result, Results
from storage.store import Tx


@action("contest.close", present="contest.manage")
def close(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Закрыть оценивание»: places are reckoned, and seen by hosts and jury only."""
    contest_results.close(tx, turn.who, event=event)
    return show(tx, turn, event).after(words.say("contest-closed"))


@action("contest.reopen", present="contest.manage")
def reopen(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Вернуть оценивание», before anybody was told."""
    contest_results.reopen(tx, turn.who, event=event)
    return contests.manage(tx, turn, event).after(words.say("contest-reopened"))


@action("contest.publish", present="contest.manage")
def publish(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Объявить результаты»: each team is told its own."""
    told = contest_results.publish(tx, turn.who, event=event)
    contest_notices.published(tx, told)
    return contests.manage(tx, turn, event).after(words.say("contest-published-done"))


@action("contest.results")
def show(tx: Tx, turn: Turn, event: int) -> Screen:
    """All results, for hosts and the jury, once the scoring is closed."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    found = contest_results.all_of(tx, turn.who, event=event)
    sheets = contest_results.sheets(tx, turn.who, event=event)
    lines = [
        words.say(
            "contest-results-head",
            title=found.contest.event.title,
            published="yes" if found.contest.published else "no",
        ),
        *(_with_sheets(found, number, sheets) for number in range(len(found.lines))),
        words.say("contest-best", best=found.contest.best),
    ]
    return screen("\n".join(lines), [contests.back(event)])


def _with_sheets(found: Results, number: int, sheets: tuple[JurySheet, ...]) -> str:
    """A team's line, and what each of the jury gave it."""
    line = _line(found, found.lines[number])
    given = [
        words.say("contest-results-sheet", name=one.who.short, total=total)
        for one in sheets
        if (total := one.totals[number]) is not None
    ]
    return "\n".join([line, *given])


def _line(found: Results, one: Result) -> str:
    if one.place is None or one.mean is None:
        return words.say("contest-results-none", title=one.title)
    return words.say(
        "contest-results-line",
        place=one.place,
        title=one.title,
        mean=round(one.mean, 2),
        sheets=one.sheets,
        jury=found.jury,
        doubtful="yes" if one.doubtful else "no",
    )


@action("contest.protocol")
def protocol(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Протокол жюри» as a document."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    told = contest_results.protocol(tx, turn.who, event=event)
    back = link(words.label("contest-manage"), "contest.manage", event=event)
    said = words.say("contest-protocol-made", title=told.results.contest.event.title)
    return Screen(said, ((back,),), picture=contest_protocol.row(told))

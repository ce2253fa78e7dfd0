"""The list for notices on paper: who can be told nowhere, why, since when (R5, P12)."""

from collections.abc import Sequence

from dialogs import accounts, desk, words
from dialogs.registry import Turn, action, command
from dialogs.screen import Screen, link, screen
from storage import reach
from storage.reach import PaperList, Unreached
from storage.residents import Who
from storage.store import Tx

#: Lines at once: a longer list is for a table.
LINES_MOST = 40


@command("paper", listed=desk.sits_here)
def on_paper(tx: Tx, turn: Turn) -> Screen:
    """«Список для бумаги»: who had a messenger and has none that takes anything."""
    told = reach.on_paper(tx, turn.who)
    gone, never = _parted(told)
    lines = [words.say("paper-head", count=len(gone)), *_lines(gone)]
    if told.back:
        lines += ["", words.say("paper-back")]
        lines += [
            words.say("paper-back-line", name=full_name(one.who), since=one.at)
            for one in told.back[:LINES_MOST]
        ]
    rows = []
    if never:
        rows.append([link(words.label("paper-never", count=len(never)), "paper.never")])
    return screen("\n".join(lines), *rows)


@action("paper.never")
def never(tx: Tx, turn: Turn) -> Screen:
    """Who has not come in yet, by class."""
    _, never_came = _parted(reach.on_paper(tx, turn.who))
    head = words.say("paper-never-head", count=len(never_came))
    back = link(words.label("paper-to-list"), "command.run", word="paper")
    return screen("\n".join([head, *_lines(never_came)]), [back])


def _parted(told: PaperList) -> tuple[list[Unreached], list[Unreached]]:
    """Those who came in some time, and those who never did, each by class and name."""
    ordered = sorted(told.people, key=lambda one: (one.who.grade, one.who.family, one.who.name))
    return (
        [one for one in ordered if one.why != "never"],
        [one for one in ordered if one.why == "never"],
    )


def _lines(people: Sequence[Unreached]) -> list[str]:
    lines = [
        words.say(
            "paper-line",
            name=full_name(one.who),
            why=why(one),
            since=one.since,
            missed=one.missed,
        )
        for one in people[:LINES_MOST]
    ]
    if len(people) > LINES_MOST:
        lines.append(words.say("paper-more", count=len(people) - LINES_MOST))
    return lines


def full_name(who: Who) -> str:
    """As it is written on an envelope, with the class."""
    name = " ".join(part for part in (who.family, who.name, who.patronymic) if part)
    return f"{name}, {who.grade}" if who.grade else name


def why(one: Unreached) -> str:
    """Why somebody can be told nowhere, in words."""
    if one.why == "unlinked":
        return words.label("paper-unlinked")
    if one.why == "never":
        if one.code_until is None:
            return words.label("paper-no-code")
        return words.label("paper-code", until=one.code_until)
    shut = dict.fromkeys(
        f"{accounts.messenger_name(each.messenger)}: {accounts.reason(each.reason)}"
        for each in one.shut
    )
    return "; ".join(shut)

"""«Куда позвонить»: the helplines, with the day when somebody last called them (Q1, Q4).

The lines stand in the crisis file, which the school's psychologist edits; calls are noted in the
bot. The crisis card shows those of them that are for a crisis.
"""

from dataclasses import dataclass, replace
from datetime import date

from dialogs import crisis_lexicon, registry, words
from dialogs.crisis_lexicon import Helpline
from dialogs.registry import Turn, action, command
from dialogs.screen import Row, Screen, button, link, screen
from storage import helpline_checks
from storage.helpline_checks import Called
from storage.store import Tx


@dataclass(frozen=True)
class Line:
    """A line that may be shown; ``called`` is when somebody of the school tried it last."""

    told: Helpline
    called: date | None


def shown(tx: Tx) -> list[Line]:
    """The lines that people see, those for a crisis first.

    A doubtful one only after a call, one that did not answer never; 112 always.
    """
    calls = helpline_checks.calls(tx)
    lines = [
        Line(one, _called(one, calls.get(one.id)))
        for one in crisis_lexicon.loaded().content.helplines
        if one.where and _is_shown(one, calls.get(one.id))
    ]
    return sorted(lines, key=lambda one: not one.told.show_in_crisis)


def _called(one: Helpline, call: Called | None) -> date | None:
    return one.called_on if call is None else words.local(call.at).date()


def _is_shown(one: Helpline, call: Called | None) -> bool:
    if one.phone == crisis_lexicon.EMERGENCY and one.show_in_crisis:
        return True
    if not one.enabled or (call is not None and not call.works):
        return False
    return one.confidence != "low" or _called(one, call) is not None


def for_crisis(tx: Tx) -> list[Line]:
    """The lines of the crisis card: those that can be dialled."""
    return [one for one in shown(tx) if one.told.show_in_crisis and one.told.phone]


def last_called(tx: Tx) -> date | None:
    """The oldest day on which a line of the card was tried; None if one never was."""
    days = [one.called for one in for_crisis(tx)]
    return None if None in days else min(day for day in days if day is not None)


@command("helplines", keeps_form=True, listed=registry.everybody)
def helplines(tx: Tx, turn: Turn) -> Screen:
    """Open to everybody, the suspended and strangers too; it leaves ahead of all else."""
    told = [words.say("helplines-head"), *map(_in_full, shown(tx))]
    made = replace(screen("\n\n".join(told)), first=True)
    if turn.who.has(*helpline_checks.CALLERS):
        made = made.plus((link(words.label("helplines-check"), "helpline.list"),))
    return made


@action("helpline.show")
def show(tx: Tx, turn: Turn) -> Screen:
    return helplines(tx, turn)


def way_here() -> Row:
    """The button that leads to the numbers from elsewhere."""
    return (link(words.label("helplines-open"), "helpline.show"),)


def numbers(tx: Tx) -> str:
    """The lines for a crisis, one under another."""
    return "\n".join(_in_short(one.told) for one in for_crisis(tx))


def phones(tx: Tx) -> str:
    """The numbers for a crisis alone, in one line."""
    return words.listing([one.told.phone for one in for_crisis(tx)])


def _in_short(one: Helpline) -> str:
    more = ", ".join(part for part in (one.hours, one.cost) if part)
    if more:
        return words.say("helplines-short-more", name=one.name, phone=one.phone, more=more)
    return words.say("helplines-short", name=one.name, phone=one.phone)


def _in_full(line: Line) -> str:
    one = line.told
    parts = [words.say("helplines-line", name=one.name, where=one.where)]
    told = ", ".join(part for part in (one.hours, one.cost, one.audience) if part)
    if told:
        parts.append(words.say("helplines-about", about=told))
    if one.anonymous:
        parts.append(words.say("helplines-anonymous"))
    if line.called is not None:
        parts.append(words.say("helplines-called", at=line.called))
    else:
        parts.append(words.say("helplines-not-called"))
    return "\n".join(parts)


@action("helpline.list")
def listed(tx: Tx, turn: Turn) -> Screen:
    """«Отметить звонок»: which line was called."""
    turn.who.must_have(*helpline_checks.CALLERS)
    items = [
        link(
            words.label("helplines-item", name=one.name, where=one.where),
            "helpline.called",
            line=one.id,
        )
        for one in crisis_lexicon.loaded().content.helplines
        if one.where
    ]
    return screen(words.say("helplines-which"), items=items)


@action("helpline.called")
def called(tx: Tx, turn: Turn, line: str) -> Screen:
    """How the call went."""
    turn.who.must_have(*helpline_checks.CALLERS)
    known = next((one for one in crisis_lexicon.loaded().content.helplines if one.id == line), None)
    if known is None:
        return listed(tx, turn)
    answers = [
        button(words.label("helplines-works"), "helpline.note", style="good", line=line, works=1),
        button(words.label("helplines-dead"), "helpline.note", style="bad", line=line, works=0),
    ]
    return screen(words.say("helplines-how", name=known.name, where=known.where), answers)


@action("helpline.note", present="helpline.list")
def note(tx: Tx, turn: Turn, line: str, works: int) -> Screen:
    helpline_checks.note(tx, turn.who, line=line, works=bool(works))
    return screen(words.say("helplines-noted"), way_here())

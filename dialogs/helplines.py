"""«Куда позвонить»: the helplines, with the day when somebody last called them (Q1)."""

from dialogs import registry, rest_content, words
from dialogs.registry import Turn, action, command
from dialogs.rest_content import Helpline
from dialogs.screen import Row, Screen, button, link, screen
from storage import helpline_checks
from storage.helpline_checks import Called
from storage.store import Tx


@command("where-to-call", keeps_form=True, listed=registry.everybody)
def helplines(tx: Tx, turn: Turn) -> Screen:
    """Open to everybody, the suspended and strangers too."""
    shown = screen("\n\n".join([words.say("helplines-head"), *lines(tx)]))
    if turn.who.has(*helpline_checks.CALLERS):
        shown = shown.plus((link(words.label("helplines-check"), "helpline.list"),))
    return shown


@action("helpline.show")
def show(tx: Tx, turn: Turn) -> Screen:
    return helplines(tx, turn)


def way_here() -> Row:
    """The button that leads to the numbers from elsewhere."""
    return (link(words.label("helplines-open"), "helpline.show"),)


def lines(tx: Tx, *, crisis_only: bool = False) -> list[str]:
    """The lines as text, those for a crisis first."""
    calls = helpline_checks.calls(tx)
    shown = [one for one in rest_content.helplines() if one.is_shown(calls.get(one.id))]
    shown.sort(key=lambda one: not one.crisis)
    return [_line(one, calls.get(one.id)) for one in shown if one.crisis or not crisis_only]


def numbers(tx: Tx) -> str:
    """The numbers for an emergency, in a line each."""
    calls = helpline_checks.calls(tx)
    return "\n".join(
        words.say("helplines-short", name=one.name, phone=one.phone)
        for one in rest_content.helplines()
        if one.crisis and one.phone and one.is_shown(calls.get(one.id))
    )


def _line(one: Helpline, call: Called | None) -> str:
    parts = [words.say("helplines-line", name=one.name, where=one.phone or one.link)]
    told = ", ".join(part for part in (one.hours, one.cost, one.audience) if part)
    if told:
        parts.append(words.say("helplines-about", about=told))
    if one.anonymous:
        parts.append(words.say("helplines-anonymous"))
    if call is not None:
        parts.append(words.say("helplines-called", at=call.at))
    else:
        parts.append(words.say("helplines-not-called"))
    return "\n".join(parts)


@action("helpline.list")
def listed(tx: Tx, turn: Turn) -> Screen:
    """«Отметить звонок»: which line was called."""
    turn.who.must_have(*helpline_checks.CALLERS)
    items = [
        link(
            words.label("helplines-item", name=one.name, where=one.phone or one.link),
            "helpline.called",
            line=one.id,
        )
        for one in rest_content.helplines()
        if one.phone or one.link
    ]
    return screen(words.say("helplines-which"), items=items)


@action("helpline.called")
def called(tx: Tx, turn: Turn, line: str) -> Screen:
    """How the call went."""
    turn.who.must_have(*helpline_checks.CALLERS)
    known = next((one for one in rest_content.helplines() if one.id == line), None)
    if known is None:
        return listed(tx, turn)
    answers = [
        button(words.label("helplines-works"), "helpline.note", style="good", line=line, works=1),
        button(words.label("helplines-dead"), "helpline.note", style="bad", line=line, works=0),
    ]
    where = known.phone or known.link
    return screen(words.say("helplines-how", name=known.name, where=where), answers)


@action("helpline.note", present="helpline.list")
def note(tx: Tx, turn: Turn, line: str, works: int) -> Screen:
    helpline_checks.note(tx, turn.who, line=line, works=bool(works))
    return screen(words.say("helplines-noted"), way_here())

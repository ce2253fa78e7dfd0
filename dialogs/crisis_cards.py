"""What a child in danger is shown: the card, the one question, the numbers (Q4).

Never a diagnosis, a promise of secrecy or a reproach; numbers first, in the text, where every
messenger lets them be tapped.
"""

from dataclasses import replace

from dialogs import crisis_lexicon, helplines, registry, words
from dialogs.screen import Button, Screen, link, screen
from storage.crisis import Heard
from storage.crisis_events import EventView, Level
from storage.store import Tx


def card(tx: Tx, level: Level, heard: Heard | None, *, stranger: bool) -> Screen:
    """The crisis card; without ``heard`` nothing could be written down, and nothing is said of
    adults."""
    told = crisis_lexicon.loaded().content.card
    text = {"abuse": told.abuse, "threat": told.threat}.get(level, told.text)
    said = words.say("crisis-card", text=text, numbers=told.numbers, lines="")
    parts = [f"{said.rstrip()}\n{helplines.numbers(tx)}"]
    if heard is None:
        return _first(parts[0])
    if said_of_adults := _of_adults(tx, heard, stranger=stranger):
        parts.append(said_of_adults)
    return _first("\n\n".join(parts), *_ways(heard))


def _of_adults(tx: Tx, heard: Heard, *, stranger: bool) -> str:
    """What was done: never more than was done."""
    code = heard.event.code
    if heard.taker is not None:
        return words.say("crisis-taken-before", code=code)
    if heard.alert is not None and not heard.alert.to:
        return words.say("crisis-nobody-at-all", phones=helplines.phones(tx))
    if heard.alert is not None and heard.alert.nobody_on_duty:
        return words.say("crisis-nobody", code=code, phones=helplines.phones(tx))
    if heard.alert is not None:
        again = "crisis-told-again" if heard.alert.again else "crisis-told"
        return words.say(again, code=code)
    if heard.called:
        return words.say("crisis-told-before", code=code)
    return words.say("crisis-stranger") if stranger else ""


def _ways(heard: Heard) -> tuple[list[Button], ...]:
    return (
        [call()],
        [link(words.label("crisis-i-am-safe"), "crisis.safe", event=heard.event.id)],
    )


def call() -> Button:
    """«Позвать взрослого лицея»: as often as it is needed."""
    return link(words.label("crisis-call"), "crisis.call", style="bad")


def bare() -> Screen:
    """The card that needs neither store nor file: for when something of ours broke."""
    return _first(words.say("crisis-bare"))


def question(heard: Heard) -> Screen:
    """Amber: one careful question, asked straight."""
    told, event = crisis_lexicon.loaded().content.safety_question, heard.event.id
    return _first(
        words.say("crisis-own", text=told.text),
        [link(told.safe, "crisis.safe", style="good", event=event)],
        [link(told.thoughts, "crisis.thoughts", event=event)],
        [link(told.danger, "crisis.danger", style="bad", event=event)],
    )


def waits(tx: Tx, event: EventView) -> Screen:
    """No adult answered yet: said honestly, with the numbers."""
    return _first(words.say("crisis-waits", code=event.code, phones=helplines.phones(tx)), [call()])


def thoughts(tx: Tx) -> Screen:
    """The answer to «мысли есть»: whom to talk to; the psychologist, where the rest room is."""
    told = crisis_lexicon.loaded().content.safety_question
    asking = registry.COMMANDS.get("psychologist")
    rows = [[link(asking.label, "command.run", word="psychologist")]] if asking else []
    said = words.say("crisis-card", text=told.answer_thoughts, numbers="", lines="")
    return _first(f"{said.rstrip()}\n\n{helplines.numbers(tx)}", *rows, [call()])


def numbers(tx: Tx, text: str) -> Screen:
    return _first(f"{words.say(text)}\n{helplines.numbers(tx)}")


def _first(text: str, *rows: list[Button]) -> Screen:
    return replace(screen(text, *rows), first=True)

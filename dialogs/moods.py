"""«Как моё настроение»: one's own matter, and a gentle offer after a bad week (Q1).

Everything that tells a mood goes out sealed: the store holds no answer that can be read.
"""

from dataclasses import replace

from dialogs import helplines, registry, rest, rest_content, words
from dialogs.registry import Turn, action, command
from dialogs.rest_content import Mood
from dialogs.screen import Screen, button, link, screen
from storage import access, moods, refusals
from storage.access import Segment
from storage.residents import Role
from storage.store import Tx

SHOWN = 14


@command("mood", listed=rest.may_rest)
def mood(tx: Tx, turn: Turn) -> Screen:
    access.must_enter(turn.who, Segment.REST)
    items = [button(one.text, "mood.mark", mood=one.key) for one in rest_content.room().moods]
    ways = [link(words.label("mood-own"), "mood.own")]
    if turn.who.has(Role.PSYCHOLOGIST, Role.COORDINATOR, Role.ADMIN):
        ways.append(link(words.label("mood-week"), "mood.week"))
    return screen(words.say("mood-question", you=turn.you), ways, items=items)


@action("mood.ask")
def ask(tx: Tx, turn: Turn) -> Screen:
    return mood(tx, turn)


@action("mood.mark", present="mood.ask")
def mark(tx: Tx, turn: Turn, mood: str) -> Screen:
    """A mood was chosen: an answer, what may help, and after three bad ones the psychologist."""
    known = _known(mood)
    third = moods.mark(tx, turn.who, mood=mood)
    said = [words.say("mood-reply", text=known.reply)]
    items = rest.suggested(known.suggest)
    rows = []
    if mood == moods.LOW:
        if third:
            said.append(words.say("mood-third", you=turn.you))
        if turn.who.is_pupil:
            label = registry.COMMANDS["psychologist"].label
            rows.append([link(label, "command.run", style="primary", word="psychologist")])
        rows.append(list(helplines.way_here()))
    shown = screen("\n\n".join(said), *rows, items=items)
    return replace(shown, sealed=True)


@action("mood.own")
def own(tx: Tx, turn: Turn) -> Screen:
    """The last two weeks, for their owner."""
    marks = moods.own(tx, turn.who)
    if not marks:
        return screen(words.say("mood-none", you=turn.you))
    lines = [words.say("mood-line", at=one.at, text=_known(one.mood).text) for one in marks[:SHOWN]]
    erase = button(words.label("mood-erase"), "mood.erase", style="bad")
    said = "\n".join([words.say("mood-own-head", days=tx.rules.mood_days), *lines])
    return replace(screen(said, [erase]), sealed=True)


@action("mood.erase", present="mood.ask")
def erase(tx: Tx, turn: Turn) -> Screen:
    moods.forget_own(tx, turn.who)
    return screen(words.say("mood-erased"))


@action("mood.week")
def week(tx: Tx, turn: Turn) -> Screen:
    """The school in numbers, where they can be nobody's."""
    numbers = moods.week(tx, turn.who)
    if numbers is None:
        return screen(words.say("mood-week-few"))
    lines = [
        words.say("mood-week-line", text=one.text, share=numbers.shares[one.key])
        for one in rest_content.room().moods
    ]
    head = words.say("mood-week-head", since=numbers.since, until=numbers.until)
    return screen("\n".join([head, *lines]))


def _known(key: str) -> Mood:
    found = next((one for one in rest_content.room().moods if one.key == key), None)
    if found is None:
        raise refusals.Missing("mood")
    return found

"""From an alert to a talk through the bot: the offer, and what each side is told (Q4)."""

from dialogs import crisis_alerts, crisis_work, handoff_notices, psych_words, registry, relay, words
from dialogs.registry import Turn, action
from dialogs.screen import Screen, button, link, screen
from storage import crisis_talks
from storage.crisis_talks import Begun
from storage.store import Tx


@action("crisis.talk", present="crisis.show")
def offer(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Поговорить через бота»: the child is asked, by whom is not said."""
    made = crisis_talks.offer(tx, turn.who, event=event)
    yes = button(words.label("crisis-accept"), "crisis.accept", style="good", event=event)
    asked = "crisis-offer" if made.themselves else "crisis-offer-psychologist"
    crisis_alerts.to_child(tx, made.child, screen(words.say(asked, code=made.event.code), [yes]))
    told = "crisis-offered" if made.themselves else "crisis-offered-psychologist"
    return screen(words.say(told, code=made.event.code), *crisis_work.rows(made.event, turn.who))


@action("crisis.accept", present="psych.show")
def accept(tx: Tx, turn: Turn, event: int) -> Screen:
    """The child wants to talk."""
    return begun(tx, turn, crisis_talks.accept(tx, turn.who, event=event))


def begun(tx: Tx, turn: Turn, made: Begun) -> Screen:
    """Tell the psychologist whose talk it is, or all of them that one waits; then the child."""
    if made.call is not None:
        handoff_notices.call(tx, made.call)
    given = made.given
    if given is None or given.psychologist is None or given.psychologist.id is None:
        return registry.run_command(tx, turn, "psychologist")
    number = given.card.id
    open_ = link(words.label("talk-open"), "talk.open", style="primary", handoff=number)
    said = words.say("crisis-talk-begun", code=made.event.code, card=psych_words.line(given.card))
    relay.bring(tx, given.psychologist.id, screen(said, [open_]))
    name = given.psychologist.address
    return screen(words.say("talk-taken", name=name), relay.ways(number, is_pupil=True))

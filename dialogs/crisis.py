"""Children in danger: what they say is heard before anything else, in every bot (Q4)."""

from dialogs import (
    crisis_alerts,
    crisis_cards,
    crisis_lexicon,
    helplines,
    letters,
    registry,
    typed,
)
from dialogs import words as texts
from dialogs.crisis_lexicon import Level
from dialogs.registry import Turn, action, command
from dialogs.screen import Screen, screen
from storage import crisis, crisis_events, drafts, outbox, talks
from storage.crisis import Heard
from storage.residents import Who
from storage.store import Tx
from storage.talks import Conversation

#: Who presses these says it with a press: the words on them are not checked too.
OWN_COMMANDS = frozenset({"feel-bad", "call-adult", "helplines"})


_names: dict[Level, crisis_events.Level] = {
    Level.RED: "red",
    Level.THREAT: "threat",
    Level.ABUSE: "abuse",
    Level.AMBER: "amber",
}


def may_be_a_child(who: Who) -> bool:
    """Whose words are checked: pupils', and those of people whom the school does not know."""
    return who.id is None or who.is_pupil


def level_of(text: str) -> Level | None:
    """How bad a text sounds. Pure: it asks neither the store nor anybody else."""
    return crisis_lexicon.loaded().level(text) if text else None


def heard(tx: Tx, turn: Turn) -> Level | None:
    """Hear what was said before anything is done with it: the card goes out ahead of all else.

    Red, threat and abuse lay a form aside, with its answers and without a word: what the child
    writes next is no answer to a question about a project. Amber leaves everything as it is.
    """
    if turn.in_chat or turn.press is not None or not may_be_a_child(turn.who):
        return None
    level = level_of(turn.text)
    if level is None or _is_ours(turn):
        return None
    found = respond(tx, turn.who, turn.talk, level)
    if level is not Level.AMBER:
        make_quiet(tx, turn)
        return level
    return level if found.before is None else None


def _is_ours(turn: Turn) -> bool:
    """Whether it is the label of one of our own buttons."""
    found = registry.find_command(turn.text)
    told = crisis_lexicon.loaded().content.safety_question
    ours = {typed.normal(label) for label in (told.safe, told.thoughts)}
    return (found is not None and found[0].name in OWN_COMMANDS) or typed.normal(turn.text) in ours


def make_quiet(tx: Tx, turn: Turn) -> None:
    """Lay the form aside that is being filled here."""
    draft = drafts.active(tx, turn.owner, turn.talk.id)
    if draft is not None and draft.talk_id == turn.talk.id:
        drafts.lay_aside(tx, draft)


def respond(tx: Tx, who: Who, talk: Conversation, level: Level) -> Heard:
    """Write down what was heard, show the card or ask the question, alert adults."""
    found = crisis.heard(tx, who, talk=talk.id, level=_names[level])
    if level is Level.AMBER:
        if found.before is None:
            _show(tx, who, talk, crisis_cards.question(found))
        return found
    _show(tx, who, talk, crisis_cards.card(tx, _names[level], found, stranger=who.id is None))
    _alert(tx, found)
    return found


def _alert(tx: Tx, found: Heard) -> None:
    if found.alert is not None:
        crisis_alerts.alert(tx, found.alert)
    elif found.taker is not None:
        crisis_alerts.said_again(tx, found.event, found.taker)


def _show(tx: Tx, who: Who, talk: Conversation, shown: Screen) -> None:
    for letter in letters.of(shown):
        to = talks.address(talk)
        outbox.put(tx, to, letter, for_account=who.account_id, screen=bool(letter.buttons))


def show_bare(tx: Tx, talk: Conversation) -> None:
    """The card without anything that could break: after something of ours did."""
    for letter in letters.of(crisis_cards.bare()):
        outbox.put(tx, talks.address(talk), letter)


def listening(tx: Tx, turn: Turn) -> Screen | None:
    """What is said to words that fit nothing while a child may be in danger; else None."""
    if not may_be_a_child(turn.who):
        return None
    if level_of(turn.text) is None and crisis.last_of(tx, turn.who) is None:
        return None
    said = texts.say("crisis-listening", phones=helplines.phones(tx))
    return screen(said, [crisis_cards.call()])


@command("feel-bad", keeps_form=True, listed=may_be_a_child)
def feel_bad(tx: Tx, turn: Turn) -> Screen:
    """«Мне плохо прямо сейчас»: the card and an adult, without a question."""
    return _called(tx, turn, "call")


@command("call-adult", keeps_form=True, listed=may_be_a_child)
def call_adult(tx: Tx, turn: Turn) -> Screen:
    return _called(tx, turn, "call")


@action("crisis.call")
def call(tx: Tx, turn: Turn) -> Screen:
    """«Позвать взрослого лицея»."""
    return _called(tx, turn, "call")


@action("crisis.danger")
def danger(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Мне опасно быть одному», the answer to the question."""
    if may_be_a_child(turn.who):
        crisis.must_be_own(tx, turn.who, event=event)
    return _called(tx, turn, "red")


def _called(tx: Tx, turn: Turn, level: crisis_events.Level) -> Screen:
    if not may_be_a_child(turn.who):
        return crisis_cards.numbers(tx, "crisis-adult")
    make_quiet(tx, turn)
    found = crisis.call(tx, turn.who, talk=turn.talk.id, level=level)
    _alert(tx, found)
    return crisis_cards.card(tx, level, found, stranger=False)


@action("crisis.safe")
def safe(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Я в безопасности»."""
    seen = crisis.safe(tx, turn.who, event=event)
    if seen.level == "amber":
        told = crisis_lexicon.loaded().content.safety_question
        return screen(texts.say("crisis-own", text=told.answer_safe))
    return screen(texts.say("crisis-safe-told" if seen.called else "crisis-safe"))


@action("crisis.thoughts")
def thoughts(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Мысли есть, делать ничего не буду»: whom to talk to; nobody is told of it."""
    crisis.must_be_own(tx, turn.who, event=event)
    return crisis_cards.thoughts(tx)

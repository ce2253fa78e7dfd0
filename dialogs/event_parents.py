"""A parent's word about a child's part in an event (E3, D1). No emoji, «вы»."""

from dialogs import event_notices, words
from dialogs.registry import Turn, action
from dialogs.screen import Button, Screen, button, screen
from storage import contest_teams, event_consents
from storage.event_consents import Asked
from storage.event_lists import Seat
from storage.store import Tx


@action("event.asked")
def asked(tx: Tx, turn: Turn, line: int) -> Screen:
    """The question, with the words that are agreed to."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    question = event_consents.asked(tx, turn.who, line=line)
    if question.state is not Seat.CONSENT:
        state = "given" if question.state is Seat.REGISTERED else "over"
        said = words.say("event-consent-state", state=state, name=question.child.short)
        if question.state is not Seat.REGISTERED:
            return screen(said)
        return screen(said, [_back(line)])
    said = words.say(
        "event-consent-ask",
        name=question.child.short,
        title=question.title,
        purpose=question.purpose,
        starts=question.starts_at,
        place=question.place,
        room=question.room,
        until=question.until or question.starts_at,
    )
    return screen(
        "\n\n".join([said, words.say("event-consent-text", text=_words(question))]),
        [
            button(words.label("event-allow"), "event.allow", style="good", line=line),
            button(words.label("event-forbid"), "event.forbid", style="bad", line=line),
        ],
    )


def _back(line: int) -> Button:
    return button(words.label("event-take-back"), "event.take-back", style="bad", line=line)


def _words(question: Asked) -> str:
    return words.label(
        "event-consent-parent-words",
        name=question.child.short,
        title=question.title,
        starts=question.starts_at,
    )


@action("event.allow", present="event.asked")
def allow(tx: Tx, turn: Turn, line: int) -> Screen:
    """The parent agrees."""
    question = event_consents.asked(tx, turn.who, line=line)
    done = event_consents.allow(tx, turn.who, line=line, words=_words(question))
    event_notices.parent_answered(tx, done, allowed=True)
    said = words.say("event-allowed", name=question.child.short, title=question.title)
    return screen(said, [_back(line)] if done.state is Seat.REGISTERED else [])


@action("event.forbid", present="event.asked")
def forbid(tx: Tx, turn: Turn, line: int) -> Screen:
    """The parent does not agree: the place goes on to the next."""
    question = event_consents.asked(tx, turn.who, line=line)
    done = event_consents.refuse(tx, turn.who, line=line)
    event_notices.parent_answered(tx, done.own, allowed=False)
    event_notices.offered(tx, done.offered)
    return screen(words.say("event-forbidden", name=question.child.short, title=question.title))


@action("event.take-back", present="event.asked")
def take_back(tx: Tx, turn: Turn, line: int) -> Screen:
    """The parent takes the word back: the place goes on, unless the other parent agreed too."""
    question = event_consents.asked(tx, turn.who, line=line)
    team = contest_teams.seen_by_member(tx, question.child, question.event)
    done = event_consents.take_back(tx, turn.who, line=line)
    if done.own.state is Seat.REGISTERED:
        return screen(words.say("event-taken-back-other", name=question.child.short))
    event_notices.word_gone(tx, turn.who, question.child, done, team)
    return screen(words.say("event-taken-back", name=question.child.short, title=question.title))

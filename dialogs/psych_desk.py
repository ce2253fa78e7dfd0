"""The psychologist's desk: being there, the queue, taking a request (Q3)."""

from dialogs import handoff_notices, psych_words, registry, talk, words
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, button, link, screen
from storage import drafts, handoff_work, presence, psych_marks, talks
from storage.residents import Role
from storage.store import Tx


@command("psych-here", listed=talk.is_psychologist)
def here(tx: Tx, turn: Turn) -> Screen:
    """«На связи»."""
    presence.come(tx, turn.who)
    waiting = len(handoff_work.queue(tx, turn.who))
    minutes = tx.rules.psych_presence_minutes
    return screen(words.say("psych-is-here", count=waiting, minutes=minutes), [_to_queue()])


@command("psych-away", listed=talk.is_psychologist)
def away(tx: Tx, turn: Turn) -> Screen:
    """«Не на связи»."""
    presence.go(tx, turn.who)
    open_ = len(handoff_work.talks(tx, turn.who))
    return screen(words.say("psych-is-away", count=open_))


@action("psych.here")
def still_here(tx: Tx, turn: Turn) -> Screen:
    return here(tx, turn)


@action("psych.away")
def not_here(tx: Tx, turn: Turn) -> Screen:
    return away(tx, turn)


@command("psych-queue", listed=talk.is_psychologist)
def queue(tx: Tx, turn: Turn) -> Screen:
    """«Очередь»; for a supervisor that is the queue of reviews."""
    if not turn.who.has(Role.PSYCHOLOGIST):
        return registry.run_command(tx, turn, "queue")
    waiting = handoff_work.queue(tx, turn.who)
    items = [link(psych_words.in_queue(one), "psych.card", handoff=one.id) for one in waiting]
    ways = [link(words.label("psych-marks"), "psych.marks")]
    return screen(words.say("psych-queue" if items else "psych-queue-empty"), ways, items=items)


@action("psych.queue")
def show_queue(tx: Tx, turn: Turn) -> Screen:
    return queue(tx, turn)


@action("psych.card")
def card(tx: Tx, turn: Turn, handoff: int) -> Screen:
    """A request that waits; if it does not any more, the queue."""
    turn.who.must_have(Role.PSYCHOLOGIST)
    found = next((one for one in handoff_work.queue(tx, turn.who) if one.id == handoff), None)
    if found is None:
        return queue(tx, turn)
    lines = [psych_words.waits(found)]
    if found.wish_at is not None:
        lines.append(words.say("psych-card-wish", at=found.wish_at))
    take_ = button(words.label("talk-take"), "psych.take", style="good", handoff=handoff)
    return screen("\n".join(lines), [take_, _to_queue()])


@action("psych.take", present="psych.card")
def take(tx: Tx, turn: Turn, handoff: int) -> Screen:
    """«Взять»: one wins. The pupil is told, and from now on the two talk."""
    given = handoff_work.take(tx, turn.who, handoff=handoff)
    handoff_notices.taken(tx, given)
    if given.pupil is not None:
        _lay_aside(tx, given.pupil)
    said = words.say("talk-you-took", line=psych_words.line(given.card))
    return talk.in_talk(tx, turn, given, said)


def _lay_aside(tx: Tx, pupil: int) -> None:
    """A form that the pupil is filling waits: what they write now is for the psychologist."""
    for place in talks.addresses_of(tx, pupil):
        draft = drafts.active(tx, f"r{pupil}", place.talk_id)
        if draft is not None:
            drafts.lay_aside(tx, draft)


@action("psych.marks")
def marks(tx: Tx, turn: Turn) -> Screen:
    """How talks were, in numbers that are nobody's."""
    counts = psych_marks.counts(tx, turn.who)
    if counts is None:
        return screen(words.say("psych-marks-few"))
    lines = [
        words.say("psych-marks-line", mark=words.label("talk-mark", mark=mark), count=count)
        for mark, count in counts.items()
    ]
    return screen("\n".join([words.say("psych-marks-head"), *lines]))


def _to_queue() -> Button:
    return link(words.label("psych-queue-button"), "psych.queue")

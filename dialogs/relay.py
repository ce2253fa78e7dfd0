"""A conversation has one owner at a time (C11): while a psychologist talks with a pupil through the
bot, what either says goes to the other, and the bot keeps silent but for what it must say.

`owner` stands in `dialogs/turn.py` before the commands. Words pass sealed through the outbox.
"""

from dataclasses import replace

from dialogs import letters, referring, registry, typed, words
from dialogs.registry import Answer, Turn
from dialogs.screen import Button, Screen, link, screen
from storage import (
    drafts,
    handoffs,
    messages,
    outbox,
    presence,
    psych_hours,
    refusals,
    relay,
    relevance,
    residents,
    talks,
)
from storage.handoffs import State
from storage.outbox import Rank
from storage.relay import Holder, Passed
from storage.store import Tx

#: What a pupil may say to the bot itself during a talk, typed or from the permanent keyboard: the
#: end, one's name, help in an emergency. Everything else is for the psychologist.
PUPILS_COMMANDS = frozenset({"talk-end", "talk-name", "helplines", "feel-bad", "call-adult"})
PSYCHOLOGISTS_COMMANDS = frozenset(
    {
        "talk-end",
        "talk-transfer",
        "talk-meet",
        "talk-reveal",
        "talk-aside",
        "talks",
        "psych-queue",
        "psych-here",
        "psych-away",
    }
)
#: Forms of the talk itself: what they ask is answered to the bot.
OWN_FORMS = frozenset({"talk.meet", "talk.reveal", "psych.add"})


def owner(tx: Tx, turn: Turn) -> Answer | None:
    """Pass on what was said in an open talk; None where the bot is to answer itself."""
    if turn.in_chat or turn.press is not None:
        return None
    mine = relay.holder(tx, turn.who)
    if mine is None or _is_for_the_bot(tx, turn, mine):
        return None
    try:
        with tx.attempt():
            return _owned(tx, turn, mine)
    except refusals.Refusal:
        # It has ended or was given on at this very moment: the bot answers again.
        return None


def _owned(tx: Tx, turn: Turn, mine: Holder) -> Answer | None:
    if mine.state == State.WAITING:
        return _while_waiting(tx, turn, mine)
    if turn.command is not None:
        return Answer((_in_a_talk(turn, mine),))
    if not turn.text.strip() and not turn.files:
        return None
    return _pass_on(tx, turn, mine)


def _is_for_the_bot(tx: Tx, turn: Turn, mine: Holder) -> bool:
    """Whether this is one of the talk's own commands, buttons or questions."""
    known = registry.COMMANDS.get(turn.command or "")
    if known is None and turn.text:
        found = registry.find_command(turn.text)
        known = found[0] if found is not None else None
    is_pupil = mine.pupil_id == turn.who.id
    if known is not None:
        if known.name in (PUPILS_COMMANDS if is_pupil else PSYCHOLOGISTS_COMMANDS):
            return True
        if not is_pupil and turn.text.lstrip().startswith(("/", "!")):
            return True
    return _is_own_button(tx, turn, is_pupil=is_pupil) or _answers_own_form(tx, turn)


def _is_own_button(tx: Tx, turn: Turn, *, is_pupil: bool) -> bool:
    """Whether a button of the talk was typed that the bot has just shown: its whole label, or of a
    psychologist its number. A pupil's «да» to a human must never be taken for «Да, назвать»."""
    found = referring.find(tx, turn)
    if len(found) != 1:
        return False
    message, index = found[0]
    pressed = message.buttons[index]
    latest = messages.recent(tx, turn.talk.id, 1)
    if not latest or latest[0].id != message.id:
        return False
    ours = ("talk.", "crisis.") if is_pupil else ("talk.", "psych.")
    if not pressed["action"].startswith(ours):
        return False
    is_number = referring.NUMBER.fullmatch(turn.text.strip()) is not None
    is_label = typed.normal(turn.text) == typed.normal(pressed["label"])
    return is_label or (is_number and not is_pupil)


def _answers_own_form(tx: Tx, turn: Turn) -> bool:
    draft = drafts.active(tx, turn.owner, turn.talk.id)
    return (
        draft is not None
        and draft.action in OWN_FORMS
        and draft.talk_id == turn.talk.id
        and not drafts.is_stale(tx, draft)
    )


def _while_waiting(tx: Tx, turn: Turn, mine: Holder) -> Answer | None:
    """Nobody has taken the request yet: what fits nothing else is kept for who will."""
    if turn.command is not None or not (turn.text.strip() or turn.files):
        return None
    is_other = registry.find_command(turn.text) is not None or bool(referring.find(tx, turn))
    if is_other or drafts.active(tx, turn.owner, turn.talk.id) is not None:
        return None
    if not handoffs.is_fresh(tx, mine.id):
        return None
    kept = relay.say(tx, turn.who, handoff=mine.id, text=turn.text, files=turn.files)
    ways = [link(words.label("psych-take-back"), "psych.take_back", line=kept.line)]
    return Answer((screen(words.say("psych-kept"), ways),))


def _in_a_talk(turn: Turn, mine: Holder) -> Screen:
    """A key of the permanent keyboard during a talk: how to come back to the bot."""
    is_pupil = mine.pupil_id == turn.who.id
    return screen(words.say("talk-goes-on", you=turn.you), ways(mine.id, is_pupil=is_pupil))


def ways(handoff: int, *, is_pupil: bool) -> list[Button]:
    """The buttons of an open talk."""
    end = link(words.label("talk-end-button"), "talk.end", style="bad", handoff=handoff)
    if is_pupil:
        return [end, link(words.label("talk-name-button"), "talk.ask_name")]
    return [
        link(words.label("talk-transfer-button"), "talk.transfer", handoff=handoff),
        link(words.label("talk-meet-button"), "talk.begin_meet", handoff=handoff),
        end,
    ]


def _pass_on(tx: Tx, turn: Turn, mine: Holder) -> Answer:
    if mine.pupil_id == turn.who.id:
        # They are back: first what could not be brought to them.
        for line in relay.missed(tx, turn.who):
            send(tx, line)
    is_first = relay.begins(tx, mine.id)
    *before, last = letters.parts(turn.text)
    for part in before:
        send(tx, relay.say(tx, turn.who, handoff=mine.id, text=part))
    send(tx, relay.say(tx, turn.who, handoff=mine.id, text=last, files=turn.files))
    away = _psychologist_is_away(tx, mine) if mine.pupil_id == turn.who.id else None
    return Answer((away,) if away is not None and is_first else ())


def _psychologist_is_away(tx: Tx, mine: Holder) -> Screen | None:
    """Outside working hours a pupil is told honestly when an answer will come."""
    if psych_hours.is_open(tx.now, tx.rules) or mine.psychologist_id is None:
        return None
    if presence.is_here(tx, residents.who(tx, mine.psychologist_id)):
        return None
    at = psych_hours.opens(tx.now, tx.rules)
    return screen(words.say("talk-away", at=at), ways(mine.id, is_pupil=True))


def send(tx: Tx, passed: Passed) -> None:
    """Bring a line to its reader at once, whatever the hour (C9)."""
    if passed.unread:
        if passed.unread == 1 and passed.to is not None:
            bring(tx, passed.to, _unread(passed), still=("handoff.taken", passed.handoff))
        return
    if passed.to is None or not bring(
        tx, passed.to, _said(tx, passed), still=("relay.line", passed.line)
    ):
        relevance.ended(tx, "relay.line", passed.line, arrived=False)


def _unread(passed: Passed) -> Screen:
    said = words.say("talk-unread", number=passed.number)
    return screen(said, [link(words.label("talk-open"), "talk.open", handoff=passed.handoff)])


def _said(tx: Tx, passed: Passed) -> Screen:
    name = words.label("talk-number", number=passed.number)
    if not passed.from_pupil:
        name = words.label("talk-psychologist")
    return Screen(said_by(name, passed), files=passed.files, sealed=True)


def said_by(name: str, passed: Passed) -> str:
    """A line as it is read: who says it, then the words or how many files."""
    if passed.text:
        return words.say("talk-line", name=name, text=passed.text)
    return words.say("talk-files", name=name, count=len(passed.files))


def bring(tx: Tx, to: int, shown: Screen, *, still: tuple[str, int] | None = None) -> bool:
    """Say something of a talk to one side at once and in order; False if that is nowhere."""
    addresses = talks.addresses_of(tx, to) if residents.is_here(tx, to) else []
    if not addresses:
        return False
    for letter in letters.of(shown, rank=Rank.ANSWER, still=still):
        outbox.put(tx, addresses[0], letter, for_resident=to)
    return True


def with_words(shown: Screen, name: str, lines: list[Passed]) -> Screen:
    """A screen of a talk with what was not read yet, sealed."""
    said = [said_by(name, one) for one in lines]
    files = tuple(number for one in lines for number in one.files)
    text = "\n\n".join([shown.text, *said])
    return replace(shown, text=text, files=files, sealed=True)

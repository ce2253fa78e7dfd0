"""One turn of a conversation: what was meant is found and answered with screens.

The order: danger → whose the conversation is → command → press, typed label or number → the form's
question → nearest commands.
"""

from collections.abc import Callable
from dataclasses import replace

from dialogs import (
    apologies,
    crisis,
    form,
    nearest,
    outcome,
    referring,
    registry,
    relay,
    waiting_forms,
    words,
)
from dialogs.crisis_lexicon import Level
from dialogs.registry import Answer, Turn
from dialogs.screen import Screen, screen
from storage import drafts, journal, messages, refusals, talks
from storage.outbox import Shown
from storage.store import Tx

Way = Callable[[Tx, Turn], Answer | None]


def answer(tx: Tx, turn: Turn) -> Answer | None:
    """Answer what a person did; None where a bot keeps silent (a chat's own talk, C6)."""
    if turn.in_chat and not _is_for_us(turn):
        return None
    danger = crisis.heard(tx, turn)
    for meant in _ways(danger):
        if (found := meant(tx, turn)) is not None:
            return outcome.with_a_way_on(turn, found)
    # What was heard as danger has been answered already.
    return Answer(()) if danger else None


def _ways(danger: Level | None) -> tuple[Way, ...]:
    """In which order a meaning is looked for. Grave words are no answer to any form, in whichever
    conversation it is filled; amber ones may be. What has been answered gets no «не понимаю»."""
    first: tuple[Way, ...] = (relay.owner, _command, _press, _label)
    if danger is None:
        return (*first, _question, nearest.answer)
    return (*first, _question) if danger is Level.AMBER else first


def _is_for_us(turn: Turn) -> bool:
    return bool(
        turn.mentioned or turn.press or turn.command or turn.text.lstrip().startswith(("/", "!"))
    )


def _command(tx: Tx, turn: Turn) -> Answer | None:
    if turn.press is not None:
        return None
    known, rest = registry.COMMANDS.get(turn.command or ""), ""
    if known is None:
        found = registry.find_command(turn.text) if turn.text else None
        if found is None or (found[0].reads and found[1] and form.asks_code(tx, turn)):
            return None
        known, rest = found
    args = {"rest": rest} if known.argument or known.reads else {}
    private = turn.in_chat and not known.in_chats
    if private:
        own = talks.private(tx, turn.talk.channel, turn.who.account_id)
        if own is None:
            return Answer((), private=True)
        turn = replace(turn, talk=own, in_chat=False)
    aside = None if known.keeps_form else waiting_forms.make_way(tx, turn)
    shown = outcome.guarded(tx, turn, lambda: known.run(tx, turn, **args), None)
    return Answer((shown, *waiting_forms.told(tx, turn, aside)), private=private)


def _press(tx: Tx, turn: Turn) -> Answer | None:
    if turn.press is None:
        return None
    key, _, index = turn.press.partition(".")
    message = messages.by_key(tx, key)
    if message is None:
        return Answer((outcome.last_screen(tx, turn),))
    if message.talk_id != turn.talk.id or message.for_account not in (None, turn.who.account_id):
        journal.write(tx, "denied", by=turn.who.id, reason="forged-button")
        return Answer((apologies.words_for(refusals.Denied("forged-button"), turn),))
    if index.startswith("p") and index[1:].isdecimal():
        return Answer((), edited=message, page=int(index[1:4]))
    if not index.isdecimal() or int(index[:4]) >= len(message.buttons):
        return Answer((outcome.last_screen(tx, turn),))
    return _pressed(tx, turn, message, int(index[:4]))


def _pressed(tx: Tx, turn: Turn, message: Shown, index: int) -> Answer:
    pressed = message.buttons[index]
    known = registry.ACTIONS.get(pressed["action"])
    if known is None:
        return Answer((outcome.last_screen(tx, turn),))
    args = pressed["args"]
    if message.answered_at is not None and not pressed["again"]:
        return Answer((outcome.spent(tx, turn, known, args),), note=words.label("turn-spent"))
    if not pressed["again"] and known.form is None:
        messages.answered(tx, message, tx.now)
    goes_on = known.name.startswith("form.") or form.is_asking(tx, turn, known, args)
    aside = None if goes_on else waiting_forms.make_way(tx, turn)
    shown = outcome.guarded(tx, turn, lambda: form.run(tx, turn, known, args), known, args, message)
    # What is asked about a picture does not take its place.
    stays = known.form is not None and bool(message.files or message.picture)
    in_place = pressed["again"] and not stays and _fits_in_place(shown)
    edits = in_place and _is_last(tx, turn, message)
    return Answer((shown, *waiting_forms.told(tx, turn, aside)), edited=message if edits else None)


def _fits_in_place(shown: Screen) -> bool:
    return shown.menu is None and not shown.files and shown.picture is None and not shown.first


def _is_last(tx: Tx, turn: Turn, message: Shown) -> bool:
    """Whether nothing came after a message, not even from this very act."""
    return talks.last_of(tx, turn.talk.id) == (message.target_id or message.id)


def _label(tx: Tx, turn: Turn) -> Answer | None:
    """A button's label or number typed as text does what the button does (C2)."""
    found = referring.find(tx, turn)
    if len(found) > 1:
        return Answer((screen(words.say("turn-which", you=turn.you)),))
    return _pressed(tx, turn, *found[0]) if found else None


def _question(tx: Tx, turn: Turn) -> Answer | None:
    draft = None if turn.in_chat else drafts.active(tx, turn.owner, turn.talk.id)
    if draft is None or not (turn.text or turn.files):
        return None
    if drafts.is_stale(tx, draft):
        return Answer((waiting_forms.lay_aside(tx, turn, draft),))
    if waiting_forms.is_elsewhere(turn, draft):
        return Answer((waiting_forms.offered(tx, turn, draft),))
    return Answer((outcome.guarded(tx, turn, lambda: form.take(tx, turn, draft), None),))

"""What fits nothing: the nearest commands, a word about files, and a way on (C3)."""

from dataclasses import replace

from dialogs import crisis, form_screens, outcome, registry, typed, words
from dialogs.registry import Answer, Turn
from dialogs.screen import Screen, link, screen
from storage import drafts
from storage.store import Tx


def answer(tx: Tx, turn: Turn) -> Answer | None:
    """Whatever else a person sends gets an answer and a way on (C3)."""
    if turn.in_chat:
        return Answer((outcome.last_screen(tx, turn),))
    if (heard := crisis.listening(tx, turn)) is not None:
        return Answer((heard,))
    unasked = registry.ACTIONS.get("files.unasked")
    if turn.files and unasked is not None:
        return Answer((outcome.guarded(tx, turn, lambda: unasked.run(tx, turn), None),))
    if typed.normal(turn.text) in words.label("turn-thanks-words").split(" | "):
        return Answer((Screen(words.say("turn-thanks", you=turn.you)),))
    near = typed.nearest(turn.text, registry.suggested(turn.who)) if turn.text else []
    shown = screen(
        words.say("turn-nearest" if near else "turn-unknown", you=turn.you),
        *([link(label, "command.run", word=_word(label))] for label in near),
    )
    draft = drafts.latest(tx, turn.owner)
    if draft is not None:
        shown = shown.plus(form_screens.resuming(draft))
    return Answer((replace(shown, menu=None if near else turn.bot.menu(turn.who)),))


def _word(label: str) -> str:
    return next(known.name for known in registry.COMMANDS.values() if known.label == label)

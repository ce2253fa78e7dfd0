"""What one person is told of a press in a group chat: a short note where they pressed (C6).

Where thirty people press, nothing is said to all; what does not fit goes in private.
"""

from collections.abc import Callable

from dialogs import apologies, words
from dialogs.registry import Turn
from dialogs.screen import Screen, screen
from dialogs.tell import tell
from storage import journal, refusals
from storage.store import Tx

#: VK shows no more of a note.
LONGEST = 90


def of(tx: Tx, turn: Turn, act: Callable[[], str]) -> Screen:
    """Do what was pressed in a chat and note what ``act`` says, or why it was not done."""
    try:
        with tx.attempt():
            said = act()
    except refusals.Refusal as refusal:
        if isinstance(refusal, refusals.Denied):
            journal.write(tx, "denied", by=turn.who.id, reason=refusal.reason)
        said = apologies.words_for(refusal, turn).text
    return said_to(tx, turn, said)


def said_to(tx: Tx, turn: Turn, said: str) -> Screen:
    """A note; in private where it is long, or where nothing was pressed that could show it."""
    if turn.press is not None and len(words.plain(said)) <= LONGEST:
        return Screen(said, note=said)
    if turn.who.id is None:
        hint = words.say("chat-note-stranger")
        return Screen(hint, note=hint) if turn.press is not None else screen(said)
    if tell(tx, [turn.who.id], screen(said), urgent=True):
        hint = words.say("chat-note-in-private", you=turn.you)
        return Screen(hint, note=hint if turn.press is not None else "")
    hint = words.say("chat-note-write-first", you=turn.you)
    return Screen(hint, note=hint) if turn.press is not None else screen(hint)

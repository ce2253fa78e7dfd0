"""What a typed label or number refers to: a button of a message that is on the screen (C2)."""

from collections.abc import Iterator

from dialogs import typed
from dialogs.registry import Turn
from storage import drafts, messages
from storage.outbox import Shown
from storage.store import Tx

REMEMBERED = 5


def find(tx: Tx, turn: Turn) -> tuple[Shown, int] | None:
    """The message and the number of its button that were typed, if any."""
    said = typed.normal(turn.text[: 2 * typed.COMPARED])
    if not said:
        return None
    for message in _on_screen(tx, turn):
        labels = [typed.normal(one["label"]) for one in message.buttons]
        if said in labels:
            return message, labels.index(said)
        # A number is said of what is before the eyes, never of what has scrolled away.
        before_eyes = (message.id or 0) >= (turn.talk.screen_id or 0)
        if before_eyes and said.isdecimal():
            index = _numbered(message, int(said[:4]))
            if index is not None:
                return message, index
    return None


def _on_screen(tx: Tx, turn: Turn) -> Iterator[Shown]:
    """The last screen of the conversation, then notices that came since; but while a form asks,
    only its question, so that an answer is never taken for a press of something else."""
    draft = None if turn.in_chat else drafts.active(tx, turn.owner)
    asks = draft is not None and draft.talk_id == turn.talk.id
    if draft is not None and asks and drafts.is_stale(tx, draft):
        return
    shown = messages.on_screen(tx, turn.talk)
    if shown is not None and shown.buttons:
        yield shown
    if asks:
        return
    for message in messages.recent(tx, turn.talk.id, REMEMBERED):
        if message.buttons and message.for_account in (None, turn.who.account_id):
            yield message


def _numbered(message: Shown, number: int) -> int | None:
    items = [i for i, one in enumerate(message.buttons) if one["row"] is None]
    choices = items or list(range(len(message.buttons)))
    return choices[number - 1] if 1 <= number <= len(choices) else None

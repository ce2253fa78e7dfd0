"""What a typed label or number refers to: a button of a message that is on the screen (C2)."""

import re
from collections.abc import Iterator

from dialogs import typed
from dialogs.registry import Turn
from storage import drafts, messages
from storage.outbox import Shown
from storage.store import Tx

REMEMBERED = 5
NUMBER = re.compile(r"[0-9]{1,4}[.)]?")


Found = tuple[Shown, int]


def find(tx: Tx, turn: Turn) -> list[Found]:
    """The message and the number of its button that were typed; more than one of them when it
    cannot be known which is meant, and doing the wrong one could not be undone."""
    said = typed.normal(turn.text[: 2 * typed.COMPARED])
    if not said:
        return []
    labelled: list[Found] = []
    for message in _on_screen(tx, turn):
        labels = [typed.normal(one["label"]) for one in message.buttons]
        if said in labels:
            labelled.append((message, labels.index(said)))
            continue
        # A number, or the first words of a label, are said of what is before the eyes, never of
        # what has scrolled away.
        before_eyes = message.id >= (turn.talk.screen_id or 0)
        if before_eyes and not labelled:
            index = _numbered(message, turn.text.strip())
            if index is None:
                index = _begun(labels, said)
            if index is not None:
                return [(message, index)]
    return _meant(labelled, turn.talk.screen_id)


def _meant(labelled: list[Found], screen: int | None) -> list[Found]:
    """Those of the buttons with one label that may be meant: the first, unless there are acts on
    different things under several messages and none of them is the latest screen."""
    acts = {
        (one["action"], *sorted(one["args"].items())): (message, index)
        for message, index in reversed(labelled)
        if not (one := message.buttons[index])["again"] and message.answered_at is None
    }
    if len(acts) < 2:
        return list(acts.values()) or labelled[:1]
    newest = max(message.id for message, _ in labelled)
    return labelled[:1] if labelled[0][0].id == newest == screen else list(acts.values())


def _on_screen(tx: Tx, turn: Turn) -> Iterator[Shown]:
    """The last screen of the conversation, then notices that came since; but while a form asks,
    only its question, so that an answer is never taken for a press of something else."""
    draft = None if turn.in_chat else drafts.active(tx, turn.owner, turn.talk.id)
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


def _numbered(message: Shown, text: str) -> int | None:
    """The button that a number names: of a list, else of the answers; ways to go have none."""
    if not NUMBER.fullmatch(text):
        return None
    number = int(text.rstrip(".)"))
    items = [i for i, one in enumerate(message.buttons) if one["row"] is None]
    choices = items or [i for i, one in enumerate(message.buttons) if not _leads(one["action"])]
    return choices[number - 1] if 1 <= number <= len(choices) else None


def _leads(action: str) -> bool:
    """Whether a button goes somewhere in place of answering."""
    return action == "command.run" or (action.startswith("form.") and action != "form.pick")


def _begun(labels: list[str], said: str) -> int | None:
    """The only button whose label begins with what was said: «да» for «Да, это я»."""
    begun = [index for index, label in enumerate(labels) if label.startswith(f"{said} ")]
    return begun[0] if len(begun) == 1 else None

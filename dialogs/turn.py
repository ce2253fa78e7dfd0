"""One turn of a conversation: what was meant is found and answered with screens.

The order: command → press, typed label or number → the form's question → nearest commands.
"""

from dataclasses import replace

from dialogs import apologies, form, form_screens, outcome, referring, registry, typed, words
from dialogs.registry import Answer, Turn
from dialogs.screen import Screen, link, screen
from storage import drafts, journal, outbox, refusals
from storage.drafts import Draft
from storage.store import Tx


def answer(tx: Tx, turn: Turn) -> Answer | None:
    """Answer what a person did; None where a bot keeps silent (a chat's own talk, C6)."""
    if turn.in_chat and not _is_for_us(turn):
        return None
    for meant in (_command, _press, _label, _question, _nearest):
        if (found := meant(tx, turn)) is not None:
            return found
    return None


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
        if found is None:
            return None
        known, rest = found
    args = {"rest": rest} if known.argument or known.reads else {}
    private = turn.in_chat and not known.in_chats
    aside = None if known.keeps_form else _lay_aside(tx, turn)
    shown = outcome.guarded(tx, turn, lambda: known.run(tx, turn, **args), None)
    return Answer((shown, *_kept(turn, aside)), private=private)


def _lay_aside(tx: Tx, turn: Turn) -> Draft | None:
    """Keep the form that is being filled as a draft: something else comes between (C3, C4)."""
    draft = None if turn.in_chat else drafts.active(tx, turn.owner)
    if draft is not None:
        draft.active = False
    return draft


def _kept(turn: Turn, draft: Draft | None) -> tuple[Screen, ...]:
    """Say that a form was laid aside, unless what came between took it up again."""
    if draft is None or draft.active or drafts.is_gone(draft):
        return ()
    return (form_screens.kept(turn, draft),)


def _press(tx: Tx, turn: Turn) -> Answer | None:
    if turn.press is None:
        return None
    key, _, index = turn.press.partition(".")
    message = outbox.by_key(tx, key)
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


def _pressed(tx: Tx, turn: Turn, message: outbox.Message, index: int) -> Answer:
    pressed = message.buttons[index]
    known = registry.ACTIONS.get(pressed["action"])
    if known is None:
        return Answer((outcome.last_screen(tx, turn),))
    args = pressed["args"]
    if message.answered_at is not None and not pressed["again"]:
        return Answer((outcome.spent(tx, turn, known, args),), note=words.label("turn-spent"))
    if not pressed["again"]:
        message.answered_at = tx.now
    aside = None if known.name.startswith("form.") else _lay_aside(tx, turn)
    shown = outcome.guarded(tx, turn, lambda: form.run(tx, turn, known, args), known, args, message)
    in_place = pressed["again"] and turn.talk.last_id == (message.target_id or message.id)
    edits = in_place and shown.menu is None and not shown.files and shown.picture is None
    return Answer((shown, *_kept(turn, aside)), edited=message if edits else None)


def _label(tx: Tx, turn: Turn) -> Answer | None:
    """A button's label or number typed as text does what the button does (C2)."""
    found = referring.find(tx, turn)
    return _pressed(tx, turn, *found) if found else None


def _question(tx: Tx, turn: Turn) -> Answer | None:
    draft = None if turn.in_chat else drafts.active(tx, turn.owner)
    if draft is None or not (turn.text or turn.files):
        return None
    if draft.talk_id != turn.talk.id or drafts.is_stale(tx, draft):
        return Answer((form.lay_aside(turn, draft),))
    return Answer((outcome.guarded(tx, turn, lambda: form.take(tx, turn, draft), None),))


def _nearest(tx: Tx, turn: Turn) -> Answer | None:
    """Whatever else a person sends gets an answer and a way on (C3)."""
    if turn.in_chat:
        return Answer((outcome.last_screen(tx, turn),))
    unasked = registry.ACTIONS.get("files.unasked")
    if turn.files and unasked is not None:
        return Answer((outcome.guarded(tx, turn, lambda: unasked.run(tx, turn), None),))
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

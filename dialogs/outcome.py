"""How an act ended, as a screen: done, refused, or done before (A5, C5)."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogs import apologies, registry, words
from dialogs import screen as screens
from dialogs.registry import Action, Answer, Turn
from dialogs.screen import Screen, link
from storage import journal, messages, outbox, refusals
from storage.outbox import Shown
from storage.store import Tx

Args = Mapping[str, int | str]


def guarded(
    tx: Tx,
    turn: Turn,
    act: Callable[[], Screen],
    known: Action | None,
    args: Args | None = None,
    message: Shown | None = None,
) -> Screen:
    """Run an act; a refusal undoes it, is written down where it is a denial, and said."""
    try:
        with tx.attempt():
            return act()
    except refusals.Spent as refusal:
        return spent(tx, turn, known, args or {}, refusal)
    except refusals.Refusal as refusal:
        if isinstance(refusal, refusals.Denied):
            journal.write(tx, "denied", by=turn.who.id, reason=refusal.reason)
        if message is not None:
            messages.answered(tx, message, None)
        said = apologies.words_for(refusal, turn)
        if isinstance(refusal, refusals.Changed) and known is not None and known.present:
            return _present(tx, turn, known, args or {}).after(said.text)
        return said


def spent(
    tx: Tx,
    turn: Turn,
    known: Action | None,
    args: Args,
    refusal: refusals.Spent | None = None,
) -> Screen:
    said = apologies.words_for(refusal, turn).text if refusal else words.say("turn-spent")
    shown = _present(tx, turn, known, args)
    return shown if shown.text.startswith(said) else shown.after(said)


def _present(tx: Tx, turn: Turn, known: Action | None, args: Args) -> Screen:
    """How things stand now, by the action that shows it, or the last screen."""
    shows = registry.ACTIONS.get(known.present or "") if known else None
    if shows is None:
        return last_screen(tx, turn)
    try:
        with tx.attempt():
            return shows.run(tx, turn, **shows.fitting(args))
    except refusals.Refusal:
        return last_screen(tx, turn)


def last_screen(tx: Tx, turn: Turn) -> Screen:
    """What the conversation showed last, or the menu: never a dead end."""
    if turn.in_chat:
        # A keyboard by one person's roles is nothing for everybody's eyes (C6).
        return Screen(words.say("home-help-chat"))
    message = messages.on_screen(tx, turn.talk)
    if message is not None and message.buttons:
        return screens.of(message, outbox.words_of(tx, message))
    return registry.run_command(tx, turn, "menu")


def with_a_way_on(turn: Turn, answer: Answer) -> Answer:
    """No dead end (C3): what is first said in a conversation brings the keyboard, whatever was
    written first, and what takes the place of a screen with buttons has one too. What was only
    noted for whoever pressed is said nowhere else."""
    notes = [one.note for one in answer.screens if one.note is not None]
    if notes:
        said = tuple(one for one in answer.screens if one.note is None)
        answer = replace(answer, screens=said, note=notes[-1] or None, edited=None)
    is_first = turn.talk.screen_id is None
    if turn.in_chat or not answer.screens or not (is_first or answer.edited):
        return answer
    *before, last = answer.screens
    if last.rows or last.items or last.menu is not None:
        return answer
    if answer.edited:
        to_menu = link(registry.COMMANDS["menu"].label, "command.run", word="menu")
        return replace(answer, screens=(*before, last.plus((to_menu,))))
    return replace(answer, screens=(*before, replace(last, menu=turn.bot.menu(turn.who))))

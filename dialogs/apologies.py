"""The one place where refusals become words."""

from dialogs import words
from dialogs.registry import Turn
from dialogs.screen import Screen, link, screen
from storage import refusals


def words_for(refusal: refusals.Refusal, turn: Turn) -> Screen:
    """Say why something was not done, and what can be done about it."""
    lines = [words.say(f"refusal-{refusal.reason}", **{"you": turn.you, **refusal.values})]
    if isinstance(refusal, refusals.Broken):
        lines += [words.say("refusal-detail", value=detail) for detail in refusal.details]
    if isinstance(refusal, refusals.Changed):
        lines += [
            words.say(
                f"change-{change.act.replace('.', '-')}",
                by=change.by,
                thing=change.thing,
                at=change.at,
            )
            for change in refusal.changes
        ]
    if turn.in_chat:
        return screen("\n".join(lines))
    return screen("\n".join(lines), [link(words.label("turn-menu"), "command.run", word="menu")])

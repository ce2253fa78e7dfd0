"""How a form looks: a question, the summary before «Подтвердить», a draft that waits."""

from collections.abc import Sequence
from dataclasses import replace

from dialogs import registry, words
from dialogs.asking import Choice
from dialogs.registry import Turn
from dialogs.screen import Button, Row, Screen, button, link, screen
from storage import drafts
from storage.drafts import Draft


def question(
    turn: Turn, draft: Draft, field: str, choices: Sequence[Choice], *, optional: bool
) -> Screen:
    """One question, its choices, and the ways past it."""
    number = draft.id
    ways: list[Button] = []
    if optional:
        ways.append(button(words.label("form-skip"), "form.skip", draft=number, field=field))
    if draft.answers:
        ways.append(link(registry.COMMANDS["back"].label, "form.back", draft=number, asked=field))
    ways.append(link(registry.COMMANDS["cancel"].label, "form.cancel", draft=number))
    items = [
        button(one.label, "form.pick", draft=number, field=field, value=one.value)
        for one in choices
    ]
    return _sealed(draft, screen(words.say(text_of(draft, field), you=turn.you), ways, items=items))


def summary(turn: Turn, draft: Draft, said: dict[str, str]) -> Screen:
    """Everything that was answered; ``said`` is the answers in words, as markup, by field."""
    lines = [f"<b>{name_of(draft, field)}:</b> {value}" for field, value in said.items()]
    shown = screen(
        "\n".join([words.say("form-summary", title=title_of(draft), you=turn.you), "", *lines]),
        [button(words.label("form-confirm"), "form.confirm", style="good", draft=draft.id)],
        [
            link(words.label("form-edit"), "form.edit", draft=draft.id),
            link(registry.COMMANDS["cancel"].label, "form.cancel", draft=draft.id),
        ],
    )
    return _sealed(draft, shown)


def _sealed(draft: Draft, shown: Screen) -> Screen:
    """What a sealed form shows is kept as closed as its answers are."""
    return replace(shown, sealed=draft.action in drafts.SEALED)


def which(turn: Turn, draft: Draft) -> Screen:
    """Which answer is to be given anew."""
    items = [
        link(name_of(draft, field), "form.edit", draft=draft.id, field=field)
        for field in draft.answers
    ]
    go_on = link(words.label("form-resume"), "form.resume", draft=draft.id)
    return screen(words.say("form-which", you=turn.you), [go_on], items=items)


def kept(turn: Turn, draft: Draft) -> Screen:
    """A half-filled form was laid aside and waits."""
    said = words.say("form-kept", title=title_of(draft), count=len(draft.answers), you=turn.you)
    return screen(said, resuming(draft))


def resuming(draft: Draft) -> Row:
    """Buttons to go on with a draft, or to let it go."""
    return (
        link(words.label("form-resume"), "form.resume", style="primary", draft=draft.id),
        link(words.label("form-drop"), "form.cancel", draft=draft.id),
    )


def text_of(draft: Draft, field: str) -> str:
    """The id of a question's text."""
    return f"form-{draft.action}-{field}".replace(".", "-").replace("_", "-")


def title_of(draft: Draft) -> str:
    return words.label(text_of(draft, "title-of-form"))


def name_of(draft: Draft, field: str) -> str:
    return words.label(text_of(draft, field) + "-name")

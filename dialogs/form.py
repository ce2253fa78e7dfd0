"""Forms: a pydantic model, asked one field at a time (C4).

The next question is the first field that has no answer. Every answer is checked by validating the
whole model and keeping what concerns the asked field; back takes the last answer away, edit any
one. The form of an action named "project.new" has the texts ``form-project-new-title-of-form``
and, for each field, ``form-project-new-<field>`` (the question) and ``…-<field>-name``.
"""

from collections.abc import Mapping

from pydantic import BaseModel, JsonValue, ValidationError

from dialogs import apologies, asking, form_screens, registry, waiting_forms, words
from dialogs.asking import Choice
from dialogs.registry import Action, Turn
from dialogs.screen import Screen
from storage import drafts, refusals
from storage.drafts import Draft
from storage.store import Tx


def run(tx: Tx, turn: Turn, action: Action, args: Mapping[str, int | str]) -> Screen:
    """Do an action, or begin to ask what it needs; a draft of the same is offered first."""
    if action.form is None:
        went_on = waiting_forms.went_on(tx, turn, action.name, args)
        return went_on or action.run(tx, turn, **action.fitting(args))
    older = drafts.find(tx, turn.owner, action.name)
    if older is not None and is_asking(tx, turn, action, args):
        return ask(tx, turn, older)
    if older is not None and older.answers and older.args == dict(args):
        if waiting_forms.is_elsewhere(turn, older):
            return waiting_forms.offered(tx, turn, older)
        return waiting_forms.lay_aside(tx, turn, older)
    return ask(tx, turn, drafts.begin(tx, turn.owner, action.name, dict(args)))


def is_asking(tx: Tx, turn: Turn, action: Action, args: Mapping[str, int | str]) -> bool:
    """Whether an action's form is being filled right now: its button was pressed twice."""
    if action.form is None or turn.in_chat:
        return False
    draft = drafts.active(tx, turn.owner, turn.talk.id)
    if draft is None or waiting_forms.is_elsewhere(turn, draft):
        return False
    return (draft.action, draft.args) == (action.name, dict(args))


def asks_code(tx: Tx, turn: Turn) -> bool:
    """Whether a code is the answer to the question of the form that is being filled."""
    draft = None if turn.in_chat else drafts.active(tx, turn.owner, turn.talk.id)
    if draft is None or not draft.asked or draft.talk_id != turn.talk.id:
        return False
    model = _model(draft)
    return draft.asked in model.model_fields and asking.ask_of(model, draft.asked).reads == "code"


def begin(tx: Tx, turn: Turn, name: str, **args: int | str) -> Screen:
    """Run an action by its name: how a command begins a form."""
    return run(tx, turn, registry.ACTIONS[name], args)


def begin_with(
    tx: Tx, turn: Turn, name: str, answers: Mapping[str, JsonValue], **args: int | str
) -> Screen:
    """Begin a form of which some answers are known already."""
    return ask(tx, turn, drafts.begin(tx, turn.owner, name, args, dict(answers)))


def ask(tx: Tx, turn: Turn, draft: Draft, *before: str) -> Screen:
    """Ask the next question, or show everything before «Подтвердить»."""
    model, field = _model(draft), _next(draft)
    draft.asked, draft.active = field, True
    draft.talk_id, draft.touched_at, draft.offered_id = turn.talk.id, tx.now, None
    drafts.keep(tx, draft)
    if field is None and registry.ACTIONS[draft.action].at_once:
        return confirm(tx, turn, draft.id)
    if field is None:
        said = {
            name: asking.said(asking.ask_of(model, name), value, _choices(tx, turn, draft, name))
            for name, value in draft.answers.items()
        }
        shown = form_screens.summary(turn, draft, said)
    else:
        choices, optional = _choices(tx, turn, draft, field), asking.is_optional(model, field)
        shown = form_screens.question(turn, draft, field, choices, optional=optional)
    return shown.after(*before) if before else shown


def take(tx: Tx, turn: Turn, draft: Draft) -> Screen:
    """Take a typed answer, or say what is wrong with it and ask again."""
    if draft.asked is None or draft.asked not in _model(draft).model_fields:
        return ask(tx, turn, draft, words.say("form-finish", you=turn.you))
    how = asking.ask_of(_model(draft), draft.asked)
    choices = _choices(tx, turn, draft, draft.asked)
    try:
        value = asking.read(how, turn.text, turn.files, words.local(tx.now), choices)
    except asking.Unreadable as wrong:
        return ask(tx, turn, draft, words.say(wrong.reason, you=turn.you))
    return _answer(tx, turn, draft, draft.asked, value)


def _answer(tx: Tx, turn: Turn, draft: Draft, field: str, value: JsonValue) -> Screen:
    wrong = _wrong(draft, field, value, turn)
    if wrong is not None:
        return ask(tx, turn, draft, wrong)
    draft.answers = {**draft.answers, field: value}
    how = asking.ask_of(_model(draft), field)
    if how.reads in asking.RELATIVE:
        understood = words.plain(asking.said(how, value, ()))
        return ask(tx, turn, draft, words.say("form-understood", value=understood))
    return ask(tx, turn, draft)


def _wrong(draft: Draft, field: str, value: JsonValue, turn: Turn) -> str | None:
    """What is wrong with one answer, in words; the other fields are not asked about."""
    try:
        _model(draft).model_validate({**draft.answers, field: value})
    except ValidationError as error:
        for one in error.errors():
            if one["loc"][:1] == (field,):
                limits = {k: v for k, v in one.get("ctx", {}).items() if isinstance(v, int)}
                text = f"form-error-{one['type'].replace('_', '-')}"
                known = text if words.knows(text) else "form-error-other"
                return words.say(known, you=turn.you, **limits)
    return None


@registry.action("form.pick")
def pick(tx: Tx, turn: Turn, draft: int, field: str, value: int | str) -> Screen:
    kept = _own(tx, turn, draft)
    if kept.asked != field:
        return ask(tx, turn, kept)
    if value not in [one.value for one in _choices(tx, turn, kept, field)]:
        return ask(tx, turn, kept, words.say("form-error-choice", you=turn.you))
    return _answer(tx, turn, kept, field, value)


@registry.action("form.skip")
def skip(tx: Tx, turn: Turn, draft: int, field: str) -> Screen:
    kept = _own(tx, turn, draft)
    if kept.asked == field and asking.is_optional(_model(kept), field):
        kept.answers = {**kept.answers, field: None}
    return ask(tx, turn, kept)


@registry.action("form.back")
def back(tx: Tx, turn: Turn, draft: int, asked: str = "") -> Screen:
    """Take the last answer away and ask it again; an old question's button takes nothing."""
    kept = _own(tx, turn, draft)
    if not asked or asked == kept.asked:
        kept.answers = dict(list(kept.answers.items())[:-1])
    return ask(tx, turn, kept)


@registry.action("form.edit")
def edit(tx: Tx, turn: Turn, draft: int, field: str = "") -> Screen:
    """Choose an answer to give anew; with ``field`` take it away and ask."""
    kept = _own(tx, turn, draft)
    if not field:
        return form_screens.which(turn, kept)
    kept.answers = {name: value for name, value in kept.answers.items() if name != field}
    return ask(tx, turn, kept)


@registry.action("form.resume")
def resume(tx: Tx, turn: Turn, draft: int) -> Screen:
    return ask(tx, turn, _own(tx, turn, draft))


@registry.action("form.cancel")
def cancel(tx: Tx, turn: Turn, draft: int) -> Screen:
    drafts.drop(tx, _own(tx, turn, draft))
    return Screen(words.say("form-cancelled", you=turn.you), menu=turn.bot.menu(turn.who))


@registry.action("form.confirm")
def confirm(tx: Tx, turn: Turn, draft: int) -> Screen:
    """Do what the form was for, once everything was shown."""
    kept = _own(tx, turn, draft)
    if _next(kept) is not None:
        return ask(tx, turn, kept)
    action, filled = registry.ACTIONS[kept.action], _model(kept).model_validate(kept.answers)
    args = action.fitting(kept.args)
    try:
        with tx.attempt():
            drafts.drop(tx, kept)
            return action.run(tx, turn, form=filled, **args)
    except refusals.Broken as refusal:
        if action.at_once:
            kept.answers = dict(list(kept.answers.items())[:-1])
        return ask(tx, turn, kept, apologies.words_for(refusal, turn).text)


def _own(tx: Tx, turn: Turn, draft_id: int) -> Draft:
    draft = drafts.owned(tx, turn.owner, draft_id)
    if draft is None:
        raise refusals.Spent("form-gone")
    return draft


def _model(draft: Draft) -> type[BaseModel]:
    action = registry.ACTIONS.get(draft.action)
    if action is None or action.form is None:
        raise refusals.Spent("form-gone")
    return action.form


def _next(draft: Draft) -> str | None:
    """The first field without an answer; answers that nobody asks for any more are dropped."""
    model, wanted = _model(draft), []
    for field in model.model_fields:
        when = asking.ask_of(model, field).when
        if when is None or when(draft.answers):
            wanted.append(field)
    draft.answers = {name: value for name, value in draft.answers.items() if name in wanted}
    return next((field for field in wanted if field not in draft.answers), None)


def _choices(tx: Tx, turn: Turn, draft: Draft, field: str) -> list[Choice]:
    how = asking.ask_of(_model(draft), field)
    return list(how.choices(tx, turn.who, draft.answers, draft.args)) if how.choices else []

"""«Частые вопросы»: read by everybody of the school, edited by it from the bot (R4)."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import registry, words
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, button, link, screen
from storage import access, faq
from storage.access import Segment
from storage.faq import FaqView
from storage.residents import Who
from storage.store import Tx

Question = Annotated[str, StringConstraints(min_length=5, max_length=faq.QUESTION_MAX)]
Answer = Annotated[str, StringConstraints(min_length=5, max_length=faq.ANSWER_MAX)]
FOUND = 5


def may_read(who: Who) -> bool:
    return access.may_enter(who, Segment.SUPPORT)


@command("faq", listed=may_read)
def listed(tx: Tx, turn: Turn) -> Screen:
    """«Частые вопросы»."""
    found = faq.listed(tx, turn.who)
    row = [link(words.label("faq-find"), "faq.find")]
    if found.may_edit:
        row.append(link(words.label("faq-add"), "faq.add"))
    if not found.lines:
        return screen(words.say("faq-none"), row)
    items = [link(_line(one), "faq.show", entry=one.id) for one in found.lines]
    said = words.say("faq-list", count=found.count, shown=len(items), you=turn.you)
    return screen(said, row, items=items)


def _line(one: FaqView) -> str:
    return words.label("faq-line", question=one.question, hidden="yes" if one.hidden else "no")


def said(one: FaqView) -> str:
    """A question and its answer."""
    return words.say("faq-entry", question=one.question, answer=one.answer)


@action("faq.show")
def show(tx: Tx, turn: Turn, entry: int) -> Screen:
    return _shown(faq.show(tx, turn.who, entry=entry))


def _shown(one: FaqView) -> Screen:
    back = link(registry.COMMANDS["faq"].label, "command.run", word="faq")
    lines = [said(one)]
    rows: list[list[Button]] = [[back]]
    if one.hidden:
        lines.insert(0, words.say("faq-is-hidden"))
    if one.may_edit:
        other = "faq-unhide" if one.hidden else "faq-hide"
        rows.insert(
            0,
            [
                link(words.label("faq-edit-question"), "faq.edit_question", entry=one.id),
                link(words.label("faq-edit-answer"), "faq.edit_answer", entry=one.id),
            ],
        )
        rows.insert(
            1,
            [
                button(
                    words.label(other),
                    "faq.unhide" if one.hidden else "faq.hide",
                    entry=one.id,
                )
            ],
        )
    return screen("\n\n".join(lines), *rows)


class Entry(BaseModel):
    question: Question
    answer: Answer


class NewQuestionText(BaseModel):
    question: Question


class NewAnswerText(BaseModel):
    answer: Answer


class Sought(BaseModel):
    words: Annotated[str, StringConstraints(min_length=2, max_length=500)]


@action("faq.find", form=Sought, at_once=True)
def find(tx: Tx, turn: Turn, form: Sought) -> Screen:
    """Entries by words in any form."""
    found = faq.answers(tx, turn.who, words=form.words, limit=FOUND)
    back = link(registry.COMMANDS["faq"].label, "command.run", word="faq")
    if not found:
        return screen(words.say("faq-not-found"), [back])
    items = [link(_line(one), "faq.show", entry=one.id) for one in found]
    return screen(words.say("faq-found", count=len(found)), [back], items=items)


@action("faq.add", form=Entry)
def add(tx: Tx, turn: Turn, form: Entry) -> Screen:
    made = faq.add(tx, turn.who, question=form.question, answer=form.answer)
    return _shown(made).after(words.say("faq-added"))


@action("faq.edit_question", present="faq.show", form=NewQuestionText)
def edit_question(tx: Tx, turn: Turn, entry: int, form: NewQuestionText) -> Screen:
    made = faq.edit(tx, turn.who, entry=entry, question=form.question)
    return _shown(made).after(words.say("faq-edited"))


@action("faq.edit_answer", present="faq.show", form=NewAnswerText)
def edit_answer(tx: Tx, turn: Turn, entry: int, form: NewAnswerText) -> Screen:
    made = faq.edit(tx, turn.who, entry=entry, answer=form.answer)
    return _shown(made).after(words.say("faq-edited"))


@action("faq.hide", present="faq.show")
def hide(tx: Tx, turn: Turn, entry: int) -> Screen:
    return _shown(faq.hide(tx, turn.who, entry=entry, hidden=True))


@action("faq.unhide", present="faq.show")
def unhide(tx: Tx, turn: Turn, entry: int) -> Screen:
    return _shown(faq.hide(tx, turn.who, entry=entry, hidden=False))

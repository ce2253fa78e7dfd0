"""Questions to a consultation: in private, joined with «+1», by voices (K2)."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import chat_notes, consultation_cards, words
from dialogs.registry import Turn, action
from dialogs.screen import Button, Screen, button, link, screen
from dialogs.tell import tell
from storage import consultation_questions as questions
from storage import consultation_queue, consultations
from storage.consultation_questions import QuestionView
from storage.store import Tx


@action("consultation.ask-here")
def ask_here(tx: Tx, turn: Turn, consultation: int) -> Screen:
    """«Задать вопрос», pressed in the chat: the way to write it comes in private."""

    def act() -> str:
        row = consultations.come(tx, turn.who, consultation=consultation, talk=turn.talk.id)
        ask = link(
            words.label("consultation-write"),
            "consultation.ask",
            style="primary",
            consultation=consultation,
        )
        said = words.say("consultation-ask-private", topic=row.topic, you=turn.you)
        shown = screen(said, [ask], _to_list(consultation))
        if tell(tx, [turn.who.id or 0], shown, urgent=True):
            return words.say("consultation-note-ask", you=turn.you)
        return words.say("chat-note-write-first", you=turn.you)

    return chat_notes.of(tx, turn, act)


class Asking(BaseModel):
    """A question, in one's own words."""

    text: Annotated[str, StringConstraints(min_length=3, max_length=questions.LONGEST)]


@action("consultation.ask", present="consultation.questions", form=Asking, at_once=True)
def ask(tx: Tx, turn: Turn, consultation: int, form: Asking) -> Screen:
    """The question was written; one like it may be there already."""
    asked = questions.ask(tx, turn.who, consultation=consultation, text=form.text)
    if asked.alike is None:
        _refresh(tx, consultation)
        return screen(words.say("consultation-asked", you=turn.you), _to_list(consultation))
    if asked.joined:
        said = words.say(
            "consultation-same", text=asked.alike.text, votes=asked.alike.votes, you=turn.you
        )
        return screen(said, _to_list(consultation))
    said = words.say("consultation-alike", text=asked.alike.text, you=turn.you)
    return screen(
        said,
        [
            button(
                words.label("consultation-plus"),
                "consultation.plus",
                style="good",
                question=asked.alike.id,
                instead=asked.question,
            ),
            button(
                words.label("consultation-other"),
                "consultation.other",
                question=asked.question,
            ),
        ],
    )


@action("consultation.plus")
def plus(tx: Tx, turn: Turn, question: int, instead: int = 0) -> Screen:
    """«+1»: the same question."""
    seen = questions.join(tx, turn.who, question=question, instead=instead)
    said = words.say("consultation-joined-question", votes=seen.votes, you=turn.you)
    return _list(tx, turn, seen.consultation).after(said)


@action("consultation.other")
def other(tx: Tx, turn: Turn, question: int) -> Screen:
    """«У меня другой вопрос»."""
    seen = questions.stand(tx, turn.who, question=question)
    _refresh(tx, seen.consultation)
    return screen(words.say("consultation-asked", you=turn.you), _to_list(seen.consultation))


@action("consultation.questions")
def listed(tx: Tx, turn: Turn, consultation: int) -> Screen:
    """The questions by their voices: the teacher ticks them off, others add their own voice."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    return _list(tx, turn, consultation)


@action("consultation.answered", present="consultation.questions")
def answered(tx: Tx, turn: Turn, question: int) -> Screen:
    """«Отвечено»."""
    seen = questions.answered(tx, turn.who, question=question)
    _refresh(tx, seen.consultation)
    return _list(tx, turn, seen.consultation)


def _list(tx: Tx, turn: Turn, consultation: int) -> Screen:
    row = consultations.see(tx, turn.who, consultation)
    leads = row.teacher_id == turn.who.id
    found = questions.listed(tx, turn.who, consultation=consultation)
    head = "consultation-list-lead" if leads else "consultation-list"
    lines = [words.say(head, count=len(found), topic=row.topic, you=turn.you)]
    lines += [
        words.say(
            "consultation-question-line",
            text=one.text,
            votes=one.votes,
            answered="yes" if one.answered else "no",
        )
        for one in found
    ]
    going = row.closed_at is None
    items = [_item(one, leads) for one in found if going and not one.answered and _does(one, leads)]
    back = link(words.label("consultation-open"), "consultation.show", consultation=consultation)
    rows: list[list[Button]] = [[back]]
    if going and not leads:
        write = words.label("consultation-ask")
        rows.insert(0, [link(write, "consultation.ask", consultation=consultation)])
    return screen("\n".join(lines), *rows, items=items)


def _does(one: QuestionView, leads: bool) -> bool:
    return leads or not one.mine


def _item(one: QuestionView, leads: bool) -> Button:
    if leads:
        label = words.label("consultation-item-answered", text=one.text)
        return link(label, "consultation.answered", question=one.id)
    return link(
        words.label("consultation-item-plus", text=one.text), "consultation.plus", question=one.id
    )


def _to_list(consultation: int) -> list[Button]:
    label = words.label("consultation-questions-all")
    return [link(label, "consultation.questions", consultation=consultation)]


def _refresh(tx: Tx, consultation: int) -> None:
    consultation_cards.refresh(tx, consultation_queue.shown(tx, consultation=consultation))

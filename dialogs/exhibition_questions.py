"""Questions to the authors of a work: asked, looked after, answered (E5)."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import etiquette, exhibition_notices, exhibitions, queue_screens, words
from dialogs.registry import Turn, action
from dialogs.screen import Button, Screen, button, link, screen
from storage import exhibition_questions as questions
from storage import exhibition_walks
from storage.exhibition_questions import QuestionState, QuestionView
from storage.store import Tx

Said = Annotated[str, StringConstraints(min_length=3, max_length=questions.LONGEST)]


class Asking(BaseModel):
    text: Said


@action("exhibit.ask", present="exhibit.show", form=Asking, at_once=True)
def ask(tx: Tx, turn: Turn, exhibit: int, form: Asking) -> Screen:
    """«Спросить автора»."""
    etiquette.must_be_civil(form.text)
    made = questions.ask(tx, turn.who, exhibit=exhibit, text=form.text)
    exhibition_notices.asked(tx, made)
    text = "exhibit-asked-held" if made.state is QuestionState.HELD else "exhibit-asked"
    seen = exhibition_walks.look(tx, turn.who, exhibit=exhibit)
    rows = [exhibitions.along(seen)] if seen.total > 1 else []
    return screen(words.say(text, you=turn.you), *rows, [exhibitions.to_work(exhibit)])


@action("exhibit.question")
def show(tx: Tx, turn: Turn, question: int) -> Screen:
    """A question as it stands, with what may be done about it."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    return _shown(questions.show(tx, turn.who, question=question), turn)


def _shown(seen: QuestionView, turn: Turn) -> Screen:
    lines = [
        words.say("exhibit-question-head", title=seen.title),
        words.say(
            "exhibit-question-by",
            name=seen.asker.short,
            own="yes" if seen.asker.id == turn.who.id else "no",
            you=turn.you,
        ),
        words.say("exhibit-question-text", text=seen.text),
        *(words.say("exhibit-answer-line", text=one) for one in seen.answers),
    ]
    if seen.state in (QuestionState.HELD, QuestionState.DROPPED):
        lines += ["", words.say("exhibit-question-state", state=seen.state.value)]
    number = seen.id
    rows: list[list[Button]] = []
    if seen.may_pass:
        passing = words.label("exhibit-pass")
        rows.append([button(passing, "exhibit.pass", style="good", question=number)])
    if seen.may_answer:
        answer_ = words.label("exhibit-answer")
        rows.append([link(answer_, "exhibit.answer", style="primary", question=number)])
    away = []
    if seen.may_complain:
        away.append(link(words.label("exhibit-complain"), "exhibit.complain-sure", question=number))
    if seen.may_drop:
        away.append(
            button(words.label("exhibit-drop"), "exhibit.drop", style="bad", question=number)
        )
    rows += [away, [exhibitions.to_exhibition(seen.event)]]
    return screen("\n".join(lines), *rows)


class Answering(BaseModel):
    text: Said


@action("exhibit.answer", present="exhibit.question", form=Answering, at_once=True)
def answer(tx: Tx, turn: Turn, question: int, form: Answering) -> Screen:
    """«Ответить»: one of the authors."""
    etiquette.must_be_civil(form.text)
    seen = questions.answer(tx, turn.who, question=question, text=form.text)
    exhibition_notices.answered(tx, seen, turn.who, form.text)
    said = words.say("exhibit-answer-sent", name=seen.asker.short, you=turn.you)
    return screen(said, [exhibitions.to_exhibition(seen.event)])


@action("exhibit.pass", present="exhibit.question")
def pass_on(tx: Tx, turn: Turn, question: int) -> Screen:
    """«Передать авторам»: a stranger's question goes on."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = questions.pass_on(tx, turn.who, question=question)
    exhibition_notices.asked(tx, seen)
    return screen(words.say("exhibit-passed"), [exhibitions.to_exhibition(seen.event)])


@action("exhibit.drop", present="exhibit.question")
def drop(tx: Tx, turn: Turn, question: int) -> Screen:
    """«Убрать вопрос»: it is shown to nobody any more."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = questions.drop(tx, turn.who, question=question)
    exhibition_notices.dropped(tx, seen)
    return screen(words.say("exhibit-dropped"), [exhibitions.to_exhibition(seen.event)])


@action("exhibit.complain-sure")
def complain_sure(tx: Tx, turn: Turn, question: int) -> Screen:
    """What «Пожаловаться» does, before it is done."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    questions.show(tx, turn.who, question=question)
    yes = button(
        words.label("exhibit-complain-yes"), "exhibit.complain", style="bad", question=question
    )
    no = link(words.label("exhibit-question-open"), "exhibit.question", question=question)
    return screen(words.say("exhibit-complain-sure", you=turn.you), [yes, no])


@action("exhibit.complain", present="exhibit.question")
def complain(tx: Tx, turn: Turn, question: int) -> Screen:
    """«Пожаловаться»: moderators look at it, and it is gone from here."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    sent = questions.complain(tx, turn.who, question=question, talk=turn.talk.id)
    queue_screens.announce(tx, sent)
    return screen(words.say("report-sent", you=turn.you))


@action("exhibition.questions")
def waiting(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Вопросы»: what waits for one's answer, or one's decision."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    found = questions.waiting(tx, turn.who, event=event)
    items = [
        link(
            words.label("exhibit-question-line", title=one.title, text=one.text[:60]),
            "exhibit.question",
            question=one.id,
        )
        for one in found
    ]
    said = words.say("exhibit-questions", count=len(items), you=turn.you)
    return screen(said, [exhibitions.to_exhibition(event)], items=items)


@action("exhibit.answers")
def answers(tx: Tx, turn: Turn, exhibit: int) -> Screen:
    """Everything that was asked and answered about a work."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = exhibition_walks.look(tx, turn.who, exhibit=exhibit)
    told = questions.answered(tx, exhibit)
    lines = [words.say("exhibit-answers-head", title=seen.title)]
    lines += [line for one in told for line in exhibitions.answered_lines(one)]
    return screen("\n".join(lines), [exhibitions.to_work(exhibit)])

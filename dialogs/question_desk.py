"""The staff's side of parents' questions: the queue, colleagues, what is late (R4)."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import faq, question_notices, questions, registry, words
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, link, screen
from storage import faq as answers_known
from storage import question_lists, question_routes
from storage.drafts import Answers, Args
from storage.question_lists import QuestionLine, QuestionList
from storage.residents import STAFF, Role, Who
from storage.store import Tx


def is_staff(who: Who) -> bool:
    return who.has(*STAFF)


@command("parent-questions", listed=is_staff)
def queue(tx: Tx, turn: Turn) -> Screen:
    """«Вопросы родителей»: what this person is to answer, the oldest first."""
    found = question_lists.waiting(tx, turn.who)
    rows: list[list[Button]] = []
    if turn.who.has(Role.COORDINATOR, Role.ADMIN):
        late = question_lists.overdue(tx, turn.who)
        rows = [[link(words.label("question-overdue", count=late.count), "question.overdue")]]
    if not found.lines:
        return screen(words.say("question-queue-none"), *rows)
    return _listed("question-queue", found, *rows)


@action("question.queue")
def show_queue(tx: Tx, turn: Turn) -> Screen:
    return queue(tx, turn)


@action("question.overdue")
def overdue(tx: Tx, turn: Turn) -> Screen:
    """What was not answered in time, of all that one looks over."""
    found = question_lists.overdue(tx, turn.who)
    back = link(registry.COMMANDS["parent-questions"].label, "question.queue")
    if not found.lines:
        return screen(words.say("question-overdue-none"), [back])
    return _listed("question-overdue-list", found, [back])


def _listed(text: str, found: QuestionList, *rows: list[Button]) -> Screen:
    items = [link(_line(one), "question.show", question=one.id) for one in found.lines]
    return screen(words.say(text, count=found.count, shown=len(items)), *rows, items=items)


def _line(one: QuestionLine) -> str:
    state = "answered" if one.answer_by is None else ("late" if one.is_overdue else "waits")
    return words.label(
        "question-line",
        state=state,
        until=one.answer_by or one.asked_at,
        asker=question_notices.name_of(one.asker),
        child=one.child.short,
        route=one.route.value,
    )


def _colleagues(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    question = int(args["question"])
    found = question_routes.colleagues(tx, who, question=question)
    return [Choice(one.id or 0, questions.full_name(one)) for one in found]


class Colleague(BaseModel):
    to: Annotated[int, Ask(choices=_colleagues)]


@action("question.hand_over", present="question.show", form=Colleague, at_once=True)
def hand_over(tx: Tx, turn: Turn, question: int, form: Colleague) -> Screen:
    """«Передать» a question to a colleague."""
    done = question_routes.hand_over(tx, turn.who, question=question, to=form.to)
    question_notices.handed_over(tx, done, turn.who)
    names = words.listing(one.who.short for one in done.view.responsible)
    return screen(words.say("question-handed-over", name=names), question_notices.to_queue())


@action("question.take", present="question.show")
def take(tx: Tx, turn: Turn, question: int) -> Screen:
    """«Взять себе»."""
    done = question_routes.take(tx, turn.who, question=question)
    question_notices.handed_over(tx, done, turn.who)
    return questions.show(tx, turn, question).after(words.say("question-taken"))


class Shared(BaseModel):
    """An answer for everybody, said without names."""

    asked: Annotated[str, StringConstraints(min_length=5, max_length=answers_known.QUESTION_MAX)]
    answer: Annotated[str, StringConstraints(min_length=5, max_length=answers_known.ANSWER_MAX)]


@action("question.share", present="question.show", form=Shared)
def share(tx: Tx, turn: Turn, question: int, form: Shared) -> Screen:
    """«Полезно всем»."""
    made = answers_known.share(
        tx, turn.who, question=question, asked=form.asked, answer=form.answer
    )
    return screen("\n\n".join([words.say("question-shared"), faq.said(made)]))

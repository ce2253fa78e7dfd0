"""Parents' questions: asked, gone on with, closed; the thread as each side sees it (R4)."""

from dataclasses import replace
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from dialogs import apologies, faq, question_notices, registry, words
from dialogs import form as forms
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, button, link, screen
from storage import (
    drafts,
    projects,
    question_lists,
    question_routes,
    question_terms,
    question_thread,
    questions,
    refusals,
)
from storage import faq as answers_known
from storage.drafts import Answers, Args
from storage.question_lists import QuestionLine
from storage.question_routes import Way
from storage.questions import MessageView, QuestionView, Route, Standing
from storage.residents import Role, Who
from storage.store import Tx

#: The form that takes what is written in a thread, message by message.
WRITING = "question.write"
#: A thread is looked at often: only its latest files come along each time.
FILES_SHOWN = 10


class Words(BaseModel):
    """A message: words, files or both."""

    text: Annotated[str, StringConstraints(max_length=question_thread.TEXT_MAX)] = ""
    files: Annotated[list[int], Field(max_length=question_thread.FILES_MAX)] = []


class FirstWords(BaseModel):
    words: Annotated[Words, Ask(reads="message")]


def is_parent(who: Who) -> bool:
    return who.has(Role.PARENT)


@command("ask", listed=is_parent)
def ask(tx: Tx, turn: Turn) -> Screen:
    """«Задать вопрос»: first what it is about, so that an answer may be there already."""
    question_routes.children(tx, turn.who)
    return forms.begin(tx, turn, "question.words")


@action("question.project")
def ask_supervisor(tx: Tx, turn: Turn, project: int) -> Screen:
    """«Спросить руководителя» on the card of a child's project."""
    question_routes.children(tx, turn.who)
    projects.see(tx, turn.who, project)
    return forms.begin(tx, turn, "question.words", project=project)


@action("question.words", form=FirstWords, at_once=True)
def first_words(tx: Tx, turn: Turn, form: FirstWords, project: int = 0) -> Screen:
    """What is answered already is shown before anybody is asked."""
    known = _known(tx, turn, form.words, project)
    found = answers_known.answers(tx, turn.who, words=form.words.text)
    draft = drafts.begin(tx, turn.owner, "question.new", {}, known)
    if not found:
        return forms.ask(tx, turn, draft)
    drafts.lay_aside(tx, draft)
    said = [words.say("question-known", count=len(found)), *map(faq.said, found)]
    return screen(
        "\n\n".join(said),
        [button(words.label("question-helped"), "question.helped", style="good", draft=draft.id)],
        [link(words.label("question-still"), "form.resume", draft=draft.id)],
    )


def _known(tx: Tx, turn: Turn, said: Words, project: int) -> Answers:
    """What needs no asking: the words, an only child, the project that one came from."""
    kept: Answers = {"words": said.model_dump()}
    children = [child.id for child in question_routes.children(tx, turn.who)]
    if project:
        team = projects.member_ids(tx, project)
        children = [child for child in children if child in team]
    if len(children) == 1:
        kept["child"] = children[0]
        if project:
            kept["to"] = project
    return kept


@action("question.helped", present="question.mine")
def helped(tx: Tx, turn: Turn, draft: int) -> Screen:
    """«Это помогло»: nobody needs to be asked."""
    kept = drafts.owned(tx, turn.owner, draft)
    if kept is not None and kept.action == "question.new":
        drafts.drop(tx, kept)
    return Screen(words.say("question-helped-well"), menu=turn.bot.menu(turn.who))


def _children(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(child.id or 0, child.short) for child in question_routes.children(tx, who)]


def _ways(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    child = answers.get("child")
    if not isinstance(child, int):
        return []
    found = question_routes.ways(tx, who, child=child)
    return [Choice(one.project or one.route.value, _way(one)) for one in found]


def _way(one: Way) -> str:
    return words.label(
        "question-way",
        route=one.route.value,
        name=one.who.short if one.who else "",
        named="yes" if one.who else "no",
        project=one.project_title,
    )


def _staff(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(one.id or 0, full_name(one)) for one in question_routes.staff(tx, who)]


def full_name(adult: Who) -> str:
    return " ".join(part for part in (adult.family, adult.name, adult.patronymic) if part)


def _complains(answers: Answers) -> bool:
    return answers.get("to") == Route.COMPLAINT


class NewQuestion(BaseModel):
    """``to`` is a route, or a project's id: its supervisor."""

    words: Annotated[Words, Ask(reads="message")]
    child: Annotated[int, Ask(choices=_children)]
    to: Annotated[int | str, Ask(choices=_ways)]
    about: Annotated[int | None, Ask(choices=_staff, when=_complains)] = None


@action("question.new", form=NewQuestion)
def send(tx: Tx, turn: Turn, form: NewQuestion) -> Screen:
    project = form.to if isinstance(form.to, int) else None
    said = question_thread.ask(
        tx,
        turn.who,
        child=form.child,
        route=Route.SUPERVISOR if isinstance(form.to, int) else Route(form.to),
        project=project,
        about=form.about,
        text=form.words.text,
        attached=tuple(form.words.files),
    )
    question_notices.asked(tx, said)
    accepted = words.say("question-accepted", until=said.view.answer_by or tx.now)
    return screen(
        "\n".join([accepted, *_hours(tx, said.view)]),
        [link(words.label("question-open"), "question.show", question=said.view.id)],
    )


def _hours(tx: Tx, view: QuestionView) -> list[str]:
    """Out of hours it is said honestly when an answer may come."""
    if question_terms.is_working_time(tx.now, tx.rules):
        return []
    return [words.say("question-out-of-hours", route=view.route.value)]


@command("my-questions", listed=is_parent)
def mine(tx: Tx, turn: Turn) -> Screen:
    """«Мои вопросы»."""
    found = question_lists.mine(tx, turn.who)
    again = link(registry.COMMANDS["ask"].label, "command.run", word="ask")
    if not found.lines:
        return screen(words.say("question-mine-none"), [again])
    items = [link(_own_line(one), "question.show", question=one.id) for one in found.lines]
    said = words.say("question-mine", count=found.count, shown=len(items))
    return screen(said, [again], items=items)


@action("question.mine")
def show_mine(tx: Tx, turn: Turn) -> Screen:
    return mine(tx, turn)


def _own_line(one: QuestionLine) -> str:
    state = "closed" if not one.is_open else ("waits" if one.answer_by else "answered")
    return words.label(
        "question-own-line",
        state=state,
        until=one.answer_by or one.asked_at,
        text=one.beginning or words.label("question-only-files"),
    )


@action("question.show")
def show(tx: Tx, turn: Turn, question: int, before: int = 0) -> Screen:
    """A thread: who asks about whom, what was said, what may be done."""
    seen = questions.show(tx, turn.who, question=question, before=before)
    return thread(seen)


def thread(seen: QuestionView) -> Screen:
    """A thread as its reader sees it."""
    blocks = [_head(seen), *(_message(one) for one in seen.messages)]
    if not seen.is_open and seen.mark:
        blocks.append(words.say("question-mark", mark=seen.mark))
        if seen.mark_line:
            blocks[-1] += "\n" + words.say("question-mark-line", text=seen.mark_line)
    held = tuple(file for one in seen.messages for file in one.files)[-FILES_SHOWN:]
    return Screen("\n\n".join(blocks), tuple(map(tuple, _rows(seen))), files=held)


def _head(seen: QuestionView) -> str:
    lines = [
        words.say(
            "question-head",
            route=seen.route.value,
            project=seen.project_title,
            about=full_name(seen.about) if seen.about else "",
            named="yes" if seen.about else "no",
        ),
        words.say("question-child", name=seen.child.short),
    ]
    if seen.standing is not Standing.ASKER:
        lines.append(words.say("question-asker", name=question_notices.name_of(seen.asker)))
    if seen.responsible:
        names = words.listing(one.who.short for one in seen.responsible)
        lines.append(words.say("question-responsible", names=names))
    lines.append(_state(seen))
    return "\n".join(lines)


def _state(seen: QuestionView) -> str:
    if not seen.is_open:
        return words.say("question-state-closed")
    if seen.answer_by is None:
        return words.say("question-state-answered")
    late = "yes" if seen.is_overdue else "no"
    return words.say("question-state-waits", until=seen.answer_by, late=late)


def _message(one: MessageView) -> str:
    lines = [words.say("question-message", name=question_notices.name_of(one.author), at=one.at)]
    if one.text:
        lines.append(words.say("form-value", value=one.text))
    if one.files:
        lines.append(words.say("question-files", count=len(one.files)))
    return "\n".join(lines)


def _rows(seen: QuestionView) -> list[list[Button]]:
    rows = {
        Standing.ASKER: _asker_rows,
        Standing.RESPONSIBLE: question_notices.answering_rows,
        Standing.OVERSEER: question_notices.overseeing_rows,
    }[seen.standing](seen)
    if seen.earlier:
        label = words.label("question-earlier")
        first = seen.messages[0].id
        rows.append([link(label, "question.show", question=seen.id, before=first)])
    return rows


def _asker_rows(seen: QuestionView) -> list[list[Button]]:
    write = link(words.label("question-write"), "question.answer", question=seen.id)
    if seen.is_open:
        return [[write, question_notices.closing(seen.id)]]
    if seen.mark:
        return [[write]]
    return [question_notices.marks(seen.id), [write]]


class Message(BaseModel):
    words: Annotated[Words, Ask(reads="message")]


@action("question.answer")
def answer(tx: Tx, turn: Turn, question: int) -> Screen:
    """«Ответить», «Написать ещё»: each message goes at once, until «Готово»."""
    seen = questions.show(tx, turn.who, question=question, limit=1)
    if seen.standing is Standing.OVERSEER:
        return thread(seen).after(words.say("refusal-question-take-first"))
    if not seen.is_open and seen.standing is not Standing.ASKER:
        raise refusals.Spent("question-closed")
    to = "staff" if seen.standing is Standing.ASKER else "parent"
    name = words.listing(one.who.short for one in seen.responsible)
    said = words.say(
        "question-writing",
        to=to,
        name=name if to == "staff" else question_notices.name_of(seen.asker),
    )
    return _writing(tx, turn, question, said)


def _writing(tx: Tx, turn: Turn, question: int, said: str) -> Screen:
    shown = forms.begin(tx, turn, WRITING, question=question)
    draft = drafts.find(tx, turn.owner, WRITING)
    done = link(registry.COMMANDS["done"].label, "form.done", draft=draft.id if draft else 0)
    return replace(shown, text=said, rows=((done,),))


@action("question.write", present="question.show", form=Message, at_once=True)
def write(tx: Tx, turn: Turn, question: int, form: Message) -> Screen:
    """One message of a thread; a colleague may have taken the question over meanwhile."""
    try:
        with tx.attempt():
            said = question_thread.write(
                tx,
                turn.who,
                question=question,
                text=form.words.text,
                attached=tuple(form.words.files),
            )
    except (refusals.Spent, refusals.Missing) as refusal:
        return apologies.words_for(refusal, turn).after(words.say("question-not-sent"))
    question_notices.written(tx, said)
    to = "staff" if said.view.standing is Standing.ASKER else "parent"
    text = words.say(
        "question-sent" if said.reaches else "question-sent-nowhere",
        to=to,
        until=said.view.answer_by or tx.now,
    )
    return _writing(tx, turn, question, text)


@command("done", keeps_form=True, listed=lambda who: False)
def done(tx: Tx, turn: Turn) -> Screen:
    """«Готово»: what is written in a thread is at its end; any other form asks on."""
    draft = drafts.active(tx, turn.owner, turn.talk.id)
    if draft is None:
        return registry.run_command(tx, turn, "menu")
    return end_writing(tx, turn, draft.id)


@action("form.done")
def end_writing(tx: Tx, turn: Turn, draft: int) -> Screen:
    """The button «Готово»."""
    kept = drafts.owned(tx, turn.owner, draft)
    if kept is None:
        raise refusals.Spent("form-gone")
    if kept.action != WRITING:
        return forms.ask(tx, turn, kept)
    drafts.drop(tx, kept)
    return show(tx, turn, int(kept.args["question"])).after(words.say("question-done"))


@action("question.close", present="question.show")
def close(tx: Tx, turn: Turn, question: int) -> Screen:
    """«Закрыть вопрос»."""
    closed = question_thread.close(tx, turn.who, question=question)
    question_notices.closed(tx, closed)
    if closed.by_asker:
        return screen(words.say("question-closed-ask"), question_notices.marks(question))
    return screen(words.say("question-closed-staff"), question_notices.to_queue())


@action("question.mark", present="question.show")
def mark(tx: Tx, turn: Turn, question: int, helped: int) -> Screen:
    """«Помогло», «Не помогло»; a line may be added."""
    question_thread.mark(tx, turn.who, question=question, helped=bool(helped))
    said = words.say("question-marked", helped="yes" if helped else "no")
    rows = [[link(words.label("question-add-line"), "question.line", question=question)]]
    if not helped:
        again = link(words.label("question-write"), "question.answer", question=question)
        rows[0].append(again)
    return screen(said, *rows)


class MarkLine(BaseModel):
    line: Annotated[str, StringConstraints(min_length=2, max_length=question_thread.LINE_MAX)]


@action("question.line", present="question.show", form=MarkLine, at_once=True)
def add_line(tx: Tx, turn: Turn, question: int, form: MarkLine) -> Screen:
    question_thread.add_line(tx, turn.who, question=question, line=form.line)
    return Screen(words.say("question-line-kept"), menu=turn.bot.menu(turn.who))

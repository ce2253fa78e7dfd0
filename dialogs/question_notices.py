"""What residents are told of questions: whoever answers, the parent, the deputy (R4, C9, C10)."""

from collections.abc import Iterable

from dialogs import registry, words
from dialogs.screen import Button, Screen, button, link, screen
from dialogs.tell import tell
from storage import question_thread
from storage.outbox import Style
from storage.question_reminders import Late
from storage.question_routes import Passed
from storage.question_thread import Closed, Said
from storage.questions import QuestionView, Responsible
from storage.residents import Who
from storage.store import Tx


def name_of(person: Who) -> str:
    """How a parent and a teacher see each other: name and patronymic, with the family name."""
    return " ".join(part for part in (person.name, person.patronymic, person.family) if part)


def asked(tx: Tx, said: Said) -> None:
    """Bring a new question to whoever is to answer it."""
    head = _head("question-new", said.view)
    _to_responsible(tx, said.view, head, "question.mine", text=said.text, files=said.files)


def written(tx: Tx, said: Said) -> None:
    """Bring a message of a thread to the other side; colleagues learn that it is answered."""
    view = said.view
    if said.passed is not None:
        # Whoever it goes on to is shown what was said last: this.
        passed_on(tx, said.passed)
        return
    if said.by_asker:
        text = "question-reopened" if said.reopened else "question-more"
        head = _head(text, view)
        _to_responsible(tx, view, head, "question.said", text=said.text, files=said.files)
        return
    head = words.say("question-answer", name=name_of(said.by), child=view.child.short)
    rows = [[_writing("question-write", view.id), closing(view.id)]]
    _tell_asker(tx, view, _letter(head, said.text, said.files, rows))
    _no_more(tx, said.former, view, said.by)


def handed_over(tx: Tx, done: Passed, by: Who) -> None:
    """A question was given to a colleague."""
    head = _head("question-given", done.view, by=name_of(by))
    _to_responsible(tx, done.view, head, "question.mine", history=True, but=by.id)
    _no_more(tx, done.former, done.view, done.view.responsible[0].who)
    _tell_asker(tx, done.view, screen(_new_names(done.view), [_opening(done.view.id)]))


def passed_on(tx: Tx, done: Passed) -> None:
    """Nobody was left to answer: it goes on to the coordinator, and the parent knows."""
    head = _head("question-passed", done.view)
    _to_responsible(tx, done.view, head, "question.mine", history=True)
    _tell_asker(tx, done.view, screen(_new_names(done.view), [_opening(done.view.id)]))


def closed(tx: Tx, done: Closed) -> None:
    """The other side learns that a question is closed; the parent may say whether it helped."""
    view = done.view
    if done.by_asker:
        said = words.say(
            "question-closed-by-parent", name=name_of(view.asker), child=view.child.short
        )
        for one in view.responsible:
            tell(
                tx,
                [one.who.id or 0],
                screen(said, [_opening(view.id)]),
                still=("question.said", one.assignment),
            )
        return
    said = words.say("question-closed-for-parent", child=view.child.short)
    again = _writing("question-write", view.id)
    _tell_asker(tx, view, screen(said, marks(view.id), [again]))


def late(tx: Tx, found: Late) -> None:
    """A question without an answer in time: whoever is to answer is reminded."""
    if found.passed is not None:
        passed_on(tx, found.passed)
        return
    head = _head("question-late", found.view)
    _to_responsible(tx, found.view, head, "question.due", history=True)


def escalated(tx: Tx, found: Late) -> None:
    """The deputy is told of a question that still waits."""
    if found.passed is not None:
        passed_on(tx, found.passed)
    view = found.view
    head = _head(
        "question-escalated",
        view,
        names=words.listing(one.who.short for one in view.responsible),
    )
    rows = [
        [
            button(words.label("question-take"), "question.take", question=view.id),
            _opening(view.id),
        ]
    ]
    tell(tx, found.deputies, screen(head, *rows), still=("question.waits", view.id))


def _to_responsible(
    tx: Tx,
    view: QuestionView,
    head: str,
    check: str,
    *,
    text: str = "",
    files: tuple[int, ...] = (),
    history: bool = False,
    but: int | None = None,
) -> None:
    if history:
        text, files = _latest(view)
    for one in view.responsible:
        if one.who.id is not None and one.who.id != but:
            shown = _letter(head, text, files, _answering(view, one))
            tell(tx, [one.who.id], shown, still=(check, one.assignment))


def _latest(view: QuestionView) -> tuple[str, tuple[int, ...]]:
    """What the parent said last, for whoever meets the question anew."""
    asked = [one for one in view.messages if not one.by_staff]
    return (asked[-1].text, asked[-1].files) if asked else ("", ())


def _answering(view: QuestionView, one: Responsible) -> list[list[Button]]:
    return [
        [
            _writing("question-answer-button", view.id, style_primary=True),
            link(words.label("question-hand-over"), "question.hand_over", question=view.id),
        ],
        [closing(view.id), _opening(view.id)],
    ]


def answering_rows(view: QuestionView) -> list[list[Button]]:
    """What whoever is to answer may do with a thread."""
    if not view.is_open:
        return _shared_row(view)
    rows = [
        [
            _writing("question-answer-button", view.id, style_primary=True),
            link(words.label("question-hand-over"), "question.hand_over", question=view.id),
        ],
        [closing(view.id)],
    ]
    if len(view.responsible) > 1:
        rows[1].append(button(words.label("question-take"), "question.take", question=view.id))
    return [*rows, *_shared_row(view)]


def overseeing_rows(view: QuestionView) -> list[list[Button]]:
    """What whoever looks over questions may do with one."""
    if not view.is_open:
        return _shared_row(view)
    return [
        [
            button(words.label("question-take"), "question.take", question=view.id),
            link(words.label("question-hand-over"), "question.hand_over", question=view.id),
        ],
        [closing(view.id)],
        *_shared_row(view),
    ]


def _shared_row(view: QuestionView) -> list[list[Button]]:
    if not view.answered or not question_thread.may_share(view):
        return []
    return [[link(words.label("question-share"), "question.share", question=view.id)]]


def _writing(label: str, question: int, *, style_primary: bool = False) -> Button:
    style: Style = "primary" if style_primary else "plain"
    return link(words.label(label), "question.answer", style=style, question=question)


def _opening(question: int) -> Button:
    return link(words.label("question-open"), "question.show", question=question)


def closing(question: int) -> Button:
    return button(words.label("question-close"), "question.close", question=question)


def marks(question: int) -> list[Button]:
    """«Помогло», «Не помогло»."""
    return [
        button(
            words.label("question-good"), "question.mark", style="good", question=question, helped=1
        ),
        button(words.label("question-bad"), "question.mark", question=question, helped=0),
    ]


def to_queue() -> list[Button]:
    return [
        link(registry.COMMANDS["parent-questions"].label, "command.run", word="parent-questions")
    ]


def _no_more(tx: Tx, former: Iterable[Who], view: QuestionView, name: Who) -> None:
    """Who need not answer any more learns who does."""
    said = words.say(
        "question-no-more", name=name.short, asker=name_of(view.asker), child=view.child.short
    )
    tell(tx, [one.id for one in former if one.id is not None], screen(said, to_queue()))


def _tell_asker(tx: Tx, view: QuestionView, shown: Screen) -> None:
    if view.asker.id is not None:
        tell(tx, [view.asker.id], shown, still=("question.asked", view.id))


def _new_names(view: QuestionView) -> str:
    names = words.listing(one.who.short for one in view.responsible)
    return words.say("question-new-names", names=names, child=view.child.short)


def _letter(head: str, text: str, files: tuple[int, ...], rows: list[list[Button]]) -> Screen:
    blocks = [head, words.say("form-value", value=text)] if text else [head]
    return Screen("\n\n".join(blocks), tuple(map(tuple, rows)), files=files)


def _head(name: str, view: QuestionView, **more: str) -> str:
    lines = [
        words.say(
            name,
            route=view.route.value,
            project=view.project_title,
            asker=name_of(view.asker),
            child=view.child.short,
            about=name_of(view.about) if view.about else "",
            named="yes" if view.about else "no",
            **more,
        )
    ]
    if view.answer_by is not None:
        lines.append(words.say("question-until", until=view.answer_by))
    return "\n".join(lines)

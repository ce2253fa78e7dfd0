"""«Генератор событий»: a few questions, fitting formats, a plan by minutes (E7). For everybody."""

import re
from typing import Annotated

from pydantic import BaseModel

from dialogs import documents, form, printed, registry, words
from dialogs.asking import Ask, Choice
from dialogs.printed import Block, Document
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, link, screen
from storage import generator
from storage.drafts import Answers, Args
from storage.generator import Fitting, Place, Plan, Step, Wish
from storage.residents import Who
from storage.store import Tx

_PLACES = re.compile(r"\{(\w+)\}")


@command("generator", listed=registry.everybody)
def begin(tx: Tx, turn: Turn) -> Screen:
    return form.begin(tx, turn, "generator.ask")


def _options(question: str) -> Ask:
    def choices(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
        known = tx.rules.formats.generator.options(question)
        return [Choice(key, label) for key, label in known.items()]

    return Ask(choices=choices)


def _stages(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(key, label) for key, label in tx.rules.formats.generator.stages.items()]


class Asked(BaseModel):
    """What somebody wants; the answers are keys of the data file."""

    goal: Annotated[str, _options("goal")]
    people: Annotated[str, _options("people")]
    time: Annotated[str, _options("time")]
    place: Annotated[Place, _options("place")]
    stage: Annotated[str | None, Ask(choices=_stages)] = None


@action("generator.ask", form=Asked)
def ask(tx: Tx, turn: Turn, form: Asked) -> Screen:
    """Two or three formats to choose from."""
    wish = Wish(form.goal, form.people, form.time, form.place, form.stage or "")
    found = generator.fitting(tx, turn.who, wish)
    by_goal = any(one.by_goal for one in found)
    said = words.say("generator-found" if by_goal else "generator-near", you=turn.you)
    lines = [_offered(one) for one in found]
    items = [
        link(
            words.label("generator-item", title=one.format.title, minutes=one.minutes),
            "generator.plan",
            format=one.format.key,
            minutes=one.minutes,
            place=form.place.value,
        )
        for one in found
    ]
    return screen("\n\n".join([said, *lines]), _again(), items=items)


def _offered(one: Fitting) -> str:
    return words.say(
        "generator-format",
        title=one.format.title,
        purpose=one.format.purpose,
        when=one.format.when,
        least=one.format.size.min,
        most=one.format.size.max,
    )


def _again() -> list[Button]:
    return [link(words.label("generator-again"), "command.run", word="generator")]


@action("generator.plan")
def show(tx: Tx, turn: Turn, format: str, minutes: int, place: str) -> Screen:
    """A plan, and what can be made of it."""
    made = generator.plan(tx, turn.who, format=format, minutes=minutes, place=Place(place))
    written = link(
        words.label("generator-document"),
        "generator.document",
        format=format,
        minutes=minutes,
        place=place,
    )
    rows = [[written], _again()]
    if turn.who.id is not None:
        propose = link(
            words.label("generator-propose"),
            "event.of-plan",
            style="good",
            format=format,
            minutes=minutes,
            place=place,
        )
        rows.insert(0, [propose])
    return screen("\n\n".join(_parts(made)), *rows)


def _parts(made: Plan) -> list[str]:
    one = made.format
    parts = [words.say("generator-head", title=one.title, minutes=made.minutes, goal=one.purpose)]
    parts.append(_listed("generator-plan", [_line(step) for step in made.steps]))
    roles = [words.label("generator-role", title=r.title, duty=r.duty) for r in one.roles]
    parts.append(_listed("generator-roles", roles))
    parts.append(
        _listed("generator-preparation", [_task(t.days_before, t.task) for t in one.preparation])
    )
    if one.equipment and not made.place.has_screen:
        parts.append(_listed("generator-equipment", list(one.equipment)))
    if made.place.has_screen:
        parts.append(_listed("generator-online", [one.online.how, *one.online.steps]))
    parts.append(words.say("generator-result", result=one.result))
    parts.append(words.say("generator-announce", text=announced(made)))
    return parts


def _listed(head: str, lines: list[str]) -> str:
    return "\n".join(
        [words.say(head), *[words.say("generator-line", value=line) for line in lines]]
    )


def _line(step: Step) -> str:
    title = step.title or words.label("generator-pause")
    if step.part:
        title = words.label("generator-part", title=title, part=step.part)
    since, until = _clock(step.at), _clock(step.at + step.minutes)
    if step.detail and step.part < 2:
        return words.label(
            "generator-step-detail", since=since, until=until, title=title, detail=step.detail
        )
    return words.label("generator-step", since=since, until=until, title=title)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def _task(days: int, task: str) -> str:
    return words.label("generator-task", days=days, task=task)


def announced(made: Plan, **known: str) -> str:
    """The announcement's text; what is not ``known`` yet stands in it as a word in brackets."""
    known.setdefault("duration", str(made.minutes))

    def put(found: re.Match[str]) -> str:
        name = found[1]
        return known.get(name) or words.label("generator-place", name=name)

    return _PLACES.sub(put, made.format.announce)


@action("generator.document")
def document(tx: Tx, turn: Turn, format: str, minutes: int, place: str) -> Screen:
    """The plan as a document to print."""
    made = generator.plan(tx, turn.who, format=format, minutes=minutes, place=Place(place))
    back = link(
        words.label("generator-back"),
        "generator.plan",
        format=format,
        minutes=minutes,
        place=place,
    )
    said = words.say("generator-document-made", title=made.format.title)
    return Screen(said, ((back,),), picture=printed.row(_document(made)))


def _document(made: Plan) -> Document:
    one = made.format
    head = tuple(cell.strip() for cell in words.label("generator-table").split("|"))
    rows = [
        (
            f"{_clock(step.at)}–{_clock(step.at + step.minutes)}",
            step.title or words.label("generator-pause"),
            step.detail,
        )
        for step in made.steps
    ]
    blocks = [
        Block(kind="text", lines=(one.purpose, one.when)),
        *_chapter("generator-plan"),
        Block(kind="table", rows=(head, *rows)),
        *_chapter(
            "generator-roles",
            *(words.label("generator-role", title=r.title, duty=r.duty) for r in one.roles),
        ),
        *_chapter(
            "generator-preparation", *(_task(t.days_before, t.task) for t in one.preparation)
        ),
        *_chapter("generator-equipment", *one.equipment),
    ]
    if made.place.has_screen:
        how = (one.online.how, *one.online.steps, *made.online_rules)
        blocks += _chapter("generator-online", *how)
    blocks += _chapter("generator-risks", *one.risks)
    blocks += _chapter("generator-questions", *one.feedback)
    blocks.append(Block(kind="text", lines=(words.label("generator-result", result=one.result),)))
    said = words.label("generator-announce", text=announced(made))
    blocks.append(Block(kind="text", lines=(said,)))
    title = words.label("generator-title", title=one.title, minutes=made.minutes)
    return Document(file=documents.file_name(one.title, "docx"), title=title, blocks=tuple(blocks))


def _chapter(head: str, *lines: str) -> list[Block]:
    made = [Block(kind="heading", lines=(words.plain(words.say(head)),))]
    return [*made, Block(kind="list", lines=lines)] if lines else made

"""The project's diary: written in one message, read by who may (P4)."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import form, projects, words
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action, command
from dialogs.screen import Screen, link, screen
from storage import cards, diary
from storage.drafts import Answers, Args
from storage.projects import Relation
from storage.residents import Role, Who
from storage.store import Tx

SHOWN = 7


def _notebooks(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(one.project, one.title) for one in diary.writable(tx, who)]


class DiaryNote(BaseModel):
    project: Annotated[int, Ask(choices=_notebooks)]
    text: Annotated[str, StringConstraints(min_length=2, max_length=3000)]


class DiaryPage(BaseModel):
    text: Annotated[str, StringConstraints(min_length=2, max_length=3000)]


@command("diary", argument=True, listed=projects.is_pupil)
def write_diary(tx: Tx, turn: Turn, rest: str) -> Screen:
    """«дневник: …» in one message; without words the diary is shown."""
    if not rest and not projects.is_pupil(turn.who):
        return _to_read(tx, turn)
    turn.who.must_have(Role.STUDENT)
    books = diary.writable(tx, turn.who)
    if not books:
        return screen(words.say("diary-none", you=turn.you))
    if not rest:
        if len(books) == 1:
            return show_diary(tx, turn, books[0].project)
        items = [link(one.title, "diary.show", project=one.project) for one in books]
        return screen(words.say("diary-which", you=turn.you), items=items)
    if len(books) == 1:
        return _written(tx, turn, books[0].project, rest)
    return form.begin_with(tx, turn, "diary.write", {"text": rest})


def _to_read(tx: Tx, turn: Turn) -> Screen:
    """The diaries that this person may read: of a child, of pupils whom they supervise."""
    turn.who.must_be_resident()
    found = cards.visible_to(tx, turn.who)
    items = [link(one.title, "diary.show", project=one.id) for one in found]
    return screen(words.say("diary-which" if items else "diary-nothing"), items=items)


@action("diary.write", form=DiaryNote)
def write_in(tx: Tx, turn: Turn, form: DiaryNote) -> Screen:
    return _written(tx, turn, form.project, form.text)


def _written(tx: Tx, turn: Turn, project: int, text: str) -> Screen:
    entry = diary.write(tx, turn.who, project=project, text=text)
    said = words.say("diary-written", title=entry.title, at=entry.at)
    return screen(said, [link(words.label("diary-open"), "diary.show", project=project)])


@action("diary.add", form=DiaryPage)
def add_page(tx: Tx, turn: Turn, project: int, form: DiaryPage) -> Screen:
    return _written(tx, turn, project, form.text)


@action("diary.show")
def show_diary(tx: Tx, turn: Turn, project: int, before: int = 0) -> Screen:
    """The diary, newest first."""
    entries = diary.entries(tx, turn.who, project=project, limit=SHOWN, before=before or None)
    card = cards.card(tx, turn.who, project=project)
    lines = [words.say("diary-head", title=card.title)]
    lines += [
        words.say("diary-line", at=one.at, name=one.by.short, text=one.text) for one in entries
    ]
    if not entries:
        lines.append(words.say("diary-empty", you=turn.you))
    row = [link(words.label("project-back-to-card"), "project.card", project=project)]
    if Relation.MEMBER in card.relations:
        row.insert(0, link(words.label("diary-add"), "diary.add", style="primary", project=project))
    if len(entries) == SHOWN:
        row.append(
            link(words.label("page-on"), "diary.show", project=project, before=entries[-1].id)
        )
    return screen("\n".join(lines), row)

"""«Чем заняться»: sport and leisure of the school and around, which the school edits here (Q1)."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import form, rest, rest_content, words
from dialogs.registry import Turn, action, command
from dialogs.screen import Screen, button, link, screen
from storage import leisure as entries
from storage import refusals
from storage.leisure import Leisure
from storage.store import Tx

Title = Annotated[str, StringConstraints(min_length=2, max_length=150)]
Words = Annotated[str, StringConstraints(min_length=3, max_length=1_500)]
Link = Annotated[str, StringConstraints(max_length=1_000)]


@command("leisure", listed=rest.may_rest)
def leisure(tx: Tx, turn: Turn) -> Screen:
    found = entries.catalogue(tx, turn.who, rest_content.room().shipped)
    items = [link(one.title, "leisure.show", entry=one.entry, key=one.key) for one in found]
    rows = []
    if turn.who.has(*entries.EDITORS):
        rows.append([link(words.label("leisure-add"), "leisure.add")])
    return screen(words.say("leisure-head", you=turn.you), *rows, items=items)


@action("leisure.list")
def listed(tx: Tx, turn: Turn) -> Screen:
    return leisure(tx, turn)


@action("leisure.show")
def show(tx: Tx, turn: Turn, entry: int, key: str) -> Screen:
    found = _known(tx, turn, entry, key)
    lines = [words.say("leisure-card", title=found.title, text=found.text)]
    if found.link:
        lines.append(words.say("leisure-link", link=found.link))
    rows = [[link(words.label("leisure-back"), "leisure.list")]]
    if turn.who.has(*entries.EDITORS):
        number, name = found.entry, found.key
        change = link(words.label("leisure-change"), "leisure.write", entry=number, key=name)
        drop = words.label("leisure-hide")
        rows.insert(0, [change, button(drop, "leisure.hide", style="bad", entry=number, key=name)])
    return screen("\n\n".join(lines), *rows)


class Entry(BaseModel):
    title: Title
    text: Words
    link: Link | None = None


@action("leisure.add", form=Entry)
def add(tx: Tx, turn: Turn, form: Entry) -> Screen:
    made = entries.write(tx, turn.who, title=form.title, text=form.text, link=form.link)
    return show(tx, turn, made.entry, made.key).after(words.say("leisure-written"))


@action("leisure.write")
def write(tx: Tx, turn: Turn, entry: int, key: str) -> Screen:
    turn.who.must_have(*entries.EDITORS)
    _known(tx, turn, entry, key)
    return form.begin(tx, turn, "leisure.rewrite", entry=entry, key=key)


@action("leisure.rewrite", present="leisure.list", form=Entry)
def rewrite(tx: Tx, turn: Turn, entry: int, key: str, form: Entry) -> Screen:
    made = entries.write(
        tx,
        turn.who,
        title=form.title,
        text=form.text,
        link=form.link,
        replaces="" if entry else key,
        entry=entry,
    )
    return show(tx, turn, made.entry, made.key).after(words.say("leisure-written"))


@action("leisure.hide", present="leisure.list")
def hide(tx: Tx, turn: Turn, entry: int, key: str) -> Screen:
    turn.who.must_have(*entries.EDITORS)
    found = _known(tx, turn, entry, key)
    replaces = "" if found.entry else found.key
    entries.hide(tx, turn.who, replaces=replaces, entry=found.entry, title=found.title)
    return leisure(tx, turn).after(words.say("leisure-hidden", title=found.title))


def _known(tx: Tx, turn: Turn, entry: int, key: str) -> Leisure:
    for one in entries.catalogue(tx, turn.who, rest_content.room().shipped):
        if (one.entry, one.key) == (entry, key):
            return one
    raise refusals.Missing("leisure")

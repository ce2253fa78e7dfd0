"""The desk of who keeps an exhibition: works that wait, and what the visitors chose (E5)."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import exhibition_notices, exhibitions, words
from dialogs.registry import Turn, action
from dialogs.screen import Screen, link, screen
from storage import exhibition_desk as desk
from storage.exhibition_desk import Tally
from storage.store import Tx


@action("exhibition.desk")
def waiting(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Работы»: first what waits for a decision, then what was let in."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    new = desk.waiting(tx, turn.who, event=event)
    there = desk.standing(tx, turn.who, event=event)
    items = [
        link(
            words.label(
                "exhibition-desk-line",
                title=one.title,
                state=one.state.value,
                lacking=len(one.lacking),
            ),
            "exhibit.own",
            exhibit=one.id,
        )
        for one in [*new, *there]
    ]
    said = words.say("exhibition-desk-head", waiting=len(new), count=len(items))
    return screen(said, [exhibitions.to_exhibition(event)], items=items)


@action("exhibit.approve", present="exhibit.own")
def approve(tx: Tx, turn: Turn, exhibit: int) -> Screen:
    """«Одобрить»."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = desk.approve(tx, turn.who, exhibit=exhibit)
    exhibition_notices.decided(tx, seen)
    if not seen.lacking:
        exhibition_notices.now_shown(tx, exhibit)
    text = "exhibit-approved-waits" if seen.lacking else "exhibit-approved"
    return waiting(tx, turn, seen.event).after(words.say(text, title=seen.title))


class Remark(BaseModel):
    remark: Annotated[str, StringConstraints(min_length=3, max_length=desk.REMARK_MAX)]


@action("exhibit.return", present="exhibit.own", form=Remark, at_once=True)
def give_back(tx: Tx, turn: Turn, exhibit: int, form: Remark) -> Screen:
    """«Вернуть»: with what has to be mended."""
    seen = desk.give_back(tx, turn.who, exhibit=exhibit, remark=form.remark)
    exhibition_notices.decided(tx, seen)
    return waiting(tx, turn, seen.event).after(words.say("exhibit-returned", title=seen.title))


@action("exhibition.results")
def results(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Итоги»: what the visitors like most, then the others by the alphabet."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    told = desk.results(tx, turn.who, event=event)
    lines = [words.say("exhibition-results-head", title=told.exhibition.title)]
    if told.top:
        lines += ["", words.say("exhibition-top"), *map(_line, told.top)]
    if told.others:
        lines += ["", words.say("exhibition-others"), *map(_line, told.others)]
    if not (told.top or told.others):
        lines.append(words.say("exhibition-no-results"))
    return screen("\n".join(lines), [exhibitions.to_exhibition(event)])


def _line(one: Tally) -> str:
    return words.say("exhibition-tally", title=one.title, visitors=one.visitors, likes=one.likes)

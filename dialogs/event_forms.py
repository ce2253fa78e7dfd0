"""«Отзывы через Яндекс Форму»: set by a host, shown to who was there, told in numbers (E4)."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import event_words, words
from dialogs.registry import Turn, action
from dialogs.screen import Button, Screen, button, link, screen
from dialogs.tell import tell
from storage import event_feedback, events, form_answers
from storage.form_answers import Desk, Fetched
from storage.form_summaries import Told
from storage.store import Tx


def desk(seen: Desk) -> Screen:
    """«Отзывы» of an event with a form, to its hosts."""
    event = seen.event.id
    rows: list[list[Button]] = []
    if seen.reads:
        rows.append([link(words.label("event-form-ask"), "event.form-ask", event=event)])
    reads = "yes" if seen.reads else "no"
    said = words.say("event-form-desk", url=seen.url, reads=reads, least=event_feedback.LEAST)
    return screen(said, *rows, ways(seen), [event_words.back(event)])


def ways(seen: Desk) -> list[Button]:
    """A form in the place of the bot's questions and back, while nobody answered."""
    if not seen.may_change:
        return []
    event = seen.event.id
    if not seen.url:
        return [link(words.label("event-form-use"), "event.form-use", event=event)]
    return [
        link(words.label("event-form-other"), "event.form-use", event=event),
        button(words.label("event-form-drop"), "event.form-drop", event=event),
    ]


class Link(BaseModel):
    """A link to a form that somebody made at Yandex."""

    url: Annotated[str, StringConstraints(min_length=8, max_length=1000)]


@action("event.form-use", present="event.summary", form=Link)
def use(tx: Tx, turn: Turn, event: int, form: Link) -> Screen:
    """«Отзывы через Яндекс Форму»."""
    form_answers.use(tx, turn.who, event=event, url=form.url)
    shown = desk(form_answers.desk(tx, turn.who, event=event))
    return shown.after(words.say("event-form-used"))


@action("event.form-drop", present="event.summary")
def drop(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Вернуть вопросы бота»."""
    form_answers.drop(tx, turn.who, event=event)
    return screen(words.say("event-form-dropped"), [event_words.back(event)])


@action("event.form")
def follow(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Оценить» where a form is asked: its link. Who presses is written nowhere."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    url = form_answers.follow(tx, turn.who, event=event)
    said = words.say("event-form-link", url=url, you=turn.you)
    return screen(said, [event_words.back(event)])


@action("event.form-ask")
def ask(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Получить сводку»: the answers are fetched after the step."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    form_answers.ask(tx, turn.who, event=event)
    return screen(words.say("event-form-asked"), [event_words.back(event)])


def told(tx: Tx, found: Fetched, to: int) -> None:
    """The summary, to who asked for it; to all hosts only what is news (``to`` is 0)."""
    if to == 0 and not found.new:
        return
    title, back = found.event.title, event_words.back(found.event.id)
    if found.end == "told":
        lines = [words.say("event-form-summary", title=title, count=found.answers)]
        lines += [line for one in found.told for line in _lines(one)]
        said = "\n".join(lines)
    else:
        said = words.say("event-form-none", title=title, end=found.end, least=event_feedback.LEAST)
    receivers = form_answers.hosts(tx, event=found.event.id, to=to)
    tell(tx, receivers, screen(said, [back]), urgent=to != 0)


def _lines(one: Told) -> list[str]:
    said = [words.say("event-form-told", text=one.text, count=one.answers)]
    if one.mean is not None:
        said.append(words.say("event-form-mean", mean=round(one.mean, 1)))
    said += [words.say("event-form-count", value=value, count=n) for value, n in one.counts]
    return said + [words.say("form-line", value=line) for line in one.lines]


def not_read(tx: Tx, event_id: int, to: int, why: str) -> None:
    """The answers could not be fetched: what to do about it."""
    event = events.view(tx, events.find(tx, event_id))
    said = words.say("event-form-unread", title=event.title, why=why)
    again = link(words.label("event-form-again"), "event.form-ask", event=event_id)
    receivers = form_answers.hosts(tx, event=event_id, to=to)
    tell(tx, receivers, screen(said, [again]), urgent=to != 0)

"""The form of an event: set by its hosts, given to who was there, told in numbers (E4).

A summary is of the first five, ten, fifteen answers. Before another is shown, those of the last one
must be there as they were: an answer that was deleted or changed at Yandex would otherwise be found
by comparing the two. One form serves one event, for the same reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from storage import (
    event_feedback,
    event_forms,
    event_lists,
    events,
    form_summaries,
    jobs,
    journal,
    refusals,
)
from storage.event_forms import EventForm
from storage.events import Event, EventState, EventView
from storage.form_summaries import Question, Sheet, Told
from storage.projects import key
from storage.residents import Who
from storage.store import Tx

#: A service that is busy is asked again so many times, after so long.
ROUNDS = 3
AGAIN_AFTER = timedelta(minutes=5)
TOLD_AFTER_DAYS = (1, 7)
End = Literal["told", "few", "altered"]


@dataclass(frozen=True)
class Desk:
    """What a host sees of the form: ``url`` is "" where the bot asks by itself, ``reads`` whether
    its answers can be fetched, ``may_change`` whether nobody answered yet."""

    event: EventView
    url: str
    reads: bool
    may_change: bool


@dataclass(frozen=True)
class Fetched:
    """What became of a fetch; ``new`` is whether more is told than the last time."""

    event: EventView
    end: End
    answers: int = 0
    told: tuple[Told, ...] = ()
    new: bool = False


def use(tx: Tx, by: Who, *, event: int, url: str) -> None:
    """Have the form at ``url`` asked in the place of the bot's questions; for the event's hosts,
    while nobody answered. Raises `Broken` for another link and for a form of another event,
    `Spent`, `Denied`, `Missing`."""
    row = events.hold_to_manage(tx, by, event)
    _must_be_open(tx, row)
    address, survey = event_forms.read_link(url)
    if survey and event_forms.is_used(tx, survey, but=event):
        raise refusals.Broken("event-form-elsewhere")
    form = event_forms.find(tx, event)
    if form is None:
        form = EventForm(event_id=event, url="", set_at=tx.now)
        tx.session.add(form)
    form.url, form.survey, form.set_at = address, survey, tx.now
    tx.session.flush()
    if row.ends_at <= tx.now:
        plan(tx, event=event, sequence=row.sequence)
    journal.write(tx, "event.form-use", by=by.id, subject="event", subject_id=event)


def drop(tx: Tx, by: Who, *, event: int) -> None:
    """Take the bot's own questions again; for the event's hosts, while nobody answered."""
    row = events.hold_to_manage(tx, by, event)
    _must_be_open(tx, row)
    form = event_forms.find(tx, event)
    if form is None:
        raise refusals.Spent("event-form-none")
    tx.session.delete(form)
    tx.session.flush()
    journal.write(tx, "event.form-drop", by=by.id, subject="event", subject_id=event)


def desk(tx: Tx, by: Who, *, event: int) -> Desk:
    """How an event is asked about; raises `Denied` for all but its hosts."""
    row = events.see(tx, by, event)
    if not events.manages(tx, row, by):
        raise refusals.Denied("event-not-host")
    form = event_forms.find(tx, event)
    return Desk(
        event=events.view(tx, row),
        url="" if form is None else form.url,
        reads=form is not None and _reads(tx, form),
        may_change=_is_open(tx, row) and not _has_begun(tx, row),
    )


def follow(tx: Tx, by: Who, *, event: int) -> str:
    """The form's link, to who was there and to hosts; who asks for it is written nowhere.

    Raises `refusals.Denied`, `Missing`; `Spent` where the bot asks by itself.
    """
    row = events.see(tx, by, event)
    url = event_forms.url(tx, event)
    if not url:
        raise refusals.Spent("event-form-none")
    line = event_lists.mine(tx, by, event)
    if not (events.manages(tx, row, by) or event_feedback.may_answer(tx, row, line)):
        raise refusals.Denied("event-not-attended")
    return url


def ask(tx: Tx, by: Who, *, event: int) -> None:
    """Have the answers fetched for a host, once a minute at most; raises `Broken` where they can
    not be."""
    form = event_forms.find(tx, event)
    if not desk(tx, by, event=event).reads or form is None:
        raise refusals.Broken("event-form-unread")
    name = f"{event}:{by.id}:{tx.now:%Y-%m-%dT%H:%M}"
    jobs.plan(tx, "form.fetch", name, tx.now, event=event, to=by.id or 0, round=1)


def plan(tx: Tx, *, event: int, sequence: int) -> None:
    """Have the hosts told by themselves some days after the event; where answers are not read,
    nothing is planned."""
    form = event_forms.find(tx, event)
    if form is None or not _reads(tx, form):
        return
    for days in TOLD_AFTER_DAYS:
        name, due = f"{event}:{sequence}:{days}d", tx.now + timedelta(days=days)
        jobs.plan(tx, "form.fetch", name, due, event=event, to=0, round=1)


def to_fetch(tx: Tx, *, event: int) -> str | None:
    """The id of the form to be read now; None if there is none any more."""
    form = event_forms.find(tx, event)
    return form.survey if form is not None and form.survey else None


def put_off(tx: Tx, *, event: int, to: int, round: int) -> bool:
    """Plan another try; False when it was tried often enough."""
    if round >= ROUNDS:
        return False
    name = f"{event}:{to}:{tx.now:%Y-%m-%dT%H:%M}:{round}"
    due = tx.now + AGAIN_AFTER
    jobs.plan(tx, "form.fetch", name, due, event=event, to=to, round=round + 1)
    return True


def fetched(
    tx: Tx, *, event: int, survey: str, questions: Sequence[Question], sheets: Sequence[Sheet]
) -> Fetched | None:
    """What may be told of the answers as they are now (job "form.fetch"); None if the event has
    another form by now."""
    row = events.hold(tx, event)
    form = event_forms.find(tx, event)
    if form is None or form.survey != survey:
        return None
    ordered = sorted(sheets, key=lambda one: one.id)
    form.answered = form.answered or bool(ordered)
    tx.session.flush()
    view = events.view(tx, row)
    if form.shown and form_summaries.mark(questions, ordered[: form.shown]) != form.mark:
        return Fetched(view, "altered")
    count = form_summaries.whole(len(ordered))
    if not count:
        return Fetched(view, "few")
    is_new = count > form.shown
    form.shown, form.mark = count, form_summaries.mark(questions, ordered[:count])
    tx.session.flush()
    return Fetched(view, "told", count, form_summaries.tell(questions, ordered), is_new)


def hosts(tx: Tx, *, event: int, to: int) -> tuple[int, ...]:
    """To whom a summary goes: who asked for it, if they still hold the event, else all hosts."""
    known = (*events.host_ids(tx, event), events.find(tx, event).proposed_by)
    return tuple(one for one in dict.fromkeys(known) if to in (0, one))


def _reads(tx: Tx, form: EventForm) -> bool:
    return bool(form.survey) and tx.rules.reads_forms


def _has_begun(tx: Tx, row: Event) -> bool:
    form = event_forms.find(tx, key(row.id))
    return (form is not None and form.answered) or event_feedback.has_begun(tx, key(row.id))


def _is_open(tx: Tx, row: Event) -> bool:
    stands = row.state in (EventState.WAITING, EventState.APPROVED)
    return stands and tx.now <= row.ends_at + event_feedback.OPEN_FOR


def _must_be_open(tx: Tx, row: Event) -> None:
    if not _is_open(tx, row):
        raise refusals.Broken("event-over")
    if _has_begun(tx, row):
        raise refusals.Spent("event-form-begun")

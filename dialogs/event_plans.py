"""«Предложить событие», its approval, and its changes (E1, E6)."""

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import BaseModel, Field, JsonValue, StringConstraints

from dialogs import event_notices, event_rooms, event_words, events, form, registry, words
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action, command
from dialogs.screen import Screen, link, screen
from storage import event_changes, event_proposals, generator
from storage import events as stored
from storage.drafts import Answers, Args
from storage.event_proposals import Draft
from storage.events import Audience, Pupils
from storage.generator import Place
from storage.residents import Who
from storage.store import Tx

Line = Annotated[str, StringConstraints(min_length=3, max_length=150)]
Passage = Annotated[str, StringConstraints(min_length=3, max_length=500)]


def _formats(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(one.key, one.title) for one in tx.rules.formats.formats]


def _places(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(one.value, words.label("event-place", place=one.value)) for one in Place]


def _audiences(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [
        Choice(one.value, words.label("event-audience-choice", audience=one.value))
        for one in Audience
    ]


def _pupils(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [
        Choice(one.value, words.label("event-pupils-choice", pupils=one.value)) for one in Pupils
    ]


def _yes_or_no(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(0, words.label("event-consent-no")), Choice(1, words.label("event-consent-yes"))]


def _hosts(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [
        Choice(one.id or 0, f"{one.address} {one.family}")
        for one in event_proposals.possible_hosts(tx, who)
    ]


def _is_here(answers: Answers) -> bool:
    return answers.get("place") != Place.ONLINE.value


def _is_online(answers: Answers) -> bool:
    return answers.get("place") != Place.OFFLINE.value


def _for_pupils(answers: Answers) -> bool:
    return answers.get("pupils") != Pupils.NONE.value


class Proposal(BaseModel):
    """What is asked of who proposes an event; what the generator knows already is not asked."""

    format: Annotated[str | None, Ask(choices=_formats)] = None
    title: Line
    purpose: Passage
    starts: Annotated[datetime, Ask(reads="moment")]
    length: Annotated[timedelta, Ask(reads="duration")]
    place: Annotated[Place, Ask(choices=_places)]
    room: Annotated[str | None, Ask(when=_is_here)] = None
    places: Annotated[int | None, Field(ge=1, le=5000)] = None
    audience: Annotated[Audience, Ask(choices=_audiences)]
    pupils: Annotated[Pupils, Ask(choices=_pupils)]
    consent: Annotated[bool, Ask(choices=_yes_or_no, when=_for_pupils)] = False
    host: Annotated[int | None, Ask(choices=_hosts)] = None
    cohosts: Annotated[str | None, Ask(when=_is_online)] = None


@command("event-new", listed=registry.residents_only)
def begin(tx: Tx, turn: Turn) -> Screen:
    """«Предложить событие», from nothing."""
    turn.who.must_be_resident()
    return form.begin(tx, turn, "event.new")


@action("event.of-plan")
def of_plan(tx: Tx, turn: Turn, format: str, minutes: int, place: str) -> Screen:
    """«Предложить это событие»: what the generator knows is answered already."""
    turn.who.must_be_resident()
    made = generator.plan(tx, turn.who, format=format, minutes=minutes, place=Place(place))
    known: dict[str, JsonValue] = {"format": format, "length": made.minutes * 60.0, "place": place}
    return form.begin_with(tx, turn, "event.new", known)


@action("event.new", form=Proposal)
def propose(tx: Tx, turn: Turn, form: Proposal) -> Screen:
    """Everything was confirmed: the event waits for approval."""
    made = event_proposals.propose(
        tx,
        turn.who,
        Draft(
            title=form.title,
            purpose=form.purpose,
            starts_at=form.starts,
            length=form.length,
            place=form.place,
            format=form.format or "",
            room=form.room or "",
            places=form.places,
            audience=form.audience,
            pupils=form.pupils,
            consent=bool(form.consent),
            host=form.host,
            cohosts=form.cohosts or "",
        ),
    )
    event_notices.proposed(tx, made)
    text = "event-proposed" if made.event.tell else "event-proposed-to-nobody"
    lines = [words.say(text, title=made.event.title), *event_words.warnings(made.clashes)]
    return screen(
        "\n".join(lines), [link(words.label("event-open"), "event.show", event=made.event.id)]
    )


@command("event-approvals", listed=stored.decides)
def approvals(tx: Tx, turn: Turn) -> Screen:
    """What waits for approval, to whoever may give it."""
    waiting = event_proposals.waiting(tx, turn.who)
    items = [
        link(
            words.label("event-line", at=one.starts_at, title=one.title),
            "event.show",
            event=one.id,
        )
        for one in waiting
    ]
    return screen(words.say("event-approvals", count=len(items)), items=items)


@action("event.approve", present="event.show")
def approve(tx: Tx, turn: Turn, event: int, seen: str = "") -> Screen:
    """«Одобрить»."""
    done = event_proposals.approve(tx, turn.who, event=event, seen=str(seen))
    event_notices.decided(tx, done.event, [one for one in done.event.tell if one != turn.who.id])
    return events.show(tx, turn, event).after(words.say("event-approved", title=done.event.title))


class Refusal(BaseModel):
    comment: Passage


@action("event.decline", present="event.show", form=Refusal)
def decline(tx: Tx, turn: Turn, event: int, form: Refusal) -> Screen:
    """«Отклонить», with a comment."""
    view = event_proposals.decline(tx, turn.who, event=event, comment=form.comment)
    event_notices.decided(tx, view, [one for one in view.tell if one != turn.who.id])
    return screen(words.say("event-declined", title=view.title), [event_words.back(event)])


class Change(BaseModel):
    """What may be changed; what is skipped stays."""

    starts: Annotated[datetime | None, Ask(reads="moment")] = None
    length: Annotated[timedelta | None, Ask(reads="duration")] = None
    room: Annotated[str, StringConstraints(min_length=1, max_length=80)] | None = None
    places: Annotated[int | None, Field(ge=1, le=5000)] = None


@action("event.change", present="event.show", form=Change)
def change(tx: Tx, turn: Turn, event: int, form: Change) -> Screen:
    """«Изменить»: another time, length, room or number of places."""
    done = event_changes.change(
        tx,
        turn.who,
        event=event,
        starts=form.starts,
        length=form.length,
        room=form.room,
        places=form.places,
    )
    event_rooms.withdrawn(tx, done.with_old_link)
    event_notices.offered(tx, done.offered)
    event_notices.changed_for_staff(tx, done.event, done.event.tell, turn.who.short)
    lines = [words.say("event-changed", title=done.event.title)]
    lines += event_words.warnings(done.clashes)
    return events.show(tx, turn, event).after("\n".join(lines))


class Cancellation(BaseModel):
    reason: Passage


@action("event.cancel", present="event.show", form=Cancellation)
def cancel(tx: Tx, turn: Turn, event: int, form: Cancellation) -> Screen:
    """«Отменить событие»: everybody in the lists is told why."""
    done = event_changes.cancel(tx, turn.who, event=event, reason=form.reason)
    event_rooms.withdrawn(tx, done.with_old_link)
    event_notices.changed_for_staff(tx, done.event, done.event.tell, turn.who.short)
    return screen(words.say("event-cancel-done", title=done.event.title), [event_words.back(event)])

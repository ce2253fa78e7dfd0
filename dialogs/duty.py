"""«Дежурство»: who answers when a child is in danger (Q4)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, StringConstraints

from dialogs import form, registry, words
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action, command
from dialogs.screen import Screen, button, link, screen
from storage import duty
from storage.drafts import Answers, Args
from storage.duty import DutyView
from storage.residents import Who
from storage.store import Tx

WORKDAYS, EVERY_DAY = "workdays", "every-day"
HOURS = r"^\s*([01]\d|2[0-3]):[0-5]\d\s*[-–—]\s*(([01]\d|2[0-3]):[0-5]\d|24:00)\s*$"
USUAL_HOURS = ("08:00-15:00", "09:00-18:00", "15:00-21:00", "00:00-24:00")


def _people(tx: Tx, who: Who, answers: Answers, args: Args) -> Sequence[Choice]:
    return [Choice(one.id or 0, one.short) for one in duty.candidates(tx, who)]


def _others(tx: Tx, who: Who, answers: Answers, args: Args) -> Sequence[Choice]:
    return [one for one in _people(tx, who, answers, args) if one.value != answers.get("person")]


def _ways(tx: Tx, who: Who, answers: Answers, args: Args) -> Sequence[Choice]:
    return [
        Choice("weekly", words.label("duty-weekly")),
        Choice("once", words.label("duty-once")),
    ]


def _weekdays(tx: Tx, who: Who, answers: Answers, args: Args) -> Sequence[Choice]:
    spans = [
        Choice(WORKDAYS, words.label("duty-workdays")),
        Choice(EVERY_DAY, words.label("duty-every-day")),
    ]
    return [*spans, *(Choice(str(number), weekday(number)) for number in range(7))]


def _hours(tx: Tx, who: Who, answers: Answers, args: Args) -> Sequence[Choice]:
    return [Choice(one, one) for one in USUAL_HOURS]


def _is_weekly(answers: Answers) -> bool:
    return answers.get("way") == "weekly"


def _is_once(answers: Answers) -> bool:
    return answers.get("way") == "once"


class NewDuty(BaseModel):
    person: Annotated[int, Ask(choices=_people)]
    way: Annotated[Literal["weekly", "once"], Ask(choices=_ways)]
    weekday: Annotated[str | None, Ask(choices=_weekdays, when=_is_weekly)] = None
    day: Annotated[date | None, Ask(reads="date", when=_is_once)] = None
    hours: Annotated[str, StringConstraints(pattern=HOURS), Ask(choices=_hours, free=True)]
    instead_of: Annotated[int | None, Ask(choices=_others, when=_is_once)] = None


@command("duty", listed=lambda who: who.has(*duty.ROLES))
def roster(tx: Tx, turn: Turn) -> Screen:
    """«Дежурство»: the roster, who is there now."""
    seen = duty.lines(tx, turn.who)
    now = list(dict.fromkeys(one.who.short for one in seen if one.now))
    said = words.say("duty-now", names=words.listing(now)) if now else words.say("duty-now-nobody")
    head = words.say("duty-head" if seen else "duty-empty")
    items = [link(line_of(one), "duty.show", line=one.id) for one in seen]
    rows = [
        [link(words.label("duty-add"), "duty.new", style="primary")],
        [link(registry.COMMANDS["signals"].label, "command.run", word="signals")],
    ]
    return screen(f"{head}\n\n{said}", *rows, items=items)


@action("duty.new")
def new(tx: Tx, turn: Turn) -> Screen:
    """Begin the form; the right is asked before the first question."""
    duty.must_lead(turn.who)
    return form.begin(tx, turn, "duty.add")


@action("duty.add", present="duty.list", form=NewDuty)
def add(tx: Tx, turn: Turn, form: NewDuty) -> Screen:
    since, _, until = form.hours.replace("–", "-").replace("—", "-").partition("-")
    made = duty.add(
        tx,
        turn.who,
        person=form.person,
        since_minute=_minute(since),
        until_minute=_minute(until),
        weekdays=_days_of(form.weekday) if form.way == "weekly" else (),
        day=form.day if form.way == "once" else None,
        instead_of=form.instead_of if form.way == "once" else None,
    )
    return roster(tx, turn).after(words.say("duty-added", count=len(made)))


@action("duty.list")
def listed(tx: Tx, turn: Turn) -> Screen:
    return roster(tx, turn)


@action("duty.show")
def show(tx: Tx, turn: Turn, line: int) -> Screen:
    """One line, to be taken out."""
    seen = next((one for one in duty.lines(tx, turn.who) if one.id == line), None)
    if seen is None:
        return roster(tx, turn)
    return screen(
        words.say("form-value", value=line_of(seen)),
        [button(words.label("duty-remove-it"), "duty.remove", style="bad", line=line)],
        [link(words.label("duty-back"), "duty.list")],
    )


@action("duty.remove", present="duty.list")
def remove(tx: Tx, turn: Turn, line: int) -> Screen:
    seen = next((one for one in duty.lines(tx, turn.who) if one.id == line), None)
    duty.remove(tx, turn.who, line=line)
    said = words.say("duty-removed", line=line_of(seen) if seen else "—")
    return roster(tx, turn).after(said)


def line_of(one: DutyView) -> str:
    """«понедельник, 09:00–18:00: Мария Ивановна»."""
    when = weekday(one.weekday) if one.weekday is not None else _day(one.day)
    told = {
        "when": when,
        "since": _clock(one.since_minute),
        "until": _clock(one.until_minute),
        "name": one.who.short,
    }
    if one.instead_of is not None:
        return words.label("duty-line-instead", **told, instead=one.instead_of.short)
    return words.label("duty-line", **told)


def _day(day: date | None) -> str:
    return words.label("form-value-date", value=day) if day is not None else "—"


def weekday(number: int) -> str:
    return words.label(f"duty-weekday-{number}")


def _days_of(chosen: str | None) -> tuple[int, ...]:
    if chosen == WORKDAYS:
        return tuple(range(5))
    if chosen == EVERY_DAY:
        return tuple(range(7))
    return (int(chosen),) if chosen and chosen.isdecimal() else ()


def _minute(clock: str) -> int:
    hours, _, minutes = clock.strip().partition(":")
    return int(hours) * 60 + int(minutes)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"

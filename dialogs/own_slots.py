"""«Мои окна»: a teacher's own times, who booked them, taking them back (K4)."""

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from dialogs import form, registry, slot_words, words
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action, command
from dialogs.screen import Screen, button, link, screen
from dialogs.tell import tell
from storage import consultation_slots, consultations, slot_bookings
from storage.consultation_slots import Window
from storage.drafts import Answers, Args
from storage.residents import Who
from storage.store import Tx

ONLINE, HERE = "online", "here"
LENGTHS = (10, 15, 20, 30, 45, 60)
WEEKS = (1, 2, 4, 8)


def _where(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(one, words.label("slot-where", where=one)) for one in (HERE, ONLINE)]


def _lengths(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(one, words.label("slot-minutes", minutes=one)) for one in LENGTHS]


def _weeks(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(one, words.label("slot-weeks", weeks=one)) for one in WEEKS]


def _is_here(answers: Answers) -> bool:
    return answers.get("where") != ONLINE


def _is_online(answers: Answers) -> bool:
    return answers.get("where") == ONLINE


class Offer(BaseModel):
    """What is asked of who offers times."""

    starts: Annotated[datetime, Ask(reads="moment")]
    lasts: Annotated[timedelta, Ask(reads="duration")]
    minutes: Annotated[int, Ask(choices=_lengths), Field(ge=5, le=180)]
    where: Annotated[str, Ask(choices=_where)]
    place: Annotated[
        Annotated[str, StringConstraints(min_length=1, max_length=80)] | None, Ask(when=_is_here)
    ] = None
    url: Annotated[
        Annotated[str, StringConstraints(min_length=8, max_length=1000)] | None,
        Ask(when=_is_online),
    ] = None
    places: Annotated[int, Field(ge=1, le=consultation_slots.PLACES_MOST)]
    weeks: Annotated[int, Ask(choices=_weeks), Field(ge=1, le=8)]


@command("my-slots", listed=consultations.holds_some)
def listed(tx: Tx, turn: Turn) -> Screen:
    """«Мои окна»."""
    found = consultation_slots.own(tx, turn.who)
    items = []
    for one in found:
        _, people = slot_bookings.people(tx, turn.who, slot=one.id)
        label = words.label(
            "slot-own-window",
            starts=one.starts_at,
            where=slot_words.where(one),
            booked=len(people),
            places=one.places,
        )
        items.append(link(label, "slot.people", slot=one.id))
    new = link(words.label("slot-new"), "slot.new", style="primary")
    return screen(words.say("slot-windows", count=len(items)), [new], items=items)


@action("slot.new")
def new(tx: Tx, turn: Turn) -> Screen:
    consultations.must_hold(turn.who)
    return form.begin(tx, turn, "slot.offer")


@action("slot.offer", form=Offer)
def offer(tx: Tx, turn: Turn, form: Offer) -> Screen:
    """«Добавить окна»: everything was confirmed."""
    window = Window(
        starts_at=form.starts,
        ends_at=form.starts + form.lasts,
        length=timedelta(minutes=form.minutes),
        place=(form.place or words.label("slot-place-asked")) if form.where == HERE else "",
        url=form.url or "",
        places=form.places,
        weeks=form.weeks,
    )
    made = consultation_slots.offer(tx, turn.who, window=window)
    return listed(tx, turn).after(words.say("slot-offered", count=len(made)))


@action("slot.people")
def people(tx: Tx, turn: Turn, slot: int) -> Screen:
    """Who has booked a time of one's own."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen, those = slot_bookings.people(tx, turn.who, slot=slot)
    lines = [slot_words.card(seen), words.say("slot-people", count=len(those))]
    lines += [words.say("form-line", value=one.short) for one in those]
    rows = [[link(registry.COMMANDS["my-slots"].label, "command.run", word="my-slots")]]
    if not seen.cancelled and seen.starts_at > tx.now:
        back = button(words.label("slot-take-back"), "slot.take-back", style="bad", slot=slot)
        rows.insert(0, [back])
    return screen("\n".join(lines), *rows)


@action("slot.take-back", present="slot.people")
def take_back(tx: Tx, turn: Turn, slot: int) -> Screen:
    """«Убрать окно»: those who booked it are told at once."""
    gone = slot_bookings.take_back(tx, turn.who, slot=slot)
    for one in gone.people:
        said = words.say(
            "slot-taken-back",
            teacher=gone.slot.teacher.short,
            starts=gone.slot.starts_at,
            you="ty" if one.is_pupil else "vy",
        )
        tell(tx, [one.id or 0], screen(said, slot_words.to_all()))
    return listed(tx, turn).after(words.say("slot-gone", starts=gone.slot.starts_at))

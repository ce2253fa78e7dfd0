"""«Записаться на консультацию»: a teacher's times, booking, moving, cancelling (K4)."""

from dialogs import registry, slot_words, words
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, button, link, screen
from dialogs.tell import tell
from storage import refusals, slot_bookings
from storage.slot_bookings import BookingView, Offered
from storage.store import Tx

#: A reminder so many minutes before waits for nobody's quiet hours.
SOON = 60


@command("book-consultation")
def begin(tx: Tx, turn: Turn) -> Screen:
    """«Записаться на консультацию»: with whom, and what one has booked already."""
    found = slot_bookings.offered(tx, turn.who)
    mine = slot_bookings.mine(tx, turn.who)
    people = {one.slot.teacher.id: one.slot.teacher for one in found}
    items = [
        link(
            words.label("slot-teacher", name=f"{one.address} {one.family}".strip()),
            "slot.of-teacher",
            teacher=one.id or 0,
        )
        for one in sorted(people.values(), key=lambda one: (one.family, one.name))
    ]
    rows = [[link(slot_words.own_line(one), "slot.mine", booking=one.id)] for one in mine]
    lines = [words.say("slot-own-head", count=len(mine), you=turn.you)] if mine else []
    lines.append(words.say("slot-choose-teacher", count=len(items)))
    back = link(registry.COMMANDS["consultations"].label, "command.run", word="consultations")
    return screen("\n\n".join(lines), *rows, [back], items=items)


@action("slot.of-teacher")
def of_teacher(tx: Tx, turn: Turn, teacher: int, booking: int = 0) -> Screen:
    """A teacher's times that are free; with ``booking`` it is to be moved there."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    found = slot_bookings.offered(tx, turn.who, teacher=teacher)
    if not found:
        return screen(words.say("slot-none"), slot_words.to_all())
    items = [_item(one, booking) for one in found]
    text = "slot-choose-move" if booking else "slot-choose"
    said = words.say(text, teacher=found[0].slot.teacher.short)
    return screen(said, slot_words.to_all(), items=items)


def _item(one: Offered, booking: int) -> Button:
    label = slot_words.line(one)
    if booking:
        return link(label, "slot.show", slot=one.slot.id, booking=booking)
    return link(label, "slot.show", slot=one.slot.id)


@action("slot.show")
def show(tx: Tx, turn: Turn, slot: int, booking: int = 0) -> Screen:
    """A time before it is booked; what else one has then is said."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = slot_bookings.see(tx, turn.who, slot=slot)
    busy = slot_bookings.clashes(tx, turn.who, slot=slot)
    lines = [slot_words.card(seen.slot)]
    lines += [words.say("event-busy", title=one.title, at=one.at, you=turn.you) for one in busy]
    act = "slot.move" if booking else "slot.book"
    text = ("slot-book-anyway" if busy else "slot-book") if not booking else "slot-move-here"
    args = {"slot": slot, "anyway": int(bool(busy))} | ({"booking": booking} if booking else {})
    yes = button(words.label(text), act, style="good", **args)
    return screen("\n".join(lines), [yes], slot_words.to_all())


@action("slot.book", present="slot.show")
def book(tx: Tx, turn: Turn, slot: int, anyway: int = 0) -> Screen:
    """«Записаться»."""
    made = slot_bookings.book(tx, turn.who, slot=slot, anyway=bool(anyway))
    _tell_teacher(tx, made, "booked")
    return _own(turn, made, "slot-booked")


@action("slot.move", present="slot.mine")
def move(tx: Tx, turn: Turn, booking: int, slot: int, anyway: int = 0) -> Screen:
    """«Перенести сюда»."""
    old = slot_bookings.show(tx, turn.who, booking=booking)
    made = slot_bookings.move(tx, turn.who, booking=booking, slot=slot, anyway=bool(anyway))
    _tell_teacher(tx, old, "moved")
    _tell_teacher(tx, made, "booked")
    return _own(turn, made, "slot-moved")


@action("slot.cancel", present="slot.mine")
def cancel(tx: Tx, turn: Turn, booking: int) -> Screen:
    """«Отменить запись»."""
    gone = slot_bookings.cancel(tx, turn.who, booking=booking)
    _tell_teacher(tx, gone, "cancelled")
    said = words.say("slot-cancelled", starts=gone.slot.starts_at, you=turn.you)
    return screen(said, slot_words.to_all())


@action("slot.mine")
def mine(tx: Tx, turn: Turn, booking: int) -> Screen:
    """One's own booking, with its link if it has one."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    try:
        seen = slot_bookings.show(tx, turn.who, booking=booking)
    except refusals.Spent:
        return begin(tx, turn).after(words.say("slot-booking-over"))
    return _own(turn, seen, "")


def _own(turn: Turn, one: BookingView, said: str) -> Screen:
    move_it = link(
        words.label("slot-move"),
        "slot.of-teacher",
        teacher=one.slot.teacher.id or 0,
        booking=one.id,
    )
    give_back = button(words.label("slot-cancel"), "slot.cancel", style="bad", booking=one.id)
    shown = screen(slot_words.card(one.slot), [move_it, give_back], slot_words.to_all())
    return shown.after(words.say(said, you=turn.you)) if said else shown


def _tell_teacher(tx: Tx, one: BookingView, how: str) -> None:
    said = words.say("slot-teacher-told", name=one.who.short, starts=one.slot.starts_at, how=how)
    seen = link(words.label("slot-open"), "slot.people", slot=one.slot.id)
    tell(tx, [one.slot.teacher.id or 0], screen(said, [seen]))


def remind(tx: Tx, booking: int, minutes: int) -> None:
    """A day and an hour before (job "slot.remind"); nothing if it was moved or cancelled."""
    due = slot_bookings.reminder(tx, booking=booking)
    if due is None:
        return
    you = "ty" if due.who.is_pupil else "vy"
    head = words.say("slot-remind", minutes=minutes, you=you)
    shown = screen(
        slot_words.card(due.slot), [link(words.label("slot-open"), "slot.mine", booking=booking)]
    ).after(head)
    still = ("slot.booked", booking)
    tell(tx, [due.who.id or 0], shown, still=still, urgent=minutes <= SOON)

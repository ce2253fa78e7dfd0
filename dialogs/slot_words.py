"""Consultation times in words."""

from dialogs import registry, words
from dialogs.screen import Button, link
from storage.consultation_slots import SlotView
from storage.slot_bookings import BookingView, Offered


def line(one: Offered) -> str:
    """A time in a list."""
    return words.label("slot-line", starts=one.slot.starts_at, free=one.free, where=where(one.slot))


def own_line(one: BookingView) -> str:
    """A booking of one's own in a list."""
    return words.label("slot-own-line", starts=one.slot.starts_at, teacher=one.slot.teacher.short)


def where(slot: SlotView) -> str:
    return slot.place or words.label("slot-online")


def card(slot: SlotView) -> str:
    """When, with whom, where; the link where who reads may have it."""
    lines = [
        words.say(
            "slot-card",
            teacher=slot.teacher.short,
            starts=slot.starts_at,
            ends=slot.ends_at,
            where=where(slot),
        )
    ]
    if slot.url:
        lines.append(words.say("consultation-your-link", url=slot.url))
    return "\n".join(lines)


def to_all() -> list[Button]:
    label = registry.COMMANDS["book-consultation"].label
    return [link(label, "command.run", word="book-consultation")]

"""A request in words for staff: topic, urgency, waiting time, and nothing else (Q3)."""

from datetime import timedelta

from dialogs import rest_content, words
from storage.handoffs import Card


def line(card: Card) -> str:
    """«Собеседник 17: Учёба и экзамены, сегодня»."""
    return words.label(
        "psych-line",
        number=card.number,
        topic=rest_content.room().topic(card.topic),
        urgency=_urgency(card),
    )


def in_queue(card: Card) -> str:
    """A line of the queue, with how long it waits."""
    return words.label(
        "psych-queue-line",
        topic=rest_content.room().topic(card.topic),
        urgency=_urgency(card),
        waits=_whole(card.waits),
    )


def waits(card: Card) -> str:
    """What a psychologist is told of a request that waits, as markup."""
    return _told("psych-waits", card)


def waits_for_coordinator(card: Card) -> str:
    return _told("psych-waits-coordinator", card)


def _told(text: str, card: Card) -> str:
    return words.say(
        text,
        number=card.number,
        topic=rest_content.room().topic(card.topic),
        urgency=_urgency(card),
        waits=_whole(card.waits),
    )


def _whole(waits: timedelta) -> timedelta:
    """To the minute: nobody counts the seconds of a queue."""
    return timedelta(minutes=waits // timedelta(minutes=1))


def _urgency(card: Card) -> str:
    return words.label("psych-urgency-staff", urgency=card.urgency.value)

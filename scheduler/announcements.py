"""Announcements leave, are reminded of and mended in parts, each part a step of its own (R5)."""

from dialogs import announcement_letters
from storage import announcement_mailing
from storage.store import Tx


def leave(tx: Tx, announcement: int) -> None:
    """Write to the next receivers."""
    announcement_letters.leave(tx, announcement)


def remind(tx: Tx, announcement: int, after: int) -> None:
    """Remind the next silent ones."""
    announcement_letters.remind(tx, announcement, after)


def correct(tx: Tx, announcement: int, after: int) -> None:
    """Mend the next messages."""
    announcement_letters.correct(tx, announcement, after)


def settle(tx: Tx, announcement: int) -> None:
    """Keep how it went for good: the outbox will have forgotten it."""
    announcement_mailing.settle(tx, announcement=announcement)

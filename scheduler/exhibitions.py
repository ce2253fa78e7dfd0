"""Exhibitions by the clock: their opening and their end (E5)."""

from dialogs import exhibition_notices
from storage import exhibition_desk
from storage.store import Tx


def begin(tx: Tx, event: int) -> None:
    """The works that are there are seen from now on; nothing if the event was moved."""
    for shown in exhibition_desk.opened(tx, event=event):
        exhibition_notices.first_shown(tx, shown)


def end(tx: Tx, event: int) -> None:
    """It is over: numbers for authors and diaries, results for the hosts."""
    told = exhibition_desk.closed(tx, event=event)
    if told is not None:
        exhibition_notices.closed(tx, told)

"""Contests by the clock: cases dealt at the beginning, the deadline of works (E5)."""

from dialogs import contest_notices
from storage import contest_cases, contest_works
from storage.store import Tx


def deal(tx: Tx, event: int, at: int) -> None:
    """The event begins: everybody gets the cases; nothing if it was moved."""
    dealt = contest_cases.deal_due(tx, event=event, at=at)
    if dealt is not None:
        contest_notices.dealt(tx, dealt)


def remind(tx: Tx, event: int, at: int) -> None:
    """Teams that have handed nothing in are reminded; nothing if the deadline was moved."""
    due = contest_works.due(tx, event=event, at=at, over=False)
    if due is not None:
        contest_notices.remind(tx, due)


def over(tx: Tx, event: int, at: int) -> None:
    """The deadline: the jury and the hosts are told how many works there are."""
    due = contest_works.due(tx, event=event, at=at, over=True)
    if due is not None:
        contest_notices.over(tx, due)

"""What the daily look has found is told: to parents, to class teachers."""

from dialogs import daily_notices
from storage import codes_ending, lateness
from storage.store import Tx


def overdue(tx: Tx, stage: int, due: int) -> None:
    """Tell the parents that a stage is very late; nothing if it was sent in or its date moved."""
    late = lateness.notice(tx, stage=stage, due=due)
    if late is not None:
        daily_notices.overdue(tx, late)


def codes(tx: Tx, resident: int, day: int) -> None:
    """Tell an adult of the school that codes end unused; nothing if they were used."""
    ending = codes_ending.notice(tx, resident=resident, day=day)
    if ending is not None:
        daily_notices.codes_end(tx, resident, ending)

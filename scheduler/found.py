"""What the daily look has found is told: to parents, to coordinators, to class teachers."""

from dialogs import daily_notices
from storage import codes_ending, contracts, lateness
from storage.store import Tx


def overdue(tx: Tx, stage: int, due: int) -> None:
    """Tell the parents that a stage is very late; nothing if it was sent in or its date moved."""
    late = lateness.notice(tx, stage=stage, due=due)
    if late is not None:
        daily_notices.overdue(tx, late)


def contract(tx: Tx, resident: int, until: int) -> None:
    """Tell the coordinators that a contract ends; nothing if it was made anew."""
    ending = contracts.notice(tx, resident=resident, until=until)
    if ending is not None:
        daily_notices.contract_ends(tx, ending)


def codes(tx: Tx, resident: int, day: int) -> None:
    """Tell an adult of the school that codes end unused; nothing if they were used."""
    ending = codes_ending.notice(tx, resident=resident, day=day)
    if ending is not None:
        daily_notices.codes_end(tx, resident, ending)

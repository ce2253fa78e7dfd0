"""The rest room by the clock: steps of techniques, presence, requests that wait, the erasing."""

from dialogs import handoff_notices
from storage import handoff_erasing, handoffs, presence, residents
from storage.handoff_work import Given
from storage.store import Tx


def ask_presence(tx: Tx, resident: int) -> None:
    """Ask a psychologist whether they are still there."""
    if presence.ask(tx, resident=resident):
        handoff_notices.still_here(tx, resident)


def lapse_presence(tx: Tx, resident: int) -> None:
    """Who did not answer counts as away, and what they had goes on to the next."""
    if not presence.lapse(tx, resident=resident):
        return
    handoff_notices.not_here(tx, resident)


def lapse(tx: Tx, handoff: int) -> None:
    """End what nobody goes on with, and say so."""
    row = handoffs.lapse(tx, handoff=handoff)
    if row is None:
        return
    had = residents.who(tx, row.psychologist_id) if row.psychologist_id else None
    given = Given(handoffs.card(tx, row), row.pupil_id, had)
    handoff_notices.lapsed(tx, given, was_taken=had is not None)


def erase(tx: Tx, handoff: int) -> None:
    """Erase a talk whose time has come."""
    handoff_erasing.erase(tx, handoff=handoff)

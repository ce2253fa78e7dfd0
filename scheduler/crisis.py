"""Alerts that nobody answered are repeated, and go up the chain (Q4)."""

from dialogs import crisis_alerts, crisis_cards
from storage import crisis_work
from storage.store import Tx


def repeat(tx: Tx, event: int) -> None:
    """Alert again; the child is told once that nobody answered yet, with the numbers."""
    made = crisis_work.repeat(tx, event=event)
    if made is None:
        return
    crisis_alerts.alert(tx, made)
    if crisis_work.is_late(tx, event=event):
        to = crisis_work.child_waits(tx, event=event)
        crisis_alerts.to_child(tx, to, crisis_cards.waits(tx, made.event))

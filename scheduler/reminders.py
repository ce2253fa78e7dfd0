"""Reminders of verdicts that are late and of due dates that come (P4, P5)."""

from dialogs import notices
from storage import review_queue, work
from storage.store import Tx


def review(tx: Tx, review: int) -> None:
    """Remind who is to give a verdict."""
    late = review_queue.reminder(tx, review=review, escalate=False)
    if late is not None:
        notices.review_late(tx, late, escalated=False)


def escalate(tx: Tx, review: int) -> None:
    """Tell the coordinator that a verdict is late."""
    late = review_queue.reminder(tx, review=review, escalate=True)
    if late is not None:
        notices.review_late(tx, late, escalated=True)


def stage_due(tx: Tx, stage: int, due: int, days: int) -> None:
    """Remind the pupils of a stage's due date; nothing if it moved or is done."""
    reminder = work.due_reminder(tx, stage=stage, due=due, days=days)
    if reminder is not None:
        notices.stage_due(tx, reminder)

"""Parents' questions that wait too long, and those of colleagues who left (R4)."""

from dialogs import question_notices
from storage import question_reminders, question_routes
from storage.store import Tx


def remind(tx: Tx, question: int, round: int) -> None:
    """Remind whoever is to answer; nothing if they have."""
    found = question_reminders.remind(tx, question=question, round=round)
    if found is not None:
        question_notices.late(tx, found)


def escalate(tx: Tx, question: int, round: int) -> None:
    """Tell the deputy of a question that still waits."""
    found = question_reminders.escalate(tx, question=question, round=round)
    if found is not None:
        question_notices.escalated(tx, found)


def left(tx: Tx, resident: int) -> None:
    """Give on what somebody who left was to answer."""
    for passed in question_routes.left(tx, resident=resident):
        question_notices.passed_on(tx, passed)

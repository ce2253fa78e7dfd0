"""After its time nothing that was said in a talk is left, and an act says so (Q6, D3)."""

from dataclasses import dataclass

from sqlalchemy import delete, update
from sqlmodel import col, select

from storage import handoffs, journal, relay
from storage.handoffs import Handoff, State
from storage.outbox import Message
from storage.outbox import State as Sending
from storage.relay_lines import RelayLine
from storage.store import Tx


@dataclass(frozen=True)
class Act:
    """What was destroyed: counts only, as the act of destruction has them."""

    lines: int
    files: int
    messages: int


def erase(tx: Tx, *, handoff: int) -> Act | None:
    """Erase words, files, pseudonym and the tie to the pupil (job "handoff.erase").

    Topic, urgency and times stay for the counts. None if the talk goes on or was erased before.
    """
    row = handoffs.hold(tx, handoff)
    if row.state != State.ENDED or row.erased_at is not None:
        return None
    lines = list(tx.session.exec(select(RelayLine).where(RelayLine.handoff_id == handoff)))
    messages = _erase_messages(tx, row, [line.id for line in lines if line.id is not None])
    for line in lines:
        relay.plan_erasing(tx, line)
    tx.session.execute(delete(RelayLine).where(col(RelayLine.handoff_id) == handoff))
    row.pupil_id = row.number = None
    row.sealed_place = row.sealed_reason = ""
    row.pupil_mark_id = row.staff_mark_id = None
    row.erased_at = tx.now
    act = Act(len(lines), sum(len(line.files) for line in lines), messages)
    journal.write(
        tx,
        "handoff.erase",
        by=None,
        subject="handoff",
        subject_id=handoff,
        lines=act.lines,
        files=act.files,
        messages=act.messages,
    )
    return act


def _erase_messages(tx: Tx, row: Handoff, lines: list[int]) -> int:
    """What the outbox still holds of a talk: sent long ago, or never to be sent any more."""
    told = tx.session.execute(
        delete(Message).where(
            col(Message.still) == "relay.line",
            col(Message.still_id).in_(lines),
            col(Message.state) != Sending.WAITING,
        )
    )
    left = tx.session.execute(
        update(Message)
        .where(col(Message.still) == "relay.line", col(Message.still_id).in_(lines))
        .values(text="", sealed=False, files=[], state=Sending.VOID.value, error="erased")
    )
    return int(told.rowcount) + int(left.rowcount)  # type: ignore[attr-defined]  # of a DELETE

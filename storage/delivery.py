"""What of the outbox may leave now, and what became of it: the sender's side."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    tuple_,
    update,
)
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from storage.columns import Instant
from storage.outbox import Message, Rank, State
from storage.ready import Change
from storage.store import Tx

ROWS_KEPT = timedelta(days=30)
#: No pause before another try is so long: one that is, was reckoned before the clock was put back.
PAUSE_MOST = timedelta(hours=3)
#: How far clocks, and a sending and its record, may lie apart.
ABOUT = timedelta(minutes=1)


def _leaves(row: type[Message]) -> ColumnElement[bool]:
    """Whether a row's moment has come; what was to leave at once leaves by any clock."""
    return or_(
        col(row.due_at) <= bindparam("now", type_=Instant),
        col(row.due_at) == col(row.created_at),
        and_(col(row.attempts) > 0, col(row.due_at) > bindparam("too_far", type_=Instant)),
    )


_EARLIER = aliased(Message)
_HELD_BACK = exists().where(
    col(_EARLIER.talk_id) == col(Message.talk_id),
    col(_EARLIER.state) == State.WAITING.value,
    tuple_(col(_EARLIER.rank), col(_EARLIER.id)) < tuple_(col(Message.rank), col(Message.id)),
    or_(_leaves(_EARLIER), col(_EARLIER.attempts) > 0),
)
_DUE = (
    select(Message)
    .where(
        col(Message.channel) == bindparam("channel"),
        col(Message.state) == State.WAITING.value,
        _leaves(Message),
        col(Message.rank) <= bindparam("least"),
        or_(
            col(Message.rank) == Rank.CRISIS.value,
            col(Message.talk_id).not_in(bindparam("busy", expanding=True)),
        ),
        col(Message.id).not_in(bindparam("flying", expanding=True)),
        ~_HELD_BACK,
    )
    .order_by(col(Message.rank), col(Message.id))
    .limit(bindparam("most"))
)


def due(
    tx: Tx,
    channel: str,
    limit: int,
    busy_talks: Collection[int] = (),
    least: Rank = Rank.MAILING,
    flying: Collection[int] = (),
) -> list[Message]:
    """What may leave now, the most urgent first down to ``least``; never two of one conversation.

    ``busy_talks`` have a message on its way. A message waits for an earlier one of its
    conversation that is as urgent, also while that one waits for another try; but an answer
    overtakes a notice that sleeps until quiet hours end. What is for a child in danger does not
    wait for a conversation to be free; ``flying`` is what of that is on its way itself.
    """
    values = {
        "channel": channel,
        "now": tx.now,
        "too_far": tx.now + PAUSE_MOST,
        "busy": list(busy_talks),
        "flying": list(flying),
        "least": least.value,
        "most": limit,
    }
    return list(tx.session.exec(_DUE, params=values))


_LEAVES = Change(
    update(Message)
    .where(col(Message.id) == bindparam("message"))
    .values(left_at=func.coalesce(col(Message.left_at), bindparam("at", type_=Instant)))
)


def leave(tx: Tx, message_ids: Iterable[int]) -> None:
    """Note that from this commit on these may have gone, whatever becomes of us."""
    for number in message_ids:
        _LEAVES.run(tx, message=number, at=tx.now)


def gone_since(tx: Tx, talk_id: int, since: datetime) -> frozenset[str]:
    """The messenger's ids of what was sent in a conversation since about then."""
    found = tx.session.exec(
        select(Message.external_id).where(
            col(Message.talk_id) == talk_id,
            col(Message.state) == State.SENT.value,
            col(Message.sent_at) >= since - ABOUT,
        )
    )
    return frozenset(one for one in found if one)


@dataclass(frozen=True)
class Result:
    """How the sending of one row ended; ``retry_at`` is None where it ended for good."""

    id: int
    state: Literal[State.SENT, State.FAILED, State.VOID, State.WAITING]
    external_id: str | None = None
    error: str | None = None
    retry_at: datetime | None = None


_RESULT = Change(
    update(Message)
    .where(col(Message.id) == bindparam("message"))
    .values(
        state=bindparam("to"),
        error=bindparam("why"),
        attempts=col(Message.attempts) + 1,
        sent_at=func.coalesce(bindparam("sent", type_=Instant), col(Message.sent_at)),
        external_id=func.coalesce(bindparam("theirs", type_=String), col(Message.external_id)),
        due_at=func.coalesce(bindparam("again", type_=Instant), col(Message.due_at)),
    )
)


def record(tx: Tx, results: Iterable[Result]) -> None:
    """Write down how sending went, for a whole batch at once."""
    for result in results:
        sent = result.state is State.SENT
        _RESULT.run(
            tx,
            message=result.id,
            to=result.state.value,
            why=result.error,
            sent=tx.now if sent else None,
            theirs=result.external_id if sent else None,
            again=result.retry_at,
        )


def external_id(tx: Tx, message_id: int) -> str | None:
    """The messenger's id of a sent message, for edits."""
    return tx.session.exec(select(Message.external_id).where(Message.id == message_id)).first()


def forget_old(tx: Tx) -> None:
    """Let messages go that nobody will press or ask about."""
    tx.session.execute(
        delete(Message).where(
            col(Message.created_at) < tx.now - ROWS_KEPT, col(Message.state) != State.WAITING
        )
    )

"""How the sending of a row ended: what is written down, tried again, sent elsewhere, told of."""

from datetime import timedelta

import structlog

from bots import parcels
from bots.channel import (
    ChannelError,
    Halted,
    NotDone,
    Outcome,
    Rejected,
    Sent,
    Trouble,
    Unreachable,
)
from bots.parcels import Ready
from storage import chat_acts, fallback, files, journal, outbox, relevance, resending
from storage.delivery import Result
from storage.outbox import Message, Rank, State
from storage.store import Tx

log = structlog.get_logger()

#: How often what is for a child in danger is tried again at once, before pauses begin to grow.
CRISIS_TRIES, CRISIS_PAUSE, CRISIS_PAUSE_MOST = 3, 0.25, 5.0
LONGEST_PAUSE = 300.0
GIVEN_UP_AFTER = timedelta(hours=24)
#: A program that slept for a day, or a clock that leapt, gives nothing up at its first trouble.
TRIED_AT_LEAST = 8
#: Where a channel's account is refused, its rows wait for the administrator.
HALTED_FOR = timedelta(minutes=10)


def of(tx: Tx, channel: str, ready: Ready, outcome: Outcome) -> Result:
    """What is to be written down of a row after its sending; what it sets going is queued."""
    row, number = ready.row, parcels.number(ready.row)
    if row.kind in outbox.ACTS and not isinstance(outcome, Trouble | Halted):
        return _act_ended(tx, row, outcome)
    if isinstance(outcome, Sent):
        _remember_uploads(tx, channel, ready, outcome)
        return Result(number, State.SENT, external_id=outcome.external_id)
    if isinstance(outcome, Unreachable):
        fallback.closed(tx, row, outcome.reason)
        return Result(number, State.FAILED, error=outcome.reason)
    if isinstance(outcome, Rejected):
        if row.kind == "edit":
            resending.put_again(tx, row)
        elif row.rank == Rank.CRISIS and row.buttons:
            resending.put_plain(tx, row)
        else:
            _not_reached(tx, row)
        log.error("rejected", channel=channel, error=outcome.reason)
        return Result(number, State.FAILED, error=outcome.reason)
    is_late = tx.now - row.created_at > GIVEN_UP_AFTER and row.attempts >= TRIED_AT_LEAST
    if is_late and row.kind in outbox.ACTS:
        return _act_ended(tx, row, outcome)
    if is_late and (not isinstance(outcome, Halted) or fallback.can_move(tx, row)):
        fallback.move_on(tx, row)
        return Result(number, State.FAILED, error=outcome.reason)
    if row.rank == Rank.CRISIS:
        return _crisis_again(tx, row, outcome)
    if isinstance(outcome, Halted):
        log.error("halted", channel=channel, error=outcome.reason)
        return Result(number, State.WAITING, error=outcome.reason, retry_at=tx.now + HALTED_FOR)
    pause = min(LONGEST_PAUSE, 2.0 ** min(row.attempts, 10))
    if isinstance(outcome, Trouble) and outcome.after is not None:
        pause = max(pause, outcome.after)
    return Result(
        number,
        State.WAITING,
        error=outcome.reason,
        retry_at=tx.now + timedelta(seconds=pause),
    )


def _crisis_again(tx: Tx, row: Message, outcome: ChannelError) -> Result:
    """What is for a child in danger is tried again at once, or in another messenger."""
    number = parcels.number(row)
    if isinstance(outcome, Halted) and fallback.can_move(tx, row):
        fallback.move_on(tx, row)
        return Result(number, State.FAILED, error=outcome.reason)
    tries = row.attempts - CRISIS_TRIES
    pause = min(CRISIS_PAUSE_MOST, CRISIS_PAUSE * 2.0 ** min(tries, 10)) if tries >= 0 else 0.0
    again = tx.now + timedelta(seconds=pause)
    return Result(number, State.WAITING, error=outcome.reason, retry_at=again)


def _remember_uploads(tx: Tx, channel: str, ready: Ready, sent: Sent) -> None:
    for upload, digest, reference in zip(
        ready.outgoing.uploads, ready.digests, sent.references, strict=False
    ):
        if digest and reference:
            files.remember_upload(tx, digest, channel, upload.kind, reference)


def _act_ended(tx: Tx, row: Message, outcome: Outcome) -> Result:
    """What became of an act in a group: nothing of it goes elsewhere, but it is written down."""
    number = parcels.number(row)
    if isinstance(outcome, Sent):
        chat_acts.record(tx, number, "done")
        return Result(number, State.SENT)
    ending = outcome.why if isinstance(outcome, NotDone) else "failed"
    if isinstance(outcome, Unreachable):
        ending = "gone"
    chat_acts.record(tx, number, ending)
    return Result(number, State.FAILED, error=outcome.reason)


def tell(tx: Tx, row: Message, result: Result) -> None:
    """Tell who waits to hear of it; a message that went on elsewhere has not ended."""
    if not relevance.is_awaited(row.still) or result.state is State.WAITING:
        return
    now = outbox.shown(tx, parcels.number(row))
    if result.state is State.SENT or now is None or now.moved_to_id is None:
        relevance.ended(tx, row.still, row.still_id, arrived=result.state is State.SENT)


def _not_reached(tx: Tx, row: Message) -> None:
    if row.for_resident is not None:
        journal.unreached(tx, row.for_resident)

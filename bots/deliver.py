"""Sending what waits in the outbox: in order per conversation, urgent first, each thing once."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import structlog

from bots import pictures, render
from bots.channel import (
    Channel,
    Halted,
    Outcome,
    Outgoing,
    Rejected,
    Sent,
    Trouble,
    Unreachable,
    Upload,
)
from storage import delivery, fallback, files, journal, outbox, relevance, residents
from storage.delivery import Result
from storage.files import StoredFile
from storage.outbox import Message, PictureRow, Rank, State
from storage.store import Store, StoreUnavailable, Tx

log = structlog.get_logger()

BATCHES_AT_ONCE = 6
LONGEST_PAUSE = 300.0
GIVEN_UP_AFTER = timedelta(hours=24)
#: A program that slept for a day, or a clock that leapt, gives nothing up at its first trouble.
TRIED_AT_LEAST = 8
LOOKS_EVERY = 1.0
STOPS_WITHIN = 4.0
#: Where a channel's account is refused, its rows wait for the administrator.
HALTED_FOR = timedelta(minutes=10)

Draw = Callable[[PictureRow], bytes]
Observe = Callable[[str, str], None]


@dataclass(frozen=True)
class Ready:
    """A row made ready: what is sent, and what its uploads are called in our store."""

    row: Message
    outgoing: Outgoing
    digests: tuple[str | None, ...]


class Deliverer:
    """The sender of one channel."""

    def __init__(
        self,
        channel: Channel,
        store: Store,
        *,
        draw: Draw,
        files_dir: Path,
        observe: Observe = lambda channel, result: None,
    ) -> None:
        self._channel = channel
        self._store = store
        self._draw = draw
        self._files_dir = files_dir
        self._observe = observe
        self._wake = asyncio.Event()
        self._busy: set[int] = set()
        self._unmarked: list[tuple[Sequence[Ready], Sequence[Outcome]]] = []
        self._batches: set[asyncio.Task[None]] = set()
        self._patient: set[asyncio.Task[None]] = set()
        self._more = False
        self._stopping = False

    def wake(self) -> None:
        """Look at the outbox now."""
        self._wake.set()

    async def run(self) -> None:
        """Send until stopped, whatever the messenger and the store do."""
        while not self._stopping:
            self._wake.clear()
            try:
                started = await self._start_batch()
            except StoreUnavailable:
                started = False
                log.warning("store_unavailable", channel=self._channel.name)
            except Exception as error:  # whatever it was, the others still wait for their messages
                started = False
                log.error("sender_failed", channel=self._channel.name, error=type(error).__name__)
            if not (started and self._more):
                await self._rest()

    async def drain(self) -> bool:
        """Send all that is due, and tell whether there was anything."""
        any_sent = False
        while await self._start_batch() or self._batches:
            any_sent = True
            if self._batches:
                await asyncio.wait(self._batches, return_when=asyncio.FIRST_COMPLETED)
        return any_sent

    async def stop(self) -> None:
        """Start nothing new; let what is on its way end."""
        self._stopping = True
        self.wake()
        if self._batches:
            _, late = await asyncio.wait(self._batches, timeout=STOPS_WITHIN)
            # Not marked, they go again at the next start with the same key of idempotency.
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), LOOKS_EVERY)
        except TimeoutError:
            return

    async def _start_batch(self) -> bool:
        if len(self._batches) >= BATCHES_AT_ONCE:
            await asyncio.wait(self._batches, return_when=asyncio.FIRST_COMPLETED)
            self._more = True
            return True
        await self._mark_late()
        rows, self._more = await self._store.run(self._pick)
        if not rows:
            return False
        self._busy.update(ready.row.talk_id for ready in rows)
        task = asyncio.create_task(self._send(rows))
        self._batches.add(task)
        task.add_done_callback(self._batches.discard)
        if not _is_urgent(rows):
            self._patient.add(task)
            task.add_done_callback(self._patient.discard)
        return True

    def _pick(self, tx: Tx) -> tuple[list[Ready], bool]:
        """Choose rows to send and make them ready, past those that will not be sent.

        Tells also whether there may be more to choose at once. One place of the batches is kept for
        answers, however much else waits.
        """
        name, batch = self._channel.name, self._channel.limits.batch
        least = Rank.ANSWER if len(self._patient) >= BATCHES_AT_ONCE - 1 else Rank.MAILING
        while due := delivery.due(tx, name, batch, self._busy, least):
            picked = [ready for row in due if (ready := self._made_ready(tx, row)) is not None]
            if picked:
                urgent = [one for one in picked if one.row.rank <= Rank.ANSWER]
                chosen = urgent or picked
                if not self._channel.limits.keyed:
                    delivery.leave(tx, [one.outgoing.id for one in chosen])
                return chosen, len(due) == batch or len(chosen) < len(picked)
        return [], False

    def _made_ready(self, tx: Tx, row: Message) -> Ready | None:
        """Make a row ready; what is no longer true is dropped (C10), what cannot be made fails."""
        try:
            with tx.attempt():
                ready = self._ready_if_true(tx, row)
        except StoreUnavailable:
            raise
        except Exception as error:  # one row that cannot be made must not stop the sender
            log.error("not_ready", channel=self._channel.name, error=type(error).__name__)
            delivery.record(tx, [Result(_id(row), State.FAILED, error="not-ready")])
            return None
        if ready is None:
            delivery.record(tx, [Result(_id(row), State.VOID, error="no longer true")])
        return ready

    def _ready_if_true(self, tx: Tx, row: Message) -> Ready | None:
        theirs = row.for_resident is None or residents.is_reached_at(
            tx, row.for_resident, row.talk_id
        )
        true = theirs and relevance.holds(tx, row.still, row.still_id)
        return self._ready(tx, row) if true else None

    def _ready(self, tx: Tx, row: Message) -> Ready:
        laid = render.render(row, self._channel.limits)
        uploads, digests = self._uploads(tx, row)
        target = delivery.external_id(tx, row.target_id) if row.target_id else None
        outgoing = Outgoing(
            id=_id(row),
            kind="edit" if row.kind == "edit" and target is not None else "send",
            peer=row.peer,
            text=laid.text,
            inline=laid.inline,
            menu=laid.menu,
            uploads=uploads,
            target=target,
        )
        if row.left_at is not None and outgoing.kind == "send":
            gone = delivery.gone_since(tx, row.talk_id, row.left_at)
            outgoing = replace(outgoing, maybe_sent_since=row.left_at, known=gone)
        return Ready(row, outgoing, digests)

    def _uploads(self, tx: Tx, row: Message) -> tuple[tuple[Upload, ...], tuple[str | None, ...]]:
        uploads: list[Upload] = []
        digests: list[str | None] = []
        for file_id in row.files:
            stored = files.get(tx, file_id)
            if stored is not None:
                uploads.append(self._upload(tx, stored))
                digests.append(stored.digest)
        return tuple(uploads), tuple(digests)

    def _upload(self, tx: Tx, stored: StoredFile) -> Upload:
        kind = "photo" if stored.kind == "photo" else "document"
        known = None
        if stored.digest:
            known = files.uploaded(tx, stored.digest, self._channel.name, kind)
        if known is None and stored.channel == self._channel.name and not stored.path:
            known = stored.reference
        name = stored.name or f"file-{stored.id}"
        path = self._files_dir / stored.path if stored.path else None
        content = path.read_bytes() if known is None and path and path.exists() else None
        return Upload("photo" if kind == "photo" else "document", name, content, known)

    async def _send(self, rows: Sequence[Ready]) -> None:
        drawn = [await self._with_picture(ready) for ready in rows]
        outcomes = await self._deliver(drawn)
        try:
            await self._mark(drawn, outcomes)
        except StoreUnavailable:
            log.warning("not_recorded", channel=self._channel.name, count=len(rows))
            self._unmarked.append((drawn, outcomes))
        finally:
            self._busy.difference_update(ready.row.talk_id for ready in rows)
            self.wake()

    async def _mark(self, rows: Sequence[Ready], outcomes: Sequence[Outcome]) -> None:
        try:
            await self._store.run(lambda tx: self._record(tx, rows, outcomes))
        except StoreUnavailable:
            raise
        except Exception as error:  # unmarked, they would go again at once, and again
            log.error("not_marked", channel=self._channel.name, error=type(error).__name__)
            again = [Trouble("not-marked")] * len(rows)
            await self._store.run(lambda tx: self._record(tx, rows, again))

    async def _mark_late(self) -> None:
        """Mark what the store could not take: before that all would be sent again, and again."""
        while self._unmarked:
            await self._mark(*self._unmarked[0])
            # Batches on their way may have put more behind it meanwhile.
            self._unmarked.pop(0)

    async def _deliver(self, rows: Sequence[Ready]) -> list[Outcome]:
        outgoing = [one.outgoing for one in rows]
        try:
            return await self._channel.deliver(outgoing, urgent=_is_urgent(rows))
        except Exception as error:  # a fault of the channel's own must not stop its sender
            log.error("channel_failed", channel=self._channel.name, error=type(error).__name__)
            return [Trouble("channel-failed")] * len(rows)

    async def _with_picture(self, ready: Ready) -> Ready:
        if ready.row.picture is None:
            return ready
        typing = asyncio.create_task(self._channel.show_typing(ready.outgoing.peer))
        try:
            content = await asyncio.to_thread(self._draw, ready.row.picture)
        except Exception as error:  # words must not wait for a picture that cannot be drawn
            log.error("not_drawn", channel=self._channel.name, error=type(error).__name__)
            return ready
        finally:
            typing.cancel()
        picture = pictures.upload(ready.row.picture, content)
        uploads = (picture, *ready.outgoing.uploads)
        return Ready(ready.row, replace(ready.outgoing, uploads=uploads), (None, *ready.digests))

    def _record(self, tx: Tx, rows: Sequence[Ready], outcomes: Sequence[Outcome]) -> None:
        for ready, outcome in zip(rows, outcomes, strict=True):
            result = self._result(tx, ready, outcome)
            delivery.record(tx, [result])
            self._observe(self._channel.name, result.state.value)

    def _result(self, tx: Tx, ready: Ready, outcome: Outcome) -> Result:
        row, number = ready.row, _id(ready.row)
        if isinstance(outcome, Sent):
            self._remember_uploads(tx, ready, outcome)
            return Result(number, State.SENT, external_id=outcome.external_id)
        if isinstance(outcome, Unreachable):
            fallback.closed(tx, row, outcome.reason)
            return Result(number, State.FAILED, error=outcome.reason)
        if isinstance(outcome, Rejected):
            if row.kind == "edit":
                outbox.put_again(tx, row)
            else:
                _not_reached(tx, row)
            log.error("rejected", channel=self._channel.name, error=outcome.reason)
            return Result(number, State.FAILED, error=outcome.reason)
        is_late = tx.now - row.created_at > GIVEN_UP_AFTER and row.attempts >= TRIED_AT_LEAST
        if is_late and (not isinstance(outcome, Halted) or fallback.can_move(tx, row)):
            fallback.move_on(tx, row)
            return Result(number, State.FAILED, error=outcome.reason)
        if isinstance(outcome, Halted):
            log.error("halted", channel=self._channel.name, error=outcome.reason)
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

    def _remember_uploads(self, tx: Tx, ready: Ready, sent: Sent) -> None:
        for upload, digest, reference in zip(
            ready.outgoing.uploads, ready.digests, sent.references, strict=False
        ):
            if digest and reference:
                files.remember_upload(tx, digest, self._channel.name, upload.kind, reference)


def _not_reached(tx: Tx, row: Message) -> None:
    if row.for_resident is not None:
        journal.unreached(tx, row.for_resident)


def _is_urgent(rows: Sequence[Ready]) -> bool:
    return any(ready.row.rank <= Rank.ANSWER for ready in rows)


def _id(row: Message) -> int:
    assert row.id is not None
    return row.id

"""Sending what waits in the outbox: in order per conversation, urgent first, each thing once."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import structlog

from bots import endings, parcels
from bots.channel import Channel, Outcome, Trouble, Upload
from bots.parcels import Packer, Ready
from storage import delivery, files, relevance, residents
from storage.delivery import Result
from storage.outbox import Message, PictureRow, Rank, State
from storage.store import Store, StoreUnavailable, Tx

log = structlog.get_logger()

BATCHES_AT_ONCE = 6
#: Beside those, for children in danger alone, however long all others wait for a messenger.
CRISIS_AT_ONCE = 4
LOOKS_EVERY = 1.0
STOPS_WITHIN = 4.0
#: When it is looked again for a file that is being copied.
COMING_WITHIN = timedelta(seconds=1)

Draw = Callable[[PictureRow], Upload]
Observe = Callable[[str, str], None]


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
        self._packer = Packer(channel.name, channel.limits, files_dir)
        self._observe = observe
        self._wake = asyncio.Event()
        self._busy: Counter[int] = Counter()
        self._flying: set[int] = set()
        #: What went and is not marked yet, and what the store could not mark.
        self._ended: list[tuple[Ready, Outcome]] = []
        self._unmarked: list[tuple[Sequence[Ready], Sequence[Outcome]]] = []
        self._marking = asyncio.Lock()
        self._batches: set[asyncio.Task[None]] = set()
        self._patient: set[asyncio.Task[None]] = set()
        self._crisis: set[asyncio.Task[None]] = set()
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
        if len(self._crisis) >= CRISIS_AT_ONCE:
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
        if _is_crisis(rows):
            self._flying.update(parcels.number(ready.row) for ready in rows)
            self._crisis.add(task)
            task.add_done_callback(self._crisis.discard)
        elif not _is_urgent(rows):
            self._patient.add(task)
            task.add_done_callback(self._patient.discard)
        return True

    def _pick(self, tx: Tx) -> tuple[list[Ready], bool]:
        """Choose rows to send and make them ready, past those that will not be sent.

        Tells also whether there may be more to choose at once. One place of the batches is kept for
        answers, and some beside them for children in danger, however much else waits.
        """
        name, batch, least = self._channel.name, self._channel.limits.batch, self._least()
        while due := delivery.due(tx, name, batch, self._busy, least, self._flying):
            picked = [ready for row in due if (ready := self._made_ready(tx, row)) is not None]
            if picked:
                crisis = [one for one in picked if one.row.rank == Rank.CRISIS]
                urgent = [one for one in picked if one.row.rank <= Rank.ANSWER]
                chosen = crisis or urgent or picked
                if not self._channel.limits.keyed:
                    delivery.leave(tx, [one.outgoing.id for one in chosen])
                return chosen, len(due) == batch or len(chosen) < len(picked)
        return [], False

    def _least(self) -> Rank:
        if len(self._batches) - len(self._crisis) >= BATCHES_AT_ONCE:
            return Rank.CRISIS
        return Rank.ANSWER if len(self._patient) >= BATCHES_AT_ONCE - 1 else Rank.MAILING

    def _made_ready(self, tx: Tx, row: Message) -> Ready | None:
        """Make a row ready; what is no longer true is dropped (C10), what cannot be made fails."""
        if row.sealed and any(files.is_coming(tx, one) for one in row.files):
            # Its files go by our copies only, which are on their way.
            soon = tx.now + COMING_WITHIN
            delivery.record(
                tx, [Result(parcels.number(row), State.WAITING, "", "file-coming", soon)]
            )
            return None
        try:
            # Nothing is to be undone where the store is not asked: an answer of words and buttons.
            with tx.attempt() if _asks_the_store(row) else nullcontext():
                ready = self._ready_if_true(tx, row)
        except StoreUnavailable:
            raise
        except Exception as error:  # one row that cannot be made must not stop the sender
            log.error("not_ready", channel=self._channel.name, error=type(error).__name__)
            self._give_up(tx, row, Result(parcels.number(row), State.FAILED, error="not-ready"))
            return None
        if ready is None:
            self._give_up(tx, row, Result(parcels.number(row), State.VOID, error="no longer true"))
        return ready

    def _give_up(self, tx: Tx, row: Message, result: Result) -> None:
        delivery.record(tx, [result])
        endings.tell(tx, row, result)

    def _ready_if_true(self, tx: Tx, row: Message) -> Ready | None:
        theirs = row.for_resident is None or residents.is_reached_at(
            tx, row.for_resident, row.talk_id
        )
        true = theirs and relevance.holds(tx, row.still, row.still_id)
        return self._packer.pack(tx, row) if true else None

    async def _send(self, rows: Sequence[Ready]) -> None:
        """Send a batch: in one call where that spares calls, else each by itself.

        Where a message that comes twice is shown twice, none waits for its neighbours to be marked:
        whenever we die, only what is on its way may go again.
        """
        drawn = [await self._with_picture(ready) for ready in rows]
        parts = [drawn] if self._channel.limits.keyed else [[ready] for ready in drawn]
        await asyncio.gather(*(self._send_together(part) for part in parts))

    async def _send_together(self, rows: Sequence[Ready]) -> None:
        outcomes = await self._deliver(rows)
        self._ended.extend(zip(rows, outcomes, strict=True))
        async with self._marking:
            # Who was here before may have marked ours with theirs.
            ended, self._ended = self._ended, []
            if ended:
                await self._mark_ended(ended)

    async def _mark_ended(self, ended: Sequence[tuple[Ready, Outcome]]) -> None:
        rows, outcomes = [ready for ready, _ in ended], [outcome for _, outcome in ended]
        try:
            await self._mark(rows, outcomes)
        except StoreUnavailable:
            log.warning("not_recorded", channel=self._channel.name, count=len(rows))
            self._unmarked.append((rows, outcomes))
        finally:
            self._busy -= Counter(ready.row.talk_id for ready in rows)
            self._flying.difference_update(parcels.number(ready.row) for ready in rows)
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
            outcomes = await self._channel.deliver(outgoing, urgent=_is_urgent(rows))
            if len(outcomes) == len(rows):
                return outcomes
            log.error("channel_failed", channel=self._channel.name, count=len(outcomes))
        except Exception as error:  # a fault of the channel's own must not stop its sender
            log.error("channel_failed", channel=self._channel.name, error=type(error).__name__)
        return [Trouble("channel-failed")] * len(rows)

    async def _with_picture(self, ready: Ready) -> Ready:
        if ready.row.picture is None:
            return ready
        typing = asyncio.create_task(self._channel.show_typing(ready.outgoing.peer))
        try:
            drawn = await asyncio.to_thread(self._draw, ready.row.picture)
        except Exception as error:  # words must not wait for a picture that cannot be drawn
            log.error("not_drawn", channel=self._channel.name, error=type(error).__name__)
            return ready
        finally:
            typing.cancel()
        uploads = (drawn, *ready.outgoing.uploads)
        return Ready(ready.row, replace(ready.outgoing, uploads=uploads), (None, *ready.digests))

    def _record(self, tx: Tx, rows: Sequence[Ready], outcomes: Sequence[Outcome]) -> None:
        for ready, outcome in zip(rows, outcomes, strict=True):
            result = endings.of(tx, self._channel.name, ready, outcome)
            delivery.record(tx, [result])
            endings.tell(tx, ready.row, result)
            self._observe(self._channel.name, result.state.value)


def _asks_the_store(row: Message) -> bool:
    """Whether more than the row itself is needed to send it."""
    conditions = (row.for_resident, row.still, row.target_id, row.left_at)
    return bool(row.files) or any(one is not None for one in conditions)


def _is_crisis(rows: Sequence[Ready]) -> bool:
    return any(ready.row.rank == Rank.CRISIS for ready in rows)


def _is_urgent(rows: Sequence[Ready]) -> bool:
    return any(ready.row.rank <= Rank.ANSWER for ready in rows)

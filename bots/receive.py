"""Taking updates in: claim, step, answers and position in one commit; the poisoned are parked.

Updates of one conversation run one after another; among conversations everybody's turn comes.
"""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import structlog

from bots import intake
from bots.channel import Incoming, Overloaded
from bots.flood import Flood
from bots.intake import Taken
from dialogs import etiquette
from dialogs.etiquette import Watch
from dialogs.registry import Bot
from storage import relay, updates
from storage.store import Failure, Step, Store, StoreUnavailable, Tx

log = structlog.get_logger()

WAITING_MOST = 2_000
#: Of these one conversation's: whoever floods us leaves room for the others.
OF_ONE_MOST = 1_000
AT_ONCE = 32


@dataclass
class _Waiting:
    incoming: Incoming
    done: "asyncio.Future[Taken]"


Conversation = tuple[str, str]
Handle = Callable[[Tx, Incoming, Bot], Taken]


class Receiver:
    """Gives updates to the store in order and fairly; knows no messenger.

    ``watch`` is the filter of chats; ``waiting_most`` is how many may wait inside before more are
    refused; ``a_minute_most`` how many of one person are answered in a minute, 0 for any number.
    """

    def __init__(
        self,
        store: Store,
        bot_of: Callable[[str], Bot],
        *,
        waiting_most: int = WAITING_MOST,
        a_minute_most: int = 0,
        watch: Watch | None = None,
    ) -> None:
        self._store = store
        self._flood = Flood(a_minute_most)
        self._watch = watch or Watch(etiquette.load())
        self._bot_of = bot_of
        self._lines: dict[Conversation, deque[_Waiting]] = {}
        self._turns: deque[Conversation] = deque()
        self._waiting = 0
        self._waiting_most = waiting_most
        self._running: set[asyncio.Task[None]] = set()

    async def take(self, incoming: Incoming) -> Taken:
        """Take one update in; returns after the commit.

        Raises `Overloaded` or `StoreUnavailable`: then nothing was taken.
        """
        conversation = (incoming.channel, incoming.peer)
        line = self._lines.get(conversation)
        if self._waiting >= self._waiting_most or (line and len(line) >= OF_ONE_MOST):
            raise Overloaded
        waiting = _Waiting(incoming, asyncio.get_running_loop().create_future())
        self._waiting += 1
        if line is None:
            self._lines[conversation] = deque([waiting])
            self._turns.append(conversation)
        else:
            line.append(waiting)
        self._go_on()
        return await waiting.done

    async def take_batch(
        self, batch: Sequence[Incoming], channel: str, position: str | None
    ) -> list[Taken]:
        """Take a poll's updates and its new position in one commit."""
        steps = [self._step(incoming) for incoming in batch]
        if position is not None:
            steps.append(_moving(channel, position))
        results = await self._store.run_together(steps)
        for result in results:
            if isinstance(result, Failure):
                raise result.error
        return [taken for taken in results[: len(batch)] if isinstance(taken, Taken)]

    async def take_again(
        self, parked_id: int, channel: str, read: Callable[[object], Incoming]
    ) -> Taken | None:
        """Take a parked update anew in the step that gives it back; None if it is gone.

        Raises `ValueError` for one that cannot be read any more; it stays parked then.
        """
        bot = self._bot_of(channel)

        def step(tx: Tx) -> Taken | None:
            raw = updates.take_back(tx, parked_id)
            if raw is None:
                return None
            handle = partial(intake.handled, watch=self._watch)
            return self._take(tx, read(json.loads(raw)), bot, handle)

        return await self._store.run(step)

    @property
    def is_idle(self) -> bool:
        return self._waiting == 0

    def _go_on(self) -> None:
        while self._turns and len(self._running) < AT_ONCE:
            conversation = self._turns.popleft()
            task = asyncio.create_task(self._run_next(conversation))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _run_next(self, conversation: Conversation) -> None:
        line = self._lines[conversation]
        waiting = line.popleft()
        try:
            taken = await self._take_alone(waiting.incoming)
        except StoreUnavailable as error:
            # It is brought again, and what came after it must not be taken before.
            self._refuse(waiting, error)
            self._waiting -= len(line)
            while line:
                self._refuse(line.popleft(), error)
        except Exception as error:  # whoever waits for this update must hear of it
            self._refuse(waiting, error)
        else:
            if not waiting.done.done():
                waiting.done.set_result(taken)
        self._waiting -= 1
        if line:
            self._turns.append(conversation)
        else:
            del self._lines[conversation]
        asyncio.get_running_loop().call_soon(self._go_on)

    def _refuse(self, waiting: _Waiting, error: Exception) -> None:
        if not waiting.done.done():
            waiting.done.set_exception(error)

    async def _take_alone(self, incoming: Incoming) -> Taken:
        """Take an update that has a step of its own.

        One that breaks is undone with its step and parked by a second one: that spares every other
        update a savepoint.
        """
        try:
            return await self._store.run(
                self._step(incoming, partial(intake.handle, watch=self._watch))
            )
        except StoreUnavailable:
            raise
        except Exception as error:
            broken = error
        parking = self._step(
            incoming, lambda tx, incoming, bot: intake.parked(tx, incoming, broken)
        )
        return await self._store.run(parking)

    def _step(self, incoming: Incoming, handle: Handle | None = None) -> Step[Taken]:
        bot = self._bot_of(incoming.channel)

        def step(tx: Tx) -> Taken:
            return self._take(
                tx, incoming, bot, handle or partial(intake.handled, watch=self._watch)
            )

        return step

    def _take(self, tx: Tx, incoming: Incoming, bot: Bot, handle: Handle) -> Taken:
        if incoming.happening == "typing":
            # Nothing comes of it twice, so that it needs no key.
            return Taken("typing", typing=relay.typing_to(tx, incoming.channel, incoming.user))
        if not updates.claim(tx, incoming.key):
            return Taken("repeat")
        if incoming.happening in ("message", "press"):
            said = self._flood.count((incoming.channel, incoming.user), tx.now)
            if said != "few":
                return intake.too_fast(tx, incoming, tell=said == "first too many")
        return handle(tx, incoming, bot)


def _moving(channel: str, position: str) -> Step[Taken]:
    def move(tx: Tx) -> Taken:
        updates.move(tx, channel, position)
        return Taken("moved")

    return move

"""Taking updates in: claim, step, answers and position in one commit; the poisoned are parked.

Updates of one conversation run one after another; among conversations everybody's turn comes.
"""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from bots.channel import Incoming, Overloaded
from bots.flood import Flood
from dialogs import etiquette, letters, registry, turn, watching, words
from dialogs.etiquette import Watch
from dialogs.registry import Answer, Bot, Turn
from storage import (
    chats,
    codes,
    fallback,
    files,
    jobs,
    moderation,
    outbox,
    residents,
    talks,
    updates,
)
from storage.outbox import Letter
from storage.residents import Who
from storage.store import Failure, Step, Store, StoreUnavailable, Tx
from storage.talks import Conversation as Place

log = structlog.get_logger()

WAITING_MOST = 2_000
#: Of these one conversation's: whoever floods us leaves room for the others.
OF_ONE_MOST = 1_000
AT_ONCE = 32


@dataclass(frozen=True)
class Taken:
    """What a step leaves for after the commit: how it went, and a note for a pressed button."""

    outcome: str
    note: str | None = None


@dataclass
class _Waiting:
    step: Step[Taken]
    done: "asyncio.Future[Taken]"


Conversation = tuple[str, str]


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
        waiting = _Waiting(self._step(incoming), asyncio.get_running_loop().create_future())
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
            return self._take(tx, read(json.loads(raw)), bot) if raw is not None else None

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
            taken = await self._store.run(waiting.step)
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

    def _step(self, incoming: Incoming) -> Step[Taken]:
        bot = self._bot_of(incoming.channel)

        def step(tx: Tx) -> Taken:
            return self._take(tx, incoming, bot)

        return step

    def _take(self, tx: Tx, incoming: Incoming, bot: Bot) -> Taken:
        if not updates.claim(tx, incoming.key):
            return Taken("repeat")
        if incoming.happening in ("message", "press"):
            said = self._flood.count((incoming.channel, incoming.user), tx.now)
            if said != "few":
                return _too_fast(tx, incoming, tell=said == "first too many")
        return _handled(tx, incoming, bot, self._watch)


def _moving(channel: str, position: str) -> Step[Taken]:
    def move(tx: Tx) -> Taken:
        updates.move(tx, channel, position)
        return Taken("moved")

    return move


def _too_fast(tx: Tx, incoming: Incoming, *, tell: bool) -> Taken:
    if incoming.in_chat:
        # Whoever may not write there floods in vain.
        place, who = _in_chat(tx, incoming)
        erased = moderation.must_not_write(tx, who, place.id, incoming.message)
        return Taken("erased" if erased else "flood")
    if tell:
        talk, _ = residents.in_private(tx, incoming.channel, incoming.peer, incoming.user)
        outbox.put(tx, talks.address(talk), Letter(words.say("turn-too-fast")))
    return Taken("flood")


def _handled(tx: Tx, incoming: Incoming, bot: Bot, watch: Watch) -> Taken:
    try:
        with tx.attempt():
            return _handle(tx, incoming, bot, watch)
    except StoreUnavailable:
        raise
    except Exception as error:  # a poisoned update must not come back for ever (idea 1)
        log.error("parked", channel=incoming.channel, error=type(error).__name__)
        updates.park(tx, incoming.channel, incoming.key, incoming.raw, error)
        _apologise(tx, incoming)
        return Taken("parked")


def _apologise(tx: Tx, incoming: Incoming) -> None:
    if incoming.happening not in ("message", "press") or incoming.in_chat:
        return
    talk, _ = residents.in_private(tx, incoming.channel, incoming.peer, incoming.user)
    outbox.put(tx, talks.address(talk), Letter(words.say("turn-failed")))


def _handle(tx: Tx, incoming: Incoming, bot: Bot, watch: Watch) -> Taken:
    if incoming.happening == "none" or not incoming.peer:
        return Taken("ignored")
    tx.lock(f"talk:{incoming.channel}:{incoming.peer}")
    if incoming.in_chat:
        talk, who = _in_chat(tx, incoming)
    else:
        talk, who = residents.in_private(tx, incoming.channel, incoming.peer, incoming.user)
    if incoming.happening == "denied":
        fallback.denied(tx, talk.id, "denied")
        return Taken("denied")
    if incoming.happening == "message":
        talks.heard(tx, talk.id)
    elif not incoming.in_chat:
        talks.used(tx, talk.id)
    if not talk.reachable:
        fallback.opened(tx, talk.id)
    code = _code(incoming, who)
    if incoming.happening == "allowed" and code is None:
        return Taken("allowed")
    if incoming.happening == "chat":
        return _changed(tx, incoming, talk)
    if who.id is not None and tx.lock(f"resident:{who.id}"):
        # Their other phone may have unlinked this one while it waited.
        who = residents.who_has(tx, who.account_id)
    said = Turn(
        who=who,
        bot=bot,
        talk=talk,
        text=code or incoming.text,
        press=incoming.press,
        command=None if code else incoming.command,
        files=_kept(tx, incoming, who.account_id),
        in_chat=incoming.in_chat,
        mentioned=incoming.mentioned,
        message=incoming.message,
        pointed=_pointed(tx, incoming),
    )
    if watching.watch(tx, said, watch):
        return Taken("erased")
    answer = turn.answer(tx, said)
    if answer is None:
        return Taken("silent")
    _say(tx, said, answer)
    return Taken("answered", answer.note)


def _pointed(tx: Tx, incoming: Incoming) -> registry.Pointed | None:
    told = incoming.pointed
    if told is None:
        return None
    known = talks.known_account(tx, talks.messenger_of(incoming.channel), told.user)
    return registry.Pointed(known, told.message, told.text)


def _changed(tx: Tx, incoming: Incoming, talk: Place) -> Taken:
    """A chat or our place in it changed: the registry follows, and what we may do is asked."""
    change = incoming.change
    if change is None or not incoming.in_chat:
        return Taken("ignored")
    if change.kind == "moved":
        talks.move(tx, talk.id, change.moved_to)
    elif chats.note(tx, talk.id, change.kind, title=change.title, rights=change.rights):
        jobs.plan(tx, "chat.rights", f"chat.rights:{incoming.key}", tx.now, chat=talk.id)
    return Taken("changed")


def _code(incoming: Incoming, who: Who) -> str | None:
    """The code that a link carried (A4), unless the person has something to say themselves."""
    code = codes.spot(incoming.invite) if incoming.invite else None
    silent = incoming.command is not None or not incoming.text
    return code if who.id is None or silent else None


def _in_chat(tx: Tx, incoming: Incoming) -> tuple[Place, Who]:
    account = talks.account(tx, talks.messenger_of(incoming.channel), incoming.user or "0")
    talk = talks.open_talk(tx, incoming.channel, incoming.peer, None)
    return talks.found(talk), residents.who_has(tx, account.id)


def _kept(tx: Tx, incoming: Incoming, account_id: int | None) -> tuple[int, ...]:
    if incoming.in_chat:
        return ()
    return tuple(
        files.keep(tx, attachment, channel=incoming.channel, account_id=account_id)
        for attachment in incoming.attachments
    )


def _say(tx: Tx, said: Turn, answer: Answer) -> None:
    """Queue an answer: in place of a message, in the conversation, or in private."""
    to = talks.address(said.talk)
    if answer.private:
        private = talks.private(tx, said.talk.channel, said.who.account_id)
        notice = "turn-in-private" if private is not None else "turn-write-in-private"
        outbox.put(tx, to, Letter(words.say(notice)))
        if private is None:
            return
        to = talks.address(private)
    if answer.edited is not None and answer.page is not None:
        outbox.put_page(tx, answer.edited, answer.page)
        return
    edited = answer.edited
    for shown in answer.screens:
        made = letters.of(shown)
        if edited is not None and len(made) == 1:
            outbox.put_edit(tx, edited, made[0], for_account=_owner(said), screen=True)
        else:
            for letter in made:
                outbox.put(tx, to, letter, for_account=_owner(said), screen=True)
        edited = None


def _owner(said: Turn) -> int | None:
    """Whose the buttons are: in a chat they belong to everybody, rights are asked at the press."""
    return None if said.in_chat else said.who.account_id

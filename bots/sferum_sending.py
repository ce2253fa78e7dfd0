"""Messages to MAX: files first, then each message in a call of its own.

MAX has no key of idempotency. A message that may have gone already is looked for in its
conversation before it is sent again, and so is each document that went before it. In a group the
bot must be an administrator for that; where it is not, the one call whose answer was lost is
repeated blindly, and what this process knows to have gone is not.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bots import sferum_acts, sferum_files, sferum_messages, vk_json
from bots.channel import (
    ChannelError,
    Halted,
    Outcome,
    Outgoing,
    Rejected,
    Sent,
    Trouble,
    Unreachable,
    Upload,
)
from bots.sferum_api import Json, Line
from bots.sferum_errors import NotReady
from bots.sferum_messages import File
from bots.sferum_updates import CHAT, Self
from storage import outbox

log = structlog.get_logger()

#: How long a file is waited for before the message is put off, in seconds.
READY_PAUSES = (0.5, 1.0, 2.0, 4.0)
#: How far MAX's clock may be behind ours.
CLOCKS_DIFFER = timedelta(seconds=5)
LOOKED_THROUGH = 100


@dataclass
class _Begun:
    """How far a row came: the ids of the parts that went, and what is up of its uploads."""

    gone: dict[int, str] = field(default_factory=dict)
    files: dict[int, File | None] = field(default_factory=dict)


class Sending:
    """Sends for one bot; ``own`` tells who that is."""

    def __init__(self, line: Line, own: Callable[[], Self]) -> None:
        self._line = line
        self._own = own
        self._dialogs: dict[str, int] = {}
        #: By a row's id, while it is not done.
        self._begun: dict[int, _Begun] = {}

    def remember_dialog(self, user: str, chat_id: int) -> None:
        """Know the id of a dialog: messages are looked for by it."""
        self._dialogs[user] = chat_id

    async def deliver(self, batch: Sequence[Outgoing], *, urgent: bool) -> list[Outcome]:
        """Send; an outcome for each in order."""
        if len(batch) == 1:
            return [await self._one(batch[0], urgent)]
        return list(await asyncio.gather(*(self._one(one, urgent) for one in batch)))

    async def _one(self, outgoing: Outgoing, urgent: bool) -> Outcome:
        try:
            if outgoing.kind == "delete":
                await self._line.call("DELETE", "/messages", _target(outgoing), urgent=urgent)
                return Sent(outgoing.target)
            if outgoing.kind in outbox.ACTS:
                return await sferum_acts.do(outgoing, self._line, urgent=urgent)
            if outgoing.kind == "edit":
                return await self._edit(outgoing, urgent)
            return await self._send(outgoing, urgent)
        except ChannelError as error:
            if not isinstance(error, Trouble | Halted):
                self._begun.pop(outgoing.id, None)
            return error

    async def _file(self, one: Upload, urgent: bool) -> File | None:
        kind = sferum_files.KINDS[one.kind]
        if one.reference is not None:
            return File(kind, one.reference, False)
        if one.content is None:
            return None
        token = await sferum_files.upload(self._line, one, one.content, urgent=urgent)
        return File(kind, token, True)

    async def _edit(self, outgoing: Outgoing, urgent: bool) -> Outcome:
        """Change a message; one that may not be changed is no sign that nobody can be reached."""
        files = [await self._file(one, urgent) for one in outgoing.uploads]
        body = sferum_messages.body(outgoing, [one for one in files if one is not None])
        target = _target(outgoing)
        try:
            await self._when_ready(
                lambda: self._line.call("PUT", "/messages", target, body, urgent=urgent)
            )
        except Unreachable as refused:
            raise Rejected(refused.reason) from None
        return Sent(outgoing.target, _new(files))

    async def _send(self, outgoing: Outgoing, urgent: bool) -> Outcome:
        """Send the parts that did not go yet, by our own memory or by MAX's word."""
        parts = sferum_messages.parts(outgoing)
        begun = self._begun.setdefault(outgoing.id, _Begun())
        gone, files = begun.gone, begun.files
        if found := await self._look_up(outgoing, parts, urgent):
            log.info("found_sent", count=len(found))
            gone |= found
        for number, places in enumerate(parts):
            if number in gone:
                continue
            for place in places:
                if place not in files:
                    files[place] = await self._file(outgoing.uploads[place], urgent)
            up = [one for place in places if (one := files[place]) is not None]
            ahead = number < len(parts) - 1
            body = _alone(up) if ahead else sferum_messages.body(outgoing, up)
            gone[number] = self._mid(outgoing, await self._put(outgoing, body, urgent))
        del self._begun[outgoing.id]
        return Sent(
            gone[len(parts) - 1], _new([files.get(n) for n in range(len(outgoing.uploads))])
        )

    def _mid(self, outgoing: Outgoing, answer: Json) -> str:
        """The id of what was sent; raises `Trouble` for an answer without one."""
        message = vk_json.mapping(answer.get("message"))
        chat = vk_json.number(vk_json.mapping(message.get("recipient")).get("chat_id"))
        if chat is not None:
            self.remember_dialog(outgoing.peer, chat)
        mid = sferum_messages.mid(message)
        if not mid:
            raise Trouble("odd answer")
        return mid

    async def _put(self, outgoing: Outgoing, body: Json, urgent: bool) -> Json:
        to = sferum_messages.address(outgoing)
        return await self._when_ready(
            lambda: self._line.to_chat(outgoing.peer, to, body, urgent=urgent, first=outgoing.first)
        )

    async def _when_ready(self, call: Callable[[], Awaitable[Json]]) -> Json:
        """Call, again while MAX works through a file."""
        for pause in READY_PAUSES:
            try:
                return await call()
            except NotReady:
                await self._line.sleep(pause)
        return await call()

    async def _look_up(
        self, outgoing: Outgoing, parts: Sequence[tuple[int, ...]], urgent: bool
    ) -> dict[int, str]:
        """Which parts went already, with their ids; none where that cannot be seen."""
        if outgoing.maybe_sent_since is None:
            return {}
        last = len(parts) - 1
        found: dict[int, str] = {}
        for message in await self._ours_since(outgoing, outgoing.maybe_sent_since, urgent):
            ahead = (
                number
                for number, places in enumerate(parts[:last])
                if number not in found
                and sferum_messages.is_ahead(outgoing.uploads[places[0]], message)
            )
            is_last = last not in found and sferum_messages.is_last(outgoing, message)
            number = last if is_last else next(ahead, None)
            if number is not None:
                found[number] = sferum_messages.mid(message)
        # The last went after all the others.
        return dict.fromkeys(range(last), "") | found if last in found else found

    async def _ours_since(
        self, outgoing: Outgoing, since: datetime, urgent: bool
    ) -> list[vk_json.Json]:
        """Our messages in a conversation since then that are not known to be other rows', the
        oldest first."""
        query = {
            "chat_id": self.chat_id(outgoing.peer),
            "after": int((since - CLOCKS_DIFFER).timestamp() * 1000),
            "count": LOOKED_THROUGH,
        }
        try:
            answer = await self._line.call(
                "GET", "/messages", query, urgent=urgent, first=outgoing.first
            )
        except (Rejected, Unreachable):
            # In a group this takes an administrator: rather twice than never.
            return []
        told, own = answer.get("messages"), self._own().user_id
        messages = [vk_json.mapping(one) for one in told] if isinstance(told, list) else []
        return [
            one
            for one in reversed(messages)
            if vk_json.mapping(one.get("sender")).get("user_id") == own
            and sferum_messages.mid(one) not in outgoing.known
        ]

    def chat_id(self, peer: str) -> int:
        """The id of a conversation; of a dialog that was not heard of since the start, the two
        ids' exclusive or, as MAX makes it."""
        if peer.startswith(CHAT):
            return int(peer.removeprefix(CHAT))
        known = self._dialogs.get(peer)
        return known if known is not None else int(peer) ^ self._own().user_id


def _target(outgoing: Outgoing) -> dict[str, str | int]:
    if not outgoing.target:
        raise Rejected("no target")
    return {"message_id": outgoing.target}


def _alone(files: Sequence[File]) -> Json:
    return {"attachments": [one.attachment for one in files]}


def _new(files: Sequence[File | None]) -> tuple[str | None, ...]:
    return tuple(one.token if one is not None and one.is_new else None for one in files)

"""Messages to MAX: files first, then each message in a call of its own.

MAX has no key of idempotency. A message that may have gone already is looked for in its
conversation before it is sent again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import structlog

from bots import sferum_files, sferum_messages, vk_json
from bots.channel import (
    ChannelError,
    Outcome,
    Outgoing,
    Rejected,
    Sent,
    Trouble,
    Unreachable,
)
from bots.sferum_api import Json, Line
from bots.sferum_errors import NotReady
from bots.sferum_messages import File
from bots.sferum_updates import CHAT, Self

log = structlog.get_logger()

#: How long a file is waited for before the message is put off, in seconds.
READY_PAUSES = (0.5, 1.0, 2.0, 4.0)
#: How far MAX's clock may be behind ours.
CLOCKS_DIFFER = timedelta(seconds=5)
LOOKED_THROUGH = 100


class Sending:
    """Sends for one bot; ``own`` tells who that is."""

    def __init__(self, line: Line, own: Callable[[], Self]) -> None:
        self._line = line
        self._own = own
        self._dialogs: dict[str, int] = {}

    def remember_dialog(self, user: str, chat_id: int) -> None:
        """Know the id of a dialog: messages are looked for by it."""
        self._dialogs[user] = chat_id

    async def deliver(self, batch: Sequence[Outgoing], *, urgent: bool) -> list[Outcome]:
        """Send; an outcome for each in order."""
        return list(await asyncio.gather(*(self._one(one, urgent) for one in batch)))

    async def _one(self, outgoing: Outgoing, urgent: bool) -> Outcome:
        try:
            if outgoing.kind == "delete":
                await self._line.call("DELETE", "/messages", _target(outgoing), urgent=urgent)
                return Sent(outgoing.target)
            found = await self._look_up(outgoing, urgent)
            if found:
                log.info("found_sent")
                return Sent(found)
            files = await self._files(outgoing, urgent)
            if outgoing.kind == "edit":
                return await self._edit(outgoing, files, urgent)
            return await self._send(outgoing, files, urgent)
        except ChannelError as error:
            return error

    async def _files(self, outgoing: Outgoing, urgent: bool) -> list[File | None]:
        return [
            File(sferum_files.KINDS[one.kind], one.reference, False)
            if one.reference is not None
            else File(
                sferum_files.KINDS[one.kind],
                await sferum_files.upload(self._line, one, one.content, urgent=urgent),
                True,
            )
            if one.content is not None
            else None
            for one in outgoing.uploads
        ]

    async def _edit(
        self, outgoing: Outgoing, files: Sequence[File | None], urgent: bool
    ) -> Outcome:
        body = sferum_messages.body(outgoing, [one for one in files if one is not None])
        target = _target(outgoing)
        await self._when_ready(
            lambda: self._line.call("PUT", "/messages", target, body, urgent=urgent)
        )
        return Sent(outgoing.target, _new(files))

    async def _send(
        self, outgoing: Outgoing, files: Sequence[File | None], urgent: bool
    ) -> Outcome:
        """A document goes alone in its message (the keyboard may stand with it): all but one of
        them go before."""
        up = [one for one in files if one is not None]
        documents = [one for one in up if one.kind == "file"]
        pictures = [one for one in up if one.kind != "file"]
        apart = documents if pictures else documents[:-1]
        for one in apart:
            await self._put(outgoing, {"attachments": [one.attachment]}, urgent)
        together = [one for one in up if one not in apart]
        answer = await self._put(outgoing, sferum_messages.body(outgoing, together), urgent)
        message = vk_json.mapping(answer.get("message"))
        chat = vk_json.number(vk_json.mapping(message.get("recipient")).get("chat_id"))
        if chat is not None:
            self.remember_dialog(outgoing.peer, chat)
        mid = sferum_messages.mid(message)
        if not mid:
            raise Trouble("odd answer")
        return Sent(mid, _new(files))

    async def _put(self, outgoing: Outgoing, body: Json, urgent: bool) -> Json:
        to = sferum_messages.address(outgoing)
        return await self._when_ready(
            lambda: self._line.to_chat(outgoing.peer, to, body, urgent=urgent)
        )

    async def _when_ready(self, call: Callable[[], Awaitable[Json]]) -> Json:
        """Call, again while MAX works through a file."""
        for pause in READY_PAUSES:
            try:
                return await call()
            except NotReady:
                await self._line.sleep(pause)
        return await call()

    async def _look_up(self, outgoing: Outgoing, urgent: bool) -> str | None:
        """The id of a message that went already, None if it is not there or cannot be seen."""
        if outgoing.kind != "send" or outgoing.maybe_sent_since is None:
            return None
        after = outgoing.maybe_sent_since - CLOCKS_DIFFER
        query = {
            "chat_id": self.chat_id(outgoing.peer),
            "after": int(after.timestamp() * 1000),
            "count": LOOKED_THROUGH,
        }
        try:
            answer = await self._line.call("GET", "/messages", query, urgent=urgent)
        except (Rejected, Unreachable):
            # In a group this takes an administrator: rather twice than never.
            return None
        told = answer.get("messages")
        messages = [vk_json.mapping(one) for one in told] if isinstance(told, list) else []
        own = self._own().user_id
        same = (one for one in messages if sferum_messages.is_same(outgoing, one, own))
        return next((sferum_messages.mid(one) for one in same), None)

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


def _new(files: Sequence[File | None]) -> tuple[str | None, ...]:
    return tuple(one.token if one is not None and one.is_new else None for one in files)

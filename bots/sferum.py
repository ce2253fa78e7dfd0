"""The channel of a bot in MAX, where Sferum's chats live: the wiring of its parts.

``sferum_updates`` reads what comes, by ``sferum_longpoll`` or ``sferum_callback``;
``sferum_sending`` sends what ``sferum_messages`` makes of it; ``sferum_api`` is the way to MAX.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from bots import sferum_callback, sferum_keyboard, sferum_updates, vk_files, vk_json
from bots.channel import (
    Callback,
    ChannelError,
    Decision,
    Incoming,
    Outcome,
    Outgoing,
    Receive,
    Trouble,
)
from bots.sferum_api import Line
from bots.sferum_longpoll import LongPoll
from bots.sferum_sending import Sending
from bots.sferum_subscription import Subscription
from bots.sferum_updates import CHAT, Self
from dialogs import words
from storage import our_accounts
from storage.chats import Right

log = structlog.get_logger()

#: MAX's words for what an administrator may do (dev.max.ru/docs-api/objects/ChatAdminPermission).
RIGHTS = {
    "read_all_messages": Right.READ,
    "write": Right.DELETE,
    "add_remove_members": Right.REMOVE,
    "pin_message": Right.PIN,
}


class SferumChannel:
    """One bot in MAX. ``wait`` is the long poll's, in seconds; with ``webhook``, the address that
    MAX reaches us by, updates come there, told by ``secret``."""

    def __init__(
        self,
        name: str,
        token: str,
        *,
        api_url: str,
        monotonic: Callable[[], float],
        now: Callable[[], datetime],
        per_second: float = 30.0,
        per_chat: float = 2.0,
        wait: int = 30,
        by_webhook: bool = False,
        webhook: str = "",
        secret: str = "",
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.name = name
        self.limits = replace(sferum_keyboard.LIMITS, per_second=per_second)
        self.listens = True
        self.callback: Callback | None = self._decide if by_webhook else None
        self._own = Self()
        self._now = now
        self._by_webhook = by_webhook
        self._webhook = webhook
        self._secret = secret
        self._line = Line(
            api_url, token, monotonic, per_second=per_second, per_chat=per_chat, sleep=sleep
        )
        self._sending = Sending(self._line, lambda: self._own)
        self.long_poll = LongPoll(name, self._line, self.read, wait=wait)
        self.subscription = Subscription(name, self._line, webhook, secret)

    @property
    def invitation(self) -> str | None:
        """MAX gives what stands in ``start`` with ``bot_started`` (dev.max.ru/docs-api)."""
        if not self._own.username:
            return None
        return f"https://max.ru/{self._own.username}?start={our_accounts.CODE}"

    async def open(self) -> None:
        """Begin; raises `Halted` if MAX refuses the token. MAX may be down: that passes."""
        self._line.open()
        try:
            await self._ask_self()
        except Trouble as trouble:
            log.warning("opened_blind", channel=self.name, error=trouble.reason)
            return
        log.info("opened", channel=self.name)

    async def close(self) -> None:
        await self._line.close()

    async def listen(self, receive: Receive, position: str | None) -> None:
        """Bring updates by long poll, or look after the webhook, until cancelled."""
        if self._by_webhook:
            await self.subscription.keep()
        else:
            await self.long_poll.run(receive, position)

    async def deliver(self, batch: Sequence[Outgoing], *, urgent: bool = True) -> list[Outcome]:
        """Send; an outcome for each in order."""
        if not self._own.user_id:
            try:
                await self._ask_self()
            except ChannelError as error:
                return [error] * len(batch)
        outcomes = await self._sending.deliver(batch, urgent=urgent)
        failed = sorted({one.reason for one in outcomes if isinstance(one, ChannelError)})
        if failed:
            log.warning("not_sent", channel=self.name, errors=failed, count=len(batch))
        return outcomes

    async def acknowledge(self, incoming: Incoming, note: str | None) -> None:
        """Stop the pressed button's wheel; MAX wants a notification with it. A failure is let
        go."""
        if incoming.callback is None:
            return
        said = words.plain(note) if note else words.label("press-heard")
        query, body = {"callback_id": incoming.callback}, {"notification": said}
        try:
            await self._line.call("POST", "/answers", query, {**body})
        except ChannelError as error:
            log.info("not_acknowledged", channel=self.name, error=error.reason)

    async def show_typing(self, peer: str) -> None:
        """Show «печатает» for some seconds; a failure is let go."""
        chat = self._sending.chat_id(peer)
        try:
            await self._line.call("POST", f"/chats/{chat}/actions", body={"action": "typing_on"})
        except ChannelError as error:
            log.info("typing_not_shown", channel=self.name, error=error.reason)

    async def fetch(self, url: str, limit: int) -> bytes:
        """Download what a person attached, at most ``limit`` bytes; raises `ChannelError`."""
        return await vk_files.download(self._line.session, url, limit)

    async def rights(self, peer: str) -> frozenset[Right]:
        """What an administrator was given; who is none hears nothing but being added."""
        told = await self._line.call("GET", f"/chats/{_group(peer)}/members/me")
        given = told.get("permissions")
        names = given if isinstance(given, list) else []
        if told.get("is_owner") is True:
            return frozenset(Right)
        return frozenset(RIGHTS[one] for one in names if isinstance(one, str) and one in RIGHTS)

    def read(self, update: object) -> Incoming:
        """An update as the suite understands it; never raises."""
        dialog = sferum_updates.dialog(update)
        if dialog is not None:
            self._sending.remember_dialog(*dialog)
        return sferum_updates.read(update, self.name, self._own)

    async def lacks(self) -> list[str]:
        """What is not set; raises `ChannelError` if MAX does not take the token."""
        self._line.open()
        await self._ask_self()
        if not self._by_webhook:
            told = (await self._line.call("GET", "/subscriptions")).get("subscriptions")
            return ["long poll: MAX posts to a webhook, remove its subscription"] if told else []
        lacking = [] if self._secret else ["SFERUM_SECRET: every update will be refused"]
        if not self._webhook.startswith("https://"):
            lacking.append("PUBLIC_URL: the https address by which MAX reaches this server")
        return lacking

    def _decide(self, body: bytes, headers: Mapping[str, str]) -> Decision:
        return sferum_callback.decide(body, headers, self._secret, self.read, self._now())

    async def _ask_self(self) -> None:
        told = await self._line.call("GET", "/me")
        found = vk_json.number(told.get("user_id"))
        if found is None:
            raise Trouble("odd answer")
        self._own = Self(found, vk_json.text(told.get("username"), 200))


def _group(peer: str) -> str:
    return peer.removeprefix(CHAT)

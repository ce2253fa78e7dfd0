"""The channel of a bot in Telegram: the wiring of its parts.

``telegram_updates`` reads what comes, by ``telegram_longpoll`` or ``telegram_callback``;
``telegram_sending`` sends; ``telegram_api`` is the way to Telegram. aiogram's import takes seconds
and a hundred megabytes, so nothing but this channel may import these modules.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

import structlog
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import (
    AnswerCallbackQuery,
    GetChatMember,
    GetFile,
    GetMe,
    GetWebhookInfo,
    SendChatAction,
)

from bots import telegram_attachments, telegram_callback, telegram_updates
from bots.channel import (
    Callback,
    ChannelError,
    Decision,
    Incoming,
    Outcome,
    Outgoing,
    Receive,
    Rejected,
    Trouble,
)
from bots.telegram_api import Line
from bots.telegram_callback import Webhook
from bots.telegram_limits import LIMITS
from bots.telegram_longpoll import LongPoll
from bots.telegram_sending import Sending
from bots.telegram_updates import Self
from dialogs import words
from storage import our_accounts
from storage.chats import Right

log = structlog.get_logger()

NOTE_LENGTH = 200


class TelegramChannel:
    """One bot in Telegram. ``wait`` is the long poll's, in seconds; with ``by_webhook`` updates
    come to the address ``webhook``, told by ``secret``."""

    def __init__(
        self,
        name: str,
        token: str,
        *,
        api_url: str,
        monotonic: Callable[[], float],
        per_second: float = 30.0,
        per_chat: float = 1.0,
        wait: int = 30,
        by_webhook: bool = False,
        webhook: str = "",
        secret: str = "",
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.name = name
        self.limits = replace(LIMITS, per_second=per_second)
        self.listens = True
        self.callback: Callback | None = self._decide if by_webhook else None
        self._own = Self()
        self._by_webhook = by_webhook
        self._address = webhook
        self._secret = secret
        self._line = Line(
            api_url, token, monotonic, per_second=per_second, per_chat=per_chat, sleep=sleep
        )
        self._sending = Sending(self._line)
        self.long_poll = LongPoll(name, self._line, self.read, wait=wait)
        self.webhook = Webhook(name, self._line, webhook, secret)

    @property
    def invitation(self) -> str | None:
        """Telegram gives what stands in ``start`` with /start (core.telegram.org/bots/features)."""
        if not self._own.username:
            return None
        return f"https://t.me/{self._own.username}?start={our_accounts.CODE}"

    async def open(self) -> None:
        """Begin; raises `Halted` if Telegram refuses the token. It may be down: that passes."""
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
            await self.webhook.keep()
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
        """Stop the pressed button's wheel; a failure is let go."""
        if incoming.callback is None:
            return
        said = words.plain(note)[:NOTE_LENGTH] if note else None
        method = AnswerCallbackQuery(callback_query_id=incoming.callback, text=said)
        try:
            await self._line.call(method)
        except (ChannelError, TelegramAPIError) as error:
            log.info("not_acknowledged", channel=self.name, error=type(error).__name__)

    async def show_typing(self, peer: str) -> None:
        """Show «печатает» for some seconds; a failure is let go."""
        try:
            await self._line.call(SendChatAction(chat_id=peer, action="typing"))
        except (ChannelError, TelegramAPIError) as error:
            log.info("typing_not_shown", channel=self.name, error=type(error).__name__)

    async def fetch(self, url: str, limit: int) -> bytes:
        """Download what a person attached, at most ``limit`` bytes; raises `ChannelError`."""
        if not url.startswith(telegram_attachments.SCHEME):
            raise Rejected("address")
        told = await self._line.call(GetFile(file_id=url.removeprefix(telegram_attachments.SCHEME)))
        if (told.file_size or 0) > limit or not told.file_path:
            raise Rejected("too big")
        return await self._line.download(told.file_path, limit)

    async def rights(self, peer: str) -> frozenset[Right]:
        """What an administrator was given; who is none hears commands and mentions only."""
        method = GetChatMember(chat_id=peer, user_id=self._own.user_id)
        told = await self._line.call(method)
        return telegram_updates.rights(told.model_dump(mode="json"))

    def read(self, update: object) -> Incoming:
        """An update as the suite understands it; never raises."""
        return telegram_updates.read(update, self.name, self._own)

    async def lacks(self) -> list[str]:
        """What is not set; raises `ChannelError` if Telegram does not take the token."""
        self._line.open()
        await self._ask_self()
        lacking = [PERSONAL_DATA]
        if not self._by_webhook:
            if (await self._line.call(GetWebhookInfo())).url:
                lacking.append("long poll: a webhook is set, it will be removed at the start")
            return lacking
        if not self._secret:
            lacking.append("TELEGRAM_SECRET: every update will be refused")
        if not self._address.startswith("https://"):
            lacking.append("PUBLIC_URL: the https address by which Telegram reaches this server")
        return lacking

    def _decide(self, body: bytes, headers: Mapping[str, str]) -> Decision:
        return telegram_callback.decide(body, headers, self._secret, self.read)

    async def _ask_self(self) -> None:
        told = await self._line.call(GetMe())
        self._own = Self(told.id, told.username or "")


#: 149-FZ art. 10 part 8 and 273-FZ art. 16 part 3.1.
PERSONAL_DATA = (
    "personal data: a Russian school may not send its pupils' data by a foreign messenger, "
    "docs/messengers.md; give no pupil a link to this bot"
)

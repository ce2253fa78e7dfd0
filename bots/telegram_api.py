"""Calls of Telegram's Bot API through aiogram's client: limits, and errors that mean something.

Polls and files go by the same session past aiogram's types, see `bots.telegram_updates`. The token
is a part of every address, so no address may come into a log or an error.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

import aiohttp
from aiogram import Bot, exceptions
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import TelegramMethod
from aiogram.utils.token import TokenValidationError

from bots import telegram_errors, vk_json
from bots.channel import Halted, Rejected, Trouble
from bots.pace import Pace
from bots.sferum_pace import ChatPace
from bots.telegram_limits import GROUP_RATE

CALL_SECONDS = 20.0
UPLOAD_SECONDS = 120.0
DOWNLOAD_TIMEOUT = aiohttp.ClientTimeout(total=120, sock_connect=5, sock_read=20)
CHUNK = 64 * 1024

T = TypeVar("T")


class Line:
    """One bot's way to Telegram: where to, who we are, and how fast; ``per_second`` calls,
    ``per_chat`` messages a second to one person."""

    def __init__(
        self,
        url: str,
        token: str,
        monotonic: Callable[[], float],
        *,
        per_second: float,
        per_chat: float,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.sleep = sleep
        self.monotonic = monotonic
        self._token = token
        self._pace = Pace(per_second, monotonic, sleep)
        self._people = ChatPace(per_chat, monotonic, sleep)
        self._groups = ChatPace(min(per_chat, per_chat * GROUP_RATE), monotonic, sleep)
        self._server = TelegramAPIServer.from_base(url.rstrip("/"))
        self._session = AiohttpSession(api=self._server)
        self._bot: Bot | None = None

    def open(self) -> None:
        """Get ready; raises `Halted` for what cannot be a token."""
        try:
            self._bot = self._bot or Bot(self._token, session=self._session)
        except TokenValidationError:
            raise Halted("telegram token") from None

    async def close(self) -> None:
        await self._session.close()

    async def place(self, peer: str, *, first: bool = False) -> None:
        """Wait until the conversation may have one more message, and count it."""
        await (self._groups if peer.startswith("-") else self._people).take(peer, first=first)

    async def call(
        self,
        method: TelegramMethod[T],
        *,
        urgent: bool = True,
        first: bool = False,
        seconds: float = CALL_SECONDS,
    ) -> T:
        """Call when it is our turn, ``first`` at once; gives the answer, raises `ChannelError`.

        Raises `aiogram.exceptions.TelegramMigrateToChat` for a group that has another id now, and
        `TelegramBadRequest` for what is so already (`telegram_errors.is_done_already`).
        """
        if self._bot is None:
            raise Trouble("closed")
        await self._pace.take(urgent=urgent, first=first)
        try:
            return await self._bot(method, request_timeout=int(seconds))
        except exceptions.TelegramMigrateToChat:
            raise
        except exceptions.AiogramError as error:
            if isinstance(error, exceptions.TelegramAPIError) and telegram_errors.is_done_already(
                error
            ):
                raise
            meant = telegram_errors.of(error)
            if isinstance(error, exceptions.TelegramRetryAfter) and isinstance(meant, Trouble):
                self._pace.close_for(meant.after or telegram_errors.REST)
            raise meant from None
        except (aiohttp.ClientError, OSError):
            raise Trouble("network") from None

    async def poll(self, asked: Mapping[str, object], seconds: float) -> list[object]:
        """Updates as they are; raises `ChannelError`."""
        address = self._server.api_url(token=self._token, method="getUpdates")
        timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=5)
        status, told = await self._raw(address, dict(asked), timeout)
        answer = vk_json.mapping(vk_json.load(told))
        if status in (401, 404):
            raise Halted("telegram 401")
        if status == 409:
            raise Trouble("a webhook is set, or another copy polls")
        if status == 429:
            after = vk_json.mapping(answer.get("parameters")).get("retry_after")
            raise Trouble("telegram 429", float(vk_json.number(after) or 1))
        result = answer.get("result")
        if status != 200 or not isinstance(result, list):
            raise Trouble(f"telegram {status}")
        return result

    async def download(self, path: str, limit: int) -> bytes:
        """A file by the path that getFile told, at most ``limit`` bytes; raises `ChannelError`."""
        address = self._server.file_url(token=self._token, path=path)
        session = await self._session.create_session()
        try:
            async with session.get(address, timeout=DOWNLOAD_TIMEOUT) as response:
                if response.status != 200:
                    refused = response.status < 500 and response.status != 429
                    raise (Rejected if refused else Trouble)(f"http {response.status}")
                content = bytearray()
                async for chunk in response.content.iter_chunked(CHUNK):
                    content += chunk
                    if len(content) > limit:
                        raise Rejected("too big")
        except TimeoutError:
            raise Trouble("timeout") from None
        except (aiohttp.ClientError, OSError):
            raise Trouble("network") from None
        return bytes(content)

    async def _raw(
        self, address: str, body: dict[str, object], timeout: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        session = await self._session.create_session()
        try:
            async with session.post(address, json=body, timeout=timeout) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise Trouble("timeout") from None
        except (aiohttp.ClientError, OSError):
            raise Trouble("network") from None

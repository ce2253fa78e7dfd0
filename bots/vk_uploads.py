"""vkbottle's uploaders over our own line to VK.

Imported with the first file that goes up: the library takes 0.7 s and 60 MB, and most messages
carry nothing.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from vkbottle.api import API
from vkbottle.http import AiohttpClient
from vkbottle.tools.uploader import DocMessagesUploader, PhotoMessageUploader

from bots.vk_api import Api, Line

UPLOAD_TIMEOUT = aiohttp.ClientTimeout(total=120, sock_connect=5)


class _Http(AiohttpClient):
    """vkbottle's client of HTTP: always the line's own session."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line

    @asynccontextmanager
    async def request(
        self, url: str, method: str = "GET", data: Any = None, **kwargs: Any
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        async with self._line.session.request(
            method, url, data=data, timeout=UPLOAD_TIMEOUT, **kwargs
        ) as response:
            yield response


class _Calls(API):
    """vkbottle's API: its calls go our way, with our token, pace and errors."""

    def __init__(self, api: Api) -> None:
        super().__init__("", http_client=_Http(api.line))
        self._api = api

    async def request(
        self, method: str, data: dict[str, Any], version: str | None = None
    ) -> dict[str, Any]:
        return await self._api.request(method, await self.validate_request(dict(data)))


async def photo(api: Api, content: bytes, name: str, peer: int) -> str:
    """Bring a picture up; gives VK's name of it."""
    uploader = PhotoMessageUploader(_Calls(api), attachment_name=name)
    return await uploader.upload(content, peer_id=peer)


async def document(api: Api, content: bytes, name: str, peer: int) -> str:
    """Bring a document up; gives VK's name of it."""
    return await DocMessagesUploader(_Calls(api)).upload(content, peer_id=peer, title=name)

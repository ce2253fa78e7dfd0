"""Files out and in: uploads to VK's servers, and downloads of what people attach."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

from bots.channel import Rejected, Trouble, Upload
from bots.vk_api import Api

DOWNLOAD_TIMEOUT = aiohttp.ClientTimeout(total=120, sock_connect=5, sock_read=20)
REDIRECTS_MOST = 3
CHUNK = 64 * 1024


@dataclass(frozen=True)
class Uploaded:
    """VK's name of a file; ``is_new`` if it went up just now."""

    reference: str
    is_new: bool


async def upload(api: Api, one: Upload, peer: int) -> Uploaded | None:
    """Bring a file to VK, or use its name there; None if there is neither.

    Raises `ChannelError`.
    """
    if one.reference is not None:
        return Uploaded(one.reference, False)
    if one.content is None:
        return None
    try:
        bring = await asyncio.to_thread(_uploader, one.kind)
        return Uploaded(await bring(api, one.content, one.name, peer), True)
    except TimeoutError:
        raise Trouble("timeout") from None
    except (aiohttp.ClientError, OSError):
        raise Trouble("network") from None
    except (ValueError, LookupError, TypeError, AttributeError):
        # The upload servers' answers are read by vkbottle, which trusts them.
        raise Trouble("odd upload") from None


def _uploader(kind: str) -> Callable[[Api, bytes, str, int], Awaitable[str]]:
    """What brings a kind of file up; the first time takes a second, so it is asked in a thread."""
    from bots import vk_uploads

    return vk_uploads.photo if kind == "photo" else vk_uploads.document


async def download(session: aiohttp.ClientSession, url: str, limit: int) -> bytes:
    """What is at an address, if it is at most ``limit`` bytes; raises `ChannelError`."""
    try:
        if urlsplit(url).scheme not in ("http", "https"):
            raise Rejected("address")
        # aiohttp gives up at the redirect of this number.
        async with session.get(
            url, timeout=DOWNLOAD_TIMEOUT, max_redirects=REDIRECTS_MOST + 1
        ) as response:
            if response.status >= 500 or response.status == 429:
                raise Trouble(f"http {response.status}")
            if response.status != 200:
                raise Rejected(f"http {response.status}")
            return await _read(response, limit)
    except TimeoutError:
        raise Trouble("timeout") from None
    except (aiohttp.TooManyRedirects, aiohttp.NonHttpUrlClientError, ValueError):
        raise Rejected("address") from None
    except (aiohttp.ClientError, OSError):
        raise Trouble("network") from None


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    if (response.content_length or 0) > limit:
        raise Rejected("too big")
    content = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK):
        content += chunk
        if len(content) > limit:
            raise Rejected("too big")
    return bytes(content)

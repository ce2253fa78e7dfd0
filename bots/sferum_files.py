"""Bringing files up to MAX (dev.max.ru/docs-api/methods/POST/uploads)."""

import aiohttp

from bots import vk_json
from bots.channel import Rejected, Trouble, Upload
from bots.sferum_api import Line

UPLOAD_TIMEOUT = aiohttp.ClientTimeout(total=120, sock_connect=5)
KINDS = {"photo": "image", "document": "file"}


async def upload(line: Line, one: Upload, content: bytes, *, urgent: bool) -> str:
    """Bring a file up; gives its token. Raises `ChannelError`."""
    made = await line.call("POST", "/uploads", {"type": KINDS[one.kind]}, urgent=urgent)
    url = vk_json.text(made.get("url"), 4_000)
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("data", content, filename=one.name)
    try:
        async with line.session.post(url, data=form, timeout=UPLOAD_TIMEOUT) as response:
            status, body = response.status, await response.read()
    except TimeoutError:
        raise Trouble("timeout") from None
    except ValueError:
        raise Trouble("odd upload") from None
    except (aiohttp.ClientError, OSError):
        raise Trouble("network") from None
    if status in (413, 415):
        raise Rejected(f"upload {status}")
    if status != 200:
        raise Trouble(f"upload {status}")
    token = _token(vk_json.mapping(vk_json.load(body)))
    if not token:
        raise Trouble("odd upload")
    return token


def _token(answer: vk_json.Json) -> str:
    """The token of a file, or of the first (and only) one of pictures."""
    photos = vk_json.mapping(answer.get("photos"))
    told = next((vk_json.mapping(one) for one in photos.values()), answer)
    return vk_json.text(told.get("token"), 4_000)

"""Downloads of what people attach: never too much, from the web only."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bots.channel import ChannelError, Rejected, Trouble
from bots.vk import VkChannel
from lab.vk.community import Community
from lab.vk.people import VkPerson

LIMIT = 1_000


@pytest.fixture
async def host() -> AsyncIterator[str]:
    """A host of files that can answer anything."""

    async def answer(request: web.Request) -> web.StreamResponse:
        assert "Authorization" not in request.headers
        what = request.match_info["what"]
        if what == "endless":
            response = web.StreamResponse()
            await response.prepare(request)
            for _ in range(100):
                await response.write(bytes(LIMIT))
            return response
        if what.startswith("hop"):
            left = int(what.removeprefix("hop"))
            raise web.HTTPFound(f"/hop{left - 1}" if left > 1 else "/500bytes")
        if what == "away":
            raise web.HTTPFound("file:///etc/hostname")
        if what.endswith("bytes"):
            return web.Response(body=bytes(int(what.removesuffix("bytes"))))
        return web.Response(status=int(what))

    app = web.Application()
    app.router.add_get("/{what}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_a_photo_of_a_message_is_fetched(
    channel: VkChannel, community: Community, anna: VkPerson
) -> None:
    await anna.send_photo(community, b"PNG", "мой макет")
    incoming = channel.read(community.long_poll.events[-1])
    (photo,) = incoming.attachments
    assert photo.url is not None
    assert await channel.fetch(photo.url, LIMIT) == b"PNG"


async def test_as_much_as_the_limit_is_fetched(channel: VkChannel, host: str) -> None:
    assert len(await channel.fetch(f"{host}/{LIMIT}bytes", LIMIT)) == LIMIT


@pytest.mark.parametrize("what", [f"{LIMIT + 1}bytes", "endless"])
async def test_more_than_the_limit_is_not(channel: VkChannel, host: str, what: str) -> None:
    with pytest.raises(Rejected, match="too big"):
        await channel.fetch(f"{host}/{what}", LIMIT)


async def test_three_redirects_are_followed(channel: VkChannel, host: str) -> None:
    assert len(await channel.fetch(f"{host}/hop3", LIMIT)) == 500


@pytest.mark.parametrize(
    ("what", "error"),
    [
        ("404", Rejected),
        ("403", Rejected),
        ("429", Trouble),
        ("503", Trouble),
        ("hop4", Rejected),
        ("away", Rejected),
    ],
)
async def test_what_cannot_be_fetched_says_why(
    channel: VkChannel, host: str, what: str, error: type[ChannelError]
) -> None:
    with pytest.raises(error):
        await channel.fetch(f"{host}/{what}", LIMIT)


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://x/y", "", "http://[", "//x", "x"])
async def test_only_the_web_is_fetched_from(channel: VkChannel, url: str) -> None:
    with pytest.raises(Rejected):
        await channel.fetch(url, LIMIT)


async def test_a_host_that_is_not_there_is_trouble(channel: VkChannel) -> None:
    with pytest.raises(Trouble):
        await channel.fetch("http://127.0.0.1:1/x", LIMIT)

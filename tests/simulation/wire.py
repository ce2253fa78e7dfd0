"""The way between the suite's own channel and the stand-in, without sockets."""

import json
from collections.abc import Awaitable, Callable, Mapping
from random import Random
from types import TracebackType
from typing import cast

import aiohttp

from bots import vk_api
from bots.vk import VkChannel
from lab import wire
from lab.troubles import POLL, Trouble
from lab.vk import keyboards, updates
from lab.vk.community import Community
from lab.vk.routes import Routes
from lab.vk.server import VkStandIn
from lab.vk.talks import Json

URL = "http://vk"


class Answer:
    """What a request is answered with, in the shape that the suite's channel reads."""

    def __init__(self, ask: Callable[[], Awaitable[tuple[int, str]]]) -> None:
        self._ask = ask
        self.status = 0
        self._body = b""

    async def __aenter__(self) -> "Answer":
        try:
            self.status, text = await self._ask()
        except _Refused as refused:
            self.status, text = refused.status, wire.HTML
        self._body = text.encode()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None

    async def read(self) -> bytes:
        return self._body


class Way:
    """Stands where the channel's HTTP session stands. Each call takes a while of virtual time
    on the way there and on the way back; ``random`` says how long."""

    closed = False

    def __init__(
        self,
        vk: VkStandIn,
        community: Community,
        random: Random,
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._vk = vk
        self._community = community
        self._random = random
        self._sleep = sleep
        self._routes = Routes(vk.world, vk.troubles, sleep)
        self._wire = wire.Wire(vk.troubles, sleep)

    def join(self, channel: VkChannel) -> None:
        """Let a channel's calls go this way."""
        channel._line._session = cast(aiohttp.ClientSession, self)

    def post(self, url: str, data: Mapping[str, str | int], **kwargs: object) -> Answer:
        method = url.rpartition("/")[2]
        asked = {name: str(value) for name, value in data.items()}
        return Answer(lambda: self._call(method, asked))

    def get(self, url: str, params: Mapping[str, str], **kwargs: object) -> Answer:
        return Answer(lambda: self._poll(params))

    async def close(self) -> None:
        return None

    async def _call(self, method: str, asked: dict[str, str]) -> tuple[int, str]:
        await self._travel()
        fault = await self._wire.meet(method)
        _break_early(fault)
        answer = self._routes._answer(method, asked, self._community.token, fault)
        self._vk.changed.ring()
        await self._travel()
        return await self._told(answer, fault)

    async def _poll(self, params: Mapping[str, str]) -> tuple[int, str]:
        await self._travel()
        fault = await self._wire.meet(POLL)
        _break_early(fault)
        answer: Json = {"failed": 2}
        if params["key"] == self._community.long_poll.key:
            world, troubles = self._vk.world, self._vk.troubles
            answer = await updates.poll(
                world, troubles, self._community, params["ts"], params["wait"]
            )
        await self._travel()
        return await self._told(answer, fault)

    async def _told(self, answer: Json, fault: Trouble | None) -> tuple[int, str]:
        """What is left of an answer to what was done."""
        met = fault.fault if fault is not None else ""
        if met == "reset_after":
            raise aiohttp.ServerDisconnectedError
        if met == "hang":
            await self._sleep(vk_api.CALL_TIMEOUT.total or 0)
            raise TimeoutError
        text = keyboards.dumps(answer)
        spoilt = {"truncated": text[: len(text) // 2], "empty": "", "array": f"[{text}]"}
        return 200, spoilt.get(met, text)

    async def _travel(self) -> None:
        await self._sleep(self._random.choice((0.0, 0.01, 0.06, 0.3)))


class _Refused(Exception):
    """An answer that comes before anything is done."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def _break_early(fault: Trouble | None) -> None:
    met = fault.fault if fault is not None else ""
    if met in ("reset_unread", "reset_before"):
        raise aiohttp.ServerDisconnectedError
    if met in ("bad_gateway", "server_error"):
        raise _Refused(502 if met == "bad_gateway" else 500)


def event_body(event: Json, secret: str) -> bytes:
    """An event as the Callback API posts it."""
    return json.dumps({**event, "secret": secret}, ensure_ascii=False).encode()

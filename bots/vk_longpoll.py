"""VK's long poll: the batch and its position are taken in together, then the next is asked for.

``failed`` 1: part of the history is lost, go on from the given ``ts``; 2: the key is over;
3: the position is lost too (dev.vk.com/api/bots-long-poll/getting-started).
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

import aiohttp
import structlog

from bots import vk_api, vk_json
from bots.channel import ChannelError, Incoming, Receive, Trouble
from bots.vk_api import Api, Line

log = structlog.get_logger()

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
SPARE_SECONDS = 10
TRIES_OF_A_SERVER = 3

Read = Callable[[object], Incoming]
Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True)
class Server:
    """Where to poll; ``ts`` is where the queue ends now."""

    url: str
    key: str
    ts: str


class LongPoll:
    """Brings one community's updates, whatever the messenger and the store do."""

    def __init__(
        self,
        channel: str,
        line: Line,
        api: Api,
        group: Callable[[], Awaitable[int]],
        read: Read,
        *,
        wait: int,
        sleep: Sleep,
    ) -> None:
        self._channel = channel
        self._line = line
        self._api = api
        self._group = group
        self._read = read
        self._wait = wait
        self._sleep = sleep
        self._server: Server | None = None
        self._ts: str | None = None
        self._troubles = 0

    async def run(self, receive: Receive, position: str | None) -> NoReturn:
        """Poll from ``position`` on, or from now; ends only when cancelled."""
        self._ts = position
        while True:
            try:
                await self._step(receive)
            except Exception as error:  # ending would leave everybody unheard; see the log
                reason = error.reason if isinstance(error, ChannelError) else type(error).__name__
                log.warning("poll_trouble", channel=self._channel, error=reason)
                await self._rest()

    async def _step(self, receive: Receive) -> None:
        if self._server is None:
            self._server = await self._find_server()
        if self._ts is None:
            await receive([], self._server.ts)
            self._ts = self._server.ts
        answer = await self._poll(self._server, self._ts)
        if "failed" in answer:
            await self._start_over(answer)
            return
        ts, updates = _ts(answer.get("ts")), answer.get("updates")
        if ts is None or not isinstance(updates, list):
            raise Trouble("odd answer")
        await self._hand_over(receive, [self._read(one) for one in updates], ts)
        self._troubles = 0

    async def _hand_over(self, receive: Receive, batch: Sequence[Incoming], ts: str) -> None:
        if batch or ts != self._ts:
            await receive(batch, ts)
            self._ts = ts

    async def _find_server(self) -> Server:
        params = {"group_id": await self._group()}
        answer = await self._api.request("groups.getLongPollServer", params)
        told = vk_json.mapping(answer["response"])
        url, key, ts = told.get("server"), told.get("key"), _ts(told.get("ts"))
        if not isinstance(url, str) or not isinstance(key, str) or ts is None:
            raise Trouble("odd answer")
        return Server(url, key, ts)

    async def _poll(self, server: Server, ts: str) -> dict[str, object]:
        params = {"act": "a_check", "key": server.key, "ts": ts, "wait": str(self._wait)}
        timeout = aiohttp.ClientTimeout(total=self._wait + SPARE_SECONDS, sock_connect=5)
        try:
            async with self._line.session.get(
                server.url, params=params, timeout=timeout
            ) as response:
                status, body = response.status, await response.read()
        except TimeoutError:
            raise Trouble("timeout") from None
        except (aiohttp.ClientError, OSError):
            raise Trouble("network") from None
        if status != 200:
            raise Trouble(f"http {status}")
        return vk_api.read_object(body)

    async def _start_over(self, answer: dict[str, object]) -> None:
        """Do what a ``failed`` asks for; the second in a row waits first."""
        failed = answer.get("failed")
        log.info("poll_failed", channel=self._channel, failed=_ts(failed))
        if failed == 1:
            self._ts = _ts(answer.get("ts"))
        if failed == 3:
            self._ts = None
        if failed != 1 or self._ts is None:
            self._server = None
        if self._troubles:
            await self._rest()
        else:
            self._troubles = 1

    async def _rest(self) -> None:
        self._troubles += 1
        if self._troubles > TRIES_OF_A_SERVER:
            self._server = None
        await self._sleep(min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(self._troubles - 1, 10)))


def _ts(value: object) -> str | None:
    """A position: a string in answers, a number in some of them."""
    told = vk_json.number(value)
    return str(told) if told is not None else vk_json.text(value, 100) or None

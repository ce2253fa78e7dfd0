"""Callback API: events are posted in order, and again later while they are not answered ``ok``.

Source: VK's page of the Callback API (facts/vk.md, 1.2).
"""

import asyncio
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp

from lab.troubles import Troubles
from lab.vk import keyboards
from lab.vk.community import CallbackServer, Community, Delivery
from lab.vk.world import Call, World

RETRIES = tuple(timedelta(seconds=seconds) for seconds in (10, 180, 600, 1800, 3600))
PATIENT = {410, 429, 503}
LATEST = timedelta(hours=3)


class CallbackSender:
    """Posts to every community's servers; first deliveries at once, retries when asked."""

    def __init__(self, world: World, troubles: Troubles) -> None:
        self._world = world
        self._troubles = troubles
        self._session: aiohttp.ClientSession | None = None
        self._posting = asyncio.Lock()
        self._loops: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        seconds = self._world.settings.callback_timeout.total_seconds()
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=seconds))
        self._loops.append(asyncio.create_task(self._deliver_for_ever()))
        if (look := self._world.settings.retry_look) is not None:
            self._loops.append(asyncio.create_task(self._retry_for_ever(look.total_seconds())))

    async def stop(self) -> None:
        """Ends the delivery; raises what broke it before, if anything did."""
        for loop in self._loops:
            loop.cancel()
        ended = await asyncio.gather(*self._loops, return_exceptions=True)
        self._loops.clear()
        if self._session is not None:
            await self._session.close()
        for fault in ended:
            if isinstance(fault, Exception):
                raise fault

    async def redeliver_due(self) -> int:
        """Post all that is due by the clock, retries too; gives how many were posted."""
        return await self._deliver(retries=True)

    async def confirm(self, community: Community, server: CallbackServer) -> bool:
        """Ask for the confirmation string, as VK does before it delivers anything."""
        body: dict[str, str | int] = {"type": "confirmation", "group_id": community.group_id}
        if server.secret:
            body["secret"] = server.secret
        status, text, _ = await self._send(server.url, keyboards.dumps(body), {})
        right = status == 200 and text.strip() == community.confirmation
        server.status = "ok" if right else "failed"
        self._world.changed.ring()
        return right

    async def _deliver_for_ever(self) -> None:
        seen = -1
        while True:
            seen = await self._world.changed.wait(seen)
            await self._deliver(retries=False)

    async def _retry_for_ever(self, seconds: float) -> None:
        while True:
            await asyncio.sleep(seconds)
            await self._deliver(retries=True)

    async def _deliver(self, *, retries: bool) -> int:
        """Post in order what is due: events never posted yet, with ``retries`` the failed too."""
        posted = 0
        async with self._posting:
            for community in self._world.communities:
                for server in list(community.callbacks):
                    if server.status == "unconfigured":
                        await self.confirm(community, server)
                    for one in self._due(server, retries):
                        if server.status == "ok" and not self._rests(server):
                            await self._post(community, server, one)
                            posted += 1
        return posted

    def _due(self, server: CallbackServer, retries: bool) -> list[Delivery]:
        if self._troubles.outage or self._rests(server):
            return []
        now = self._world.now()
        return [one for one in server.waiting if one.due <= now and (retries or not one.tries)]

    def _rests(self, server: CallbackServer) -> bool:
        return server.paused_until is not None and self._world.now() < server.paused_until

    async def _post(self, community: Community, server: CallbackServer, one: Delivery) -> None:
        body = {**one.event, "v": server.api_version}
        if server.secret:
            body["secret"] = server.secret
        headers = {"X-Retry-Counter": str(one.tries)} if one.tries else {}
        for _ in range(self._troubles.copies()):
            status, text, retry_after = await self._send(server.url, keyboards.dumps(body), headers)
            self._record(community, one, status, text)
        if status == 200 and text.strip() == "remove":
            community.callbacks[:] = [one for one in community.callbacks if one is not server]
            server.status = "removed"
        elif status == 200 and text.startswith("version "):
            server.api_version = text.removeprefix("version ").strip()
            self._done(server, one)
        elif status == 200 and text.strip() == "ok":
            self._done(server, one)
        else:
            self._put_off(server, one, retry_after if status in PATIENT else "")
        self._world.changed.ring()

    def _record(self, community: Community, one: Delivery, status: int, text: str) -> None:
        """Keep what was posted, without the secret."""
        now, ok = self._world.now(), status == 200
        self._world.record(
            Call(
                method=str(one.event["type"]),
                params={"body": keyboards.dumps(one.event)},
                answer={"status": status, "text": text},
                at=now,
                community=community.name,
                ok=ok,
                inward=True,
            )
        )

    def _done(self, server: CallbackServer, one: Delivery) -> None:
        server.failures = 0
        if one in server.waiting:
            server.waiting.remove(one)

    def _put_off(self, server: CallbackServer, one: Delivery, retry_after: str) -> None:
        now = self._world.now()
        asked = _asked_for(retry_after, now)
        if asked is None:
            self._count_failure(server, now)
        if one.tries == len(RETRIES):
            server.waiting.remove(one)
            server.lost.append(one.event)
            return
        one.due = asked or now + RETRIES[one.tries]
        one.tries += 1

    def _count_failure(self, server: CallbackServer, now: datetime) -> None:
        """Asking for patience (Retry-After) is no failure; many failures in a row are a pause."""
        server.failures += 1
        if server.failures == self._world.settings.failures_to_pause:
            server.failures = 0
            server.paused_until = now + self._world.settings.callback_pause

    async def _send(self, url: str, body: str, headers: dict[str, str]) -> tuple[int, str, str]:
        """Status, body, Retry-After; status 0 when there was no answer."""
        if self._session is None:
            raise RuntimeError("the stand-in is not started")
        headers = {**headers, "Content-Type": "application/json"}
        try:
            async with self._session.post(url, data=body.encode(), headers=headers) as answer:
                text = await answer.text(errors="replace")
                return answer.status, text, answer.headers.get("Retry-After", "")
        except (aiohttp.ClientError, TimeoutError):
            return 0, "", ""


def _asked_for(retry_after: str, now: datetime) -> datetime | None:
    """The moment that a Retry-After header asks for, seconds or a date, under 3 hours."""
    if not retry_after:
        return None
    if retry_after.isdecimal():
        moment = now + timedelta(seconds=int(retry_after))
    else:
        try:
            moment = parsedate_to_datetime(retry_after)
        except ValueError:
            return None
    return moment if now <= moment < now + LATEST else None

"""The channel of a VK community: the wiring of its parts.

``vk_updates`` reads what comes, by ``vk_longpoll`` or ``vk_callback``; ``vk_sending`` sends what
``vk_messages`` makes of it; ``vk_api`` is the way to VK, and ``vk_errors`` what its errors mean.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import structlog

from bots import vk_callback, vk_files, vk_json, vk_keyboard, vk_updates
from bots.channel import (
    Callback,
    ChannelError,
    Decision,
    Halted,
    Incoming,
    Outcome,
    Outgoing,
    Receive,
    Trouble,
    Unreachable,
)
from bots.pace import Pace
from bots.vk_api import Api, Line
from bots.vk_longpoll import LongPoll
from bots.vk_sending import Sending
from dialogs import words
from storage import our_accounts
from storage.chats import Right

log = structlog.get_logger()

NOTE_LENGTH = 90
ASKS_AGAIN = 30.0
#: A call carries 25 letters, so a school's mailing is over in seconds; see `bots.pace.Pace`.
AHEAD = 0.3
RIGHTS = ("messages", "manage")
EVENTS = ("message_new", "message_event", "message_allow", "message_deny")


class VkChannel:
    """One VK community. ``group_id`` None is asked of VK; ``api_url`` has no ``/method``.

    ``wait`` is the long poll's, in seconds; ``script_size`` the most code of one ``execute``,
    in characters (VK tells no limit); ``confirmations`` the strings that prove our address to
    VK's Callback API, by community.
    """

    def __init__(
        self,
        name: str,
        token: str,
        *,
        api_url: str,
        monotonic: Callable[[], float],
        group_id: int | None = None,
        per_second: float = 20.0,
        wait: int = 25,
        by_callback: bool = False,
        secret: str = "",
        confirmations: Mapping[int, str] = MappingProxyType({}),
        script_size: int = 60_000,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.name = name
        self.limits = replace(vk_keyboard.LIMITS, per_second=per_second)
        self.listens = not by_callback
        self.callback: Callback | None = self.decide if by_callback else None
        self._group_id = group_id
        self._sleep = sleep
        self._asking: asyncio.Task[None] | None = None
        self._secret = secret
        self._confirmations = confirmations
        self._line = Line(api_url, token, Pace(per_second, monotonic, sleep, AHEAD), monotonic)
        self._urgent = Api(self._line, urgent=True)
        self._mailing = Api(self._line, urgent=False)
        self._first = Api(self._line, urgent=True, first=True)
        self._sending = Sending(self._line, script_size=script_size)
        self._long_poll = LongPoll(
            name, self._line, self._urgent, self._group, self.read, wait=wait, sleep=sleep
        )

    @property
    def invitation(self) -> str | None:
        """VK gives what stands in ``ref`` with the person's first message (dev.vk.com/ru/bots)."""
        if self._group_id is None:
            return None
        return f"https://vk.me/club{self._group_id}?ref={our_accounts.CODE}"

    async def open(self) -> None:
        """Begin; raises `Halted` if VK refuses the account. VK may be down: that passes."""
        self._line.open()
        try:
            found = await self._ask_group()
        except Trouble as trouble:
            log.warning("opened_blind", channel=self.name, error=trouble.reason)
            self._asking = asyncio.create_task(self._ask_until_told())
            return
        log.info("opened", channel=self.name, group=found)

    async def _ask_until_told(self) -> None:
        """Without its number the community cannot prove its address to VK (Callback API)."""
        while self._group_id is None:
            await self._sleep(ASKS_AGAIN)
            try:
                found = await self._ask_group()
            except ChannelError as error:
                log.warning("still_blind", channel=self.name, error=error.reason)
            else:
                log.info("opened", channel=self.name, group=found)

    async def close(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)
        await self._line.close()

    async def listen(self, receive: Receive, position: str | None) -> None:
        """Bring updates by long poll, from ``position`` on, until cancelled."""
        await self._long_poll.run(receive, position)

    async def deliver(self, batch: Sequence[Outgoing], *, urgent: bool = True) -> list[Outcome]:
        """Send, never two to one conversation; an outcome for each in order."""
        api = self._urgent if urgent else self._mailing
        if any(one.first for one in batch):
            api = self._first
        outcomes = await self._sending.deliver(batch, api)
        failed = sorted({one.reason for one in outcomes if isinstance(one, ChannelError)})
        if failed:
            log.warning("not_sent", channel=self.name, errors=failed, count=len(batch))
        return outcomes

    async def acknowledge(self, incoming: Incoming, note: str | None) -> None:
        """Stop the pressed button's spinner, with a short note (neutral markup) if there is one.

        A button waits only seconds, so a failure is let go.
        """
        if incoming.callback is None:
            return
        params = {
            "event_id": incoming.callback,
            "user_id": incoming.user,
            "peer_id": incoming.peer,
        }
        if note:
            params["event_data"] = _snackbar(note)
        try:
            await self._urgent.request("messages.sendMessageEventAnswer", params)
        except ChannelError as error:
            log.info("not_acknowledged", channel=self.name, error=error.reason)

    async def show_typing(self, peer: str) -> None:
        """Show «печатает» for some seconds; a failure is let go."""
        params = {"peer_id": peer, "type": "typing"}
        try:
            await self._urgent.request("messages.setActivity", params)
        except ChannelError as error:
            log.info("typing_not_shown", channel=self.name, error=error.reason)

    async def fetch(self, url: str, limit: int) -> bytes:
        """Download what a person attached, at most ``limit`` bytes; raises `ChannelError`."""
        return await vk_files.download(self._line.session, url, limit)

    async def rights(self, peer: str) -> frozenset[Right]:
        """VK tells who is in a chat to its administrators only, and those may do everything."""
        try:
            told = await self._urgent.request("messages.getConversationMembers", {"peer_id": peer})
        except Unreachable:
            return frozenset()
        items = vk_json.mapping(told["response"]).get("items")
        found = [vk_json.mapping(one) for one in (items if isinstance(items, list) else [])]
        group = await self._group()
        ours = next((one for one in found if one.get("member_id") == -group), None)
        # Who may ask is an administrator, even where there are more members than are told.
        is_admin = ours is None or ours.get("is_admin") is True
        return frozenset(Right) if is_admin else frozenset()

    def read(self, update: object) -> Incoming:
        """An update as the suite understands it; never raises."""
        return vk_updates.read(update, self.name, self._group_id)

    def decide(self, body: bytes, headers: Mapping[str, str] = MappingProxyType({})) -> Decision:
        """Check a request of VK's Callback API and read its update; never raises."""
        confirmation = self._confirmations.get(self._group_id or 0, "")
        expected = vk_callback.Expected(self._group_id, self._secret, confirmation)
        return vk_callback.decide(body, expected, self.read)

    async def lacks(self) -> list[str]:
        """What the account needs and has not: rights of the token, switches of the community.

        Raises `ChannelError` if VK does not take the token.
        """
        self._line.open()
        group = await self._ask_group()
        told = (await self._urgent.request("groups.getTokenPermissions", {}))["response"]
        permissions = vk_json.mapping(told).get("permissions")
        listed = permissions if isinstance(permissions, list) else []
        held = {vk_json.mapping(one).get("name") for one in listed}
        lacking = [right for right in RIGHTS if right not in held]
        if lacking or self._secret:
            return lacking
        asked = {"group_id": str(group)}
        told = (await self._urgent.request("groups.getLongPollSettings", asked))["response"]
        poll = vk_json.mapping(told)
        events = vk_json.mapping(poll.get("events"))
        if not poll.get("is_enabled"):
            return ["Long Poll API"]
        return [f"event {event}" for event in EVENTS if not events.get(event)]

    async def _group(self) -> int:
        return self._group_id if self._group_id is not None else await self._ask_group()

    async def _ask_group(self) -> int:
        """The community's number; raises `ChannelError`, `Halted` if the token is another's."""
        answer = await self._urgent.request("groups.getById", {})
        found = _group_in(answer["response"])
        if self._group_id is None:
            self._group_id = found
        if found != self._group_id:
            raise Halted("another community")
        return found


def _group_in(told: object) -> int:
    """The number in an answer of ``groups.getById``: a list in older versions."""
    groups = told.get("groups") if isinstance(told, dict) else told
    first = groups[0] if isinstance(groups, list) and groups else None
    found = vk_json.number(vk_json.mapping(first).get("id"))
    if found is None:
        raise Trouble("odd answer")
    return found


def _snackbar(note: str) -> str:
    text = words.plain(note)
    if len(text) > NOTE_LENGTH:
        text = text[: NOTE_LENGTH - 1].rstrip() + "…"
    return json.dumps({"type": "show_snackbar", "text": text}, ensure_ascii=False)

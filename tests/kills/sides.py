"""The messengers at whose other side the program is killed, each by both of its ways to bring
updates: asked by a long poll, or posting them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any, Protocol

from bots import sferum_updates, vk_updates
from bots.sferum_updates import Self
from lab.sferum.bot import SferumBot
from lab.sferum.server import SferumStandIn
from lab.telegram.server import TelegramStandIn
from lab.vk.community import Community
from lab.vk.server import VkStandIn
from lab.vk.world import Settings as VkSettings
from tests.conversations.phones import Phone, SferumPhone, VkPhone
from tests.kills.telegram_side import TelegramSide

Json = dict[str, Any]  # a messenger's own update
#: Of these the messenger repeats some.
LATEST = 40
SECRET = "a-secret"


class Side(Protocol):
    """A messenger with an account of ours.

    ``posts``: it brings updates by itself, again when they were not taken, in any order.
    ``keyed``: a message that comes again with its key is not shown twice; ``looked_up``: what may
    have gone is looked for before it goes again.
    ``updates`` is all that it told of, without repeats; ``number`` the account's; ``queue_end``
    where a program that has run before goes on, None where a messenger remembers that itself.
    """

    channel: str
    number: int
    posts: bool
    keyed: bool
    looked_up: bool
    updates: list[Json]

    @property
    def stand_in(self) -> VkStandIn | SferumStandIn | TelegramStandIn: ...
    @property
    def is_awaited(self) -> bool: ...
    @property
    def queue_end(self) -> str | None: ...
    def environment(self, address: str) -> Mapping[str, str]: ...
    def called_at(self, address: str) -> None: ...
    def hello_since(self, calls: int) -> bool: ...
    def said_since(self, calls: int) -> bool: ...
    def length(self, phone: Phone) -> int: ...
    def heard(self, phone: Phone, since: int) -> list[str]: ...
    def phone(self, name: str) -> Phone: ...
    def meet(self, phone: Phone) -> None: ...
    def repeat(self, random: Random) -> None: ...
    def key(self, update: Json) -> str: ...
    def shown(self) -> Mapping[str, Sequence[tuple[str, str]]]: ...
    async def bring_again(self) -> None: ...


class VkSide:
    """VK, with a community."""

    channel = "vk"
    keyed = True
    looked_up = False

    def __init__(self, now: Callable[[], datetime], *, posts: bool) -> None:
        self.posts = posts
        self.stand_in = VkStandIn(now, rate=None, settings=VkSettings(failures_to_pause=None))
        self.community = self.stand_in.community("Коворкинг", token="a-token", secret=SECRET)
        self.number = -self.community.group_id
        self.updates: list[Json] = []
        self._enqueue = self.stand_in.world.enqueue
        self.stand_in.world.enqueue = self._told  # type: ignore[method-assign]  # it is heard here

    def _told(self, community: Community, event: Json) -> None:
        self._enqueue(community, event)
        queue, servers = community.long_poll, community.callbacks
        kinds = [queue.kinds] if queue.enabled else [one.kinds for one in servers]
        if event not in self.updates[-LATEST:] and any(event["type"] in one for one in kinds):
            self.updates.append(event)

    @property
    def is_awaited(self) -> bool:
        return not self.posts or bool(self.community.callbacks)

    @property
    def queue_end(self) -> str | None:
        return None if self.posts else str(self.community.long_poll.ts)

    def environment(self, address: str) -> Mapping[str, str]:
        return {
            "VK_TOKEN": "a-token",
            "VK_API_URL": self.stand_in.url,
            "VK_UPDATES": "callback" if self.posts else "longpoll",
            "VK_CALLBACK_SECRET": SECRET,
            "VK_LONGPOLL_WAIT": "2",
            "VK_RATE": "1000",
        }

    def called_at(self, address: str) -> None:
        if not self.community.callbacks:
            self.community.callback(f"{address}/vk")
            self.stand_in.changed.ring()

    def hello_since(self, calls: int) -> bool:
        """Whether, after so many calls, the program began to listen, or, called by VK, to speak."""
        hello = "groups.getById" if self.posts else "groups.getLongPollServer"
        return any(call.method == hello for call in self.stand_in.calls[calls:])

    def said_since(self, calls: int) -> bool:
        """Whether, after so many calls, a message was sent."""
        later = self.stand_in.calls[calls:]
        return any(call.method == "messages.send" and call.ok for call in later)

    def length(self, phone: Phone) -> int:
        """How many messages a conversation has, whose ever."""
        return len(self.community.talk(phone.id).messages)

    def heard(self, phone: Phone, since: int) -> list[str]:
        """The texts of our messages there, past the first so many of all."""
        later = self.community.talk(phone.id).messages[since:]
        return [one.text for one in later if one.from_id == self.number]

    def phone(self, name: str) -> Phone:
        return VkPhone(self.stand_in.person(name), self.community)

    def meet(self, phone: Phone) -> None:
        self.community.talk(phone.id).allowed = True

    def repeat(self, random: Random) -> None:
        self.stand_in.repeat_event(self.community, random.choice(self.updates[-LATEST:]))

    def key(self, update: Json) -> str:
        return vk_updates.read(update, self.channel, None).key

    def shown(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """By conversation: our messages in their order, each with our store's name for it."""
        return {
            str(talk.peer): [
                (str(one.id), one.text) for one in talk.messages if one.from_id == self.number
            ]
            for talk in self.community.conversations.values()
        }

    async def bring_again(self) -> None:
        """Post what was not taken, as if its pause were over."""
        for server in self.community.callbacks:
            for one in server.waiting:
                one.due, one.tries = self.stand_in.world.now(), min(one.tries, 1)
        await self.stand_in.redeliver_due()


class SferumSide:
    """MAX, with a bot."""

    channel = "sferum"
    keyed = False
    looked_up = True

    def __init__(self, now: Callable[[], datetime], *, posts: bool) -> None:
        self.posts = posts
        self.stand_in = SferumStandIn(now, rate=None)
        self.bot = self.stand_in.bot("Коворкинг", token="a-token")
        self.number = self.bot.user_id
        self.updates: list[Json] = []
        self._enqueue = self.stand_in.world.enqueue
        self.stand_in.world.enqueue = self._told  # type: ignore[method-assign]  # it is heard here

    def _told(self, bot: SferumBot, update: Json) -> None:
        if update not in self.updates[-LATEST:]:
            self.updates.append(update)
        self._enqueue(bot, update)

    @property
    def is_awaited(self) -> bool:
        return not self.posts or bool(self.bot.subscriptions)

    @property
    def queue_end(self) -> str | None:
        return None

    def environment(self, address: str) -> Mapping[str, str]:
        return {
            "SFERUM_TOKEN": "a-token",
            "SFERUM_API_URL": self.stand_in.url,
            "VK_API_URL": self.stand_in.url,
            "SFERUM_UPDATES": "webhook" if self.posts else "longpoll",
            "SFERUM_SECRET": SECRET,
            "SFERUM_LONGPOLL_WAIT": "2",
            "SFERUM_RATE": "1000",
            "SFERUM_CHAT_RATE": "1000",
            "PUBLIC_URL": address,
        }

    def called_at(self, address: str) -> None:
        """The program subscribes by itself."""

    def hello_since(self, calls: int) -> bool:
        """Whether, after so many calls, the program began to speak."""
        return any(call.operation == "GET /me" for call in self.stand_in.calls[calls:])

    def said_since(self, calls: int) -> bool:
        """Whether, after so many calls, a message was sent."""
        later = self.stand_in.calls[calls:]
        return any(call.operation == "POST /messages" and call.ok for call in later)

    def length(self, phone: Phone) -> int:
        """How many messages a conversation has, whose ever."""
        return len(self.stand_in.world.dialog(self.number, phone.id).messages)

    def heard(self, phone: Phone, since: int) -> list[str]:
        """The texts of our messages there, past the first so many of all."""
        later = self.stand_in.world.dialog(self.number, phone.id).messages[since:]
        return [one.text for one in later if one.sender == self.number]

    def phone(self, name: str) -> Phone:
        return SferumPhone(self.stand_in.person(name), self.bot)

    def meet(self, phone: Phone) -> None:
        self.stand_in.world.dialog(self.bot.user_id, phone.id).active = True

    def repeat(self, random: Random) -> None:
        self.stand_in.repeat_update(self.bot, random.choice(self.updates[-LATEST:]))

    def key(self, update: Json) -> str:
        return sferum_updates.read(update, self.channel, Self()).key

    def shown(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """By conversation: our messages in their order, each with our store's name for it."""
        return {
            str(talk.chat_id ^ self.number): [
                (one.mid, one.text) for one in talk.messages if one.sender == self.number
            ]
            for talk in self.stand_in.world.talks.values()
        }

    async def bring_again(self) -> None:
        """Post what was not taken, as if its pause were over."""
        for one in self.bot.subscriptions:
            for delivery in one.waiting:
                delivery.due, delivery.tries = self.stand_in.world.now(), min(delivery.tries, 1)
        await self.stand_in.redeliver_due()


#: By the name under which a way is asked for.
SIDES: Mapping[str, Callable[[Callable[[], datetime]], Side]] = {
    "vk": lambda now: VkSide(now, posts=False),
    "vk-callback": lambda now: VkSide(now, posts=True),
    "sferum": lambda now: SferumSide(now, posts=False),
    "sferum-webhook": lambda now: SferumSide(now, posts=True),
    "telegram": lambda now: TelegramSide(now, posts=False),
    "telegram-webhook": lambda now: TelegramSide(now, posts=True),
}

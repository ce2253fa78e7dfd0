"""The school's people with the messengers that they have on their phones, as stand-ins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from lab.page import sferum as sferum_page
from lab.page import telegram as telegram_page
from lab.page import vk as vk_page
from lab.page.messenger import Messenger
from lab.school import Person
from lab.sferum.people import SferumPerson
from lab.sferum.rooms import SferumChat
from lab.sferum.server import SferumStandIn
from lab.sferum.world import Settings as SferumSettings
from lab.telegram.people import TelegramPerson
from lab.telegram.server import TelegramStandIn
from lab.telegram.world import Settings as TelegramSettings
from lab.vk.people import VkPerson
from lab.vk.rooms import VkChat
from lab.vk.server import VkStandIn
from lab.vk.world import Settings as VkSettings

#: The stand-ins' token and secret: there is nobody to keep them from.
TOKEN = "lab-secret"
ACCOUNT = "Коворкинг"
RETRY_LOOK = timedelta(seconds=1)


class Clock(Protocol):
    """The suite's: what is paced and what is limited go by the same seconds."""

    def now(self) -> datetime: ...
    def monotonic(self) -> float: ...


class Home(Protocol):
    """A messenger of the lab: its stand-in, an account of ours in it, and everybody's phones."""

    name: str

    async def start(self) -> None: ...
    async def stop(self) -> None: ...
    def settings(self) -> Mapping[str, object]: ...
    def posts_to(self, address: str) -> None: ...
    def give(self, person: Person) -> None: ...
    async def says(self, resident: int, text: str) -> None: ...
    async def wait_taken(self) -> None: ...
    def page(self) -> Messenger: ...


@dataclass
class VkHome:
    clock: Clock
    name: str = "vk"
    phones: dict[int, VkPerson] = field(default_factory=dict)
    chats: list[tuple[str, VkChat]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stand_in = VkStandIn(
            self.clock.now, self.clock.monotonic, settings=VkSettings(retry_look=RETRY_LOOK)
        )
        self.account = self.stand_in.community(ACCOUNT, token=TOKEN, secret=TOKEN)

    async def start(self) -> None:
        await self.stand_in.start()

    async def stop(self) -> None:
        await self.stand_in.stop()

    def settings(self) -> Mapping[str, object]:
        return {
            "vk_token": TOKEN,
            "vk_api_url": self.stand_in.url,
            "vk_updates": "callback",
            "vk_callback_secret": TOKEN,
        }

    def posts_to(self, address: str) -> None:
        self.account.callback(f"{address}/vk")

    def give(self, person: Person) -> None:
        self.phones[person.resident] = self.stand_in.person(person.name)

    async def says(self, resident: int, text: str) -> None:
        await self.phones[resident].write(self.account, text)

    async def wait_taken(self) -> None:
        await self.stand_in.wait_taken()

    def gather(self, title: str, people: Sequence[int]) -> None:
        owner, *others = (self.phones[one] for one in people)
        room = self.stand_in.chat(title, owner, *others)
        room.invite(self.account, owner)
        self.chats.append((title, room))

    def page(self) -> Messenger:
        return vk_page.of(self.stand_in, self.account, self.phones, self.chats)


@dataclass
class SferumHome:
    clock: Clock
    name: str = "sferum"
    phones: dict[int, SferumPerson] = field(default_factory=dict)
    chats: list[SferumChat] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stand_in = SferumStandIn(
            self.clock.now, self.clock.monotonic, settings=SferumSettings(retry_look=RETRY_LOOK)
        )
        self.account = self.stand_in.bot(ACCOUNT, token=TOKEN)

    async def start(self) -> None:
        await self.stand_in.start()

    async def stop(self) -> None:
        await self.stand_in.stop()

    def settings(self) -> Mapping[str, object]:
        return {
            "sferum_token": TOKEN,
            "sferum_api_url": self.stand_in.url,
            "sferum_updates": "webhook",
            "sferum_secret": TOKEN,
        }

    def posts_to(self, address: str) -> None:
        self.stand_in.subscribe(self.account, f"{address}/sferum", TOKEN)

    def give(self, person: Person) -> None:
        self.phones[person.resident] = self.stand_in.person(person.name)

    async def says(self, resident: int, text: str) -> None:
        await self.phones[resident].write(self.account, text)

    async def wait_taken(self) -> None:
        await self.stand_in.wait_taken()

    def gather(self, title: str, people: Sequence[int]) -> None:
        owner, *others = (self.phones[one] for one in people)
        room = self.stand_in.chat(title, owner, *others)
        room.invite(self.account, owner, ("read_all_messages", "write", "pin_message"))
        self.chats.append(room)

    def page(self) -> Messenger:
        return sferum_page.of(self.stand_in, self.account, self.phones, self.chats)


@dataclass
class TelegramHome:
    clock: Clock
    name: str = "telegram"
    phones: dict[int, TelegramPerson] = field(default_factory=dict)

    def __post_init__(self) -> None:
        settings = TelegramSettings(retry_look=RETRY_LOOK)
        self.stand_in = TelegramStandIn(self.clock.now, self.clock.monotonic, settings=settings)
        self.account = self.stand_in.bot(ACCOUNT)

    async def start(self) -> None:
        await self.stand_in.start()

    async def stop(self) -> None:
        await self.stand_in.stop()

    def settings(self) -> Mapping[str, object]:
        return {
            "telegram_token": self.account.token,
            "telegram_api_url": self.stand_in.url,
            "telegram_updates": "webhook",
            "telegram_secret": TOKEN,
        }

    def posts_to(self, address: str) -> None:
        self.stand_in.set_webhook(self.account, f"{address}/telegram", TOKEN)

    def give(self, person: Person) -> None:
        self.phones[person.resident] = self.stand_in.person(person.name)

    async def says(self, resident: int, text: str) -> None:
        await self.phones[resident].write(self.account, text)

    async def wait_taken(self) -> None:
        await self.stand_in.wait_taken()

    def page(self) -> Messenger:
        return telegram_page.of(self.stand_in, self.account, self.phones)

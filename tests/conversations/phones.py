"""The messengers that conversations are held in: their stand-ins, and phones with the same verbs.

What a conversation needs of a messenger is here; a new one is a class of each kind and a line in
``MESSENGERS``.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime

import aiohttp

from lab.sferum.bot import SferumBot
from lab.sferum.people import SferumPerson
from lab.sferum.rooms import SferumChat
from lab.sferum.server import SferumStandIn
from lab.shown import ShownMessage
from lab.troubles import Troubles
from lab.vk.community import Community
from lab.vk.people import VkPerson
from lab.vk.rooms import VkChat
from lab.vk.server import VkStandIn
from tests.conversations.ports import Json as Json
from tests.conversations.ports import Messenger as Messenger
from tests.conversations.ports import Phone as Phone
from tests.conversations.ports import Room as Room
from tests.conversations.telegram_phone import Telegram
from tests.schema import max_schema, vk_schema

EVERY = 100_000


class VkPhone:
    def __init__(self, person: VkPerson, community: Community) -> None:
        self.person = person
        self.community = community

    @property
    def id(self) -> int:
        return self.person.id

    def shown(self) -> list[ShownMessage]:
        return self.person.shown(self.community)

    def menu(self) -> list[str]:
        return [key.label for row in self.person.menu(self.community) for key in row]

    def spinning(self) -> int:
        return self.person.spinning(self.community)

    async def write(self, text: str) -> None:
        await self.person.write(self.community, text)

    async def follow(self, code: str, saying: str = "") -> None:
        payload = None if saying else {"command": "start"}
        await self.person.write(self.community, saying or "Начать", payload=payload, ref=code)

    async def press(self, label: str) -> None:
        await self.person.press(self.community, label)

    async def forge(self, cmid: int, payload: Json) -> None:
        await self.person.press_on(self.community, cmid, payload)

    async def send_photo(self, content: bytes, text: str) -> None:
        await self.person.send_photo(self.community, content, text)

    async def send_document(self, name: str, content: bytes) -> None:
        await self.person.send_document(self.community, name, content)

    async def send_voice(self) -> None:
        await self.person.send_voice(self.community)

    async def block(self) -> None:
        await self.person.deny(self.community)


class VkRoom:
    def __init__(self, chat: VkChat, community: Community, owner: VkPerson) -> None:
        self._chat = chat
        self._community = community
        self._owner = owner

    def rename(self, title: str) -> None:
        self._chat.rename(title, self._owner)

    def allow_all(self, allowed: bool) -> None:
        self._chat.give(self._community, all_messages=allowed, admin=allowed)

    def expel(self) -> None:
        self._chat.expel(self._community, self._owner)

    async def write(self, phone: Phone, text: str, reply_to: int | None = None) -> int:
        assert isinstance(phone, VkPhone)
        return await self._chat.write(phone.person, text, reply_to=reply_to)

    def people(self) -> set[int]:
        return self._chat.people

    def silent(self) -> set[int]:
        return self._chat.muted

    def add(self, phone: Phone) -> None:
        assert isinstance(phone, VkPhone)
        self._chat.add(phone.person)

    async def forge(self, phone: Phone, payload: Json) -> None:
        assert isinstance(phone, VkPhone)
        await self._chat.press_on(phone.person, self._community, 1, payload)

    async def press(self, phone: Phone, label: str) -> None:
        assert isinstance(phone, VkPhone)
        await self._chat.press(phone.person, self._community, label)

    def notes(self, phone: Phone) -> list[str]:
        """VK's notes as everybody's together: the stand-in keeps them by conversation."""
        return list(self._community.talk(self._chat.peer(self._community)).snacks)

    def pinned(self) -> int | None:
        return self._chat.pinned

    def shown(self, phone: Phone) -> list[ShownMessage]:
        assert isinstance(phone, VkPhone)
        return self._chat.shown(phone.person)

    def menu(self) -> list[str]:
        return [key.label for row in self._chat.menu(self._community) for key in row]


class Vk:
    """VK, with a community."""

    name = "vk"
    title = "ВКонтакте"
    send = "messages.send"

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.stand_in = VkStandIn(now, rate=None)
        self.community = self.stand_in.community("Коворкинг", token="a-token", secret="a-secret")
        self.number = -self.community.group_id

    @property
    def mention(self) -> str:
        return f"[club{self.community.group_id}|@bot]"

    @property
    def troubles(self) -> Troubles:
        return self.stand_in.troubles

    async def start(self) -> None:
        await self.stand_in.start()

    async def stop(self) -> None:
        await self.stand_in.stop()

    def settings(self) -> Mapping[str, object]:
        return {
            "vk_token": "a-token",
            "vk_api_url": self.stand_in.url,
            "vk_updates": "callback",
            "vk_callback_secret": "a-secret",
            "vk_rate": EVERY,
        }

    async def call_at(self, address: str) -> None:
        self.community.callback(f"{address}/vk")

    async def wait_taken(self) -> None:
        await self.stand_in.wait_taken()

    def problems(self) -> list[str]:
        return vk_schema.problems(self.stand_in.calls) if vk_schema.present() else []

    def phone(self, name: str) -> VkPhone:
        return VkPhone(self.stand_in.person(name), self.community)

    def room(self, title: str, owner: Phone, *members: Phone) -> VkRoom:
        assert isinstance(owner, VkPhone)
        others = [one.person for one in members if isinstance(one, VkPhone)]
        chat = self.stand_in.chat(title, owner.person, *others)
        chat.invite(self.community, owner.person)
        return VkRoom(chat, self.community, owner.person)


class SferumPhone:
    def __init__(self, person: SferumPerson, bot: SferumBot) -> None:
        self.person = person
        self.bot = bot

    @property
    def id(self) -> int:
        return self.person.id

    def shown(self) -> list[ShownMessage]:
        return self.person.shown(self.bot)

    def menu(self) -> list[str]:
        """MAX has no permanent keyboard: the latest message's buttons that are commands."""
        return _latest_menu(self.shown())

    def spinning(self) -> int:
        return self.person.spinning(self.bot)

    async def write(self, text: str) -> None:
        await self.person.write(self.bot, text)

    async def follow(self, code: str, saying: str = "") -> None:
        await self.person.start(self.bot, code)
        if saying:
            await self.person.write(self.bot, saying)

    async def press(self, label: str) -> None:
        await self.person.press(self.bot, label)

    async def forge(self, cmid: int, payload: Json) -> None:
        await self.person.press_on(self.bot, cmid, json.dumps(payload))

    async def send_photo(self, content: bytes, text: str) -> None:
        await self.person.send_photo(self.bot, content, text)

    async def send_document(self, name: str, content: bytes) -> None:
        await self.person.send_document(self.bot, name, content)

    async def send_voice(self) -> None:
        await self.person.send_voice(self.bot)

    async def block(self) -> None:
        await self.person.block(self.bot)


class SferumRoom:
    def __init__(self, chat: SferumChat, bot: SferumBot, viewer: SferumPerson) -> None:
        self._chat = chat
        self._bot = bot
        self._viewer = viewer

    def rename(self, title: str) -> None:
        self._chat.rename(title, self._viewer)

    def allow_all(self, allowed: bool) -> None:
        given = ("read_all_messages", "write", "add_remove_members", "pin_message")
        self._chat.give(self._bot, given if allowed else None)

    def expel(self) -> None:
        self._chat.expel(self._bot, self._viewer)

    async def write(self, phone: Phone, text: str, reply_to: int | None = None) -> int:
        assert isinstance(phone, SferumPhone)
        return await self._chat.write(phone.person, text, reply_to=reply_to)

    def people(self) -> set[int]:
        return self._chat.people

    def silent(self) -> set[int]:
        return set()

    def add(self, phone: Phone) -> None:
        assert isinstance(phone, SferumPhone)
        self._chat.add(phone.person)

    async def forge(self, phone: Phone, payload: Json) -> None:
        assert isinstance(phone, SferumPhone)
        if not self._chat.shown(phone.person):
            await self._chat.write(phone.person, "Привет")
        await self._chat.press_on(phone.person, self._bot, 1, json.dumps(payload))

    async def press(self, phone: Phone, label: str) -> None:
        assert isinstance(phone, SferumPhone)
        await self._chat.press(phone.person, self._bot, label)

    def notes(self, phone: Phone) -> list[str]:
        assert isinstance(phone, SferumPhone)
        return phone.person.snacks(self._bot)

    def pinned(self) -> int | None:
        return self._chat.pinned

    def shown(self, phone: Phone) -> list[ShownMessage]:
        assert isinstance(phone, SferumPhone)
        return self._chat.shown(phone.person)

    def menu(self) -> list[str]:
        return _latest_menu(self._chat.shown(self._viewer))


class Sferum:
    """MAX, with a bot."""

    name = "sferum"
    title = "Сферум (MAX)"
    send = "POST /messages"

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.stand_in = SferumStandIn(now, rate=None)
        self.bot = self.stand_in.bot("Коворкинг", token="a-token")
        self.number = self.bot.user_id

    @property
    def mention(self) -> str:
        return f"@{self.bot.username}"

    @property
    def troubles(self) -> Troubles:
        return self.stand_in.troubles

    async def start(self) -> None:
        await self.stand_in.start()

    async def stop(self) -> None:
        await self.stand_in.stop()

    def settings(self) -> Mapping[str, object]:
        return {
            "sferum_token": "a-token",
            "sferum_api_url": self.stand_in.url,
            "sferum_updates": "webhook",
            "sferum_secret": "a-secret",
            "sferum_rate": EVERY,
            "sferum_chat_rate": EVERY,
        }

    async def call_at(self, address: str) -> None:
        body = {"url": f"{address}/sferum", "secret": "a-secret"}
        async with (
            aiohttp.ClientSession(headers={"Authorization": "a-token"}) as http,
            http.post(f"{self.stand_in.url}/subscriptions", json=body) as answer,
        ):
            assert answer.status == 200

    async def wait_taken(self) -> None:
        await self.stand_in.wait_taken()

    def problems(self) -> list[str]:
        return max_schema.problems(self.stand_in.calls) if max_schema.present() else []

    def phone(self, name: str) -> SferumPhone:
        return SferumPhone(self.stand_in.person(name), self.bot)

    def room(self, title: str, owner: Phone, *members: Phone) -> SferumRoom:
        assert isinstance(owner, SferumPhone)
        others = [one.person for one in members if isinstance(one, SferumPhone)]
        chat = self.stand_in.chat(title, owner.person, *others)
        chat.invite(self.bot, owner.person, ("read_all_messages", "write"))
        return SferumRoom(chat, self.bot, owner.person)


def payload(told: str) -> Json:
    """What a button carries, read as `Phone.forge` takes it: JSON, or Telegram's short form."""
    if not told.startswith("{"):
        kind, _, reference = told.partition(":")
        return {kind: reference}
    read: Json = json.loads(told)
    return read


def _latest_menu(messages: list[ShownMessage]) -> list[str]:
    for message in reversed(messages):
        keys = [key for row in message.rows for key in row]
        if keys and all("c" in payload(key.payload) for key in keys):
            return [key.label for key in keys]
    return []


MESSENGERS: Mapping[str, Callable[[Callable[[], datetime]], Messenger]] = {
    "vk": Vk,
    "sferum": Sferum,
    "telegram": Telegram,
}

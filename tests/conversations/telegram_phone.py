"""Telegram for conversations: see `tests.conversations.phones`."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from lab.shown import ShownMessage
from lab.telegram.bot import TelegramBot
from lab.telegram.people import TelegramPerson
from lab.telegram.rooms import TelegramChat
from lab.telegram.server import TelegramStandIn
from lab.troubles import Troubles

Json = dict[str, Any]  # a button's payload: a messenger's own JSON
EVERY = 100_000


class TelegramPhone:
    def __init__(self, person: TelegramPerson, bot: TelegramBot) -> None:
        self.person = person
        self.bot = bot

    @property
    def id(self) -> int:
        return self.person.id

    def shown(self) -> list[ShownMessage]:
        return self.person.shown(self.bot)

    def menu(self) -> list[str]:
        return [key.label for row in self.person.menu(self.bot) for key in row]

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
        await self.person.press_on(self.bot, cmid, _data(payload))

    async def send_photo(self, content: bytes, text: str) -> None:
        await self.person.send_photo(self.bot, content, text)

    async def send_document(self, name: str, content: bytes) -> None:
        await self.person.send_document(self.bot, name, content)

    async def send_voice(self) -> None:
        await self.person.send_voice(self.bot)

    async def block(self) -> None:
        await self.person.block(self.bot)


class TelegramRoom:
    def __init__(self, chat: TelegramChat, bot: TelegramBot, viewer: TelegramPerson) -> None:
        self._chat = chat
        self._bot = bot
        self._viewer = viewer

    def rename(self, title: str) -> None:
        self._chat.rename(title, self._viewer)

    def allow_all(self, allowed: bool) -> None:
        given = ("can_delete_messages", "can_restrict_members", "can_pin_messages")
        self._chat.give(self._bot, given if allowed else None, self._viewer)

    def expel(self) -> None:
        self._chat.expel(self._bot, self._viewer)

    async def write(self, phone: object, text: str, reply_to: int | None = None) -> int:
        assert isinstance(phone, TelegramPhone)
        return await self._chat.write(phone.person, text, reply_to=reply_to)

    def people(self) -> set[int]:
        return self._chat.people

    def silent(self) -> set[int]:
        return self._chat.silent

    def add(self, phone: object) -> None:
        assert isinstance(phone, TelegramPhone)
        self._chat.add(phone.person)

    async def forge(self, phone: object, payload: Json) -> None:
        assert isinstance(phone, TelegramPhone)
        await self._chat.press_on(phone.person, self._bot, 1, _data(payload))

    async def press(self, phone: object, label: str) -> None:
        assert isinstance(phone, TelegramPhone)
        await self._chat.press(phone.person, self._bot, label)

    def notes(self, phone: object) -> list[str]:
        assert isinstance(phone, TelegramPhone)
        return phone.person.snacks(self._bot)

    def pinned(self) -> int | None:
        return self._chat.pinned

    def shown(self, phone: object) -> list[ShownMessage]:
        assert isinstance(phone, TelegramPhone)
        return self._chat.shown(phone.person)

    def menu(self) -> list[str]:
        return [key.label for row in self._chat.menu() for key in row]


class Telegram:
    """Telegram, with a bot."""

    name = "telegram"
    title = "Telegram"
    send = "sendMessage"

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.stand_in = TelegramStandIn(now, rate=None)
        self.bot = self.stand_in.bot("Коворкинг")
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
            "telegram_token": self.bot.token,
            "telegram_api_url": self.stand_in.url,
            "telegram_updates": "webhook",
            "telegram_secret": "a-secret",
            "telegram_rate": EVERY,
            "telegram_chat_rate": EVERY,
        }

    async def call_at(self, address: str) -> None:
        self.stand_in.set_webhook(self.bot, f"{address}/telegram", "a-secret")

    async def wait_taken(self) -> None:
        await self.stand_in.wait_taken()

    def problems(self) -> list[str]:
        return self.stand_in.problems()

    def phone(self, name: str) -> TelegramPhone:
        return TelegramPhone(self.stand_in.person(name), self.bot)

    def room(self, title: str, owner: object, *members: object) -> TelegramRoom:
        assert isinstance(owner, TelegramPhone)
        others = [one.person for one in members if isinstance(one, TelegramPhone)]
        chat = self.stand_in.chat(title, owner.person, *others)
        chat.invite(self.bot, owner.person, ("can_delete_messages", "can_pin_messages"))
        return TelegramRoom(chat, self.bot, owner.person)


def _data(payload: Json) -> str:
    """A forged button's data, said in the suite's own way."""
    return next((f"{name}:{told}" for name, told in payload.items()), "")

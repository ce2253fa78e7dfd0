"""Telegram as a side at which the program is killed; see `tests.kills.sides`.

It has neither a key against doubles nor a history: what was on its way at a death is shown twice.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any

from bots import telegram_updates
from bots.telegram_updates import Self
from lab.telegram.bot import TelegramBot
from lab.telegram.server import TelegramStandIn
from lab.telegram.world import Call
from tests.conversations.phones import Phone
from tests.conversations.telegram_phone import TelegramPhone

Json = dict[str, Any]  # Telegram's own update
SECRET = "a-secret"
#: Of these Telegram repeats some.
LATEST = 40


class TelegramSide:
    """Telegram, with a bot."""

    channel = "telegram"
    keyed = False
    looked_up = False

    def __init__(self, now: Callable[[], datetime], *, posts: bool) -> None:
        self.posts = posts
        self.stand_in = TelegramStandIn(now, rate=None)
        self.bot = self.stand_in.bot("Коворкинг")
        self.number = self.bot.user_id
        self.updates: list[Json] = []
        self._enqueue = self.stand_in.world.enqueue
        self.stand_in.world.enqueue = self._told  # type: ignore[method-assign]  # it is heard here

    def _told(self, bot: TelegramBot, kind: str, told: Json) -> Json:
        update = self._enqueue(bot, kind, told)
        if update["update_id"]:
            self.updates.append(update)
        return update

    @property
    def is_awaited(self) -> bool:
        return not self.posts or self.bot.webhook is not None

    @property
    def queue_end(self) -> str | None:
        return None

    def environment(self, address: str) -> Mapping[str, str]:
        return {
            "TELEGRAM_TOKEN": self.bot.token,
            "TELEGRAM_API_URL": self.stand_in.url,
            "VK_API_URL": self.stand_in.url,
            "TELEGRAM_UPDATES": "webhook" if self.posts else "longpoll",
            "TELEGRAM_SECRET": SECRET,
            "TELEGRAM_LONGPOLL_WAIT": "2",
            "TELEGRAM_RATE": "1000",
            "TELEGRAM_CHAT_RATE": "1000",
            "PUBLIC_URL": address,
        }

    def called_at(self, address: str) -> None:
        """The program sets its webhook by itself."""

    def hello_since(self, calls: int) -> bool:
        """Whether, after so many calls, the program began to speak."""
        return any(call.operation == "getMe" for call in self.stand_in.calls[calls:])

    def said_since(self, calls: int) -> bool:
        """Whether, after so many calls, a message was sent."""
        later = self.stand_in.calls[calls:]
        return any(call.operation == "sendMessage" and call.ok for call in later)

    def length(self, phone: Phone) -> int:
        """How many messages a conversation has, whose ever."""
        return len(self.stand_in.world.dialog(self.bot, phone.id).messages)

    def heard(self, phone: Phone, since: int) -> list[str]:
        """The texts of our messages there, past the first so many of all."""
        later = self.stand_in.world.dialog(self.bot, phone.id).messages[since:]
        return [one.text for one in later if one.sender == self.number]

    def phone(self, name: str) -> Phone:
        return TelegramPhone(self.stand_in.person(name), self.bot)

    def meet(self, phone: Phone) -> None:
        dialog = self.stand_in.world.dialog(self.bot, phone.id)
        dialog.begun = dialog.active = True

    def repeat(self, random: Random) -> None:
        """Post something again that was taken, as after an answer that was lost; to who polls,
        nothing that was confirmed comes again."""
        waiting = self.bot.waiting
        first = min((one["update_id"] for _, one in waiting), default=self.bot.last_update + 1)
        taken = [one for one in self.updates[-LATEST:] if one["update_id"] < first]
        if self.posts and taken:
            waiting.insert(0, (self.stand_in.world.now(), random.choice(taken)))
            self.stand_in.changed.ring()

    def key(self, update: Json) -> str:
        return telegram_updates.read(update, self.channel, Self()).key

    def shown(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """By conversation: our messages in their order, each with our store's name for it and its
        first words: a press meant for one of two twins changes the other."""
        sent = [call.answer["result"] for call in self.stand_in.calls if _is_sent(call)]
        first = {(one["chat"]["id"], one["message_id"]): one["text"] for one in sent}
        return {
            str(talk.user_id): [
                (str(one.message_id), first[talk.chat_id, one.message_id])
                for one in talk.messages
                if one.sender == self.number
            ]
            for talk in self.stand_in.world.dialogs.values()
        }

    async def bring_again(self) -> None:
        """Post what was not taken, as if its pause were over."""
        if (hook := self.bot.webhook) is not None:
            hook.due, hook.tries = self.stand_in.world.now(), min(hook.tries, 1)
        await self.stand_in.redeliver_due()


def _is_sent(call: Call) -> bool:
    return call.operation == "sendMessage" and call.ok

"""Telegram on the page: the stand-in's private conversations and calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lab.page.messenger import Call, Upload
from lab.page.places import Insides, PlacesMessenger, State
from lab.shown import ShownMessage
from lab.telegram.bot import TelegramBot
from lab.telegram.people import TelegramPerson
from lab.telegram.server import TelegramStandIn

PASSING = 500


@dataclass(frozen=True)
class _Private:
    telegram: TelegramStandIn
    bot: TelegramBot
    phone: TelegramPerson
    who: int
    group: bool = False

    @property
    def title(self) -> str:
        return self.bot.name

    def people(self) -> tuple[int, ...]:
        return (self.who,)

    def shown(self, who: int) -> list[ShownMessage]:
        return self.phone.shown(self.bot)

    def state(self, who: int) -> State:
        return State(
            menu=self.phone.menu(self.bot),
            typing=self.phone.sees_typing(self.bot),
            notices=tuple(self.phone.snacks(self.bot)),
            waiting=self.phone.spinning(self.bot),
        )

    async def write(self, who: int, text: str, files: Sequence[Upload]) -> None:
        """Telegram carries one file in a message."""
        if not files:
            await self.phone.write(self.bot, text)
        for place, one in enumerate(files):
            kind = "photo" if one.picture else "document"
            kept = self.telegram.world.keep(kind, one.name, one.content)
            await self.phone.write(self.bot, "" if place else text, attachments=(kept,))

    async def press(self, who: int, number: int, row: int, place: int) -> None:
        await self.phone.press_at(self.bot, number, row, place)


def of(
    telegram: TelegramStandIn, bot: TelegramBot, phones: Mapping[int, TelegramPerson]
) -> PlacesMessenger:
    """Telegram with the phones of those who have it, by resident."""
    places = {f"telegram-{who}": _Private(telegram, bot, one, who) for who, one in phones.items()}

    def author(number: int) -> str:
        person = telegram.world.people.get(number)
        return bot.name if person is None else person.name

    def file(reference: str) -> bytes | None:
        kept = telegram.world.files.get(reference)
        return kept.content if kept else None

    def calls(since: int) -> Sequence[Call]:
        return [
            Call(
                name=one.operation,
                asked=one.body,
                answered=one.answer,
                at=one.at,
                ok=one.ok,
                inward=one.inward,
                fault=one.fault,
                inside=False,
            )
            for one in telegram.world.wire[since:]
        ]

    insides = Insides(
        telegram.changed,
        telegram.troubles,
        own=bot.user_id,
        passing=PASSING,
        refusals=(),
        author=author,
        file=file,
        calls=calls,
    )
    return PlacesMessenger("telegram", "Telegram", places, insides)

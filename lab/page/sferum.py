"""MAX on the page: the stand-in's conversations and calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lab.page.messenger import Call, NotPossible, Upload
from lab.page.places import Insides, Place, PlacesMessenger, State
from lab.sferum.bot import SferumBot
from lab.sferum.people import SferumPerson
from lab.sferum.rooms import NotAllowed, SferumChat
from lab.sferum.server import SferumStandIn
from lab.sferum.talks import Attachment
from lab.shown import ShownMessage

PASSING = 503


@dataclass(frozen=True)
class _Private:
    sferum: SferumStandIn
    bot: SferumBot
    phone: SferumPerson
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
            typing=self.phone.sees_typing(self.bot),
            notices=tuple(self.phone.snacks(self.bot)),
            waiting=self.phone.spinning(self.bot),
        )

    async def write(self, who: int, text: str, files: Sequence[Upload]) -> None:
        await self.phone.write(self.bot, text, attachments=_kept(self.sferum, files))

    async def press(self, who: int, number: int, row: int, place: int) -> None:
        await self.phone.press_at(self.bot, number, row, place)


@dataclass(frozen=True)
class _Group:
    sferum: SferumStandIn
    bot: SferumBot
    phones: Mapping[int, SferumPerson]
    room: SferumChat
    group: bool = True

    @property
    def title(self) -> str:
        return self.room.title

    def people(self) -> tuple[int, ...]:
        return tuple(who for who, phone in self.phones.items() if phone.id in self.room.people)

    def shown(self, who: int) -> list[ShownMessage]:
        return self.room.shown(self._phone(who))

    def state(self, who: int) -> State:
        phone = self._phone(who)
        notices = tuple(phone.snacks(self.bot))
        return State(notices=notices, shut=phone.id not in self.room.people)

    async def write(self, who: int, text: str, files: Sequence[Upload]) -> None:
        kept = _kept(self.sferum, files)
        await self.room.write(self._phone(who), text, attachments=kept)

    async def press(self, who: int, number: int, row: int, place: int) -> None:
        await self.room.press_at(self._phone(who), self.bot, number, row, place)

    def _phone(self, who: int) -> SferumPerson:
        if who not in self.phones:
            raise NotPossible("nobody")
        return self.phones[who]


def of(
    sferum: SferumStandIn,
    bot: SferumBot,
    phones: Mapping[int, SferumPerson],
    chats: Sequence[SferumChat],
) -> PlacesMessenger:
    """MAX with the phones of the school's people, by resident."""
    places: dict[str, Place] = {
        f"sferum-{who}": _Private(sferum, bot, phone, who) for who, phone in phones.items()
    }
    for number, room in enumerate(chats, start=1):
        places[f"sferum-chat-{number}"] = _Group(sferum, bot, phones, room)

    def author(number: int) -> str:
        person = sferum.world.people.get(number)
        return bot.name if person is None else person.name

    def file(reference: str) -> bytes | None:
        kept = sferum.world.files.get(reference)
        return kept.content if kept else None

    def calls(since: int) -> Sequence[Call]:
        return [
            Call(
                name=one.operation,
                asked={**one.query, **(one.body or {})},
                answered=one.answer,
                at=one.at,
                ok=one.ok,
                inward=one.inward,
                fault=one.fault,
                inside=False,
            )
            for one in sferum.world.wire[since:]
        ]

    insides = Insides(
        sferum.changed,
        sferum.troubles,
        own=bot.user_id,
        passing=PASSING,
        refusals=(NotAllowed,),
        author=author,
        file=file,
        calls=calls,
    )
    return PlacesMessenger("sferum", "Сферум (MAX)", places, insides)


def _kept(sferum: SferumStandIn, files: Sequence[Upload]) -> list[Attachment]:
    return [
        sferum.world.keep("image" if one.picture else "file", one.name, one.content)
        for one in files
    ]

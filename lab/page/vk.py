"""VK on the page: the stand-in's conversations and calls."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lab.page.messenger import Call, NotPossible, Upload
from lab.page.places import Insides, Place, PlacesMessenger, State
from lab.shown import ShownMessage
from lab.vk.community import Community
from lab.vk.people import VkPerson
from lab.vk.rooms import NotAllowed, VkChat
from lab.vk.server import VkStandIn
from lab.vk.talks import Attachment

MENTION = re.compile(r"\[(?:club|id)\d+\|([^\]]+)\]")
PASSING = 10


@dataclass(frozen=True)
class _Private:
    vk: VkStandIn
    community: Community
    phone: VkPerson
    who: int
    group: bool = False

    @property
    def title(self) -> str:
        return self.community.name

    def people(self) -> tuple[int, ...]:
        return (self.who,)

    def shown(self, who: int) -> list[ShownMessage]:
        return self.phone.shown(self.community)

    def state(self, who: int) -> State:
        return State(
            menu=self.phone.menu(self.community),
            typing=self.phone.sees_typing(self.community),
            notices=tuple(self.phone.snacks(self.community)),
            waiting=self.phone.spinning(self.community),
        )

    async def write(self, who: int, text: str, files: Sequence[Upload]) -> None:
        kept = _kept(self.vk, self.phone, files)
        await self.phone.write(self.community, text, attachments=kept)

    async def press(self, who: int, number: int, row: int, place: int) -> None:
        await self.phone.press_at(self.community, number, row, place)


@dataclass(frozen=True)
class _Group:
    vk: VkStandIn
    community: Community
    phones: Mapping[int, VkPerson]
    room: VkChat
    title: str
    group: bool = True

    def people(self) -> tuple[int, ...]:
        return tuple(who for who, phone in self.phones.items() if phone.id in self.room.people)

    def shown(self, who: int) -> list[ShownMessage]:
        return self.room.shown(self._phone(who))

    def state(self, who: int) -> State:
        number = self._phone(who).id
        return State(
            menu=self.room.menu(self.community),
            notices=tuple(self.community.talk(self.room.peer(self.community)).snacks),
            shut=number not in self.room.people or number in self.room.muted,
        )

    async def write(self, who: int, text: str, files: Sequence[Upload]) -> None:
        phone = self._phone(who)
        await self.room.write(phone, text, attachments=_kept(self.vk, phone, files))

    async def press(self, who: int, number: int, row: int, place: int) -> None:
        await self.room.press_at(self._phone(who), self.community, number, row, place)

    def _phone(self, who: int) -> VkPerson:
        if who not in self.phones:
            raise NotPossible("nobody")
        return self.phones[who]


def of(
    vk: VkStandIn,
    community: Community,
    phones: Mapping[int, VkPerson],
    chats: Sequence[tuple[str, VkChat]],
) -> PlacesMessenger:
    """VK with the phones of the school's people, by resident."""
    places: dict[str, Place] = {
        f"vk-{who}": _Private(vk, community, phone, who) for who, phone in phones.items()
    }
    for number, (title, room) in enumerate(chats, start=1):
        places[f"vk-chat-{number}"] = _Group(vk, community, phones, room, title)

    def author(number: int) -> str:
        return community.name if number < 0 else vk.world.people[number].name

    def file(reference: str) -> bytes | None:
        kept = vk.world.files.get(reference)
        return kept.content if kept else None

    def calls(since: int) -> Sequence[Call]:
        return [
            Call(
                name=one.method,
                asked=one.params,
                answered=one.answer,
                at=one.at,
                ok=one.ok,
                inward=one.inward,
                fault=one.fault,
                inside=one.inside,
            )
            for one in vk.world.wire[since:]
        ]

    insides = Insides(
        vk.changed,
        vk.troubles,
        own=-community.group_id,
        passing=PASSING,
        refusals=(NotAllowed,),
        author=author,
        file=file,
        calls=calls,
        cleaned=lambda text: MENTION.sub(r"\1", text),
    )
    return PlacesMessenger("vk", "ВКонтакте", places, insides)


def _kept(vk: VkStandIn, phone: VkPerson, files: Sequence[Upload]) -> list[Attachment]:
    return [
        vk.world.keep("photo" if one.picture else "doc", phone.id, one.name, one.content)
        for one in files
    ]

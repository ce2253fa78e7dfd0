"""VK on the page: the stand-in's conversations and calls, as the page's port wants them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lab import troubles
from lab.page.messenger import Call, File, Key, Line, Look, NotPossible, Rows, Talk, Trouble, Upload
from lab.shown import NoSuchButton, ShownFile, ShownMessage
from lab.shown import Rows as ShownRows
from lab.vk.community import Community
from lab.vk.people import VkPerson
from lab.vk.rooms import NotAllowed, VkChat
from lab.vk.server import VkStandIn

SLOW_SECONDS = 2.0
MENTION = re.compile(r"\[(?:club|id)\d+\|([^\]]+)\]")
COLOURS = {"primary": "primary", "positive": "positive", "negative": "negative"}
ORDERS: Mapping[Trouble, tuple[troubles.Trouble, ...]] = {
    Trouble.NONE: (),
    Trouble.SLOW: (troubles.Trouble("delay", times=None, seconds=SLOW_SECONDS),),
    Trouble.FAILING: (
        troubles.Trouble("reset_after", times=None, chance=0.3),
        troubles.Trouble("bad_gateway", times=None, chance=0.3),
        troubles.Trouble("truncated", times=None, chance=0.3),
        troubles.Trouble("error", times=None, chance=0.3, code=10),
    ),
    # The first call of two is done and its answer lost: the suite has to call again.
    Trouble.TWICE: (troubles.Trouble("reset_after", times=None, chance=0.5),),
    Trouble.SILENT: (),
}


class VkMessenger:
    """VK with the phones of the school's people, by resident."""

    name = "vk"
    title = "ВКонтакте"

    def __init__(
        self,
        vk: VkStandIn,
        communities: Sequence[Community],
        phones: Mapping[int, VkPerson],
        chats: Sequence[tuple[str, VkChat, Community]],
    ) -> None:
        self._vk = vk
        self._communities = {one.group_id: one for one in communities}
        self._phones = phones
        self._chats = {str(number): chat for number, chat in enumerate(chats, start=1)}

    @property
    def pulse(self) -> int:
        return self._vk.changed.count

    def talks(self) -> Sequence[Talk]:
        private = [
            Talk(
                key=f"vk-{who}-{community.group_id}",
                title=community.name,
                group=False,
                people=(who,),
                received=_received(phone.shown(community), community),
            )
            for who, phone in self._phones.items()
            for community in self._communities.values()
        ]
        return private + [
            Talk(
                key=f"vk-chat-{key}",
                title=title,
                group=True,
                people=tuple(who for who, phone in self._phones.items() if phone.id in room.people),
                received=_received(room.shown(next(iter(self._phones.values()))), community),
            )
            for key, (title, room, community) in self._chats.items()
        ]

    def look(self, talk: str, who: int) -> Look:
        phone = self._phone(who)
        room, community = self._place(talk, who)
        if room is None:
            return Look(
                lines=self._lines(phone.shown(community)),
                menu=_rows(phone.menu(community)),
                typing=phone.sees_typing(community),
                notices=tuple(phone.snacks(community)),
                waiting=phone.spinning(community),
                shut=False,
            )
        return Look(
            lines=self._lines(room.shown(phone)),
            menu=_rows(room.menu(community)),
            typing=False,
            notices=tuple(community.talk(room.peer(community)).snacks),
            waiting=0,
            shut=phone.id not in room.people or phone.id in room.muted,
        )

    async def write(self, talk: str, who: int, text: str, files: Sequence[Upload]) -> None:
        phone = self._phone(who)
        room, community = self._place(talk, who)
        kept = [
            self._vk.world.keep("photo" if one.picture else "doc", phone.id, one.name, one.content)
            for one in files
        ]
        if room is None:
            await phone.write(community, text, attachments=kept)
            return
        try:
            await room.write(phone, text, attachments=kept)
        except NotAllowed as error:
            raise NotPossible(str(error)) from error

    async def press(self, talk: str, who: int, number: int, row: int, place: int) -> None:
        phone = self._phone(who)
        room, community = self._place(talk, who)
        try:
            if room is None:
                await phone.press_at(community, number, row, place)
            else:
                await room.press_at(phone, community, number, row, place)
        except (NoSuchButton, NotAllowed) as error:
            raise NotPossible(str(error)) from error

    def file(self, reference: str) -> bytes | None:
        kept = self._vk.world.files.get(reference)
        return kept.content if kept else None

    def calls(self, since: int) -> Sequence[Call]:
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
            for one in self._vk.world.wire[since:]
        ]

    def behave(self, trouble: Trouble) -> None:
        self._vk.troubles.clear()
        for order in ORDERS[trouble]:
            self._vk.troubles.order(replace(order))
        self._vk.troubles.repeating = 2 if trouble is Trouble.TWICE else 1
        self._vk.troubles.outage = trouble is Trouble.SILENT

    async def changed(self, since: int) -> None:
        await self._vk.changed.wait(since)

    def _phone(self, who: int) -> VkPerson:
        if who not in self._phones:
            raise NotPossible("nobody")
        return self._phones[who]

    def _place(self, talk: str, who: int) -> tuple[VkChat | None, Community]:
        """The group chat, None in private, and the community of a conversation."""
        _, _, rest = talk.partition("-")
        first, _, second = rest.partition("-")
        if first == "chat" and second in self._chats:
            _, room, community = self._chats[second]
            return room, community
        if first == str(who) and second.isdecimal() and int(second) in self._communities:
            return None, self._communities[int(second)]
        raise NotPossible(talk)

    def _lines(self, messages: Sequence[ShownMessage]) -> tuple[Line, ...]:
        texts = {one.cmid: one.text for one in messages}
        return tuple(self._line(one, texts) for one in messages)

    def _line(self, one: ShownMessage, texts: Mapping[int, str]) -> Line:
        return Line(
            number=one.cmid,
            mine=one.mine,
            author="" if one.mine else self._author(one.from_id),
            text=MENTION.sub(r"\1", one.text),
            at=one.at,
            edited=one.edited,
            deleted=one.deleted,
            rows=_rows(one.rows),
            files=tuple(_file(attached) for attached in one.attachments),
            reply=texts.get(one.reply_to, "") if one.reply_to is not None else "",
        )

    def _author(self, number: int) -> str:
        if number < 0:
            return self._communities[-number].name
        return self._vk.world.people[number].name


def _received(messages: Sequence[ShownMessage], community: Community) -> int:
    """How many messages the community wrote."""
    return sum(one.from_id == -community.group_id for one in messages)


def _rows(rows: ShownRows) -> Rows:
    return tuple(
        tuple(Key(one.label, COLOURS.get(one.color, ""), one.link) for one in row) for row in rows
    )


def _file(attached: ShownFile) -> File:
    return File(
        name=attached.name,
        reference=attached.reference,
        picture=attached.kind == "photo",
        size=len(attached.content),
    )

"""A group chat with the bot in it, for conversations."""

from typing import TYPE_CHECKING

from lab.shown import ShownMessage
from tests.conversations.phones import Json, Room

if TYPE_CHECKING:
    from tests.conversations.space import Space, Speaker


class Chat:
    """A group chat with the bot in it."""

    def __init__(self, space: "Space", room: Room) -> None:
        self._space = space
        self._room = room
        #: How often the bot spoke when it came in.
        self._at_first = 0

    def begins(self, speaker: "Speaker") -> None:
        """What the bot has said until now was its greeting."""
        self._at_first = len(self._said(speaker))

    def greeting(self, speaker: "Speaker") -> str:
        return "\n".join(self._said(speaker)[: self._at_first])

    async def says(self, speaker: "Speaker", text: str, *, to: int | None = None) -> int:
        """Write in the chat, in reply ``to`` a message; gives the message's number there."""
        number = await self._room.write(speaker.phone, text, to)
        await self._space.settle()
        return number

    def people(self) -> set[int]:
        """The messenger's ids of who is in the chat."""
        return self._room.people()

    def is_silent(self, speaker: "Speaker") -> bool:
        """Whether the messenger itself lets somebody not write."""
        return speaker.phone.id in self._room.silent()

    def lets_in(self, speaker: "Speaker") -> None:
        """Whoever leads the chat adds somebody."""
        self._room.add(speaker.phone)

    def stands(self, speaker: "Speaker", number: int) -> bool:
        """Whether a message is still in the chat."""
        return not next(
            one for one in self._room.shown(speaker.phone) if one.cmid == number
        ).deleted

    def heard(self, speaker: "Speaker") -> list[str]:
        """What the bot said in the chat since its greeting."""
        return self._said(speaker)[self._at_first :]

    def _said(self, speaker: "Speaker") -> list[str]:
        own = self._space.messenger.number
        return [one.text for one in self._room.shown(speaker.phone) if one.from_id == own]

    async def forges(self, speaker: "Speaker", payload: Json) -> None:
        """Press a button that is not there, on the chat's first message."""
        await self._room.forge(speaker.phone, payload)
        await self._space.settle()

    async def presses(self, speaker: "Speaker", label: str) -> str:
        """Press a button in the chat; gives the note that was shown for it, "" for none."""
        before = len(self._room.notes(speaker.phone))
        await self._room.press(speaker.phone, label)
        await self._space.settle()
        return "\n".join(self._room.notes(speaker.phone)[before:])

    def pinned(self) -> int | None:
        """The number of the pinned message."""
        return self._room.pinned()

    def last(self, speaker: "Speaker") -> ShownMessage:
        """The latest message of the bot."""
        own = self._space.messenger.number
        return [one for one in self._room.shown(speaker.phone) if one.from_id == own][-1]

    def labels(self, speaker: "Speaker") -> list[str]:
        """The buttons under everything that stands in the chat."""
        return [label for one in self._room.shown(speaker.phone) for label in one.labels]

    def menu(self) -> list[str]:
        """The permanent keyboard that everybody in the chat has."""
        return self._room.menu()

    async def renames(self, title: str) -> None:
        self._room.rename(title)
        await self._space.settle()

    async def allows_all(self, allowed: bool) -> None:
        """Make the bot an administrator with all rights, or none."""
        self._room.allow_all(allowed)
        await self._space.settle()

    async def expels(self) -> None:
        """Take the bot out of the chat."""
        self._room.expel()
        await self._space.settle()

"""Sixteen pupils who keep their diaries, each waiting for the answer before going on."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.conversations.phones import Phone
from tests.kills.sides import Side

REPEATED = 0.05
PATIENCE = 180.0
#: Of so many messages the last of ours is looked for.
LATELY = 10
PHOTO = b"\xff\xd8\xff-a small photo-"


class Stuck(AssertionError):
    """Somebody waits for an answer that does not come."""


@dataclass
class Pupil:
    """One who talks; ``wrote`` are the diary's entries in the order of their writing."""

    name: str
    phone: Phone
    side: Side
    random: Random
    wrote: list[str] = field(default_factory=list)
    #: Ends `talk_on` after the dialog in hand.
    tired: bool = False

    @property
    def heard(self) -> list[str]:
        return self.side.heard(self.phone, 0)

    @property
    def _latest(self) -> str:
        latest = self.side.heard(self.phone, max(0, self.side.length(self.phone) - LATELY))
        return latest[-1] if latest else ""

    async def talk(self, dialogs: int) -> None:
        """Have so many dialogs."""
        for number in range(dialogs):
            await self._dialog(number)

    async def talk_on(self) -> None:
        """Have dialogs until ``tired``."""
        number = 0
        while not self.tired:
            await self._dialog(number)
            number += 1

    async def _dialog(self, number: int) -> None:
        """Open the diary, write in it by the form, then twice without waiting."""
        await self._write("Дневник")
        await self._hears("Дневник проекта")
        await self.phone.press("Записать")
        self._perhaps_again()
        await self._hears("Что сделано")
        await self._note(f"сделал {number} с формой")
        await self._hears("проверь")
        await self._write("Подтвердить")
        await self._hears("Записано в дневник")
        since = self.side.length(self.phone)
        await self._note(f"сделал {number} раз", "дневник: ")
        await self._note(f"сделал {number} два", "дневник: ")
        await self._wait(lambda: self._written_since(since) >= 2, "two entries written")

    async def send_photo(self) -> None:
        before = len(self.heard)
        await self.phone.send_photo(PHOTO + bytes([self.random.randrange(256)]), "")
        await self._wait(lambda: len(self.heard) > before, "a word about the photo")

    def _written_since(self, length: int) -> int:
        return sum("Записано в дневник" in text for text in self.side.heard(self.phone, length))

    async def _note(self, text: str, command: str = "") -> None:
        self.wrote.append(text)
        await self._write(command + text)

    async def _write(self, text: str) -> None:
        await self.phone.write(text)
        self._perhaps_again()

    def _perhaps_again(self) -> None:
        """The messenger says some things twice."""
        if self.random.random() < REPEATED:
            self.side.repeat(self.random)

    async def _hears(self, part: str) -> None:
        await self._wait(lambda: part in self._latest, part)

    async def _wait(self, come: Callable[[], bool], what: str) -> None:
        async def until() -> None:
            while True:
                seen = self.side.stand_in.changed.count
                if come():
                    return
                await self.side.stand_in.changed.wait(seen)

        try:
            await asyncio.wait_for(until(), PATIENCE)
        except TimeoutError:
            last = self._latest
            raise Stuck(f"{self.name} waits for «{what}», heard last «{last}»") from None

"""The running lab: stand-ins of the messengers, the suite on its real channels, a small school."""

import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bots.app import Suite
from bots.clock import Clock
from bots.settings import Settings
from lab import school, term
from lab.page.messenger import Messenger, Trouble
from lab.phones import TOKEN, Home, SferumHome, TelegramHome, VkHome
from lab.school import GUEST, Person
from lab.telemost.server import TelemostStandIn
from storage import accounts, residents, talks
from storage.residents import Role

SCHOOL = "Лицей № 373"
#: What one presses at the end of registration (A1), and what brings one's menu.
CONFIRM, MENU = "Да, это я", "Меню"
STAFF_ROOM = "Учителя 10А"

#: Between what people do before one opens the lab.
BREATH = timedelta(seconds=2)

Settle = Callable[[], Awaitable[None]]


@dataclass
class Lab:
    """What the page shows and moves. ``trouble`` is how all messengers behave now."""

    suite: Suite
    clock: Clock
    people: tuple[Person, ...]
    messengers: tuple[Messenger, ...]
    trouble: Trouble = Trouble.NONE

    @property
    def now(self) -> datetime:
        """The moment by the school's clock."""
        return self.clock.now().astimezone(ZoneInfo(self.suite.settings.timezone))

    def move_to(self, moment: datetime) -> None:
        """Move the clock ahead; a moment that has passed changes nothing."""
        ahead = moment - self.clock.now()
        if ahead.total_seconds() > 0:
            self.clock.advance(ahead)

    def behave(self, trouble: Trouble) -> None:
        """Make all messengers behave so."""
        self.trouble = trouble
        for messenger in self.messengers:
            messenger.behave(trouble)

    async def strangers(self) -> frozenset[int]:
        """Those of the school whom the bots have not met."""
        met = await self.suite.store.run(talks.met)
        return frozenset(one.resident for one in self.people) - met


@asynccontextmanager
async def opened(folder: Path, *, telegram: bool = False) -> AsyncIterator[Lab]:
    """Open the lab in a scratch folder; all of it ends with the context.

    ``telegram`` gives a guest that messenger too: its library takes seconds to begin.
    """
    clock = Clock(term.BEGINNING)
    vk, sferum = VkHome(clock), SferumHome(clock)
    homes: dict[str, Home] = {"vk": vk, "sferum": sferum}
    if telegram:
        homes["telegram"] = TelegramHome(clock)
    telemost = TelemostStandIn(clock.now)
    telemost.give_token(TOKEN)
    await telemost.start()
    for home in homes.values():
        await home.start()
    suite = Suite(_settings(folder, homes.values(), telemost), clock)
    try:
        await suite.open()
        await suite.serve()
        for home in homes.values():
            home.posts_to(suite.address)
        people = await suite.store.run(school.settle)
        _hand_out(homes, people)
        settle = partial(_settle, suite, clock, tuple(homes.values()))
        await _meet(homes, people, settle)
        await _link(suite, homes, people, settle)
        people = await term.live_through(suite.store, clock, people, settle)
        _gather(vk, sferum, people)
        await settle()
        suite.work()
        pages = tuple(home.page() for home in homes.values())
        yield Lab(suite, clock, tuple(people.values()), pages)
    finally:
        await suite.stop()
        for home in homes.values():
            await home.stop()
        await telemost.stop()


def _hand_out(homes: Mapping[str, Home], people: Mapping[str, Person]) -> None:
    for one in people.values():
        for name in one.messengers:
            homes[name].give(one)
    if "telegram" in homes:
        homes["telegram"].give(GUEST)


async def _meet(homes: Mapping[str, Home], people: Mapping[str, Person], settle: Settle) -> None:
    """Let those who join by themselves register as anybody does: over the wire."""
    joining = [one for one in people.values() if one.joins]
    for turn in range(max(1 + len(one.child_codes) for one in joining)):
        for is_code in (True, False):
            for one in joining:
                for code in (one.code, *one.child_codes)[turn : turn + 1]:
                    home = homes[one.messengers[0]]
                    await home.says(one.resident, code if is_code else CONFIRM)
            await settle()


async def _link(
    suite: Suite, homes: Mapping[str, Home], people: Mapping[str, Person], settle: Settle
) -> None:
    """Let those with two messengers link the second, and go on in the first (R6)."""
    several = [one for one in people.values() if one.joins and one.messengers[1:]]
    codes = await suite.store.run(
        lambda tx: [accounts.link_code(tx, residents.who(tx, one.resident)) for one in several]
    )
    for said in ([one.code for one in codes], [CONFIRM] * len(several)):
        for one, text in zip(several, said, strict=True):
            await homes[one.messengers[1]].says(one.resident, text)
        await settle()
    for one in several:
        await homes[one.messengers[0]].says(one.resident, MENU)
    await settle()


async def _settle(suite: Suite, clock: Clock, homes: Sequence[Home]) -> None:
    for home in homes:
        await home.wait_taken()
    await suite.settle()
    # Else the next would wait for the messengers' limits.
    clock.advance(BREATH)


def _gather(vk: VkHome, sferum: SferumHome, people: Mapping[str, Person]) -> None:
    """A class's chat in VK with its pupils and teacher, a staff room in MAX; the bot in both."""
    teacher = next(one for one in people.values() if Role.CLASS_TEACHER in one.roles)
    pupils = [one for one in people.values() if one.grade == teacher.grade and one is not teacher]
    here = [one.resident for one in (teacher, *pupils) if one.resident in vk.phones]
    vk.gather(f"{teacher.grade} класс", here)
    staff = [one for one in people.values() if Role.TEACHER in one.roles and one is not teacher]
    there = [one.resident for one in (teacher, *staff) if one.resident in sferum.phones]
    sferum.gather(STAFF_ROOM, there)


def _settings(folder: Path, homes: Iterable[Home], telemost: TelemostStandIn) -> Settings:
    port = _free_port()
    told: dict[str, Any] = {  # as the settings' checks take them
        "database_url": f"sqlite:///{folder / 'lab.db'}",
        "secret_key": TOKEN,
        "school_name": SCHOOL,
        "files_dir": folder / "files",
        "http_port": port,
        "public_url": f"http://127.0.0.1:{port}",
        "telemost_token": TOKEN,
        "telemost_api_url": telemost.url,
    }
    for home in homes:
        told |= home.settings()
    return Settings(_env_file=None, **told)


def _free_port() -> int:
    """A port for the suite: messengers are told its address before it listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

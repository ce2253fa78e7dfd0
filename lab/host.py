"""The running lab: stand-ins of the messengers, the suite on its real channels, a small school."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from bots.app import Suite
from bots.clock import Clock
from bots.settings import Settings
from lab import school, term
from lab.page.messenger import Messenger, Trouble
from lab.page.vk import VkMessenger
from lab.school import Person
from lab.vk.community import Community
from lab.vk.people import VkPerson
from lab.vk.rooms import VkChat
from lab.vk.server import VkStandIn
from lab.vk.world import Settings as VkSettings
from storage import talks
from storage.residents import Role

#: The stand-in's token and secret: there is nobody to keep them from.
TOKEN = "lab"
COMMUNITY, SCHOOL = "Коворкинг", "Лицей № 373"
#: What one presses at the end of registration (A1).
CONFIRM = "Да, это я"
RETRY_LOOK = timedelta(seconds=1)


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
async def opened(folder: Path) -> AsyncIterator[Lab]:
    """Open the lab in a scratch folder; all of it ends with the context."""
    clock = Clock(term.BEGINNING)
    vk = VkStandIn(clock.now, settings=VkSettings(retry_look=RETRY_LOOK))
    community = vk.community(COMMUNITY, token=TOKEN, secret=TOKEN)
    await vk.start()
    suite = Suite(_settings(folder, vk.url), clock)
    try:
        await suite.open()
        await suite.serve()
        community.callback(f"{suite.address}/vk")
        people = await suite.store.run(school.settle)
        phones = {one.resident: vk.person(one.name) for one in people.values()}
        await _meet(suite, vk, community, people, phones)
        people = await term.live_through(suite.store, clock, people, partial(_settle, suite, vk))
        chat = _class_chat(vk, community, people, phones)
        await _settle(suite, vk)
        suite.work()
        messengers = (VkMessenger(vk, [community], phones, [chat]),)
        yield Lab(suite, clock, tuple(people.values()), messengers)
    finally:
        await suite.stop()
        await vk.stop()


async def _meet(
    suite: Suite,
    vk: VkStandIn,
    community: Community,
    people: Mapping[str, Person],
    phones: Mapping[int, VkPerson],
) -> None:
    """Let those who join by themselves register as anybody does: over the wire."""
    joining = [one for one in people.values() if one.joins]
    for turn in range(max(1 + len(one.child_codes) for one in joining)):
        codes = {one.resident: (one.code, *one.child_codes)[turn : turn + 1] for one in joining}
        for said in (lambda code: code, lambda _: CONFIRM):
            for who, mine in codes.items():
                for code in mine:
                    await phones[who].write(community, said(code))
            await _settle(suite, vk)


async def _settle(suite: Suite, vk: VkStandIn) -> None:
    await vk.wait_taken()
    await suite.settle()


def _class_chat(
    vk: VkStandIn,
    community: Community,
    people: Mapping[str, Person],
    phones: Mapping[int, VkPerson],
) -> tuple[str, VkChat, Community]:
    """The chat of a class with its pupils and its teacher, and the bot in it."""
    teacher = next(one for one in people.values() if Role.CLASS_TEACHER in one.roles)
    pupils = [one for one in people.values() if one.grade == teacher.grade and one is not teacher]
    owner = phones[teacher.resident]
    title = f"{teacher.grade} класс"
    room = vk.chat(title, owner, *(phones[one.resident] for one in pupils))
    room.invite(community, owner)
    return title, room, community


def _settings(folder: Path, url: str) -> Settings:
    return Settings(
        _env_file=None,
        database_url=f"sqlite:///{folder / 'lab.db'}",
        secret_key=TOKEN,
        school_name=SCHOOL,
        vk_token=TOKEN,
        vk_api_url=url,
        vk_updates="callback",
        vk_callback_secret=TOKEN,
        files_dir=folder / "files",
        http_port=0,
    )

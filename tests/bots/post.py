"""The senders of two communities at work: what is queued, and what the phones show."""

from dataclasses import replace
from pathlib import Path

from bots.channel import Upload
from bots.clock import StoppedClock
from bots.deliver import Deliverer
from bots.vk import VkChannel
from lab.troubles import Troubles
from lab.vk.community import Community
from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn
from storage import outbox, talks
from storage.outbox import Letter, Message, PictureRow
from storage.store import Store, Tx

MANY = 100_000


class Cannot(Exception):
    """What drawing raises here."""


class Post:
    """The senders of two communities, on a real store and a stand-in of VK.

    ``script_size`` is the channels'; with 1 every message is a call of its own.
    """

    def __init__(
        self, store: Store, clock: StoppedClock, folder: Path, script_size: int = 60_000
    ) -> None:
        self.store = store
        self.clock = clock
        self.folder = folder
        self.script_size = script_size
        self.vk = VkStandIn(clock.now, rate=None)
        self.communities = {
            "vk-project": self.vk.community("Коворкинг", token="vk1.a.one"),
            "vk-parent": self.vk.community("Родители", token="vk1.a.two"),
        }
        self.channels: dict[str, VkChannel] = {}
        self.senders: dict[str, Deliverer] = {}

    async def open(self) -> None:
        await self.vk.start()
        for name, community in self.communities.items():
            self.channels[name] = VkChannel(
                name,
                community.token,
                api_url=self.vk.url,
                monotonic=self.clock.monotonic,
                per_second=MANY,
                script_size=self.script_size,
            )
            await self.channels[name].open()
        self.start()

    def start(self) -> None:
        """Make the senders: at first, and after a stop."""
        for name, channel in self.channels.items():
            self.senders[name] = Deliverer(
                channel, self.store, draw=self._draw, files_dir=self.folder
            )

    async def close(self) -> None:
        for channel in self.channels.values():
            await channel.close()
        await self.vk.stop()

    def _draw(self, picture: PictureRow) -> Upload:
        raise Cannot(picture["kind"])

    @property
    def community(self) -> Community:
        return self.communities["vk-project"]

    async def person(self, name: str, channel: str = "vk-project") -> VkPerson:
        person = self.vk.person(name)
        await self.meet(person, channel)
        return person

    async def meet(self, person: VkPerson, channel: str) -> None:
        """Let a community write to somebody."""
        await person.allow(self.communities[channel])
        await self.store.run(lambda tx: talk_of(tx, person, channel))

    async def write(
        self, person: VkPerson, *texts: str, like: Letter | None = None, channel: str = "vk-project"
    ) -> int:
        """Queue messages; gives the last one's id."""

        def put(tx: Tx) -> int:
            to, number = talks.address(talk_of(tx, person, channel)), 0
            for text in texts:
                number = outbox.put(tx, to, replace(like or Letter(""), text=text)).id or 0
            return number

        return await self.store.run(put)

    @property
    def troubles(self) -> Troubles:
        return self.vk.troubles

    def requests(self) -> int:
        """What went over the wire to send messages."""
        sending = ("messages.send", "execute")
        return sum(one.method in sending and not one.inside for one in self.vk.world.wire)

    async def send(self, channel: str = "vk-project") -> None:
        await self.senders[channel].drain()

    async def row(self, number: int) -> Message:
        def find(tx: Tx) -> Message:
            found = tx.session.get(Message, number)
            assert found is not None
            return found

        return await self.store.run(find)

    def texts(self, person: VkPerson, channel: str = "vk-project") -> list[str]:
        return [one.text for one in person.shown(self.communities[channel])]

    def times(self, person: VkPerson) -> list[int]:
        """VK's numbers of a person's messages: later is larger."""
        return [one.id for one in self.community.talk(person.id).messages]


def talk_of(tx: Tx, person: VkPerson, channel: str) -> talks.Talk:
    account = talks.account(tx, "vk", str(person.id))
    return talks.open_talk(tx, channel, str(person.id), account.id)

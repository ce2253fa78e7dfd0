"""The sender of a bot in MAX at work: what is queued, and what the phones show."""

from pathlib import Path

from bots.channel import Upload
from bots.clock import StoppedClock
from bots.deliver import Deliverer
from bots.sferum import SferumChannel
from lab.sferum.people import SferumPerson
from lab.sferum.server import SferumStandIn
from lab.troubles import Troubles
from storage import outbox, talks
from storage.outbox import Letter, Message, PictureRow
from storage.store import Store, Tx
from tests.bots.post import MANY, Cannot
from tests.schema import max_schema

CHANNEL = "sferum"


class MaxPost:
    """The sender of one bot, on a real store and a stand-in of MAX."""

    #: Every message is a call of its own.
    script_size = 1

    def __init__(self, store: Store, clock: StoppedClock, folder: Path) -> None:
        self.store = store
        self.clock = clock
        self.max = SferumStandIn(clock.now, rate=None)
        self.bot = self.max.bot("Коворкинг", token="a-token")
        self._folder = folder

    async def open(self) -> None:
        await self.max.start()
        self.channel = SferumChannel(
            CHANNEL,
            "a-token",
            api_url=self.max.url,
            monotonic=self.clock.monotonic,
            now=self.clock.now,
            per_second=MANY,
            per_chat=MANY,
        )
        await self.channel.open()
        self.sender = Deliverer(self.channel, self.store, draw=self._draw, files_dir=self._folder)

    async def close(self) -> None:
        await self.channel.close()
        await self.max.stop()
        assert not max_schema.present() or max_schema.problems(self.max.calls) == []

    def _draw(self, picture: PictureRow) -> Upload:
        raise Cannot(picture["kind"])

    @property
    def troubles(self) -> Troubles:
        return self.max.troubles

    def requests(self) -> int:
        """What went over the wire to send messages, and to look for them."""
        return sum(call.operation.endswith(" /messages") for call in self.max.world.wire)

    async def person(self, name: str) -> SferumPerson:
        person = self.max.person(name)
        await person.start(self.bot)
        return person

    async def write(self, person: SferumPerson, *texts: str) -> int:
        """Queue messages; gives the last one's id."""

        def put(tx: Tx) -> int:
            talk, _ = talks.private_talk(tx, CHANNEL, str(person.id), str(person.id))
            return [outbox.put(tx, talks.address(talk), Letter(text)).id for text in texts][-1]

        return await self.store.run(put)

    async def send(self) -> None:
        await self.sender.drain()

    async def row(self, number: int) -> Message:
        def find(tx: Tx) -> Message:
            found = tx.session.get(Message, number)
            assert found is not None
            return found

        return await self.store.run(find)

    async def is_reachable(self, person: SferumPerson) -> bool:
        def find(tx: Tx) -> bool:
            talk, _ = talks.private_talk(tx, CHANNEL, str(person.id), str(person.id))
            return talk.reachable

        return await self.store.run(find)

    def texts(self, person: SferumPerson) -> list[str]:
        return [one.text for one in person.shown(self.bot)]

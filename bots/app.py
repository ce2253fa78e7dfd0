"""The one place that wires: store, channels, receivers, senders, the clock's jobs, HTTP."""

import asyncio
import gc
from collections.abc import Coroutine, Sequence

import structlog
from aiohttp import web

from bots import accounts, pictures, roster, webhook, wiring
from bots.channel import Channel, ChannelError, Halted, Incoming
from bots.chat_rights import ChatRights
from bots.clock import Clock
from bots.consultation_rooms import ConsultationRooms
from bots.copying import Copier
from bots.deliver import Deliverer
from bots.form_reading import FormReading
from bots.intake import Taken
from bots.invitations import Invitations
from bots.metrics import Metrics
from bots.receive import Receiver
from bots.rooms import Rooms
from bots.settings import Settings
from dialogs.registry import Bot
from scheduler import outside, periods
from scheduler.tick import Ticker
from storage import jobs, schema, updates
from storage.ownership import Ownership
from storage.store import StoreUnavailable

log = structlog.get_logger()

STOPS_WITHIN = 5.0
OPENS_AGAIN = 5.0
LOOKS_AGAIN = 0.2


class Suite:
    """All bots of a school in one process."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock
        self.metrics = Metrics()
        self.store = wiring.open_store(settings, clock)
        self.ownership = Ownership(self.store.engine)
        self.channels: dict[str, Channel] = {}
        self.deliverers: dict[str, Deliverer] = {}
        self._bots: dict[str, Bot] = {}
        self.receiver = Receiver(
            self.store,
            lambda channel: self._bots[channel],
            a_minute_most=settings.messages_per_minute,
            watch=wiring.watch_of(settings),
        )
        self.web = web.Application(client_max_size=webhook.BODY_LENGTH)
        self._runner: web.AppRunner | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._answers: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        for one in accounts.openings(settings):
            self._add(one.make(settings, clock, one.account), roster.of(one.account.bots))
        self.invitations = Invitations(self.store, self.channels)
        copier = Copier(self.store, self.channels, settings.files_dir, settings.file_max_mb * 2**20)
        rights = ChatRights(self.store, self.channels)
        self.rooms = Rooms(self.store, settings)
        consulting = ConsultationRooms(self.store, self.rooms)
        self.forms = FormReading(self.store, settings, self.rooms)
        beside = {
            "file.copy": copier.copy,
            "file.drop": copier.drop,
            "file.erase": copier.erase,
            "chat.rights": rights.ask,
            "room.make": self.rooms.make,
            "room.check": self.rooms.check,
            "room.withdraw": self.rooms.withdraw,
            "token.renew": self.rooms.renew,
            "consultation.room": consulting.make,
            "consultation.shut": consulting.shut,
            "form.fetch": self.forms.fetch,
        }
        self.ticker = Ticker(self.store, beside | outside.jobs_of(self.store), periods.ALL)
        self.web.router.add_get("/healthz", self._healthz)
        self.web.router.add_get("/metrics", self._metrics)

    def _add(self, channel: Channel, bot: Bot) -> None:
        self.channels[channel.name] = channel
        self._bots[channel.name] = bot
        self.deliverers[channel.name] = Deliverer(
            channel,
            self.store,
            draw=pictures.draw,
            files_dir=self.settings.files_dir,
            observe=self.metrics.sent,
        )
        if channel.callback is not None:
            webhook.add_callback(
                self.web,
                f"/{channel.name}",
                channel.name,
                channel.callback,
                lambda incoming: self.take_one(channel, incoming),
                self.metrics.refused,
            )

    async def open(self) -> None:
        """Open the store and the channels, when no other copy works on the store.

        Raises `Halted` for a refused token.
        """
        await self._stand_by()
        self._loop = asyncio.get_running_loop()
        self.store.start()
        await wiring.fill(self.store)
        self.store.on_commit(self._committed)
        for channel in self.channels.values():
            await self._open_channel(channel)
        await self.invitations.note()

    async def _stand_by(self) -> None:
        if self.ownership.take():
            return
        log.warning("standing_by")
        while not self.ownership.take():
            await asyncio.sleep(LOOKS_AGAIN)
        log.info("took_over")

    async def _open_channel(self, channel: Channel) -> None:
        while True:
            try:
                await channel.open()
                return
            except Halted:
                raise
            except ChannelError as error:
                log.warning("not_open_yet", channel=channel.name, error=error.reason)
                await asyncio.sleep(OPENS_AGAIN)

    async def serve(self) -> None:
        """Listen for HTTP; the port that was taken is in ``address``."""
        self._runner = webhook.runner(self.web, STOPS_WITHIN / 2)
        await self._runner.setup()
        await web.TCPSite(self._runner, self.settings.http_host, self.settings.http_port).start()

    @property
    def address(self) -> str:
        """Where the suite listens, as a URL."""
        assert self._runner is not None
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    async def start(self) -> None:
        """Open everything and run until `stop`."""
        await self.open()
        await self.serve()
        # What is loaded by now stays: each full search for garbage in it would hold up all answers
        # for 80 ms (docs/performance.md).
        gc.freeze()
        self.work()

    def work(self) -> None:
        """Send, listen and tick from now on; after `open` and `serve`."""
        self.ticker.start()
        self._keep(self.invitations.keep())
        for channel in self.channels.values():
            self._keep(self.deliverers[channel.name].run())
            if channel.listens:
                self._keep(self.listen(channel))
        log.info("started", count=len(self.channels))

    def _keep(self, part: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(part)
        task.add_done_callback(_tell_the_end)
        self._tasks.append(task)

    async def listen(self, channel: Channel) -> None:
        """Poll a channel from where it was left."""
        position = await self._position(channel)

        async def receive(batch: Sequence[Incoming], where: str | None) -> None:
            taken = await self.receiver.take_batch(batch, channel.name, where)
            for incoming, how in zip(batch, taken, strict=True):
                self._after(channel, incoming, how)

        await channel.listen(receive, position)

    async def _position(self, channel: Channel) -> str | None:
        while True:
            try:
                return await self.store.run(lambda tx: updates.position(tx, channel.name))
            except StoreUnavailable:
                log.warning("store_unavailable", channel=channel.name)
                await asyncio.sleep(OPENS_AGAIN)

    async def take_one(self, channel: Channel, incoming: Incoming) -> None:
        """Take one update of a webhook in; returns after the commit."""
        self._after(channel, incoming, await self.receiver.take(incoming))

    def _after(self, channel: Channel, incoming: Incoming, taken: Taken) -> None:
        self.metrics.taken(channel.name, taken.outcome)
        if taken.typing is not None and taken.typing.channel in self.channels:
            other = self.channels[taken.typing.channel]
            self._answer(other.show_typing(taken.typing.peer))
        if incoming.callback is not None:
            self._answer(channel.acknowledge(incoming, taken.note))

    def _answer(self, call: Coroutine[None, None, None]) -> None:
        """Call a messenger beside the rest."""
        answer = asyncio.create_task(call)
        self._answers.add(answer)
        answer.add_done_callback(self._answers.discard)

    async def replay(self) -> int:
        """Take parked updates again, after what broke them was mended; gives how many went."""
        parked = await self.store.run(updates.parked)
        gone = 0
        for one in parked:
            channel = self.channels.get(one.channel)
            if channel is None:
                continue
            try:
                taken = await self.receiver.take_again(one.id or 0, channel.name, channel.read)
            except ValueError:
                log.error("not_replayed", channel=channel.name)
                continue
            gone += taken is not None and taken.outcome != "parked"
        return gone

    async def try_again(self) -> int:
        """Have the jobs that failed for good done again; gives how many they are."""
        return await self.store.run(jobs.take_again)

    def _committed(self, signals: set[str]) -> None:
        """Wake the senders whose outbox was filled; called on the store's thread."""
        if self._loop is None:
            return
        try:
            self._loop.call_soon_threadsafe(self._wake, signals)
        except RuntimeError:
            # The program is ending: what waits is sent at the next start.
            return

    def _wake(self, signals: set[str]) -> None:
        for name in signals:
            if name in self.deliverers:
                self.deliverers[name].wake()

    async def settle(self) -> None:
        """Do everything that is due by the clock, until nothing is (tests, scripts)."""
        due = sent = True
        while due or sent:
            if self._answers:
                await asyncio.wait(self._answers)
            due = await self.ticker.run_due()
            if due or sent:
                drained = [await one.drain() for one in self.deliverers.values()]
                sent = any(drained)

    async def stop(self) -> None:
        """Finish what is in hand, take nothing new."""
        self.ticker.stop()
        if self._runner is not None:
            await self._runner.cleanup()
        for deliverer in self.deliverers.values():
            await deliverer.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, *self._answers, return_exceptions=True)
        for channel in self.channels.values():
            await channel.close()
        await self.rooms.close()
        await self.forms.close()
        await self.store.close()
        self.ownership.release()

    async def _healthz(self, request: web.Request) -> web.Response:
        if any(task.done() for task in self._tasks):
            return web.json_response({"status": "a part has stopped"}, status=503)
        try:
            await self.store.run(schema.must_be_of_use)
        except StoreUnavailable:
            return web.json_response({"status": "store unavailable"}, status=503)
        return web.json_response({"status": "ok"})

    async def _metrics(self, request: web.Request) -> web.Response:
        return web.Response(body=self.metrics.render(), content_type="text/plain")


def _tell_the_end(task: asyncio.Task[None]) -> None:
    """A part that ends by a fault is no secret: the log says so, and the health check."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.critical("part_ended", error=type(error).__name__)

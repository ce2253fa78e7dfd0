"""The outside services beside a space: Telemost, the calendar, OAuth, each a stand-in."""

from datetime import timedelta

from lab.caldav.server import CalendarStandIn
from lab.telemost.server import TelemostStandIn
from lab.yandex.server import YandexStandIn
from storage import room_ladder, rooms
from storage.room_ladder import Orphan
from storage.rooms import RoomView
from tests.conversations.space import Space

TOKEN, LOGIN, PASSWORD = "telemost-token", "robot@lyceum.example", "an-app-password"


class Services:
    """What rooms are got from; the suite is started anew to know of them."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self.telemost = TelemostStandIn(space.clock.now)
        self.calendar = CalendarStandIn(LOGIN, PASSWORD)
        self.yandex = YandexStandIn("an-app", "a-secret", self._learn)

    def _learn(self, token: str) -> None:
        self.telemost.give_token(token)
        self.calendar.world.tokens.add(token)

    async def open(self) -> None:
        await self.telemost.start()
        await self.calendar.start()
        await self.yandex.start()
        self.telemost.give_token(TOKEN)
        self._space.more_settings |= {
            "telemost_token": TOKEN,
            "telemost_api_url": self.telemost.url,
            "caldav_url": self.calendar.url,
            "caldav_login": LOGIN,
            "caldav_password": PASSWORD,
            "yandex_oauth_url": self.yandex.url,
        }
        await self._space.restart()

    async def close(self) -> None:
        await self._space.suite.rooms.close()
        await self.telemost.stop()
        await self.calendar.stop()
        await self.yandex.stop()

    async def logged_in(self) -> None:
        """The school logs in to Yandex in the place of a token and a password."""
        self._space.more_settings |= {
            "telemost_token": None,
            "caldav_password": None,
            "yandex_client_id": "an-app",
            "yandex_client_secret": "a-secret",
        }
        await self._space.restart()

    async def without_calendar(self) -> None:
        self._space.more_settings |= {"caldav_login": ""}
        await self._space.restart()

    async def live(self, event: int = 1) -> RoomView | None:
        """The live room of an event in the store."""
        return await self._space.run(lambda tx: rooms.live(tx, event))

    async def orphans(self) -> list[Orphan]:
        return await self._space.run(room_ladder.orphans)

    async def pass_minutes(self, minutes: int) -> None:
        """Time passes minute by minute: pauses between tries are shorter than an hour."""
        for _ in range(minutes):
            await self._space.pass_time(timedelta(minutes=1))

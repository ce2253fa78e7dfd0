"""Rooms got from outside services, by jobs after the step: the ladder of E2 at work.

What is asked and what came of it is written down by acts of `storage.room_ladder`, before and
after; a call in between may end in every way there is.
"""

import base64
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import structlog

from bots.settings import Settings
from dialogs import event_rooms
from integrations.calendar import Booking, Calendar
from integrations.errors import Busy, Lost, Refused, ServiceError, UnknownPeople
from integrations.telemost import Conference, Telemost, WaitingRoom
from integrations.yandex_oauth import YandexOAuth
from storage import room_ladder, rooms, service_tokens
from storage.room_ladder import Attempt
from storage.rooms import RoomView
from storage.service_tokens import Token
from storage.store import Store, Tx

log = structlog.get_logger()

Args = dict[str, int]
T = TypeVar("T")


@dataclass(frozen=True)
class Made:
    """A room as its provider names it."""

    reference: str
    url: str


class Rooms:
    """The jobs "room.make", "room.check", "room.withdraw" and "token.renew"."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._telemost = Telemost(settings.telemost_api_url)
        self._calendar = Calendar(settings.caldav_url, settings.caldav_login)
        secret = settings.yandex_client_secret.get_secret_value()
        self._oauth = YandexOAuth(settings.yandex_oauth_url, settings.yandex_client_id, secret)

    async def close(self) -> None:
        for client in (self._telemost, self._calendar, self._oauth):
            await client.close()

    async def make(self, args: Args) -> bool:
        """Ask the next provider for a room; what follows is planned with the outcome."""
        event = args["event"]
        ladder = await self._store.run(
            partial(room_ladder.begin, event=event, sequence=args["sequence"], round=args["round"])
        )
        if ladder.exhausted:
            await self._store.run(lambda tx: event_rooms.not_to_be_had(tx, event))
        if (attempt := ladder.attempt) is None:
            return True
        try:
            made = await self.get(attempt)
        except ServiceError as error:
            log.warning("room_not_made", name=attempt.provider, error=error.reason)
            await self._failed(attempt, error)
        else:
            await self._store.run(lambda tx: _note(tx, attempt, made))
        return True

    async def _failed(self, attempt: Attempt, error: ServiceError) -> None:
        end: room_ladder.End = "unknown" if isinstance(error, Lost) else "temporary"
        if isinstance(error, Refused):
            end = "closed"
        await self._store.run(
            partial(room_ladder.failed, room=attempt.room, end=end, reason=error.reason)
        )

    async def get(self, attempt: Attempt) -> Made:
        """Get a room of the attempt's provider; raises `ServiceError`."""
        if attempt.provider == rooms.TELEMOST:
            conference = await self._with_token(partial(self._conference, attempt))
            return Made(conference.id, conference.join_url)
        booking = Booking(
            attempt.uid, attempt.title, attempt.starts_at, attempt.ends_at, attempt.stamp
        )
        url = await self._by_calendar(booking)
        return Made(attempt.uid, url)

    async def _conference(self, attempt: Attempt, token: str) -> Conference:
        """Make a room with its hosts; without those whom Yandex does not know."""
        level: WaitingRoom = "ORGANIZATION" if attempt.outsiders_wait else "PUBLIC"
        try:
            return await self._telemost.create(token, waiting_room=level, cohosts=attempt.cohosts)
        except UnknownPeople as unknown:
            known = [one for one in attempt.cohosts if one not in unknown.addresses]
        # Nobody could let people in: then nobody waits.
        if not known or len(known) == len(attempt.cohosts):
            level, known = "PUBLIC", []
        made = await self._telemost.create(token, waiting_room=level)
        if known:
            await self._add_hosts(token, made, known)
        return made

    async def _add_hosts(self, token: str, made: Conference, known: list[str]) -> None:
        try:
            await self._telemost.add_cohosts(token, made.id, known)
        except ServiceError as error:
            # The room is there: better one that everybody may enter than none.
            log.warning("cohosts_not_added", error=error.reason)
            with suppress(ServiceError):
                await self._telemost.update(token, made.id, waiting_room="PUBLIC")

    async def _by_calendar(self, booking: Booking) -> str:
        async def book(authorization: str) -> str:
            url = await self._link(authorization, booking)
            if url is None:
                # The entry stands; the link may come with the next look.
                raise Busy("no link yet")
            return url

        return await self._with_calendar(book)

    async def _link(self, authorization: str, booking: Booking) -> str | None:
        """Look before writing: the entry of an earlier try may have its link by now."""
        try:
            return await self._calendar.link(authorization, booking.uid)
        except Refused as error:
            if error.why != "missing":
                raise
        await self._calendar.put(authorization, booking)
        return await self._calendar.link(authorization, booking.uid)

    async def check(self, args: Args) -> bool:
        """Try a link before it is handed out; a dead one is replaced at once."""
        found = await self._store.run(
            partial(room_ladder.to_check, event=args["event"], sequence=args["sequence"])
        )
        if found is None:
            return True
        try:
            await self._with_token(lambda token: self._telemost.read(token, found.reference))
        except Refused as error:
            if error.why == "missing":
                await self._store.run(lambda tx: _replace(tx, found))
        except ServiceError as error:
            # A link that cannot be looked at is most likely good: a token may lack the right.
            log.info("room_not_checked", error=error.reason)
        return True

    async def withdraw(self, args: Args) -> bool:
        """Shut a room that is not wanted any more; False asks for another try."""
        found = await self._store.run(partial(room_ladder.to_withdraw, room=args["room"]))
        if found is None:
            return True
        try:
            await self.shut(found)
        except Refused as error:
            log.info("room_not_shut", name=found.provider, error=error.reason)
        except ServiceError as error:
            log.info("room_shut_later", name=found.provider, error=error.reason)
            return False
        return True

    async def shut(self, found: RoomView) -> None:
        """Telemost has no delete: nobody is let in any more. The calendar's entry goes."""
        if found.provider == rooms.TELEMOST:
            await self._with_token(
                lambda token: self._telemost.update(token, found.reference, waiting_room="ADMINS")
            )
        elif found.provider == rooms.CALENDAR:
            await self._with_calendar(
                lambda authorization: self._calendar.delete(authorization, found.reference)
            )

    async def renew(self, args: Args) -> bool:
        """Renew the token of a login in time (every three months)."""
        current = await self._store.run(service_tokens.current)
        if current is None or current.version != args["version"]:
            return True
        try:
            await self._renewed(current)
        except Refused as error:
            log.warning("token_not_renewed", error=error.reason)
        except ServiceError as error:
            log.info("token_later", error=error.reason)
            return False
        return True

    async def _with_calendar(self, call: Callable[[str], Awaitable[T]]) -> T:
        password = self._settings.caldav_password
        if password is None:
            return await self.with_login(lambda token: call(f"OAuth {token}"))
        told = f"{self._settings.caldav_login}:{password.get_secret_value()}"
        return await call(f"Basic {base64.b64encode(told.encode()).decode()}")

    async def _with_token(self, call: Callable[[str], Awaitable[T]]) -> T:
        own = self._settings.telemost_token
        if own is None:
            return await self.with_login(call)
        try:
            return await call(own.get_secret_value())
        except Refused as error:
            if error.why == "token":
                await self._store.run(_tell_of_settings_token)
            raise

    async def with_login(self, call: Callable[[str], Awaitable[T]]) -> T:
        """Call with the token of a login; one that is refused is renewed once. Raises
        `ServiceError`."""
        current = await self._store.run(service_tokens.current)
        if current is None or not current.good:
            raise Refused("token")
        try:
            return await call(current.access)
        except Refused as error:
            if error.why != "token":
                raise
        return await call((await self._renewed(current)).access)

    async def _renewed(self, current: Token) -> Token:
        """New tokens, kept; raises `Refused` where a person must log in again, who is told."""
        try:
            tokens = await self._oauth.renew(current.refresh)
        except Refused:
            await self._store.run(lambda tx: _refused(tx, current))
            raise

        def keep(tx: Tx) -> Token | None:
            service_tokens.keep(
                tx,
                service=service_tokens.YANDEX,
                access=tokens.access,
                refresh=tokens.refresh,
                lasts=tokens.lasts,
            )
            return service_tokens.current(tx)

        kept = await self._store.run(keep)
        assert kept is not None
        return kept


def _note(tx: Tx, attempt: Attempt, made: Made) -> None:
    found = room_ladder.made(tx, room=attempt.room, reference=made.reference, url=made.url)
    if found is not None:
        event_rooms.made(tx, found)


def _replace(tx: Tx, found: RoomView) -> None:
    event_rooms.withdrawn(tx, room_ladder.dead(tx, room=found.id))
    event_rooms.dead(tx, found.event)


def _refused(tx: Tx, current: Token) -> None:
    event_rooms.token_refused(tx, service_tokens.refused(tx, version=current.version))


def _tell_of_settings_token(tx: Tx) -> None:
    """Once a day is enough."""
    service_tokens.plan_complaint(tx)

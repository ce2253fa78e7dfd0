"""Rooms for online consultations, by jobs, from the providers of `bots.rooms` (K3)."""

from functools import partial

import structlog

from bots.rooms import Args, Rooms
from dialogs import consultation_rooms as dialogs
from integrations.errors import Lost, Refused, ServiceError
from storage import consultation_rooms, room_ladder
from storage.store import Store, Tx

log = structlog.get_logger()


class ConsultationRooms:
    """The jobs "consultation.room" and "consultation.shut"."""

    def __init__(self, store: Store, rooms: Rooms) -> None:
        self._store = store
        self._rooms = rooms

    async def make(self, args: Args) -> bool:
        """Ask the next provider; what follows is planned with the outcome."""
        number = args["consultation"]
        ladder = await self._store.run(partial(consultation_rooms.begin, consultation=number))
        if ladder.exhausted:
            await self._store.run(lambda tx: dialogs.not_to_be_had(tx, number))
        if (attempt := ladder.attempt) is None:
            return True
        try:
            got = await self._rooms.get(attempt)
        except ServiceError as error:
            log.warning("room_not_made", provider=attempt.provider, error=error.reason)
            end: room_ladder.End = "unknown" if isinstance(error, Lost) else "temporary"
            end = "closed" if isinstance(error, Refused) else end
            await self._store.run(partial(consultation_rooms.failed, consultation=number, end=end))
            return True

        def note(tx: Tx) -> None:
            kept = consultation_rooms.made(
                tx,
                consultation=number,
                provider=attempt.provider,
                reference=got.reference,
                url=got.url,
            )
            if kept is not None:
                dialogs.made(tx, number)

        await self._store.run(note)
        return True

    async def shut(self, args: Args) -> bool:
        """Shut a room after the end; False asks for another try."""
        number = args["consultation"]
        found = await self._store.run(partial(consultation_rooms.to_shut, consultation=number))
        if found is None:
            return True
        try:
            await self._rooms.shut(found)
        except Refused as error:
            log.info("room_not_shut", provider=found.provider, error=error.reason)
        except ServiceError as error:
            log.info("room_shut_later", provider=found.provider, error=error.reason)
            return False
        return True

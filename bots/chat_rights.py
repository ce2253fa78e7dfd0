"""What our accounts may do in group chats, asked of the messenger by a job (C6)."""

from collections.abc import Mapping

import structlog

from bots.channel import Channel, ChannelError, Trouble
from dialogs import chats as dialog
from dialogs import letters
from storage import chats, outbox, talks
from storage.chats import Right
from storage.store import Store, Tx

log = structlog.get_logger()


class ChatRights:
    """Asks through the channel of the chat, and says there what is lacking, if that is news."""

    def __init__(self, store: Store, channels: Mapping[str, Channel]) -> None:
        self._store = store
        self._channels = channels

    async def ask(self, args: dict[str, int]) -> bool:
        """Ask for one chat; False asks for another try."""
        talk = args["chat"]
        place = await self._store.run(lambda tx: talks.place(tx, talk))
        if place is None or place.channel not in self._channels:
            return True
        try:
            rights = await self._channels[place.channel].rights(place.peer)
        except Trouble as error:
            log.info("rights_later", channel=place.channel, error=error.reason)
            return False
        except ChannelError as error:
            log.info("rights_unknown", channel=place.channel, error=error.reason)
            return True
        await self._store.run(lambda tx: _tell(tx, talk, rights))
        return True


def _tell(tx: Tx, talk: int, rights: frozenset[Right]) -> None:
    lacking = chats.note_rights(tx, talk, rights)
    place = talks.place(tx, talk)
    if lacking is None or place is None:
        return
    for letter in letters.of(dialog.introduced(lacking)):
        outbox.put(tx, place, letter)

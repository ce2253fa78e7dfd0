"""What links and QR codes lead to: each channel's own address, kept in the store (A4).

A channel learns it when it opens, or later if its messenger is down; the store remembers.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

import structlog

from bots import accounts
from bots.channel import Channel, ChannelError
from bots.clock import Clock
from bots.settings import Settings
from storage import our_accounts
from storage.our_accounts import Door
from storage.store import Store, StoreUnavailable, Tx

log = structlog.get_logger()

LOOKS_AGAIN = 30.0


class Invitations:
    """Notes the channels' addresses: ``note`` at the start, ``keep`` those that come later."""

    def __init__(self, store: Store, channels: Mapping[str, Channel]) -> None:
        self._store = store
        self._channels = channels
        self._noted: dict[str, str] = {}

    async def note(self) -> None:
        """Note what is known by now, and forget accounts that we have no more."""
        told = {
            name: link
            for name, channel in self._channels.items()
            if (link := channel.invitation) is not None and self._noted.get(name) != link
        }
        try:
            await self._store.run(lambda tx: self._write(tx, told))
        except StoreUnavailable:
            log.warning("store_unavailable")
            return
        self._noted |= told

    def _write(self, tx: Tx, told: Mapping[str, str]) -> None:
        our_accounts.keep_only(tx, self._channels)
        places = {name: place for place, name in enumerate(self._channels)}
        for name, link in told.items():
            our_accounts.note(tx, name, link, places[name])

    async def keep(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Note the addresses of channels whose messenger was down at the start, once it tells."""
        while True:
            await sleep(LOOKS_AGAIN)
            if len(self._noted) < len(self._channels):
                await self.note()


async def doors(store: Store, settings: Settings, clock: Clock) -> list[Door]:
    """The ways to our accounts for a command: as the store has them, else asked now.

    A messenger that does not answer is left out.
    """
    known = await store.run(our_accounts.channels)
    for place, one in enumerate(accounts.openings(settings)):
        if one.account.channel not in known:
            link = await _asked(one.make(settings, clock, one.account))
            if link is not None:
                note = partial(
                    our_accounts.note, channel=one.account.channel, link=link, place=place
                )
                await store.run(note)
    return await store.run(our_accounts.doors)


async def _asked(channel: Channel) -> str | None:
    try:
        await channel.open()
        return channel.invitation
    except ChannelError as error:
        log.warning("not_open_yet", channel=channel.name, error=error.reason)
        return None
    finally:
        await channel.close()

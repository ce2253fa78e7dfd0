"""Copies of what people attach, made by a job after the step (P4)."""

import asyncio
import hashlib
from collections.abc import Mapping
from pathlib import Path

import structlog

from bots import sealed_files
from bots.channel import Channel, ChannelError, Rejected
from storage import files
from storage.store import Store

log = structlog.get_logger()


class Copier:
    """Fetches files through the channel that brought them, into the files' folder."""

    def __init__(
        self, store: Store, channels: Mapping[str, Channel], folder: Path, limit: int
    ) -> None:
        self._store = store
        self._channels = channels
        self._folder = folder
        self._limit = limit

    async def copy(self, args: dict[str, int]) -> bool:
        """Copy one file; False asks for another try."""
        number = args["file"]
        lent = await self._store.run(lambda tx: files.lent(tx, number))
        if lent is None or lent.channel not in self._channels:
            return True
        try:
            content = await self._channels[lent.channel].fetch(lent.url, self._limit)
        except Rejected as error:
            log.info("file_not_copied", channel=lent.channel, error=error.reason)
            return True
        except ChannelError as error:
            log.info("file_later", channel=lent.channel, error=error.reason)
            return False
        size, told = len(content), hashlib.sha256(content).hexdigest()
        digest: str | None = told
        path = Path(told[:2]) / told
        if lent.secret:
            plain = content
            content = await self._store.run(lambda tx: tx.sealer.seal_bytes(plain))
            digest, path = None, sealed_files.place_of(number)
        await asyncio.to_thread(sealed_files.write, self._folder / path, content)
        await self._store.run(
            lambda tx: files.copied(tx, number, digest=digest, path=str(path), size=size)
        )
        return True

    async def erase(self, args: dict[str, int]) -> bool:
        """Delete a secret file whose time has come."""
        number = args["file"]
        await self._store.run(lambda tx: sealed_files.erase(tx, self._folder, number))
        return True

    async def drop(self, args: dict[str, int]) -> bool:
        """Delete the copy of a file that was let go."""
        path = await self._store.run(lambda tx: files.drop(tx, args["file"]))
        if path is not None:
            (self._folder / path).unlink(missing_ok=True)
        return True

"""A row of the outbox made ready for its messenger: words, keys and files as it takes them."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from bots import render
from bots.channel import Limits, Outgoing, Upload
from storage import delivery, files, outbox
from storage.files import StoredFile
from storage.outbox import Act, Message, Rank
from storage.store import Tx


@dataclass(frozen=True)
class Ready:
    """A row made ready: what is sent, and what its uploads are called in our store."""

    row: Message
    outgoing: Outgoing
    digests: tuple[str | None, ...]


class Packer:
    """Makes rows of one channel ready; ``files_dir`` holds our copies of files."""

    def __init__(self, channel: str, limits: Limits, files_dir: Path) -> None:
        self._channel = channel
        self._limits = limits
        self._files_dir = files_dir

    def pack(self, tx: Tx, row: Message) -> Ready:
        """Make a row ready; raises what its parts raise (a key that is gone, a damaged row)."""
        laid = render.render(row, self._limits, outbox.words_of(tx, row))
        uploads, digests = self._uploads(tx, row)
        target = delivery.external_id(tx, row.target_id) if row.target_id else None
        kind: Literal["send", "edit"] | Act = "send"
        if row.kind in outbox.ACTS:
            kind = row.kind
        elif row.kind == "edit" and target is not None:
            kind = "edit"
        outgoing = Outgoing(
            id=number(row),
            kind=kind,
            peer=row.peer,
            text=laid.text,
            inline=laid.inline,
            menu=laid.menu,
            uploads=uploads,
            target=target,
            first=row.rank == Rank.CRISIS,
            aim=row.aim,
            until=row.aim_until,
            seconds=_seconds(row.aim_until, tx.now),
        )
        if row.left_at is not None and outgoing.kind == "send":
            gone = delivery.gone_since(tx, row.talk_id, row.left_at)
            outgoing = replace(outgoing, maybe_sent_since=row.left_at, known=gone)
        return Ready(row, outgoing, digests)

    def _uploads(self, tx: Tx, row: Message) -> tuple[tuple[Upload, ...], tuple[str | None, ...]]:
        uploads: list[Upload] = []
        digests: list[str | None] = []
        for file_id in row.files:
            stored = files.get(tx, file_id)
            if stored is not None and stored.let_go_at is None:
                uploads.append(self._upload(tx, stored))
                digests.append(stored.digest)
        return tuple(uploads), tuple(digests)

    def _upload(self, tx: Tx, stored: StoredFile) -> Upload:
        kind: Literal["photo", "document"] = "photo" if stored.kind == "photo" else "document"
        if stored.secret:
            return Upload(kind, files.neutral_name(tx, stored), self._opened(tx, stored))
        known = None
        if stored.digest:
            known = files.uploaded(tx, stored.digest, self._channel, kind)
        if known is None and stored.channel == self._channel and not stored.path:
            known = stored.reference
        name = stored.name or f"file-{stored.id}"
        path = self._files_dir / stored.path if stored.path else None
        content = path.read_bytes() if known is None and path and path.exists() else None
        return Upload(kind, name, content, known)

    def _opened(self, tx: Tx, stored: StoredFile) -> bytes | None:
        """The content of a file that is kept sealed."""
        path = self._files_dir / stored.path if stored.path else None
        return tx.sealer.open_bytes(path.read_bytes()) if path and path.exists() else None


def _seconds(until: datetime | None, now: datetime) -> int | None:
    return None if until is None else max(1, int((until - now).total_seconds()))


def number(row: Message) -> int:
    """A row's id."""
    assert row.id is not None
    return row.id

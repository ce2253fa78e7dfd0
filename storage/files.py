"""Files that people attach: the messenger's own id of each, and our copy where allowed (P4)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel, select

from storage import jobs, rotation
from storage.columns import Instant
from storage.ready import Addition
from storage.store import Tx

FileKind = Literal["photo", "document", "audio", "video", "other"]


class StoredFile(SQLModel, table=True):
    """A file that came in. ``sealed_url`` is where the messenger lends it for the copying;
    ``path`` our copy, relative to the files' folder, named by its ``digest``."""

    __tablename__ = "stored_file"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    name: str = ""
    size: int | None = None
    channel: str
    reference: str
    sealed_url: str | None = None
    digest: str | None = None
    path: str | None = None
    owner_account_id: int | None = Field(default=None, foreign_key="account.id")
    at: datetime = Field(sa_type=Instant)
    copied_at: datetime | None = Field(default=None, sa_type=Instant)


rotation.sealed(StoredFile, "sealed_url")


class FileUpload(SQLModel, table=True):
    """What a channel calls a file that we have uploaded there, so that it goes up once."""

    __tablename__ = "file_upload"
    __table_args__ = (UniqueConstraint("digest", "channel", "peer_kind"),)

    id: int | None = Field(default=None, primary_key=True)
    digest: str
    channel: str
    peer_kind: str
    reference: str


@dataclass(frozen=True)
class Attachment:
    """A file as a message brings it: ``reference`` is the messenger's id of it."""

    kind: FileKind
    reference: str
    url: str | None = None
    name: str = ""
    size: int | None = None


def keep(tx: Tx, attachment: Attachment, *, channel: str, account_id: int | None) -> int:
    """Keep what a person attached, and plan the copying; gives the file's id."""
    row = StoredFile(
        kind=attachment.kind,
        name=attachment.name[:200],
        size=attachment.size,
        channel=channel,
        reference=attachment.reference,
        sealed_url=tx.sealer.seal(attachment.url) if attachment.url else None,
        owner_account_id=account_id,
        at=tx.now,
    )
    tx.session.add(row)
    tx.session.flush()
    assert row.id is not None
    if attachment.url:
        jobs.plan(tx, "file.copy", str(row.id), tx.now, file=row.id)
    return row.id


@dataclass(frozen=True)
class Lent:
    """Where a messenger lends a file."""

    channel: str
    url: str


def lent(tx: Tx, file_id: int) -> Lent | None:
    """Where to copy a file from; None if it is copied or cannot be."""
    row = tx.session.get(StoredFile, file_id)
    if row is None or row.sealed_url is None or row.path is not None:
        return None
    return Lent(row.channel, tx.sealer.open(row.sealed_url))


def copied(tx: Tx, file_id: int, *, digest: str, path: str, size: int) -> None:
    """Note that our copy is there; the lent address is forgotten."""
    row = tx.session.get(StoredFile, file_id)
    if row is not None:
        row.digest, row.path, row.size = digest, path, size
        row.copied_at, row.sealed_url = tx.now, None


def get(tx: Tx, file_id: int) -> StoredFile | None:
    return tx.session.get(StoredFile, file_id)


def uploaded(tx: Tx, digest: str, channel: str, peer_kind: str) -> str | None:
    """What the channel calls this content, if it was uploaded there before."""
    return tx.session.exec(
        select(FileUpload.reference).where(
            FileUpload.digest == digest,
            FileUpload.channel == channel,
            FileUpload.peer_kind == peer_kind,
        )
    ).first()


_ADD_UPLOAD = Addition(FileUpload, "digest", "channel", "peer_kind", "reference")


def remember_upload(tx: Tx, digest: str, channel: str, peer_kind: str, reference: str) -> None:
    """Note the channel's id of an uploaded content; the first one stays."""
    _ADD_UPLOAD.run(tx, digest=digest, channel=channel, peer_kind=peer_kind, reference=reference)

"""Files that people attach: the messenger's own id of each, and our copy where allowed (P4)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Literal

from sqlalchemy import UniqueConstraint, delete
from sqlmodel import Field, SQLModel, col, select

from storage import jobs, rotation
from storage.columns import Instant
from storage.ready import Addition
from storage.store import Tx

_ENDING = re.compile(r"\.[a-z0-9]{1,5}")

#: By then a copy that was on its way is there.
DROPPED_AFTER = timedelta(hours=1)

FileKind = Literal["photo", "document", "audio", "video", "other"]


class StoredFile(SQLModel, table=True):
    """A file that came in. ``sealed_url`` is where the messenger lends it for the copying;
    ``path`` our copy, relative to the files' folder, named by its ``digest``.

    Of a ``secret`` one (Q6) the name and the copy are sealed, and nothing tells its content. One
    with ``let_go_at`` is shown to nobody any more."""

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
    secret: bool = False
    let_go_at: datetime | None = Field(default=None, sa_type=Instant)


rotation.sealed(StoredFile, "sealed_url")
rotation.sealed(StoredFile, "name", only=lambda: col(StoredFile.secret).is_(True))


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


def once_more(tx: Tx, file_id: int) -> int:
    """Keep a file under a number of its own, so that it can be let go in one place and stay in
    another; gives that number."""
    row = tx.session.get_one(StoredFile, file_id)
    copy = StoredFile(
        kind=row.kind,
        name=row.name,
        size=row.size,
        channel=row.channel,
        reference=row.reference,
        sealed_url=row.sealed_url,
        digest=row.digest,
        path=row.path,
        owner_account_id=row.owner_account_id,
        at=tx.now,
        copied_at=row.copied_at,
        secret=row.secret,
    )
    tx.session.add(copy)
    tx.session.flush()
    assert copy.id is not None
    if copy.sealed_url:
        jobs.plan(tx, "file.copy", str(copy.id), tx.now, file=copy.id)
    return copy.id


@dataclass(frozen=True)
class Lent:
    """Where a messenger lends a file; the copy of a ``secret`` one is to be sealed."""

    channel: str
    url: str
    secret: bool = False


def lent(tx: Tx, file_id: int) -> Lent | None:
    """Where to copy a file from; None if it is copied or cannot be."""
    row = tx.session.get(StoredFile, file_id)
    if row is None or row.sealed_url is None or row.path is not None:
        return None
    return Lent(row.channel, tx.sealer.open(row.sealed_url), row.secret)


def conceal(tx: Tx, file_id: int) -> None:
    """Make a file secret in the step that brought it: before anything of it is copied."""
    row = tx.session.get_one(StoredFile, file_id)
    if not row.secret:
        row.name, row.secret = tx.sealer.seal(row.name), True
        tx.session.flush()


def neutral_name(tx: Tx, row: StoredFile) -> str:
    """What a secret file is called elsewhere: its owner's name may stand in its own (Q2)."""
    ending = PurePath(tx.sealer.open(row.name)).suffix.casefold()
    return f"file{ending}" if _ENDING.fullmatch(ending) else "file"


def is_coming(tx: Tx, file_id: int) -> bool:
    """Whether our copy of a file is still to be made."""
    row = tx.session.get(StoredFile, file_id)
    return (
        row is not None
        and row.path is None
        and row.sealed_url is not None
        and jobs.is_open(tx, "file.copy", str(file_id))
    )


def secret_copies(tx: Tx, after: int, most: int = 200) -> list[int]:
    """The next files whose copy is kept sealed, by their ids."""
    rows = tx.session.exec(
        select(StoredFile.id)
        .where(
            col(StoredFile.secret).is_(True),
            col(StoredFile.path).is_not(None),
            col(StoredFile.id) > after,
        )
        .order_by(col(StoredFile.id))
        .limit(most)
    )
    return [number for number in rows if number is not None]


def hold_secret(tx: Tx, file_id: int) -> StoredFile | None:
    """A secret file, locked until the commit; None if it is none, or gone."""
    tx.lock(f"file:{file_id}")
    row = tx.session.get(StoredFile, file_id, populate_existing=True)
    return row if row is not None and row.secret else None


def forget(tx: Tx, file_id: int) -> None:
    """Let a file go whose copy was deleted."""
    row = tx.session.get(StoredFile, file_id)
    if row is not None:
        tx.session.delete(row)


def let_go(tx: Tx, file_id: int) -> None:
    """Let a file go: nothing shows it from now on, and a job deletes our copy."""
    row = tx.session.get(StoredFile, file_id)
    if row is not None and row.let_go_at is None:
        row.let_go_at, row.sealed_url = tx.now, None
        tx.session.flush()
        jobs.plan(tx, "file.drop", str(file_id), tx.now + DROPPED_AFTER, file=file_id)


def drop(tx: Tx, file_id: int) -> str | None:
    """Forget a file that was let go; gives the path of the copy that nobody needs any more."""
    row = tx.session.get(StoredFile, file_id, populate_existing=True)
    if row is None or row.let_go_at is None:
        return None
    path, digest = row.path, row.digest
    tx.session.delete(row)
    tx.session.flush()
    same = select(StoredFile.id).where(StoredFile.path == path).limit(1)
    if path is None or tx.session.exec(same).first() is not None:
        return None
    tx.session.execute(delete(FileUpload).where(col(FileUpload.digest) == digest))
    return path


def copied(tx: Tx, file_id: int, *, digest: str | None, path: str, size: int) -> None:
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

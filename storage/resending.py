"""Messages said again: elsewhere, as new where they could not be edited, or plainly."""

from sqlalchemy import bindparam, update
from sqlmodel import col

from storage import outbox
from storage.outbox import Letter, Message, Queued, Rank
from storage.ready import Change
from storage.store import Tx
from storage.talks import Address

_MOVED_TO = Change(
    update(Message)
    .where(col(Message.id) == bindparam("message"))
    .values(moved_to_id=bindparam("other"))
)
_MOVED_FROM = Change(
    update(Message)
    .where(col(Message.id) == bindparam("message"))
    .values(moved_from_id=bindparam("other"))
)


def put_again(
    tx: Tx, row: Message, to: Address | None = None, *, for_account: int | None = None
) -> Queued:
    """Queue a message anew: elsewhere, for the person's account there, or as new where it could
    not be edited. What would edit the old one edits this one from now on."""
    queued = outbox.put(
        tx,
        to or Address(row.talk_id, row.channel, row.peer),
        letter_of(tx, row),
        for_account=row.for_account if to is None else for_account,
        for_resident=row.for_resident,
    )
    note_moved(tx, row, queued)
    if row.target_id is not None:
        _MOVED_TO.run(tx, message=row.target_id, other=queued.id)
    return queued


def put_plain(tx: Tx, row: Message) -> Queued:
    """Queue the words of a message alone: a messenger would not take it with its buttons."""
    letter = Letter(row.text, rank=Rank(row.rank))
    to = Address(row.talk_id, row.channel, row.peer)
    queued = outbox.put(tx, to, letter, for_resident=row.for_resident)
    note_moved(tx, row, queued)
    return queued


def letter_of(tx: Tx, row: Message) -> Letter:
    """What a message says, to be said elsewhere: at once, unless it sleeps until later."""
    sleeps = row.attempts == 0 and row.due_at > row.created_at
    return Letter(
        text=outbox.words_of(tx, row),
        buttons=tuple(row.buttons),
        menu=None if row.menu is None else tuple(tuple(one) for one in row.menu),
        picture=row.picture,
        files=tuple(row.files),
        rank=Rank(row.rank),
        due_at=row.due_at if sleeps else None,
        still=(row.still, row.still_id) if row.still and row.still_id is not None else None,
        page=row.page,
        sealed=row.sealed,
    )


def note_moved(tx: Tx, row: Message, to: Queued) -> None:
    """Note as which message a message went on."""
    assert row.id is not None
    _MOVED_TO.run(tx, message=row.id, other=to.id)
    _MOVED_FROM.run(tx, message=to.id, other=row.id)

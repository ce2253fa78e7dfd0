"""Digests for parents: put into the outbox, written down, never twice a day (R2).

Writing is one short step for each handful, so that who writes to the bots meanwhile is answered
between them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import bindparam, delete, insert
from sqlalchemy import select as select_columns
from sqlmodel import col

from storage import families, outbox, preferences, relevance
from storage.digest_turns import Digest, Reader, Slot
from storage.outbox import Letter, Post
from storage.parent_told import ParentTold, Told
from storage.preferences import Kind
from storage.ready import Change
from storage.store import Tx

KEPT = timedelta(days=60)


@dataclass(frozen=True)
class Ready:
    """A digest to be sent: its letters, and what it says of each child in it."""

    reader: Reader
    letters: tuple[Letter, ...]
    blocks: Mapping[int, str]


_ADD = Change(
    insert(Digest).values(
        {name: bindparam(name) for name in ("parent_id", "day", "at", "children", "shut")}
    )
)
_ADD_TOLD = Change(
    insert(ParentTold).values(
        {name: bindparam(name) for name in ("child_id", "parent_id", "at", "how", "text")}
    )
)


def keep(tx: Tx, slot: Slot, made: Sequence[Ready]) -> int:
    """Put digests into the outbox, and write down that they went; gives how many.

    Who has one of that day already gets none: the other process was faster, or this is a second
    run after a stop.
    """
    tx.lock(f"digest:{slot.day}")
    had = _ids_on(tx, slot.day, [one.reader.id for one in made])
    new = [one for one in made if one.reader.id not in had and one.reader.place is not None]
    _ADD.run_many(
        tx,
        [
            {
                "parent_id": one.reader.id,
                "day": slot.day,
                "at": tx.now,
                "children": list(one.blocks),
                "shut": not one.blocks and one.reader.shut and not one.reader.children,
            }
            for one in new
        ],
    )
    ids = _ids_on(tx, slot.day, [one.reader.id for one in new])
    outbox.put_many(tx, [post for one in new for post in _posts(one, ids[one.reader.id])])
    _ADD_TOLD.run_many(tx, list(_told(tx, new)))
    return len(new)


def _posts(one: Ready, digest: int) -> Iterable[Post]:
    assert one.reader.place is not None
    for letter in one.letters:
        yield Post(one.reader.place, letter, one.reader.id, ("digest.holds", digest))


def _told(tx: Tx, new: Sequence[Ready]) -> Iterable[dict[str, object]]:
    for one in new:
        for child in one.reader.children:
            if child.grown and child.id in one.blocks:
                yield {
                    "child_id": child.id,
                    "parent_id": one.reader.id,
                    "at": tx.now,
                    "how": Told.DIGEST.value,
                    "text": one.blocks[child.id],
                }


def _ids_on(tx: Tx, day: date, parents: Sequence[int]) -> dict[int, int]:
    rows = tx.session.execute(
        select_columns(col(Digest.parent_id), col(Digest.id)).where(
            col(Digest.day) == day, col(Digest.parent_id).in_(parents)
        )
    )
    return {parent: number for parent, number in rows}


def forget_old(tx: Tx) -> None:
    """Let digests go that are no news any more; that somebody was shut out stays said."""
    tx.session.execute(
        delete(Digest).where(col(Digest.at) < tx.now - KEPT, col(Digest.shut).is_(False))
    )


@relevance.check("digest.holds")
def _holds(tx: Tx, digest: int) -> bool:
    """The parent may still know of every child in it, and has not switched digests off."""
    row = tx.session.get(Digest, digest)
    if row is None or not preferences.wants(tx, row.parent_id, Kind.DIGEST):
        return False
    return set(row.children) <= set(families.children_ids(tx, row.parent_id))

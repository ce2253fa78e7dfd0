"""Telling somebody who has not just written: notices to other residents (C9, C10)."""

from collections.abc import Iterable

from dialogs import letters
from dialogs.screen import Screen
from storage import journal, outbox, quiet, residents, talks
from storage.outbox import Rank
from storage.store import Tx
from storage.talks import Address


def tell(
    tx: Tx,
    to: Iterable[int],
    shown: Screen,
    *,
    still: tuple[str, int] | None = None,
    urgent: bool = False,
    rank: Rank = Rank.NOTICE,
) -> list[int]:
    """Queue ``shown`` for each resident, in the messenger they chose, else used last; gives the
    messages' ids.

    What can wait waits for the end of their quiet hours; ``still`` names a check of
    `storage.relevance`, asked again at the moment of leaving. Who cannot be reached anywhere, or
    is no resident any more, is written into the journal, for a list on paper.
    """
    queued: list[int] = []
    for resident_id in to:
        here = residents.is_here(tx, resident_id)
        addresses = talks.addresses_of(tx, resident_id) if here else []
        if not addresses:
            journal.unreached(tx, resident_id)
            continue
        person = residents.who(tx, resident_id)
        due = None if urgent else quiet.opens(tx.now, residents.audience(person), tx.rules)
        queued += [
            outbox.put(tx, addresses[0], letter, for_resident=resident_id).id
            for letter in letters.of(shown, rank=rank, due_at=due, still=still)
        ]
    return queued


def tell_there(
    tx: Tx,
    to: Iterable[Address],
    shown: Screen,
    *,
    resident: int | None = None,
    still: tuple[str, int] | None = None,
    rank: Rank = Rank.NOTICE,
) -> list[int]:
    """Queue ``shown`` for conversations, now: what concerns this very messenger, or somebody who
    is no resident; gives the messages' ids.

    With ``resident`` it leaves only while the conversation is theirs.
    """
    return [
        outbox.put(tx, address, letter, for_resident=resident).id
        for address in to
        for letter in letters.of(shown, rank=rank, still=still)
    ]

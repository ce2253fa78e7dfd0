"""Telling somebody who has not just written: notices to other residents (C9, C10)."""

from collections.abc import Iterable

from dialogs import letters
from dialogs.screen import Screen
from storage import journal, outbox, preferences, quiet, residents, talks
from storage.outbox import Rank
from storage.preferences import Kind
from storage.store import Tx
from storage.talks import Address


def tell(
    tx: Tx,
    to: Iterable[int],
    shown: Screen,
    *,
    still: tuple[str, int] | None = None,
    urgent: bool = False,
    kind: Kind | None = None,
) -> None:
    """Queue ``shown`` for each resident, in the messenger they chose, else used last.

    What can wait waits for the end of their quiet hours; ``still`` names a check of
    `storage.relevance`, asked again at the moment of leaving. Who cannot be reached anywhere, or
    is no resident any more, is written into the journal, for a list on paper. With a ``kind`` it
    goes only to those who want to be told of such things (R6); safety goes to everybody. Without
    one it is about what the person does themselves, and goes to everybody as well.
    """
    for resident_id in to:
        if kind is not None and not preferences.wants(tx, resident_id, kind):
            continue
        here = residents.is_here(tx, resident_id)
        addresses = talks.addresses_of(tx, resident_id) if here else []
        if not addresses:
            journal.unreached(tx, resident_id)
            continue
        person = residents.who(tx, resident_id)
        due = None if urgent else quiet.opens(tx.now, residents.audience(person), tx.rules)
        for letter in letters.of(shown, rank=Rank.NOTICE, due_at=due, still=still):
            outbox.put(tx, addresses[0], letter, for_resident=resident_id)


def tell_there(
    tx: Tx, to: Iterable[Address], shown: Screen, *, resident: int | None = None
) -> None:
    """Queue ``shown`` for conversations, now: what concerns this very messenger.

    With ``resident`` it leaves only while the conversation is theirs.
    """
    for address in to:
        for letter in letters.of(shown, rank=Rank.NOTICE):
            outbox.put(tx, address, letter, for_resident=resident)

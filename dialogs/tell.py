"""Telling somebody who has not just written: notices to other residents (C9, C10)."""

from collections.abc import Iterable

from dialogs import letters
from dialogs.screen import Screen
from storage import journal, outbox, preferences, quiet, residents, talks
from storage.outbox import Queued, Rank
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
    rank: Rank = Rank.NOTICE,
) -> list[int]:
    """Queue ``shown`` for each resident, in the messenger they chose, else used last; gives the
    messages' ids.

    What can wait waits for the end of their quiet hours; ``still`` names a check of
    `storage.relevance`, asked again at the moment of leaving. Who cannot be reached anywhere, or
    is no resident any more, is written into the journal, for a list on paper. With a ``kind`` it
    goes only to those who want to be told of such things (R6); safety goes to everybody. Without
    one it is about what the person does themselves, and goes to everybody as well.
    """
    return [
        queued.id
        for resident_id in to
        if kind is None or preferences.wants(tx, resident_id, kind)
        for queued in _told(tx, resident_id, shown, still=still, urgent=urgent, rank=rank)
    ]


def mail(
    tx: Tx, to: int, shown: Screen, *, still: tuple[str, int], safety: bool = False
) -> int | None:
    """Queue one letter of a mailing, as `tell`; gives the outbox's number of the message that has
    the buttons, None where there is no way to the person, or they want no such letters.

    What is about safety goes before other mailings, waits for nobody's quiet hours (C9) and asks
    nobody whether they want it (R6).
    """
    if not safety and not preferences.wants(tx, to, Kind.NOTICES):
        return None
    rank = Rank.NOTICE if safety else Rank.MAILING
    queued = _told(tx, to, shown, still=still, urgent=safety, rank=rank)
    return queued[-1].id if queued else None


def _told(
    tx: Tx,
    resident_id: int,
    shown: Screen,
    *,
    still: tuple[str, int] | None,
    urgent: bool,
    rank: Rank,
) -> list[Queued]:
    here = residents.is_here(tx, resident_id)
    addresses = talks.addresses_of(tx, resident_id) if here else []
    if not addresses:
        journal.unreached(tx, resident_id)
        return []
    person = residents.who(tx, resident_id)
    due = None if urgent else quiet.opens(tx.now, residents.audience(person), tx.rules)
    return [
        outbox.put(tx, addresses[0], letter, for_resident=resident_id)
        for letter in letters.of(shown, rank=rank, due_at=due, still=still)
    ]


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

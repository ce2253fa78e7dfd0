"""Publication only after consent (E5, D1): of every author of a work, as their age asks for.

A word for publication in general holds for a work, too. A work is seen by others only while no
word is wanting, so that one taken back hides it at once (D2). What was changed after it had been
sent is agreed to anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage import (
    access,
    consents,
    exhibits,
    families,
    refusals,
    relevance,
    residents,
)
from storage.consents import Purpose, Signed
from storage.exhibits import Exhibit, ExhibitState
from storage.projects import key
from storage.residents import Who
from storage.store import Tx


@dataclass(frozen=True)
class Lacking:
    """Whose word is wanting: the author's own, or of one who represents them."""

    who: Who
    signed: Signed


def thing(row: Exhibit) -> str:
    """What a consent for a work is about (`storage.consents`): as it is now."""
    return f"exhibit:{row.id}.{row.edition}"


def lacking(tx: Tx, row: Exhibit) -> tuple[Lacking, ...]:
    """Whose words are wanting for a work, in the order of its authors."""
    authors = exhibits.author_ids(tx, key(row.id))
    missing = consents.missing_among(
        tx, Purpose.PUBLICATION, [(one, thing(row)) for one in authors]
    )
    people = residents.people(tx, authors)
    return tuple(
        Lacking(people[one], signed)
        for one in authors
        for signed in sorted(missing[one, thing(row)])
    )


def agreed_among(tx: Tx, rows: Sequence[Exhibit]) -> list[Exhibit]:
    """Those works whose every author's word is there, in one question."""
    authors = exhibits.authors_of_many(tx, [key(row.id) for row in rows])
    missing = consents.missing_among(
        tx,
        Purpose.PUBLICATION,
        [(one, thing(row)) for row in rows for one in authors.get(key(row.id), ())],
    )
    return [
        row
        for row in rows
        if not any(missing[one, thing(row)] for one in authors.get(key(row.id), ()))
    ]


def shown(tx: Tx, event: int) -> list[Exhibit]:
    """The works of an exhibition that others may see: approved, and agreed to by all."""
    return agreed_among(tx, exhibits.of_event(tx, event, ExhibitState.APPROVED))


def is_shown(tx: Tx, row: Exhibit) -> bool:
    return row.state == ExhibitState.APPROVED and bool(agreed_among(tx, [row]))


def give(tx: Tx, by: Who, row: Exhibit, *, subject: int, words: str) -> None:
    """Write a word down where the law wants it; rights are asked by `storage.consents`."""
    own = by.must_be_resident() == subject
    signs = Signed.SELF if own else Signed.REPRESENTATIVE
    if signs in consents.wanted(tx, residents.who(tx, subject)):
        consents.give(
            tx,
            by,
            subject=subject,
            purpose=Purpose.PUBLICATION,
            text=words,
            thing=thing(row),
        )


def to_sign(tx: Tx, by: Who, *, exhibit: int) -> tuple[Who, ...]:
    """For whom somebody's word is wanting now: for themselves, for their children."""
    row = exhibits.find(tx, exhibit)
    if by.id is None or row.state not in exhibits.ASKING:
        return ()
    children = children_among(tx, by, exhibits.author_ids(tx, exhibit))
    return tuple(
        one.who
        for one in lacking(tx, row)
        if (one.signed is Signed.SELF and one.who.id == by.id)
        or (one.signed is Signed.REPRESENTATIVE and one.who.id in children)
    )


def agree(tx: Tx, by: Who, *, exhibit: int, subject: int, words: str) -> tuple[Lacking, ...]:
    """Agree that a work is shown, for oneself or for one's child; gives whose word is wanting
    still. Raises `Missing` for strangers, `Spent` where nothing is asked any more."""
    access.must_not_be_suspended(by)
    row = exhibits.hold(tx, exhibit)
    authors = exhibits.author_ids(tx, exhibit)
    if subject not in authors or (subject != by.id and not children_among(tx, by, {subject})):
        raise refusals.Missing("exhibit")
    if row.state == ExhibitState.WITHDRAWN:
        raise refusals.Missing("exhibit")
    if subject not in {one.id for one in to_sign(tx, by, exhibit=exhibit)}:
        raise refusals.Spent("exhibit-agreed")
    give(tx, by, row, subject=subject, words=words)
    return lacking(tx, row)


def children_among(tx: Tx, by: Who, people: Iterable[int]) -> frozenset[int]:
    """Which of these are a parent's own children."""
    return frozenset(people).intersection(families.children_ids(tx, key(by.id)) if by.id else ())


def parents(tx: Tx, row: Exhibit) -> dict[int, tuple[int, ...]]:
    """Whom to ask about a work: parents by the author whose representative's word is wanting."""
    return {
        key(one.who.id): tuple(key(two.id) for two in families.parents_of(tx, key(one.who.id)))
        for one in lacking(tx, row)
        if one.signed is Signed.REPRESENTATIVE
    }


@relevance.check("exhibit.asks")
def _asks(tx: Tx, exhibit: int) -> bool:
    """Whether anybody's word is still wanting."""
    row = tx.session.get(Exhibit, exhibit)
    return row is not None and row.state in exhibits.ASKING and bool(lacking(tx, row))


@relevance.check("exhibit.shown")
def _stands(tx: Tx, exhibit: int) -> bool:
    row = tx.session.get(Exhibit, exhibit)
    return row is not None and is_shown(tx, row)

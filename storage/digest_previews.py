"""What a child's parents would be told now, before the eyes of the coordinator (R2)."""

from sqlmodel import col, select

from storage import digest_turns, journal, refusals, residents, spelling
from storage.digest_turns import Reader
from storage.families import FamilyLink
from storage.residents import Role, Who
from storage.store import Tx

FOUND_AT_MOST = 20


def pupils(tx: Tx, by: Who, *, name: str) -> list[Who]:
    """The pupils whose names hold all the words that were said, by family and name."""
    by.must_have(Role.COORDINATOR, Role.ADMIN)
    wanted = spelling.key(name).split()
    found = [
        one
        for one in residents.with_role(tx, Role.STUDENT)
        if set(wanted) <= set(spelling.key(f"{one.family} {one.name} {one.grade}").split())
    ]
    return found[:FOUND_AT_MOST] if wanted else []


def of_child(tx: Tx, by: Who, *, child: int) -> list[tuple[Who, Reader]]:
    """The parents of a child, also one who is restricted, as if it were their turn now.

    It is written down who looked (D5).
    """
    actor = by.must_have(Role.COORDINATOR, Role.ADMIN)
    if not residents.who(tx, child).is_pupil:
        raise refusals.Missing("pupil")
    parents = tx.session.exec(
        select(FamilyLink.parent_id)
        .where(FamilyLink.child_id == child, col(FamilyLink.confirmed_at).is_not(None))
        .order_by(col(FamilyLink.parent_id))
    ).all()
    journal.write(tx, "digest.preview", by=actor, subject="resident", subject_id=child)
    found = [(residents.who(tx, one), digest_turns.reader(tx, one)) for one in parents]
    return [(who, reader) for who, reader in found if reader is not None]

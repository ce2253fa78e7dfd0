"""What is kept about one person, for that person (D2); roles given and taken."""

from dataclasses import dataclass
from datetime import datetime

from storage import accounts, jobs, journal, refusals, residents
from storage.accounts import OwnAccount
from storage.residents import Kind, Resident, ResidentRole, Role, Who
from storage.store import Tx


@dataclass(frozen=True)
class Profile:
    """A resident's own record: who they are, since when, with which accounts."""

    who: Who
    since: datetime
    accounts: tuple[OwnAccount, ...]


def own(tx: Tx, by: Who) -> Profile:
    """Read one's own record; raises `refusals.Unregistered`."""
    resident_id = by.must_be_resident()
    row = tx.session.get_one(Resident, resident_id)
    return Profile(residents.who(tx, resident_id), row.created_at, accounts.of(tx, resident_id))


def add(
    tx: Tx,
    *,
    family: str,
    name: str,
    roles: frozenset[Role],
    patronymic: str = "",
    grade: str = "",
    kind: Kind = Kind.INTERNAL,
    by: int | None = None,
) -> int:
    """Make a resident; gives the id. The school's file and command line come here."""
    row = Resident(
        kind=kind,
        family=family,
        name=name,
        patronymic=patronymic,
        grade=grade,
        created_at=tx.now,
    )
    tx.session.add(row)
    tx.session.flush()
    assert row.id is not None
    for role in sorted(roles):
        tx.session.add(ResidentRole(resident_id=row.id, role=role))
    journal.write(tx, "resident.add", by=by, subject="resident", subject_id=row.id)
    tx.session.flush()
    return row.id


def grant(tx: Tx, by: Who, *, resident: int, role: Role) -> Who:
    """Give a role; raises Denied unless coordinator or admin, Spent if it is there.

    The administrator's role comes from an administrator only.
    """
    actor = _must_give(by, role)
    person = residents.who(tx, resident)
    if role in person.roles:
        raise refusals.Spent("has-role")
    tx.session.add(ResidentRole(resident_id=resident, role=role))
    journal.write(
        tx, "role.grant", by=actor, subject="resident", subject_id=resident, role=role.value
    )
    tx.session.flush()
    return residents.who(tx, resident)


def revoke(tx: Tx, by: Who, *, resident: int, role: Role) -> Who:
    """Take a role away; who may is as in `grant`."""
    actor = _must_give(by, role)
    row = tx.session.get(ResidentRole, (resident, role.value))
    if row is None:
        raise refusals.Spent("no-role")
    tx.session.delete(row)
    journal.write(
        tx, "role.revoke", by=actor, subject="resident", subject_id=resident, role=role.value
    )
    tx.session.flush()
    return residents.who(tx, resident)


def _must_give(by: Who, role: Role) -> int:
    return by.must_have(*({Role.ADMIN} if role is Role.ADMIN else {Role.ADMIN, Role.COORDINATOR}))


def leave(tx: Tx, by: Who, *, resident: int) -> None:
    """Note that a resident has left the school."""
    actor = by.must_have(Role.COORDINATOR, Role.ADMIN)
    row = tx.session.get(Resident, resident)
    if row is None:
        raise refusals.Missing("resident")
    row.left_at = tx.now
    # Whoever left answers no parent any more: open questions go on.
    jobs.plan(tx, "question.left", f"{resident}:{tx.now.isoformat()}", tx.now, resident=resident)
    journal.write(tx, "resident.leave", by=actor, subject="resident", subject_id=resident)

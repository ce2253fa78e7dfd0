"""One person's code, made by the administrator's hand (`coworking code`): nothing is guessed."""

from dataclasses import dataclass, replace
from datetime import datetime

from storage import codes, enrolment, residents
from storage.enrolment import Register
from storage.people import PersonRow
from storage.residents import Resident, Role, Who
from storage.store import Tx

#: Who comes by the file, which names the child or the contract; by hand, only if known.
_BY_THE_FILE = frozenset({Role.PARENT, Role.PARTNER})


@dataclass(frozen=True)
class ByHand:
    """A code and for whom, or whom the row could have meant.

    ``outcome`` is added, changed (a role is new), same, or why there is no code: unknown,
    namesakes (``others``), by-file.
    """

    outcome: str
    person: Who | None = None
    code: str | None = None
    until: datetime | None = None
    others: tuple[Who, ...] = ()


def give(tx: Tx, row: PersonRow, *, new: bool) -> ByHand:
    """Give a code that works to the person of a row; ``new`` allows to write somebody down.

    Nobody is taken for another, and no pupil is moved to another class: if nobody matches
    exactly, the namesakes are told. Whoever lost the account that they came in with comes in
    again by such a code, with the children they have.
    """
    tx.lock("people")
    register = Register(tx)
    namesakes = register.namesakes(row)
    exact = [one for one in namesakes if _is_meant(tx, register, row, one)]
    if len(exact) > 1:
        return ByHand("namesakes", others=_all(tx, exact))
    if exact:
        (person,) = exact
        added = replace(row, roles=row.roles - _BY_THE_FILE)
        outcome = "changed" if register.update(person, added) else "same"
        return _with_code(tx, outcome, person)
    if not new and namesakes:
        return ByHand("namesakes", others=_all(tx, namesakes))
    if not row.roles.isdisjoint(_BY_THE_FILE):
        return ByHand("by-file")
    if not new:
        return ByHand("unknown")
    return _with_code(tx, "added", register.add(row))


def _is_meant(tx: Tx, register: Register, row: PersonRow, one: Resident) -> bool:
    if enrolment.name_of(one) != enrolment.name_of(row) or not residents.is_current(tx, one):
        return False
    if Role.STUDENT in row.roles or register.is_pupil(one):
        return Role.STUDENT in row.roles and register.is_pupil(one) and one.grade == row.grade
    held = residents.who(tx, _id(one)).roles
    return row.roles <= held or (Role.PARTNER not in held and row.roles.isdisjoint(_BY_THE_FILE))


def _with_code(tx: Tx, outcome: str, person: Resident) -> ByHand:
    number = _id(person)
    code = codes.printable(tx, number) or codes.make(tx, resident=number)
    return ByHand(outcome, residents.who(tx, number), code, codes.good_until(tx, code))


def _all(tx: Tx, people: list[Resident]) -> tuple[Who, ...]:
    return tuple(residents.who(tx, _id(one)) for one in people)


def _id(person: Resident) -> int:
    assert person.id is not None
    return person.id
